"""Text files that list where pages are."""

import os
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

PROBED = 10  # lines
LONGEST = 4096  # bytes; no path is longer


def listed(file: Path, base: Path | None = None) -> Iterator[str] | None:
    """The paths that ``file`` lists, one a line; None where it is no such list.

    A list is told from a page by what it is: its first ten lines that are neither empty nor begin with ``#`` (all of them
    where there are fewer) are paths of files and folders that exist, relative to ``base`` or else to the working directory.
    """
    try:
        first = list(islice(_lines(file), PROBED)) if file.is_file() else []
        exist = all(os.path.lexists(line if base is None else base / line) for line in first)
    except OSError:
        return None
    return _lines(file) if first and exist else None


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
