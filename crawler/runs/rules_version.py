"""By which rules a page is cleaned: the project's own source, the libraries that matter, and the settings given to a run."""

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
"""What stands before the names of the packages where they are installed: ``qingliu.``."""
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
AFTER_THE_ITEM = frozenset({"commands", "feeds", "fetching", "runs", "state", "stories"})
"""Folders of ``crawler/`` by which no item changes: a run whose exporter was mended can be resumed."""
CLEANING = frozenset({"crawler/runs/cleaning.py", "crawler/runs/item_processor.py", "crawler/runs/time_limit.py"})
"""Files of theirs that make items."""
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
    source, packages = dict(_source()), settings.getlist("SITE_MODULES")
    for package in packages:
        source.update(_digests(package))
    folders = {_path(package) for package in packages}
    own = [path for path in map(PurePath, source) if str(path.parent) in folders and not path.name.startswith("_")]
    sites = {path.stem: source.pop(str(path)) for path in own}
    given = as_in_the_repository(plain(_given(settings)).encode()).decode()
    return Rules(_digest(plain(source), _libraries(), given, _stages(settings)), sites)


def as_in_the_repository(source: bytes) -> bytes:
    """What names the project's packages, with the names that they have in a checkout: a wheel has the same rules."""
    for package in PACKAGES if HOME else ():
        source = source.replace(f"{HOME}{package}".encode(), package.encode())
    return source


def _path(package: str) -> str:
    return package.removeprefix(HOME).replace(".", "/")


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
    return tuple(
        (path, digest)
        for package in PACKAGES
        for path, digest in _digests(HOME + package).items()
        if path.split("/")[1] not in AFTER_THE_ITEM or path in CLEANING
    )


@cache
def _digests(package: str) -> dict[str, str]:
    """Path → SHA-256 of every file of a package, data files too."""
    found = _files(files(package), _path(package))
    return {path: hashlib.sha256(as_in_the_repository(file.read_bytes())).hexdigest() for path, file in found}


def _files(folder: Traversable, path: str) -> Iterator[tuple[str, Traversable]]:
    """The files below a folder, which may be one of a zip (an egg), each with its path; not what Python compiled."""
    for member in sorted(folder.iterdir(), key=lambda member: member.name):
        if member.is_dir():
            yield from _files(member, f"{path}/{member.name}")
        elif not member.name.endswith(".pyc"):
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
    return "".join(hashlib.sha256(as_in_the_repository(_source_of(spec))).hexdigest() for spec in specs)


def _source_of(spec: ModuleSpec) -> bytes:
    """The bytes of a module's file: of one that lies in a zip, its loader knows how to read it."""
    read = getattr(spec.loader, "get_data", None)
    content: bytes = read(spec.origin) if read else Path(str(spec.origin)).read_bytes()
    return content
