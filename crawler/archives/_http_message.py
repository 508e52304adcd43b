"""An HTTP response as a WARC record holds it."""

import re
from collections.abc import Mapping
from typing import NamedTuple, Self

STATUS = re.compile(rb"HTTP/\d(?:\.\d)? +(\d{3})\b")
END_OF_HEAD = re.compile(rb"\r?\n\r?\n")
OK = 200
PAGES = frozenset({"text/html", "application/xhtml+xml", "text/plain", ""})
TOP_LEVELS = frozenset({"application", "audio", "font", "image", "model", "multipart", "text", "video"})


class Response(NamedTuple):
    """Status, headers with lower-case names (of equal ones, the last), and the body as it was sent."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @classmethod
    def of(cls, block: bytes) -> Self | None:
        """The response in the block of a record; None where it is none."""
        status = STATUS.match(block)
        if not status:
            return None
        end = END_OF_HEAD.search(block)
        head, body = (block[: end.start()], block[end.end() :]) if end else (block, b"")
        fields = (line.partition(":") for line in head.decode("latin-1").split("\n")[1:])
        return cls(int(status[1]), {name.strip().lower(): value.strip() for name, _, value in fields}, body)

    @property
    def is_picture(self) -> bool:
        """Whether this says to be a picture, or says nothing of use and may be one."""
        media = self.headers.get("content-type", "").strip().lower()
        return self.status == OK and media.startswith(("image/", "application/octet-stream", "binary/"))

    @property
    def no_page(self) -> str | None:
        """Why this is no page: its status, or what its media type begins with; None where it is one."""
        if self.status != OK:
            return f"status {self.status}"
        media = self.headers.get("content-type", "").partition(";")[0].strip().lower()
        if media in PAGES:
            return None
        top = media.partition("/")[0]
        return f"not HTML: {top if top in TOP_LEVELS else 'other'}"
