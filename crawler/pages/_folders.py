"""Folders, walked to the bottom."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Literal, NamedTuple, TypeAlias

from crawler.pages._kinds import passed_over

Instead: TypeAlias = Literal["", "missing", "folder", "link"]
"""What a path is that has no pages: nothing at all, a folder that cannot be read, a link out of the folder that is walked."""


LEAVES = "link out of the folder"


class Place(NamedTuple):
    """The path of a file, as text: to make a Path takes longer than to find it; or what is there ``instead``, and why."""

    path: str
    instead: Instead = ""
    reason: str = ""


def walk(folder: Path) -> Iterator[Place]:
    """The files below ``folder`` that may be pages, sorted by name, those of a folder before those of the folders in it.

    Links to files are followed where they stay below it; links to folders are not, and are told where they leave it. A folder
    that cannot be read is told in its place.
    """
    base, waiting = os.path.realpath(folder), [str(folder)]
    while waiting:
        root = waiting.pop()
        within = str(Path(root, "_"))[:-1]
        try:
            with os.scandir(root) as entries:
                found = sorted(entries, key=lambda entry: entry.name)
        except OSError as error:
            yield Place(root, "folder", str(error.strerror))
            continue
        folders: list[str] = []
        for entry in found:
            if entry.is_symlink():
                yield from _linked(entry, within, base)
            elif entry.is_dir():
                folders += [] if entry.name.startswith(".") else [within + entry.name]
            elif not passed_over(entry.name):
                yield Place(within + entry.name)
        waiting += reversed(folders)


def _linked(entry: os.DirEntry[str], within: str, base: str) -> Iterator[Place]:
    if passed_over(entry.name):
        return
    path = within + entry.name
    if leaves(path, base):
        yield Place(path, "link", LEAVES)
    elif not os.path.isdir(path):  # noqa: PTH112 - a Path takes longer
        yield Place(path)


def leaves(path: str, base: str) -> bool:
    """Whether what a link at ``path`` leads to lies outside of the folder ``base``, which is no link."""
    return not os.path.realpath(path).startswith(os.path.join(base, ""))  # noqa: PTH118 - as above
