"""What a run says about itself is true: its summary, its failures feed, its verdict."""

import json
import sys
from io import BytesIO, StringIO, TextIOWrapper
from pathlib import Path
from typing import Any

import pytest
from scrapy.settings import Settings

from crawler.runs.left_out import LeftOutCounts
from crawler.runs.summary import lines, say
from crawler.runs.terminal import aligned, printable, shorten, width
from crawler.runs.verdict import Verdict, judge
from tests.processes import Ended
from tests.tiny import crawl

GOOD: dict[str, Any] = {
    "qingliu/pages": 3,
    "qingliu/items/guancha/article": 2,
    "qingliu/dropped/empty": 1,
    "finish_reason": "finished",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("run")


@pytest.fixture(scope="module")
def mixed(folder: Path) -> Ended:
    """A run in which everything happens that may happen to a page."""
    return crawl(folder, "a b generic silent drop1 drop2 skip unread raise")


def test_a_run_prints_what_became_of_every_page(mixed: Ended) -> None:
    assert mixed.returncode == 0, mixed.stderr
    table = [line.split() for line in mixed.stdout.splitlines()]
    for row in (
        "4 guancha article generic: 2",
        "without text: 1",
        "without headline: 1",
        "1 guancha",
        "2 duplicate",
        "1 nothing to keep",
        "1 parts: BadPageError 坏页 pages/raise.txt",
        "1 read: UnreadablePageError 空\\x1b[2J pages/unread.txt",
        "all of them in out/failed.jsonl",
        "removed from the bodies: 12",
        "8 promo text",
        "4 advert image",
        "missing from feeds: 0 items, 0 feeds",
        "9 pages = 4 items + 3 dropped + 2 failed: OK",
        "verdict: good; 1 without text; 1 without headline",
    ):
        assert row.split() in table, f"{row!r} is not in\n{mixed.stdout}"


def test_the_log_names_the_page_and_never_dumps_the_item(mixed: Ended) -> None:
    assert "Dropped pages/drop1.txt: duplicate: of 0123456789abcdef\n" in mixed.stderr
    assert "Failed pages/raise.txt: BadPageError: 坏页\n" in mixed.stderr
    assert "标题" not in mixed.stderr and "扫码下载" not in mixed.stderr


@pytest.mark.usefixtures("mixed")
def test_failed_pages_are_kept_aside_until_the_next_run(folder: Path) -> None:
    failed = [json.loads(line) for line in (folder / "out/failed.jsonl").read_text("utf-8").splitlines()]
    assert sorted(failed, key=lambda failure: str(failure["page"])) == [
        {"page": "pages/raise.txt", "stage": "parts", "error": "BadPageError", "reason": "坏页"},
        {"page": "pages/unread.txt", "stage": "read", "error": "UnreadablePageError", "reason": "空\x1b[2J"},
    ]
    crawl(folder, "a")
    assert not (folder / "out/failed.jsonl").exists()


def test_the_failures_feed_can_be_off(tmp_path: Path) -> None:
    assert crawl(tmp_path, "a raise", "-s", "FAILED_PAGES_FEED=").returncode == 0
    assert not (tmp_path / "out").exists()


def test_the_summary_goes_to_stderr_when_a_feed_goes_to_stdout(tmp_path: Path) -> None:
    run = crawl(tmp_path, "a", "-o", "-:jsonl")
    assert json.loads(run.stdout)["headline"] == "标题 a"
    assert "verdict: good" in run.stderr


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"qingliu/pages": 4}, "pages unaccounted for: +1"),
        ({"qingliu/pages": 2}, "pages unaccounted for: -1"),
        ({"feedexport/lost_items": 2}, "items missing from a feed: 2"),
        ({"feedexport/failed_count/LocalFeed": 1}, "feeds not stored: 1"),
        ({"spider_exceptions/count": 1}, "exceptions of the spider: 1"),
        ({"qingliu/failed/strip_ads: KeyError": 1, "qingliu/pages": 4}, "pages lost to errors: 1"),
        (
            {"qingliu/failed/read: PermissionError": 1, "qingliu/failed/read: MemoryError": 1, "qingliu/pages": 5},
            "pages lost to errors: 1",
        ),
        ({"finish_reason": "shutdown"}, "stopped before its end: shutdown"),
    ],
)
def test_a_bad_run_is_judged_bad(change: dict[str, Any], reason: str) -> None:
    assert judge(GOOD | change) == Verdict(False, (reason,))


