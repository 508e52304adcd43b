"""What a walk through saved pages finds: pages, things that are skipped, and losses; how much of an archive is read before it is
taken for an attack, and which columns of a table are."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import NamedTuple, NoReturn, Protocol, Self, TypeAlias

from crawler.pages._columns import NO_COLUMNS, Columns

MEBIBYTE = 1024 * 1024
FREE_INSIDE = 256 * 1024
"""Bytes that an archive in an archive may unpack to in any case: the end of a tar alone is 10 KiB of zeros."""


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

    The ratio does not count before an archive has given as many bytes as one page may have. ``around``: for an archive in
    another, how many bytes that has given so far for each of its own, since both together may unpack to the ratio.
    """

    page_bytes: int = 32 * MEBIBYTE
    ratio: int = 200
    columns: Columns = NO_COLUMNS
    around: float = 0

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
        free = min(FREE_INSIDE, self.page_bytes) if self.around else self.page_bytes
        return unpacked > free and unpacked * max(1, self.around) > packed * self.ratio


class ArchiveError(Exception):
    """An archive, or one of its members, cannot be read. The message gives the reason."""


class DamagedError(ArchiveError):
    """A page in an archive is damaged: its bytes are truncated, unreadable, or do not match their checksum. A run with such a
    failure is not good."""


class OtherFormatError(ArchiveError):
    """A document in a format that is not read. The message names the format."""

    @classmethod
    def of(cls, document: str) -> Self:
        """The error for a ``document``, described in words (``a PDF document``)."""
        return cls(f"{document}, which is not read")


class NoPagesError(ValueError):
    """There are no pages at the given place."""


class UnreadableFolderError(NoPagesError):
    """A folder cannot be read, so the pages in it are unknown. A run with such a failure is not good."""


class SavedPage(NamedTuple):
    """A page that was found.

    ``path`` is the path to show; ``file`` is the file on disk, either the page itself or the archive that contains it.
    ``captured`` is when the page was fetched, according to a WARC; ``modified`` is the time of a member of a zip or tar; both are
    ISO 8601 with an offset. ``load`` returns the bytes, ``content_type`` is the HTTP header that came with them, and ``url`` the
    http(s) address that they came from. Each is None if it was not recorded.
    """

    path: str
    file: Path
    load: Callable[[], bytes] | None = None
    captured: str | None = None
    modified: str | None = None
    content_type: str | None = None
    url: str | None = None

    @property
    def is_damaged(self) -> bool:
        """Whether :meth:`read` is already known to raise :class:`DamagedError`."""
        return isinstance(self.load, partial) and self.load.func is _raise and isinstance(self.load.args[0], DamagedError)

    def read(self) -> bytes:
        """Return the bytes of the page. Must be called before the next page is taken. Raises only :class:`ArchiveError`,
        PageTooLargeError, NoPagesError, and OSError from the file system."""
        try:
            return self.load() if self.load else self.file.read_bytes()
        except (ArchiveError, NoPagesError, PageTooLargeError):
            raise
        except Exception as error:  # decompressors and parsers raise many kinds
            if isinstance(error, OSError) and error.errno:
                raise
            if isinstance(error, NotImplementedError):  # a method of compression that nobody here knows
                raise ArchiveError(str(error)) from error
            raise DamagedError(f"{'cut off' if isinstance(error, EOFError) else 'damaged'}: {error}") from error


class Skipped(NamedTuple):
    """Something that is not a page; ``kind`` says what (``request``, ``status 404``, ``symbolic link``).

    For a picture, ``load`` returns the bytes, under the same conditions as for a page; it may raise any exception.
    """

    path: str
    kind: str
    load: Callable[[], bytes] | None = None


class Lost(NamedTuple):
    """A part of an archive that is gone, so that not even the paths of its pages are known.

    ``path`` is the path of the archive. ``pages`` is how many pages were lost, or None if that is unknown (0 if the damage hit no
    page), and ``size`` the number of damaged bytes. A damaged page whose path is known is a page that fails instead.
    """

    path: str
    reason: str
    pages: int | None = None
    size: int = 0


Found: TypeAlias = SavedPage | Skipped | Lost


def unreadable(path: str, file: Path, error: Exception) -> SavedPage:
    """A page that raises ``error`` when read, in place of something unreadable, so that the run counts one failure."""
    return SavedPage(path, file, partial(_raise, error))


def _raise(error: Exception) -> NoReturn:
    raise error
