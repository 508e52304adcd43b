"""Pages in WARCs and ARCs, compressed or not; also those of records that say: the same as that other record."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from crawler.pages._digests import key_of
from crawler.pages._http_message import PAGE_STATUSES, Response
from crawler.pages._page import ArchiveError, Found, Limits, Lost, Skipped
from crawler.pages._record_heads import ARC, ARC_BEGINS, WARC
from crawler.pages._streams import ForwardStream
from crawler.pages._times import warc_date
from crawler.pages._warc_pages import Place, page, type_of
from crawler.pages._warc_records import Record, Records

MOST = 20_000
"""Revisits that are remembered at once, a kilobyte each; when there are more, they are looked up in passes."""
Key = tuple[str, ...]
REFERRING = ("warc-refers-to", "warc-refers-to-target-uri", "warc-refers-to-date", "warc-payload-digest")
REFERRED = ("warc-record-id", "warc-target-uri", "warc-date", "warc-payload-digest")
"""What a revisit says of its original, and what that says of itself."""
Reopen = Callable[[], BinaryIO]
"""Opens the WARC at its beginning, each time anew."""


class Revisits:
    """Revisits whose original is still to be found."""

    def __init__(self) -> None:
        self._waiting: dict[int, Record] = {}
        self._by_key: dict[Key, list[int]] = {}
        self._count = 0

    def add(self, revisit: Record) -> None:
        """Wait for the original of ``revisit``: by what it says to refer to, or by the digest of its payload."""
        self._waiting[self._count] = revisit
        for key in _keys(*map(revisit.fields.get, REFERRING)):
            self._by_key.setdefault(key, []).append(self._count)
        self._count += 1

    @property
    def are_many(self) -> bool:
        return len(self._waiting) >= MOST

    def take(self, original: Record) -> Iterator[Record]:
        """The revisits of ``original``, and theirs, which then wait no longer."""
        found = [original] if type_of(original) in {"response", "resource"} else []
        for record in found:
            for key in _keys(*map(record.fields.get, REFERRED)):
                taken = [self._waiting.pop(number) for number in self._by_key.pop(key, ()) if number in self._waiting]
                found += taken
                yield from taken

    def take_rest(self) -> Iterator[Record]:
        """Those that are left."""
        self._by_key.clear()
        while self._waiting:
            yield self._waiting.pop(next(iter(self._waiting)))

    def __bool__(self) -> bool:
        return bool(self._waiting)


def _keys(record_id: str | None, url: str | None, date: str | None, digest: str | None) -> Iterator[Key]:
    if record_id:
        yield ("id", record_id)
    if url and date:
        yield ("url", url.strip("<>"), warc_date(date) or date)
    if digest:
        yield ("digest", key_of(digest))


def pages(reopen: Reopen, path: str, file: Path, limits: Limits) -> Iterator[Found]:
    """The pages of the WARC or ARC that ``reopen`` opens, shown as ``path``: its responses in their order, then its revisits.

    Revisits are gathered and looked up in another pass, so that nothing of the responses must be remembered. What is damaged or
    cut off is a page that raises DamagedError, or :class:`Lost`; what comes behind it is read.
    """
    place, revisits = Place(path, file, limits), Revisits()
    try:
        with reopen() as raw:
            for record in _records(raw, place):
                if isinstance(record, Lost):
                    yield record
                elif record.type == "revisit" and not record.damage:
                    yield from _revisit(record, revisits, place)
                else:
                    yield page(record, record, place)
                if revisits.are_many:
                    yield from _resolved(revisits, reopen, place)
    except ArchiveError as error:  # a decompression bomb
        yield Lost(path, str(error))
    yield from _resolved(revisits, reopen, place)


def _records(raw: BinaryIO, place: Place) -> Iterator[Record | Lost]:
    stream = ForwardStream(raw, place.limits)
    is_arc = any(head.startswith(ARC_BEGINS) for head in stream.beginnings())
    return iter(Records(stream, ARC if is_arc else WARC, place.path, place.limits))


def _revisit(record: Record, revisits: Revisits, place: Place) -> Iterator[Skipped]:
    """Remember a revisit, unless its own headers say that it is none of a page."""
    response = Response.of(record.block)
    kind = response._replace(status=min(PAGE_STATUSES)).no_page if response else None
    if kind:
        yield Skipped(place.shown(record), kind)
    else:
        revisits.add(record._replace(block=b""))


def _resolved(revisits: Revisits, reopen: Reopen, place: Place) -> Iterator[Found]:
    """The pages of ``revisits``, from another pass over the WARC; they come in the order of their originals."""
    with suppress(ArchiveError), reopen() as raw:  # the first pass has told where the WARC is broken
        for original in _records(raw, place) if revisits else ():
            if isinstance(original, Lost):
                continue
            for revisit in revisits.take(original):
                yield page(revisit, original, place)
            if not revisits:
                break
    for revisit in revisits.take_rest():
        yield place.failed(revisit, ArchiveError("a revisit of a record that is not in this WARC"))
