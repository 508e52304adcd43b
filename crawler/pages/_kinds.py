"""What a file is, by its first bytes."""

import re
from enum import Enum
from tarfile import BLOCKSIZE, HeaderError, TarInfo
from typing import BinaryIO

from crawler.content.patterns import regex
from crawler.pages._columns import BOM, Columns, delimiter_of
from crawler.pages._item_lines import BEGINNINGS
from crawler.pages._other_formats import HAR
from crawler.pages._packing import MAGICS, may_be_packed, nearly, packing_of
from crawler.pages._page import Limits
from crawler.pages._record_heads import ARC_BEGINS, WARC, WARC_BEGINS
from crawler.pages._streams import HEAD, ForwardStream
from crawler.pages._table_text import on_lines
from crawler.pages._unpacking import CHUNK
from crawler.pages._zip_end import ends_like_a_zip

BESIDE_PAGES = (".golden.json", ".phrases.yaml")
"""Endings of the files that lie beside the pages of ``fixtures/`` and are none."""
OF_WINDOWS = ("thumbs.db", "desktop.ini")
"""Endings of the hidden files that Windows writes into folders."""
USUAL = (b"---", b"\n---", b"<!DOCTYPE html", b"<!doctype html", b"<html", b"<!--", b"<HTML")
"""How pages begin that need no second look."""
PARQUET = b"PAR1"
ZIP = (b"PK\x03\x04", b"PK\x05\x06")
STUBS = (b"MZ", b"\x7fELF", b"#!")
"""How programs begin that unpack the zip at their end."""
OF_ARCHIVES = (*ZIP, PARQUET, *BEGINNINGS, ARC_BEGINS, *MAGICS, *STUBS)
CHECK_SUM = regex(rb"[ 0]{0,3}[0-7]{3,6}[\0 ]{1,2}")
"""Of the header of a tar, at its 149th byte."""
IS_HAR = regex(HAR)
NEARLY_ZIP = nearly(ZIP[0])
BZIP_BLOCK = b"1AY&SY"
PICTURE = regex(
    rb"\xff\xd8\xff|\x89PNG\r\n\x1a\n|GIF8[79]a|RIFF.{4}WEBP|.{4}ftypavi[fs]|BM.{4}\x00{4}|\x00\x00\x01\x00[\x01-\x20]\x00",
    re.DOTALL,
)
"""How JPEG, PNG, GIF, WebP, AVIF, BMP and ICO begin."""
HIDDEN = regex(r"(?:^|[/\\])\.\.*[^./\\]")
"""A step of a path that begins with a point, and is not made of points alone."""
Kind = Enum("Kind", ["PAGE", "COMPRESSED_PAGE", "ZIP", "TAR", "WARC", "ITEM_LINES", "JSON_ROWS", "CSV_ROWS", "PARQUET"])


def is_plain(head: bytes) -> bool:
    """Whether a file that begins with ``head`` is a page as it is, neither an archive nor compressed, be it damaged."""
    if head.startswith(OF_ARCHIVES) or WARC_BEGINS.match(head) or b"\0" in head or head.startswith(BZIP_BLOCK, 4):
        return False
    return not may_be_packed(head) and (head[:4].isascii() or packing_of(head) is None)


def is_picture(head: bytes) -> bool:
    """Whether what begins with ``head`` is a picture in one of the formats of the web; SVG is text."""
    return PICTURE.match(head) is not None


def kind_of(raw: BinaryIO, limits: Limits) -> Kind:
    """What ``raw`` is, which is at its beginning before and after, also where its beginning is damaged. Raises what reading
    raises."""
    beginning = raw.read(CHUNK)
    raw.seek(0)
    if is_plain(beginning[:HEAD]):
        held = _rows_of(beginning, limits.columns) or _remains_of(beginning)
        return held or (Kind.ZIP if ends_like_a_zip(raw) else Kind.PAGE)
    if beginning.startswith(PARQUET):
        return Kind.PARQUET
    if beginning.startswith(ZIP) or NEARLY_ZIP.match(beginning):
        return Kind.ZIP
    is_packed = packing_of(beginning) is not None
    heads = ForwardStream(raw, limits).beginnings() if is_packed else [beginning]
    raw.seek(0)
    kind = next(filter(None, (_kind_of_content(head, limits) for head in heads)), Kind.COMPRESSED_PAGE if is_packed else None)
    return kind or (Kind.ZIP if ends_like_a_zip(raw) else Kind.PAGE)


