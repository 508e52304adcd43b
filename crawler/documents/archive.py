"""Which saved pages there are to replay."""

import os
from collections.abc import Iterator
from glob import has_magic, iglob
from pathlib import Path
from typing import NamedTuple

BESIDE_PAGES = (".golden.json", ".phrases.yaml")
"""Endings of the files that lie beside the pages of ``fixtures/`` and are none."""


class NoPagesError(ValueError):
    """There is nothing at the place where pages were said to be."""


class SavedPage(NamedTuple):
    """A page that was found: the path to show, and the file to read."""

    path: str
    file: Path

    def read(self) -> bytes:
        """The bytes of the page; raises OSError."""
        return self.file.read_bytes()


def saved_pages(pages: str, base: Path | None = None) -> Iterator[SavedPage]:
    """The pages at ``pages``: a file, a folder (walked to the bottom) or a glob (``**`` is any folders), in sorted order.

    Relative to ``base`` where given, and shown relative to it. Hidden files, links to folders and what lies
    beside fixtures are passed over in folders and globs. Raises :class:`NoPagesError` when there is no such file or folder.
    """
    start = Path(pages) if base is None else base / pages
    if start.is_dir():
        files = _walk(start)
    elif start.exists():
        files = iter([start])
    elif has_magic(pages):
        files = (Path(found) for found in sorted(iglob(str(start), recursive=True)))  # noqa: PTH207 - a pattern may be absolute
        files = (file for file in files if file.is_file() and _is_page(file.name))
    else:
        raise NoPagesError(f"no such file, folder or glob: {pages}")
    for file in files:
        yield SavedPage((file if base is None else file.relative_to(base)).as_posix(), file)


def _walk(folder: Path) -> Iterator[Path]:
    for root, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(filter(_is_page, files)):
            yield Path(root, name)


def _is_page(name: str) -> bool:
    return not name.startswith(".") and not name.endswith(BESIDE_PAGES)