def test_a_good_run_is_judged_good() -> None:
    assert judge(GOOD) == Verdict(True)
    for said in ("E", "UnreadablePageError", "PageTooSlowError", "MemoryError"):
        assert judge(GOOD | {f"qingliu/failed/read: {said}": 1, "qingliu/pages": 4}).good
    assert not judge(GOOD | {"finish_reason": "closespider_pagecount"}).good
    assert judge(GOOD | {"qingliu/failed/strip_ads: KeyError": 1, "qingliu/pages": 4}, may_err=True).good


def test_a_run_without_pages_is_judged_bad() -> None:
    assert judge({"finish_reason": "finished"}) == Verdict(False, ("no page was seen",))


def test_the_summary_of_a_hostile_archive_stays_short_and_printable() -> None:
    stats = GOOD | {f"qingliu/items/\x1b]0;{'站' * 99}{number}/article": 1 for number in range(99)}
    table = list(lines("replay", stats, judge(stats)))
    assert all(line.isprintable() and width(line) < 130 for line in table)
    assert "  … and 80 more" in table
    assert table[-1].startswith("verdict: BAD, because pages unaccounted for: -99")


@pytest.mark.parametrize(
    ("reasons", "told"),
    [
        (["too long"], "too long"),
        (["too long", "too long"], "too long"),
        (["too long", "too deep"], "too long, …"),
        (["", "too long"], "too long, …"),
        ([""], ""),
    ],
)
def test_the_reason_of_failures_is_one_that_is_given(reasons: list[str], told: str) -> None:
    failed = LeftOutCounts()
    for number, reason in enumerate(reasons):
        failed.add("fetch: DownloadCancelledError", f"{number}.htm", reason)
    assert failed["fetch: DownloadCancelledError"].reason() == told


def test_columns_hold_in_chinese() -> None:
    assert aligned([(5, "观察者网", "x"), (1200, "zaker", "y")]) == ["    5  观察者网  x", "1,200  zaker     y"]
    assert aligned([]) == []


@pytest.mark.parametrize(
    ("text", "columns", "short"),
    [("abc", 3, "abc"), ("abcd", 3, "ab…"), ("观察者", 6, "观察者"), ("观察者网", 6, "观察…"), ("", 3, "")],
)
def test_shortened_text_fits(text: str, columns: int, short: str) -> None:
    assert shorten(text, columns) == short
    assert width(short) <= columns


def test_text_for_a_terminal_obeys_nothing() -> None:
    assert printable("清流 ok") == "清流 ok"
    assert printable("a\x1b[2J\r\n\u202e\udc80") == "a\\x1b[2J\\r\\n\\u202e\\udc80"


def test_failures_that_cannot_be_kept_aside_make_the_run_bad(tmp_path: Path) -> None:
    (tmp_path / "out").touch()
    run = crawl(tmp_path, "raise1 raise2")
    assert run.returncode == 1
    assert "0 items, 1 feeds" in run.stdout


@pytest.mark.parametrize(
    ("encoding", "printed"), [("ascii", b"\\u6e21 x\n"), ("cp936", "渡 x\n".encode("cp936")), ("utf-8", "渡 x\n".encode())]
)
def test_the_table_is_printed_whatever_a_terminal_can_show(
    monkeypatch: pytest.MonkeyPatch, encoding: str, printed: bytes
) -> None:
    terminal = BytesIO()
    monkeypatch.setattr(sys, "stdout", TextIOWrapper(terminal, encoding=encoding, newline="\n"))
    say("渡 x", Settings())
    assert terminal.getvalue() == printed


class Full(StringIO):
    def write(self, text: str) -> int:
        raise OSError(28, "No space left on device")


def test_a_table_that_cannot_be_printed_is_logged_in_a_line(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(sys, "stdout", Full())
    say("x", Settings())
    assert "cannot be printed: [Errno 28]" in caplog.text
