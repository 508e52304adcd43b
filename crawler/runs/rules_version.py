"""The rules by which a page is cleaned: the project's own source, the libraries that matter, and the settings given to a run."""

import hashlib
import json
import platform
from collections.abc import Iterator
from functools import cache
from importlib.machinery import ModuleSpec
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from importlib.resources.abc import Traversable
from importlib.util import find_spec
from pathlib import Path, PurePath
from typing import Any, NamedTuple

from scrapy.settings import SETTINGS_PRIORITIES, BaseSettings

PACKAGES = ("crawler", "pipelines")
HOME = __name__.partition(PACKAGES[0])[0]
"""What precedes the names of the packages where they are installed: ``qingliu.``."""
LIBRARIES = (
    "scrapy",
    "parsel",
    "lxml",
    "pyyaml",
    "msgspec",
    "fastwarc",
    "brotli",
    "backports.zstd",
    "w3lib",
    "pillow",
    "markdown-it-py",
)
AFTER_THE_ITEM = tuple(f"crawler/{folder}/" for folder in ("commands", "feeds", "fetching", "runs", "state", "stories"))
"""Folders that do not affect items: a run can be resumed after its exporter was fixed."""
CLEANING = frozenset({"crawler/runs/cleaning.py", "crawler/runs/item_processor.py", "crawler/runs/time_limit.py"})
"""Files in them that do affect items."""
HOW_IT_RUNS = (
    "BATCH_",
    "CLOSESPIDER_",
    "DUPLICATES",
    "EXTENSIONS",
    "FAILED_PAGES_FEED",
    "FEED",
    "JOBS",
    "JOURNAL_",
    "KEEP_FAILED_PAGES",
    "LOG",
    "MEMUSAGE_",
    "PROGRESS",
    "RESUME",
    "REVISIONS",
    "STATE",
    "STATS_",
)
"""Prefixes of settings that do not affect items. Any other setting is assumed to affect them."""


class Rules(NamedTuple):
    """The rules by which pages are cleaned: 64 hex digits for what all sites share, and for every site file."""

    shared: str
    sites: dict[str, str]


def rules_version(settings: BaseSettings) -> str:
    """Return 64 hex digits: if they are the same, the same bytes of a page become the same item."""
    rules = rules_of(settings)
    return _digest(rules.shared, plain(rules.sites))


def rules_of(settings: BaseSettings) -> Rules:
    """Return the rules with separate values for site files, which do not affect pages of other sites that have one."""
    source, packages = dict[str, str](), settings.getlist("SITE_MODULES")
    for package in (*(HOME + package for package in PACKAGES), *packages):
        source.update(_digests(package))
    folders = {_path(package) for package in packages}
    own = [path for path in map(PurePath, source) if str(path.parent) in folders and not path.name.startswith("_")]
    sites = {path.stem: source.pop(str(path)) for path in own}
    given = as_in_the_repository(plain(_given(settings)).encode()).decode()
    return Rules(_digest(plain(source), _libraries(), given, _stages(settings)), sites)


def as_in_the_repository(source: bytes) -> bytes:
    """Replace installed names of the project's packages with those in a checkout, so that a wheel has the same rules."""
    for package in PACKAGES if HOME else ():
        source = source.replace(f"{HOME}{package}".encode(), package.encode())
    return source


def _path(package: str) -> str:
    return package.removeprefix(HOME).replace(".", "/")


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def plain(value: Any) -> str:
    """Return settings as JSON: the same text for the same values in every process."""
    return json.dumps(_keyed(value), ensure_ascii=True, sort_keys=True, default=lambda other: getattr(other, "__qualname__", ""))


def _keyed(value: Any) -> Any:
    if isinstance(value, BaseSettings):
        value = value.copy_to_dict()
    return {str(name): _keyed(member) for name, member in value.items()} if isinstance(value, dict) else value


@cache
def _digests(package: str) -> dict[str, str]:
    """Return path → SHA-256 for every file of a package that affects items, including data files."""
    found = _files(files(package), _path(package))
    affects = ((path, file) for path, file in found if path in CLEANING or not path.startswith(AFTER_THE_ITEM))
    return {path: hashlib.sha256(as_in_the_repository(file.read_bytes())).hexdigest() for path, file in affects}


def _files(folder: Traversable, path: str) -> Iterator[tuple[str, Traversable]]:
    """Yield the files below a folder, which may be in a zip (an egg), each with its path, without files compiled by Python, which
    other processes may be writing."""
    for member in sorted(folder.iterdir(), key=lambda member: member.name):
        if member.is_dir() and member.name != "__pycache__":
            yield from _files(member, f"{path}/{member.name}")
        elif member.is_file() and not member.name.endswith(".pyc"):
            yield f"{path}/{member.name}", member


@cache
def _libraries() -> str:
    return plain({"python": platform.python_version()} | {name: _version(name) for name in LIBRARIES})


def _version(library: str) -> str | None:
    try:
        return version(library)
    except PackageNotFoundError:
        return None


def _given(settings: BaseSettings) -> dict[str, Any]:
    """Return the settings that are not Scrapy's defaults."""
    return {
        name: settings.get(name)
        for name in settings
        if (settings.getpriority(name) or 0) > SETTINGS_PRIORITIES["default"] and not name.startswith(HOW_IT_RUNS)
    }


def _stages(settings: BaseSettings) -> str:
    """Return the source of stages from elsewhere."""
    modules = {str(path).rpartition(".")[0] for path in settings.getdict("ITEM_PIPELINES") if isinstance(path, str)}
    specs = [spec for module in sorted(modules) if module and (spec := find_spec(module)) and spec.origin]
    return "".join(hashlib.sha256(as_in_the_repository(_source_of(spec))).hexdigest() for spec in specs)


def _source_of(spec: ModuleSpec) -> bytes:
    """Return the bytes of a module's file; for one in a zip, its loader reads it."""
    read = getattr(spec.loader, "get_data", None)
    content: bytes = read(spec.origin) if read else Path(str(spec.origin)).read_bytes()
    return content
