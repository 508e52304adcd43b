"""The cleaning as one item pipeline of somebody else's Scrapy project, for items of any class that itemadapter knows."""

import logging
from collections.abc import Collection
from typing import Any, Self

import msgspec
from itemadapter import ItemAdapter
from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem

from crawler.items import Article, Thread
from qingliu._cleaning import NotAnItem, UnreadablePage, clean

logger = logging.getLogger(__name__)
READS = {"data": "html", "url": "url", "content_type": "content_type", "captured": "captured"}
"""Argument of :func:`qingliu.clean` → the field of an item that it is taken from, where the item has it."""
OURS = frozenset(Article.__dataclass_fields__) | frozenset(Thread.__dataclass_fields__)


class QingliuPipeline:
    """Cleans the page that an item holds, and fills the item's fields.

    An item is a dict, a scrapy.Item, a dataclass, an attrs class or a pydantic model. Its field ``html``, the page as bytes or
    text, is cleaned; fields ``url``, ``content_type`` and ``captured`` are heeded where they are set. The setting
    ``QINGLIU_READS`` names other fields: ``{"data": "body"}``. Then the fields that are called like ours (``headline``, ``text``,
    ``images``; docs/items.md has them all) become ours, as JSON has them, but for those that were read. ``QINGLIU_FIELDS`` says
    instead which of ours goes where: ``{"headline": "title", "text": "content"}``.

    A page of which nothing is to be kept drops its item. An item whose page cannot be read stays as it is; it is logged, and
    counted in the stats as ``qingliu/unreadable``. Items are changed in place.
    """

    def __init__(self, crawler: Crawler) -> None:
        settings, self._stats = crawler.settings, crawler.stats
        self._reads = READS | _checked("QINGLIU_READS", settings.getdict("QINGLIU_READS"), READS)
        self._fields = _checked("QINGLIU_FIELDS", settings.getdict("QINGLIU_FIELDS"), OURS)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Raises ValueError where a setting names what there is not."""
        return cls(crawler)

    def process_item(self, item: Any) -> Any:
        """``item``, filled. Raises DropItem where nothing is to be kept, KeyError where ``item`` lacks a field that is named,
        ValueError where ``captured`` is no time with an offset."""
        adapter = ItemAdapter(item)
        given = {argument: value for argument, field in self._reads.items() if (value := adapter.get(field)) is not None}
        try:
            cleaned = msgspec.to_builtins(clean(given.pop("data", b""), **given))
        except NotAnItem as nothing:
            raise DropItem(str(nothing)) from nothing
        except UnreadablePage as error:
            logger.warning("%s cannot be cleaned: %s", given.get("url", "an item"), error)
            if self._stats:
                self._stats.inc_value("qingliu/unreadable")
            return item
        for name, field in (self._fields or self._shared(adapter, cleaned)).items():
            adapter[field] = cleaned.get(name)
        return item

    def _shared(self, adapter: ItemAdapter, cleaned: Collection[str]) -> dict[str, str]:
        """The fields of an item that are called like ours; a dict may have any."""
        names = cleaned if isinstance(adapter.item, dict) else OURS.intersection(adapter.field_names())
        return {name: name for name in names if name not in self._reads.values()}


def _checked(setting: str, given: dict[str, str], known: Collection[str]) -> dict[str, str]:
    """``given``. Raises ValueError for a key that is none of the ``known``."""
    if wrong := sorted(set(given).difference(known)):
        raise ValueError(f"{setting}: there is no {', '.join(wrong)}, but {', '.join(sorted(known))}")
    return given
