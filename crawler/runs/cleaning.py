"""Turns the bytes of a saved page into its outcome, however the project is run. Nothing here depends on Scrapy, keeps state or
waits."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import partial
from time import perf_counter
from typing import Any, NamedTuple

from crawler.content.html import MAX_DEPTH
from crawler.items import Article, Thread
from crawler.pages import SavedPage
from crawler.platforms import NothingToKeep, Platform
from crawler.platforms.draft import Draft
from crawler.platforms.registry import SITE_MODULES, drafted, site_of
from crawler.readers import read_page
from crawler.runs.journal.entries import Dropped, Failed, Outcome, clean
from crawler.runs.time_limit import TimeLimit

READ = "read"
"""The stage before the item pipelines, in which the page is read and its site makes a draft from it."""
Stage = Callable[[Any], Any]


class Drafted(NamedTuple):
    """A draft and the site that made it."""

    site: Platform
    draft: Draft


class Reading(NamedTuple):
    """How pages are read: only pages of ``site``, if given, using the site files in the packages ``site_modules``. HTML elements
    may be nested at most ``max_depth`` deep."""

    site: str | None = None
    max_depth: int = MAX_DEPTH
    site_modules: Sequence[str] = SITE_MODULES

    def draft(self, page: SavedPage, data: bytes) -> Drafted:
        """The draft of the page with the bytes ``data``, before any cleaning. Raises :class:`NothingToKeep` for a page that says
        it has no content or that belongs to another site than the one wanted, and whatever readers and sites raise for a page
        that they cannot read."""
        document = read_page(
            page.path,
            data,
            content_type=page.content_type,
            captured=page.captured,
            modified=page.modified,
            max_depth=self.max_depth,
            url=page.url,
        )
        found = site_of(document, self.site_modules)
        if self.site and found.name != self.site:
            raise NothingToKeep("of another site")
        return Drafted(found, drafted(found, document))


class Cleaned(NamedTuple):
    """The outcome of a page, and the name of the site file that was used; None if there was none."""

    outcome: Outcome
    site: str | None


class Begun(NamedTuple):
    """A page that went through the stages run here and has others to go through: a draft, or what a stage made of it."""

    item: Any


class Cleaner:
    """Cleans pages one at a time with the named ``stages``, and adds up the ``seconds`` spent in each.

    A stage that is a coroutine works if it does not wait for anything; one that raises an exception of ``drops`` leaves the page
    out on purpose. Reading and cleaning a page may take ``time_limit`` each.
    """

    def __init__(
        self,
        stages: Sequence[tuple[str, Stage]],
        reading: Reading | None = None,
        time_limit: TimeLimit | None = None,
        drops: tuple[type[Exception], ...] = (),
    ) -> None:
        self.seconds: defaultdict[str, float] = defaultdict(float)
        self._stages = stages
        self._reading = reading or Reading()
        self._time_limit = time_limit or TimeLimit(0)
        self._drops: tuple[type[Exception], ...] = (NothingToKeep, *drops)
        self._at = READ
        self._say: Callable[[str], object] | None = None

    def announce(self, say: Callable[[str], object]) -> None:
        """Call ``say`` with the name of every stage before it starts on a page."""
        self._stages = [(name, partial(_after, say, name, stage)) for name, stage in self._stages]
        self._say = say

    def clean(self, page: SavedPage, data: bytes) -> Cleaned:
        """Return the outcome of ``page``, whose bytes are ``data``. Never raises: one bad page costs one page."""
        site, became = self._worked(page, data)
        if not isinstance(became, Begun):
            return Cleaned(became, site)
        item = became.item
        if not isinstance(item, Article | Thread):
            return Cleaned(Failed(self._at, "TypeError", f"the last stage gave {type(item).__name__}, not an item"), site)
        return Cleaned(clean(item), site)

    def begin(self, page: SavedPage, data: bytes) -> Begun | Dropped | Failed:
        """Do the same for a page that has other stages to go through."""
        return self._worked(page, data)[1]

    def _worked(self, page: SavedPage, data: bytes) -> tuple[str | None, Begun | Dropped | Failed]:
        site = None
        try:
            drafted = self._time_limit.run(self._draft, page, data)
            site = None if drafted.site.generic else drafted.site.name
            drafted.draft.saved, drafted.draft.file = data, page.file
            return site, Begun(self._time_limit.run(self._finish, drafted.draft))
        except self._drops as drop:
            return site, Dropped(str(drop) or type(drop).__name__)
        except Exception as error:
            return site, Failed(self._at, type(error).__name__, str(error))

    @property
    def stages(self) -> int:
        """The number of stages."""
        return len(self._stages)

    def _draft(self, page: SavedPage, data: bytes) -> Drafted:
        self._at, began = READ, perf_counter()
        if self._say:
            self._say(READ)
        drafted = self._reading.draft(page, data)
        self.seconds[READ] += perf_counter() - began
        return drafted

    def _finish(self, item: Any) -> Any:
        began = perf_counter()
        for name, process_item in self._stages:
            self._at = name
            item = process_item(item)
            if type(item) is not Draft and hasattr(item, "send"):
                item = _result_of(item)
            ended = perf_counter()
            self.seconds[name] += ended - began
            began = ended
        return item


def _after(say: Callable[[str], object], name: str, stage: Stage, item: Any) -> Any:
    say(name)
    return stage(item)


def _result_of(coroutine: Any) -> Any:
    """The return value of a coroutine. Raises RuntimeError if it waits for something, since there is no event loop here."""
    try:
        coroutine.send(None)
    except StopIteration as end:
        return end.value
    coroutine.close()
    raise RuntimeError("a stage waits for something, which is only possible in a crawl")
