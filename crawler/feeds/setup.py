"""Setting up the feeds of a run: only the components in use are loaded, and mistakes are reported before the first page."""

import logging
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from scrapy import Spider
from scrapy.exceptions import NotConfigured
from scrapy.extensions.feedexport import FeedExporter, FeedSlot, FeedStorageProtocol

from crawler.content.patterns import regex
from crawler.feeds.storages.local import LocalFeed
from crawler.feeds.storages.partitioned import PartitionedSlot
from crawler.feeds.storages.partitions import is_partitioned, kept_for_items
from crawler.files.extras import load_component

logger = logging.getLogger(__name__)
PASSWORD = regex(r"(?<=://)([^:/?#@]*):.*@")


class FeedSetup(FeedExporter):
    """Scrapy's feed exports, with the additions that this project's formats need.

    - Only the exporters and storages in use are imported. If a library is missing, NotConfigured is raised and the log says which
      extra to install.
    - An exporter with ``takes_item_classes`` is passed the feed option ``item_classes``.
    - An exporter with ``appends = False`` refuses to append (``-o``) to a file that is not empty: ValueError.
    - A feed whose URI has item parameters (``%(item_site)s``) becomes a :class:`PartitionedSlot`.
    - A format with its own ``storage`` uses it for local feeds.
    - Passwords in URIs are never logged.
    """

    def __init__(self, crawler: Any) -> None:
        super().__init__(crawler)
        for uri, options in self.feeds.items():
            classes = getattr(self.filters[uri], "item_classes", ())
            if classes and getattr(self.exporters[options["format"]], "takes_item_classes", False):
                options["item_export_kwargs"] = {"item_classes": classes, **options["item_export_kwargs"]}

    def _load_components(self, setting_prefix: str) -> dict[str, Any]:
        formats = {options["format"] for options in self.feeds.values()}
        used = formats if setting_prefix == "FEED_EXPORTERS" else {"file", *(urlsplit(uri).scheme for uri in self.feeds)}
        components = self.settings.getwithbase(setting_prefix)
        try:
            return {name: load_component(components[name]) for name in used if components.get(name)}
        except NotConfigured as error:
            logger.error("%s", error)
            raise

    def _get_uri_params(self, spider: Spider, uri_params_function: Any, slot: FeedSlot | None = None) -> dict[str, Any]:
        return super()._get_uri_params(spider, uri_params_function, slot) | kept_for_items()

    def _start_new_batch(
        self, batch_id: int, uri: str, feed_options: dict[str, Any], spider: Spider, uri_template: str
    ) -> FeedSlot:
        slot = super()._start_new_batch(batch_id, uri, feed_options, spider, uri_template)
        if is_partitioned(uri):
            slot = PartitionedSlot(slot, lambda storage: self._checked(storage, feed_options))
        else:
            self._checked(slot.storage, feed_options)
        slot.uri = without_password(uri)
        return slot

    def _get_storage(self, uri: str, feed_options: dict[str, Any]) -> FeedStorageProtocol:
        """The storage for the URI's scheme or, for local feeds, the format's own storage if it has one (a folder)."""
        exporter = self.exporters.get(feed_options["format"])
        if urlsplit(uri).scheme in {"", "file"} and (storage := getattr(exporter, "storage", None)):
            return storage(uri, feed_options=feed_options)  # type: ignore[no-any-return]
        return super()._get_storage(uri, feed_options)

    def _checked(self, storage: Any, feed_options: dict[str, Any]) -> Any:
        """Return ``storage`` if the format can be written there, else raise ValueError."""
        appends = getattr(self.exporters[feed_options["format"]], "appends", True)
        if not appends and isinstance(storage, LocalFeed) and storage.write_mode == "ab":
            path = Path(storage.path)
            if path.is_file() and path.stat().st_size:
                raise ValueError(f"{path} is there, and {feed_options['format']} cannot be appended to: replace it with -O")
        return storage


def without_password(uri: str) -> str:
    """``uri`` with its password replaced by ``***``."""
    return PASSWORD.sub(r"\1:***@", uri)
