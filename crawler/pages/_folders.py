"""Where saved pages are: folders, walked to the bottom, and text files that list paths."""

import os
from codecs import BOM_UTF8
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Literal, NamedTuple, TypeAlias

from crawler.pages._kinds import passed_over
from crawler.pages._names import BETWEEN

Instead: TypeAlias = Literal["", "missing", "folder", "link", "part"]
"""What a path is that has no pages: nothing at all, a folder that cannot be read, a link out of the folder that is walked, what a
browser saved beside a page."""
LEAVES = "link out of the folder"
NOWHERE = "a link to nothing"
PART = "part of a saved page"
OF_PARTS = ("_files", "-Dateien", "_fichiers", "_archivos", "_arquivos", "_bestanden", "_file", "_filer", "_pliki", ".files")
"""How the folders end in which browsers keep what belongs to a page: its name without its ending comes before it."""
OF_PAGES = (".html", ".htm", ".xhtml", ".shtml", ".mht")
PROBED = 10  # lines
LONGEST = 4096  # bytes; no path is longer


class Place(NamedTuple):
    """The path of a file, as text: to make a Path takes longer than to find it; or what is there ``instead``, and why."""

    path: str
    instead: Instead = ""
    reason: str = ""


def walk(folder: Path) -> Iterator[Place]:
    """The files below ``folder`` that may be pages, sorted by name, those of a folder before those of the folders in it.

    Links to files are followed where they stay below it; links to folders are not, and are told where they leave it. A folder
    that cannot be read is told in its place, and so is every file that a browser saved with a page.
    """
    base, waiting = os.path.realpath(folder), [(str(folder), False)]
    while waiting:
        root, is_of_parts = waiting.pop()
        within = str(Path(root, "_"))[:-1]
        try:
            with os.scandir(root) as entries:
                found = sorted(entries, key=lambda entry: entry.name)
        except OSError as error:
            yield Place(root, "folder", str(error.strerror))
            continue
        folders: list[tuple[str, bool]] = []
        for entry in found:
            if entry.is_symlink():
                yield from linked(within + entry.name, base)
            elif entry.is_dir():
                below = within + entry.name
                folders += [] if entry.name.startswith(".") else [(below, is_of_parts or has_parts(below))]
            elif not passed_over(entry.name):
                yield Place(within + entry.name, "part", PART) if is_of_parts else Place(within + entry.name)
        waiting += reversed(folders)


def linked(path: str, base: str) -> Iterator[Place]:
    """The file that a link at ``path`` leads to, if it lies below the folder ``base``, which is no link; nothing where it leads
    to a folder there."""
    if passed_over(os.path.basename(path)):  # noqa: PTH119 - a Path takes longer
        return
    if not os.path.realpath(path).startswith(os.path.join(base, "")):  # noqa: PTH118 - as above
        yield Place(path, "link", LEAVES)
    elif not os.path.isdir(path):  # noqa: PTH112 - as above
        yield Place(path) if os.path.exists(path) else Place(path, "missing", NOWHERE)  # noqa: PTH110 - as above


def has_parts(folder: str) -> bool:
    """Whether a browser keeps in ``folder`` what belongs to a page that it saved beside it. No other folder is looked up."""
    stem = next((folder.removesuffix(ending) for ending in OF_PARTS if folder.endswith(ending)), None)
    return stem is not None and any(os.path.isfile(stem + ending) for ending in OF_PAGES)  # noqa: PTH113 - a Path takes longer


def listed(file: Path, base: Path | None = None) -> Iterator[str] | None:
    """The paths that ``file`` lists, one a line; None where it is no such list.

    A list is told from a page by what it is: of its first ten lines that are neither empty nor begin with ``#`` (of all where
    there are fewer), more than half are paths of files, folders and members that exist, relative to ``base`` or else to the
    working directory.
    """
    try:
        first = list(islice(_lines(file), PROBED)) if file.is_file() else []
        exist = sum(exists(line, base) for line in first)
    except OSError:
        return None
    return _lines(file) if 2 * exist > len(first) else None


def exists(place: str, base: Path | None = None) -> bool:
    """Whether ``place`` is a path that exists, or one of a member of a file that exists."""
    return os.path.lexists(place if base is None else base / place) or archive_of(place, base) is not None


def archive_of(place: str, base: Path | None = None) -> str | None:
    """The path of the file that holds ``place``, where that is the path of a member, as it is shown; None where it is none."""
    if BETWEEN not in place or "\0" in place or os.path.lexists(place if base is None else base / place):
        return None
    steps = place.split(BETWEEN)
    archives = (BETWEEN.join(steps[:number]) for number in range(1, len(steps)))
    return next((path for path in archives if os.path.isfile(path if base is None else base / path)), None)  # noqa: PTH113


def _lines(file: Path) -> Iterator[str]:
    """Of a line that is too long to be a path, the beginning, which is none either. A byte order mark is none of the first."""
    with file.open("rb") as lines:
        lines.seek(len(BOM_UTF8) if lines.read(len(BOM_UTF8)) == BOM_UTF8 else 0)
        while line := lines.readline(LONGEST):
            rest = line
            while len(rest) == LONGEST and not rest.endswith(b"\n"):
                rest = lines.readline(LONGEST)
            path = os.fsdecode(line.strip())
            if path and not path.startswith("#"):
                yield path
