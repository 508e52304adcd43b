"""What there is to know about the file that a feed is written to."""

from io import UnsupportedOperation
from pathlib import Path
from typing import IO, Any


def folder_of(file: Any) -> Path | None:
    """The folder that ``file`` lies in, behind any post-processing; None for what lies in no folder (a pipe, memory)."""
    name = getattr(getattr(file, "file", file), "name", None)
    path = Path(name) if isinstance(name, str | Path) else None
    return path.parent if path and path.is_file() else None


def refuse_to_append(file: IO[bytes]) -> None:
    """Raise ValueError where ``file`` holds something already: the format has one beginning and one end."""
    try:
        position = file.tell()
    except (OSError, UnsupportedOperation):  # a pipe
        return
    if position:
        raise ValueError("nothing can be appended to a feed of this format: use -O, or overwrite: true")
