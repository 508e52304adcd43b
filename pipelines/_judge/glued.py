"""Removes navigation and requests appended to the last sentence or a line of credits (…他说。返回首页，查看更多)."""

from itertools import islice

from crawler.content.body import Block
from crawler.content.html import escaped
from crawler.items import Removal
from pipelines._credits.lines import parse_credit_line
from pipelines._judge.places import LINES
from pipelines._judge.score import log_odds, probability
from pipelines._judge.signs import signs_of
from pipelines._judge.wording import SENTENCE_ENDS

LAST = 3
"""Lines at the end of a body to which something may be appended."""
LONGEST, SHORTEST = 40, 2
"""Characters."""
BEFORE = "。！？!?…）)】"
OPENING, CLOSING = "（(【", "）)】"
RULE, REASON = "judged-tail", "what is glued behind the last sentence is by its form and its words none of the text"


def cut_glued(blocks: list[Block], least: float) -> list[Removal]:
    """Cut tails that score ``least`` (log-odds) or more off the last lines of ``blocks``, in place."""
    removals = []
    lines = islice((block for block in reversed(blocks) if block.kind in LINES and block.text), LAST)
    for block in reversed(list(lines)):
        tail = _tail(block.text)
        if not tail:
            continue
        signs = [*signs_of(tail, ""), "after the last paragraph"]
        odds = log_odds(signs)
        if odds >= least and "asks" in signs:
            _cut(block, tail)
            score = round(probability(odds), 3)
            removals.append(Removal(RULE, REASON, tail, at=block.number + 1, score=score, signs=signs))
    return removals


def _tail(text: str) -> str:
    """The text after the last sentence or bracket, if it is short; otherwise empty."""
    if text[-1] in BEFORE:
        return ""
    near = text[-LONGEST:].rstrip()
    start = max(map(near.rfind, BEFORE))
    tail = near[start + 1 :].strip()
    if start < 0 or len(tail) < SHORTEST or (near[start] in CLOSING and not _is_whole(text.rstrip()[: -len(tail)].rstrip())):
        return ""
    return tail


def _is_whole(text: str) -> bool:
    """Whether the line could end with this bracket: it follows a sentence, or the line is one of credits."""
    start = max(map(text.rfind, OPENING))
    return parse_credit_line(text[max(start, 0) :]) is not None or text[: max(start, 0)].rstrip()[-1:] in SENTENCE_ENDS


def _cut(block: Block, tail: str) -> None:
    block.text = block.text.rstrip()[: -len(tail)].rstrip()
    html = escaped(tail)
    block.html = block.html.rstrip()[: -len(html)].rstrip() if block.html.rstrip().endswith(html) else escaped(block.text)
