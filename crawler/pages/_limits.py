"""How much of an archive is read before it is taken for an attack, and which columns of a table are."""

from dataclasses import dataclass
from typing import Protocol, Self

from crawler.pages._columns import NO_COLUMNS, Columns

MEBIBYTE = 1024 * 1024


class PageTooLargeError(Exception):
    """A page is larger than the setting ``MAX_PAGE_BYTES`` allows."""

    def __init__(self, limits: "Limits") -> None:
        super().__init__(f"larger than MAX_PAGE_BYTES = {limits.page_bytes:,}")


class Settings(Protocol):
    """What of Scrapy's settings is asked for."""

    def getint(self, name: str, default: int = 0) -> int: ...

    def get(self, name: str, default: str = "") -> str | None: ...


class Readable(Protocol):
    def read(self, size: int, /) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Limits:
    """``page_bytes``: of one page, unpacked. ``ratio``: bytes that a whole archive may unpack to, for each byte that it has.
    ``columns``: which of a table hold pages.

    The ratio does not count before an archive has given as many bytes as one page may have.
    """

    page_bytes: int = 32 * MEBIBYTE
    ratio: int = 200
    columns: Columns = NO_COLUMNS

    @classmethod
    def of(cls, settings: Settings) -> Self:
        """The settings ``MAX_PAGE_BYTES`` and ``MAX_COMPRESSION_RATIO``, and ``HTML_COLUMN`` and its like."""
        numbers = settings.getint("MAX_PAGE_BYTES", cls().page_bytes), settings.getint("MAX_COMPRESSION_RATIO", cls().ratio)
        return cls(*numbers, Columns(*(settings.get(f"{name.upper()}_COLUMN") or "" for name in Columns._fields)))

    def read(self, stream: Readable) -> bytes:
        """All that ``stream`` still holds. Raises :class:`PageTooLargeError`, having read no more than the limit."""
        data = stream.read(self.page_bytes + 1)
        self.check(len(data))
        return data

    def check(self, size: int) -> None:
        """Raise :class:`PageTooLargeError` where a page of ``size`` bytes is too large."""
        if size > self.page_bytes:
            raise PageTooLargeError(self)

    def checked(self, data: bytes) -> bytes:
        """``data``; raises :class:`PageTooLargeError` where it is too large for a page."""
        self.check(len(data))
        return data

    def is_bomb(self, packed: int, unpacked: int) -> bool:
        """Whether an archive gave far more than so many packed bytes can hold."""
        return unpacked > self.page_bytes and unpacked > packed * self.ratio
