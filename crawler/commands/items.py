"""Implements ``scrapy items``."""

import argparse
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress

import msgspec
from scrapy.exceptions import UsageError
from scrapy.settings import BaseSettings

from crawler.files.extras import MissingExtraError, load_component
from crawler.items import Item
from crawler.runs.terminal import printable

READERS = {
    ".parquet": "crawler.feeds.exporters.parquet.read_items",
    ".db": "crawler.feeds.exporters.sql_reader.read_database",
    ".sqlite": "crawler.feeds.exporters.sql_reader.read_database",
    "postgresql://": "crawler.feeds.exporters.sql_reader.read_database",
}
"""The end or start of a feed's name → the function that reads its items."""


def run(settings: BaseSettings, args: list[str], opts: argparse.Namespace) -> int:
    """Print the items and return the exit code: 1 if the feed cannot be read completely. Raises UsageError."""
    if len(args) != 1:
        raise UsageError("expected one feed")
    reader = reader_of(args[0])
    try:
        for item in reader(args[0]):
            sys.stdout.buffer.write(msgspec.json.encode(item) + b"\n")
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        with suppress(OSError):
            sys.stdout.close()
    except Exception as error:  # from whatever library reads this feed
        print(why_not(args[0], error), file=sys.stderr)
        return 1
    return 0


def why_not(feed: str, error: Exception) -> str:
    """Why ``feed`` cannot be read, on one line; ``error`` is from whatever library does that."""
    from crawler.feeds.setup import without_password  # here, since it loads what writes feeds

    reason = getattr(error, "orig", None) or error  # SQLAlchemy adds where to read about it
    return printable(f"{without_password(feed)} cannot be read: {type(reason).__name__}: {reason}")


def reader_of(feed: str) -> Callable[[str], Iterator[Item]]:
    """The function that reads ``feed``, by its name. Raises UsageError if there is none, or its extra is missing."""
    for sign, reader in READERS.items():
        if feed.startswith(sign) or feed.endswith(sign):
            try:
                found: Callable[[str], Iterator[Item]] = load_component(reader)
            except MissingExtraError as error:
                raise UsageError(str(error), print_help=False) from error
            return found
    raise UsageError(f"unknown kind of feed (known: {', '.join(READERS)})")
