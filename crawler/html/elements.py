"""Elements that are read as a whole: links, tables, code, small pictures, and what is embedded."""

from lxml.etree import _Element, iterwalk

from crawler.body import Block
from crawler.html.context import Context
from crawler.html.paragraph import escaped
from crawler.html.pictures import PICTURES
from crawler.html.vocabulary import FOREIGN
from crawler.web_url import WEB_HOST, resolved

MAX_DEPTH = 150
"""Nested elements that a body may have; the deepest of the real pages has 9. libxml2 drops what is below 2,048,
and Python's stack holds some 300."""


class TooDeepError(ValueError):
    """The HTML nests deeper than the setting ``MAX_PAGE_DEPTH`` allows, or than Python's stack."""

    def __init__(self, max_depth: int) -> None:
        super().__init__(f"elements nest deeper than MAX_PAGE_DEPTH = {max_depth} or than Python's stack")


def refuse_deep(element: _Element, max_depth: int) -> None:
    """Raise :class:`TooDeepError` where the descendants of ``element`` nest deeper than ``max_depth``."""
    depth = 0
    for event, _ in iterwalk(element, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > max_depth:
            raise TooDeepError(max_depth)


def link(element: _Element, base: str | None = None) -> str | None:
    """What stands between ``<`` and ``>`` for a link that is safe to keep, read from ``base`` on; None for every other."""
    url = element.get("href", "").strip()
    if url and not WEB_HOST.match(url):
        url = resolved(url, base)
    if not WEB_HOST.match(url):
        return None
    return f'a href="{escaped(url)}"'


def embedded(element: _Element) -> str:
    """What there is to say of an element that is none of the content: its URL and the text in it."""
    url = element.get("src") or element.get("data") or element.get("href")
    source = element.find("source")
    if not url and source is not None:
        url = source.get("src")
    own = "".join(element.itertext()).strip()
    return f"{url} {own}" if url and own else (url or own).strip()


def preformatted(element: _Element, context: Context) -> Block:
    """Code and the like, white space kept."""
    text = "".join(element.itertext()).strip("\n")
    return Block("preformatted", text, escaped(text), context.names, context.containers, hidden=context.hidden)


def data_table(element: _Element, context: Context) -> Block | None:
    """A table of at least 2 × 2 cells of text, a line a row; None for one that only lays out other content.

    None as well where text stands outside the cells. The caption is a row of its own.
    """
    if next(element.iterdescendants(*PICTURES, "pre", "table", *FOREIGN), None) is not None:
        return None
    rows = [row for row in map(_cells, element.iter("caption", "tr")) if any(text for _, text in row)]
    if len(rows) < 2 or max(map(len, rows)) < 2 or _size("".join(element.itertext())) != _size(" ".join(_texts(rows))):
        return None
    text = "\n".join("\t".join(text for _, text in row) for row in rows)
    html = "".join("<tr>" + "".join(f"<{tag}>{escaped(text)}</{tag}>" for tag, text in row) + "</tr>" for row in rows)
    return Block("table", text, html, context.names, context.containers, hidden=context.hidden)


def _cells(row: _Element) -> list[tuple[str, str]]:
    """Tag and text of each cell of a ``<tr>``; a ``<caption>`` is its own heading cell."""
    cells = [row] if row.tag == "caption" else row.iterchildren("td", "th")
    return [("td" if cell.tag == "td" else "th", " ".join("".join(cell.itertext()).split())) for cell in cells]


def _texts(rows: list[list[tuple[str, str]]]) -> list[str]:
    return [text for row in rows for _, text in row]


def _size(text: str) -> int:
    """Characters that are no white space."""
    return sum(map(len, text.split()))
