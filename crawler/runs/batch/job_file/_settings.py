"""The settings of a job: those of a crawl, by their names."""

from collections.abc import Mapping
from typing import Any, cast

from pydantic import ValidationInfo
from scrapy.settings import BaseSettings

from crawler.runs.batch.job_file._values import plain, shown, wrong
from crawler.runs.setting_values import mismatch
from crawler.runs.terminal import unknown

ELSEWHERE = {
    "FEEDS": "feeds",
    "FEED_URI": "feeds",
    "IMAGES": None,  # workers fetch nothing
    "JOURNAL_DIR": None,
    "RESUME": None,
    "SPIDER_MODULES": None,
}
"""Settings that a job has no use for → the key of the job that says the same, where there is one."""


def setting_name(name: str, info: ValidationInfo) -> str:
    """A name that the project or Scrapy has."""
    known = cast(BaseSettings, info.context)
    if name in ELSEWHERE:
        raise wrong(f"{name} cannot be set for a job" + (f": write {ELSEWHERE[name]}:" if ELSEWHERE[name] else ""))
    if name not in known:
        raise wrong(unknown("setting", name, known))
    return name


def setting_value(named: tuple[str, Any], info: ValidationInfo) -> Any:
    """A value of the type of the setting's default."""
    name, given = named
    value = plain(given)
    if name not in ELSEWHERE and (reason := _mismatch(cast(BaseSettings, info.context), name, value)):
        raise wrong(f"{name} must be {reason}, not {shown(given)}")
    return value


def _mismatch(known: BaseSettings, name: str, given: Any) -> str | None:
    """What ``given`` should be to stand where the default does; None where it may be."""
    default = known[name]
    if isinstance(default, bool):
        return None if isinstance(given, bool) else "true or false"
    if isinstance(default, str) and not (isinstance(given, str) or given is None):
        return "text"
    if isinstance(default, Mapping | BaseSettings):
        return None if isinstance(given, dict) else "a mapping"
    return mismatch(known, name, given)
