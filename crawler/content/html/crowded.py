"""Elements with so many attributes that libxml2 would never be done with them."""

from typing import Any

from lxml import etree

HARMLESS = 64 * 1024
"""Characters. In a shorter page there is no room for so many attributes that it would take a second."""
MOST_ATTRIBUTES = 1000
"""Of one element; real ones have up to a dozen."""


class TooManyAttributesError(ValueError):
    """An element of the HTML has more than :data:`MOST_ATTRIBUTES` attributes."""

    def __init__(self, tag: str) -> None:
        super().__init__(f"an element <{tag[:20]}> with more than {MOST_ATTRIBUTES:,} attributes")


class _Counter:
    """A target for lxml's parser, which hands over an element's attributes without building a tree of them."""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if len(attributes) > MOST_ATTRIBUTES:
            raise TooManyAttributesError(tag)

    def close(self) -> None:
        """Nothing is kept."""


def refuse_crowded(html: str) -> None:
    """Raise :class:`TooManyAttributesError` for HTML that holds such an element.

    libxml2 appends an attribute by walking over all before it, and lxml reads them likewise: three million of them, which fit a
    page of 32 MiB, would take hours, in C code that no signal breaks off. The same parser is asked, so nothing gets by.
    """
    if len(html) > HARMLESS:
        target: Any = _Counter()  # the stubs ask for methods that lxml does without
        parser = etree.HTMLParser(target=target, recover=True, encoding="utf-8", huge_tree=True)
        etree.fromstring(html.strip().replace("\0", "").encode("utf-8", "surrogatepass"), parser)
