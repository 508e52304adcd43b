"""Judging a run by its numbers alone."""

import builtins
from collections.abc import Mapping
from typing import Any, NamedTuple

from crawler.items import Flag
from crawler.items.flags import FLAGS, IN_WORDS, KNOWN_OTHERWISE
from crawler.runs.left_out import LeftOutCounts, Losses

PAGES = "qingliu/pages"
URLS = "qingliu/urls"  # of a recording, which has no pages
ITEMS = "qingliu/items/"
DROPPED = "qingliu/dropped/"
FAILED = "qingliu/failed/"
FAILED_PATHS = "qingliu/failed_paths/"
FAILED_REASONS = "qingliu/failed_reasons/"
PATHS_KEPT = 3
"""Of each kind of failure or loss, for the table."""
REMOVED = "qingliu/removed/"
FLAGGED = "qingliu/flags/"
LOST = "qingliu/lost/"
"""``places``, ``pages``, ``unknown`` and ``bytes`` of :class:`~crawler.runs.left_out.Losses`."""
LOST_PATHS = "qingliu/lost_paths/"
SKIPPED = "qingliu/skipped/"
OVERRULED = "qingliu/encoding_overruled/"
DAMAGED = "qingliu/encoding_damaged/"
PICTURES_STORED = "qingliu/pictures/stored"
PICTURES_MISSING = "qingliu/pictures/missing/"
NEAR_COPIES = "qingliu/pictures/groups_of_near_copies"
RESUMED = "qingliu/resumed"
UNCHANGED = "qingliu/unchanged"
"""Pages already done by earlier runs of a batch job; if there are any, a run may have nothing to do."""
MARKED = "qingliu/duplicates_marked"
UNSETTLED = "qingliu/unsettled"
"""Items that were waiting when the run was stopped, so that it is unknown whether they repeat others."""
REPEATS = ("duplicate", "older revision")
"""Reasons for dropping an item that is already known."""
VERDICT = "qingliu/verdict"
LOST_ITEMS = "feedexport/lost_items"
FAILED_FEEDS = "feedexport/failed_count/"

Stats = Mapping[str, Any]
DAMAGED_PAGES = f"{FAILED}read: DamagedError"
"""Pages whose paths are known but which are damaged in their archive."""
UNREADABLE_FOLDERS = f"{FAILED}read: UnreadableFolderError"


class Verdict(NamedTuple):
    """``good``, or the ``reasons`` why not; ``notes`` are worth knowing but do not count against the run."""

    good: bool
    reasons: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    def __str__(self) -> str:
        """One line, which may contain text from pages."""
        if self.good:
            return "good" + "".join(f"; {note}" for note in self.notes)
        return f"BAD, because {'; '.join(self.reasons)}"


class Balance(NamedTuple):
    """What became of the pages of a run."""

    pages: int
    items: int
    dropped: int
    failed: int
    unsettled: int = 0

    @property
    def difference(self) -> int:
        """Pages without an outcome; negative if there are more outcomes than pages."""
        return self.pages - self.items - self.dropped - self.failed - self.unsettled


def under(stats: Stats, prefix: str) -> dict[str, Any]:
    """The stats whose names begin with ``prefix``, by the rest of the name."""
    return {name.removeprefix(prefix): value for name, value in stats.items() if name.startswith(prefix)}


def total(stats: Stats, prefix: str) -> int:
    """The sum of the counts whose names begin with ``prefix``."""
    return sum(under(stats, prefix).values())


def flagged(stats: Stats) -> dict[Flag, int]:
    """The number of items with each flag, in the order of the schema, without flags that no item has."""
    counts = {flag: total(stats, f"{FLAGGED}{flag}/") for flag in FLAGS}
    return {flag: count for flag, count in counts.items() if count}


def notes_on(counts: Mapping[Flag, int]) -> tuple[str, ...]:
    """What to know about the items besides their number, in words, from the ``counts`` of their flags."""
    return tuple(f"{count:,} {IN_WORDS[flag]}" for flag, count in counts.items() if flag not in KNOWN_OTHERWISE)


def balance(stats: Stats) -> Balance:
    """The balance of a finished run."""
    items, dropped, failed = (total(stats, prefix) for prefix in (ITEMS, DROPPED, FAILED))
    return Balance(stats.get(PAGES, 0), items, dropped, failed, stats.get(UNSETTLED, 0))


