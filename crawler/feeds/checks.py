"""Whether a feed can be written where and as it is asked for, told before the first page."""

import codecs
import os
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from crawler.content.patterns import regex
from crawler.feeds.options import made_as_asked, not_written, wrong_option
from crawler.feeds.storages.partitions import is_partitioned

MARKS = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
"""Byte order marks, those first that begin with others; UTF-8 goes on with or without its own."""
LONGEST_MARK = 4
DATABASE = "postgresql"
OF_BATCH = regex(r"%\(batch_(?:id|time)\)")


def check_feed(path: str, options: Mapping[str, Any], exporter: type) -> None:
    """Raise ValueError if the feed ``path`` cannot be written with its ``options``: in an unknown encoding, with fields that no
    item has, as folders that are partitions or compressed, or by appending to a file that holds something in a format that has
    one beginning and end, or other columns.

    An exporter says what it cannot append to by ``appends = False``, or by ``appends_compressed = False`` for compressed feeds
    only, or by its method ``refuses``, which fields can be chosen by ``known_fields``, which is empty if none can, that it
    cannot be tried out by ``in_memory = False``, and where alone it can be written by ``schemes``.
    """
    check_options(path, options, exporter)
    check_appending(path, options, exporter)


def check_options(path: str, options: Mapping[str, Any], exporter: type) -> None:
    """Raise ValueError if the format cannot be written with these ``options``, whatever is there."""
    if why := wrong_option(options) or _misfit(path, options, exporter) or not_written(options, exporter):
        raise ValueError(f"{path}: {why}")


def check_appending(path: str, options: Mapping[str, Any], exporter: type) -> None:
    """Raise ValueError if nothing can be appended to what is at ``path``, and it is not replaced."""
    if why := _no_appending(path, options, exporter):
        raise ValueError(f"{path}: {why}")


def _misfit(path: str, options: Mapping[str, Any], exporter: type) -> str | None:
    """Why the format cannot be written so; None if it can."""
    try:
        "".encode(options.get("encoding") or "utf-8")
    except LookupError as error:
        return str(error)
    known = getattr(exporter, "known_fields", None)
    if unknown := [name for name in options.get("fields") or () if known is not None and name not in known]:
        return f"no item has the field {unknown[0]!r}" if known else f"{options['format']} has all fields, none can be chosen"
    if options.get("batch_item_count") and not OF_BATCH.search(path):
        return "the batches of a feed are told apart by %(batch_id)d or %(batch_time)s in its name"
    scheme, schemes = urlsplit(path).scheme, getattr(exporter, "schemes", None)
    if scheme == DATABASE != options["format"]:
        return f"a {DATABASE}:// feed has the format {DATABASE}, not {options['format']}"
    if schemes and scheme not in schemes:
        return f"{options['format']} is written to {schemes[0] or 'a local folder'} only"
    if hasattr(exporter, "storage") and (is_partitioned(path) or options.get("postprocessing")):
        return f"{options['format']} is a folder, and only files can be partitioned or compressed"
    return None


def _no_appending(path: str, options: Mapping[str, Any], exporter: type) -> str | None:
    """Why nothing can be appended to what is there; None if something can, or nothing is there, or it is replaced."""
    if options.get("overwrite") or not os.path.isfile(path) or not os.path.getsize(path):  # noqa: PTH113, PTH202 - a Path raises
        return None
    attribute = "appends_compressed" if options.get("postprocessing") else "appends"
    if not (getattr(exporter, "appends", True) and getattr(exporter, attribute, True)):
        return f"it is there, and {options['format']} cannot be appended to: replace it with -O"
    if hasattr(exporter, "refuses") and (why := made_as_asked(exporter, BytesIO(), options).refuses(Path(path))):
        return str(why)
    return _other_encoding(path, options)


def _other_encoding(path: str, options: Mapping[str, Any]) -> str | None:
    """Why text in the encoding of a feed cannot follow what is there: that begins with the mark of another, or with one that
    would come again where it is compressed; None where it can."""
    encoding = options.get("encoding") or "utf-8"
    if options.get("postprocessing"):
        return (
            f"it is there, and {encoding}, which begins with a mark, cannot be appended to it compressed"
            if "".encode(encoding)
            else None
        )
    with Path(path).open("rb") as file:
        before = file.read(LONGEST_MARK)
    marks = (next((mark for mark in MARKS if beginning.startswith(mark)), b"") for beginning in (before, "".encode(encoding)))
    return (
        f"it is there in another encoding, to which no {encoding} can be appended: replace it with -O"
        if len({*marks}) > 1
        else None
    )
