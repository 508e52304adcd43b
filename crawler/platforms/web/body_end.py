"""The credits and the date at the end of a body or after it, which are not its text."""

from collections.abc import Iterator
from itertools import chain, islice

from lxml.etree import _Element

from crawler.content.body import Block
from crawler.content.patterns import regex
from crawler.content.scripts import for_rules
from crawler.platforms.web.aside import BYLINE, OTHER, PREFIX, is_aside
from crawler.platforms.web.body_start import SHORT, TEXTS
from crawler.platforms.web.surroundings import after

_BLOCKS, _LINES = 8, 30
"""Number of blocks with text at the end of a body, and of lines after it, to look at."""
_BESIDE_THE_TEXT = frozenset({f"{PREFIX}{OTHER}", f"{PREFIX}cut"})
"""Names of what was set aside but is neither others' text nor a pointer to it."""
_SIGNED = regex(
    r"(?:[【\[]纠错[】\]]\s?)?[（(【\[]?\s?(?:责任?编辑?|本?文?编辑|责编|作者|记者|翻译|(?:文章)?来源|审核|校对|(?:值班|网[站络])编辑|(?:发布|发表|刊发)(?:时间|日期))(?:\s?[:：]|\s-\s)"
)
"""How a line after the text begins if it gives credit for the text or dates it."""
_POSTED = regex(
    r"(?:\[[^\[\]]{1,12}\]\s{0,9})?(?:posted\s?(?:@|on)|(?:编辑|编輯|創建|创建|[发發][布佈表])[于於]|本[贴帖文]由(?P<author>.{1,30}?)[于於])\s?[:：]?\s?\d"
    r"(?:[\d\s:/-]{9,20}\s(?P<poster>[^\s\d]\S{0,29})\s{1,4}(?:阅读|评论|阅读数|views))?"
    r"|作者\s?[:：]\s?(?P<signed>\S{1,30})\s{1,4}(?:\S{1,20}\s{1,4}){0,5}(?:[发發][布佈表](?:[于於]|时间|日期)|时间|日期)\s?[:：]\s?\d"
)
"""How a line after the text or at its end begins that dates it, if none before it does; blogs and old forums also name the author
there."""
_TIME = regex(r"\d{1,2}:\d\d")


def lines_at_end(blocks: list[Block], last: _Element, is_dated: bool) -> Iterator[str]:
    """Yield the lines set aside at the end of a text, or after its ``last`` element, that name an editor or a source; if nothing
    else dates it, also those that do. If its own last line does, that is marked as set aside."""
    own = None if is_dated else _set_date_aside(blocks)
    ends = [block for block in blocks if block.kind in TEXTS][-_BLOCKS:]
    others = (block for block in ends if is_aside(block) and block is not own)
    beside = ((block.text, not _BESIDE_THE_TEXT.isdisjoint(block.names)) for block in others)
    behind = ((said, True) for said in islice(after(last, None), _LINES))
    for said, may_credit in chain([(own.text, True)] if own else [], beside, behind):
        posted = None if is_dated else _POSTED.match(said)
        if len(said) <= SHORT and (posted or (may_credit and _SIGNED.match(for_rules(said)))):
            names = [name for name in posted.group("author", "poster", "signed") if name] if posted else []
            yield from (f"作者：{name}" for name in names)
            yield said


def _set_date_aside(blocks: list[Block]) -> Block | None:
    """Mark the last line of a text as a byline, and return it, if it begins with the words of a date, and has a time; or one of
    the last lines if it names the author, too: a form may be below it."""
    last = [block for block in blocks if block.kind in TEXTS and not is_aside(block)][-_BLOCKS:]
    for block in reversed(last):
        posted = _POSTED.match(block.text) if len(block.text) <= SHORT and _TIME.search(block.text) else None
        if posted and (block is last[-1] or posted["poster"] or posted["signed"]):
            block.names |= {BYLINE}
            return block
    return None
