"""Which saved pages there are to replay."""

import os
from collections.abc import Iterator
from glob import has_magic, iglob
from pathlib import Path
from typing import NamedTuple

from crawler.archives._kinds import BESIDE_PAGES, passed_over
from crawler.archives._limits import Limits
from crawler.archives._list import listed
from crawler.archives._names import shown
from crawler.archives._open import pages_of
from crawler.archives._page import Found, NoPagesError, unreadable

__all__ = ["BESIDE_PAGES", "NoPagesError", "SavedFile", "saved_files", "saved_pages"]


def saved_pages(pages: str, base: Path | None = None, limits: Limits | None = None) -> Iterator[Found]:
    """The pages at ``pages``, and what is skipped in archives.

    ``pages`` is a file, an archive, a folder (walked to the bottom, archives in it opened), a glob (``**`` is any folders), or
    a list of such paths (:func:`listed`). Files come in sorted order, members of an archive in its own. Relative to ``base``
    where given, and shown relative to it. Hidden files, links to folders and what lies beside fixtures are passed over in folders
    and globs. Raises :class:`NoPagesError` when there is no such file, folder or glob; in a list that is one failed page.
    """
    limits = limits or Limits()
    for found in saved_files(pages, base):
        yield from found.pages(limits)


class SavedFile(NamedTuple):
    """A file in which pages lie, shown as ``path``; one that a list names and that is not there has the ``missing`` reason."""

    path: str
    file: str
    missing: NoPagesError | None = None

    def pages(self, limits: Limits) -> Iterator[Found]:
        """What is in the file, in its order. Raises nothing: what cannot be read is a page that raises the reason."""
        if self.missing is not None:
            yield unreadable(self.path, Path(self.file), self.missing)
        else:
            yield from pages_of(Path(self.file), self.path, limits)


def saved_files(pages: str, base: Path | None = None) -> Iterator[SavedFile]:
    """The files whose pages :func:`saved_pages` gives, in the same order; none is opened. Raises :class:`NoPagesError`."""
    places = listed(Path(pages) if base is None else base / pages, base)
    if places is None:
        yield from _files_shown(pages, base)
        return
    for place in places:
        try:
            yield from _files_shown(place, base)
        except NoPagesError as error:
            yield SavedFile(shown(place), place, error)


def _files_shown(pages: str, base: Path | None) -> Iterator[SavedFile]:
    for name in _names_at(pages, base):
        yield SavedFile(shown(name.replace(os.sep, "/") if base is None else Path(name).relative_to(base).as_posix()), name)


def files_at(pages: str, base: Path | None = None) -> Iterator[Path]:
    """The files that the file, folder or glob ``pages`` is, in sorted order. Raises :class:`NoPagesError` where there is none."""
    yield from map(Path, _names_at(pages, base))


def _names_at(pages: str, base: Path | None) -> Iterator[str]:
    """Their paths as text: to make a Path takes longer than to find a file."""
    start = Path(pages) if base is None else base / pages
    if os.path.isdir(start):  # noqa: PTH112 - Path.is_dir raises for a name that is too long
        yield from _walk(start)
    elif os.path.exists(start):  # noqa: PTH110 - as above
        yield str(start)
    elif has_magic(pages) and "\0" not in pages:
        found = map(Path, sorted(iglob(str(start), recursive=True)))  # noqa: PTH207 - Path.glob takes no absolute ones
        yield from (str(file) for file in found if file.is_file() and not passed_over(file.name))
    else:
        raise NoPagesError(f"no such file, folder or glob: {shown(pages)}")


def _walk(folder: Path) -> Iterator[str]:
    for root, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        within = str(Path(root, "_"))[:-1]
        for name in sorted(files):
            if not passed_over(name):
                yield within + name
