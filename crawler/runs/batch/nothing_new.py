"""Quiet nights: runs in which there was nothing to do, or nothing but what is known already."""

from collections.abc import Iterable

from crawler.runs.batch.report import PageBalance, PagesFound
from crawler.runs.left_out import LeftOut
from crawler.runs.verdict import REPEATS


def nothing_new(pages: PagesFound, balance: PageBalance, drops: Iterable[LeftOut]) -> str | None:
    """That nothing is new, in words; None where something is, or where one cannot say so.

    Pages are known when they are as the run before left them, and when they were dropped because they repeat what is known. A run
    that found no page, failed at one, lost some or did not reach all of them is not quiet: it is told by its numbers.
    """
    repeats = sum(drop.pages for drop in drops if drop.kind in REPEATS)
    if balance.pages != repeats or balance.lost_places or pages.undone or not pages.found:
        return None
    return f"none: all {pages.found:,} pages are known"
