"""A row of a table as a page."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from pathlib import Path

from crawler.content.web_url import is_web_url
from crawler.pages._columns import MISSING, there_are, value_of
from crawler.pages._names import reads_as_utf_8
from crawler.pages._page import ArchiveError, Limits, Lost, SavedPage, unreadable
from crawler.pages._times import unix_time, written_time

UTF_8 = "text/html; charset=utf-8"
A_URL, A_TIME = "an http or https URL", "a time with its zone"
MILLISECONDS = 100_000_000_000
"""A Unix time that is greater counts these: in seconds it would be of the year 5138."""


@dataclass(slots=True)
class Table:
    """Where rows are from: shown as ``path``, in the file on disk ``file``."""

    path: str
    file: Path
    limits: Limits
    _understood: dict[str, bool] = field(default_factory=dict)
    """What a column should say → whether any row does, of those in which there is something."""

    def failed(self, number: int, error: Exception) -> SavedPage:
        """In place of row ``number``, a page that raises ``error``."""
        return unreadable(self._shown(number), self.file, error)

    def page(self, number: int, row: Mapping[str, object]) -> SavedPage:
        """The page in row ``number``, counted from 1; one that raises the reason, where there is none. ``row`` is what its
        columns hold. Text is given as UTF-8, and bytes as they are."""
        value, url, captured = (value_of(row, name) for name in self.limits.columns)
        if not value or not isinstance(value, str | bytes):
            return self.failed(number, ArchiveError(_no_page(self.limits.columns.html, row)))
        data = value.encode("utf-8", "surrogatepass") if isinstance(value, str) else value
        address = url.strip() if isinstance(url, str) and is_web_url(url.strip()) else None
        return SavedPage(
            self._shown(number),
            self.file,
            partial(self.limits.checked, data),
            self._heeded(A_TIME, captured, captured_at(captured)),
            None,
            UTF_8 if isinstance(value, str) or reads_as_utf_8(data) else None,
            self._heeded(A_URL, url, address),
        )

    def not_understood(self) -> Iterator[Lost]:
        """To be asked after the last row: columns in which no row says what it should, as losses of no page."""
        columns = {A_URL: self.limits.columns.url, A_TIME: self.limits.columns.captured}
        for what, is_said in self._understood.items():
            if not is_said:
                yield Lost(self.path, f"no row has {what} in the column {columns[what]}", 0)

    def _heeded(self, what: str, value: object, understood: str | None) -> str | None:
        if value not in (None, ""):
            self._understood[what] = self._understood.get(what, False) or understood is not None
        return understood

    def _shown(self, number: int) -> str:
        return f"{self.path}!/{number}"


def _no_page(column: str, row: Mapping[str, object]) -> str:
    value = value_of(row, column, MISSING)
    if value is MISSING:
        return f"no column {column} in this row ({there_are(list(row))})"
    return f"no page in this row: {column} is {'empty' if not value else f'no text but {type(value).__name__}'}"


def captured_at(value: object) -> str | None:
    """The instant that a column gives, as ISO 8601 with an offset; None where it is none, or nobody knows in which zone.

    It may be a datetime, a Unix time in seconds or milliseconds, or text: such a number, the 14 digits of web archives, which are
    UTC, ISO 8601, or a date as in mail.
    """
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds") if value.tzinfo else None
    if isinstance(value, int | float) and not isinstance(value, bool):
        return unix_time(value / 1000 if value > MILLISECONDS else value) if value < MILLISECONDS * 1000 else None
    return written_time(value.strip()) if isinstance(value, str) else None
