"""What a report says is said in Chinese as well."""

import re

import pytest

from crawler.items.flags import IN_WORDS as FLAGS_IN_WORDS
from crawler.items.flags import LACKS
from crawler.runs.batch.expectations import checked
from crawler.runs.batch.html_report import read
from crawler.runs.batch.jobs import Expectations
from crawler.runs.batch.judgement import IN_WORDS, in_words
from crawler.runs.batch.report import PageBalance
from crawler.runs.batch.report_words import CHINESE, both, in_chinese, said
from crawler.runs.item_counts import ItemCounts
from crawler.runs.left_out import Losses
from tests.made_items import made_article
from tests.made_reports import made_report

USED = re.compile(r'(?:words|repeated|term|left_out)\((?:"[a-z_.]+", )?"([^"]+)"')
HAN = re.compile(r"[\u4e00-\u9fff]")


def test_every_word_of_the_page_is_translated_and_none_is_for_nothing() -> None:
    page = read("report_charts.html", "report.html")
    used = set(USED.findall(page))
    used = {f"no {lack}" for lack in LACKS} | used - {"no "}
    assert len(used) > 50 and used <= CHINESE.keys()
    assert all(HAN.search(chinese) for chinese in CHINESE.values())
    code = page + "".join(read(name) for name in ("expectations.py", "judgement.py", "report_periods.py", "report_charts.py"))
    assert {"New headlines", "no date", "Nothing new"} <= {word for word in CHINESE if f'"{word}"' in code}


@pytest.mark.parametrize("items", [0, 4, 40])
@pytest.mark.parametrize("quiet", [None, "none: all 40 pages are known"])
def test_whatever_an_expectation_says_is_translated(items: int, quiet: str | None) -> None:
    expect = Expectations(
        items=50,
        nothing_new=False,
        failed=0.01,
        with_date=0.9,
        with_author=0.9,
        with_source=0.9,
        site_halved=False,
        flagged={"no-text": 0.1, "id-clash": 3},
    )
    counts = ItemCounts()
    for _ in range(items):
        counts.add(made_article())
    balance = PageBalance(pages=items + 2, items=items, dropped=0, failed=2, difference=0)
    for last in ([], [made_report()] * 3):
        for line in checked(expect, balance, counts, last, quiet):
            texts = [in_words(line.name), line.wanted] + ([] if re.fullmatch(r"[\d,]+", line.got) else [line.got])
            assert all(map(in_chinese, texts)), texts


def test_words_of_flags_expectations_phases_and_verdicts_are_translated() -> None:
    said_of_runs = [*FLAGS_IN_WORDS.values(), *IN_WORDS.values(), "pages", "plan", "compare", "settle", "write", "other"]
    said_of_runs += ["rules of guancha, zaker changed", "items missing from a feed: 1,000", "3 of 12 expectations not met"]
    assert [text for text in said_of_runs if not in_chinese(text)] == []


@pytest.mark.parametrize(
    ("text", "chinese"),
    [
        ("zaker 3 instead of 40; guancha 1 instead of 12", "zaker 只有 3 条，平时 40 条；guancha 只有 1 条，平时 12 条"),
        ("0.00%: 0 of 3 items; too few to judge by, fewer than 10", "0.00%：3 条中 0 条；太少，不足 10 条，不作判断"),
        ("zaker 3 instead of 40; <b>", None),
        ("渡口", None),
        ("", None),
    ],
)
def test_a_text_is_translated_as_a_whole_or_not_at_all(text: str, chinese: str | None) -> None:
    assert in_chinese(text) == chinese


def test_what_pages_say_is_text_in_both_languages() -> None:
    assert said("feeds not stored: <b>") == "feeds not stored: &lt;b&gt;"
    assert both("<b>", "<i>") == '<span class="en">&lt;b&gt;</span><span class="zh" lang="zh-Hans">&lt;i&gt;</span>'
    assert said("stopped before its end: \u202e") == "stopped before its end: \\u202e"


@pytest.mark.parametrize(
    ("lost", "chinese"),
    [
        (Losses(1, 3, 0, 0), "3 个页面，另有 2 个因损坏而失败"),
        (Losses(1, 1, 1, 4096), "1 个页面和4,096 字节里数目不明的页面，另有 2 个因损坏而失败"),
        (Losses(1, 0, 1, 0), "数目不明的页面，另有 2 个因损坏而失败"),
    ],
)
def test_losses_are_translated(lost: Losses, chinese: str) -> None:
    assert in_chinese(f"{lost}, 2 failed because they are damaged") == chinese
