"""Appending to what a feed holds already."""

from io import UnsupportedOperation
from os import SEEK_END
from pathlib import Path
from typing import Any


def goes_on(file: Any) -> bool:
    """Whether ``file`` holds something already, after which to go on; False for a pipe. A last line that does not end is ended:
    it would run into the first one that is appended."""
    try:
        if not file.tell():
            return False
        file.flush()
        with Path(file.name).open("rb") as before:
            before.seek(-1, SEEK_END)
            is_ended = before.read() == b"\n"
    except (OSError, UnsupportedOperation, AttributeError, TypeError):
        return False
    if not is_ended:
        file.write(b"\n")
    return True
