"""What is said of items before they are trusted: on the item, in counts, verdict, expectations and reports."""

from pathlib import Path
from typing import get_args

import msgspec
import pytest

from crawler.items import Flag, Item, Post
from crawler.items.flags import EXPECTED_AS, FLAGS, IN_WORDS
from crawler.runs.batch.expectations import checked
from crawler.runs.batch.jobs import Expectations
from crawler.runs.batch.judgement import verdict_line
from crawler.runs.batch.report import PageBalance
from crawler.runs.batch.reporting import flag_counts
from crawler.runs.item_counts import ItemCounts
from crawler.runs.summary import lines
from crawler.runs.verdict import judge
from crawler.sites.guancha import Guancha
from pipelines.set_flags import set_flags
from tests.made_items import made_article, made_thread
from tests.made_reports import made_report
from tests.support import cleaned, saved_dump

BALANCE = PageBalance(pages=4, items=4, dropped=0, failed=0, difference=0)
GOOD = {"qingliu/pages": 4, "qingliu/items/a/article": 4, "finish_reason": "finished"}


def flagged(*flags: Flag, site: str = "guancha") -> Item:
    article = made_article(site=site)
    article.flags = list(flags)
    return article


@pytest.mark.parametrize(
    ("page", "flags"),
    [
        (saved_dump("<div><p>河边的树发了芽。</p></div>"), []),
        (saved_dump("<div><p>河边的树发了芽。</p></div>", author="某某资讯"), ["generic-site"]),
        (saved_dump("<div><p>河边的树发了芽。</p></div>", title=" "), ["no-headline"]),
        (saved_dump("<div><p> </p></div>"), ["no-text"]),
        (saved_dump("<div></div>", title="", author="某某资讯"), ["no-text", "no-headline", "generic-site"]),
        (saved_dump("<div><p>河边的树发了芽。</p></div>" + "桥" * 40) + b"\xff", ["encoding-doubt"]),
        (
            b"<html><title>Tides</title><h1>Tides</h1>" + b"<p>It\x92s the highest tide of the year, the harbour says.</p>" * 9,
            ["generic-site", "encoding-doubt"],
        ),
        (saved_dump("<div><p><img src='https://a.example/1.jpg'></p></div>"), ["no-text"]),
    ],
)
def test_an_item_says_what_it_lacks(page: bytes, flags: list[Flag]) -> None:
    assert cleaned(page).flags == flags


def test_one_post_with_a_text_is_a_text() -> None:
    thread = made_thread()
    thread.posts = [Post(floor=1, text=""), Post(floor=2, text="谢谢")]
    thread.flags = ["id-clash"]
    set_flags(thread, Guancha())
    assert thread.flags == ["id-clash"]
    thread.posts.pop()
    set_flags(thread, Guancha())
    set_flags(thread, Guancha())
    assert thread.flags == ["no-text", "id-clash"]


def test_every_flag_has_words_and_can_be_expected() -> None:
    assert get_args(Flag) == FLAGS == tuple(IN_WORDS) == tuple(EXPECTED_AS.values())
    batch = (Path(__file__).parent.parent / "docs/batch.md").read_text("utf-8")
    assert [name for name in EXPECTED_AS if f"`{name}" not in batch] == []


def test_the_summary_and_the_verdict_of_a_run_tell_of_flags() -> None:
    assert judge(GOOD).notes == ()
    stats = GOOD | {"qingliu/flags/no-text/a": 2, "qingliu/flags/no-text/b": 1, "qingliu/flags/generic-site/a": 4}
    table = list(lines("replay", stats, judge(stats)))
    at = table.index("without text: 3")
    assert table[at + 1 : at + 3] == ["  2  a", "  1  b"]
    assert table[-1] == "verdict: good; 3 without text"
    assert "  4  a  article  generic: 4" in table


@pytest.mark.parametrize(
    ("flag", "most", "got", "met"),
    [
        ("no-text", 0, "50.00%: 2 of 4 items", False),
        ("no-text", 2, "50.00%: 2 of 4 items", True),
        ("no-text", 0.5, "50.00%: 2 of 4 items", True),
        ("no-text", 0.49, "50.00%: 2 of 4 items", False),
        ("id-clash", 0, "0.00%: 0 of 4 items", True),
    ],
)
def test_a_job_can_expect_few_flags(flag: Flag, most: float, got: str, met: bool) -> None:
    counts = ItemCounts()
    for item in (flagged("no-text"), flagged("no-text", "date-doubt", site="zaker"), flagged(), flagged()):
        counts.add(item)
    (expectation,) = checked(Expectations(flagged={flag: most}, shares_from=4), BALANCE, counts, [])
    assert (expectation.got, expectation.met) == (got, met)
    rows = [(row.flag, row.site, row.items) for row in flag_counts(counts)]
    assert rows == [("no-text", "guancha", 1), ("no-text", "zaker", 1), ("date-doubt", "zaker", 1)]
    assert verdict_line(made_report(flags=msgspec.to_builtins(flag_counts(counts)), exit_code=0, expectations=[])) == (
        "verdict: good; 2 without text; 1 of doubtful date"
    )


def test_counts_of_parts_add_up() -> None:
    one, other = ItemCounts(), ItemCounts()
    one.add(flagged("no-text"))
    other.add(flagged("no-text", "no-headline"))
    one.update(other)
    assert one.flagged() == {"no-text": 2, "no-headline": 1}
