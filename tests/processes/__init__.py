"""Commands of Scrapy, each in a process of its own, at a tenth of what it costs to start an interpreter for each.

A process that has loaded the project waits for commands, and a fork of it runs each: with the working directory, environment and
standard streams that it is given. It ends by itself, with its exit code, and can be sent signals, as any process. Tests use
subprocess only for what an interpreter does before it has loaded anything (other ``PYTHON…`` variables, what is imported when),
and for the commands of other programs. One interpreter that is started costs a second, a fork 0.05; best is no process at all.

Nothing here has a limit of time. A test waits for what must come (:meth:`Running.says`, a file, :meth:`Running.wait`), and where
that never comes, the limit in pyproject.toml ends it.
"""

import atexit
import json
import os
import select
import signal
import socket
import struct
import subprocess
import sys
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from functools import cache
from pathlib import Path
from threading import Lock
from typing import IO, Any, Self

ROOT = Path(__file__).resolve().parent.parent.parent
ENVIRONMENT = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8", "SCRAPY_SETTINGS_MODULE": "crawler.settings"}
"""The settings of the project."""
UNWATCHED = {name: value for name, value in ENVIRONMENT.items() if not name.startswith("COVERAGE_")}
"""For runs that are killed or out of disk: what measures coverage would write a file of its own, and fail at it."""
PIPE, STDOUT, DEVNULL = subprocess.PIPE, subprocess.STDOUT, subprocess.DEVNULL
FILES = 5
"""That a process is given when it is made."""
NUMBER = struct.Struct("=i")
Ended = subprocess.CompletedProcess[str]
_asking = Lock()


@cache
def _template(is_watched: bool) -> socket.socket:
    """Where to ask the process that is forked; it ends when this one does."""
    ours, theirs = socket.socketpair()
    with theirs:
        template = subprocess.Popen(
            [sys.executable, "-m", "tests.processes", str(theirs.fileno())],
            cwd=ROOT,
            env=ENVIRONMENT if is_watched else UNWATCHED,
            stdin=DEVNULL,
            pass_fds=[theirs.fileno()],
            start_new_session=True,
        )
    atexit.register(template.wait)
    atexit.register(ours.close)
    return ours


class Running:
    """A command that was started: of :class:`subprocess.Popen` what tests need. What it writes to a PIPE is UTF-8.

    ``streams`` are what it has for standard input, output and error: PIPE (not for input), STDOUT (for error), DEVNULL, or the
    number of an open file.
    """

    def __init__(self, request: Mapping[str, Any], streams: tuple[int, int, int]) -> None:
        self.returncode: int | None = None
        self.stdout: IO[str] | None = None
        self.stderr: IO[str] | None = None
        self._says, says = os.pipe()
        with ExitStack() as lent:
            lent.callback(os.close, says)
            given = [self._given(lent, number, stream) for number, stream in enumerate(streams)]
            given = [given[1] if each == STDOUT else each for each in given]
            asked, ours = os.pipe()
            lent.callback(os.close, asked)
            with open(ours, "w", encoding="utf-8") as ask, _asking:  # noqa: PTH123
                socket.send_fds(_template("COVERAGE_PROCESS_CONFIG" in request["environment"]), [b"1"], [asked, *given, says])
                json.dump(request, ask)
        self.pid = self._told()

    def _given(self, lent: ExitStack, number: int, stream: int) -> int:
        """The number of the file that the command has for ``stream``."""
        if stream == PIPE:
            ours, theirs = os.pipe()
            setattr(self, ("stdin", "stdout", "stderr")[number], open(ours, encoding="utf-8"))  # noqa: PTH123, SIM115
        elif stream == DEVNULL:
            theirs = os.open(os.devnull, os.O_RDWR)
        else:
            return stream
        lent.callback(os.close, theirs)
        return theirs

    def _told(self) -> int:
        data = os.read(self._says, NUMBER.size)
        assert data, "the process that forks others has died"
        return int(NUMBER.unpack(data)[0])

    def poll(self) -> int | None:
        """The exit code, or None where the command still runs."""
        if self.returncode is None and select.select([self._says], [], [], 0)[0]:
            self.wait()
        return self.returncode

    def wait(self) -> int:
        if self.returncode is None:
            self.returncode = os.waitstatus_to_exitcode(self._told())
            os.close(self._says)
        return self.returncode

    def says(self, words: str) -> bool:
        """Whether it writes a line with ``words`` in it, as an error where it has a PIPE for errors. Waits for it."""
        return any(words in line for line in self.stderr or self.stdout or ())

    def communicate(self) -> tuple[str, str]:
        """What it wrote that nobody has read, when nobody can write any more and it has ended.

        Where the test is out of time, all processes of its group tell where they are.
        """
        with ThreadPoolExecutor(2) as pool:
            texts = [pool.submit(stream.read) if stream else None for stream in (self.stdout, self.stderr)]
            try:
                out, err = (text.result() if text else "" for text in texts)
                self.wait()
            except BaseException:
                self._abort()
                print(*(text.result() for text in texts if text), sep="\n")
                raise
        self.close()
        return out, err

    def _abort(self) -> None:
        if os.getpgid(self.pid) == self.pid:
            os.killpg(self.pid, signal.SIGABRT)
        else:
            self.send_signal(signal.SIGABRT)

    def send_signal(self, number: int) -> None:
        if self.poll() is None:
            with suppress(ProcessLookupError):  # it has ended since
                os.kill(self.pid, number)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)

    def kill_all(self) -> None:
        """Its workers too, as when the power fails."""
        os.killpg(self.pid, signal.SIGKILL)

    def terminate(self) -> None:
        self.send_signal(signal.SIGTERM)

    def close(self) -> None:
        for stream in (self.stdout, self.stderr):
            if stream:
                stream.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, error: object, *_: object) -> None:
        if error:
            self.kill()
        self.wait()
        self.close()


def start(
    folder: Path,
    *arguments: str,
    module: str = "scrapy",
    environment: Mapping[str, str] = ENVIRONMENT,
    streams: tuple[int, int, int] = (DEVNULL, PIPE, PIPE),
    new_session: bool = False,
    largest_file: int | None = None,
) -> Running:
    """Begin ``python -m MODULE ARGUMENTS`` in ``folder``, where no file becomes larger than ``largest_file`` bytes."""
    request = {
        "module": module,
        "arguments": arguments,
        "folder": str(folder),
        "environment": dict(environment),
        "new_session": new_session,
        "largest_file": largest_file,
    }
    return Running(request, streams)


def run(folder: Path, *arguments: str, environment: Mapping[str, str] = ENVIRONMENT) -> Ended:
    """Run ``scrapy ARGUMENTS`` in ``folder``, with a new interpreter where it would be another."""
    if any(environment.get(name) != ENVIRONMENT[name] for name in ENVIRONMENT if name.startswith("PYTHON")):
        return subprocess.run(command(*arguments), cwd=folder, env=environment, capture_output=True, encoding="utf-8")
    with start(folder, *arguments, environment=environment) as running:
        out, err = running.communicate()
    assert running.returncode is not None
    return Ended(["scrapy", *arguments], running.returncode, out, err)


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "scrapy", *arguments]
