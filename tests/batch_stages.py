"""A stage at which pages go wrong."""

import os
import signal
import time

from crawler.platforms.draft import Draft

KILLS, HANGS, DEVOURS, KILLS_ONCE = "此页杀死进程", "此页永远等待", "此页吃光内存", "此页只杀一次"


class ObedientPipeline:
    def process_item(self, item: Draft) -> Draft:
        text = "".join(block.text for body in item.bodies for block in body.blocks)
        if KILLS in text or (KILLS_ONCE in text and _is_first()):
            os.kill(os.getpid(), signal.SIGKILL)
        if HANGS in text:
            time.sleep(600)
        if DEVOURS in text:
            bytearray(1 << 33)
        return item


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
