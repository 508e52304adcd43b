"""A member of an archive as a page."""

from functools import partial
from pathlib import Path
from typing import BinaryIO

from crawler.archives._kinds import Kind, is_picture, kind_of
from crawler.archives._limits import Limits
from crawler.archives._page import SavedPage, Skipped, unreadable
from crawler.archives._streams import ForwardStream


def page_of(member: BinaryIO, shown: str, file: Path, limits: Limits, modified: str | None) -> SavedPage | Skipped:
    """The page that ``member`` is, read already; an archive inside an archive is skipped.

    Where it cannot be read, for whatever reason, that is a page which says so.
    """
    try:
        kind = kind_of(member, limits)
        if kind not in {Kind.PAGE, Kind.COMPRESSED_PAGE}:
            return Skipped(shown, "archive in an archive")
        data = unpacked(member, limits) if kind is Kind.COMPRESSED_PAGE else limits.read(member)
    except Exception as error:  # decompressors raise many kinds
        return unreadable(shown, file, error)
    if is_picture(data):
        return Skipped(shown, "picture", partial(bytes, data))
    return SavedPage(shown, file, partial(bytes, data), modified=modified)


def unpacked(raw: BinaryIO, limits: Limits) -> bytes:
    """The content of a page that is compressed. Raises what :class:`ForwardStream` raises, and PageTooLargeError."""
    return limits.read(ForwardStream(raw, limits))
