"""Posts that begin with a head of labelled lines (发信人, 信区, 标题, 发信站), as boards for terminals (BBS) print them."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import tzinfo
from typing import NamedTuple

from lxml.etree import _Element, tostring

from crawler.content.body import Block
from crawler.content.html import MAX_DEPTH, escaped, parse_html, read_element
from crawler.content.patterns import regex
from crawler.content.words import Words
from crawler.items import Post
from crawler.platforms.forum import note
from crawler.platforms.threads import ReadPost
from crawler.platforms.web.posts.survey import Survey, survey
from crawler.platforms.web.posts.times import instant

_LABELS, _STATION, _TOP = Words("发信人", "發信人", "看板"), Words("发信站", "發信站"), 30_000
"""What stands in a head, the first of which is at the top of a page, and in any post."""
_TIME = (
    r"(?:[A-Z][a-z]{2}\s{1,2}[A-Z][a-z]{2}\s{1,2}\d{1,2}\s\d{2}:\d{2}:\d{2}\s\d{4}"
    r"|\d{4}[-/年]\d{1,2}[-/月]\d{1,2}日?\s\d{1,2}:\d{2}(?::\d{2})?)"
)
_FROM = r"(?:发信人|發信人|寄信人|作者)"
_BEGINS, _DATED = regex(rf"\s{{0,9}}{_FROM}(?:$|[:：\s])"), regex(_TIME)
_HEAD = regex(
    rf"{_FROM}[:：]?\s?(?P<author>[^\s(（,，:：]{{1,20}})\s?(?:[(（][^\n]{{0,60}}[)）])?\s?[,，]?\s?"
    r"(?:(?:信区|信區|看板)[:：]?\s?\S{1,40}\s{1,2})?(?:标\s{0,3}题|標\s{0,3}題)[:：]?\s?[^\n]{0,200}\n"
    rf"(?:发信站|發信站|时间|時間)[:：]?\s?[^\n(]{{0,40}}\(?(?P<time>{_TIME})[^\n]{{0,40}}"
)
_QUOTED = regex(r"(?:※ ?引述|【 ?在)[^\n]{1,80}[:：】]$")
_STATION_LINE = regex(r"※ ?(?:发信站|發信站|来源|來源|文章网址|文章網址|编辑|編輯|修改|转寄|轉錄)")
_PUSHED = regex(
    r"[推噓嘘→] ?(?P<author>\w{2,20}) ?[:：] ?(?P<words>.{0,200}?) {0,4}(?:\d{1,3}(?:\.\d{1,3}){3} )?"
    r"(?P<time>\d\d/\d\d(?: \d\d:\d\d)?)?"
)
_RULES, _PRE = regex(r"\n--[ \t]*\n"), regex(r"</?pre[^<>]{0,200}>")
_MOST, _LINES = 8, 9
"""Pieces of text in a head, and lines."""
_RULE = "--"


class _Head(NamedTuple):
    lines: int
    author: str
    time: str


def has_heads(source: str) -> bool:
    """Whether a page with this ``source`` may have such posts."""
    return _LABELS.any_in(source[:_TOP]) and _STATION.any_in(source)


def headed_posts(
    root: _Element, captured: str | None, base: str | None, local: tzinfo | None, max_depth: int = MAX_DEPTH
) -> list[ReadPost]:
    """Return the posts of a page whose words begin with such a head, and what others added below them in a line each (推文).

    ``captured`` is when the page was saved, ``base`` what links are relative to, ``local`` the zone of times without one. The
    head, the signature below ``--`` and the lines of the station are set aside.
    """
    posts: list[ReadPost] = []
    for element in _holders(survey(root)):
        blocks = _blocks(element, base, max_depth)
        if head := _head_of(blocks):
            posts += _posts(head, blocks, captured, local)
    return [each._replace(post=replace(each.post, floor=floor)) for floor, each in enumerate(posts, 1)]


def _holders(seen: Survey) -> Iterator[_Element]:
    """Yield the innermost elements that hold both the beginning of a head and its time."""
    begun = end = -1
    for number, (text, owner) in enumerate(zip(seen.texts, seen.owners, strict=True)):
        begun = number if owner >= end and _BEGINS.match(text) else begun
        if 0 <= number - begun <= _MOST and begun >= 0 and owner >= end and _DATED.search(text):
            place = seen.owners[begun]
            while seen.ends[place] <= owner:
                place = seen.parents[place]
            yield seen.elements[place]
            begun, end = -1, seen.ends[place]


def _blocks(element: _Element, base: str | None, max_depth: int) -> list[Block]:
    """Return the lines of an element; those of its source where the page relies on them being displayed."""
    if element.tag != "pre" and not _RULES.search("".join(element.itertext())):
        return read_element(element, lambda _: None, max_depth, base).blocks
    source = tostring(element, encoding="unicode", with_tail=False)
    return parse_html(_PRE.sub("", source).replace("\n", "<br>"), max_depth=max_depth, base=base).blocks


def _head_of(blocks: list[Block]) -> _Head | None:
    text = "\n".join(block.text for block in blocks[:_LINES])
    head = _HEAD.match(text)
    return _Head(text.count("\n", 0, head.end()) + 1, head["author"], head["time"]) if head else None


def _posts(head: _Head, blocks: list[Block], captured: str | None, local: tzinfo | None) -> Iterator[ReadPost]:
    """Yield the post with this ``head`` and what was added to it."""
    station = next((at for at, block in enumerate(blocks) if _STATION_LINE.match(block.text)), len(blocks))
    rule = max((at for at in range(head.lines, station) if blocks[at].text == _RULE), default=station)
    words, quote = _without_quotation(blocks[head.lines : rule])
    words[:0] = [note("post-head", block.text) for block in blocks[: head.lines]]
    words += [note("signature", block.text) for block in blocks[rule:station]]
    added = []
    for block in blocks[station:]:
        if (pushed := _PUSHED.fullmatch(block.text)) and pushed["words"]:
            added.append(pushed)
        else:
            words.append(note("actions", block.text) if pushed or _STATION_LINE.match(block.text) else block)
    yield ReadPost(_post(head.author, head.time, captured, local, quote), words, [])
    for pushed in added:
        yield ReadPost(
            _post(pushed["author"], pushed["time"], captured, local),
            [Block("paragraph", pushed["words"], escaped(pushed["words"]))],
            [],
        )


def _post(author: str, raw: str | None, captured: str | None, local: tzinfo | None, quote: str | None = None) -> Post:
    at = instant(raw, captured, local) if raw else None
    return Post(floor=1, author=author, date_published=at, date_published_raw=raw, quote=quote)


def _without_quotation(blocks: list[Block]) -> tuple[list[Block], str | None]:
    """Return ``blocks`` without the lines of a post that is quoted, and these."""
    introduced = [_QUOTED.match(block.text) is not None for block in blocks]
    if not any(introduced):
        return blocks, None
    words: list[Block] = []
    quoted: list[str] = []
    for block, is_introduction in zip(blocks, introduced, strict=True):
        if is_introduction or block.text.startswith((": ", "：")):
            quoted.append(block.text)
        else:
            words.append(block)
    return words, "\n".join(quoted)
