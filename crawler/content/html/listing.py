"""Code listings: white space is kept, one line per line, however a page marks its lines."""

import re
from collections.abc import Iterator

from lxml.etree import _Element, iterwalk

from crawler.content.body import Block
from crawler.content.html.context import Context
from crawler.content.html.emoticons import emoji_of, stands_in_line
from crawler.content.html.paragraph import escaped, is_letter
from crawler.content.html.pictures import PICTURES
from crawler.content.html.printed import PRINTED
from crawler.content.html.text import text_of
from crawler.content.html.traits import ON_ITS_OWN
from crawler.content.html.vocabulary import BREAKING, CODE, FOREIGN, STRUCK, UNSEEN
from crawler.content.patterns import regex

LINE = regex(r"(?:[\w-]{1,20}[-_])?line")
"""Class names of elements that are a line each."""
GUTTER = regex(
    r"(?:[\w-]{1,20}[-_])?(?:gutter|lineno|linenos|linenumbers?|line-?num(?:ber)?s?|numbering|ln|lnt|nums?|ln-(?:numbers|n)|blob-num)"
    r"(?:[-_][\w-]{1,20})?"
)
"""Class names of elements that contain line numbers."""
MARKED = {**{tag: tag for tag in ("ins", "sup", "sub")}, **dict.fromkeys(STRUCK, "del")}
Found = Block | _Element


def listing(element: _Element, context: Context) -> Iterator[Found]:
    """The blocks of the content of ``element``, and between them elements that are not code: pictures, and foreign elements.

    Lines end at line breaks in the source, at ``br``, and at the start and end of elements that are lines of their own: blocks,
    rows, those with names like ``code-line``, and adjacent ``code`` elements. Line numbers become one block, ``gutter``.
    """
    lines = _Lines(context)
    if element.text:
        lines.add(element.text)
    walk = iterwalk(element, events=("start", "end", "comment", "pi"))
    next(walk)
    for event, node in walk:
        if event == "start" and lines.took(node):
            walk.skip_subtree()
        elif event == "start" and (node.tag in FOREIGN or node.tag in PICTURES):
            if node.tag in PICTURES and not stands_in_line(dict(node.items())):
                yield from lines.end()
            elif node.tag not in UNSEEN:
                lines.part()
            yield node
            walk.skip_subtree()
        elif node is not element:
            lines.pass_by(node, event)
    yield from lines.end()
    yield from lines.gutter()


def _emoji(node: _Element) -> str:
    """The emoji that a picture in a line stands for; empty for any other element."""
    if node.tag not in PICTURES:
        return ""
    attributes = {str(name): str(value) for name, value in node.items()}
    return emoji_of(attributes) if stands_in_line(attributes) else ""


def _line_numbers(node: _Element) -> str | None:
    """The text of an element with line numbers, by its name or as the first cell of a row; None for any other."""
    named = node.get("data-line-number") is not None or _is_named(GUTTER, node.get("class"))
    numbers_its_row = node.tag == "td" and node.getprevious() is None and node.getnext() is not None
    if not (named or numbers_its_row) or node.tag in MARKED:
        return None
    words = " ".join(node.itertext()).split()
    return " ".join(words) if all(map(str.isdecimal, words)) and (words or named) else None


def is_alone_with_lines(code: _Element) -> bool:
    """Whether a ``code`` element has line breaks and is the only content of the element around it."""
    around = code.getparent()
    if around is None or len(around) > 1 or (around.text or "").strip() or (code.tail or "").strip():
        return False
    return around.tag in BREAKING and "\n" in "".join(code.itertext()).strip()


def line_numbers(items: _Element) -> str | None:
    """The line numbers in a list beside code, recognized by its name and its items; None for any other list."""
    if not _is_named(GUTTER, items.get("class")):
        return None
    words = " ".join(items.itertext()).split()
    return "\n".join(words) if all(map(str.isdecimal, words)) else None


def _is_named(names: re.Pattern[str], given: str | None) -> bool:
    return given is not None and any(map(names.fullmatch, given.split()))


