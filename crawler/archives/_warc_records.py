"""The records of a WARC."""

from collections.abc import Iterator
from typing import NamedTuple

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from crawler.archives._http_message import Response
from crawler.archives._limits import Limits
from crawler.archives._names import shown
from crawler.archives._page import ArchiveError
from crawler.archives._streams import CHUNK, ForwardStream

NAMES = ("warcinfo", "response", "resource", "request", "metadata", "revisit", "conversion", "continuation")
TYPES = {int(getattr(WarcRecordType, name)): name for name in NAMES}
READ = frozenset({"response", "revisit"})


class Record(NamedTuple):
    """A record: its type, the headers that replaying needs, and the HTTP message of responses and revisits.

    ``response`` is None where the block is no HTTP response; ``too_large`` where not all of it was read; ``truncated`` is the
    reason for which the writer of the WARC did not have all of it.
    """

    type: str
    url: str
    id: str | None
    date: str | None
    digest: str | None
    refers_to: str | None
    refers_to_url: str | None
    refers_to_date: str | None
    is_segment: bool
    response: Response | None
    too_large: bool
    truncated: str | None


def records(stream: ForwardStream, limits: Limits) -> Iterator[Record]:
    """Every record of the WARC ``stream``. Of other types than response and revisit, blocks are passed over.

    Raises :class:`ArchiveError` where a record is damaged or cut off, and what ``stream`` raises.
    """
    for record in ArchiveIterator(stream, parse_http=False):
        if record.record_type == WarcRecordType.no_type:
            raise ArchiveError("cut off in the headers of a record")
        yield _record(record, limits)


def _record(record: WarcRecord, limits: Limits) -> Record:
    get = record.headers.get
    url = (get("WARC-Target-URI") or "").strip("<>")
    kind = TYPES.get(int(record.record_type), "unknown")
    block = record.reader.read(min(record.content_length, limits.page_bytes + CHUNK)) if kind in READ else b""
    there = len(block) + record.consume()
    if there < record.content_length:
        raise ArchiveError(f"cut off in the record of {shown(url)}: {there:,} of {record.content_length:,} bytes are there")
    return Record(
        kind,
        url,
        get("WARC-Record-ID"),
        get("WARC-Date"),
        get("WARC-Payload-Digest"),
        get("WARC-Refers-To"),
        get("WARC-Refers-To-Target-URI"),
        get("WARC-Refers-To-Date"),
        "WARC-Segment-Number" in record.headers,
        Response.of(block),
        there > len(block),
        get("WARC-Truncated"),
    )
