"""From a saved page to what became of it, without an engine: what every way of running the project does to a page."""

from collections import defaultdict
from collections.abc import Callable
from time import perf_counter
from typing import Any, NamedTuple, Self

from scrapy import Spider
from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem, NotConfigured
from scrapy.settings import BaseSettings, Settings
from scrapy.utils.conf import build_component_list
from scrapy.utils.deprecate import argument_is_required
from scrapy.utils.misc import load_object

from crawler.content.body import Draft
from crawler.content.html import MAX_DEPTH
from crawler.items import Article, Thread
from crawler.pages import SavedPage
from crawler.platforms import NothingToKeep, Platform
from crawler.platforms.registry import drafted, site_of
from crawler.readers import read_page
from crawler.runs.journal import Dropped, Failed, Outcome, clean
from crawler.runs.time_limit import TimeLimit

READ = "read"
"""The stage that comes before the item pipelines: a page is read, and its site makes a draft of it."""
Stage = Callable[[Any], Any]


class Drafted(NamedTuple):
    """A draft, and the site that made it."""

    site: Platform
    draft: Draft


def draft_page(page: SavedPage, data: bytes, site: str | None = None, max_depth: int = MAX_DEPTH) -> Drafted:
    """The draft of a page whose bytes are ``data``, before any cleaning.

    Raises :class:`NothingToKeep` for a page that says that there is nothing, and for one that is not of ``site``, where that is
    given; what readers and sites raise for a page that they cannot read.
    """
    document = read_page(
        page.path,
        data,
        content_type=page.content_type,
        captured=page.captured,
        modified=page.modified,
        max_depth=max_depth,
        url=page.url,
    )
    found = site_of(document)
    if site and found.name != site:
        raise NothingToKeep("of another site")
    return Drafted(found, drafted(found, document))


class Cleaned(NamedTuple):
    """What became of a page; ``site`` is the site's file that had to do with it, None where none had."""

    outcome: Outcome
    site: str | None


class Cleaner:
    """Cleans pages one by one by the stages of ``settings``, as a crawl does it, and adds up the ``seconds`` of every stage.

    A stage whose ``process_item`` is a coroutine works where it waits for nothing; one that raises NotConfigured is left out.
    """

    def __init__(self, settings: BaseSettings, site: str | None = None) -> None:
        self.seconds: defaultdict[str, float] = defaultdict(float)
        self._stages = stages_of(settings)
        self._site = site
        self._max_depth = settings.getint("MAX_PAGE_DEPTH", MAX_DEPTH)
        self._time_limit = TimeLimit.of(settings)
        self._at = READ

    @classmethod
    def of(cls, settings: dict[str, Any], site: str | None = None) -> Self:
        """A cleaner by the settings as a plain dictionary, which another process can be sent."""
        return cls(Settings(settings), site)

    def clean(self, page: SavedPage, data: bytes) -> Cleaned:
        """What becomes of ``page``, whose bytes are ``data``. Raises nothing: one bad page costs one page."""
        site = None
        try:
            drafted = self._time_limit.run(self._draft, page, data)
            site = None if drafted.site.generic else drafted.site.name
            item = self._time_limit.run(self._finish, drafted.draft)
        except NothingToKeep as nothing:
            return Cleaned(Dropped(str(nothing)), site)
        except DropItem as drop:
            return Cleaned(Dropped(str(drop) or type(drop).__name__), site)
        except Exception as error:
            return Cleaned(Failed(self._at, type(error).__name__, str(error)), site)
        if not isinstance(item, Article | Thread):
            return Cleaned(Failed(self._at, "TypeError", f"the last stage gave {type(item).__name__}, which is no item"), site)
        return Cleaned(clean(item), site)

    def _draft(self, page: SavedPage, data: bytes) -> Drafted:
        self._at, began = READ, perf_counter()
        drafted = draft_page(page, data, self._site, self._max_depth)
        self.seconds[READ] += perf_counter() - began
        return drafted

    def _finish(self, item: Any) -> Any:
        began = perf_counter()
        for name, process_item in self._stages:
            self._at = name
            item = process_item(item)
            if hasattr(item, "send"):
                item = _result_of(item)
            ended = perf_counter()
            self.seconds[name] += ended - began
            began = ended
        return item


def stages_of(settings: BaseSettings) -> list[tuple[str, Stage]]:
    """``(name, process_item)`` of every item pipeline, in the order of the settings. A stage is called what its file is."""
    pipelines = build_component_list(settings.get_component_priority_dict_with_base("ITEM_PIPELINES"))
    made = [(stage_name(cls), _made(cls, settings)) for cls in map(load_object, pipelines)]
    spider = Spider("batch")
    return [(name, with_spider(stage.process_item, lambda: spider)) for name, stage in made if stage is not None]


def with_spider(process_item: Callable[..., Any], spider: Callable[[], Any]) -> Stage:
    """``process_item`` as a function of the item alone: a pipeline of older Scrapy asks for the spider as well."""
    if not argument_is_required(process_item, "spider"):
        return process_item
    return lambda item: process_item(item, spider())


def stage_name(pipeline: type) -> str:
    return pipeline.__module__.rpartition(".")[2]


def _made(cls: Any, settings: BaseSettings) -> Any | None:
    if not hasattr(cls, "from_crawler"):
        return cls()
    try:
        return cls.from_crawler(Crawler(Spider, Settings(settings.copy_to_dict())))
    except NotConfigured:
        return None


def _result_of(coroutine: Any) -> Any:
    """What a coroutine returns. Raises RuntimeError where it waits for something: nobody would wake it here."""
    try:
        coroutine.send(None)
    except StopIteration as end:
        return end.value
    coroutine.close()
    raise RuntimeError("a stage waits for something, which only a crawl can do")
