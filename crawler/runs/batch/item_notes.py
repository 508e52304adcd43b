"""What a worker tells of the items that it made, beside the items themselves."""

from dataclasses import dataclass, field

import msgspec

from crawler.items import Item
from crawler.runs.batch.item_samples import ItemSamples
from crawler.runs.batch.records import Counted
from crawler.runs.item_counts import ItemCounts


@dataclass(slots=True)
class ItemNotes:
    """Of the items since the last time that they were written down."""

    counts: ItemCounts = field(default_factory=ItemCounts)
    samples: ItemSamples = field(default_factory=ItemSamples)

    def add(self, item: Item) -> None:
        self.counts.add(item)
        self.samples.add(item)

    def line(self) -> Counted:
        """The line in which they are written down."""
        return Counted(msgspec.msgpack.encode(self.counts), msgspec.msgpack.encode(self.samples))
