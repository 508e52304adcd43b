"""How long the work on one page may take before it is broken off."""

import signal
import threading
from collections.abc import Callable
from types import FrameType
from typing import ParamSpec, Protocol, Self, TypeVar

Given = ParamSpec("Given")
Result = TypeVar("Result")
AGAIN = 0.1
"""Seconds of CPU until time is up once more, for code in which Python drops exceptions (``__del__``) or that catches them all."""


class PageTooSlowError(Exception):
    """The work on a page took longer than the setting ``MAX_PAGE_SECONDS`` allows."""


class TimeIsUp(BaseException):
    """Breaks off the work, which may catch every ``Exception``; never leaves :meth:`TimeLimit.run`."""


class Settings(Protocol):
    """The part of Scrapy's settings that is used."""

    def getfloat(self, name: str, default: float = 0.0) -> float: ...


class TimeLimit:
    """Breaks off what takes more than ``seconds`` of CPU (in user mode, of all threads of the process).

    Python code and regular expressions are broken off at once, C code that does not look at signals (lxml, the YAML loader, a
    decompressor) when it returns; ``MAX_PAGE_BYTES`` bounds that. Off when ``seconds`` is 0, where there is no ``setitimer``
    (Windows) and outside the main thread, which alone gets signals. The handler of SIGVTALRM that the first limit installs
    stays; while nothing is being run it does nothing.
    """

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.enabled = seconds > 0 and hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread()
        if self.enabled:
            signal.signal(signal.SIGVTALRM, _time_is_up)

    @classmethod
    def of(cls, settings: Settings) -> Self:
        """The setting ``MAX_PAGE_SECONDS``; 0 where there is none."""
        return cls(settings.getfloat("MAX_PAGE_SECONDS"))

    def run(self, work: Callable[Given, Result], *args: Given.args, **kwargs: Given.kwargs) -> Result:
        """What ``work`` returns. Raises what it raises, and :class:`PageTooSlowError` when time is up; calls do not nest."""
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
    """What is said of a page that was broken off."""
    return f"took more than MAX_PAGE_SECONDS = {seconds:g} seconds of CPU"


def end_after(seconds: float) -> None:
    """Have the system end this process by SIGPROF when it has taken so many ``seconds`` of CPU from now on, whatever code it is
    in then; 0: not any more. Nothing where there is no such timer (Windows)."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_PROF, seconds)


class _Running:
    """Whether there is work to break off. A signal is handled between any two instructions, so this is what it asks."""

    now = False


def _time_is_up(number: int, frame: FrameType | None) -> None:
    if _Running.now:
        signal.setitimer(signal.ITIMER_VIRTUAL, AGAIN)
        if frame is None or frame.f_code is not TimeLimit.run.__code__:  # where a second one would never be caught
            raise TimeIsUp
