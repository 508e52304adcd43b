"""The files that a run writes, which are not pages even if they are among those that it reads."""

import os
import re
from collections.abc import Iterable
from urllib.parse import unquote, urlsplit

from scrapy.settings import BaseSettings

FILES = ("FAILED_PAGES_FEED", "KEEP_FAILED_PAGES", "JOURNAL_DIR", "BATCH_DIR", "IMAGES", "STATE")
"""Settings that name a file or folder; ``STATE`` may be a URL."""
PARAMETER = re.compile(r"%\(\w+\)\d*[sd]")
BESIDE = r"(?:-wal|-shm|-journal)?"
"""Suffixes of the files that SQLite writes next to a database."""
WRITTEN = "written by this run"
"""The kind under which they are counted as skipped."""


class OwnFiles:
    """A container of the files that a run with these settings and ``feeds`` (URIs with their parameters) writes."""

    def __init__(self, settings: BaseSettings, feeds: Iterable[str]) -> None:
        places = [place for given in (*feeds, *map(settings.get, FILES)) if given and (place := _local(str(given)))]
        self._pattern = re.compile("|".join(map(_pattern, places)) or r"(?!)", re.DOTALL)

    def __contains__(self, file: object) -> bool:
        return self._pattern.fullmatch(os.path.abspath(str(file))) is not None  # noqa: PTH100 - a Path takes five times as long


def _local(uri: str) -> str | None:
    """The path of a URI, a path or ``sqlite:///path``; None for anything on a server."""
    parts = urlsplit(uri)
    if parts.scheme not in {"", "file", "sqlite"} or parts.netloc:
        return None
    if parts.scheme == "sqlite":
        return parts.path[1:]
    return unquote(parts.path) if parts.scheme else uri


def _pattern(place: str) -> str:
    """A pattern for ``place`` with any values of its parameters, and for everything below it."""
    fixed = "[^/]*".join(map(re.escape, PARAMETER.split(os.path.abspath(place))))  # noqa: PTH100 - resolves no link
    return rf"{fixed}{BESIDE}(?:/.*)?"
