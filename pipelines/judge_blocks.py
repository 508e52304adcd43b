"""Removes from articles what no rule covers but does not belong to the text, by a score, recorded with its signs."""

import json
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, Self

from crawler.content.body import Body
from crawler.content.patterns import regex
from crawler.items import Article, Removal
from crawler.platforms.draft import Draft
from pipelines._credits.in_text import glued_credits
from pipelines._credits.lines import parse_credit_line
from pipelines._judge.around import Judged
from pipelines._judge.body import BodyJudge
from pipelines._judge.glued import cut_glued
from pipelines._judge.score import DOUBTFUL, RECURS, STRIP_FROM, log_odds, odds_of, probability
from pipelines._judge.signs import signs_of
from pipelines._judge.wording import KINDS

ORIGIN = regex(r"[（(【\[][^（()）]{0,24}(?:[译摘选编]自|原载|作者[系为是])")
"""How a note on where a text is from, or who wrote it, begins."""
NOTHING_RECURS: Mapping[str, frozenset[str]] = MappingProxyType({})


def judge_blocks(
    body: Body,
    publisher: str | None,
    removed: list[Removal],
    strip_from: float = STRIP_FROM,
    recurring: frozenset[str] = frozenset(),
) -> tuple[list[Removal], bool]:
    """Remove the blocks of an article's ``body`` that score ``strip_from`` or more, in place.

    ``removed`` are earlier removals by rules; ``recurring`` are lines, and identities of pictures, that recur at the edges of the
    site's texts. Returns the removals, each with its ``score`` and ``signs``, and whether anything doubtful stays. Lines of
    credits stay, because they are read later; so do code and tables, and all of a body in which nothing looks like text.
    """
    headline = body.owner.headline if isinstance(body.owner, Article) else ""
    least = odds_of(strip_from)
    removals = cut_glued(body.blocks, least)
    labels = frozenset(each.at for each in removed if each.rule == "related-reading" and each.at is not None)
    judge = BodyJudge(body.blocks, headline, publisher, least, recurring)
    suspects = [each for each in judge.judged(labels) if each.odds >= min(least, DOUBTFUL) and not _is_credit(each)]
    gone = {each.at: each for each in suspects if each.odds >= least}
    if gone:
        body.blocks[:] = [block for at, block in enumerate(body.blocks) if at not in gone]
    return removals + [_removal(each) for each in gone.values()], len(suspects) > len(gone)


def recurs_as_no_text(text: str) -> bool:
    """Whether a line at an edge of several texts of a site is none of theirs, as it neither narrates nor labels something."""
    return log_odds([*signs_of(text, ""), "after the last paragraph", RECURS]) >= 0


def _is_credit(each: Judged) -> bool:
    """Whether a line only credits somebody, or ends with a credit (新华社发（王五摄）) and neither asks nor points."""
    text = each.block.text
    if each.block.kind != "paragraph":
        return False
    if parse_credit_line(text) or ORIGIN.match(text):
        return True
    said = glued_credits(text) if KINDS.keys().isdisjoint(each.signs) else None
    return said is not None and bool(said.credits)


def _removal(each: Judged) -> Removal:
    shown = each.block.image.url if each.block.image else each.block.text
    score = round(probability(each.odds), 3)
    said = "by its place, its form and its words none of the text"
    return Removal("judged", said, shown, at=each.block.number, score=score, signs=each.signs)


def read_recurring(file: Path) -> dict[str, frozenset[str]]:
    """What recurs at sites, as ``learn-ads --weigh`` wrote it to ``file``. Raises OSError, and ValueError for another file."""
    told = json.loads(file.read_text("utf-8"))
    if not isinstance(told, dict) or not all(isinstance(keys, list) for keys in told.values()):
        raise ValueError("not written by learn-ads --weigh")
    return {site: frozenset(map(str, keys)) for site, keys in told.items()}


class JudgeBlocksPipeline:
    """Judges articles. Whatever the author of a forum post wrote is kept."""

    def __init__(self, strip_from: float = STRIP_FROM, recurring: Mapping[str, frozenset[str]] = NOTHING_RECURS) -> None:
        """``recurring`` maps sites to lines and identities of pictures."""
        self.strip_from = strip_from
        self.recurring = recurring

    @classmethod
    def from_crawler(cls, crawler: Any) -> Self:
        """Raises OSError or ValueError if the file ``RECURRING`` cannot be read, or was not written by ``learn-ads``."""
        file = crawler.settings.get("RECURRING")
        return cls(crawler.settings.getfloat("STRIP_FROM", STRIP_FROM), read_recurring(Path(file)) if file else NOTHING_RECURS)

    def process_item(self, item: Draft) -> Draft:
        if isinstance(item.item, Article):
            for body in item.bodies:
                recurring = self.recurring.get(item.item.site, frozenset())
                removals, is_doubtful = judge_blocks(body, item.item.publisher, item.item.removed, self.strip_from, recurring)
                item.item.removed += removals
                if is_doubtful:
                    item.item.flags.append("text-doubt")
        return item
