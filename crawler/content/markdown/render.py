"""Renders blocks as Markdown."""

from collections.abc import Iterable

from crawler.content.body import Block, Container, Containers
from crawler.content.markdown.escapes import at_line_start, escaped_text, in_destination, in_heading, neutral, unfenced
from crawler.content.markdown.inline import to_markdown
from crawler.content.patterns import regex
from crawler.items import Image

HEADINGS = {"h2": "## ", "h3": "### ", "h4": "#### "}
LISTS = frozenset({"ul", "ol"})
APART = "<!-- -->"
"""Separates two lists, or two quotations, that would otherwise be merged."""
CELL = regex(r"<(t[dh])>(.*?)</t[dh]>")


def render_markdown(blocks: Iterable[Block]) -> str:
    """The Markdown of ``blocks``: one line per paragraph, blank lines between blocks, list items on consecutive lines.

    :func:`crawler.content.markdown.parse_markdown` restores the blocks. Listings, and tables that Markdown cannot express (with
    spanning cells or several header rows), are HTML. CommonMark, GitHub Flavored Markdown and Python-Markdown interpret it in the
    same way: none takes any text, URL or listing for markup.
    """
    lines: list[str] = []
    around: Containers | None = None
    for at, block in enumerate(blocks):
        here = block.containers
        if here and here[-1].tag in LISTS:  # made by hand, without items
            here = (*here, Container("li", -at))
        common = 0 if around is None else _common(around, here)
        if around is not None:
            lines += _between(around, here, common)
        first, *others = _lines(block)
        lines.append(_prefix(here, common) + first)
        lines += [_prefix(here, len(here)) + line for line in others]
        around = here
    return "\n".join(lines)


def _common(before: Containers, after: Containers) -> int:
    """The number of containers that two blocks share."""
    common = 0
    while common < min(len(before), len(after)) and before[common] == after[common]:
        common += 1
    return common


def _prefix(containers: Containers, known: int) -> str:
    """The markers before a line in ``containers``, all of which except the first ``known`` begin there."""
    prefix = ""
    for depth, container in enumerate(containers):
        if container.tag == "blockquote":
            prefix += "> "
        elif container.tag == "li":
            marker = "- " if containers[depth - 1].tag == "ul" else f"{1 if container.number is None else container.number}. "
            prefix += marker if depth >= known else " " * len(marker)
    return prefix


def _between(before: Containers, after: Containers, common: int) -> list[str]:
    """The lines between two blocks: none before an item of the same list, or a list in an item, which would become loose."""
    if len(before) > common and len(after) > common and before[common].tag == after[common].tag == "li":
        return []
    if len(before) == common and _begins_at_once(after, common):
        return []
    blank = _prefix(before[:common], common).rstrip()
    diverging = [stack[common].tag for stack in (before, after) if len(stack) > common]
    if len(diverging) == 2 and diverging[0] == diverging[1]:
        return [blank, _prefix(before[:common], common) + APART, blank]
    return [blank]


def _begins_at_once(after: Containers, depth: int) -> bool:
    """Whether a list begins at ``depth`` that can interrupt the paragraph above without a blank line."""
    if len(after) < depth + 2 or not depth or after[depth - 1].tag != "li":
        return False
    return after[depth].tag == "ul" or (after[depth].tag == "ol" and after[depth + 1].number in (None, 1))


def _lines(block: Block) -> list[str]:
    if block.image is not None:
        return _figure(block.image)
    if block.kind == "preformatted":
        return _html(f"<pre>{block.html}</pre>", block.containers)
    if block.kind == "table":
        return _table(block.html) or _html(f"<table>{block.html}</table>", block.containers)
    if block.kind in HEADINGS:
        return [HEADINGS[block.kind] + in_heading(to_markdown(block.html))]
    return [at_line_start(to_markdown(block.html))]


def _html(html: str, containers: Containers) -> list[str]:
    """The lines of an element. In a list or quotation it is one line, which Python-Markdown treats as a paragraph."""
    return [neutral(html)] if containers else unfenced(html).split("\n")


def _figure(image: Image) -> list[str]:
    picture = f"![{escaped_text(image.alt or '')}]({in_destination(image.url)})"
    return [picture, f"*{escaped_text(image.caption)}*"] if image.caption else [picture]


def _table(html: str) -> list[str] | None:
    """A header row, empty if the table has none, and the other rows; None if Markdown cannot express the table."""
    rows = [CELL.findall(row) for row in html.split("</tr>") if row]
    width = max(map(len, rows), default=0)
    heads = [tag == "th" for row in rows for tag, _ in row]
    has_header = bool(rows) and len(rows[0]) == width and all(heads[:width])
    if "<td " in html or "<th " in html or any(heads[width * has_header :]):
        return None
    texts = [[to_markdown(cell) for _, cell in row] for row in rows]
    header = texts.pop(0) if has_header else [""] * width
    return [_row(header), _row(["---"] * width), *map(_row, texts)]


def _row(cells: list[str]) -> str:
    return "| " + " | ".join(cells) + " |"
