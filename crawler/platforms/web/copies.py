"""The second copy of a text that a page prints again as a whole: for another screen, for printing, or in AMP."""

from collections.abc import Collection, Sequence
from itertools import islice

from lxml.etree import _Element

from crawler.content.body import Block
from crawler.content.html import text_of
from crawler.content.html.vocabulary import CONTAINERS, FOREIGN, INLINE, PARAGRAPHS
from crawler.platforms.web.aside import PREFIX, is_aside
from crawler.platforms.web.body_start import TEXTS

COPY = f"{PREFIX}copy"
_MOST = 0.8
"""The share of either copy that is in the other one. A refrain, or a question that is asked again, is a small part of both."""
_LEAST = 60
"""Characters of a text of which copies are looked for."""
_LINES = frozenset({*PARAGRAPHS, *CONTAINERS, *INLINE, *FOREIGN, "table", "tbody", "tr", "span", "a", "b", "strong", "br", "pre"})
"""Elements that an author writes; a page prints a copy in another one."""


def mark_copies(elements: Sequence[_Element], blocks: list[Block]) -> None:
    """Mark those of ``blocks``, of the body in ``elements``, as set aside that repeat a first copy of the text, if all that
    follows it does and the page has an element for each copy. Pictures stay, as do lines that only a later copy has."""
    said = [block for block in blocks if block.kind in TEXTS and block.text and not block.hidden]
    start = _start_of_copy([block.text for block in said], {block.text for block in said if not is_aside(block)})
    if not start or not _has_boxes(elements, sum(len(block.text) for block in said[:start] if not is_aside(block))):
        return
    first = {block.text for block in said[:start]}
    for block in said[start:]:
        if block.text in first:
            block.names |= {COPY}


def _start_of_copy(texts: Sequence[str], wanted: Collection[str]) -> int:
    """Return the place in ``texts`` where those that are ``wanted`` begin anew, or 0."""
    places: dict[str, list[int]] = {}
    for at, text in enumerate(texts):
        places.setdefault(text, []).append(at)
    if len(places) == len(texts):
        return 0
    again = next((at for text in texts if text in wanted for at in islice(places[text], 1, 2)), 0)
    while again > 1 and places[texts[again - 1]][0] < again - 1:
        again -= 1
    first, second = ([text for text in part if text in wanted] for part in (texts[:again], texts[again:]))
    return again if _is_in(first, set(second)) and _is_in(second, set(first)) else 0


def _is_in(part: Sequence[str], other: Collection[str]) -> bool:
    shared = sum(len(text) for text in part if text in other)
    return shared >= max(_LEAST, _MOST * sum(map(len, part)))


def _has_boxes(elements: Sequence[_Element], length: int) -> bool:
    """Whether there are at least two elements side by side with about ``length`` characters each, none of them a paragraph."""
    level = list(elements)
    while level:
        sizes = [(each, len(text_of(each))) for each in level if isinstance(each.tag, str) and each.tag not in _LINES]
        large = [each for each, size in sizes if size >= _MOST * length]
        if len(large) != 1:
            return len(large) > 1
        level = list(large[0])
    return False
