"""The files that a run writes, which are not pages even if they are among those that it reads."""

import os
import re
from collections.abc import Iterable, Iterator
from glob import escape, iglob
from urllib.parse import unquote, urlsplit

from scrapy.settings import BaseSettings

FILES = ("FAILED_PAGES_FEED", "KEEP_FAILED_PAGES", "JOURNAL_DIR", "BATCH_DIR", "IMAGES", "STATE")
"""Settings that name a file or folder; ``STATE`` may be a URL."""
PARAMETER = re.compile(r"%\(\w+\)[^%a-zA-Z]*[a-zA-Z]")
ANYTHING = "\x01"
"""Stands for the value of a parameter."""
BESIDE = r"(?:-wal|-shm|-journal)?"
"""Suffixes of the files that SQLite writes next to a database."""
WRITTEN = "written by this run"
"""The kind under which they are counted as skipped."""


class OwnFiles:
    """A container of the files that a run with these settings and ``feeds`` (URIs with their parameters) writes, by whatever
    links they are reached. A place where pages are ``asked`` for by name is none of them."""

    def __init__(self, settings: BaseSettings, feeds: Iterable[str], asked: Iterable[str] = ()) -> None:
        places = [fixed for given in (*feeds, *map(settings.get, FILES)) if given and (fixed := _fixed(str(given)))]
        patterns = [re.compile(rf"{'[^/]*'.join(map(re.escape, fixed))}{BESIDE}(?:/.*)?", re.DOTALL) for fixed in places]
        for place in map(os.path.realpath, asked):
            patterns = [pattern for pattern in patterns if not pattern.fullmatch(place)]
        self._pattern = re.compile("|".join(pattern.pattern for pattern in patterns) or r"(?!)", re.DOTALL)
        self._folders = _RealFolders()

    def __contains__(self, file: object) -> bool:
        path = str(file)
        folder, name = os.path.split(os.path.realpath(path) if os.path.islink(path) else path)  # noqa: PTH114 - a Path takes longer
        return self._pattern.fullmatch(self._folders[folder] + name) is not None


def files_of(output: str) -> Iterator[str]:
    """The files that there are, and are not empty, where ``output`` writes, a path or URI with any values of its parameters."""
    found = iglob("*".join(map(escape, _fixed(output) or ())), include_hidden=True)  # noqa: PTH207 - Path.glob takes no absolute ones
    yield from (file for file in found if os.path.isfile(file) and os.path.getsize(file))  # noqa: PTH113, PTH202 - a Path raises


class _RealFolders(dict[str, str]):
    """The path of a folder without links, with a slash at its end; each is looked up once."""

    def __missing__(self, folder: str) -> str:
        self[folder] = os.path.join(os.path.realpath(folder), "")  # noqa: PTH118 - as above
        return self[folder]


def _fixed(uri: str) -> list[str] | None:
    """The path of a URI, a path or ``sqlite:///path``, without links, parted where its parameters are; None for anything on a
    server."""
    parts = urlsplit(uri)
    if parts.scheme not in {"", "file", "sqlite"} or parts.netloc or "\0" in uri:
        return None
    place = parts.path[1:] if parts.scheme == "sqlite" else parts.path if parts.scheme else uri
    fixed = ANYTHING.join(PARAMETER.split(place)).replace("%%", "%")
    return os.path.realpath(unquote(fixed) if parts.scheme == "file" else fixed).split(ANYTHING)
