"""A member of an archive as a page."""

from functools import partial
from io import BytesIO
from pathlib import Path

from crawler.pages._kinds import Kind, is_picture, is_plain, kind_of
from crawler.pages._limits import Limits
from crawler.pages._page import SavedPage, Skipped, unreadable
from crawler.pages._streams import HEAD, unpacked


def page_in(data: bytes, shown: str, file: Path, limits: Limits, modified: str | None) -> SavedPage | Skipped:
    """The page that the member is which holds ``data``; an archive inside an archive is skipped.

    Where it cannot be unpacked, for whatever reason, that is a page which says so.
    """
    if is_picture(data):
        return Skipped(shown, "picture", partial(bytes, data))
    if not is_plain(data[:HEAD]):
        try:
            kind = kind_of(BytesIO(data), limits)
            if kind is Kind.COMPRESSED_PAGE:
                data = unpacked(BytesIO(data), limits)
        except Exception as error:  # decompressors raise many kinds
            return unreadable(shown, file, error)
        if kind not in {Kind.PAGE, Kind.COMPRESSED_PAGE}:
            return Skipped(shown, "archive in an archive")
        if is_picture(data):
            return Skipped(shown, "picture", partial(bytes, data))
    return SavedPage(shown, file, partial(bytes, data), modified=modified)
