"""Patterns of paths, matched folder by folder."""

import os
from collections.abc import Iterator
from fnmatch import fnmatch
from glob import has_magic
from pathlib import Path

from crawler.pages._folders import PART, Place, has_parts, linked, walk
from crawler.pages._kinds import passed_over

ANY_FOLDERS = "**"


def matching(pattern: str) -> Iterator[Place]:
    """The files that ``pattern`` matches, and those below the folders that it matches, sorted, each once.

    ``**`` stands for any folders, but follows no links. Links to files may not leave the folder that is named before the first
    ``*``. A folder that would have to be looked into, and cannot be read, is told.
    """
    start, parts = _parted(pattern)
    base, of_parts, walked = os.path.realpath(start), _Parts(start or "."), _Walked()
    for place in sorted(set(_found(start, parts))):
        if walked[os.path.dirname(place.path)]:  # noqa: PTH120 - a Path takes longer
            continue
        if place.instead:
            yield place
        elif os.path.islink(place.path):  # noqa: PTH114 - as above
            yield from linked(place.path, base)
        elif os.path.isdir(place.path):  # noqa: PTH112 - as above
            walked[place.path] = True
            yield from _below(place.path, of_parts)
        elif not passed_over(os.path.basename(place.path)):  # noqa: PTH119 - as above
            yield _unless_part(place, of_parts)


def _parted(pattern: str) -> tuple[str, tuple[str, ...]]:
    """The folder before the first part with a sign, and the parts from there on."""
    parts = Path(pattern).parts
    first = next(number for number, part in enumerate(parts) if has_magic(part))
    return str(Path(*parts[:first])) if first else "", parts[first:]


def _found(start: str, parts: tuple[str, ...]) -> Iterator[Place]:
    waiting = [(start, parts)]
    while waiting:
        folder, (part, *rest) = waiting.pop()
        if part == ANY_FOLDERS:
            waiting += [(folder, tuple(rest))] if rest else []
            yield from () if rest else [Place(folder)]
        try:
            names = [*_names(folder, part)]
        except (FileNotFoundError, NotADirectoryError):
            continue
        except OSError as error:
            yield Place(folder, "folder", str(error.strerror))
            continue
        for path, is_folder in names:
            if part == ANY_FOLDERS:
                waiting += [(path, (part, *rest))] if is_folder else []
            elif rest:
                waiting.append((path, tuple(rest)))
            else:
                yield Place(path)


def _names(folder: str, part: str) -> Iterator[tuple[str, bool]]:
    """The paths in ``folder`` that ``part`` matches, and whether each is a folder and no link. Raises OSError."""
    if not has_magic(part):
        path = os.path.join(folder, part)  # noqa: PTH118 - a Path takes longer
        yield from [(path, False)] if os.path.lexists(path) else []
        return
    with os.scandir(folder or ".") as entries:
        for entry in entries:
            if entry.name.startswith(".") <= part.startswith(".") and fnmatch(entry.name, part):
                yield os.path.join(folder, entry.name), entry.is_dir(follow_symlinks=False)  # noqa: PTH118 - as above


def _below(folder: str, of_parts: "_Parts") -> Iterator[Place]:
    for place in walk(Path(folder)):
        yield place if place.instead else _unless_part(place, of_parts)


def _unless_part(place: Place, of_parts: "_Parts") -> Place:
    return Place(place.path, "part", PART) if of_parts[os.path.dirname(place.path)] else place  # noqa: PTH120


class _Walked(dict[str, bool]):
    """Whether a folder, or one around it, was walked."""

    def __missing__(self, folder: str) -> bool:
        above = os.path.dirname(folder)  # noqa: PTH120 - a Path takes longer
        self[folder] = above != folder and self[above]
        return self[folder]


class _Parts(dict[str, bool]):
    """Whether a folder below ``base``, or one around it, :func:`has_parts`; each is looked up once."""

    def __init__(self, base: str) -> None:
        super().__init__({base: False})

    def __missing__(self, folder: str) -> bool:
        above = os.path.dirname(folder)  # noqa: PTH120 - a Path takes longer
        self[folder] = above != folder and (has_parts(folder) or self[above])
        return self[folder]
