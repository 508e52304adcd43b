"""What there is to know about the file that a feed is written to."""

from io import UnsupportedOperation
from pathlib import Path
from typing import Any


def folder_of(file: Any) -> Path | None:
    """The folder that ``file`` lies in, behind any post-processing; None for what lies in no folder (a pipe, memory)."""
    name = getattr(getattr(file, "file", file), "name", None)
    path = Path(name) if isinstance(name, str | Path) else None
    return path.parent if path and path.is_file() else None


def first_line(file: Any, line: bytes) -> bytes | None:
    """As much as ``line`` is long of what ``file`` holds already; None where it holds nothing, or is a pipe."""
    try:
        if not file.tell():
            return None
        file.flush()
        with Path(file.name).open("rb") as before:
            return before.read(len(line))
    except (OSError, UnsupportedOperation, AttributeError, TypeError):
        return None
