"""Text for a terminal: columns that also align in Chinese, and nothing that a page could use to overwrite them."""

from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from unicodedata import combining, east_asian_width

SLIP = 0.85
"""Likeness of a name to a known one from which it is taken for a typing error, if it might also be somebody else's name."""
ELLIPSIS = "…"
SHOWN = 60
"""The number of characters shown of a given value."""
FEW = 12
"""The number of words up to which all are listed."""


def encodable(text: str) -> str:
    """``text`` as UTF-8 can write it: lone surrogates, which bytes of a file name that is no text become, as ``\\udcXX``."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def printable(text: str) -> str:
    """``text`` on one line, without what a terminal would obey: such characters are written as Python escapes them."""
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else char.encode("unicode_escape").decode("ascii") for char in text)


def width(text: str) -> int:
    """How many columns ``text`` takes: two for a wide character, none for a combining one."""
    if text.isascii():
        return len(text)
    return sum(0 if combining(char) else 2 if east_asian_width(char) in "WF" else 1 for char in text)


def shorten(text: str, columns: int) -> str:
    """``text``, or as much of it as fits in ``columns`` with an ellipsis after it."""
    if width(text) <= columns:
        return text
    kept = text[: columns - 1]
    while width(kept) >= columns:
        kept = kept[:-1]
    return kept + ELLIPSIS


def aligned(rows: Iterable[Sequence[str | int]], indent: str = "") -> list[str]:
    """One line for each row, columns two spaces apart: numbers to the right, text (made printable) to the left."""
    cells = [[(f"{cell:,}", True) if isinstance(cell, int) else (printable(cell), False) for cell in row] for row in rows]
    widths = [max(width(text) for text, _ in column) for column in zip(*cells, strict=True)]
    return [
        indent + "  ".join(_padded(*cell, columns) for cell, columns in zip(row, widths, strict=True)).rstrip() for row in cells
    ]


def _padded(text: str, is_number: bool, columns: int) -> str:
    padding = " " * (columns - width(text))
    return padding + text if is_number else text + padding


def quoted(text: str) -> str:
    """Return a given value in quotes, shortened to :data:`SHOWN` characters."""
    return f'"{text}"' if len(text) <= SHOWN else f'"{text[:SHOWN]}…"'


def nearest(given: str, known: Iterable[str], likeness: float = 0.6) -> str | None:
    """The word among ``known`` that ``given`` was probably meant to be, whatever its case. ``likeness`` is the least ratio of
    :class:`difflib.SequenceMatcher`, from 0 to 1."""
    words = {word.lower(): word for word in sorted(known, reverse=True)}
    return next((words[found] for found in get_close_matches(given.lower(), sorted(words), 1, likeness)), None)


def unknown(what: str, given: str, known: Iterable[str]) -> str:
    """Return the message for a word that is not among the ``known`` ones: with the nearest of them, or all if there are few."""
    words = sorted(known)
    if meant := nearest(given, words):
        return f"unknown {what} {quoted(given)}: did you mean {meant}?"
    return f"unknown {what} {quoted(given)}" + (f": it is one of {', '.join(words)}" if len(words) <= FEW else "")
