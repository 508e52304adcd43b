"""One HTTP request and its response, as transferred."""

import re
from dataclasses import dataclass, field
from datetime import datetime

from crawler.content.patterns import regex

END_OF_HEAD = regex(rb"\r?\n\r?\n")
INTERIM = regex(rb"HTTP/\d\.\d +1\d\d\b")
CONTENT_LENGTH = regex(rb"^content-length:[ \t]*(\d{1,18})[ \t]*\r?$", re.IGNORECASE | re.MULTILINE)
TRANSFER_ENCODING = regex(rb"^transfer-encoding:", re.IGNORECASE | re.MULTILINE)


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
