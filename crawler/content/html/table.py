"""Data tables: the cells as displayed, separated by tabs, with the cells that they span."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from lxml.etree import Element, _Element

from crawler.content.body import Block
from crawler.content.html.context import Context
from crawler.content.html.elements import whole_number
from crawler.content.html.emoticons import stands_in_line
from crawler.content.html.formula import tex_of_script
from crawler.content.html.pictures import PICTURES
from crawler.content.html.text import text_of
from crawler.content.html.vocabulary import CODE, FOREIGN
from crawler.content.plain_text import visible

MOST_FOR_A_PICTURE = 3
"""Cells of text for each picture, such as a caption and a title, in a table that lays out pictures."""
SECTIONS = frozenset({"thead", "tbody", "tfoot"})
PARTS = frozenset({"caption", "colgroup", "col", "tr", "td", "th"}) | SECTIONS
MOST_COLUMNS, MOST_ROWS = 1000, 65534
"""The limits for spans (HTML Standard, 4.9.11)."""
STEPS = 8
"""Columns per cell that are examined to align a table; a table that needs more is printed without alignment."""


@dataclass(slots=True)
class Cell:
    """A cell as displayed, on one line in ``text``; its lines are separated by ``<br>`` in ``html``."""

    tag: str
    text: str
    html: str
    columns: int = 1
    rows: int = 1

    def rendered(self) -> str:
        columns = f' colspan="{self.columns}"' if self.columns > 1 else ""
        rows = f' rowspan="{self.rows}"' if self.rows > 1 else ""
        return f"<{self.tag}{columns}{rows}>{self.html}</{self.tag}>"


def may_hold_data(table: _Element) -> bool:
    """Whether ``table`` contains nothing that only a layout table would: no code, no table, and few pictures for its text."""
    pictures = 0
    for element in table.iterdescendants(*PICTURES, "table", *CODE, *FOREIGN):
        if element.tag in PICTURES:
            pictures += not stands_in_line(dict(element.items()))
        elif tex_of_script(element) is None:
            return False
    return not pictures or sum(bool(text_of(cell)) for cell in table.iterdescendants("td", "th")) > MOST_FOR_A_PICTURE * pictures


def data_table(table: _Element, context: Context, content_of: Callable[[_Element], tuple[str, str] | None]) -> Block | None:
    """A table of at least 2 × 2 cells of text, one line per row; None for a layout table.

    None also if there is text between the cells, or if ``content_of`` returns None for one. The caption is a row of its own.
    Cells that are covered by another are empty in the text, so that columns are aligned.
    """
    rows: list[list[Cell]] = []
    for elements in _rows(table):
        row = [cell for element in elements if (cell := _cell(element, content_of))]
        if len(row) < len(elements):
            return None
        rows.append(row)
    if not any(cell.rows > 1 for row in rows for cell in row):
        rows = [row for row in rows if any(cell.text for cell in row)]
    if sum(any(cell.text for cell in row) for row in rows) < 2 or max(map(len, rows)) < 2 or _has_stray_text(table):
        return None
    html = "".join(f"<tr>{''.join(cell.rendered() for cell in row)}</tr>" for row in rows)
    return Block("table", "\n".join(_lines(rows)), html, context.names, context.containers, hidden=context.hidden)


def _rows(table: _Element) -> Iterator[list[_Element]]:
    """The cells of each row; a ``<caption>`` is its own heading cell, and so is text before the first row."""
    if before := visible(table.text or "").strip():
        said = Element("caption")
        said.text = before
        yield [said]
    for element in sorted(table, key=_is_foot):
        if element.tag == "caption":
            yield [element]
        elif element.tag == "tr":
            yield list(element.iterchildren("td", "th"))
        elif element.tag in SECTIONS:
            yield from (list(row.iterchildren("td", "th")) for row in element.iterchildren("tr"))


def _is_foot(element: _Element) -> bool:
    """HTML 4 has the foot of a table above its body; browsers show it at the end."""
    return element.tag == "tfoot"


def _cell(element: _Element, content_of: Callable[[_Element], tuple[str, str] | None]) -> Cell | None:
    content = content_of(element)
    if content is None:
        return None
    text, html = content
    tag = "td" if element.tag == "td" else "th"
    columns, rows = _span(element, "colspan", MOST_COLUMNS), _span(element, "rowspan", MOST_ROWS)
    return Cell(tag, text, html, columns, rows)


def _span(element: _Element, name: str, most: int) -> int:
    return min(max(whole_number(element, name) or 1, 1), most)


def _has_stray_text(table: _Element) -> bool:
    """Whether anything is displayed between the cells."""
    parts = list(table.iterchildren(*SECTIONS))
    inner = [*parts, *(row for part in (table, *parts) for row in part.iterchildren("tr"))]
    return any((part.text or "").strip() for part in inner) or any(map(_prints_between, (table, *inner)))


def _prints_between(element: _Element) -> bool:
    return any((child.tail or "").strip() or (child.tag not in PARTS and text_of(child)) for child in element)


def _lines(rows: list[list[Cell]]) -> Iterable[str]:
    """The rows with tabs between the cells, one per column, if that costs no more than a few per cell."""
    places = _places(rows)
    if places is None:
        return ("\t".join(cell.text for cell in row) for row in rows)
    columns = {column: at for at, column in enumerate(sorted({column for row in places for column in row}))}
    return (_line(row, [columns[column] for column in place]) for row, place in zip(rows, places, strict=True))


def _line(row: list[Cell], places: list[int]) -> str:
    line, at = "", 0
    for cell, place in zip(row, places, strict=True):
        line += "\t" * (place - at) + cell.text
        at = place
    return line


def _places(rows: list[list[Cell]]) -> list[list[int]] | None:
    """The column in which each cell begins; None if the spans take more than a few steps per cell."""
    left = STEPS * sum(map(len, rows)) + 64
    covered: dict[int, int] = {}  # column → rows below that a cell above reaches into
    places: list[list[int]] = []
    for row in rows:
        covered = {column: rows_left - 1 for column, rows_left in covered.items() if rows_left > 1}
        taken = set(covered) if row else set()
        here: list[int] = []
        at = 0
        for cell in row:
            while at in taken:
                at, left = at + 1, left - 1
            here.append(at)
            left -= cell.columns
            if left >= 0 and cell.rows > 1:
                covered |= dict.fromkeys(range(at, at + cell.columns), cell.rows)
            at += cell.columns
        left -= len(covered)
        if left < 0:
            return None
        places.append(here)
    return places
