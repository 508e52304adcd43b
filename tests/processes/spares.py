"""Forks that wait in case their parent starts an interpreter, as multiprocessing does for what makes its workers."""

import fcntl
import json
import os
import socket
from collections.abc import Sequence
from multiprocessing import util

COUNT = 2
"""The server that forks workers, and what looks after the semaphores of all."""
FAR = 500
"""A number that no open file has."""


def code_of_spare() -> str | None:
    """Make spares of this process as it is; None in this process, and in a spare the Python code that it is to run.

    A spare whose parent has ended without it ends, too.
    """
    spares: list[tuple[int, socket.socket]] = []
    for _ in range(COUNT):
        ours, theirs = socket.socketpair()
        pid = os.fork()
        if not pid:
            for each in (ours, *(spare for _, spare in spares)):
                each.close()
            return _awaited(theirs)
        theirs.close()
        spares.append((pid, ours))
    start = util.spawnv_passfds

    def spawn(path: bytes, arguments: Sequence[str], files: Sequence[int]) -> int:
        """The process that runs ``arguments``, which end with ``-c CODE``, and has the same files under the same numbers."""
        if not spares:
            return start(path, arguments, files)
        pid, spare = spares.pop()
        with spare:
            socket.send_fds(spare, [json.dumps([arguments[-1], list(files)]).encode()], files)
        return pid

    util.spawnv_passfds = spawn  # type: ignore[assignment]
    return None


def _awaited(parent: socket.socket) -> str:
    data, given, *_ = socket.recv_fds(parent, 1 << 20, 16)
    parent.close()
    if not data:
        os._exit(0)
    code, numbers = json.loads(data)
    far = [fcntl.fcntl(file, fcntl.F_DUPFD_CLOEXEC, FAR) for file in given]
    for file in given:
        os.close(file)
    for file, number in zip(far, numbers, strict=True):
        os.dup2(file, number)
        os.close(file)
    return str(code)
