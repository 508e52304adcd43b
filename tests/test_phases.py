"""What a run is at, for whoever looks on and for its report."""

import io
import logging
import sys
from types import SimpleNamespace

import pytest

from crawler.runs import phases
from crawler.runs.phases import IN_WORDS, Phases
from crawler.runs.progress import LogLines, ProgressBar


def test_phases_follow_one_another_and_one_may_come_again(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter(range(100))
    monkeypatch.setattr(phases, "perf_counter", lambda: float(next(clock) ** 2))
    run = Phases(SimpleNamespace())  # type: ignore[arg-type]  # asks it nothing
    assert run.seconds() == {}
    run.begin("pages")  # at 1
    run.begin("compare")  # ended at 4, begun at 9
    run.begin("pages")  # 16, 25
    assert run.seconds() == {"pages": 3.0 + 11.0, "compare": 7.0}


def test_where_nobody_listens_a_phase_is_told_to_nobody() -> None:
    phases.begin(SimpleNamespace(get_extension=lambda _: None), "write")  # type: ignore[arg-type]


def test_a_log_says_what_is_waited_for_after_the_last_page(caplog: pytest.LogCaptureFixture) -> None:
    lines = LogLines(2.0)
    with caplog.at_level(logging.INFO):
        lines.show(1200, 3, None, IN_WORDS["pages"])
        lines.show(1200, 3, None, IN_WORDS["compare"])
    assert caplog.messages == ["1,200 pages, 600 pages/s, 3 failed", "1,200 pages, all pages are done: comparing items, 3 failed"]


def test_a_terminal_says_it_as_well(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", written := io.StringIO())
    bar = ProgressBar("replay")
    bar.show(1199, 3, 1200, IN_WORDS["pages"])
    bar.show(1200, 3, 1200, IN_WORDS["settle"])
    bar.close()
    first, last = [line for line in written.getvalue().split("\r") if "replay" in line][1:3]
    assert "1199/1200" in first and "pages/s" in first
    assert "1200 pages, 3 failed" in last and "all pages are done: recording duplicates" in last and "pages/s" not in last
