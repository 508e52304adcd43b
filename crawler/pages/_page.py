"""What is found where saved pages lie."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import NamedTuple, NoReturn, Self, TypeAlias

from crawler.pages._limits import PageTooLargeError


class ArchiveError(Exception):
    """An archive, or a member of one, that cannot be read. The message is the reason."""


class DamagedError(ArchiveError):
    """A page that an archive does not hold as a whole any more: its bytes are cut off, unreadable, or denied by a check sum.

    A run in which a page failed so is not good.
    """


class OtherFormatError(ArchiveError):
    """A document of a format that is not read. The message says of which."""

    @classmethod
    def of(cls, document: str) -> Self:
        """The error for a ``document``, in words: ``a PDF document``."""
        return cls(f"{document}, which is not read")


class NoPagesError(ValueError):
    """There is nothing at the place where pages were said to be."""


class UnreadableFolderError(NoPagesError):
    """A folder cannot be read, so nobody knows what pages are in it. A run in which one failed is not good."""


class SavedPage(NamedTuple):
    """A page that was found.

    ``path`` is the path to show, ``file`` the file on disk: the page itself, or the archive that it is a member of.
    ``captured`` is when the page was fetched, as a WARC says, and ``modified`` the time of a zip's or tar's member; both are ISO
    8601 with an offset. ``load`` gives the bytes, ``content_type`` is the HTTP header that they came with, and ``url``
    the address, http(s), that they came from; None where nobody wrote it down.
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
        """Whether it is known, before it is read, that it raises :class:`DamagedError`."""
        return isinstance(self.load, partial) and self.load.func is _raise and isinstance(self.load.args[0], DamagedError)

    def read(self) -> bytes:
        """The bytes of the page, which must be asked for before the next page is.

        Raises :class:`ArchiveError`, PageTooLargeError, NoPagesError, OSError from the file system, and nothing else.
        """
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
    """Something beside pages that is none. ``kind`` says what (``request``, ``status 404``, ``symbolic link``).

    Of a picture ``load`` gives the bytes, under the same conditions as those of a page, and raises of any kind.
    """

    path: str
    kind: str
    load: Callable[[], bytes] | None = None


class Lost(NamedTuple):
    """Something in an archive that is not there any more, and that nobody can call by a path of its own.

    ``path`` is that of the archive. ``pages`` is how many pages it was, None where nobody knows (0: the archive is damaged where
    no page was), and ``size`` in how many bytes of the archive. What is known by its path is a page that fails.
    """

    path: str
    reason: str
    pages: int | None = None
    size: int = 0


Found: TypeAlias = SavedPage | Skipped | Lost


def unreadable(path: str, file: Path, error: Exception) -> SavedPage:
    """In place of what cannot be read, a page that raises ``error``, so that the run counts one failure."""
    return SavedPage(path, file, partial(_raise, error))


def _raise(error: Exception) -> NoReturn:
    raise error
