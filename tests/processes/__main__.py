"""The process that is forked for every command: it has loaded the project, and has begun nothing.

With each request it is given files: what is asked for, the three standard streams, and one in which is told the number of the
process that was made, and then how that ended.
"""

import atexit
import faulthandler
import gc
import json
import os
import resource
import runpy
import signal
import socket
import sys
import time
from contextlib import suppress
from importlib import import_module
from pkgutil import walk_packages
from typing import Any

import crawler
import pipelines
from tests.processes import FILES, NUMBER
from tests.processes.spares import code_of_spare

LATER = (
    "multiprocessing.forkserver",
    "multiprocessing.resource_tracker",
    "scrapy.core.engine",
    "scrapy.core.scraper",
    "scrapy.dupefilters",
    "scrapy.extensions.feedexport",
    "scrapy.pqueues",
    "scrapy.spiderloader",
    "scrapy.squeues",
    "scrapy.statscollectors",
    "tests.batch_settings",
    "tests.tiny.parts",
    "tests.tiny.settings",
    "tests.tiny.spiders",
    "twisted.internet.asyncioreactor",
)
"""What runs load when they have begun, beside the modules of the project."""


class Template:
    """This process, and what it has to tell of others."""

    def __init__(self, control: socket.socket) -> None:
        self.control = control
        self.listeners: dict[int, int] = {}
        """The files in which is told how processes end."""
        signal.signal(signal.SIGCHLD, lambda *_: self.tell_ends())

    def tell_ends(self) -> None:
        for pid in list(self.listeners):
            with suppress(ChildProcessError):  # a signal that came meanwhile has told of it
                ended, status = os.waitpid(pid, os.WNOHANG)
                if ended:
                    self.tell(self.listeners[pid], status)
                    os.close(self.listeners.pop(pid))

    def tell(self, listener: int, number: int) -> None:
        with suppress(BrokenPipeError):  # nobody wants to know
            os.write(listener, NUMBER.pack(number))

    def next_command(self) -> dict[str, Any] | None:
        """In a fork of this process the command that it is to become; None at the end, when nobody asks any more."""
        while True:
            asked, files, *_ = socket.recv_fds(self.control, 1, FILES)
            if not asked:
                return None
            signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGCHLD})
            pid = os.fork()
            if not pid:
                return self.forget(files)
            self.listeners[pid] = files.pop()
            signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGCHLD})
            for file in files:
                os.close(file)

    def forget(self, files: list[int]) -> dict[str, Any]:
        """Be another process, which has been given ``files``; what stands in the first of them."""
        self.control.close()
        for listener in self.listeners.values():
            os.close(listener)
        with open(files[0], "rb") as request:  # noqa: PTH123
            command: dict[str, Any] = json.load(request)
        for number, file in enumerate(files[1:4]):
            os.dup2(file, number)
            os.close(file)
        if command["new_session"]:
            os.setsid()
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGCHLD})
        self.tell(files[4], os.getpid())
        os.close(files[4])
        return command


def become(command: dict[str, Any]) -> None:
    """Be what ``python -m MODULE`` would be."""
    if command["largest_file"]:
        resource.setrlimit(resource.RLIMIT_FSIZE, (command["largest_file"],) * 2)
    os.environ.clear()
    os.environ.update(command["environment"])
    time.tzset()
    os.chdir(command["folder"])
    sys.path[0] = command["folder"]
    sys.argv[1:] = command["arguments"]
    sys.stdout.reconfigure(line_buffering=sys.stdout.isatty())  # type: ignore[union-attr]
    if "batch" in command["arguments"] and (code := code_of_spare()):
        exec(code, {"__name__": "__main__"})
    else:
        runpy.run_module(command["module"], run_name="__main__", alter_sys=True)


class Exit:
    """Ends the process after all that has to be done at its end, without taking its modules apart."""

    code = 0

    def leave(self) -> None:
        for stream in (sys.stdout, sys.stderr):
            if not stream.closed:
                stream.flush()
        os._exit(self.code)


def load() -> None:
    for package in (crawler, pipelines):
        for module in walk_packages(package.__path__, f"{package.__name__}."):
            import_module(module.name)
    for name in LATER:
        import_module(name)
    assert "twisted.internet.reactor" not in sys.modules
    gc.collect()
    gc.freeze()


def main() -> None:
    leaving = Exit()
    atexit.register(leaving.leave)  # the first is called last
    faulthandler.enable()
    load()
    command = Template(socket.socket(fileno=int(sys.argv[1]))).next_command()
    if command:
        try:
            become(command)
        except SystemExit as leave:
            leaving.code = leave.code if isinstance(leave.code, int) else int(leave.code is not None)
            if isinstance(leave.code, str):
                print(leave.code, file=sys.stderr)
        except BaseException:
            leaving.code = 1
            sys.excepthook(*sys.exc_info())


if __name__ == "__main__":
    main()
