"""The judgement of a run in a few words, for its report and alerts; and whether anything was new."""

from collections.abc import Iterable
from typing import Literal, NamedTuple

from crawler.items.flags import EXPECTED_AS
from crawler.items.flags import IN_WORDS as IN_FLAG_WORDS
from crawler.runs.batch.report import PageBalance, PagesFound, RunReport
from crawler.runs.item_counts import summed
from crawler.runs.left_out import LeftOut
from crawler.runs.terminal import printable
from crawler.runs.verdict import REPEATS, Verdict, notes_on

IN_WORDS = {
    "items": "items",
    "nothing_new": "new items",
    "failed": "failed pages",
    "lost": "pages lost in damaged archives",
    "errors": "pages lost to errors",
    "with_date": "items with a date",
    "with_author": "items with an author",
    "with_source": "items with a source",
    **{name: f"items {IN_FLAG_WORDS[flag]}" for name, flag in EXPECTED_AS.items()},
    "site_halved": "sites that gave half of what they used to",
}
"""The expectations of a job file."""


class Judgement(NamedTuple):
    """The verdict, its severity, and the reasons: losses first, then the expectations that were not met."""

    title: str
    weight: Literal["good", "warn", "bad"]
    reasons: list[str]


def judgement(report: RunReport) -> Judgement:
    """Return the meaning of a run's exit code, with the reasons."""
    missed = [expectation for expectation in report.expectations if not expectation.met]
    reasons = report.verdict + [f"{in_words(each.name)}: {each.got}, wanted {each.wanted}" for each in missed]
    if report.exit_code == 3:
        return Judgement("Not complete", "bad", reasons)
    if report.exit_code == 1:
        return Judgement(f"{len(missed)} of {len(report.expectations)} expectations not met", "warn", reasons)
    return Judgement("Nothing new" if quiet(report) else "All well", "good", reasons)


def verdict_line(report: RunReport) -> str:
    """Return the verdict below the table of a run, consistent with its exit code."""
    if report.exit_code == 0:
        return f"verdict: {Verdict(good=True, notes=notes(report))}"
    begins = {1: "expectations not met: ", 3: "BAD, because "}[report.exit_code]
    return f"verdict: {begins}{printable('; '.join(judgement(report).reasons))}"


def notes(report: RunReport) -> tuple[str, ...]:
    """Return notes about the items that do not count against the run."""
    counts, said = summed((row.flag, row.items) for row in report.flags), quiet(report)
    return (*((f"{in_words('nothing_new')}: {said}",) if said else ()), *notes_on(counts))


def quiet(report: RunReport) -> str | None:
    """Return in words that nothing is new; None if something is."""
    return nothing_new(report.pages, report.balance, report.drops)


def in_words(expectation: str) -> str:
    """Return what an expectation is about; its name if this version does not know it."""
    return IN_WORDS.get(expectation, expectation)


def nothing_new(pages: PagesFound, balance: PageBalance, drops: Iterable[LeftOut]) -> str | None:
    """Return in words that nothing is new; None if something is, or if that cannot be said.

    Pages are known if they are as the previous run left them, or if they were dropped because they repeat what is known. A run
    that found no page, failed at one, lost some or did not reach all of them is not quiet: its numbers speak for themselves.
    """
    repeats = sum(drop.pages for drop in drops if drop.kind in REPEATS)
    if balance.pages != repeats or balance.lost_places or pages.undone or not pages.found:
        return None
    return f"none: all {pages.found:,} pages are known"
