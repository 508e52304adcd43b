"""Setting up the feeds of a run: only the components in use are loaded, and mistakes are reported before the first page."""

import logging
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from scrapy import Spider
from scrapy.exceptions import NotConfigured
from scrapy.extensions.feedexport import FeedSlot
from scrapy.utils.misc import load_object

from crawler.content.patterns import regex
from crawler.feeds.checks import check_appending, check_options
from crawler.feeds.storages.local import LocalFeed
from crawler.feeds.storages.partitioned import PartitionedSlot
from crawler.feeds.storages.partitions import is_partitioned, kept_for_items
from crawler.files.extras import load_component
from crawler.scrapy_internals.feeds import Feeds

logger = logging.getLogger(__name__)
PASSWORD = regex(r"(?<=://)([^:/?#@]*):.*@")


class FeedSetup(Feeds):
    """Scrapy's feed exports, with the additions that this project's formats need.

    - Only the exporters and storages in use are imported. If a library is missing, NotConfigured is raised and the log says which
      extra to install.
    - An exporter with ``takes_item_classes`` is passed the feed option ``item_classes``.
    - What cannot be written (:mod:`crawler.feeds.checks`) ends the run: ValueError.
    - A feed whose URI has item parameters (``%(item_site)s``) becomes a :class:`PartitionedSlot`.
    - Passwords in URIs are never logged.
    """

    def __init__(self, crawler: Any) -> None:
        super().__init__(crawler)
        for uri, options in self.feeds.items():
            options["uri_params"] = _keeping_item_parameters(options["uri_params"])
            classes = getattr(self.filters[uri], "item_classes", ())
            if classes and getattr(self.exporters[options["format"]], "takes_item_classes", False):
                options["item_export_kwargs"] = {"item_classes": classes, **options["item_export_kwargs"]}

    def load_components(self, setting: str) -> dict[str, Any]:
        """Those in use only. Raises NotConfigured for one that needs an extra that is not installed."""
        formats = {options["format"] for options in self.feeds.values()}
        used = formats if setting == "FEED_EXPORTERS" else {"file", *(urlsplit(uri).scheme for uri in self.feeds)}
        components = self.settings.getwithbase(setting)
        try:
            return {name: load_component(components[name]) for name in used if components.get(name)}
        except NotConfigured as error:
            logger.error("%s", error)
            raise

    def open_spider(self, spider: Spider) -> None:
        for uri, options in self.feeds.items():
            check_options(without_password(uri), options, self.exporters[options["format"]])
        super().open_spider(spider)
        self.slots = [self._set_up(slot) for slot in self.slots]

    def item_scraped(self, item: Any, spider: Spider) -> None:
        before = self.slots
        super().item_scraped(item, spider)
        self.slots = [slot if slot in before else self._set_up(slot) for slot in self.slots]

    def _set_up(self, slot: FeedSlot) -> FeedSlot:
        """A feed, or a batch of one, that Scrapy has just made. Raises ValueError where it cannot be written."""
        uri, options = slot.uri, slot.feed_options
        if is_partitioned(uri):
            slot = PartitionedSlot(slot, lambda storage: self._checked(storage, options))
        else:
            self._checked(slot.storage, options)
        slot.uri = without_password(uri)
        return slot

    def _checked(self, storage: Any, feed_options: dict[str, Any]) -> Any:
        """Return ``storage`` if what is there can be appended to, or is replaced, else raise ValueError."""
        if isinstance(storage, LocalFeed):
            check_appending(storage.path, feed_options, self.exporters[feed_options["format"]])
        return storage


def _keeping_item_parameters(given: Any) -> Callable[[dict[str, Any], Spider], dict[str, Any]]:
    """What makes the parameters of a feed's URI, as ``FEED_URI_PARAMS`` (``given``) does; those of items stay as they are."""
    own = load_object(given) if given else lambda params, _: params

    def made(params: dict[str, Any], spider: Spider) -> dict[str, Any]:
        found = own(params, spider)
        return (params if found is None else found) | kept_for_items()

    return made


def without_password(uri: str) -> str:
    """``uri`` with its password replaced by ``***``."""
    return PASSWORD.sub(r"\1:***@", uri)
