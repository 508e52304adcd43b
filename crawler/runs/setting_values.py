"""Which values a setting may have: of a command line, where all are text, and of a job file."""

from collections.abc import Mapping
from typing import Any

from scrapy.settings import SETTINGS_PRIORITIES, BaseSettings

from crawler.runs.duplicate_policy import CHOICES

READ_AS: Mapping[type, tuple[str, str]] = {
    bool: ("getbool", "true or false"),
    int: ("getint", "a whole number from 0 on"),
    float: ("getfloat", "a number from 0 on"),
    dict: ("getdict", "a JSON object"),
    BaseSettings: ("getdict", "a JSON object"),
}
"""Type of a default → what reads a value that is given instead, and what that must be."""
GREATEST = 1e15


def mismatch(settings: BaseSettings, name: str, value: Any) -> str | None:
    """What ``value`` must be to be read in place of what ``settings`` have under that name; None where it can be. Scrapy's own
    numbers may be of any kind: some have a default of 0 and may be 0.25."""
    if name in CHOICES:
        return None if value in {None, "", *CHOICES[name]} else f"one of {', '.join(CHOICES[name])}"
    kind, is_own = type(settings.get(name)), (settings.getpriority(name) or 0) >= SETTINGS_PRIORITIES["project"]
    reader, wanted = READ_AS.get(kind if is_own or kind is not int else float, ("", ""))
    return wanted if reader and not _is_read(reader, name, value, is_own) else None


def _is_read(reader: str, name: str, value: Any, is_own: bool) -> bool:
    try:
        read = getattr(BaseSettings({name: value}), reader)(name)
    except (ValueError, TypeError, OverflowError):
        return False
    if not isinstance(read, int | float) or isinstance(read, bool):
        return True
    is_exact = isinstance(value, str) or (read == value and not isinstance(value, bool))
    return is_exact and (not is_own or 0 <= read < GREATEST)
