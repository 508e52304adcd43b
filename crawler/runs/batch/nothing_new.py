"""Quiet nights: runs with nothing to process, or nothing but what is already known."""

from collections.abc import Iterable

from crawler.runs.batch.report import PageBalance, PagesFound
from crawler.runs.left_out import LeftOut
from crawler.runs.verdict import REPEATS


def nothing_new(pages: PagesFound, balance: PageBalance, drops: Iterable[LeftOut]) -> str | None:
    """Return in words that nothing is new; None if something is, or if that cannot be said.

    Pages are known if they are as the previous run left them, or if they were dropped because they repeat what is known. A run
    that found no page, failed at one, lost some or did not reach all of them is not quiet: its numbers speak for themselves.
    """
    repeats = sum(drop.pages for drop in drops if drop.kind in REPEATS)
    if balance.pages != repeats or balance.lost_places or pages.undone or not pages.found:
        return None
    return f"none: all {pages.found:,} pages are known"
