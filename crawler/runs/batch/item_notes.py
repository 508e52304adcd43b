"""What a worker reports about the items that it made, besides the items themselves."""

from dataclasses import dataclass, field

import msgspec

from crawler.items import Item
from crawler.runs.batch.item_samples import ItemSamples
from crawler.runs.batch.records import Counted
from crawler.runs.item_counts import ItemCounts


@dataclass(slots=True)
class ItemNotes:
    """Counts and samples of the items since they were last written."""

    counts: ItemCounts = field(default_factory=ItemCounts)
    samples: ItemSamples = field(default_factory=ItemSamples)

    def add(self, item: Item) -> None:
        self.counts.add(item)
        self.samples.add(item)

    def line(self) -> Counted:
        """Return them as a line."""
        return Counted(msgspec.msgpack.encode(self.counts), msgspec.msgpack.encode(self.samples))
