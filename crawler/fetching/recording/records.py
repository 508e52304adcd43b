"""WARC 1.1 records, as specified by the IIPC, of one HTTP request and its response, as transferred."""

import re
from base64 import b32encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha1
from typing import Literal
from uuid import uuid4

from fastwarc.warc import WarcRecord, WarcRecordType

from crawler.content.patterns import regex

END_OF_HEAD = regex(rb"\r?\n\r?\n")
INTERIM = regex(rb"HTTP/\d\.\d +1\d\d\b")
CONTENT_LENGTH = regex(rb"^content-length:[ \t]*(\d{1,18})[ \t]*\r?$", re.IGNORECASE | re.MULTILINE)
TRANSFER_ENCODING = regex(rb"^transfer-encoding:", re.IGNORECASE | re.MULTILINE)
FORMAT = {
    "format": "WARC File Format 1.1",
    "conformsTo": "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/",
}


@dataclass(slots=True)
class Exchange:
    """The bytes sent to ``ip`` for ``url`` at ``began`` (with a time zone), and all bytes received on the connection.

    ``truncated`` is the reason why the response is incomplete, as in ``WARC-Truncated``: ``disconnect``.
    """

    url: str
    began: datetime
    sent: bytes
    received: bytearray = field(default_factory=bytearray)
    ip: str | None = None
    truncated: str | None = None

    @property
    def response(self) -> bytes:
        """The final response: its head, and the body as transferred, still chunked and compressed."""
        return final_response(bytes(self.received))


def final_response(received: bytes) -> bytes:
    """``received`` without interim responses (100, 103) before the final one, and without bytes beyond its ``Content-Length``."""
    while INTERIM.match(received) and (end := END_OF_HEAD.search(received)):
        received = received[end.end() :]
    start = start_of_payload(received)
    length = CONTENT_LENGTH.search(received, 0, start)
    if not length or TRANSFER_ENCODING.search(received, 0, start):
        return received
    return received[: start + int(length[1])]


def start_of_payload(message: bytes) -> int:
    """The offset of the body of an HTTP ``message``; its end if there is only a head."""
    end = END_OF_HEAD.search(message)
    return end.end() if end else len(message)


def new_id() -> str:
    """A unique ``WARC-Record-ID``."""
    return f"<urn:uuid:{uuid4()}>"


def digest(data: bytes) -> str:
    """The labelled digest of ``data`` that is usual in WARCs: SHA-1 in base 32."""
    return f"sha1:{b32encode(sha1(data, usedforsecurity=False).digest()).decode()}"


def warcinfo(info_id: str, name: str, fields: Mapping[str, str]) -> WarcRecord:
    """The warcinfo record of a WARC named ``name``; ``fields`` describe the software that wrote it."""
    block = "".join(f"{field}: {value}\r\n" for field, value in (FORMAT | dict(fields)).items()).encode()
    headers = {"WARC-Record-ID": info_id, "WARC-Filename": name, "Content-Type": "application/warc-fields"}
    return record(WarcRecordType.warcinfo, headers | {"WARC-Date": date(datetime.now(UTC))}, block)


def request_and_response(exchange: Exchange, info_id: str) -> tuple[WarcRecord, WarcRecord]:
    """The two records of an exchange, each referring to the other. ``WARC-Payload-Digest`` is that of the body as transferred."""
    request_id, response_id = new_id(), new_id()
    common = {"WARC-Target-URI": exchange.url, "WARC-Date": date(exchange.began), "WARC-Warcinfo-ID": info_id}
    if exchange.ip:
        common["WARC-IP-Address"] = exchange.ip
    block = exchange.response
    of_response = {"WARC-Payload-Digest": digest(block[start_of_payload(block) :])}
    if exchange.truncated:
        of_response["WARC-Truncated"] = exchange.truncated
    return (
        record(WarcRecordType.request, _http("request", request_id, response_id) | common, exchange.sent),
        record(WarcRecordType.response, _http("response", response_id, request_id) | common | of_response, block),
    )


def date(instant: datetime) -> str:
    """A ``WARC-Date``: UTC, to the microsecond."""
    return instant.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def record(kind: WarcRecordType, headers: Mapping[str, str], block: bytes) -> WarcRecord:
    """A record with these headers and this block, with its length and digest added."""
    made = WarcRecord()
    made.init_headers(kind)
    for name, value in {**headers, "WARC-Block-Digest": digest(block)}.items():
        made.headers[name] = value
    made.set_bytes_content(block)
    return made


def _http(kind: Literal["request", "response"], own_id: str, other_id: str) -> dict[str, str]:
    return {"WARC-Record-ID": own_id, "WARC-Concurrent-To": other_id, "Content-Type": f"application/http; msgtype={kind}"}
