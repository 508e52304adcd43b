"""What a run says about itself is true: its summary, its failures feed, its verdict."""

import json
from pathlib import Path
from typing import Any

import pytest

from crawler.extensions.summary import lines
from crawler.extensions.verdict import Verdict, judge
from crawler.terminal import aligned, printable, shorten, width
from tests.tiny import crawl

GOOD: dict[str, Any] = {"qingliu/pages": 3, "qingliu/items/guancha/article": 2, "qingliu/dropped/empty": 1, "finish_reason": "finished"}


def test_a_run_prints_what_became_of_every_page(tmp_path: Path) -> None:
    run = crawl(tmp_path, "a b generic drop1 drop2 skip unread raise", "-O", "out/items.jsonl")
    assert run.returncode == 0, run.stderr
    table = [line.split() for line in run.stdout.splitlines()]
    for row in (
        "3 guancha article generic: 1",
        "2 duplicate",
        "1 nothing to keep",
        "1 parts: ValueError pages/raise.txt",
        "1 read: UnreadablePageError pages/unread.txt",
        "all of them in out/failed.jsonl",
        "removed from the bodies: 9",
        "6 promo",
        "3 advert",
        "missing from feeds: 0 items, 0 feeds",
        "8 pages = 3 items + 3 dropped + 2 failed: OK",
        "verdict: good",
    ):
        assert row.split() in table, f"{row!r} is not in\n{run.stdout}"


def test_failed_pages_are_kept_aside(tmp_path: Path) -> None:
    crawl(tmp_path, "raise unread")
    failed = [json.loads(line) for line in (tmp_path / "out/failed.jsonl").read_text("utf-8").splitlines()]
    assert sorted(failed, key=lambda failure: str(failure["page"])) == [
        {"page": "pages/raise.txt", "stage": "parts", "error": "ValueError", "reason": "坏页"},
        {"page": "pages/unread.txt", "stage": "read", "error": "UnreadablePageError", "reason": "空\x1b[2J"},
    ]


def test_the_failures_of_the_run_before_do_not_stay(tmp_path: Path) -> None:
    crawl(tmp_path, "raise")
    crawl(tmp_path, "a")
    assert not (tmp_path / "out/failed.jsonl").exists()


def test_the_failures_feed_can_be_off(tmp_path: Path) -> None:
    assert crawl(tmp_path, "raise", "-s", "FAILED_PAGES_FEED=").returncode == 0
    assert not (tmp_path / "out").exists()


def test_the_log_names_the_page_and_never_dumps_the_item(tmp_path: Path) -> None:
    log = crawl(tmp_path, "a drop raise").stderr
    assert "Dropped pages/drop.txt: duplicate: of 0123456789abcdef\n" in log
    assert "Failed pages/raise.txt: ValueError: 坏页\n" in log
    assert "标题" not in log and "扫码下载" not in log


def test_the_summary_goes_to_stderr_when_a_feed_goes_to_stdout(tmp_path: Path) -> None:
    run = crawl(tmp_path, "a", "-o", "-:jsonl")
    assert json.loads(run.stdout)["headline"] == "标题 a"
    assert "verdict: good" in run.stderr


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"qingliu/pages": 4}, "the numbers do not add up: +1 pages"),
        ({"qingliu/pages": 2}, "the numbers do not add up: -1 pages"),
        ({"feedexport/lost_items": 2}, "2 items are missing from a feed"),
        ({"feedexport/failed_count/LocalFeed": 1}, "1 feeds could not be stored"),
        ({"spider_exceptions/count": 1}, "the spider raised 1 times"),
        ({"finish_reason": "shutdown"}, "the run did not come to its end: shutdown"),
    ],
)
def test_a_bad_run_is_judged_bad(change: dict[str, Any], reason: str) -> None:
    assert judge(GOOD | change) == Verdict(False, (reason,))


def test_a_good_run_is_judged_good() -> None:
    assert judge(GOOD) == Verdict(True)
    assert judge(GOOD | {"finish_reason": "closespider_pagecount", "qingliu/failed/read: E": 1, "qingliu/pages": 4}).good


def test_a_run_without_pages_is_judged_bad() -> None:
    assert judge({"finish_reason": "finished"}) == Verdict(False, ("no page was seen",))


def test_the_summary_of_a_hostile_archive_stays_short_and_printable() -> None:
    stats = GOOD | {f"qingliu/items/\x1b]0;{'站' * 99}{number}/article": 1 for number in range(99)}
    table = list(lines("replay", stats, judge(stats)))
    assert all(line.isprintable() and width(line) < 130 for line in table)
    assert "  … and 80 more" in table
    assert table[-1].startswith("verdict: BAD, because the numbers do not add up: -99 pages")


def test_columns_hold_in_chinese() -> None:
    assert aligned([(5, "观察者网", "x"), (12, "zaker", "y")]) == [" 5  观察者网  x", "12  zaker     y"]
    assert aligned([]) == []


@pytest.mark.parametrize(
    ("text", "columns", "short"), [("abc", 3, "abc"), ("abcd", 3, "ab…"), ("观察者", 6, "观察者"), ("观察者网", 6, "观察…"), ("", 3, "")]
)
def test_shortened_text_fits(text: str, columns: int, short: str) -> None:
    assert shorten(text, columns) == short
    assert width(short) <= columns


def test_text_for_a_terminal_obeys_nothing() -> None:
    assert printable("清流 ok") == "清流 ok"
    assert printable("a\x1b[2J\r\n\u202e\udc80") == "a\\x1b[2J\\r\\n\\u202e\\udc80"
