"""Locks on files, which the system takes back from a process that is killed."""

import errno
import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

NO_LOCKS = {errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP, errno.ENOTSUP}


def owned(file: IO[bytes]) -> bool:
    """Lock an open file for as long as it is open. False where another process has locked or removed it.

    A file system without locks gives every file to everyone who asks. Raises OSError.
    """
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
    """While no other process is; waits until the others are out. Makes the folder.

    A file system without locks lets everyone in at once. Raises OSError.
    """
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