def is_gutter(text: str, element: _Element) -> bool:
    """Whether ``text`` has the line numbers of the listing in the next cell; ``element`` is all of the cell before it."""
    cell = next(element.iterancestors("td", "th"), None)
    code = cell.getnext() if cell is not None else None
    if cell is None or code is None or next(code.iter(*CODE, "code"), None) is None or text_of(cell) != text_of(element):
        return False
    numbers = text.split()
    first = int(numbers[0]) if numbers and numbers[0].isdecimal() and len(numbers[0]) < 7 else None
    return first is not None and numbers == [str(number) for number in range(first, first + len(numbers))]


class _Lines:
    """Collects the text and the HTML of a listing in parallel."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.texts: list[str] = []
        self.html: list[str] = []
        self.struck: list[str] = []
        self.numbers: list[str] = []
        self.marks: list[int] = []  # for each element that is printed differently: the number of texts before it
        self.ends_line = False  # whether the next text is on another line
        self.apart = False  # whether the next text must not join the previous one
        self.in_row = False  # whether the line has a cell already

    def add(self, text: str) -> None:
        if self.ends_line or self.apart:
            text = self._parted(text)
        self.texts.append(text)
        self.html.append(escaped(text))

    def part(self) -> None:
        """Keep the last and the next text apart, as in a paragraph."""
        self.apart = is_letter(next((text for text in reversed(self.texts) if text), "")[-1:])

    def _parted(self, text: str) -> str:
        ends_line, apart = self.ends_line, self.apart
        self.ends_line = self.apart = False
        if ends_line and self.texts and not self.texts[-1].endswith("\n"):
            return text if text.startswith("\n") else f"\n{text}"
        return f" {text}" if apart and is_letter(text[:1]) else text

    def took(self, node: _Element) -> bool:
        """Whether an element is the picture of an emoji, which is added, or numbers lines."""
        if emoji := _emoji(node):
            self.add(emoji)
        return bool(emoji) or self.numbered(node)

    def numbered(self, node: _Element) -> bool:
        """Whether an element contains line numbers, which are recorded, and not printed."""
        shown = _line_numbers(node)
        if shown is not None:
            self.numbers.append(shown)
        return shown is not None

    def gutter(self) -> Iterator[Block]:
        """The block of all line numbers."""
        if any(self.numbers):
            yield Block("gutter", "\n".join(self.numbers), names=self.context.names)

    def pass_by(self, node: _Element, event: str) -> None:
        """Process the start or end of an element, and the text after it."""
        if event in ("start", "end"):
            self._note(node, str(node.tag), event == "start")
        if text := node.text if event == "start" else node.tail:
            self.add(text)

    def _note(self, node: _Element, tag: str, starts: bool) -> None:
        if tag == "br":
            if starts:
                self.add("\n")
        elif tag in ("td", "th"):
            if starts and self.in_row:
                self.add("\t")
            self.in_row |= starts
        elif tag in MARKED:
            self.mark(MARKED[tag], starts)
        elif tag in BREAKING or _is_line(node, tag):
            self.ends_line, self.in_row = True, False

    def mark(self, tag: str, starts: bool) -> None:
        self.html.append(f"<{tag}>" if starts else f"</{tag}>")
        if starts:
            self.marks.append(len(self.texts))
        elif tag in PRINTED:
            begin = self.marks.pop()
            text = "".join(self.texts[begin:])
            self.texts[begin:] = [printed] if (printed := PRINTED[tag](text)) else []
            if tag == "del":
                self.struck.append(text)
                self.part()
        else:
            self.marks.pop()

    def end(self) -> Iterator[Block]:
        """The block of the lines so far, and those of struck-out text in them."""
        text, html = "".join(self.texts).strip("\n"), "".join(self.html).strip("\n")
        context = self.context
        if self.marks:  # a picture in the middle of a mark
            html = escaped(text)
        if text.strip() or "<del>" in html:
            yield Block("preformatted", text, html, context.names, context.containers, hidden=context.hidden)
        yield from (Block("struck", words, names=context.names) for words in self.struck if words.strip())
        self.texts, self.html, self.struck, self.marks = [], [], [], [0] * len(self.marks)


def _is_line(node: _Element, tag: str) -> bool:
    if tag == "code":
        before, around = node.getprevious(), node.getparent()
        if around is None or around.tag not in CODE:
            return False
        return before is not None and before.tag == "code" and not (before.tail or "").strip()
    if _is_named(LINE, node.get("class")):
        return True
    style = node.get("style")
    return style is not None and "display" in style and ON_ITS_OWN.search(style) is not None
