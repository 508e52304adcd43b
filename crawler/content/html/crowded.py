"""Rejects elements with so many attributes that libxml2 would take forever."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from lxml import etree

from crawler.content.patterns import regex

if TYPE_CHECKING:
    from numpy.typing import NDArray

HARMLESS = 64 * 1024
"""Bytes. A shorter page has no room for enough attributes to take a second."""
MOST_ATTRIBUTES = 1000
"""Per element; real ones have up to a dozen."""
SHORT = 2000
"""Bytes of a tag that has no room for a thousand separated names."""
CROWDED = regex(rb"[^<]*+(?:<(?![a-zA-Z])[^<]*+)*+<(?:[^\s/\"']*+(?>[\"']*+[\s/]++|[\"']++)){1000}")
"""Matches any tag with that many separated attributes; their names may be made of quotation marks."""
BEGINNING = regex(rb"<[a-zA-Z]")


class TooManyAttributesError(ValueError):
    """An element of the HTML has more than :data:`MOST_ATTRIBUTES` attributes."""

    def __init__(self, tag: str) -> None:
        super().__init__(f"an element <{tag[:20]}> with more than {MOST_ATTRIBUTES:,} attributes")


class _Counter:
    """A target for lxml's parser, which receives the attributes of elements without a tree being built."""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if len(attributes) > MOST_ATTRIBUTES:
            raise TooManyAttributesError(tag)

    def close(self) -> None:
        """Return nothing."""


def refuse_crowded(html: bytes) -> None:
    """Raise :class:`TooManyAttributesError` if HTML in UTF-8 contains such an element.

    libxml2 appends an attribute by walking over all previous ones, and lxml reads them the same way: three million of them, which
    fit into a page of 32 MiB, would take hours, in C code that no signal interrupts. If there may be that many, they are counted
    by the same parser, so that none is missed.
    """
    if len(html) > HARMLESS and any(map(_may_be_crowded, _long_tags(html))):
        target: Any = _Counter()  # the stubs ask for methods that lxml does without
        etree.fromstring(html, etree.HTMLParser(target=target, recover=True, encoding="utf-8", huge_tree=True))


def _may_be_crowded(part: bytes) -> bool:
    """Whether there may be such an element in a ``part`` of HTML that begins outside of tags: quotation marks before the first
    one, as in style sheets, open no values."""
    begins = BEGINNING.search(part) if CROWDED.match(part) else None
    return begins is not None and any(map(CROWDED.match, _long_tags(part[begins.start() :])))


def _long_tags(html: bytes) -> Iterator[bytes]:
    """Everything that may be inside a long tag: a tag ends at the first ``>`` outside of values, so it contains no ``>`` before
    which the last quotation mark, single or double, does not open a value."""
    import numpy as np  # not needed for a page as small as most

    signs = np.frombuffer(html, np.uint8)
    ends = np.flatnonzero(signs == ord(">"))
    ends = ends[~(_are_quoted(signs, ends, '"') | _are_quoted(signs, ends, "'"))]
    bounds = np.concatenate([[-1], ends, [len(html)]])
    for at in np.flatnonzero(np.diff(bounds) > SHORT).tolist():
        yield html[bounds[at] + 1 : bounds[at + 1]]


def _are_quoted(signs: "NDArray[Any]", ends: "NDArray[Any]", mark: str) -> "NDArray[Any]":
    """Whether the last quotation ``mark`` before each of the ``ends`` may open a value, because it follows ``=`` or white
    space."""
    import numpy as np

    marks = np.flatnonzero(signs == ord(mark))
    before = signs[marks - 1]
    opens = np.concatenate([[False], (before == ord("=")) | (before <= ord(" "))])
    return opens[np.searchsorted(marks, ends)]
