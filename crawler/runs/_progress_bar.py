"""A line on the terminal, and the log above it."""

import logging
import sys
from threading import RLock
from typing import Any, TextIO, TypeGuard, cast


class ProgressBar:
    """tqdm's bar on stderr, redrawn every 0.2 s and erased at the end; the log keeps its lines.

    tqdm is imported when the bar is first drawn, since that takes as long as a hundred pages.
    """

    seconds = 0.2

    def __init__(self, title: str) -> None:
        self.title = title
        self._bar: Any = None
        self._handlers: list[logging.StreamHandler[TextIO]] = []

    def show(self, pages: int, failed: int, total: int | None, at: str) -> None:
        """Draw the line: pages, pages/s, ``failed`` if there are any and, with a ``total``, the time left; if the run is ``at``
        something else, show that instead."""
        if self._bar is None:
            self._open(pages)
        self._bar.total = total
        self._bar.bar_format = f"{{desc}}: {{n_fmt}} pages{{postfix}} [{{elapsed}}], {at}" if at else None
        self._bar.set_postfix_str(f"{failed:,} failed" if failed else "", refresh=False)
        if not self._bar.update(pages - self._bar.n):
            self._bar.refresh()

    def close(self) -> None:
        """Erase the line and give the log its stream back."""
        for handler in self._handlers:
            handler.setStream(sys.stderr)
        if self._bar is not None:
            self._bar.close()

    def _open(self, pages: int) -> None:
        from tqdm import tqdm

        tqdm.monitor_interval = 0  # a thread for bars that are not drawn again
        tqdm.set_lock(RLock())  # else one between processes as well
        self._bar = tqdm(
            desc=self.title, initial=pages, unit=" pages", file=sys.stderr, dynamic_ncols=True, leave=False, mininterval=0
        )
        above = cast("TextIO", _Above(self._bar))
        self._handlers = [handler for handler in logging.root.handlers if _is_on_stderr(handler)]
        for handler in self._handlers:
            handler.setStream(above)


class _Above:
    """A stream whose text appears above the bar."""

    def __init__(self, bar: Any) -> None:
        self._bar = bar

    def write(self, text: str) -> None:
        self._bar.write(text, file=sys.stderr, end="")

    def flush(self) -> None:
        sys.stderr.flush()


def _is_on_stderr(handler: logging.Handler) -> TypeGuard[logging.StreamHandler[TextIO]]:
    return isinstance(handler, logging.StreamHandler) and handler.stream is sys.stderr
