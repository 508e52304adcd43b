"""How the records of WARCs and ARCs begin."""

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple, TypeAlias

from crawler.content.patterns import regex

Fields: TypeAlias = Mapping[str, str]
"""Of a record's header, by their names in lower case; of equal ones the first."""
LONGEST = 256 * 1024
"""Bytes of a header."""


class Head(NamedTuple):
    """The header of a record. ``size``: its bytes. ``length``: those of the block that follows, None where it does not say."""

    fields: Fields
    size: int
    length: int | None


class Grammar(NamedTuple):
    """What the records of a kind of file look like."""

    begins: re.Pattern[bytes]
    """A header, where one must be."""
    probed: int
    """Bytes that show whether one begins, with line ends before it."""
    ends: re.Pattern[bytes]
    head: Callable[[bytes], Head]
    seen: re.Pattern[bytes]
    """A header in the midst of something else."""
    between: bytes | None
    """What stands after every block and shows that it ends there."""


FIELD = regex(r"\n([^:\s]{1,200})[ \t]{0,9}:[ \t]{0,99}([^\r\n]*)")
FOLD = regex(r"\r?\n[ \t]+")
"""Goes on with a value on another line."""


def _warc_head(data: bytes) -> Head:
    fields = _fields(data)
    length = fields.get("content-length", "")
    return Head(fields, len(data), int(length) if length.isdecimal() and len(length) < 16 else None)


def _fields(data: bytes) -> dict[str, str]:
    try:
        text = data.decode()
    except UnicodeDecodeError:
        text = data.decode("latin-1")
    if "\n " in text or "\n\t" in text:
        text = FOLD.sub(" ", text)
    return {name.lower(): value.rstrip() for name, value in reversed(FIELD.findall(text))}


def _arc_head(data: bytes) -> Head:
    """The header of an ARC's record as a WARC would have it. Version 1 has five words, version 2 ten."""
    url, _, date, media, *_, length = data.decode("latin-1").split()
    day = f"{date[:4]}-{date[4:6]}-{date[6:8]}T{date[8:10]}:{date[10:12]}:{date[12:14]}Z"
    kind = "warcinfo" if url.startswith("filedesc:") else "response"
    fields = {"warc-type": kind, "warc-target-uri": url, "warc-date": day, "content-type": f"application/http; was={media}"}
    return Head(fields, len(data), int(length))


WARC = Grammar(
    regex(rb"WARC/\d\.\d{1,3}[ \t]*\r?\n", re.IGNORECASE),
    64,
    regex(rb"\n\r?\n"),
    _warc_head,
    regex(rb"WARC/\d\.\d{1,3}[ \t]*\r?\n(?=(?:WARC-|Content-)[A-Za-z-]{2,40}:)", re.IGNORECASE),
    b"\r\n\r\n",
)
_ARC_LINE = rb"[A-Za-z][A-Za-z0-9+.-]{1,20}:\S{1,9000} \S{1,60} \d{14} \S{1,200}(?: \S{1,300}){0,5} \d{1,15}\r?\n"
ARC = Grammar(regex(_ARC_LINE), 10_000, regex(rb"\n"), _arc_head, regex(rb"(?<=\n)" + _ARC_LINE), None)
ARC_BEGINS = b"filedesc://"
WARC_BEGINS = regex(rb"[\r\n]{0,16}WARC/\d\.\d{1,3}[ \t]*\r?\n|[^\n]{0,64}\n(?:WARC|Warc|warc)-[A-Za-z-]{2,40}: ")
"""A WARC's first bytes, though its first line may be damaged."""
