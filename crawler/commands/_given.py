"""Rejects mistakes on the command line: unknown spiders, arguments and settings that look like typing errors, wrong values."""

from collections.abc import Collection, Iterable, Mapping

from scrapy import Spider
from scrapy.exceptions import UsageError
from scrapy.settings import SETTINGS_PRIORITIES, BaseSettings

from crawler.runs.terminal import nearest, printable, quoted, unknown

SLIP = 0.85
"""Similarity of a name to a known one from which it is taken for a typing error, if it might also be somebody else's name."""

READ_AS: Mapping[type, tuple[str, str]] = {
    bool: ("getbool", "true or false"),
    int: ("getint", "a whole number from 0 on"),
    float: ("getfloat", "a number from 0 on"),
    dict: ("getdict", "a JSON object"),
    BaseSettings: ("getdict", "a JSON object"),
}
"""Type of a default → what reads a value that is given instead, and what that must be."""
GREATEST = 1e15


def refuse_unknown_settings(given: Iterable[str], known: Collection[str]) -> None:
    """Raise UsageError for a name in ``given`` that is not ``known``, but looks like one that is.

    Other unknown names are accepted: an extension of the user's own may read them.
    """
    for name in given:
        if name not in known and nearest(name, known, SLIP):
            _refuse(unknown("setting", name, known))


def refuse_wrong_values(given: Mapping[str, str], settings: BaseSettings) -> None:
    """Raise UsageError for a value in ``given`` that cannot be read as the type of the setting's default in ``settings``.

    Scrapy's own numbers may be of any kind: some have a default of 0 and may be 0.25.
    """
    for name, value in given.items():
        kind, is_own = type(settings.get(name)), (settings.getpriority(name) or 0) >= SETTINGS_PRIORITIES["project"]
        reader, wanted = READ_AS.get(kind if is_own or kind is not int else float, ("", ""))
        if reader and not _is_read(reader, name, value, is_own):
            _refuse(f"{name} must be {wanted}, not {quoted(value)}")


def _is_read(reader: str, name: str, value: str, is_own: bool) -> bool:
    try:
        read = getattr(BaseSettings({name: value}), reader)(name)
    except (ValueError, TypeError):
        return False
    return not (is_own and isinstance(read, int | float)) or 0 <= read < GREATEST


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
