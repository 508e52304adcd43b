"""Reads the items of pages, of the run or stored."""

from functools import lru_cache

from crawler.items import Item
from crawler.runs.settling.waiting_items import WaitingItems
from crawler.state import StoredPage, View
from crawler.stories.compared import PageRecord, told_of

APage = PageRecord | StoredPage
KEPT = 512


class Items:
    """The content of items, waiting or stored; the last ones are cached."""

    def __init__(self, waiting: WaitingItems, view: View) -> None:
        self._waiting, self._view = waiting, view
        self.told = lru_cache(KEPT)(lambda page: told_of(self.item(page)))
        """Returns the fields by which an item is compared."""

    def item(self, page: APage) -> Item:
        """Return the item of a page. Raises StateError."""
        at = self._waiting.place_of(page.sha256)
        if isinstance(page, StoredPage) and at is None:
            return self._view.items([page.number])[page.number]
        return self._waiting.item(at or 0)