def failures(failed: LeftOutCounts) -> dict[str, Any]:
    """What the stats say of the pages that ``failed``: of each kind the number, the first paths, and the reason."""
    return {
        name: value
        for kind, pages in failed.items()
        for name, value in (
            (FAILED + kind, pages.pages),
            (FAILED_PATHS + kind, pages.paths()[:PATHS_KEPT]),
            (FAILED_REASONS + kind, pages.reason()),
        )
    }


def losses(stats: Stats) -> Losses:
    """What a finished run lost in damaged archives."""
    return Losses(**{name: stats.get(LOST + name, 0) for name in Losses._fields})


def is_end(reason: str) -> bool:
    """Whether a run that closed with ``reason`` was complete. One that hit a ``CLOSESPIDER_…`` limit is not."""
    return reason == "finished"


def is_stored(stats: Stats) -> bool:
    """Whether a run was complete and everything it had to write is stored."""
    return is_end(str(stats.get("finish_reason"))) and not stats.get(LOST_ITEMS) and not total(stats, FAILED_FEEDS)


def judge(stats: Stats, may_lose: bool = False, may_err: bool = False) -> Verdict:
    """The verdict on a finished run, from its Scrapy stats.

    A run is bad if it saw no page; if no page became an item (or was dropped because it repeats one); if items were left
    unsettled; if pages are not items + dropped + failed; if a feed lacks an item or could not be stored; if the spider raised an
    exception; if pages failed by an error that is not about them (:func:`is_error`), unless it ``may_err``; or if the run was
    stopped before its end. Losses in damaged archives make it bad too, unless it ``may_lose``. Other failed pages do not, and
    neither do items with flags, which are noted.
    """
    totals, lost, feeds = balance(stats), stats.get(LOST_ITEMS, 0), total(stats, FAILED_FEEDS)
    end, raised = str(stats.get("finish_reason", "unknown")), stats.get("spider_exceptions/count", 0)
    folders = stats.get(UNREADABLE_FOLDERS, 0)
    is_new = not stats.get(UNCHANGED)
    repeats = sum(stats.get(DROPPED + reason, 0) for reason in REPEATS)
    checks = {
        "no page was seen": is_new and totals.pages == 0,
        "no item came of any page": is_new and totals.pages > 0 and not (totals.items or totals.unsettled or repeats),
        f"pages unaccounted for: {totals.difference:+,d}": totals.difference != 0,
        f"items not settled: {totals.unsettled:,}": totals.unsettled > 0,
        f"items missing from a feed: {lost:,}": lost > 0,
        f"feeds not stored: {feeds}": feeds > 0,
        f"folders that cannot be read: {folders:,}": folders > 0,
        f"pages lost to errors: {errors(stats):,}": errors(stats) > 0 and not may_err,
        **({} if may_lose else _lost(stats)),
        f"exceptions of the spider: {raised}": raised > 0,
        f"stopped before its end: {end}": not is_end(end),
    }
    reasons = tuple(reason for reason, holds in checks.items() if holds)
    return Verdict(not reasons, reasons, notes_on(flagged(stats)))


def errors(stats: Stats) -> int:
    """How many pages failed by an error that is not about them."""
    return sum(count for kind, count in under(stats, FAILED).items() if is_error(kind))


def is_error(failure: str) -> bool:
    """Whether a ``failure``, as ``stage: error``, says nothing of the page: an exception of Python itself is a slip of a stage
    or of the file system. But for a limit, ``MemoryError``, and for what is not there."""
    error = getattr(builtins, failure.rpartition(": ")[2], None)
    return isinstance(error, type) and not issubclass(error, MemoryError | FileNotFoundError)


def _lost(stats: Stats) -> dict[str, bool]:
    lost, damaged = losses(stats), stats.get(DAMAGED_PAGES, 0)
    is_page = bool(lost.pages or lost.unknown)
    return {
        f"lost in damaged archives: {lost}": is_page,
        f"missing in archives or tables, but no page: {lost.places:,}": lost.places > 0 and not is_page,
        f"pages that are damaged: {damaged:,}": damaged > 0,
    }
