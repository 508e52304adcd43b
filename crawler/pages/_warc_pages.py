"""Which records of a WARC are pages, and what their bytes are."""

import re
from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path

from crawler.content.patterns import regex
from crawler.content.web_url import is_web_url
from crawler.pages._digests import agrees
from crawler.pages._http_body import dechunked, decoded
from crawler.pages._http_message import HTML_BEGINS, Response, media_type, says_nothing
from crawler.pages._kinds import is_picture
from crawler.pages._names import record_path
from crawler.pages._page import ArchiveError, DamagedError, Found, Limits, Lost, PageTooLargeError, SavedPage, Skipped, unreadable
from crawler.pages._times import warc_date
from crawler.pages._warc_records import Record

TYPES = frozenset({"warcinfo", "response", "resource", "request", "metadata", "revisit", "conversion", "continuation"})
WITH_PAGES = frozenset({"response", "resource", "conversion", "revisit"})
ROBOTS = regex(r"https?://[^/?#]+/robots\.txt")
ON_THE_WEB = regex(r"(?:https?|ftps?|file)://", re.IGNORECASE)
HTML_TYPES = frozenset({"text/html", "application/xhtml+xml"})


class Place:
    """Where the records of one WARC are from: shown as ``path``, in the file on disk ``file``."""

    def __init__(self, path: str, file: Path, limits: Limits) -> None:
        self.path, self.file, self.limits = path, file, limits

    def shown(self, record: Record) -> str:
        return record_path(self.path, record.url)

    def saved(self, record: Record, shown: str, load: partial[bytes], content_type: str | None) -> SavedPage:
        """The page that ``load`` gives, saved when and from where ``record`` says."""
        address = record.url
        url = address if is_web_url(address) else None
        return SavedPage(shown, self.file, load, warc_date(record.fields.get("warc-date")), None, content_type, url)

    def failed(self, record: Record, error: Exception) -> SavedPage:
        return unreadable(self.shown(record), self.file, error)


def type_of(record: Record) -> str:
    """The type of a record; ``response`` also where it says no type that there is, but holds an HTTP response."""
    if record.type in TYPES:
        return record.type
    return "response" if record.block.startswith(b"HTTP/") else "unknown"


def page(record: Record, original: Record, place: Place) -> Found:
    """The page that ``record`` is, with the payload of ``original``, which is another one where it is a revisit."""
    kind = type_of(original)
    if damage := record.damage or original.damage:
        return _damaged(record, kind, damage, place)
    if kind == "response":
        return _response(record, original, place)
    if kind in {"resource", "conversion"}:
        return _resource(record, original, kind, place)
    return Skipped(place.shown(record), kind)


def _damaged(record: Record, kind: str, damage: str, place: Place) -> Found:
    if record.url and (kind in WITH_PAGES or not record.type):
        return place.failed(record, DamagedError(damage))
    of_page = {"response": 1, "revisit": 1, "unknown": None}
    return Lost(place.path, damage, of_page.get(kind, 0), record.size)


def _response(record: Record, original: Record, place: Place) -> Found:
    shown, response = place.shown(record), Response.of(original.block)
    if (response is None or response.no_page) and _is_denied(original):
        return place.failed(record, DamagedError("damaged: its WARC-Block-Digest is of other bytes"))
    if response is None:
        if ON_THE_WEB.match(record.url) and not record.url.lower().startswith("f"):
            return place.failed(record, DamagedError("damaged: no HTTP response where one must be"))
        return Skipped(shown, "not HTTP")
    if ROBOTS.fullmatch(record.url):
        return Skipped(shown, "robots.txt")
    partly = _partly(original, place.limits)
    if response.no_page:
        is_whole = response.is_picture and not partly
        return Skipped(shown, response.no_page, partial(_body, record, original, response, place.limits) if is_whole else None)
    if partly or not response.is_whole:
        return place.failed(record, partly or DamagedError("cut off in the headers of the HTTP response"))
    load, content_type = partial(_body, record, original, response, place.limits), response.headers.get("content-type")
    return place.saved(record, shown, load, content_type)


