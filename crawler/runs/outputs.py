"""Options ``-o`` and ``-O`` beyond Scrapy's ``FILE[:FORMAT]``: compression by suffix, items of a type; and where feeds can be."""

from collections.abc import Collection
from importlib.util import find_spec
from pathlib import PurePath
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from scrapy.settings import BaseSettings
from scrapy.utils.python import without_none_values

from crawler.items.schema import TYPES
from crawler.runs.terminal import unknown

COMPRESSIONS = {"gz": "crawler.feeds.compression.GzipPlugin", "zst": "crawler.feeds.compression.ZstdPlugin"}
"""Last suffix of a feed's name → the post-processing plugin for it."""
NEEDED = {"s3": "boto3", "gs": "google.cloud.storage"}
"""Scheme of a feed → what Scrapy's storage there needs."""
DATABASES = ("postgresql",)
"""Schemes that also determine the format: ``-O postgresql://user@host/database``."""


class Output(NamedTuple):
    """A requested feed: ``uri:format`` as Scrapy takes it, the feed's destination, and further feed options."""

    scrapy: str
    uri: str
    options: dict[str, Any]


def output_of(given: str, formats: Collection[str]) -> Output:
    """Return the feed requested by ``FILE[:FORMAT][:TYPE]``.

    TYPE (``article``, ``thread``) keeps only items of that type. A suffix ``.gz`` or ``.zst`` means compression, and the suffix
    before it gives the format. A format may have two suffixes (``md.zip``). Unknown formats are left for Scrapy to refuse.
    """
    options: dict[str, Any] = {}
    rest, _, last = given.rpartition(":")
    if rest and last in TYPES:
        options["item_classes"] = [TYPES[last]]
        given = rest
    uri, _, written = given.rpartition(":")
    if not uri or written not in formats:
        uri, written = given, ""
    name = PurePath(uri).name
    if plugin := COMPRESSIONS.get(name.rpartition(".")[2]):
        options["postprocessing"] = [plugin]
        name = name.rpartition(".")[0]
    form = written or _database(uri) or _ending(name, formats)
    return Output(f"{uri}:{form}" if form else uri, "stdout:" if uri == "-" and form else uri, options)


def refused_place(uri: str, settings: BaseSettings) -> str | None:
    """Why no feed can be written to ``uri``: nothing writes there, or that needs a library; None if one can."""
    scheme = urlsplit(uri).scheme
    schemes = {"", "stdout", *without_none_values(settings.getwithbase("FEED_STORAGES"))}
    if scheme not in schemes:
        return unknown("place of a feed", f"{scheme}:", schemes)
    needs = NEEDED.get(scheme)
    return f"a feed in {scheme}: needs {needs}, which is not installed" if needs and not _is_installed(needs) else None


def _is_installed(library: str) -> bool:
    try:
        return find_spec(library) is not None
    except ModuleNotFoundError:  # nor is the package around it
        return False


def _database(uri: str) -> str:
    scheme, colon, _ = uri.partition("://")
    return scheme if colon and scheme in DATABASES else ""


def _ending(name: str, formats: Collection[str]) -> str:
    """Return the longest suffix of ``name`` that is a format, or ``name`` itself (``review/``); empty if there is none."""
    endings = name.split(".")[1:] or [name]
    candidates = (".".join(endings[at:]) for at in range(len(endings)))
    return next((ending for ending in candidates if ending in formats), "")
