"""Pages in WARCs, compressed or not."""

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import BinaryIO

from crawler.archives._http_body import decoded
from crawler.archives._http_message import OK, Response
from crawler.archives._limits import Limits, PageTooLargeError
from crawler.archives._names import record_path
from crawler.archives._page import ArchiveError, SavedPage, Skipped, unreadable
from crawler.archives._revisits import Revisits
from crawler.archives._streams import ForwardStream
from crawler.archives._times import warc_date
from crawler.archives._warc_records import Record, records
from crawler.web_url import is_web_url

ROBOTS = re.compile(r"https?://[^/?#]+/robots\.txt")
Reopen = Callable[[], BinaryIO]
"""Opens the WARC at its beginning, each time anew."""


def pages(reopen: Reopen, path: str, file: Path, limits: Limits) -> Iterator[SavedPage | Skipped]:
    """The pages of the WARC that ``reopen`` opens, shown as ``path``: its responses in their order, then its revisits.

    Revisits are gathered and looked up in another pass, so that nothing of the responses must be remembered. Where the WARC is
    damaged or cut off, what was readable comes first, then one page that raises :class:`ArchiveError`.
    """
    revisits = Revisits()
    broken: Exception | None = None
    try:
        with reopen() as raw:
            for record in records(ForwardStream(raw, limits), limits):
                if record.type == "revisit":
                    yield from _revisit(record, revisits, path)
                else:
                    yield _page(record, record, path, file, limits)
                if revisits.are_many:
                    yield from _resolved(revisits, reopen, path, file, limits)
    except Exception as error:  # decompressors raise many kinds
        broken = error
    yield from _resolved(revisits, reopen, path, file, limits)
    if broken:
        yield unreadable(path, file, broken)


def _page(record: Record, original: Record, path: str, file: Path, limits: Limits) -> SavedPage | Skipped:
    """The page that ``record`` is, with the payload of ``original``."""
    shown, response = record_path(path, record.url), original.response
    if original.type != "response":
        return Skipped(shown, original.type)
    if response is None:
        return Skipped(shown, "not HTTP")
    if ROBOTS.fullmatch(record.url):
        return Skipped(shown, "robots.txt")
    if response.no_page:
        is_whole = response.is_picture and not (original.is_segment or original.truncated or original.too_large)
        return Skipped(shown, response.no_page, partial(_body, response, limits) if is_whole else None)
    if original.is_segment:
        return unreadable(shown, file, ArchiveError("one segment of several: the others are other records"))
    if original.truncated:
        return unreadable(shown, file, ArchiveError(f"recorded only in part: WARC-Truncated: {original.truncated[:40]}"))
    if original.too_large:
        return unreadable(shown, file, PageTooLargeError(limits))
    load, content_type = partial(_body, response, limits), response.headers.get("content-type")
    url = record.url if is_web_url(record.url) else None
    return SavedPage(shown, file, load, warc_date(record.date), content_type=content_type, url=url)


def _body(response: Response, limits: Limits) -> bytes:
    body = decoded(response.headers, response.body, limits)
    limits.check(len(body))
    return body


def _revisit(record: Record, revisits: Revisits, path: str) -> Iterator[Skipped]:
    """Remember a revisit, unless its own headers say that it is none of a page."""
    response = record.response
    kind = response._replace(status=OK).no_page if response else None
    if kind:
        yield Skipped(record_path(path, record.url), kind)
    else:
        revisits.add(record._replace(response=None))


def _resolved(revisits: Revisits, reopen: Reopen, path: str, file: Path, limits: Limits) -> Iterator[SavedPage | Skipped]:
    """The pages of ``revisits``, from another pass over the WARC; they come in the order of their originals."""
    with suppress(Exception), reopen() as raw:  # the first pass has told where the WARC is broken
        for original in records(ForwardStream(raw, limits), limits) if revisits else ():
            for revisit in revisits.take(original):
                yield _page(revisit, original, path, file, limits)
            if not revisits:
                break
    for revisit in revisits.take_rest():
        error = ArchiveError("a revisit of a record that is not in this WARC")
        yield unreadable(record_path(path, revisit.url), file, error)
