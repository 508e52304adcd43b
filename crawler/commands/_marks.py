"""Shows differences on a terminal, in colour or with marks."""

import os
import sys
from collections.abc import Iterable
from typing import NamedTuple, Self, TextIO

from crawler.runs.terminal import printable, shorten
from crawler.stories.paragraphs import Change
from crawler.stories.wording import Part, excerpt, wording

AROUND = 15
"""Characters of unchanged text shown next to a change."""
LONG = 40
"""Characters; of longer values only the differences are shown."""
CODES = {"removed": "31;9", "added": "32", "changed": "33", "faint": "2", "bold": "1"}
"""Red and struck through, green, yellow, …"""
MARKS = {"removed": ("[-", "-]"), "added": ("{+", "+}")}
SIGNS = {"kept": " ", "removed": "-", "added": "+", "changed": "~"}


class Marks(NamedTuple):
    """How text is shown: in ``colour`` or with :data:`MARKS`, ``full`` or cut to ``columns`` and to the words around a change."""

    colour: bool = False
    full: bool = False
    columns: int = 100

    @classmethod
    def of(cls, stream: TextIO | None = None, full: bool = False, columns: int = 100) -> Self:
        """In colour if ``stream`` (stdout) is a terminal and NO_COLOR is not set; FORCE_COLOR overrides both."""
        is_terminal = (stream or sys.stdout).isatty() and os.environ.get("TERM") != "dumb"
        colour = bool(os.environ.get("FORCE_COLOR")) or (is_terminal and not os.environ.get("NO_COLOR"))
        return cls(colour, full, columns)

    def painted(self, text: str, style: str) -> str:
        """``text``, which must be printable, in a style of :data:`CODES`."""
        return f"\x1b[{CODES[style]}m{text}\x1b[0m" if self.colour and text else text

    def line(self, kind: str, text: str) -> str:
        """A line of a list: ``text`` was added, removed or kept as a whole, according to its ``kind`` in :data:`SIGNS`."""
        shown = self.fit(f"{SIGNS[kind]} {text}")
        return shown if kind == "kept" else self.painted(shown, kind)

    def changed(self, before: str, after: str) -> str:
        """Two wordings merged into one, with removed and added text marked."""
        parts = wording(before, after)
        return "".join(map(self._marked, parts if self.full else excerpt(parts, AROUND)))

    def told(self, was: str, is_now: str) -> str:
        """A short value before and after; for longer ones only the differences."""
        if max(len(was), len(is_now)) > LONG and any(part.kind == "kept" for part in wording(was, is_now)):
            return self.changed(was, is_now)
        return f"{self.fit(was)} → {self.fit(is_now)}"

    def fit(self, text: str) -> str:
        """``text`` as it can be printed, unless ``full`` cut to the columns."""
        return printable(text) if self.full else shorten(printable(text), self.columns)

    def _marked(self, part: Part) -> str:
        text = printable(part.text)
        if part.kind == "kept":
            return text
        text = text if self.full else shorten(text, self.columns)
        begin, end = ("", "") if self.colour else MARKS[part.kind]
        return self.painted(f"{begin}{text}{end}", part.kind)

    def changes(self, changes: Iterable[Change]) -> Iterable[str]:
        """A line for every paragraph that changed; if ``full``, for every paragraph."""
        for change in changes:
            if change.kind == "changed":
                yield f"{self.painted(SIGNS['changed'], 'changed')} {self.changed(change.before, change.after)}"
            elif change.kind != "kept" or self.full:
                yield self.line(change.kind, change.before or change.after)
