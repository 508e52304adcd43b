"""Starts processes that work for this one, and sets them up."""

import os
import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from ctypes import CDLL
from multiprocessing import connection, forkserver, get_context, parent_process
from multiprocessing.context import BaseContext, ForkServerContext
from types import ModuleType

from scrapy.settings import BaseSettings

from crawler.settings import ITEM_PIPELINES

NOT_FOR_WORKERS = ("EXTENSIONS", "FEED")
PRELOADED = [*("scrapy.cmdline", "crawler.runs.cleaning_process"), *(stage.rpartition(".")[0] for stage in ITEM_PIPELINES)]
"""What a process from which workers are forked has loaded."""
SET_DEATH_SIGNAL = 1
"""Linux's ``PR_SET_PDEATHSIG``."""
HANDLED = {signal.SIGINT, signal.SIGTERM}
_swapping = threading.Lock()


def sendable(settings: BaseSettings) -> BaseSettings:
    """Return the settings that can be sent to another process and concern pages."""
    return BaseSettings({name: value for name, value in settings.copy_to_dict().items() if not name.startswith(NOT_FOR_WORKERS)})


@contextmanager
def without_main() -> Iterator[None]:
    """Keep processes started meanwhile from loading the running script, which might start a crawl wherever it is loaded."""
    with _swapping:
        main = sys.modules["__main__"]
        nameless = ModuleType("__main__")
        nameless.__dict__.update(vars(main), __spec__=None)
        nameless.__dict__.pop("__file__", None)
        sys.modules["__main__"] = nameless
        try:
            yield
        finally:
            sys.modules["__main__"] = main


def context_of_children(preloaded: Sequence[str]) -> BaseContext:
    """Return a context that starts processes which have loaded what they need.

    On Linux they are forks of this one if it has no other threads, which may hold locks that nobody would release in a fork.
    Otherwise :func:`start_server` starts the process that they are forked from; this raises what that raises.
    """
    return get_context("fork") if can_fork() else start_server(preloaded)


def can_fork() -> bool:
    """Whether a process is a fork of this one, and takes a moment to start."""
    return sys.platform == "linux" and threading.active_count() == 1


def start_server(preloaded: Sequence[str]) -> ForkServerContext:
    """Start the process that workers are forked from, if needed; it loads ``preloaded`` while this one does other things. Raises
    OSError, and ValueError where such processes do not exist."""
    context = get_context("forkserver")
    context.set_forkserver_preload(list(preloaded))
    forkserver.ensure_running()
    return context


@contextmanager
def signals_held() -> Iterator[None]:
    """Hold back SIGTERM and Ctrl-C, from forks made meanwhile until they :func:`become_child`: the handlers are not for them."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, HANDLED)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def become_child() -> None:
    """Exit at once when the parent is gone, but ignore the terminal's signals, which all its processes receive."""
    signal.set_wakeup_fd(-1)  # that of a parent that this is a fork of
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, HANDLED)
    parent = parent_process()
    if parent is not None and parent.pid == os.getppid() and sys.platform == "linux":
        CDLL(None).prctl(SET_DEATH_SIGNAL, signal.SIGKILL)  # at once in any code: a fork holds the locks of its files too
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """Exit with the parent; otherwise a worker whose parent was killed would wait for work forever."""
    parent = parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)
