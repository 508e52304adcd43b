"""Elements that are read as a whole: links, tables, code, small pictures, and what is embedded."""

from lxml.etree import _Element

from crawler.body import Block
from crawler.html.context import Context
from crawler.html.paragraph import escaped

SMALL = 48
"""Pixels. Pictures up to this size stand in a line of text (emoticons, icons)."""


def link(element: _Element) -> str | None:
    """What stands between ``<`` and ``>`` for a link that is safe to keep; None for every other."""
    url = element.get("href", "").strip()
    if not url.lower().startswith(("http://", "https://")):
        return None
    return f'a href="{escaped(url)}"'


def is_small(attributes: dict[str, str]) -> bool:
    """Whether the page declares that an image is as small as a letter."""
    sizes = [int(size) for key in ("width", "height") if (size := attributes.get(key, "").removesuffix("px")).isdecimal()]
    return bool(sizes) and max(sizes) <= SMALL


def embedded(element: _Element) -> str:
    """What there is to say of an element that is none of the content: its URL, or else its source."""
    url = element.get("src") or element.get("data") or element.get("href")
    source = element.find("source")
    if not url and source is not None:
        url = source.get("src")
    return (url or "".join(element.itertext())).strip()


def preformatted(element: _Element, context: Context) -> Block:
    """Code and the like, white space kept."""
    text = "".join(element.itertext()).strip("\n")
    return Block("preformatted", text, escaped(text), context.names, context.containers, hidden=context.hidden)


def data_table(element: _Element, context: Context) -> Block | None:
    """A table of at least 2 × 2 cells of text, a line a row; None for one that only lays out other content."""
    rows = [[_cell(cell) for cell in row.iter("td", "th")] for row in element.iter("tr")]
    rows = [row for row in rows if any(text for _, text in row)]
    if len(rows) < 2 or max(map(len, rows)) < 2 or next(element.iter("img", "iframe", "video", "pre"), None) is not None:
        return None
    text = "\n".join("\t".join(text for _, text in row) for row in rows)
    html = "".join("<tr>" + "".join(f"<{tag}>{escaped(text)}</{tag}>" for tag, text in row) + "</tr>" for row in rows)
    return Block("table", text, html, context.names, context.containers, hidden=context.hidden)


def _cell(cell: _Element) -> tuple[str, str]:
    return str(cell.tag), " ".join("".join(cell.itertext()).split())
