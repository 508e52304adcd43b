"""The stages of a run, from its settings."""

from collections.abc import Callable
from itertools import takewhile
from typing import Any

from scrapy import Spider
from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem, NotConfigured
from scrapy.settings import BaseSettings, Settings
from scrapy.utils.conf import build_component_list
from scrapy.utils.deprecate import argument_is_required
from scrapy.utils.misc import load_object

from crawler.content.html import MAX_DEPTH
from crawler.runs.cleaning import Cleaner, Reading, Stage
from crawler.runs.time_limit import TimeLimit

OWN = "pipelines."
OF_PICTURES = "store_images"
"""The stage that waits for pictures."""


def cleaner_of(settings: BaseSettings, site: str | None = None) -> Cleaner:
    """A cleaner configured by the settings."""
    return Cleaner(stages_of(settings), reading_of(settings, site), TimeLimit.of(settings), (DropItem,))


def reading_of(settings: BaseSettings, site: str | None = None) -> Reading:
    """How pages are read, according to the settings."""
    return Reading(site, settings.getint("MAX_PAGE_DEPTH", MAX_DEPTH), settings.getlist("SITE_MODULES"))


def stage_classes(settings: BaseSettings) -> list[type]:
    """The classes of all item pipelines, in the order of the settings."""
    return [load_object(path) for path in build_component_list(settings.get_component_priority_dict_with_base("ITEM_PIPELINES"))]


def first_stages(settings: BaseSettings) -> tuple[BaseSettings, bool]:
    """Return settings with only the stages before the first one that must see all pages in the crawl's process, and whether there
    is one. Such a stage is not the project's own, or waits for pictures (with ``IMAGES``)."""
    classes = stage_classes(settings)
    first = [*takewhile(lambda cls: _is_pure(cls, settings), classes)]
    if len(first) == len(classes):
        return settings, False
    copy = Settings(settings.copy_to_dict())
    copy.set("ITEM_PIPELINES", {f"{cls.__module__}.{cls.__qualname__}": at for at, cls in enumerate(first)}, priority="cmdline")
    return copy, True


def _is_pure(cls: type, settings: BaseSettings) -> bool:
    """Whether a stage is known to depend on an item alone."""
    return cls.__module__.startswith(OWN) and not (settings.get("IMAGES") and stage_name(cls) == OF_PICTURES)


def stages_of(settings: BaseSettings) -> list[tuple[str, Stage]]:
    """``(name, process_item)`` of every item pipeline, in the order of the settings, except those that raise NotConfigured."""
    crawler = Crawler(Spider, settings.copy_to_dict())
    made = [(stage_name(cls), _made(cls, crawler)) for cls in stage_classes(settings)]
    spider = Spider("batch")
    return [(name, with_spider(stage.process_item, lambda: spider)) for name, stage in made if stage is not None]


def with_spider(process_item: Callable[..., Any], spider: Callable[[], Any]) -> Stage:
    """``process_item`` as a function of the item alone; pipelines for older Scrapy versions take the spider as well."""
    if not argument_is_required(process_item, "spider"):
        return process_item
    return lambda item: process_item(item, spider())


def stage_name(pipeline: type) -> str:
    """The name of a stage: that of its file."""
    return pipeline.__module__.rpartition(".")[2]


def _made(cls: Any, crawler: Crawler) -> Any | None:
    if not hasattr(cls, "from_crawler"):
        return cls()
    try:
        return cls.from_crawler(crawler)
    except NotConfigured:
        return None
