"""The headline of a Chinese page without headings whose head names only its site: the line above the text that is printed as one.

Shown by pages of 2003 to 2006 laid out with tables, whose ``<title>`` is missing, or the name of the site or of a column.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from lxml.etree import _Element

from crawler.content.body import Block
from crawler.content.html import text_of
from crawler.content.patterns import regex
from crawler.content.scripts import HAN
from crawler.platforms.web.aside import PREFIX
from crawler.platforms.web.byline_dates import names_date
from crawler.platforms.web.headline import Headline, is_called_title

_PARAGRAPHS = ("paragraph", "preformatted")
_SHORTEST, _LONGEST = 4, 60
"""Length limits of a headline in characters."""
_MOST = 2000
"""Elements above the text to look at."""
_SHOWN = 20
"""Characters of a text that tell it."""
_FEW = 6
"""Prominent lines above the text of which one is the headline."""
_OTHER = regex(
    r"^(?:—|--)|[>»→][^>»→]|https?:|www\.|(?:作者|来源|來源|出处|编辑|責任編輯|记者|時間|时间|日期|字体|字號|位置|首页|打印|评论|評論|点击|浏览|阅读次数|关闭)",
    re.IGNORECASE,
)
"""What stands above a text but is no headline: where a reader is, what can be done with a page, by-lines."""
_WORDS = regex(r"(?=([\u4e00-\u9fff]{2}))|([A-Za-z]{4,40})")
_HEADINGS = ("h1", "h2", "h3", "h4")
_LARGE = regex(r"font-size:\s?(?:1[6-9]|[2-9]\d)(?:\.\d{1,3})?(?:px|pt)", re.IGNORECASE)
_SIZES = frozenset({"3", "4", "5", "6", "7", "+1", "+2", "+3", "+4"})
_ENOUGH = 2
"""Signs of a headline that suffice. The last line above the text needs fewer if half of its words are in the text."""


class _Line(NamedTuple):
    text: str
    element: _Element
    """The outermost that has only this text."""
    signs: int
    """How many signs of a headline it and the elements in it have."""


def printed_headline(root: _Element, named: str, blocks: Sequence[Block]) -> Headline | None:
    """Return the headline printed above the Chinese text in ``blocks`` or at its beginning, if the page has no headings, and the
    head has ``named`` it by words of which less than half are in the text. None if nothing is printed as a headline."""
    if next(root.iter(*_HEADINGS), None) is not None:
        return None
    texts = [block.text for block in blocks if _is_prose(block)]
    words, first = set(_words(" ".join(texts))), " ".join("".join(texts[:1]).split())
    if 2 * sum(map(len, HAN.findall(first))) <= len(first) or 2 * _in(named, words) >= len(set(_words(named))) > 1:
        return None
    lines = _prominent(root, first)[-_FEW:]
    marked = [line for line in lines if line.signs >= _ENOUGH or (line is lines[-1] and _is_of(line.text, words))]
    best = max(reversed(marked), key=lambda line: line.signs, default=None)
    return best and Headline(best.text, best.element, named)


def _is_of(line: str, words: set[str]) -> bool:
    return 2 * _in(line, words) >= len(set(_words(line))) > 1


def _words(text: str) -> Iterator[str]:
    """Yield pairs of Chinese characters, and words in Latin letters."""
    yield from (one[0] or one[1].lower() for one in _WORDS.findall(text))


def _in(text: str, words: set[str]) -> int:
    return len(words.intersection(_words(text)))


def _prominent(root: _Element, first: str) -> list[_Line]:
    """Return the lines above the ``first`` sentences that may be a headline, in order. A link counts against one."""
    found: dict[str, _Line] = {}
    for element in islice(root.iter("*"), _MOST):
        if _begins(element, first):
            return list(found.values())
        if signs := _signs(element):
            text = text_of(element, 2 * _LONGEST)
            if _may_be_headline(text):
                line = found.pop(text, None) or _Line(text, element, -_is_linked(element))
                found[text] = line._replace(signs=line.signs + signs)
    return []


def _signs(element: _Element) -> int:
    if is_called_title(element):
        return 2
    return (
        (element.tag in ("b", "strong", "big"))
        + (element.tag == "font" and element.get("size") in _SIZES)
        + (element.tag == "center" or element.get("align") in ("center", "middle"))
        + (_LARGE.search(element.get("style") or "") is not None)
    )


def _may_be_headline(text: str) -> bool:
    return _SHORTEST <= len(text) <= _LONGEST and not _OTHER.search(text) and not names_date(text)


def _is_linked(element: _Element) -> bool:
    return element.tag == "a" or any(next(found, None) is not None for found in (element.iter("a"), element.iterancestors("a")))


def _begins(element: _Element, first: str) -> bool:
    """Whether the text of an element itself, outside of those in it, has a beginning of the ``first`` sentences."""
    own = (" ".join(text.split())[:_SHOWN] for text in (element.text, *(each.tail for each in element)) if text)
    return any(len(text) >= _SHORTEST and first.startswith(text) for text in own)


def _is_prose(block: Block) -> bool:
    is_long = len(block.text) > _LONGEST or block.text.endswith("。")
    return is_long and block.kind in _PARAGRAPHS and not any(name.startswith(PREFIX) for name in block.names)
