"""The current paragraph of a walk through HTML."""

from crawler.content.body import Block, BlockKind
from crawler.content.html.context import Context
from crawler.content.html.printed import PRINTED
from crawler.content.patterns import regex

ASCII_SPACE = " \t\r\n\f"
SPACES = regex(r"[ \t\r\n\f]+")
EMPTY_INLINE = regex(
    r"<(strong|em|code|a|sup|sub|del|ins|ruby)(?: [^>]*)?>(?P<one>\s*)</\1>|<rp>\(</rp><rt>(?P<other>\s*)</rt><rp>\)</rp>"
)
OPENING = {"rt": "<rp>(</rp><rt>"}
CLOSING = {"rt": "</rt><rp>)</rp>"}
"""The brackets for readers without ruby support are always written, whether the page has them or not."""
NOT_AGAIN = frozenset({"a", "ruby", "rt"})
"""Elements that are not reopened in the next paragraph. A long link across many line breaks would be repeated as often."""


def escaped(text: str) -> str:
    """``text`` escaped for HTML, in an element or a double-quoted attribute."""
    if "&" in text:
        text = text.replace("&", "&amp;")
    if "<" in text:
        text = text.replace("<", "&lt;")
    if ">" in text:
        text = text.replace(">", "&gt;")
    return text.replace('"', "&quot;") if '"' in text else text


def collapsed(text: str) -> str:
    """``text`` with its white space as HTML displays it: runs of ASCII white space are one space, none at the ends.

    The check first saves a tenth of the time for a page; ``bytes.split`` splits at ASCII white space only.
    """
    text = text.strip(ASCII_SPACE)
    if "\n" in text or "  " in text or "\t" in text or "\r" in text or "\f" in text:
        return SPACES.sub(" ", text) if "\v" in text else b" ".join(text.encode().split()).decode()
    return text


def squeezed(text: str) -> str:
    """``text`` with one space for each run of white space, including typographic and ideographic spaces, and none at the ends."""
    return " ".join(text.split())


def without_empty(html: str) -> str:
    """``html`` with white space collapsed, and without inline elements that contain only white space or other such elements."""
    html = collapsed(html)
    if "></" in html or "> </" in html:
        found = 1
        while found:  # elements that contained only empty ones are now empty
            html, found = EMPTY_INLINE.subn(r"\g<one>\g<other>", html)
        html = collapsed(html)
    return html


class Paragraph:
    """Collects text and inline HTML in parallel until the paragraph ends."""

    __slots__ = (
        *("_alone", "_apart", "_begins", "_bold", "_context", "_grey", "_hidden", "_html", "_names", "_texts"),
        *("is_open", "kind", "open_tags", "struck"),
    )

    def __init__(self) -> None:
        self.kind: BlockKind = "paragraph"
        self.is_open = False  # whether it has any text yet
        self.open_tags: list[str] = []
        self.struck: list[str] = []  # struck-out text in paragraphs that have ended
        self._begins: list[tuple[int, int]] = []  # for each open tag: the number of texts and pieces of HTML before it
        self._texts: list[str] = []
        self._html: list[str] = []
        self._apart = False
        self._alone: tuple[str, str] | None = None

    def add(self, text: str, context: Context) -> None:
        """Add text as in the source; the first of a paragraph must not be only white space."""
        if not self.is_open:
            self.is_open, self._context = True, context
            self._names, self._grey, self._bold, self._hidden = context.names, context.grey, context.bold, context.hidden
        elif context is not self._context and not text.isspace():
            self._names &= context.names
            self._grey &= context.grey
            self._bold &= context.bold
            self._hidden &= context.hidden
        if self._apart:
            text = self._parted(text)
        self._texts.append(text)
        self._html.append(escaped(text))

    @property
    def last(self) -> str:
        """The text that was added last."""
        return next((text for text in reversed(self._texts) if text), "")

    def part(self) -> None:
        """Keep the last and the next text apart: something is displayed between them, or struck out. A space is inserted between
        the two if they would otherwise form one word or number."""
        self._apart = is_letter(self.last[-1:])

    def _parted(self, text: str) -> str:
        self._apart = False
        return f" {text}" if is_letter(text[:1]) else text

    def open(self, tag: str) -> None:
        """Open an inline element; ``tag`` is the content of its start tag."""
        self.open_tags.append(tag)
        self._begins.append((len(self._texts), len(self._html)))
        self._html.append(OPENING.get(tag) or f"<{tag}>")

    def close(self) -> None:
        """Close the innermost inline element."""
        tag, (texts, pieces) = self.open_tags.pop(), self._begins.pop()
        if not tag:
            return
        if len(self._html) == pieces + 1:
            del self._html[pieces:]
            return
        self._html.append(_closing(tag))
        if tag in PRINTED:
            self._print(tag, texts)

    def _print(self, tag: str, begin: int) -> None:
        """Replace the texts from ``begin`` on by their plain-text form for the element ``tag``."""
        text = "".join(self._texts[begin:])
        printed = PRINTED[tag](text)
        self._texts[begin:] = [printed] if printed else []
        self._alone = (text, printed) if begin == 0 and printed else None
        if tag == "del":
            self.struck.append(text)
            self.part()

    def end(self) -> Block:
        """The block of an open paragraph. Inline elements still open, but links and ruby, are opened again in the next, once."""
        if self.open_tags:
            for tag, (texts, _) in zip(reversed(self.open_tags), reversed(self._begins), strict=True):
                if tag in PRINTED:
                    self._print(tag, texts)
        text = "".join(self._texts)
        if self._alone and text.strip() == self._alone[1].strip():  # all of it is superscript or subscript
            text = self._alone[0]
        block = simple_paragraph(self.kind, text, self._context, self._inner_html() if len(self._html) > 1 else None)
        block.names, block.grey, block.bold, block.hidden = self._names, self._grey, self._bold, self._hidden
        self.is_open = self._apart = False
        self._texts, self._html, self._alone = [], [], None
        if self.open_tags:
            self._open_again()
        return block

    def taken(self) -> list[str]:
        """The struck-out text of paragraphs that have ended since the last call."""
        taken, self.struck = self.struck, []
        return taken

    def _open_again(self) -> None:
        names = [tag.partition(" ")[0] for tag in self.open_tags]
        self.open_tags = [
            "" if name in NOT_AGAIN or name in names[:at] else tag
            for at, (name, tag) in enumerate(zip(names, self.open_tags, strict=True))
        ]
        self._begins = [(0, 0)] * len(self.open_tags)
        self._html = [f"<{tag}>" for tag in self.open_tags if tag]

    def _inner_html(self) -> str:
        self._html.extend(_closing(tag) for tag in reversed(self.open_tags) if tag)
        return without_empty("".join(self._html))


def _closing(tag: str) -> str:
    return CLOSING.get(tag) or f"</{tag.partition(' ')[0]}>"


def is_letter(char: str) -> bool:
    """Whether adjacent characters like ``char`` form one word or number; false for Chinese, whose words are not separated."""
    return char.isalnum() and (char < "\u2e80" or char >= "\uff00")


def simple_paragraph(kind: BlockKind, text: str, context: Context, html: str | None = None) -> Block:
    """The block of a paragraph; without ``html``, it is a single piece of text."""
    text = collapsed(text)
    return Block(
        kind,
        text,
        escaped(text) if html is None else html,
        context.names,
        context.containers,
        context.centred,
        context.grey,
        context.bold,
        context.loose,
        context.hidden,
    )
