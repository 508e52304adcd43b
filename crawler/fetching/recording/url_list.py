"""Reads lists of URLs to record, one per line."""

from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

LONGEST = 8192  # bytes of a line
BOM = b"\xef\xbb\xbf"


class Url(NamedTuple):
    """A URL and its line number, from 1."""

    line: int
    url: str


class BadLine(NamedTuple):
    """A line without a URL that can be fetched, and the reason."""

    line: int
    reason: str


def listed_urls(file: Path) -> Iterator[Url | BadLine]:
    """Read the URLs in ``file``, in UTF-8; empty lines and lines that begin with ``#`` are skipped. Raises OSError."""
    with file.open("rb") as lines:
        number = 0
        while line := lines.readline(LONGEST + 1):
            number += 1
            rest = line
            while len(rest) > LONGEST and not rest.endswith(b"\n"):
                rest = lines.readline(LONGEST + 1)
            if found := _read(number, line.removeprefix(BOM) if number == 1 else line):
                yield found


def _read(number: int, line: bytes) -> Url | BadLine | None:
    if line.lstrip().startswith(b"#"):  # whatever its encoding
        return None
    if len(line) > LONGEST:
        return BadLine(number, f"longer than {LONGEST:,} bytes")
    try:
        text = line.decode().strip()
    except UnicodeDecodeError:
        return BadLine(number, "not UTF-8")
    reason = why_not(text)
    return (BadLine(number, reason) if reason else Url(number, text)) if text else None


def why_not(url: str) -> str | None:
    """Why ``url`` cannot be fetched; None if it is an ``http`` or ``https`` URL with a host."""
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018 - reading it raises where it is none
    except ValueError as error:
        return f"not a URL: {error}"
    if "@" in parts.netloc:
        return "contains a user name or password, which would be written to the WARC"
    if not parts.scheme or not url.isprintable():
        return "not a URL: no scheme" if url.isprintable() else "not a URL: contains control characters"
    if parts.scheme not in {"http", "https"}:
        return f"neither http nor https: {parts.scheme[:20]}"
    return None if parts.hostname else "not a URL: no host"


class SeenUrls:
    """A set of URLs in a temporary SQLite database on disk, so that memory does not grow with their number."""

    def __init__(self) -> None:
        import sqlite3  # replays, which load this module with their spider, do not need it

        self._database = sqlite3.connect("", isolation_level=None)
        self._database.execute("PRAGMA journal_mode = OFF")
        self._database.execute("CREATE TABLE seen (digest BLOB PRIMARY KEY) WITHOUT ROWID")

    def is_new(self, url: str) -> bool:
        """Whether ``url`` was not seen before; marks it as seen."""
        key = blake2b(url.encode("utf-8", "surrogatepass"), digest_size=16).digest()
        return self._database.execute("INSERT OR IGNORE INTO seen VALUES (?)", [key]).rowcount == 1

    def close(self) -> None:
        """Discard the database."""
        self._database.close()
