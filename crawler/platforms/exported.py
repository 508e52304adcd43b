"""Exported items that are replayed; they are clean already."""

from typing import Self

from crawler.items import Item
from crawler.platforms.draft import Draft
from crawler.platforms.platform import Platform
from crawler.readers import Document


class ExportedSite(Platform):
    """The site of an exported item, whichever it is."""

    readers = ("export",)

    @classmethod
    def names_on(cls, document: Document) -> set[str]:
        return {_item(document).site}

    @classmethod
    def for_stranger(cls, document: Document) -> Self:
        site = cls()
        site.name, site.publisher = _item(document).site, _item(document).publisher
        return site

    def draft(self, document: Document) -> Draft:
        """The item as it is, without bodies, so that no stage changes it."""
        return Draft(_item(document), self, [])

    @property
    def generic(self) -> bool:
        """Always False: the item was flagged when its page was first read."""
        return False


def _item(document: Document) -> Item:
    assert document.item is not None  # noqa: S101 - the reader sees to it
    return document.item
