"""Whether a feed can be written with the options that it is given, told before the first page."""

import codecs
from collections.abc import Callable, Mapping
from difflib import get_close_matches
from io import BytesIO
from typing import Any

from scrapy.extensions.postprocessing import PostProcessingManager
from scrapy.utils.misc import load_object

from crawler.feeds.compression import close_plugins
from crawler.items import Article, Item, Page, Post, Thread

KINDS: Mapping[str, tuple[type | tuple[type, ...], str]] = {
    "batch_item_count": (int, "a whole number from 0 on"),
    "encoding": (str, "the name of an encoding"),
    "fields": ((list, tuple, dict), "a list of names, or a mapping of them to others"),
    "format": (str, "a format"),
    "indent": (int, "a whole number from 0 on"),
    "item_classes": ((list, tuple), "a list of classes"),
    "item_export_kwargs": (dict, "a mapping"),
    "item_filter": ((str, type), "a class"),
    "overwrite": (bool, "true or false"),
    "postprocessing": ((list, tuple), "a list of plugins"),
    "store_empty": (bool, "true or false"),
    "uri_params": ((str, Callable), "a function, or its path"),  # type: ignore[dict-item]  # isinstance knows it
}
"""Option of every feed → the types that it may have, and what that is in words. None stands for the default of all."""
OF_PLUGINS = (
    *("gzip_compresslevel", "gzip_mtime", "gzip_filename", "zstd_level", "bz2_compresslevel"),
    *("lzma_format", "lzma_check", "lzma_preset", "lzma_filters"),
)
LOADED = ("item_classes", "item_filter", "postprocessing", "uri_params")
"""Those that are components, or name them."""
LIKENESS = 0.85
"""From which an unknown option, which a plugin or filter of somebody else may have, is taken for a slip."""
PAGE = Page(path="清流", sha256="0" * 64, bytes=1, reader="清流")
TRIED: Mapping[type, Item] = {
    Article: Article(id="0" * 16, site="清流", headline="清流", text="清流", page=PAGE, content_sha256="0" * 64),
    Thread: Thread(
        id="0" * 16, site="清流", headline="清流", posts=[Post(floor=1, text="清流")], page=PAGE, content_sha256="0" * 64
    ),
}
"""The least of an item: what cannot be written in Chinese, or at all, shows by these."""


def wrong_option(options: Mapping[str, Any]) -> str | None:
    """What is wrong with the names of ``options``, or with the type of one; None if nothing is."""
    for name, value in options.items():
        kind, wanted = KINDS.get(name, (object, ""))
        if not wanted and name not in OF_PLUGINS and (meant := get_close_matches(name, [*KINDS, *OF_PLUGINS], 1, LIKENESS)):
            return f'unknown option of a feed "{name}": did you mean {meant[0]}?'
        if value is not None and not _is_of(value, kind):
            return f"{name} must be {wanted}, not {value!r:.60}"
        if name in LOADED and (why := _not_loaded(value)):
            return f"{name}: {why}"
    return None


def _not_loaded(value: Any) -> str | None:
    """Why a component, or one of several, cannot be imported; None if all can."""
    try:
        for each in value if isinstance(value, list | tuple) else [value] if value else []:
            load_object(each)
    except Exception as error:  # what is imported may raise anything
        return str(error)
    return None


def _is_of(value: Any, kind: type | tuple[type, ...]) -> bool:
    if kind is int:
        return isinstance(value, int) and not isinstance(value, bool) and value >= 0
    return isinstance(value, kind)


def not_written(options: Mapping[str, Any], exporter: type) -> str | None:
    """Why not even a simple item can be written with ``options``, which is tried in memory; None if it can, or if that is
    nowhere but in its place: a folder, a database, what an exporter of somebody else wants."""
    if not getattr(exporter, "in_memory", exporter.__module__.startswith("crawler.feeds.")):
        return None
    try:
        _write_one(options, exporter)
    except UnicodeEncodeError:
        return f"{options['encoding']} has no Chinese characters, which {options['format']} cannot write otherwise"
    except Exception as error:
        return f"{options['format']} cannot be written with these options: {type(error).__name__}: {error}"
    return None


def _write_one(options: Mapping[str, Any], exporter: type) -> None:
    file: Any = BytesIO()
    classes = tuple(map(load_object, options.get("item_classes") or ())) or (object,)
    codecs.lookup_error((options.get("item_export_kwargs") or {}).get("errors", "strict"))
    if plugins := options.get("postprocessing"):
        file = PostProcessingManager(list(plugins), file, dict(options))
    made = made_as_asked(exporter, file, options)
    made.start_exporting()
    for item in TRIED.values():
        if isinstance(item, classes):
            made.export_item(item)
    made.finish_exporting()
    close_plugins(file)


def made_as_asked(exporter: Callable[..., Any], file: Any, options: Mapping[str, Any]) -> Any:
    """The exporter as Scrapy makes it with the ``options`` of a feed. Raises what that raises."""
    chosen = {"fields_to_export": options.get("fields"), "encoding": options.get("encoding"), "indent": options.get("indent")}
    return exporter(file, **chosen, **(options.get("item_export_kwargs") or {}))
