"""Limits how long the work on one page may take before it is aborted."""

import signal
import threading
from collections.abc import Callable
from types import FrameType
from typing import ParamSpec, Protocol, Self, TypeVar

Given = ParamSpec("Given")
Result = TypeVar("Result")
AGAIN = 0.1
"""Seconds of CPU until the limit fires again, for code where Python drops exceptions (``__del__``) or that catches all."""


class PageTooSlowError(Exception):
    """The work on a page took longer than the setting ``MAX_PAGE_SECONDS`` allows."""


class TimeIsUp(BaseException):
    """Aborts the work, which may catch every ``Exception``; never leaves :meth:`TimeLimit.run`."""


class Settings(Protocol):
    """The part of Scrapy's settings that is used."""

    def getfloat(self, name: str, default: float = 0.0) -> float: ...


class TimeLimit:
    """Aborts work that takes more than ``seconds`` of CPU (in user mode, of all threads of the process).

    Python code and regular expressions are aborted at once; C code that does not check for signals (lxml, the YAML loader, a
    decompressor) when it returns, which ``MAX_PAGE_BYTES`` bounds. Off when ``seconds`` is 0, without ``setitimer`` (Windows) and
    outside the main thread, which alone gets signals.

    The handler of SIGVTALRM installed by the first limit stays; while nothing is being run it does nothing.
    """

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.enabled = seconds > 0 and hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread()
        if self.enabled:
            signal.signal(signal.SIGVTALRM, _time_is_up)

    @classmethod
    def of(cls, settings: Settings) -> Self:
        """Return the setting ``MAX_PAGE_SECONDS``; 0 if there is none."""
        return cls(settings.getfloat("MAX_PAGE_SECONDS"))

    def run(self, work: Callable[Given, Result], *args: Given.args, **kwargs: Given.kwargs) -> Result:
        """What ``work`` returns. Raises what it raises, and :class:`PageTooSlowError` when time is up; calls cannot be nested."""
        if not self.enabled:
            return work(*args, **kwargs)
        try:
            try:
                _Running.now = True
                signal.setitimer(signal.ITIMER_VIRTUAL, self.seconds)
                return work(*args, **kwargs)
            finally:
                _Running.now = False  # from here on time is never up
                signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        except TimeIsUp as up:
            _Running.now = False
            raise PageTooSlowError(too_slow(self.seconds)).with_traceback(up.__traceback__) from None


def too_slow(seconds: float) -> str:
    """Return the message for a page that was aborted."""
    return f"took more than MAX_PAGE_SECONDS = {seconds:g} seconds of CPU"


def end_after(seconds: float) -> None:
    """Make the system end this process by SIGPROF after ``seconds`` of CPU from now, whatever code it is running; 0 cancels this.
    Does nothing where there is no such timer (Windows)."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_PROF, seconds)


class _Running:
    """Whether there is work to abort. A signal is handled between any two instructions, so the handler checks this."""

    now = False


def _time_is_up(number: int, frame: FrameType | None) -> None:
    if _Running.now:
        signal.setitimer(signal.ITIMER_VIRTUAL, AGAIN)
        if frame is None or frame.f_code is not TimeLimit.run.__code__:  # where a second one would never be caught
            raise TimeIsUp
