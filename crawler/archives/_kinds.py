"""What a file is, by its first bytes."""

import re
from enum import Enum
from tarfile import BLOCKSIZE, HeaderError, TarInfo
from typing import BinaryIO

from crawler.archives._item_lines import BEGINNING
from crawler.archives._limits import Limits
from crawler.archives._streams import HEAD, ForwardStream, is_compressed

BESIDE_PAGES = (".golden.json", ".phrases.yaml")
"""Endings of the files that lie beside the pages of ``fixtures/`` and are none."""
ZIP = (b"PK\x03\x04", b"PK\x05\x06")
WARC = re.compile(rb"WARC/\d\.\d+\r?\n")
PICTURE = re.compile(
    rb"\xff\xd8\xff|\x89PNG\r\n\x1a\n|GIF8[79]a|RIFF.{4}WEBP|.{4}ftypavi[fs]|BM.{4}\x00{4}|\x00\x00\x01\x00[\x01-\x20]\x00",
    re.DOTALL,
)
"""How JPEG, PNG, GIF, WebP, AVIF, BMP and ICO begin."""
HIDDEN = re.compile(r"(?:^|[/\\])\.\.*[^./\\]")
"""A step of a path that begins with a point, and is not made of points alone."""
Kind = Enum("Kind", ["PAGE", "COMPRESSED_PAGE", "ZIP", "TAR", "WARC", "ITEM_LINES"])


def is_plain(head: bytes) -> bool:
    """Whether a file that begins with ``head`` is a page as it is: neither an archive nor compressed."""
    return not (head.startswith((*ZIP, BEGINNING)) or is_compressed(head) or _is_tar(head) or WARC.match(head))


def is_picture(head: bytes) -> bool:
    """Whether what begins with ``head`` is a picture in one of the formats of the web; SVG is text."""
    return PICTURE.match(head) is not None


def kind_of(raw: BinaryIO, limits: Limits) -> Kind:
    """What ``raw`` is, which is at its beginning before and after. Raises what reading its first bytes raises."""
    head = raw.read(HEAD)
    raw.seek(0)
    if is_plain(head):
        return Kind.PAGE
    if head.startswith(ZIP):
        return Kind.ZIP
    unpacked = ForwardStream(raw, limits).head
    raw.seek(0)
    if _is_tar(unpacked):
        return Kind.TAR
    if unpacked.startswith(BEGINNING):
        return Kind.ITEM_LINES
    return Kind.WARC if WARC.match(unpacked) else Kind.COMPRESSED_PAGE


def passed_over(name: str) -> str | None:
    """Why the file or member ``name`` is no page although it could be one; None where it is one."""
    if HIDDEN.search(name):
        return "hidden file"
    return "golden or phrases" if name.endswith(BESIDE_PAGES) else None


def _is_tar(head: bytes) -> bool:
    """Whether the checksum of a first header is right."""
    if len(head) < BLOCKSIZE or b"\0" not in head:
        return False
    try:
        TarInfo.frombuf(head, "utf-8", "surrogateescape")
    except (HeaderError, ValueError):
        return False
    return True
