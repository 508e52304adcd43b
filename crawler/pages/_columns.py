"""Which columns of a table hold pages, and which there are."""

import csv
import re
from collections.abc import Mapping
from contextlib import suppress
from typing import Any, NamedTuple

from crawler.content.patterns import regex

BOM = b"\xef\xbb\xbf"
DELIMITERS = ",\t;|"
NAMES_IN = ("utf-8", "gb18030", "latin-1")
"""What the names of columns may be written in. Contents are given as the bytes that they are: each page says what it is in."""
SAID = regex(rb'"?sep=([^\w\s"]|\t)"?\r?\n', re.IGNORECASE)
"""The first line of a table that a spreadsheet wrote for itself: what parts the columns."""
BLANK = regex(rb'\A(?:[ \t,;|"]*+\r?\n)*+')
"""Lines above the first, with empty cells at most."""
MOST_LINES = 20
"""Lines that the names of columns may take, since a name in quotation marks may have several."""
AS_BYTES = "latin-1"
"""In this every byte is a character. In no encoding of CSV is a quotation mark or a delimiter a byte of another character."""


class Columns(NamedTuple):
    """Names of columns: of the page as HTML, its address, and when it was fetched. Empty where there is none."""

    html: str = ""
    url: str = ""
    captured: str = ""

    @property
    def named(self) -> list[str]:
        """Those that there are."""
        return [name for name in self if name]


NO_COLUMNS = Columns()
MISSING = object()


def value_of(row: Mapping[str, Any], column: str, otherwise: object = None) -> Any:
    """What a ``column`` holds, or ``otherwise``. One that there is not is a path of names, with dots between: ``page.html``."""
    if column in row:
        return row[column]
    outer, _, inner = column.partition(".")
    below = row.get(outer) if inner else None
    return value_of(below, inner, otherwise) if isinstance(below, Mapping) else otherwise


def there_are(names: list[str]) -> str:
    """For a message, which columns there are, as many as one reads."""
    listed = ", ".join(name[:40] for name in names[:20])
    return f"there are {listed}{', …' if len(names) > 20 else ''}" if names else "there is none"


def delimiter_of(beginning: bytes, column: str) -> str | None:
    """What parts the columns of a table that begins so and names a ``column`` in its first row; None where it does not."""
    beginning = BLANK.sub(b"", beginning.removeprefix(BOM), 1)
    said = SAID.match(beginning)
    row = first_row(BLANK.sub(b"", beginning[said.end() :], 1) if said else beginning)
    if not any(column.encode(encoding, "ignore") in row for encoding in NAMES_IN):
        return None
    delimiters = said[1].decode() if said else DELIMITERS
    return next((delimiter for delimiter in delimiters if column in columns_of(row, delimiter)), None)


def first_row(beginning: bytes) -> bytes:
    """The first row of a table that begins so: a line, or several where a quotation mark is not closed in it."""
    end = beginning.find(b"\n")
    for _ in range(MOST_LINES):
        if end < 0 or beginning.count(b'"', 0, end) % 2 == 0:
            break
        end = beginning.find(b"\n", end + 1)
    return beginning if end < 0 else beginning[:end]


def columns_of(row: bytes, delimiter: str = ",") -> list[str]:
    """The columns that the first ``row`` names; none where it breaks the rules."""
    try:
        return [name_of(field) for field in next(csv.reader([row.decode(AS_BYTES)], delimiter=delimiter, strict=True), [])]
    except csv.Error:
        return []


def name_of(field: str) -> str:
    """The name of a column, on one line."""
    return " ".join(text_of(field).split())


def text_of(field: str) -> str:
    """The text of a ``field`` whose bytes were read as :data:`AS_BYTES`."""
    data = field.encode(AS_BYTES)
    for encoding in NAMES_IN:
        with suppress(UnicodeDecodeError):
            return data.decode(encoding)
    return field
