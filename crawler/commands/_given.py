"""What a command line gives, refused where it is a slip: an argument that no spider takes, a setting that is none."""

from collections.abc import Collection, Iterable, Mapping

from scrapy import Spider
from scrapy.exceptions import UsageError

from crawler.runs.terminal import nearest, printable, unknown

SLIP = 0.85
"""How alike a word is to the one that was meant, where it might also be a word of somebody else's."""


def refuse_unknown_settings(given: Iterable[str], known: Collection[str]) -> None:
    """Raise UsageError for a name in ``given`` that is not ``known`` and looks like one of those.

    Other unknown names are left alone: an extension of the user's own may read them.
    """
    for name in given:
        if name not in known and nearest(name, known, SLIP):
            _refuse(unknown("setting", name, known))


def refuse_unknown_spider(name: str, spiders: Collection[str]) -> None:
    """Raise UsageError for a ``name`` that is none of ``spiders``, with those that there are."""
    if name not in spiders:
        _refuse(f"{unknown('spider', name, spiders)} (there are {', '.join(sorted(spiders))})")


def refuse_unknown_arguments(spider: type[Spider], given: Mapping[str, str], sites: Collection[str]) -> None:
    """Raise UsageError for an argument that is empty, or that ``spider`` does not take.

    What it takes is said by its ``arguments``; a spider without them takes all. Names that begin with ``_`` are those of whatever
    started the run (scrapyd's ``_job``). A site that has no file may be asked for by the name that it gets, unless that looks
    like one that has.
    """
    takes: tuple[str, ...] = getattr(spider, "arguments", ())
    for name, value in given.items() if takes else ():
        if name not in takes and not name.startswith("_"):
            _refuse(f"{unknown('argument', name, takes)} ({spider.name} takes {', '.join(takes)})")
        if not value.strip():
            _refuse(f"the argument {name}= is empty")
    site = given.get("site")
    if site and site not in sites and nearest(site, sites, SLIP):
        _refuse(unknown("site", site, sites))


def _refuse(why: str) -> None:
    raise UsageError(printable(why), print_help=False)
