"""The files that a run writes, which are not pages even if they are among those that it reads."""

import os
import re
from collections.abc import Iterable, Iterator
from glob import escape, iglob
from urllib.parse import unquote, urlsplit

from scrapy.settings import BaseSettings

FILES = ("FAILED_PAGES_FEED", "KEEP_FAILED_PAGES", "LOG_FILE", "JOURNAL_DIR", "BATCH_DIR", "IMAGES", "STATE")
"""Settings that name a file or folder; ``STATE`` may be a URL."""
PARAMETER = re.compile(r"%\(\w+\)[^%a-zA-Z]*[a-zA-Z]")
ANYTHING = "\x01"
"""Stands for the value of a parameter."""
BESIDE = r"(?:-wal|-shm|-journal)?"
"""Suffixes of the files that SQLite writes next to a database."""
WRITTEN = "written by this run"
"""The kind under which they are counted as skipped."""


class OwnFiles:
    """A container of the files that a run with these settings and ``feeds`` (URIs with their parameters) writes, whatever links
    the folders that lead to them are. A place where pages are ``asked`` for by name is none of them."""

    def __init__(self, settings: BaseSettings, feeds: Iterable[str], asked: Iterable[str] = ()) -> None:
        places = {place for given in (*feeds, *map(settings.get, FILES)) if given for place in _places(str(given))}
        patterns = [re.compile(_pattern(place), re.DOTALL) for place in sorted(places)]
        self._folders = _RealFolders()
        for place in map(self._without_links, asked):
            patterns = [pattern for pattern in patterns if not pattern.fullmatch(place)]
        self._pattern = re.compile("|".join(pattern.pattern for pattern in patterns) or r"(?!)", re.DOTALL)

    def __contains__(self, file: object) -> bool:
        return self._pattern.fullmatch(self._without_links(str(file))) is not None

    def _without_links(self, path: str) -> str:
        name_at = path.rfind(os.sep) + 1
        return self._folders[path[:name_at]] + path[name_at:]


def shared_places(outputs: Iterable[str]) -> Iterator[tuple[str, str]]:
    """``(output, an earlier one)`` for every one of the paths or URIs that is the same file as another, by whatever name. What
    parameters make different may be, and so may what is no file (``/dev/stdout``)."""
    taken: dict[str, str] = {}
    for output in outputs:
        places = {each for each in _places(output) if ANYTHING not in each and (os.path.isfile(each) or not os.path.exists(each))}  # noqa: PTH110, PTH113 - as below
        yield from ((output, other) for other in {taken[place] for place in places & taken.keys()})
        taken |= dict.fromkeys(places, output)


def files_of(output: str) -> Iterator[str]:
    """The files that there are, and are not empty, where ``output`` writes, a path or URI with any values of its parameters."""
    for place in _places(output):
        found = iglob(escape(place).replace(ANYTHING, "*"), include_hidden=True)  # noqa: PTH207 - Path.glob takes no absolute ones
        yield from (file for file in found if os.path.isfile(file) and os.path.getsize(file))  # noqa: PTH113, PTH202 - a Path raises


class _RealFolders(dict[str, str]):
    """The path of a folder without links, with a slash at its end; each is looked up once."""

    def __missing__(self, folder: str) -> str:
        self[folder] = os.path.join(os.path.realpath(folder), "")  # noqa: PTH118 - a Path takes longer
        return self[folder]


def _places(uri: str) -> set[str]:
    """The path of a URI, a path or ``sqlite:///path``, and of what a link there leads to, with :data:`ANYTHING` where its
    parameters are; none for anything on a server."""
    parts = urlsplit(uri)
    if parts.scheme not in {"", "file", "sqlite"} or parts.netloc or "\0" in uri:
        return set()
    place = parts.path[1:] if parts.scheme == "sqlite" else parts.path if parts.scheme else uri
    place = PARAMETER.sub(ANYTHING, place)
    folder, name = os.path.split(os.path.abspath(unquote(place) if parts.scheme == "file" else place))  # noqa: PTH100 - as above
    named = os.path.join(os.path.realpath(folder), name)  # noqa: PTH118 - as above
    return {named, os.path.realpath(named)}


def _pattern(place: str) -> str:
    """A pattern for ``place`` with any values of its parameters, what SQLite writes next to it, and everything below it."""
    return re.escape(place).replace(re.escape(ANYTHING), "[^/]*") + BESIDE + "(?:/.*)?"
