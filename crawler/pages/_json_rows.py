"""The pages in a column of JSON Lines."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from crawler.pages._columns import BOM, MISSING, value_of
from crawler.pages._item_lines import lines
from crawler.pages._page import DamagedError, Found, Limits, Lost, PageTooLargeError
from crawler.pages._rows import Table
from crawler.pages._streams import ForwardStream

MOST_DIGITS = 640
"""Of an integer, which :func:`int` reads whatever its limit is set to."""


def pages(stream: ForwardStream, path: str, file: Path, limits: Limits) -> Iterator[Found]:
    """A page for every line of ``stream`` that is not empty, called by its number, by the columns of ``limits``.

    A line that is no JSON object, or of more than ``limits.page_bytes``, cannot be read. The lines that damage is in are lost.
    A column for the rest that no line has is told as a loss of no page.
    """
    table, missing, number = Table(path, file, limits), set(limits.columns.named), 0
    for line in lines(stream, path, limits):
        if isinstance(line, Lost):
            yield line
            continue
        number += 1
        if len(line) > limits.page_bytes:
            yield table.failed(number, PageTooLargeError(limits))
        elif line.strip():
            row = row_of(line.removeprefix(BOM))
            if row is None:
                yield table.failed(number, DamagedError("damaged: no whole line of JSON"))
            else:
                missing = {column for column in missing if value_of(row, column, MISSING) is MISSING}
                yield table.page(number, row)
    for column in sorted(missing - {limits.columns.html}):
        yield Lost(path, f"no row has a column {column}", 0)
    yield from table.not_understood()


def row_of(line: bytes) -> dict[str, Any] | None:
    """The object on a line; None where it is none. What JSON has not and Python writes (NaN, half a surrogate) is read, and so
    are a tab in a string and what is in GB 18030; integers of more than 640 digits become infinite."""
    try:
        row = msgspec.json.decode(line)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        try:
            row = json.loads(_text_of(line), strict=False, parse_int=_number)
        except (ValueError, RecursionError):
            return None
    return row if isinstance(row, dict) else None


def _number(digits: str) -> float:
    return int(digits) if len(digits) <= MOST_DIGITS else float(digits)


def _text_of(line: bytes) -> str | bytes:
    try:
        line.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return line.decode("gb18030")
    return line
