"""Appending to what a feed holds already."""

import codecs
from io import UnsupportedOperation
from os import SEEK_END
from pathlib import Path
from typing import Any


def goes_on(file: Any, encoding: str) -> bool:
    """Whether ``file``, a text in ``encoding``, holds something already, after which to go on without a byte order mark; False
    for a pipe. A last line that does not end is ended: it would run into the first one that is appended."""
    encode = codecs.getincrementalencoder(encoding)().encode
    mark, line_end = encode(""), encode("\n")
    try:
        if not (size := file.tell()):
            return False
        file.flush()
        with Path(file.name).open("rb") as before:
            before.seek(-min(size, len(line_end)), SEEK_END)
            is_ended = before.read() == line_end or size == len(mark)
    except (OSError, UnsupportedOperation, AttributeError, TypeError):
        return False
    if not is_ended:
        file.write(line_end)
    return True
