"""The headline and the byline at the beginning of a body, which are not its text."""

import re
from collections.abc import Iterator

from crawler.content.body import Block
from crawler.content.patterns import regex
from crawler.content.scripts import HAN, count_characters
from crawler.platforms.web.aside import BYLINE, HEADLINE, PREFIX, is_aside
from crawler.platforms.web.byline_dates import DATE, names_date

SHORT = 60
"""Length limit, in characters, for a line between headline and date that is not part of the text."""
_MOST_ABOVE = 200
"""Characters above a headline that may be set aside; anything longer belongs to the text."""
TEXTS = frozenset({"paragraph", "h2", "h3", "h4", "item", "preformatted", "table"})
_TOP = 10
"""Number of blocks at the beginning of a body where its byline is looked for."""
_BETWEEN_DATES = 2
"""Lines between the dates of a byline, at most."""
_RENAMED = regex(r"[（(]?原标题\s?[:：]")
_LINK = regex(r"<a [^>]*>([^<]*)")
_DECK_HAN, _DECK_WORDS = 15, 6
"""Length of the shortest line that counts as a statement: in Han characters, and in spaces between words."""
_CREDITING = regex(
    r"[（(【\[]?\s?(?:责任?编辑?|本?文?编辑|责编|作者|记者|文|图|撰文|本报|见习|通讯员|(?:文章)?来源|审核|校对|转自|编译|[^\s：:]{1,6}[:：])"
    r"|\W{0,3}(?:(?:written|words|posted|published|story|text|reviewed|updated|edited|reported|medically|fact)\b.{0,24}\bby|by|from|share"
    r"|follow|listen|read|watch|advert\w{0,9}|disclosure|this (?:post|page|article) (?:may|contains)|we may|photo|image)\b",
    re.IGNORECASE,
)
"""How a line begins if it gives credit or belongs to the page rather than to the text."""
_PROSE = frozenset("。！？!?…")


def lines_at_start(blocks: list[Block], headline: str) -> Iterator[str]:
    """Yield the lines of a byline at the beginning of the body, and others that the body has set aside as such."""
    yield from _above(blocks, headline)
    yield from (block.text for block in blocks if BYLINE in block.names)
    yield from (block.text for block in blocks if _RENAMED.match(block.text) and (block.hidden or is_aside(block)))


def is_text(said: str) -> bool:
    """Whether a line is long enough, or ends, as text does and a byline does not."""
    return len(said) > 2 * SHORT or (said[-1] in _PROSE and (len(said) > SHORT // 3 or names_date(said)))


def _above(blocks: list[Block], headline: str) -> list[str]:
    """Mark and return the byline at the beginning of the body, down to its date; mark what comes before the headline too."""
    start = _place_of_headline(blocks, headline)
    for block in blocks[: max(start, 0)]:
        block.names |= {f"{PREFIX}above"}
    if start >= 0:
        blocks[start].names |= {HEADLINE}
    end = _end_of_byline(blocks, start + 1)
    if not any(block.kind in TEXTS and not is_aside(block) for block in blocks[end:]):
        return []  # posts with a date each, and no text besides
    lines = [block for block in blocks[start + 1 : end] if not _is_of_picture(block) and not _is_deck(block)]
    for block in lines:
        block.names |= {BYLINE}
    return [block.text for block in lines]


def _is_of_picture(block: Block) -> bool:
    return block.kind == "image" or "figcaption" in block.names


def _is_deck(block: Block) -> bool:
    """Whether a line between headline and date belongs to the text, as an opening sentence or half a sentence of the author."""
    text = block.text
    says = count_characters(text, HAN) >= _DECK_HAN or text.endswith("。") or text.count(" ") >= _DECK_WORDS
    return says and not (names_date(text) or _CREDITING.match(text) or 2 * _linked(block) > len(text))


def _linked(block: Block) -> int:
    return sum(len(found[1]) for found in _LINK.finditer(block.html))


def _place_of_headline(blocks: list[Block], headline: str) -> int:
    """Return the index of the headline among the blocks, or -1 if it is missing or below too much text that is not set aside."""
    said = 0
    for at, block in enumerate(blocks):
        if HEADLINE in block.names or (at < _TOP and block.text == headline):
            return at
        said += len(block.text) if block.kind in TEXTS and not is_aside(block) else 0
        if said > _MOST_ABOVE:
            break
    return -1


def _end_of_byline(blocks: list[Block], start: int) -> int:
    """Return the index after the last short line at the beginning of a body that names a date, or ``start`` if none does. If the
    same line comes again further below with another date, it begins something else."""
    end, seen = start, set[str]()
    for at in range(start, min(start + _TOP, len(blocks))):
        text = blocks[at].text.strip()
        if _is_of_picture(blocks[at]) or not text or (is_aside(blocks[at]) and len(text) > 2 * SHORT):
            continue
        if is_text(text):
            break
        if names_date(text) and len(text) <= 2 * SHORT:
            undated = DATE.sub("", text)
            if undated in seen and at - end > _BETWEEN_DATES:
                break
            seen.add(undated)
            end = at + 1
    return end
