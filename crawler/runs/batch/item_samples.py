"""Samples of a run's items for its report: the first of each kind, however many there are."""

from collections import Counter
from collections.abc import Iterable
from typing import Self, TypeVar

import msgspec
from scrapy.crawler import Crawler

from crawler.items import Item, images_of
from crawler.items.flags import LACKS, Lack, lacking
from crawler.runs.batch.report import HeadlineSample, LackCount, RemovalSample, Repeats
from crawler.runs.left_out import LeftOut
from crawler.runs.signals import Listener
from crawler.runs.terminal import encodable, shorten
from crawler.runs.verdict import REPEATS

SITES, OF_A_SITE = 24, 6
"""The number of sites with sample headlines, and of headlines per site."""
OF_A_RULE = 3
REPEATED = 6
"""Samples of duplicates and of revisions."""
SHOWN = 24
"""Headlines in a report."""
COLUMNS = 240
"""The maximum width of a headline and of a removed text."""
LONGEST_URL = 2000

Sample = TypeVar("Sample", HeadlineSample, RemovalSample)


class ItemSamples(msgspec.Struct):
    """The first items of each site, the first duplicates and revisions, the first removals of each rule, and counts of missing
    fields. Those of parts, added in order, are those of the whole."""

    headlines: dict[str, list[HeadlineSample]] = msgspec.field(default_factory=dict)
    """By site: items that are neither copies nor revisions."""
    duplicates: list[HeadlineSample] = msgspec.field(default_factory=list)
    revisions: list[HeadlineSample] = msgspec.field(default_factory=list)
    removals: dict[str, list[RemovalSample]] = msgspec.field(default_factory=dict)
    """By rule."""
    lacking: dict[tuple[Lack, str], int] = msgspec.field(default_factory=Counter)
    """How many items of a site have no date, no author or no source; sources are counted for articles only."""
    revised: int = 0
    """Items that are a revision of another one."""

    def add(self, item: Item) -> None:
        """Keep samples from an item as far as there is room."""
        for lack in lacking(item):
            self.lacking[lack, item.site] = self.lacking.get((lack, item.site), 0) + 1
        self.revised += item.revision > 1
        if (kept := self._room_for(item)) is not None:
            kept.append(headline_of(item))
        for removal in item.removed:
            if len(kept_removals := self.removals.setdefault(removal.rule, [])) < OF_A_RULE:
                text, reason = told(removal.text), told(removal.reason)
                path = encodable(item.page.path)
                kept_removals.append(
                    RemovalSample(text=text, reason=reason, site=item.site, id=item.id, revision=item.revision, path=path)
                )

    def _room_for(self, item: Item) -> list[HeadlineSample] | None:
        if item.duplicate_of or item.revision > 1:
            kept = self.duplicates if item.duplicate_of else self.revisions
            return kept if len(kept) < REPEATED else None
        if item.site not in self.headlines and len(self.headlines) == SITES:
            return None
        kept = self.headlines.setdefault(item.site, [])
        return kept if len(kept) < OF_A_SITE else None

    def update(self, others: Self) -> None:
        """Add the samples of later items."""
        for site, headlines in others.headlines.items():
            if site in self.headlines or len(self.headlines) < SITES:
                _fill(self.headlines.setdefault(site, []), headlines, OF_A_SITE)
        _fill(self.duplicates, others.duplicates, REPEATED)
        _fill(self.revisions, others.revisions, REPEATED)
        for rule, removals in others.removals.items():
            _fill(self.removals.setdefault(rule, []), removals, OF_A_RULE)
        for lack, items in others.lacking.items():
            self.lacking[lack] = self.lacking.get(lack, 0) + items
        self.revised += others.revised

    def shown(self) -> list[HeadlineSample]:
        """The first headline of every site, then the second, and so on up to the number a report shows, grouped by site."""
        taken = [(nth, site) for nth in range(OF_A_SITE) for site, kept in self.headlines.items() if nth < len(kept)][:SHOWN]
        return [self.headlines[site][nth] for first, site in taken if first == 0 for nth, own in taken if own == site]

    def repeats(self, marked: int, drops: Iterable[LeftOut]) -> Repeats:
        """Return what repeats earlier items; ``marked`` is the number of items marked as duplicates."""
        dropped = {drop.kind: drop.pages for drop in drops}
        duplicate, older = (dropped.get(kind, 0) for kind in REPEATS)
        shown = {"duplicates": self.duplicates, "revisions": self.revisions}
        return Repeats(marked=marked, dropped=duplicate, revised=self.revised, older=older, **shown)

    def lack_counts(self) -> list[LackCount]:
        """Return the counts of missing fields, largest first."""
        rows = [LackCount(lack=lack, site=site, items=items) for (lack, site), items in self.lacking.items()]
        return sorted(rows, key=lambda row: (LACKS.index(row.lack), -row.items, row.site))


class SamplesTaken(Listener):
    """Takes samples of all items of a crawl; must be created before it starts."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self.samples = ItemSamples()

    def item_settled(self, item: Item) -> None:
        self.samples.add(item)

    def items_counted(self, samples: ItemSamples) -> None:
        self.samples.update(samples)


def headline_of(item: Item) -> HeadlineSample:
    """Return the sample of an item for the report."""
    picture = next(iter(images_of(item)), None)
    return HeadlineSample(
        id=item.id,
        revision=item.revision,
        headline=told(item.headline),
        site=item.site,
        publisher=told(item.publisher or item.site),
        language=item.language,
        date=item.date_published,
        picture=encodable(picture.url) if picture and len(picture.url) <= LONGEST_URL else None,
        duplicate_of=item.duplicate_of,
        removed=len(item.removed),
        path=encodable(item.page.path),
    )


def told(text: str) -> str:
    return shorten(encodable(text[:COLUMNS]), COLUMNS)


def _fill(kept: list[Sample], others: list[Sample], most: int) -> None:
    kept += others[: most - len(kept)]
