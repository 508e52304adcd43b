"""Whether a run did what it says it did, from its numbers alone."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from crawler.items import Flag
from crawler.items.flags import FLAGS, IN_WORDS, KNOWN_OTHERWISE
from crawler.pages.losses import Losses

PAGES = "qingliu/pages"
URLS = "qingliu/urls"  # of a recording, which has no pages
ITEMS = "qingliu/items/"
DROPPED = "qingliu/dropped/"
FAILED = "qingliu/failed/"
FAILED_PATHS = "qingliu/failed_paths/"
REMOVED = "qingliu/removed/"
FLAGGED = "qingliu/flags/"
LOST = "qingliu/lost/"
"""``places``, ``pages``, ``unknown`` and ``bytes`` of :class:`~crawler.pages.losses.Losses`."""
LOST_PATHS = "qingliu/lost_paths/"
SKIPPED = "qingliu/skipped/"
OVERRULED = "qingliu/encoding_overruled/"
DAMAGED = "qingliu/encoding_damaged/"
PICTURES_STORED = "qingliu/pictures/stored"
PICTURES_MISSING = "qingliu/pictures/missing/"
NEAR_COPIES = "qingliu/pictures/groups_of_near_copies"
RESUMED = "qingliu/resumed"
UNCHANGED = "qingliu/unchanged"
"""Pages that earlier runs of a batch job had done. Where there are some, a run need not have any to do."""
MARKED = "qingliu/duplicates_marked"
UNSETTLED = "qingliu/unsettled"
"""Items that were held when the run was stopped: nobody knows what they repeat."""
REPEATS = ("duplicate", "older revision")
"""Reasons for dropping an item that is known already."""
VERDICT = "qingliu/verdict"
LOST_ITEMS = "feedexport/lost_items"
FAILED_FEEDS = "feedexport/failed_count/"

Stats = Mapping[str, Any]


DAMAGED_PAGES = f"{FAILED}read: DamagedError"
"""Pages that are known by their path, and that an archive does not hold as a whole any more."""
UNREADABLE_FOLDERS = f"{FAILED}read: UnreadableFolderError"


class Verdict(NamedTuple):
    """``good``, or the reasons why not; ``notes`` are what is no reason, and still to be known."""

    good: bool
    reasons: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    def __str__(self) -> str:
        """One line. What a page says may be in it."""
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
        """Pages that nothing is known about; negative when more came out than went in."""
        return self.pages - self.items - self.dropped - self.failed - self.unsettled


def under(stats: Stats, prefix: str) -> dict[str, Any]:
    """The stats whose names begin with ``prefix``, without it."""
    return {name.removeprefix(prefix): value for name, value in stats.items() if name.startswith(prefix)}


def total(stats: Stats, prefix: str) -> int:
    """The sum of the counts whose names begin with ``prefix``."""
    return sum(under(stats, prefix).values())


def flagged(stats: Stats) -> dict[Flag, int]:
    """How many items bear each flag, those that none bears left out, in the order of the schema."""
    counts = {flag: total(stats, f"{FLAGGED}{flag}/") for flag in FLAGS}
    return {flag: count for flag, count in counts.items() if count}


def notes_on(counts: Mapping[Flag, int]) -> tuple[str, ...]:
    """What is to be known of the items beside their numbers, in words; ``counts`` are those of their flags."""
    return tuple(f"{count:,} {IN_WORDS[flag]}" for flag, count in counts.items() if flag not in KNOWN_OTHERWISE)


def balance(stats: Stats) -> Balance:
    """The balance of a finished run."""
    items, dropped, failed = (total(stats, prefix) for prefix in (ITEMS, DROPPED, FAILED))
    return Balance(stats.get(PAGES, 0), items, dropped, failed, stats.get(UNSETTLED, 0))


def losses(stats: Stats) -> Losses:
    """What the archives of a finished run held and nobody can name."""
    return Losses(**{name: stats.get(LOST + name, 0) for name in Losses._fields})


def is_end(reason: str) -> bool:
    """Whether a run that finished for ``reason`` came to its end. A ``CLOSESPIDER_…`` limit is none: pages are missing."""
    return reason == "finished"


def is_stored(stats: Stats) -> bool:
    """Whether a finished run came to its end, and everything that was to be written is stored."""
    return is_end(str(stats.get("finish_reason"))) and not stats.get(LOST_ITEMS) and not total(stats, FAILED_FEEDS)


def judge(stats: Stats, may_lose: bool = False) -> Verdict:
    """The verdict on a finished run, from its Scrapy stats.

    Bad when no page was seen or none became an item (or was dropped because it
    repeats one), when items were held and not settled, when pages are not items + dropped + failed, when a feed lacks an
    item or could not be stored, when the spider raised, and when the run was stopped before its end. Also, unless it ``may_lose``
    some, when archives held what is not there any more. Other failed pages are no reason: one bad page costs one page. Items that
    bear a flag are none either, and are noted.
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
        **({} if may_lose else _lost(stats)),
        f"exceptions of the spider: {raised}": raised > 0,
        f"stopped before its end: {end}": not is_end(end),
    }
    reasons = tuple(reason for reason, holds in checks.items() if holds)
    return Verdict(not reasons, reasons, notes_on(flagged(stats)))


def _lost(stats: Stats) -> dict[str, bool]:
    lost, damaged = losses(stats), stats.get(DAMAGED_PAGES, 0)
    return {
        f"lost in damaged archives: {lost}": lost.places > 0,
        f"pages that are damaged: {damaged:,}": damaged > 0,
    }
