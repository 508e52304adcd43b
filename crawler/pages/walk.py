"""Find the saved pages to replay."""

import os
from collections.abc import Iterator
from glob import has_magic
from pathlib import Path
from typing import NamedTuple

from crawler.pages._folders import Instead, Place, archive_of, listed, walk
from crawler.pages._globs import matching
from crawler.pages._kinds import BESIDE_PAGES
from crawler.pages._names import BETWEEN, shown
from crawler.pages._open import pages_of
from crawler.pages._page import Found, Limits, Lost, NoPagesError, Skipped, UnreadableFolderError, unreadable

__all__ = ["BESIDE_PAGES", "NoPagesError", "SavedFile", "named", "saved_files", "saved_pages"]


def saved_pages(pages: str, base: Path | None = None, limits: Limits | None = None) -> Iterator[Found]:
    """Yield the pages at ``pages``, and what is skipped or lost in archives.

    ``pages`` is a file, an archive, a folder (walked recursively, with archives in it opened), a glob (``**`` matches any
    folders; a folder that it matches is walked), or a list of such paths (:func:`listed`). It may name a member of an archive as
    it is shown (``dumps.zip!/x.md``). Files come in sorted order, the members of an archive in the archive's own order. Paths
    are relative to ``base``, if given, and are shown relative to it. In folders and globs, hidden files, links to folders and the
    files beside fixtures are ignored, links that lead outside are skipped, and a folder that cannot be read counts as a failed
    page. Raises :class:`NoPagesError` if there is no such file, folder or glob; in a list that is one failed page.
    """
    limits = limits or Limits()
    for found in saved_files(pages, base):
        yield from found.pages(limits)


class SavedFile(NamedTuple):
    """A file that holds pages, shown as ``path``. For a member of an archive, ``archive`` is the archive and ``path`` the member.
    ``instead`` says what was found where there can be no pages, with a ``reason``."""

    path: str
    file: str
    archive: str = ""
    instead: Instead = ""
    reason: str = ""

    def pages(self, limits: Limits) -> Iterator[Found]:
        """The contents of the file, in order. Never raises: what cannot be read is a page that raises when it is read."""
        if self.instead in {"link", "part"}:
            yield Skipped(self.path, self.reason)
        elif self.instead:
            error = UnreadableFolderError if self.instead == "folder" else NoPagesError
            yield unreadable(self.path, Path(self.file), error(self.reason))
        elif self.archive:
            yield from self._members(limits)
        else:
            yield from pages_of(Path(self.file), self.path, limits)

    def _members(self, limits: Limits) -> Iterator[Found]:
        """The members called ``path``; what is below it, where that is an archive, or a folder and ends with a slash."""
        below = (self.path + BETWEEN, self.path) if self.path.endswith("/") else self.path + BETWEEN
        lost: list[Lost] = []
        is_found = False
        for found in pages_of(Path(self.file), self.archive, limits):
            if isinstance(found, Lost):
                lost.append(found)
            elif found.path == self.path or found.path.startswith(below):
                is_found = True
                yield found
        if not is_found:
            yield from lost
            yield unreadable(self.path, Path(self.file), NoPagesError(f"no such page in {self.archive}"))


def saved_files(pages: str, base: Path | None = None) -> Iterator[SavedFile]:
    """The files whose pages :func:`saved_pages` yields, in the same order, unopened. Raises :class:`NoPagesError`."""
    places = listed(Path(pages) if base is None else base / pages, base)
    if places is None:
        yield from _files_shown(pages, base)
        return
    for place in places:
        try:
            yield from _files_shown(place, base)
        except NoPagesError as error:
            yield SavedFile(shown(place), place, instead="missing", reason=str(error))


def named(pages: str) -> Iterator[str]:
    """What is asked for by name at ``pages``: the path itself, and those that it lists."""
    yield pages
    yield from listed(Path(pages)) or ()


def _files_shown(pages: str, base: Path | None) -> Iterator[SavedFile]:
    if archive := archive_of(pages, base):
        file = archive if base is None else str(base / archive)
        yield SavedFile(shown(pages), file, shown(archive))
        return
    for place in _places_at(pages, base):
        name = place.path.replace(os.sep, "/") if base is None else Path(place.path).relative_to(base).as_posix()
        yield SavedFile(shown(name), place.path, "", place.instead, place.reason)


def files_at(pages: str, base: Path | None = None) -> Iterator[Path]:
    """The files at the file, folder or glob ``pages``, in sorted order. Raises :class:`NoPagesError` if there are none."""
    yield from (Path(place.path) for place in _places_at(pages, base) if not place.instead)


def _places_at(pages: str, base: Path | None) -> Iterator[Place]:
    start = Path(pages) if base is None else base / pages
    if os.path.isdir(start):  # noqa: PTH112 - Path.is_dir raises for a name that is too long
        yield from walk(start)
    elif os.path.exists(start):  # noqa: PTH110 - as above
        yield Place(str(start))
    elif has_magic(pages) and "\0" not in pages:
        yield from matching(str(start))
    else:
        raise NoPagesError(f"no such file, folder or glob: {shown(pages)}")
