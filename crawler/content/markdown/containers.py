"""The quotations and lists around a line of Markdown, as in CommonMark."""

from dataclasses import dataclass
from typing import Literal

from crawler.content.body import Container, Containers
from crawler.content.patterns import regex

MARKER = regex(r"(?:-|(-?\d{1,9})\.) ")
DEEPEST = 150
"""Nesting depth; anything deeper is text."""


@dataclass(slots=True)
class _Open:
    """A quotation, or an item with its list; ``width`` is the indentation of an item's lines."""

    containers: Containers
    width: int = 0

    @property
    def is_quotation(self) -> bool:
        return self.containers[0].tag == "blockquote"


class OpenContainers:
    """The containers of the last line."""

    def __init__(self) -> None:
        self._open: list[_Open] = []
        self._ended: _Open | None = None  # an item whose list continues if the next line begins another item
        self._made = 0

    def containers(self) -> Containers:
        """From the outermost to the innermost."""
        return tuple(container for each in self._open for container in each.containers)

    def in_item(self) -> bool:
        return bool(self._open) and not self._open[-1].is_quotation

    def enter(self, line: str) -> str:
        """Close and open containers by the markers before ``line``; returns the line without them."""
        rest, depth = self._stripped(line)
        if depth < len(self._open):
            self._ended = self._open[depth]
            del self._open[depth:]
        if not rest.strip(" "):
            return ""
        while len(self._open) < DEEPEST and (begun := self._begun(rest)):
            rest = begun
        self._ended = None
        return rest

    def inner(self, line: str) -> str:
        """``line`` without the markers of the open containers."""
        rest, depth = self._stripped(line)
        return rest if depth == len(self._open) else line

    def _stripped(self, line: str) -> tuple[str, int]:
        """``line`` without the markers of the open containers that it is in, and the number of these."""
        for depth, each in enumerate(self._open):
            if each.is_quotation:
                if not line.startswith(">"):
                    return line, depth
                line = line[1:].removeprefix(" ")
            elif line.startswith(" " * each.width):
                line = line[each.width :]
            elif line.strip(" "):
                return line, depth
        return line, len(self._open)

    def _begun(self, line: str) -> str | None:
        """Open the container whose marker precedes ``line``; returns the rest, or None if there is no marker."""
        if line.startswith(">"):
            self._open.append(_Open((self._new("blockquote"),)))
            self._ended = None
            return line[1:].removeprefix(" ")
        found = MARKER.match(line)
        if found is None:
            return None
        tag: Literal["ol", "ul"] = "ol" if found[1] else "ul"
        number = int(found[1]) if found[1] else None
        ended, self._ended = self._ended, None
        if ended is not None and ended.containers[0].tag == tag:
            container, before = ended.containers
            number = None if before.number is None else before.number + 1
        else:
            container = self._new(tag)
        self._open.append(_Open((container, self._new("li", number)), found.end()))
        return line[found.end() :]

    def _new(self, tag: Literal["blockquote", "ul", "ol", "li"], number: int | None = None) -> Container:
        self._made += 1
        return Container(tag, self._made, number)