def _is_denied(record: Record) -> bool:
    """Whether the digest of the block denies it; of a picture it is enough that it is one."""
    if record.too_large or "warc-block-digest" not in record.fields:
        return False
    body = record.block.partition(b"\r\n\r\n")[2]
    return not is_picture(body[:64]) and agrees(record.fields["warc-block-digest"], [record.block]) is False


def _partly(record: Record, limits: Limits) -> Exception | None:
    """Why a record has not the whole of a page, although it is as it was written."""
    if "warc-segment-number" in record.fields:
        return ArchiveError("one segment of several: the others are other records")
    if reason := record.fields.get("warc-truncated"):
        return ArchiveError(f"recorded only in part: WARC-Truncated: {reason[:40]}")
    return PageTooLargeError(limits) if record.too_large else None


def _resource(record: Record, original: Record, kind: str, place: Place) -> Found:
    """A page that was recorded without HTTP: HTML, and plain text that was a resource of the web."""
    shown, media = place.shown(record), original.fields.get("content-type", "")
    name = media_type(media)
    is_page = name in HTML_TYPES or ((not name or says_nothing(name)) and HTML_BEGINS.match(original.block))
    if not is_page and not (kind == "resource" and name == "text/plain" and ON_THE_WEB.match(record.url)):
        return Skipped(shown, kind)
    if partly := _partly(original, place.limits):
        return place.failed(record, partly)
    load, content_type = partial(_block, record, original), media if name.startswith("text/") else None
    return place.saved(record, shown, load, content_type)


def _block(record: Record, original: Record) -> bytes:
    """All of a block. Raises :class:`DamagedError` where a digest denies it."""
    _check(record, original, original.block)
    return original.block


def _body(record: Record, original: Record, response: Response, limits: Limits) -> bytes:
    """The body of ``response``, as it was before it was encoded for the way. Raises :class:`DamagedError` where it is denied by a
    digest, cut off or damaged (ArchiveError, where a digest says that it was recorded so), ArchiveError where it is in an unknown
    encoding, and PageTooLargeError."""
    try:
        body = decoded(response.headers, response.body, limits)
        limits.check(len(body))
    except Exception as error:
        if isinstance(error, PageTooLargeError) or type(error) is ArchiveError:
            raise
        as_it_was = agrees(original.fields.get("warc-block-digest"), [original.block])
        reason = str(error) if isinstance(error, ArchiveError) else f"damaged: {error}"
        raise (ArchiveError if as_it_was else DamagedError)(reason) from error
    _check(record, original, response.body, body)
    return body


def _check(record: Record, original: Record, payload: bytes, decoded_payload: bytes | None = None) -> None:
    """Raise :class:`DamagedError` where a digest of the block, or of the payload, is of other bytes.

    Writers disagree over what a payload is: the body as it was sent, without chunks, decoded, or the whole block. A block that is
    what was written holds the payload that was written, and only a revisit has another digest of it.
    """
    as_it_was = agrees(original.fields.get("warc-block-digest"), [original.block])
    if as_it_was is False:
        raise DamagedError("damaged: its WARC-Block-Digest is of other bytes")
    asked = {each.fields.get("warc-payload-digest") for each in (original, record) if not as_it_was or each is not original}
    for digest in asked:
        if agrees(digest, [payload]) is False and agrees(digest, _other_payloads(payload, decoded_payload, original)) is False:
            raise DamagedError("damaged: its WARC-Payload-Digest is of other bytes")


def _other_payloads(payload: bytes, decoded_payload: bytes | None, original: Record) -> Iterator[bytes]:
    if decoded_payload is not None:
        yield decoded_payload
        with suppress(ArchiveError):
            yield dechunked(payload)
    yield original.block
