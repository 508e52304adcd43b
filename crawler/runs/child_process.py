"""What a process does that works for another one."""

import os
import signal
import threading
from multiprocessing import connection, parent_process
from typing import Any

from scrapy.settings import BaseSettings

NOT_FOR_WORKERS = ("EXTENSIONS", "FEED")
PRELOADED = ["scrapy.cmdline", "crawler.runs.cleaning_process"]
"""What the process that workers are forked from has loaded. Not the parent: it has threads, and an event loop."""


def sendable(settings: BaseSettings) -> dict[str, Any]:
    """What another process can be sent, and has to do with pages."""
    return {name: value for name, value in settings.copy_to_dict().items() if not name.startswith(NOT_FOR_WORKERS)}


def become_child() -> None:
    """End at once when the parent is gone, and not by a signal of the terminal, which all processes of it get."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """A worker whose parent was killed would wait for work for ever."""
    parent = parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)
