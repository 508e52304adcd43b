"""The elements that readers of a page ask for by their names, found in one pass over its tree."""

from collections.abc import Mapping

from lxml.etree import _Element

Named = Mapping[str, list[_Element]]
"""Elements of a page by name, in document order; ``h2`` has those called ``h3`` and ``h4`` as well."""
_NAMES = ("title", "meta", "link", "script", "h1", "h2", "h3", "h4")


def named_in(root: _Element) -> Named:
    """Return the elements that tell what a page is about."""
    named: dict[str, list[_Element]] = {name: [] for name in _NAMES}
    named["h3"] = named["h4"] = named["h2"]
    for element in root.iter(*_NAMES):
        named[str(element.tag)].append(element)
    return named
