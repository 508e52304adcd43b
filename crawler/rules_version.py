"""By which rules a page is cleaned: the project's own source, the libraries that matter, and the settings given to a run."""

import hashlib
import json
import platform
import re
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path, PurePath
from typing import Any, NamedTuple

from scrapy.settings import SETTINGS_PRIORITIES, BaseSettings

PROJECT = Path(__file__).parents[1]
LIBRARIES = ("scrapy", "parsel", "lxml", "pyyaml", "msgspec", "fastwarc", "brotli", "backports.zstd", "w3lib")
AFTER_THE_ITEM = frozenset({"batch", "exporters", "extensions", "commands", "journal"})
"""Folders of ``crawler/`` by which no item changes: a run whose exporter was mended can be resumed."""
SITE_FILE = re.compile(r"crawler/sites/(?!_)\w+\.py")
HOW_IT_RUNS = (
    "BATCH_",
    "CLOSESPIDER_",
    "EXTENSIONS",
    "FAILED_PAGES_FEED",
    "FEED",
    "JOURNAL_",
    "KEEP_FAILED_PAGES",
    "LOG",
    "MEMUSAGE_",
    "PROGRESS",
    "RESUME",
    "STATS_",
)
"""Beginnings of the names of settings by which no item changes. A setting that nobody thought of is taken to change items."""


class Rules(NamedTuple):
    """By which rules pages are cleaned: 64 hex digits for what all sites share, and for every site's file."""

    shared: str
    sites: dict[str, str]


def rules_version(settings: BaseSettings) -> str:
    """64 hex digits: with the same number, the same bytes of a page become the same item."""
    rules = rules_of(settings)
    return _digest(rules.shared, plain(rules.sites))


def rules_of(settings: BaseSettings) -> Rules:
    """The rules with the files of the sites told apart: such a file says nothing about the pages of other sites that have one."""
    files = dict(_source())
    sites = {PurePath(path).stem: files.pop(path) for path in list(files) if SITE_FILE.fullmatch(path)}
    return Rules(_digest(plain(files), _libraries(), plain(_given(settings)), _stages(settings)), sites)


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def plain(value: Any) -> str:
    """Settings as JSON: the same text for the same values in every process."""
    return json.dumps(_keyed(value), ensure_ascii=True, sort_keys=True, default=lambda other: getattr(other, "__qualname__", ""))


def _keyed(value: Any) -> Any:
    if isinstance(value, BaseSettings):
        value = value.copy_to_dict()
    return {str(name): _keyed(member) for name, member in value.items()} if isinstance(value, dict) else value


@cache
def _source() -> tuple[tuple[str, str], ...]:
    """``(path, digest)`` of every file that has to do with items."""
    files = [file for package in ("crawler", "pipelines") for file in sorted((PROJECT / package).rglob("*.py"))]
    paths = [(file.relative_to(PROJECT), file) for file in files]
    return tuple(
        (path.as_posix(), hashlib.sha256(file.read_bytes()).hexdigest())
        for path, file in paths
        if path.parts[1] not in AFTER_THE_ITEM
    )


@cache
def _libraries() -> str:
    return plain({"python": platform.python_version()} | {name: _version(name) for name in LIBRARIES})


def _version(library: str) -> str | None:
    try:
        return version(library)
    except PackageNotFoundError:
        return None


def _given(settings: BaseSettings) -> dict[str, Any]:
    """The settings that are not Scrapy's defaults."""
    return {
        name: settings.get(name)
        for name in settings
        if (settings.getpriority(name) or 0) > SETTINGS_PRIORITIES["default"] and not name.startswith(HOW_IT_RUNS)
    }


def _stages(settings: BaseSettings) -> str:
    """The source of stages from elsewhere."""
    modules = {str(path).rpartition(".")[0] for path in settings.getdict("ITEM_PIPELINES") if isinstance(path, str)}
    specs = [spec for module in sorted(modules) if module and (spec := find_spec(module)) and spec.origin]
    return "".join(hashlib.sha256(Path(str(spec.origin)).read_bytes()).hexdigest() for spec in specs)
