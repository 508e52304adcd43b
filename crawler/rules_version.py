"""By which rules a page is cleaned: the project's own source, the libraries that matter, and the settings given to a run."""

import hashlib
import json
import platform
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from scrapy.settings import SETTINGS_PRIORITIES, BaseSettings

PROJECT = Path(__file__).parents[1]
LIBRARIES = ("scrapy", "parsel", "lxml", "pyyaml", "msgspec", "fastwarc", "brotli", "backports.zstd", "w3lib", "pillow")
AFTER_THE_ITEM = frozenset({"exporters", "extensions", "commands", "journal"})
"""Folders of ``crawler/`` by which no item changes: a run whose exporter was mended can be resumed."""
HOW_IT_RUNS = (
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


def rules_version(settings: BaseSettings) -> str:
    """64 hex digits: with the same number, the same bytes of a page become the same item."""
    parts = (_source(), _libraries(), plain(_given(settings)), _stages(settings))
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def plain(value: Any) -> str:
    """Settings as JSON: the same text for the same values in every process."""
    return json.dumps(_keyed(value), ensure_ascii=True, sort_keys=True, default=lambda other: getattr(other, "__qualname__", ""))


def _keyed(value: Any) -> Any:
    if isinstance(value, BaseSettings):
        value = value.copy_to_dict()
    return {str(name): _keyed(member) for name, member in value.items()} if isinstance(value, dict) else value


@cache
def _source() -> str:
    files = [file for package in ("crawler", "pipelines") for file in sorted((PROJECT / package).rglob("*.py"))]
    digest = hashlib.sha256()
    for file in files:
        path = file.relative_to(PROJECT)
        if path.parts[1] not in AFTER_THE_ITEM:
            digest.update(f"{path.as_posix()}\0".encode() + hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


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
