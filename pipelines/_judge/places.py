"""Where the text of a body begins and ends, and so where else a block stands."""

from collections.abc import Callable, Sequence

from crawler.content.body import Block
from pipelines._judge.wording import CLOSERS, SENTENCE_ENDS

LINES = frozenset({"paragraph", "item", "h2", "h3", "h4"})
"""What the judge reads; code, tables and pictures are the author's."""
OPAQUE = frozenset({"preformatted", "table"})
PROSE, LONG_PROSE = 25, 60
"""Characters of a paragraph with and without a full stop, from which on it is one of the text."""
NEAR = 1
"""Paragraphs of the text that may follow a block near the end."""


def is_prose(block: Block) -> bool:
    """Whether a block looks like a paragraph of a text."""
    text = block.text
    if len(text) < PROSE or block.kind not in LINES:
        return block.kind in OPAQUE
    return len(text) >= LONG_PROSE or text.rstrip(CLOSERS)[-1:] in SENTENCE_ENDS


class Places:
    """The places in one body. ``first`` and ``last`` are the first and the last paragraph of the text, None where none is one."""

    def __init__(self, are_prose: Sequence[bool], goes: Callable[[int, str], bool]) -> None:
        """``are_prose`` says which blocks look like paragraphs, ``goes`` of one at either end whether it is none of the text."""
        prose = [at for at, looks_like_one in enumerate(are_prose) if looks_like_one]
        while len(prose) > 1 and goes(prose[-1], "after the last paragraph"):
            prose.pop()
        while len(prose) > 1 and goes(prose[0], "before the first paragraph"):
            prose.pop(0)
        self.first = prose[0] if prose else None
        self.last = prose[-1] if prose else None
        self._near = prose[-1 - NEAR] if len(prose) > NEAR else -1

    def are_inside(self, at: int) -> bool:
        """Whether ``at`` is between the first and the last paragraph."""
        return self.first is not None and self.last is not None and self.first <= at <= self.last

    def of(self, at: int) -> str:
        """The sign of the place ``at``."""
        if self.last is not None and at > self.last:
            return "after the last paragraph"
        if self.first is not None and at < self.first:
            return "before the first paragraph"
        return "near the end" if at > self._near else "inside"
