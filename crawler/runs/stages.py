"""The stages of a run, from its settings."""

from collections.abc import Callable
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


def cleaner_of(settings: BaseSettings | dict[str, Any], site: str | None = None) -> Cleaner:
    """What cleans pages as the settings say, which may be a plain dictionary that another process was sent."""
    if isinstance(settings, dict):
        settings = Settings(settings)
    return Cleaner(stages_of(settings), reading_of(settings, site), TimeLimit.of(settings), (DropItem,))


def reading_of(settings: BaseSettings, site: str | None = None) -> Reading:
    """How pages are read by the settings."""
    return Reading(site, settings.getint("MAX_PAGE_DEPTH", MAX_DEPTH), settings.getlist("SITE_MODULES"))


def stage_classes(settings: BaseSettings) -> list[type]:
    """Every item pipeline, in the order of the settings."""
    return [load_object(path) for path in build_component_list(settings.get_component_priority_dict_with_base("ITEM_PIPELINES"))]


def wait_for_nothing(settings: BaseSettings) -> bool:
    """Whether all stages are the project's own and functions of an item alone: with ``IMAGES`` one waits for pictures."""
    return not settings.get("IMAGES") and all(cls.__module__.startswith(OWN) for cls in stage_classes(settings))


def stages_of(settings: BaseSettings) -> list[tuple[str, Stage]]:
    """``(name, process_item)`` of every item pipeline, in the order of the settings; without those that raise NotConfigured."""
    made = [(stage_name(cls), _made(cls, settings)) for cls in stage_classes(settings)]
    spider = Spider("batch")
    return [(name, with_spider(stage.process_item, lambda: spider)) for name, stage in made if stage is not None]


def with_spider(process_item: Callable[..., Any], spider: Callable[[], Any]) -> Stage:
    """``process_item`` as a function of the item alone: a pipeline of older Scrapy asks for the spider as well."""
    if not argument_is_required(process_item, "spider"):
        return process_item
    return lambda item: process_item(item, spider())


def stage_name(pipeline: type) -> str:
    """A stage is called what its file is."""
    return pipeline.__module__.rpartition(".")[2]


def _made(cls: Any, settings: BaseSettings) -> Any | None:
    if not hasattr(cls, "from_crawler"):
        return cls()
    try:
        return cls.from_crawler(Crawler(Spider, Settings(settings.copy_to_dict())))
    except NotConfigured:
        return None
