"""Posts that are lines of a page, as forums for old telephones (WAP) print them: name and time on one, words below or above."""

import re
from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import tzinfo
from itertools import islice, pairwise

from lxml.etree import _Element

from crawler.content.body import Block
from crawler.content.html import MAX_DEPTH, read_elements, text_of
from crawler.content.patterns import regex
from crawler.items import Post
from crawler.platforms.forum import note
from crawler.platforms.threads import ReadPost
from crawler.platforms.web.posts.times import instant

_HEAD = regex(
    r"[-—–*\s(（\[]{0,4}(?:(?:#\s?(?P<number>\d{1,5})|第?\s?(?P<floor>\d{1,5})\s?[楼樓#]|\d{1,5}(?=[.、])|沙发|板凳|地板|楼主|作者)[.．:：、\s]{0,2})?"
    r"(?P<name>(?!时间)[^\s()（）\[\]【】/|:：]{1,20})[\s(（\[/|,，:：]{1,3}"
    r"(?P<time>(?:(?:\d{4}[-/.年])?\d{1,2}[-/.月]\d{1,2}日?|[今昨前]天)\s{1,2}\d{1,2}:\d{2}(?::\d{2})?|\d{1,3}\s?(?:秒|分钟|小时|天)前)[)）\]]?"
    r"(?:\s?[\[(（]?(?:回复|引用|举报)[\])）]?){0,3}"
)
_AUTHOR, _TIME = regex(r"作者[:：]\s?\S{1,20}"), regex(r"(?:时间|日期|发表于?)[:：]\s?(?=\d)")
"""The lines of a head of two."""
_WORD = regex(r"[^\s\[\]()（）【】|/·>»›,，]{1,40}")
_NO_LINES = ("script", "style", "embed")
_MOST, _LONGEST = 1000, 40
"""Links, and characters of their texts, that are compared with lines."""
_FEWEST, _FEWEST_NAMES = 3, 2
_SHORTEST = 30
"""Characters above the first head that are a post without one."""


def lined_posts(
    root: _Element, captured: str | None, base: str | None, local: tzinfo | None, max_depth: int = MAX_DEPTH
) -> list[ReadPost]:
    """Return the posts in the lines of a page; empty for fewer than three, or if one of them has no words.

    ``captured`` is when the page was saved, ``base`` what links are relative to, ``local`` the zone of times without one. The
    words of a post stand below its head, unless there are some above the first head and none below the last; a longer text above
    the first head is a post of nobody.
    """
    body = next(root.iter("body"), root)
    blocks = _joined(each for each in read_elements([body], lambda _: None, max_depth, base).blocks if each.kind not in _NO_LINES)
    links = frozenset(text_of(each, _LONGEST) for each in islice(body.iter("a"), _MOST))
    heads = {at: found for at, block in enumerate(blocks) if (found := _HEAD.fullmatch(block.text))}
    if len(heads) < _FEWEST or len({found["name"] for found in heads.values()}) < _FEWEST_NAMES:
        return []
    below = [blocks[at + 1 : end] for at, end in pairwise([*heads, len(blocks)])]
    above = [blocks[at + 1 : end] for at, end in pairwise([-1, *heads])]
    below[-1] = _before_links(below[-1], links, begins=any(each and not _says(each[0], links) for each in below[:-1]))
    above[0] = _before_links(above[0][::-1], links)[::-1]
    words = above if above[0] and not below[-1] else below
    if not all(any(_says(block, links) for block in each) for each in words):
        return []
    own = ([block if _says(block, links) else note("actions", block.text) for block in each] for each in words)
    posts = [_post(*each, captured, local) for each in zip(_floors(heads.values()), heads.values(), own, strict=True)]
    if words is below and sum(len(block.text) for block in above[0]) >= _SHORTEST:
        posts.insert(0, ReadPost(Post(floor=1), above[0], []))
        posts = [each._replace(post=replace(each.post, floor=floor)) for floor, each in enumerate(posts, 1)]
    return posts


def _joined(blocks: Iterable[Block]) -> list[Block]:
    """Return ``blocks`` with heads of two lines in one."""
    lines: list[Block] = []
    for block in blocks:
        if lines and (label := _TIME.match(block.text)) and _AUTHOR.fullmatch(lines[-1].text):
            lines[-1].text += f" {block.text[label.end() :]}"
        else:
            lines.append(block)
    return lines


def _floors(heads: Collection[re.Match[str]]) -> Iterable[int]:
    """Return the numbers that the heads print or, if one prints none, those of their order."""
    floors = [int(found["number"] or found["floor"] or 0) for found in heads]
    return floors if all(floors) else range(1, len(floors) + 1)


def _post(floor: int, head: re.Match[str], words: list[Block], captured: str | None, local: tzinfo | None) -> ReadPost:
    raw = head["time"]
    post = Post(floor=floor, author=head["name"], date_published=instant(raw, captured, local), date_published_raw=raw)
    return ReadPost(post, [note("post-head", head[0]), *words], [])


def _says(block: Block, links: frozenset[str]) -> bool:
    """Whether a block is more than links."""
    return block.kind == "image" or not links.issuperset(_WORD.findall(block.text))


def _before_links(blocks: list[Block], links: frozenset[str], begins: bool = False) -> list[Block]:
    """Return the blocks before the first line that begins with a link: where the page goes on, and its menus. Where posts begin
    with links, it is the first after words."""
    ends = (at for at, block in enumerate(blocks) if (word := _WORD.search(block.text)) and word[0] in links)
    ends = (at for at in ends if not begins or any(_says(block, links) for block in blocks[:at]))
    return blocks[: next(ends, len(blocks))]
