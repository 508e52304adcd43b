"""Text files that list where pages are."""

import os
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from crawler.pages._names import BETWEEN

PROBED = 10  # lines
LONGEST = 4096  # bytes; no path is longer


def listed(file: Path, base: Path | None = None) -> Iterator[str] | None:
    """The paths that ``file`` lists, one a line; None where it is no such list.

    A list is told from a page by what it is: its first ten lines that are neither empty nor begin with ``#`` (all of them
    where there are fewer) are paths of files, folders and members that exist, relative to ``base`` or else to the working
    directory.
    """
    try:
        first = list(islice(_lines(file), PROBED)) if file.is_file() else []
        exist = all(exists(line, base) for line in first)
    except OSError:
        return None
    return _lines(file) if first and exist else None


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
    """Of a line that is too long to be a path, the beginning, which is none either."""
    with file.open("rb") as lines:
        while line := lines.readline(LONGEST):
            rest = line
            while len(rest) == LONGEST and not rest.endswith(b"\n"):
                rest = lines.readline(LONGEST)
            path = os.fsdecode(line.strip())
            if path and not path.startswith("#"):
                yield path
