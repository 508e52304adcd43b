"""What takes too long is broken off, wherever it is, and nothing else ever is."""

import re
import signal
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from itertools import count
from types import FrameType
from typing import Any

import pytest

from crawler.runs.time_limit import PageTooSlowError, TimeLimit, _time_is_up

pytestmark = pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="no timers")
LIMIT = TimeLimit(0.05)
REASON = "took more than MAX_PAGE_SECONDS = 0.05 seconds of CPU"


def crawling_expression() -> None:
    re.fullmatch(r"(a|a)*b", "a" * 40)


def endless_loop() -> None:
    while True:
        pass


def loop_that_catches_all() -> None:
    while True:
        with suppress(Exception):
            while True:
                pass


class Slow:
    """Python drops what is raised while it is thrown away."""

    def __del__(self) -> None:
        endless_loop()


def thrown_away() -> None:
    with suppress(RecursionError):
        Slow()
    endless_loop()


@pytest.mark.parametrize("work", [crawling_expression, endless_loop, loop_that_catches_all])
def test_what_takes_too_long_is_broken_off(work: Callable[[], None]) -> None:
    with pytest.raises(PageTooSlowError, match=REASON) as raised:
        LIMIT.run(work)
    assert work.__name__ in [entry.name for entry in raised.traceback], "the stage is read off the traceback"


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_it_is_broken_off_where_python_drops_exceptions() -> None:
    with pytest.raises(PageTooSlowError):
        LIMIT.run(thrown_away)


def test_other_work_is_let_alone() -> None:
    assert TimeLimit(1000).run(divmod, 7, 2) == (3, 1)
    with pytest.raises(ZeroDivisionError):
        TimeLimit(1000).run(divmod, 7, 0)
    with pytest.raises(PageTooSlowError):
        LIMIT.run(endless_loop)
    assert signal.getitimer(signal.ITIMER_VIRTUAL) == (0.0, 0.0)
    signal.raise_signal(signal.SIGVTALRM)


def test_there_is_no_limit_of_0_seconds_and_none_in_another_thread() -> None:
    assert not TimeLimit(0).enabled and LIMIT.enabled
    with ThreadPoolExecutor(1) as pool:
        limit = pool.submit(TimeLimit, 1).result()
        assert not limit.enabled and pool.submit(limit.run, divmod, 7, 2).result() == (3, 1)


def outcome_when_time_is_up_at(instruction: int) -> str:
    """What comes of work when the signal arrives at an instruction of :meth:`TimeLimit.run`."""
    passed = count()

    def trace(frame: FrameType, event: str, argument: Any) -> Any:
        if frame.f_code is TimeLimit.run.__code__:
            frame.f_trace_opcodes = True
            if event == "opcode" and next(passed) == instruction:
                signal.raise_signal(signal.SIGVTALRM)
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        return TimeLimit(1000).run(lambda: "done")
    except PageTooSlowError:
        return "slow"
    finally:
        sys.settrace(before)


def test_no_moment_is_one_in_which_time_is_up_outside() -> None:
    outcomes = [outcome_when_time_is_up_at(instruction) for instruction in range(120)]
    assert set(outcomes) == {"done", "slow"}, "at some instructions it breaks the work off, at others it does nothing"
    assert outcomes[-1] == "done", "all instructions were tried"
    assert signal.getitimer(signal.ITIMER_VIRTUAL) == (0.0, 0.0)


@pytest.mark.parametrize("first", range(0, 60, 3))
def test_time_that_is_up_again_and_again_breaks_off_the_work_only(first: int) -> None:
    """As where a page leaves so much to clean up that time is up once more before the first time was dealt with."""
    seen = 0

    def trace(frame: FrameType, event: str, _: object) -> Any:
        nonlocal seen
        frame.f_trace_opcodes = True
        if event == "opcode":
            seen += 1
            if seen > first:
                _time_is_up(signal.SIGVTALRM, frame)
        return trace

    before = sys.gettrace()
    limit = TimeLimit(1000)
    sys.settrace(trace)
    try:
        with suppress(PageTooSlowError):
            assert limit.run(lambda: sum(range(99))) == sum(range(99))
    finally:
        sys.settrace(before)
    assert signal.getitimer(signal.ITIMER_VIRTUAL) == (0.0, 0.0)
