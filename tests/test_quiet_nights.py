"""What a job expects of a night in which little or nothing is new."""

from dataclasses import replace
from pathlib import Path

import pytest

from crawler.runs.batch.expectations import checked
from crawler.runs.batch.jobs import Expectations
from crawler.runs.batch.judgement import judgement, nothing_new, verdict_line
from crawler.runs.batch.report import PageBalance, PagesFound
from crawler.runs.batch.report_delivery import run_summary
from crawler.runs.item_counts import ItemCounts
from crawler.runs.left_out import LeftOut
from tests.batch_runs import JOBS, BatchFolder
from tests.made_items import made_article
from tests.made_reports import made_report

KNOWN = "none: all 40 pages are known"
QUIET = {"found": 40, "new": 0, "changed": 0, "unchanged": 40, "redone": {}, "vanished": 0}
NOTHING = {"pages": 0, "items": 0, "dropped": 0, "failed": 0, "difference": 0}


def found(**numbers: int) -> PagesFound:
    return PagesFound(**(QUIET | numbers))  # type: ignore[arg-type]


def balance(**numbers: int) -> PageBalance:
    return PageBalance(**(NOTHING | numbers))


def dropped(**kinds: int) -> list[LeftOut]:
    return [LeftOut(kind=kind.replace("_", " "), pages=pages, samples=[]) for kind, pages in kinds.items()]


@pytest.mark.parametrize(
    ("pages", "done", "drops", "said"),
    [
        (found(), balance(), [], KNOWN),
        (found(unchanged=38, new=2), balance(pages=2, dropped=2), dropped(duplicate=1, older_revision=1), KNOWN),
        (found(unchanged=38, new=2), balance(pages=2, dropped=2), dropped(duplicate=1, notice=1), None),
        (found(unchanged=39, new=1), balance(pages=1, items=1), [], None),
        (found(unchanged=39, new=1), balance(pages=1, failed=1), [], None),
        (found(found=0, unchanged=0, vanished=40), balance(), [], None),
        (found(undone=1), balance(), [], None),
        (found(), balance(lost=1, lost_places=1), [], None),
    ],
    ids=["known", "repeats", "dropped", "new", "failed", "gone", "stopped", "lost"],
)
def test_nothing_is_new_where_all_pages_are_known(
    pages: PagesFound, done: PageBalance, drops: list[LeftOut], said: str | None
) -> None:
    assert nothing_new(pages, done, drops) == said


@pytest.mark.parametrize(
    ("items", "quiet", "expected"),
    [
        (0, KNOWN, [("items", KNOWN, True), ("nothing_new", KNOWN, False)]),
        (3, None, [("items", "3", False), ("nothing_new", "3", True)]),
        (0, None, [("items", "0", False), ("nothing_new", "0", True)]),
        (9, None, [("items", "9", True), ("nothing_new", "9", True)]),
    ],
)
def test_nothing_new_is_another_thing_than_too_few(items: int, quiet: str | None, expected: list[tuple[str, str, bool]]) -> None:
    wanted = Expectations(items=5, nothing_new=False)
    lines = checked(wanted, balance(pages=items, items=items), ItemCounts(), [], quiet)
    assert [(line.name, line.got, line.met) for line in lines] == expected


@pytest.mark.parametrize(
    ("anonymous", "shares_from", "got", "met"),
    [
        (1, 10, "0.00%: 0 of 1 items; too few to judge by, fewer than 10", True),
        (9, 10, "0.00%: 0 of 9 items; too few to judge by, fewer than 10", True),
        (10, 10, "0.00%: 0 of 10 items", False),
        (1, 1, "0.00%: 0 of 1 items", False),
        (0, 10, "no items", True),
        (0, 1, "no items", True),
    ],
)
def test_shares_count_from_a_number_of_items_on(anonymous: int, shares_from: int, got: str, met: bool) -> None:
    counts = ItemCounts()
    for _ in range(anonymous):
        counts.add(replace(made_article(), credits=[], source=None))
    wanted = Expectations(with_author=0.6, with_source=0.6, flagged={"no-text": 0.5}, shares_from=shares_from)
    author, source, flagged = checked(wanted, balance(), counts, [])
    assert (author.got, author.met, source.got, source.met) == (got, met, got, met)
    assert flagged.met and "few" not in flagged.got
    few, enough = (Expectations(flagged={"no-text": 0.5}, shares_from=number) for number in (10, 1))
    counts.flags["no-text", "guancha"] = anonymous
    assert [line.met for wanted in (few, enough) for line in checked(wanted, balance(), counts, [])] == [
        anonymous < 10,
        not anonymous,
    ]


def test_a_quiet_night_is_called_so() -> None:
    report = made_report(pages=QUIET, balance=NOTHING, drops=[], flags=[], expectations=[], exit_code=0)
    assert judgement(report).title == "Nothing new"
    assert verdict_line(report) == f"verdict: good; new items: {KNOWN}"
    missed = [{"name": "nothing_new", "wanted": "some", "got": KNOWN, "met": False}]
    told = made_report(pages=QUIET, balance=NOTHING, drops=[], expectations=missed)
    assert run_summary(told, None)["text"] == f"nightly, run 214: 1 of 1 expectations not met; new items: {KNOWN}, wanted some"


@pytest.mark.runs
def test_a_night_without_a_new_page_ends_well_unless_something_must_be_new(tmp_path: Path) -> None:
    batch = BatchFolder(tmp_path, JOBS + "    expect: {items: 2, with_author: 60%}\n")
    batch.page("0.txt")
    batch.page("1.txt", "它长高了。")
    batch.run()
    assert batch.run().splitlines()[-1] == "verdict: good; new items: none: all 2 pages are known"
    batch.page("2.txt", "它开了花。")
    assert batch.run(code=1).splitlines()[-1] == "verdict: expectations not met: items: 1, wanted at least 2"
    batch.write("jobs.yaml", JOBS + "    expect: {items: 2, nothing_new: false}\n")
    last = batch.run(code=1).splitlines()[-1]
    assert last == "verdict: expectations not met: new items: none: all 3 pages are known, wanted some"
