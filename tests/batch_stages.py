"""A stage at which pages go wrong, or wait until the test goes on."""

import os
import signal
import time
from pathlib import Path

from crawler.platforms.draft import Draft
from crawler.runs.batch.worker import _Worker

KILLS, HANGS, DEVOURS, KILLS_ONCE = "此页杀死进程", "此页永远等待", "此页吃光内存", "此页只杀一次"
WAITS = "此页等候放行"
HELD, GOES_ON = "held", "goes-on"
"""Files in the working directory: which process waits at the page, and that it need not."""


class ObedientPipeline:
    def process_item(self, item: Draft) -> Draft:
        text = "".join(block.text for body in item.bodies for block in body.blocks)
        if KILLS in text or (KILLS_ONCE in text and _is_first()):
            os.kill(os.getpid(), signal.SIGKILL)
        if HANGS in text:
            time.sleep(600)
        if DEVOURS in text:
            bytearray(1 << 33)
        if WAITS in text:
            _wait()
        return item


def _wait() -> None:
    """Until the test goes on, or the worker is told to stop."""
    Path(f"{HELD}.new").write_text(str(os.getpid()))
    Path(f"{HELD}.new").replace(HELD)
    while not Path(GOES_ON).exists() and not _Worker.is_stopping:
        time.sleep(0.01)


def _is_first() -> bool:
    """Whether nobody asked before, in this working directory."""
    try:
        os.close(os.open("asked", os.O_CREAT | os.O_EXCL))
    except FileExistsError:
        return False
    return True


def never_begin(setup: object) -> None:
    """Instead of what makes a process a worker."""
    time.sleep(600)
