"""What programs that save pages write into them: the URL and the time."""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from datetime import datetime
from email.utils import parsedate_to_datetime
from html import unescape
from typing import NamedTuple

from crawler.content.patterns import regex
from crawler.content.web_url import is_web_url

LOOKED_AT = 16 * 1024
"""Characters of a page that are searched: scripts and styles may come first."""
LAST = 4096
URL = r"(?P<url>[^\s<>\"]{1,4000})"
JAVASCRIPT_DATE = r"(?P<javascript>[A-Z][a-z]{2} [A-Z][a-z]{2} \d\d \d{4} \d\d:\d\d:\d\d GMT[+-]\d{4})"
MAIL_DATE = r"(?P<mail>[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT)"
COMMENT = regex(rf"\ufeff?\s{{0,99}}(?:<!doctype[^<>]{{0,400}}>\s{{0,99}})?<!--\s{{0,9}}{URL}\s{{0,9}}-->", re.IGNORECASE)
"""Where crawlers write the URL: a comment at the beginning."""
MARKS = (
    regex(
        rf"<!--\s{{0,9}}Page saved with SingleFile[^\n]{{0,99}}\s{{1,9}}url: {URL}"
        rf"(?:[^\n]{{0,99}}\s{{1,9}}saved date: {JAVASCRIPT_DATE})?"
    ),
    regex(rf"<!-- saved from url=\(\d{{1,6}}\){URL}"),
    regex(rf"<!-- Saved from {URL} at (?P<iso>\d{{4}}-\d\d-\d\dT\d\d:\d\d:\d\dZ) using monolith"),
    regex(rf"<meta name=\"?savepage-url\"? content=\"{URL}\""),
    regex(rf"<meta name=\"?savepage-date\"? content=\"{JAVASCRIPT_DATE}"),
    regex(rf"<html\b[^<>]{{0,2000}}\sdata-scrapbook-source=\"{URL}\""),
    regex(r"<html\b[^<>]{0,2000}\sdata-scrapbook-create=\"(?P<digits>\d{14})\d{0,3}\""),
    regex(rf"<!-- Mirrored from [^\s<>\"]{{1,4000}} by HTTrack [^,<>]{{1,200}}, {MAIL_DATE} -->"),
)
"""SingleFile; browsers ("Webpage, complete"); monolith; Save Page WE; WebScrapBook
(whose time is UTC); HTTrack, which does not record the scheme."""
WAYBACK = regex(r"<!--\s{1,9}FILE ARCHIVED ON (?P<wayback>\d\d:\d\d:\d\d [A-Z][a-z]{2} \d\d, \d{4}) AND RETRIEVED FROM THE")
"""What the Wayback Machine appends to a page; its times are UTC."""
WAYBACK_SIGN = "FILE ARCHIVED ON"
SIGNS = ("SingleFile", "saved from url=", "using monolith", "savepage-", "data-scrapbook-", "by HTTrack")
"""Strings in all of :data:`MARKS`: most pages have none, and to look for them costs a tenth of the patterns."""


class SavedFrom(NamedTuple):
    """``url`` is http(s), ``captured`` is ISO 8601 with an offset; each is None if the page does not have it."""

    url: str | None = None
    captured: str | None = None


NOBODY_SAYS = SavedFrom()


def saved_from(html: str) -> SavedFrom:
    """What the ``html`` of a page says about how it was saved. Only its start and end are searched. Raises nothing."""
    first, last = html[:LOOKED_AT], html[-LAST:]
    marks = [COMMENT.match(first)]
    marks += [pattern.search(first) for pattern in MARKS] if any(sign in first for sign in SIGNS) else []
    marks += [WAYBACK.search(last)] if WAYBACK_SIGN in last else []
    found = [mark.groupdict() for mark in marks if mark]
    if not found:
        return NOBODY_SAYS
    urls = (unescape(each["url"]) for each in found if each.get("url"))
    return SavedFrom(next(filter(is_web_url, urls), None), next(_times(found), None))


def _times(found: list[dict[str, str | None]]) -> Iterator[str]:
    for form, read in FORMS.items():
        for text in filter(None, (each.get(form) for each in found)):
            with suppress(ValueError, OverflowError):
                yield read(text).isoformat(timespec="seconds")


def _javascript_date(text: str) -> datetime:
    _, month, day, year, clock, zone = text.split()
    return parsedate_to_datetime(f"{day} {month} {year} {clock} {zone.removeprefix('GMT')}")


def _wayback_date(text: str) -> datetime:
    clock, month, day, year = text.replace(",", "").split()
    return parsedate_to_datetime(f"{day} {month} {year} {clock} +0000")


FORMS: Mapping[str, Callable[[str], datetime]] = {
    "javascript": _javascript_date,
    "iso": datetime.fromisoformat,
    "digits": lambda text: datetime.fromisoformat(f"{text[:8]}T{text[8:]}+00:00"),
    "mail": parsedate_to_datetime,
    "wayback": _wayback_date,
}
"""Groups of :data:`MARKS` → the parser of their time format."""
