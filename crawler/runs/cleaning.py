"""Turns the bytes of a saved page into its outcome, however the project is run. Nothing here depends on Scrapy, keeps state or
waits."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from time import perf_counter
from typing import Any, NamedTuple, TypeVar

from crawler.content.html import MAX_DEPTH
from crawler.items import Article, Thread
from crawler.pages import SavedPage
from crawler.platforms import NothingToKeep, Platform
from crawler.platforms.draft import Draft
from crawler.platforms.registry import SITE_MODULES, drafted, site_of
from crawler.readers import read_page
from crawler.runs.journal.entries import Dropped, Failed, Outcome, clean
from crawler.runs.time_limit import PageTooSlowError, TimeLimit

READ = "read"
"""The stage before the item pipelines, in which the page is read and its site makes a draft from it."""
Stage = Callable[[Any], Any]
PageData = tuple[SavedPage, bytes]
"""A page and its bytes."""
Became = TypeVar("Became")


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


@dataclass(slots=True)
class _Underway:
    """A page on its way through the stages: ``item`` is its draft, or what a stage made of it; where one failed, ``failed``."""

    page: SavedPage
    data: bytes
    site: str | None = None
    item: Any = None
    failed: Dropped | Failed | None = None


class Cleaner:
    """Cleans pages with the named ``stages``, and adds up the ``seconds`` spent in each.

    Pages that are cleaned together go through one stage after the other, all through one before the next. That takes a fifth less
    time: what all stages need is more than the caches of a processor hold, and what one needs is not.

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

    @property
    def stages(self) -> int:
        """The number of stages."""
        return len(self._stages)

    def clean(self, page: SavedPage, data: bytes) -> Cleaned:
        """Return the outcome of ``page``, whose bytes are ``data``. Never raises: one bad page costs one page."""
        return self.clean_together([(page, data)])[0]

    def clean_together(self, pages: Sequence[PageData]) -> list[Cleaned]:
        """Return the outcome of each of ``pages``: the same as if it is cleaned by itself. Raises :class:`PageTooSlowError` if
        several take longer than one may, as :func:`in_time` expects."""
        return [Cleaned(each.failed or self._finished(each.item), each.site) for each in self._worked(pages)]

    def begin_together(self, pages: Sequence[PageData]) -> list[Begun | Dropped | Failed]:
        """Do the same for pages that have other stages to go through."""
        return [each.failed or Begun(each.item) for each in self._worked(pages)]

    def _finished(self, item: Any) -> Outcome:
        if not isinstance(item, Article | Thread):
            return Failed(self._at, "TypeError", f"the last stage gave {type(item).__name__}, not an item")
        return clean(item)

    def _worked(self, pages: Sequence[PageData]) -> list[_Underway]:
        underway = [_Underway(page, data) for page, data in pages]
        try:
            self._time_limit.run(self._read, underway)
            self._time_limit.run(self._finish, [each for each in underway if each.failed is None])
        except PageTooSlowError as error:
            if len(pages) > 1:
                raise
            underway[0].failed = self._failure(error)
        return underway

    def _read(self, underway: list[_Underway]) -> None:
        self._at, began = READ, perf_counter()
        for each in underway:
            if self._say:
                self._say(READ)
            try:
                site, draft = self._reading.draft(each.page, each.data)
            except Exception as error:
                each.failed = self._failure(error)
            else:
                each.site = None if site.generic else site.name
                each.item, draft.saved, draft.file = draft, each.data, each.page.file
        self.seconds[READ] += perf_counter() - began

    def _finish(self, underway: list[_Underway]) -> None:
        began = perf_counter()
        for name, process_item in self._stages:
            self._at = name
            for each in underway:
                try:
                    each.item = item = process_item(each.item)
                    if type(item) is not Draft and hasattr(item, "send"):
                        each.item = _result_of(item)
                except Exception as error:
                    each.failed = self._failure(error)
                    underway = [other for other in underway if other is not each]
            ended = perf_counter()
            self.seconds[name] += ended - began
            began = ended

    def _failure(self, error: Exception) -> Dropped | Failed:
        if isinstance(error, self._drops):
            return Dropped(str(error) or type(error).__name__)
        return Failed(self._at, type(error).__name__, str(error))


def in_time(work: Callable[[Sequence[PageData]], list[Became]], pages: Sequence[PageData]) -> list[Became]:
    """What ``work`` makes of ``pages``; if they take longer together than one may, what it makes of each by itself."""
    try:
        return work(pages)
    except PageTooSlowError:
        return [each for page in pages for each in work([page])]


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
