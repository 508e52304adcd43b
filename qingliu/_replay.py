"""Clean the pages of a folder or an archive one by one."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from os import PathLike, fspath
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from crawler import pages as saved
from crawler import settings as project
from crawler.items import Article, Thread
from crawler.pages import Limits, NoPagesError, SavedPage, saved_pages
from crawler.platforms.registry import all_sites
from crawler.runs.cleaning import READ
from crawler.runs.journal import entries
from crawler.runs.terminal import SLIP, nearest, unknown

if TYPE_CHECKING:
    from scrapy.settings import Settings


class Dropped(NamedTuple):
    """A page with nothing to keep, and why; ``page`` is its path."""

    page: str
    reason: str


class Failed(NamedTuple):
    """A page that no item can be made from: the ``stage`` that failed, the name of the exception, and its message."""

    page: str
    stage: str
    error: str
    reason: str


class Lost(NamedTuple):
    """Pages missing from a damaged ``archive``: how many, or None if the number is unknown."""

    archive: str
    reason: str
    pages: int | None


Outcome: TypeAlias = Article | Thread | Dropped | Failed | Lost
Clean = Callable[[SavedPage, bytes], Any]
"""Gives what became of a page, as :class:`crawler.runs.cleaning.Cleaner` says it."""
PROJECT = {name: value for name, value in vars(project).items() if name.isupper()}
NOT_HERE = ("DUPLICATES", "FEEDS", "IMAGES", "RESUME", "REVISIONS", "STATE")
"""Settings for what a run does with all of its pages together, which does not happen here."""


def replay(pages: str | PathLike[str], *, site: str | None = None, **settings: Any) -> Iterator[Outcome]:
    """What becomes of every page at ``pages``, one by one, in the order of the pages; a page is read when it is asked for.

    :param pages: what ``-a pages=`` takes: a file, a folder, a glob, an archive, or a list of such paths.
    :param site: the name of the one site whose pages are kept; others are :class:`Dropped`.
    :param settings: of the project, as in ``MAX_PAGE_BYTES=1_000_000`` or ``ITEM_PIPELINES={…}``. ``MAX_PAGE_SECONDS`` is off
        unless it is given: it works by a signal in the main thread, and elsewhere by a process that cleans the pages.
    :raises FileNotFoundError: where there is nothing at ``pages``.
    :raises ValueError: for a misspelt ``site``.
    :raises TypeError: for a misspelt setting, or one of what runs do beyond cleaning: comparing, remembering, writing.
    """
    if wrong := sorted(set(settings).intersection(NOT_HERE)):
        raise TypeError(f"{', '.join(wrong)}: pages are cleaned here and nothing else; `qingliu clean` compares and remembers")
    if wrong := [name for name in settings if name not in PROJECT and (nearest(name, PROJECT, SLIP) or not name.isupper())]:
        raise TypeError(unknown("setting", wrong[0], PROJECT))
    if site and site not in (names := _sites(settings)) and nearest(site, names, SLIP):
        raise ValueError(unknown("site", site, names))
    return _outcomes(fspath(pages), site, {"MAX_PAGE_SECONDS": 0} | settings)


def _sites(settings: dict[str, Any]) -> list[str]:
    packages = settings.get("SITE_MODULES", project.SITE_MODULES)
    return [*all_sites(packages.split(",") if isinstance(packages, str) else packages)]


def _outcomes(pages: str, site: str | None, given: dict[str, Any]) -> Iterator[Outcome]:
    from scrapy.settings import Settings  # Scrapy takes half a second, which `clean` need not spend

    settings = Settings(PROJECT | given)
    try:
        with _cleaning(settings, site) as clean:
            for found in saved_pages(pages, limits=Limits.of(settings)):
                if isinstance(found, saved.Lost):
                    yield Lost(found.path, found.reason, found.pages)
                elif isinstance(found, SavedPage):
                    yield _outcome(found, clean)
    except NoPagesError as error:
        raise FileNotFoundError(str(error)) from error


@contextmanager
def _cleaning(settings: "Settings", site: str | None) -> Iterator[Clean]:
    """What becomes of a page: found out here, or in a process where here nothing would break it off."""
    from crawler.runs.jobs import Share, Work
    from crawler.runs.stages import cleaner_of

    if Share.of(settings).few:
        cleaner = cleaner_of(settings, site)
        yield lambda page, data: cleaner.clean(page, data).outcome
    else:
        from crawler.runs.guarded_cleaning import guarded_cleaning

        with guarded_cleaning(Work(settings, site)) as clean:
            yield clean


def _outcome(page: SavedPage, clean: Clean) -> Outcome:
    """What becomes of one page. Raises nothing: one bad page costs one page."""
    try:
        data = page.read()
    except Exception as error:
        return Failed(page.path, READ, type(error).__name__, str(error))
    became = clean(page, data)
    if isinstance(became, entries.Dropped):
        return Dropped(page.path, became.reason)
    if isinstance(became, entries.Failed):
        return Failed(page.path, became.stage, became.error, became.reason)
    item: Article | Thread = became.item
    return item
