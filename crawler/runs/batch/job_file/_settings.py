"""The settings of a job: those of a crawl, by their names."""

from collections.abc import Mapping
from typing import Any

from scrapy.settings import BaseSettings
from yaml.nodes import Node

from crawler.runs.batch.job_file._nodes import pairs
from crawler.runs.batch.job_file._problems import Problems
from crawler.runs.batch.job_file._values import plain, shown
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
NUMBERS = (int, float)


def settings(known: BaseSettings, node: Node, problems: Problems) -> dict[str, Any]:
    """Name → value. A name that neither the project nor Scrapy has, and a value of another type than theirs, are problems."""
    read = {}
    for name, (key, value) in pairs(node, "settings", problems).items():
        if name in ELSEWHERE:
            instead = f": write {ELSEWHERE[name]}:" if ELSEWHERE[name] else ""
            problems.add(key, f"{name} cannot be set for a job{instead}")
        elif name not in known:
            problems.add(key, unknown("setting", name, known))
        else:
            given = plain(value, problems)
            if reason := _mismatch(known[name], given):
                problems.add(value, f"{name} must be {reason}, not {shown(value)}")
            read[name] = given
    return read


def _mismatch(default: Any, given: Any) -> str | None:
    """What ``given`` should be to stand where ``default`` does; None where it may be."""
    if isinstance(default, bool):
        return None if isinstance(given, bool) else "true or false"
    if isinstance(default, NUMBERS):
        return None if isinstance(given, NUMBERS) and not isinstance(given, bool) else "a number"
    if isinstance(default, str):
        return None if isinstance(given, str) or given is None else "text"
    if isinstance(default, Mapping | BaseSettings):
        return None if isinstance(given, dict) else "a mapping"
    return None
