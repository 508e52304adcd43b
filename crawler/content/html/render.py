"""Renders blocks as the text and the HTML of an item."""

from collections.abc import Iterable

from crawler.content.body import Block, BlockKind, Containers
from crawler.content.html.paragraph import escaped
from crawler.items import Image

TAGS: dict[BlockKind, str] = {
    "paragraph": "p",
    "h2": "h2",
    "h3": "h3",
    "h4": "h4",
    "item": "li",
    "preformatted": "pre",
    "table": "table",
}
LISTS = frozenset({"ul", "ol"})
IN_LINES = frozenset({"p", "li"})


def render_text(blocks: Iterable[Block]) -> str:
    """The paragraphs of ``blocks``, joined by blank lines; one inside code becomes a line with a space, which parts none."""
    shown = (block for block in blocks if block.text and block.kind in TAGS)
    return "\n\n".join([_lines_of(block) if "\n" in block.text else block.text for block in shown])


def _lines_of(block: Block) -> str:
    lines = block.text.split("\n")
    if block.kind == "preformatted":
        return "\n".join(line if line.strip() else " " for line in lines)
    return "\n".join(line for line in lines if line.strip())


def render_html(blocks: Iterable[Block]) -> str:
    """The HTML of ``blocks``, one line per block. It is safe if the blocks' own HTML is.

    All content of a list item is in one ``li``, with ``<br>`` between its paragraphs. An ``ol`` has a ``start`` unless it begins
    with 1, and is split where its numbers are not consecutive: in reversed lists, and where an item was removed.
    """
    lines = _Lines()
    for block in blocks:
        if block.image is not None:
            lines.add(block.containers, _figure(block.image), in_line=False)
        elif block.kind in TAGS:
            tag = TAGS[block.kind]
            in_line = tag in IN_LINES
            lines.add(block.containers, block.html if in_line else f"<{tag}>{block.html}</{tag}>", in_line)
    lines.move(())
    return "\n".join(lines.lines)


class _Lines:
    """The lines of HTML so far, and the containers of the last one."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.around: Containers = ()
        self._next: list[int] = []  # for each container, the number that its next item would have by default
        self._item = ""  # an item that has begun and has no line yet
        self._goes_on = False  # whether the next paragraph belongs to the item at the end of the last line

    def add(self, containers: Containers, html: str, in_line: bool) -> None:
        """Add the HTML of a block; ``in_line`` if it is the content of a paragraph."""
        if containers != self.around:
            self.move(containers)
        within = containers[-1].tag if containers else ""
        if within in LISTS:
            html = f"<li>{html}</li>"
        elif within == "li" and in_line:
            if self._goes_on:
                self.lines[-1] += f"<br>{html}"
                return
            self._goes_on = True
        else:
            self._goes_on = False
            html = f"<p>{html}</p>" if in_line else html
        self.lines.append(self._item + html)
        self._item = ""

    def move(self, there: Containers) -> None:
        """Close and open containers until the next line is in ``there``."""
        here, common = self.around, 0
        while common < min(len(here), len(there)) and here[common] == there[common]:
            common += 1
        if common and here[common - 1].tag == "ol" and self._jumps(there, common):
            common -= 1
        for container in reversed(here[common:]):
            if container.tag == "li":
                self.lines[-1] += "</li>"
            else:
                self.lines.append(f"</{container.tag}>")
        del self._next[common:]
        for depth in range(common, len(there)):
            self._begin(there, depth)
        self.around, self._goes_on = there, False

    def _jumps(self, there: Containers, depth: int) -> bool:
        """Whether the item at ``depth`` of ``there`` has a different number than its list would give it."""
        number = there[depth].number if len(there) > depth else None
        return number is not None and number != self._next[depth - 1]

    def _begin(self, there: Containers, depth: int) -> None:
        container = there[depth]
        number = 1
        if container.tag == "li":
            self._item += "<li>"
            if depth:
                self._next[depth - 1] = 1 + (self._next[depth - 1] if container.number is None else container.number)
        elif container.tag == "ol":
            first = there[depth + 1].number if depth + 1 < len(there) else None
            number = 1 if first is None else first
            self._line("<ol>" if number == 1 else f'<ol start="{number}">')
        else:
            self._line(f"<{container.tag}>")
        self._next.append(number)

    def _line(self, html: str) -> None:
        self.lines.append(self._item + html)
        self._item = ""


def _figure(image: Image) -> str:
    sizes = "".join(f' {name}="{size}"' for name, size in (("width", image.width), ("height", image.height)) if size is not None)
    caption = f"<figcaption>{escaped(image.caption)}</figcaption>" if image.caption else ""
    return f'<figure><img src="{escaped(image.url)}" alt="{escaped(image.alt or "")}"{sizes}>{caption}</figure>'
