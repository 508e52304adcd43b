"""Identities of items: the same on every machine and in every run, and resting on what the page proves.

A number or an address that its site has given a page is its own. A headline with the instant of its publication is nobody else's
either, as long as the texts resemble each other, which is looked at when all pages are known (:mod:`crawler.runs.settling`). What
has none of these is known by its words and pictures alone: another text is another item, and revises nothing.
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
from crawler.items import IdBasis

_CLOCK = regex(r"(?P<hour>\d{1,2})[:时時点點](?P<minute>\d{2})(?:[:分](?P<second>\d{2})(?:[.,]\d{1,9})?)?秒?", re.ASCII)
_ZONE = regex(r"[ ]?(?:GMT|UTC?|Z|[A-Z]{3,4}|[+-](?P<hours>\d{2}):?\d{2})(?![A-Za-z0-9])", re.ASCII)
_YEAR = regex(r"(?<!\d)\d{4}(?!\d)", re.ASCII)
FIRST_YEAR, LAST_YEAR = 1991, 2199
"""Before the first web site, and long after us: the zero of a clock (1970, 1980, 1601, 0001), or its end."""
CHINA_HOURS = 8
CONTENT = frozenset({"paragraph", "h2", "h3", "h4", "item", "preformatted", "table", "image", "embed"})
PICTURE_URLS = ("data-original", "data-src", "src")


class Identity(NamedTuple):
    """The ``id`` of an item, and what it rests on."""

    id: str
    basis: IdBasis


def item_id(*parts: str) -> str:
    """16 hex digits for a key of several strings, which are compared in Unicode normal form C."""
    key = unicodedata.normalize("NFC", "\x1f".join(parts))
    return sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def by_number(site: str, kind: str, number: str) -> Identity:
    """That of what a site knows by a ``number`` of its own; ``kind`` says of what (``post``)."""
    return Identity(item_id(site, kind, number), "number")


def by_url(site: str, url: str) -> Identity:
    """That of what has an address of its own, whatever its scheme, its fragment and the order of its parameters."""
    return Identity(item_id(site, "url", canonicalize_url(url).partition("://")[2]), "url")


def by_what_is_proved(site: str, headline: str, date: str, content: Iterable[str], saved_from: str | None = None) -> Identity:
    """That of what names no number and no address of its own: its ``headline`` and ``date``, as printed or in ISO 8601, where
    that proves an instant; else the address that it was ``saved_from``; else its ``content``, texts and the URLs of pictures.

    The address comes second so that a page is the same item in a folder and in an archive that knows where it is from. A date
    that names a day is content; one that changes when the page is saved again (昨天, the hour of a mirror's run) is not.
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
    """What the blocks of a body say and show: their texts, and the URLs of their pictures as they stand on the page."""
    for block in blocks:
        if block.kind in CONTENT:
            yield block.text or next((url for name in PICTURE_URLS if (url := block.attributes.get(name))), "")


def proves_instant(raw: str) -> bool:
    """Whether a printed date names a minute, in a zone, of a year in which it can have been written.

    Midnight, in its own zone or in China's, is a date without a time; a time without a zone may be anybody's clock.
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
    """Whether a date names a year in which a page of the web can have been written, and no zero of a clock."""
    year = _YEAR.search(raw)
    return year is not None and FIRST_YEAR <= int(year[0]) <= LAST_YEAR
