"""From blocks to Markdown."""

import re
from collections.abc import Iterable
from html import unescape

from crawler.body import Block
from crawler.items import Image
from crawler.markdown.inline import at_line_start, escaped_text, to_markdown

HEADINGS = {"h2": "## ", "h3": "### ", "h4": "#### "}
APART = "<!-- -->"
"""Stands between two lists, or two quotations, that would be one."""
BACKTICKS = re.compile(r"`{3,}")
CELL = re.compile(r"<(t[dh])>([^<]*)</t[dh]>")
Containers = tuple[tuple[str, int], ...]


def render_markdown(blocks: Iterable[Block]) -> str:
    """The Markdown of ``blocks``: paragraphs on a line each, blank lines between blocks, list items on consecutive lines.

    Blocks that Markdown has no form for (a heading in a list, a table with several header rows) lose their place or their
    look; :func:`crawler.markdown.parse_markdown` gives back all others as they were.
    """
    lines: list[str] = []
    around: Containers | None = None
    number = 0
    for block in blocks:
        here = block.containers
        number = number + 1 if here == around else 1
        if around is not None:
            lines += _between(around, here)
        quotes = "> " * _quotes(here)
        lines += [f"{quotes}{line}" for line in _lines(block, number)]
        around = here
    return "\n".join(lines)


def _quotes(containers: Containers) -> int:
    return sum(tag == "blockquote" for tag, _ in containers)


def _between(before: Containers, after: Containers) -> list[str]:
    """The lines between two blocks: none between two items of a list."""
    if before == after and before and before[-1][0] != "blockquote":
        return []
    common = 0
    while common < min(len(before), len(after)) and before[common] == after[common]:
        common += 1
    blank = (">" * _quotes(before[:common])).replace(">", "> ").rstrip()
    diverging = [stack[common][0] for stack in (before, after) if len(stack) > common]
    if len(diverging) == 2 and diverging[0] == diverging[1]:
        return [blank, f"{blank} {APART}".lstrip(), blank]
    return [blank]


def _lines(block: Block, number: int) -> list[str]:
    if block.image is not None:
        return _figure(block.image)
    if block.kind == "preformatted":
        fence = "`" * max(3, *(len(run) + 1 for run in BACKTICKS.findall(block.text)), 3)
        return [fence, *block.text.split("\n"), fence]
    if block.kind == "table":
        return _table(block.html)
    if block.kind in HEADINGS:
        return [HEADINGS[block.kind] + to_markdown(block.html)]
    within = block.containers[-1][0] if block.containers else ""
    marker = {"ul": "- ", "ol": f"{number}. "}.get(within, "")
    return [marker + at_line_start(to_markdown(block.html))]


def _figure(image: Image) -> list[str]:
    picture = f"![{escaped_text(image.alt or '')}](<{image.url}>)"
    return [picture, f"*{escaped_text(image.caption)}*"] if image.caption else [picture]


def _table(html: str) -> list[str]:
    """A header row, which is empty where the table has none, and the rows."""
    rows = [CELL.findall(row) for row in html.split("</tr>") if row]
    texts = [[escaped_text(unescape(text)) for _, text in row] for row in rows]
    width = max(map(len, rows), default=0)
    header = texts.pop(0) if rows and all(tag == "th" for tag, _ in rows[0]) else [""] * width
    return [_row(header), _row(["---"] * width), *map(_row, texts)]


def _row(cells: list[str]) -> str:
    return "| " + " | ".join(cells) + " |"
