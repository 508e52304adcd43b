"""Scrapy's private names: every one that the project builds on, with what breaks when Scrapy changes it, and no other."""

import inspect
import pkgutil
import re
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from scrapy.utils.misc import load_object

import crawler
import pipelines
import qingliu

PRIVATE = re.compile(r"(?<!\w)_[a-zA-Z]\w*")
OURS = re.compile(r"(?:\b(?:self|cls)\.|super\(\)\.|def )(_[a-z]\w*)")
OUTSIDE = ("scrapy", "twisted")
IMPORTED = re.compile(r"^from (?:scrapy|twisted)\b[\w.]* import (?:\(.*?\)|[^\n]*)", re.MULTILINE | re.DOTALL)


class Name(NamedTuple):
    """A private name, what it must be like, and what breaks where it is not. Of a function ``like`` is its arguments; of an
    attribute that is set, the class in whose source it must stand."""

    path: str
    like: str
    breaks: str


FEEDS, HTTP11 = "scrapy.extensions.feedexport.FeedExporter", "scrapy.core.downloader.handlers.http11"
ROBOTS, MEDIA = "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware", "scrapy.pipelines.media"
DOWNLOADER, XML = "scrapy.core.downloader.Downloader", "scrapy.exporters.XmlItemExporter"
NAMES = (
    Name("scrapy.commands.BaseRunSpiderCommand._create_crawler", "self, spidercls", "crawl has no crawler whose verdict it asks"),
    Name(f"{XML}._beautify_newline", "self, new_item", "XML feeds are not indented"),
    Name(f"{XML}._beautify_indent", "self, depth", "as above"),
    Name(f"{XML}._export_xml_field", "self, name, serialized_value, depth", "XML feeds have characters that XML forbids"),
    Name(f"{FEEDS}._load_components", "self, setting_prefix", "every run loads every exporter, and needs every extra"),
    Name(f"{FEEDS}._get_uri_params", "self, spider, uri_params_function, slot", "%(item_site)s in a feed's name is an error"),
    Name(f"{FEEDS}._start_new_batch", "self, batch_id, uri, feed_options, spider, uri_template", "feeds are not partitioned"),
    Name(f"{FEEDS}._get_storage", "self, uri, feed_options", "Markdown is no folder"),
    Name(f"{FEEDS}._close_slot", "self, slot, spider", "a feed that lacks an item takes the place of a whole one"),
    Name("scrapy.extensions.feedexport.FeedSlot._exporting", "finish_exporting", "a feed that failed is finished twice"),
    Name(f"{DOWNLOADER}._enqueue_request", "self, request", "pictures are fetched from private hosts"),
    Name(f"{DOWNLOADER}._process_queue", "self, slot", "a run that is stopped waits for all its pictures"),
    Name("scrapy.core.engine.ExecutionEngine._slot", "close_spider_async", "as above"),
    Name(f"{ROBOTS}._parsers", "__init__", "a robots.txt is not asked again"),
    Name(
        f"{ROBOTS}._parse_robots",
        "self, response, netloc, request",
        "a robots.txt with an error of the server allows all",
    ),
    Name(f"{ROBOTS}._robots_error", "self, exc, netloc", "as above"),
    Name(f"{HTTP11}._ScrapyAgent", "", "recordings are not of the bytes that went over the wire"),
    Name(f"{HTTP11}._ScrapyAgent._cb_bodyready", "self, txresponse, request", "recordings lack responses that have no body"),
    Name(f"{HTTP11}._LenientHTTP11ClientFactory", "", "as above"),
    Name(f"{HTTP11}._LenientHTTP11ClientProtocol", "", "as above"),
    Name("twisted.web._newclient.HTTP11ClientProtocol._parser", "request", "as above"),
    Name("twisted.web.client._HTTP11ClientFactory._quiescentCallback", "buildProtocol", "as above"),
    Name("scrapy.utils._download_handlers.wrap_twisted_exceptions", "", "a recording's errors have Twisted's names"),
    *(
        Name(f"{HTTP11}.HTTP11DownloadHandler.{name}", "download_request", "as above")
        for name in ("_bind_address", "_contextFactory", "_fail_on_dataloss", "_pool", "_tls_verbose_logging")
    ),
    *(
        Name(f"{HTTP11}.HTTP11DownloadHandler.{name}", "download_request", "limits of size do not hold")
        for name in ("_crawler", "_default_maxsize", "_default_warnsize")
    ),
    Name(f"{MEDIA}._MediaRequestFiltered", "", "a picture that is refused has no reason"),
    Name("scrapy.pipelines.ItemPipelineManager._add_middleware", "self, mw", "stages of resumed runs are not shown their items"),
)
KNOWN = {name.path.rpartition(".")[2] for name in NAMES}


@pytest.mark.parametrize("name", NAMES, ids=lambda name: name.path.rpartition(".")[2])
def test_scrapy_still_has_it(name: Name) -> None:
    holder, _, attribute = name.path.rpartition(".")
    owner = import_module(holder) if inspect.ismodule(_loaded(holder)) else _loaded(holder)
    found = getattr(owner, attribute, None)
    if inspect.isfunction(found) and name.like:
        assert ", ".join(inspect.signature(found).parameters) == name.like, name.breaks
    elif found is None:
        sources = [inspect.getsource(base) for base in owner.__mro__ if base.__module__.startswith(OUTSIDE)]
        assert any(f"self.{attribute}" in source for source in sources), name.breaks
    else:
        assert found, name.breaks


def _loaded(path: str) -> Any:
    try:
        return import_module(path)
    except ModuleNotFoundError:
        return load_object(path)


def test_no_other_private_name_is_used() -> None:
    used = {found for module in modules() for found in private_names(module)}
    assert {place for place in used if place.rpartition(" ")[2] not in KNOWN} == set()


@cache
def modules() -> list[Any]:
    found = (pkgutil.walk_packages(package.__path__, f"{package.__name__}.") for package in (crawler, pipelines, qingliu))
    return [import_module(module.name) for package in found for module in package if not module.name.endswith("__main__")]


def private_names(module: Any) -> Iterator[str]:
    """What a module imports of Scrapy or Twisted, and what its classes use of theirs, that begins with an underscore."""
    source = Path(module.__file__).read_text("utf-8")
    for block in re.findall(
        rf"^from (?:{'|'.join(OUTSIDE)})\b[\w.]* import (?:\(.*?\)|[^\n]*)", source, re.MULTILINE | re.DOTALL
    ):
        yield from (f"{module.__name__} {name}" for name in PRIVATE.findall(block.partition("import")[2]))
    yield from (f"{module.__name__} {name}" for name in re.findall(r"\b(?:engine|slot|crawler|downloader)\.(_[a-z]\w*)", source))
    for cls in vars(module).values():
        if isinstance(cls, type) and cls.__module__ == module.__name__:
            theirs = {name for base in cls.__mro__ if base.__module__.startswith(OUTSIDE) for name in _private_in(base)}
            ours = set(OURS.findall(inspect.getsource(cls))) if theirs else set()
            yield from (f"{module.__name__} {name}" for name in theirs & ours)


@cache
def _private_in(cls: type) -> frozenset[str]:
    names = {name for name in vars(cls) if PRIVATE.fullmatch(name)}
    return frozenset(names | set(re.findall(r"self\.(_[a-zA-Z]\w*)", inspect.getsource(cls))))
