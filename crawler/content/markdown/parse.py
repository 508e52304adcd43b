"""Parses Markdown into blocks, line by line."""

from dataclasses import dataclass, field
from html import unescape

from crawler.content.body import Block, BlockKind
from crawler.content.html import escaped, read_again
from crawler.content.markdown.containers import OpenContainers
from crawler.content.markdown.escapes import plain, with_signs
from crawler.content.markdown.inline import to_html
from crawler.content.markdown.render import APART
from crawler.content.patterns import regex
from crawler.items import Image

FENCE = regex(r"`{3,}")
HEADING = regex(r"(#{1,4}) (.*)")
IMAGE = regex(r"!\[((?:[^\[\]\\]|\\.)*)\]\((?:<([^<>]+)>|([^()<>\s]+))\)")
CAPTION = regex(r"\*((?:[^*\\]|\\.)+)\*")
RULE = regex(r"\|(?: -{3,} \|)+")
CELL = regex(r"((?:[^|\\]|\\.?)*)(?:\||$)")
TABLE = regex(r"<table>(.*)</table>")
PRE, PRE_END = "<pre>", "</pre>"
TAG = regex(r"<[^<>]*>")
PRINTED = regex(r"<(?:sup|sub|del|rt)>")
KINDS: dict[str, BlockKind] = {"##": "h2", "###": "h3", "####": "h4"}


@dataclass(slots=True)
class Section:
    """The blocks under a first-level heading and its title, which is empty before the first such heading."""

    title: str
    blocks: list[Block] = field(default_factory=list)


def parse_markdown(text: str) -> list[Section]:
    """The sections of ``text``, as written by :func:`render_markdown`; anything else is one paragraph per line.

    URLs of images are unchanged, with some characters percent-encoded.

    Text is escaped, but the tags of clean HTML are kept and may be unbalanced, links may lead anywhere, and tables and listings
    may be HTML: what is rendered from the blocks must be checked (:func:`crawler.content.html.clean_blocks`).
    """
    parser = _Parser(text.split("\n"))
    parser.run()
    return parser.sections


class _Parser:
    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        self.at = 0
        self.sections = [Section("")]
        self.around = OpenContainers()

    def run(self) -> None:
        while self.at < len(self.lines):
            line = self.lines[self.at]
            self.at += 1
            rest = self.around.enter(line)
            if rest and rest != APART:
                self.block(rest)

    def add(self, block: Block) -> None:
        block.containers = self.around.containers()
        self.sections[-1].blocks.append(block)

    def block(self, line: str) -> None:
        if fence := FENCE.fullmatch(line):
            self.code(fence[0])
        elif heading := HEADING.fullmatch(line):
            self.heading(*heading.groups())
        elif image := IMAGE.fullmatch(line):
            self.image(plain(image[1]), image[2] or image[3])
        elif line.startswith("| ") and self.is_table():
            self.table(line)
        elif table := TABLE.fullmatch(line):
            html = with_signs(table[1])
            self.add(Block("table", read_again("table", html)[0], html))
        elif line.startswith(PRE):
            self.listing(line)
        else:
            self.add(_words("item" if self.around.in_item() else "paragraph", line))

    def heading(self, level: str, words: str) -> None:
        if level == "#":
            self.around = OpenContainers()
            self.sections.append(Section(plain(words)))
        else:
            self.add(_words(KINDS[level], words))

    def code(self, fence: str) -> None:
        """Parse a fenced listing, as versions before 1.0 wrote them."""
        lines = []
        while (line := self.next()) is not None and line != fence:
            lines.append(line)
        text = "\n".join(lines)
        self.add(Block("preformatted", text, escaped(text)))

    def listing(self, first: str) -> None:
        lines = [first.removeprefix(PRE)]
        while not lines[-1].endswith(PRE_END) and (line := self.next()) is not None:
            lines.append(line)
        html = with_signs("\n".join(lines).removesuffix(PRE_END))
        self.add(Block("preformatted", read_again("preformatted", html)[0] if "<" in html else unescape(html), html))

    def next(self) -> str | None:
        """Advance to the next line, without the markers of containers; None at the end."""
        if self.at == len(self.lines):
            return None
        self.at += 1
        return self.around.inner(self.lines[self.at - 1])

    def image(self, alt: str, url: str) -> None:
        caption = CAPTION.fullmatch(self.peek())
        if caption:
            self.at += 1
        self.add(Block("image", image=Image(url, [url], alt or None, plain(caption[1]) if caption else None)))

    def peek(self) -> str:
        """The next line in the same containers."""
        return self.around.inner(self.lines[self.at]) if self.at < len(self.lines) else ""

    def is_table(self) -> bool:
        return RULE.fullmatch(self.peek()) is not None

    def table(self, header: str) -> None:
        self.at += 1
        rows = [("th", _cells(header))] if any(_cells(header)) else []
        while self.peek().startswith("| "):
            rows.append(("td", _cells(self.peek())))
            self.at += 1
        html = "".join(f"<tr>{''.join(f'<{tag}>{cell}</{tag}>' for cell in cells)}</tr>" for tag, cells in rows)
        self.add(Block("table", read_again("table", html)[0], html))


def _cells(row: str) -> list[str]:
    """The HTML of the cells in a line that begins with a bar."""
    return [to_html(cell.strip(" ")) for cell in CELL.findall(row)[1:-1]]


def _words(kind: BlockKind, markdown: str) -> Block:
    html = to_html(markdown)
    text = read_again(kind, html)[0] if PRINTED.search(html) else unescape(TAG.sub("", html))
    return Block(kind, text, html)
