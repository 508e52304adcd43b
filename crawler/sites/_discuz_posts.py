"""Cuts the lines of a thread dump into posts by the rows that Discuz! prints around each."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from crawler.sites._discuz_words import (
    BAR_ENDS,
    BAR_ORDER,
    BARE_DATE,
    CLIENT,
    DATE,
    DELETED_FLOOR,
    DISLIKES,
    FLOOR,
    FLOOR_NAMES,
    FOOTER,
    HEADER_LABEL,
    HEADER_LINE,
    LIKE,
    NAME,
    NO_NAME,
    PLACE,
    PRINTED_DATE,
    PROFILE,
    THREAD_BUTTONS,
    buttons,
)


@dataclass(slots=True)
class Header:
    """A date line, from line ``start`` up to but not including line ``end``."""

    start: int
    end: int
    raw: str
    author: str | None = None
    rest: str = ""


@dataclass(slots=True)
class RawPost:
    """One post as printed: what its rows say, its lines, and which of them (from ``signature`` on) are no body."""

    header: Header
    column: Sequence[str]
    first: int = 0
    last: int = 0
    likes: int | None = None
    dislikes: int | None = None
    hidden_rows: set[int] = field(default_factory=set)
    signature: int | None = None
