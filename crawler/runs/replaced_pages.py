"""Outputs that would replace saved pages, which nobody can make again."""

import os
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from itertools import chain, islice

from scrapy.settings import BaseSettings

from crawler.feeds.setup import without_password
from crawler.files.own_files import files_of, shared_places
from crawler.pages import (
    ArchiveError,
    DamagedError,
    Found,
    Limits,
    Lost,
    NoPagesError,
    PageTooLargeError,
    SavedFile,
    SavedPage,
    named,
    saved_files,
)
from crawler.readers import UnreadablePageError, read_page

PROBED = 10
"""Pages of a file that are looked at: those of a feed are all items, or none is."""
HEAD = 64 * 1024
"""Bytes that tell what a page is that is too large to be read."""


def refused_outputs(
    settings: BaseSettings, pages: Collection[str], read: Collection[str] = (), written: Collection[str] = ()
) -> Iterator[tuple[str, str]]:
    """What a run with these ``settings`` must not write, since it would replace something that it reads or writes, and why.

    It writes feeds, a log, failed pages and what else is ``written``; it reads saved ``pages``, the files of the settings and
    what else is ``read``. The corpus may be added to.

    What is asked for by name, by itself or in a list of paths, is not replaced whatever it holds. What only lies in a folder or
    matches a glob may be an output of an earlier run, which is there to be replaced: a file in which no page can be read, or
    whose pages are items that were exported. To append to a page is to replace it.
    """
    feeds, corpus = settings.getdict("FEEDS"), settings.get("CORPUS")
    others = filter(None, map(settings.get, ("FAILED_PAGES_FEED", "LOG_FILE", "STATE")))
    for output, other in shared_places(map(str, (*others, *feeds))):
        yield output, f"{without_password(output)} and {without_password(other)} are one file, and both would be written"
    read = [file for file in (*read, settings.get("RECURRING")) if file]
    for output in filter(None, (*feeds, settings.get("FAILED_PAGES_FEED"), settings.get("LOG_FILE"), *written)):
        places = [*pages, corpus] if corpus and feeds.get(output, {}).get("overwrite") else pages
        if found := _replaced(str(output), places, read, Limits.of(settings)):
            yield output, f"{found}, which the run reads, would be replaced by {without_password(str(output))}"


def _replaced(output: str, pages: Iterable[str], read: Iterable[str], limits: Limits) -> str | None:
    """The first file that ``output``, a path or a URI with its parameters, would replace."""
    if not (there := [*files_of(output)]):
        return None
    found = _among(there, chain(read, *map(named, pages)))
    if not found and (held := [file for file in there if _holds_pages(file, limits)]):
        found = _among(held, (each.file for place in pages for each in _files_at(place)))
    return found


def _among(files: Iterable[str], others: Iterable[str]) -> str | None:
    """The first of ``others`` that is one of ``files``, by whatever name."""
    identities = set(map(_identity, files))
    return next((other for other in others if _identity(other) in identities), None)


def _identity(file: str) -> tuple[int, int]:
    """What no other file has; of what there is not, nothing that a file has."""
    try:
        about = os.stat(file)  # noqa: PTH116 - a Path takes longer
    except (OSError, ValueError):
        return -1, -1
    return about.st_dev, about.st_ino


def _files_at(place: str) -> Iterator[SavedFile]:
    with suppress(NoPagesError, OSError):
        yield from saved_files(place)


def _holds_pages(file: str, limits: Limits) -> bool:
    return any(map(_is_page, islice(SavedFile(file, file).pages(limits), PROBED)))


def _is_page(found: Found) -> bool:
    """Whether it is a page but no item that was exported, or may be one that is damaged."""
    if not isinstance(found, SavedPage):
        return isinstance(found, Lost)
    try:
        return read_page(found.path, _bytes_of(found)).item is None
    except (DamagedError, OSError):
        return True
    except (ArchiveError, NoPagesError, UnreadablePageError):
        return False


def _bytes_of(page: SavedPage) -> bytes:
    """The page; of one that is too large to be read, the beginning of its file, which tells what that is."""
    try:
        return page.read()
    except PageTooLargeError:
        with page.file.open("rb") as file:
            return file.read(HEAD)