def _kind_of_content(beginning: bytes, limits: Limits) -> Kind | None:
    if beginning.startswith(BEGINNINGS):
        return Kind.ITEM_LINES
    if beginning.startswith(ARC_BEGINS) or WARC_BEGINS.match(beginning):
        return Kind.WARC
    return Kind.TAR if _is_tar(beginning) else _rows_of(beginning, limits.columns)


def holds_more(beginning: bytes, columns: Columns) -> bool:
    """Whether a plain file that begins so is a table of which ``columns`` say where pages are, or what is left of an archive."""
    return _rows_of(beginning, columns) is not None or _remains_of(beginning) is not None


def _rows_of(beginning: bytes, columns: Columns) -> Kind | None:
    if not columns.html or IS_HAR.match(beginning.removeprefix(BOM)):
        return None
    beginning = on_lines(beginning)
    if _is_json_lines(beginning.removeprefix(BOM).lstrip()):
        return Kind.JSON_ROWS
    return Kind.CSV_ROWS if delimiter_of(beginning, columns.html) else None


def _is_json_lines(beginning: bytes) -> bool:
    """Whether objects stand on lines, not one on several; the first may be damaged."""
    line, end, rest = beginning.partition(b"\n")
    return line.startswith(b"{") and (not end or line.rstrip().endswith(b"}") or rest.lstrip().startswith(b"{"))


def _remains_of(beginning: bytes) -> Kind | None:
    """What an archive is whose own beginning is missing, by the first record or header in sight."""
    if beginning.startswith(USUAL):
        return None
    if b"WARC/" in beginning and WARC.seen.search(beginning):
        return Kind.WARC
    return Kind.TAR if _has_a_tar_header(beginning) else None


def passed_over(name: str) -> str | None:
    """Why the file or member ``name`` is no page although it could be one; None where it is one."""
    if HIDDEN.search(name) or name.lower().endswith(OF_WINDOWS):
        return "hidden file"
    return "golden or phrases" if name.endswith(BESIDE_PAGES) else None


def _is_tar(beginning: bytes) -> bool:
    """Whether a tar's header is first, though it may be damaged, or the first one that is not damaged comes soon."""
    if len(beginning) < BLOCKSIZE or b"\0" not in beginning[:BLOCKSIZE]:
        return False
    is_first = beginning.startswith(b"ustar", 257) or tar_header(beginning[:BLOCKSIZE]) is not None
    return is_first or _has_a_tar_header(beginning) or _has_an_old_header(beginning)


def _has_a_tar_header(beginning: bytes) -> bool:
    at = beginning.find(b"ustar", BLOCKSIZE)
    return at >= 0 and tar_header(beginning[at - 257 : at - 257 + BLOCKSIZE]) is not None


def _has_an_old_header(beginning: bytes) -> bool:
    """Whether a header of a tar follows that does not say so, as they were written before POSIX, in one of the next blocks."""
    places = range(BLOCKSIZE, len(beginning) - BLOCKSIZE + 1, BLOCKSIZE)
    return any(CHECK_SUM.match(beginning, at + 148) and tar_header(beginning[at : at + BLOCKSIZE]) for at in places)


def tar_header(block: bytes) -> TarInfo | None:
    """The parsed tar header in ``block``; None if its checksum is wrong."""
    try:
        return TarInfo.frombuf(block, "utf-8", "surrogateescape")
    except (HeaderError, ValueError):
        return None
