"""Finds the start and end of a body's text, and so the place of other blocks."""

from collections.abc import Callable, Sequence

from crawler.content.body import Block
from pipelines._judge.wording import CLOSERS, SENTENCE_ENDS

LINES = frozenset({"paragraph", "item", "h2", "h3", "h4"})
"""Kinds of blocks that are judged; code, tables and pictures are the author's."""
OPAQUE = frozenset({"preformatted", "table"})
PROSE, LONG_PROSE = 25, 60
"""Characters from which a paragraph with, or without, a full stop belongs to the text."""
NEAR = 1
"""Paragraphs of text that may follow a block near the end."""


def is_prose(block: Block) -> bool:
    """Whether a block looks like a paragraph of text."""
    text = block.text
    if len(text) < PROSE or block.kind not in LINES:
        return block.kind in OPAQUE
    return len(text) >= LONG_PROSE or text.rstrip(CLOSERS)[-1:] in SENTENCE_ENDS


class Places:
    """The places in one body. ``first`` and ``last`` are the first and last paragraph of the text, or None if there is none."""

    def __init__(self, are_prose: Sequence[bool], goes: Callable[[int, str], bool]) -> None:
        """``are_prose`` marks blocks that look like paragraphs; ``goes`` says whether one at an end is not part of the text."""
        prose = [at for at, looks_like_one in enumerate(are_prose) if looks_like_one]
        while len(prose) > 1 and goes(prose[-1], "after the last paragraph"):
            prose.pop()
        while len(prose) > 1 and goes(prose[0], "before the first paragraph"):
            prose.pop(0)
        self.first = prose[0] if prose else None
        self.last = prose[-1] if prose else None
        self._near = prose[-1 - NEAR] if len(prose) > NEAR else -1

    def are_inside(self, at: int) -> bool:
        """Whether ``at`` is between the first and last paragraph."""
        return self.first is not None and self.last is not None and self.first <= at <= self.last

    def of(self, at: int) -> str:
        """The sign for the place ``at``."""
        if self.last is not None and at > self.last:
            return "after the last paragraph"
        if self.first is not None and at < self.first:
            return "before the first paragraph"
        return "near the end" if at > self._near else "inside"
