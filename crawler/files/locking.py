"""File locks, which the system releases if a process is killed."""

import errno
import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

NO_LOCKS = {errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP, errno.ENOTSUP}


def owned(file: IO[bytes]) -> bool:
    """Lock an open file until it is closed. False if another process has locked or removed it. On a file system without locks,
    always succeeds. Raises OSError."""
    try:
        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError as error:
        if error.errno not in NO_LOCKS:
            raise
    return os.fstat(file.fileno()).st_nlink > 0


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Hold an exclusive lock on ``folder``, waiting for other processes; the folder is created if needed. On a file system
    without locks, does not wait. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    opened = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(opened, fcntl.LOCK_EX)
        except OSError as error:
            if error.errno not in NO_LOCKS:
                raise
        yield
    finally:
        os.close(opened)
