"""Rejects mistakes on the command line: unknown spiders, arguments and settings that look like typing errors, wrong values."""

from collections.abc import Collection, Iterable, Mapping

from scrapy import Spider
from scrapy.exceptions import UsageError
from scrapy.settings import BaseSettings

from crawler.runs.setting_values import mismatch
from crawler.runs.terminal import SLIP, nearest, printable, quoted, unknown


def refuse_wrong_settings(given: Iterable[str], settings: BaseSettings) -> None:
    """Raise UsageError for a setting given as ``NAME=VALUE`` whose name is not in ``settings`` but looks like one that is, or
    whose value that setting cannot have. Other unknown names are accepted: an extension of the user's own may read them."""
    named, known = {name: value for name, _, value in (each.partition("=") for each in given)}, set(settings)
    for name in named:
        if name not in known and nearest(name, known, SLIP):
            _refuse(unknown("setting", name, known))
    for name, value in named.items():
        if wanted := mismatch(settings, name, value):
            _refuse(f"{name} must be {wanted}, not {quoted(value)}")


def refuse_unknown_spider(name: str, spiders: Collection[str]) -> None:
    """Raise UsageError, listing ``spiders``, if ``name`` is not among them."""
    if name not in spiders:
        _refuse(f"{unknown('spider', name, spiders)} (there are {', '.join(sorted(spiders))})")


def refuse_unknown_arguments(spider: type[Spider], given: Mapping[str, str], sites: Collection[str]) -> None:
    """Raise UsageError for an argument that is empty, or that ``spider`` does not take.

    The spider's ``arguments`` say what it takes; without them it takes any. Names that begin with ``_`` belong to whatever
    started the run (scrapyd's ``_job``). A site without a file may be given by its generated name, unless that looks like the
    name of one with a file.
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
