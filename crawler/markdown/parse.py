"""From Markdown to blocks, one line at a time."""

import re
from dataclasses import dataclass, field
from html import unescape

from crawler.body import Block, BlockKind
from crawler.html import escaped
from crawler.items import Image
from crawler.markdown.inline import plain, to_html
from crawler.markdown.render import APART

QUOTES = re.compile(r"(?:> ?)*")
FENCE = re.compile(r"`{3,}")
HEADING = re.compile(r"(#{1,4}) (.*)")
IMAGE = re.compile(r"!\[((?:[^\[\]\\]|\\.)*)\]\(<([^<>]+)>\)")
CAPTION = re.compile(r"\*((?:[^*\\]|\\.)+)\*")
ITEM = re.compile(r"(?:(-)|\d{1,9}\.) (.*)", re.DOTALL)
RULE = re.compile(r"\|(?: -{3,} \|)+")
CELL = re.compile(r"((?:[^|\\]|\\.?)*)(?:\||$)")
TAG = re.compile(r"<[^<>]*>")
KINDS: dict[str, BlockKind] = {"##": "h2", "###": "h3", "####": "h4"}


@dataclass(slots=True)
class Section:
    """The blocks under a heading of the first level, and what it says; before the first such heading it says nothing."""

    title: str
    blocks: list[Block] = field(default_factory=list)


def parse_markdown(text: str) -> list[Section]:
    """The sections of ``text``, in what :func:`crawler.markdown.render_markdown` writes; anything else is a paragraph a line.

    Text is escaped, but tags of strong, em, code and links are kept and may be unbalanced, and links lead anywhere: what is
    rendered of it must be checked (:func:`crawler.html.clean_blocks`).
    """
    parser = _Parser(text.split("\n"))
    parser.run()
    return parser.sections


class _Parser:
    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        self.at = 0
        self.sections = [Section("")]
        self.quotes: list[tuple[str, int]] = []
        self.list: tuple[str, int] | None = None
        self.containers = 0

    def run(self) -> None:
        while self.at < len(self.lines):
            depth, line = self.next_line()
            del self.quotes[depth:]
            if not line or line == APART:
                self.list = None
                if line:
                    self.quotes = self.quotes[:depth]
                continue
            self.quotes += [self.container("blockquote") for _ in range(depth - len(self.quotes))]
            self.block(line)

    def next_line(self) -> tuple[int, str]:
        """How many quotations the next line stands in, and the line without their signs."""
        line = self.lines[self.at]
        self.at += 1
        signs = QUOTES.match(line)
        assert signs  # noqa: S101 - it matches nothing as well
        return signs[0].count(">"), line[signs.end() :]

    def container(self, tag: str) -> tuple[str, int]:
        self.containers += 1
        return tag, self.containers

    def add(self, block: Block) -> None:
        block.containers = (*self.quotes, *([self.list] if self.list else ()))
        self.sections[-1].blocks.append(block)

    def block(self, line: str) -> None:
        if item := ITEM.fullmatch(line):
            tag = "ul" if item[1] else "ol"
            if self.list is None or self.list[0] != tag:
                self.list = self.container(tag)
            self.add(_words("item", item[2]))
            return
        self.list = None
        if fence := FENCE.fullmatch(line):
            self.code(fence[0])
        elif heading := HEADING.fullmatch(line):
            self.heading(*heading.groups())
        elif image := IMAGE.fullmatch(line):
            self.image(plain(image[1]), image[2])
        elif line.startswith("| ") and self.is_table():
            self.table(line)
        else:
            self.add(_words("paragraph", line))

    def heading(self, level: str, words: str) -> None:
        if level == "#":
            self.quotes = []
            self.sections.append(Section(plain(words)))
        else:
            self.add(_words(KINDS[level], words))

    def code(self, fence: str) -> None:
        lines = []
        signs = "> " * len(self.quotes)
        while self.at < len(self.lines):
            line = self.lines[self.at].removeprefix(signs)
            self.at += 1
            if line == fence:
                break
            lines.append(line)
        text = "\n".join(lines)
        self.add(Block("preformatted", text, escaped(text)))

    def image(self, alt: str, url: str) -> None:
        caption = CAPTION.fullmatch(self.peek())
        if caption:
            self.at += 1
        self.add(Block("image", image=Image(url, [url], alt or None, plain(caption[1]) if caption else None)))

    def peek(self) -> str:
        """The next line in the same quotations."""
        line = self.lines[self.at] if self.at < len(self.lines) else ""
        return line.removeprefix("> " * len(self.quotes))

    def is_table(self) -> bool:
        return RULE.fullmatch(self.peek()) is not None

    def table(self, header: str) -> None:
        self.at += 1
        rows = [("th", _cells(header))] if any(_cells(header)) else []
        while self.peek().startswith("| "):
            rows.append(("td", _cells(self.peek())))
            self.at += 1
        text = "\n".join("\t".join(cells) for _, cells in rows)
        html = "".join("<tr>" + "".join(f"<{tag}>{escaped(cell)}</{tag}>" for cell in cells) + "</tr>" for tag, cells in rows)
        self.add(Block("table", text, html))


def _cells(row: str) -> list[str]:
    """What stands between the bars of a line that begins with one."""
    return [plain(cell.strip(" ")) for cell in CELL.findall(row)[1:-1]]


def _words(kind: BlockKind, markdown: str) -> Block:
    html = to_html(markdown)
    return Block(kind, unescape(TAG.sub("", html)), html)
