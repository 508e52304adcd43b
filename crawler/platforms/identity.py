"""Identities of items: the same on every machine and in every run, based on what the page proves.

A number or URL that a site gave a page is unique to it. So is a headline with the instant of its publication, as long as the
texts are similar, which is checked when all pages are known (:mod:`crawler.runs.settling`). Anything else is identified by its
words and pictures alone: a different text is a different item and does not revise another.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import NamedTuple

from w3lib.url import canonicalize_url

from crawler.content.body import Block
from crawler.content.dates import is_counted
from crawler.content.patterns import regex
from crawler.content.web_url import TRACKING
from crawler.items import IdBasis

_CLOCK = regex(r"(?P<hour>\d{1,2})[:时時点點](?P<minute>\d{2})(?:[:分](?P<second>\d{2})(?:[.,]\d{1,9})?)?秒?", re.ASCII)
_ZONE = regex(r"[ ]?(?:GMT|UTC?|Z|[A-Z]{3,4}|[+-](?P<hours>\d{2}):?\d{2})(?![A-Za-z0-9])", re.ASCII)
_YEAR = regex(r"(?<!\d)\d{4}(?!\d)", re.ASCII)
FIRST_YEAR, LAST_YEAR = 1991, 2199
"""Years before the first web site, or far in the future, come from the zero of a clock (1970, 1980, 1601, 0001) or its end."""
CHINA_HOURS = 8
CONTENT = frozenset({"paragraph", "h2", "h3", "h4", "item", "preformatted", "table", "image", "embed"})
PICTURE_URLS = ("data-original", "data-src", "src")


class Identity(NamedTuple):
    """The ``id`` of an item and what it is based on."""

    id: str
    basis: IdBasis


def item_id(*parts: str) -> str:
    """Return 16 hex digits for a key of several strings, which are compared in Unicode normal form C."""
    key = unicodedata.normalize("NFC", "\x1f".join(parts))
    return sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def by_number(site: str, kind: str, number: str) -> Identity:
    """Return the identity of something that a site knows by a ``number``; ``kind`` says what it is (``post``)."""
    return Identity(item_id(site, kind, number), "number")


def by_url(site: str, url: str) -> Identity:
    """The identity of what has its own URL, regardless of scheme, fragment, order of parameters and those that track clicks."""
    url, _, query = canonicalize_url(url).partition("://")[2].partition("?")
    kept = "&".join(part for part in query.split("&") if part and not TRACKING.fullmatch(part))
    return Identity(item_id(site, "url", f"{url}?{kept}" if kept else url), "url")


def by_what_is_proved(site: str, headline: str, date: str, content: Iterable[str], saved_from: str | None = None) -> Identity:
    """Return the identity of a page that names neither a number nor a URL of its own.

    It is based on ``headline`` and ``date``, as printed or in ISO 8601, if that proves an instant; else on the URL that the page
    was ``saved_from``; else on its ``content``: texts and the URLs of pictures.

    The URL comes second so that a page is the same item in a folder and in an archive that records where it is from. A date that
    names a day is part of the content; one that changes when the page is saved again (昨天, the hour of a mirror's run) is not.
    """
    if headline and proves_instant(date):
        return Identity(item_id(site, headline, date), "headline-and-instant")
    if saved_from:
        return by_url(site, saved_from)
    return Identity(item_id(site, "text", headline, "" if _may_change(date) else date, *content), "text")


def _may_change(date: str) -> bool:
    clock = _CLOCK.search(date)
    return is_counted(date) if clock is None else not _ZONE.match(date, clock.end())


def content_of(blocks: Iterable[Block]) -> Iterator[str]:
    """Yield the content of a body's blocks: their texts, and the URLs of their pictures as given on the page."""
    for block in blocks:
        if block.kind in CONTENT:
            yield block.text or next((url for name in PICTURE_URLS if (url := block.attributes.get(name))), "")


def proves_instant(raw: str) -> bool:
    """Whether a printed date names a minute, with a time zone, in a year in which it can have been written.

    Midnight, in its own zone or in China's, is a date without a time; a time without a zone may be from any clock.
    """
    clock = _CLOCK.search(raw)
    if clock is None or not (zone := _ZONE.match(raw, clock.end())):
        return False
    offset = int(zone["hours"] or 0) * (-1 if "-" in zone[0] else 1)
    is_midnight = (int(clock["hour"]) - offset) % 24 in (-offset % 24, -CHINA_HOURS % 24)
    if is_midnight and not int(clock["minute"]) and not int(clock["second"] or 0):
        return False
    return is_of_our_time(raw)


def names_time(raw: str) -> bool:
    """Whether a printed date names a time of day."""
    return _CLOCK.search(raw) is not None


def is_of_our_time(raw: str) -> bool:
    """Whether a date names a year in which a web page can have been written, rather than the zero of a clock."""
    year = _YEAR.search(raw)
    return year is not None and FIRST_YEAR <= int(year[0]) <= LAST_YEAR
