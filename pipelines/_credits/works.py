"""Distinguishes descriptions of works (a recommended book, a film) from the credits of the text itself."""

import re
from collections.abc import Iterator, Sequence

from crawler.content.body import Block
from crawler.content.names import HAN
from crawler.content.patterns import regex

_LABELLED = regex(rf"[{HAN}A-Z ]{{2,8}}\s?[：:]\s?\S.{{0,80}}")
_OF_A_WORK = regex(
    r"(?:出版(?:社|方|机构|单位|时间|日期|年份?|商)?|书\s?名|书号|ISBN|定\s?价|售价|页\s?数|装\s?帧|开本|丛书|译名|原著|原作名|片\s?名|剧名|导\s?演"
    r"|主\s?演|编\s?剧|类\s?型|上映(?:时间|日期)?|首播|片长|集数|评分|豆瓣评分|推荐理由|推荐语|内容简介|专辑|歌名|作曲|作词|演唱)\s?[：:]"
)
"""Labels that occur for a work and never for a news text."""
_TITLE = regex(r"(?:[\d①-⑩]{1,2}\s?[.、．)）]?\s?|NO\.?\s?\d{1,2}\s?|书名[：:]\s?)?《[^《》]{1,60}》.{0,12}", re.IGNORECASE)
_AUTHOR_BEGINS = frozenset("原作著译编主BbPpWw")
_AUTHOR = regex(r"(?:原?作\s?者|著者|译\s?者|编著|主编)\s?[：:|｜丨/]|(?:(?:[Pp]osted|[Ww]ritten) )?[Bb][Yy][:：\s]\s?\w")


def in_descriptions(blocks: Sequence[Block], headline: str) -> frozenset[int]:
    """The places in ``blocks`` of lines in descriptions of works: labels around one that only works have, the author under a
    title (other than the ``headline`` of the text), and several different authors with text between them."""
    if not any(_AUTHOR.match(block.text) for block in blocks if block.text[:1] in _AUTHOR_BEGINS and block.kind == "paragraph"):
        return frozenset()
    return frozenset((*_around_labels(blocks), *_under_titles(blocks, headline), *_named_apart(blocks)))


def _around_labels(blocks: Sequence[Block]) -> Iterator[int]:
    run: list[int] = []
    for at, block in enumerate([*blocks, Block("style")]):
        if block.kind == "paragraph" and _LABELLED.fullmatch(block.text):
            run.append(at)
            continue
        if any(_OF_A_WORK.match(blocks[each].text) for each in run):
            yield from run
        run = []


def _under_titles(blocks: Sequence[Block], headline: str) -> Iterator[int]:
    is_under = False
    for at, block in enumerate(blocks):
        if is_under and block.kind == "paragraph" and _AUTHOR.match(block.text):
            yield at
        elif block.kind != "image":
            is_under = bool(_TITLE.fullmatch(block.text)) and block.text.strip("《》 ") not in headline


def _named_apart(blocks: Sequence[Block]) -> list[int]:
    """The lines of authors, if there is other text between them and they name different ones."""
    lines = [at for at, block in enumerate(blocks) if block.kind == "paragraph" and _AUTHOR.match(block.text)]
    groups = sum(1 for at in lines if at - 1 not in lines)
    return lines if groups > 1 and len({blocks[at].text for at in lines}) == len(lines) else []
