"""The paragraph that a walk through HTML is in the middle of."""

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
"""For readers that know nothing of ruby the brackets are written, whether the page has them or not."""
NOT_AGAIN = frozenset({"a", "ruby", "rt"})
"""What is not begun again in the next paragraph. A long link over many line breaks would be written as many times."""


def escaped(text: str) -> str:
    """``text`` as it stands in HTML, in an element or in a double-quoted attribute."""
    if "&" in text:
        text = text.replace("&", "&amp;")
    if "<" in text:
        text = text.replace("<", "&lt;")
    if ">" in text:
        text = text.replace(">", "&gt;")
    return text.replace('"', "&quot;") if '"' in text else text


def collapsed(text: str) -> str:
    """``text`` with its white space as HTML shows it: runs of ASCII white space are one space, none at the ends.

    The look before the substitution saves a tenth of the time that a page takes.
    """
    text = text.strip(ASCII_SPACE)
    if "\n" in text or "  " in text or "\t" in text or "\r" in text or "\f" in text:
        return SPACES.sub(" ", text)
    return text


def squeezed(text: str) -> str:
    """``text`` with one space for every run of white space, the typographic and ideographic too, and none at the ends."""
    return " ".join(text.split())


def without_empty(html: str) -> str:
    """``html``, its white space collapsed, without inline elements that hold nothing but white space or other such elements."""
    html = collapsed(html)
    if "></" in html or "> </" in html:
        found = 1
        while found:  # what held only empty elements is empty then
            html, found = EMPTY_INLINE.subn(r"\g<one>\g<other>", html)
        html = collapsed(html)
    return html


class Paragraph:
    """Collects text and inline HTML side by side until the paragraph ends."""

    __slots__ = (
        *("_alone", "_apart", "_begins", "_bold", "_context", "_grey", "_html", "_names", "_texts"),
        *("is_open", "kind", "open_tags", "struck"),
    )

    def __init__(self) -> None:
        self.kind: BlockKind = "paragraph"
        self.is_open = False  # whether there is any text in it yet
        self.open_tags: list[str] = []
        self.struck: list[str] = []  # what is struck out in paragraphs that ended
        self._begins: list[tuple[int, int]] = []  # of each open tag: how many texts and pieces of HTML stood before it
        self._texts: list[str] = []
        self._html: list[str] = []
        self._apart = False
        self._alone: tuple[str, str] | None = None

    def add(self, text: str, context: Context) -> None:
        """Add text as it stands in the source; what begins a paragraph must not be white space alone."""
        if not self.is_open:
            self.is_open, self._context = True, context
            self._names, self._grey, self._bold = context.names, context.grey, context.bold
        elif context is not self._context and not text.isspace():
            self._names &= context.names
            self._grey &= context.grey
            self._bold &= context.bold
        if self._apart:
            text = self._parted(text)
        self._texts.append(text)
        self._html.append(escaped(text))

    def part(self) -> None:
        """What was added last and what comes next do not touch: something is printed between them, or struck out.

        A space is put between the two where they would make one word or number.
        """
        last = next((text for text in reversed(self._texts) if text), "")
        self._apart = is_letter(last[-1:])

    def _parted(self, text: str) -> str:
        self._apart = False
        return f" {text}" if is_letter(text[:1]) else text

    def open(self, tag: str) -> None:
        """Begin an inline element; ``tag`` is what stands between ``<`` and ``>``."""
        self.open_tags.append(tag)
        self._begins.append((len(self._texts), len(self._html)))
        self._html.append(OPENING.get(tag) or f"<{tag}>")

    def close(self) -> None:
        """End the inline element that was begun last."""
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
        """Turn the texts from ``begin`` on into what stands for them where nothing shows that they are in a ``tag``."""
        text = "".join(self._texts[begin:])
        printed = PRINTED[tag](text)
        self._texts[begin:] = [printed] if printed else []
        self._alone = (text, printed) if begin == 0 and printed else None
        if tag == "del":
            self.struck.append(text)
            self.part()

    def end(self) -> Block:
        """The block of an open paragraph. Inline elements that it leaves open begin again in the next, but for links and ruby,
        and each once at most."""
        if self.open_tags:
            for tag, (texts, _) in zip(reversed(self.open_tags), reversed(self._begins), strict=True):
                if tag in PRINTED:
                    self._print(tag, texts)
        text = "".join(self._texts)
        if self._alone:
            text = self._plain_if_all(text, *self._alone)
        block = simple_paragraph(self.kind, text, self._context)
        block.names, block.grey, block.bold = self._names, self._grey, self._bold
        if len(self._html) > 1:
            block.html = self._inner_html()
        self.is_open = self._apart = False
        self._texts, self._html, self._alone = [], [], None
        if self.open_tags:
            self._open_again()
        return block

    def taken(self) -> list[str]:
        """What is struck out in the paragraphs that ended since this was asked; it is told once."""
        taken, self.struck = self.struck, []
        return taken

    def _plain_if_all(self, text: str, plain: str, printed: str) -> str:
        """A paragraph that is raised or lowered as a whole stands beside nothing, and is plain text."""
        return plain if text.strip() == printed.strip() else text

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
    """Whether ``char`` makes one word or number with its like: not so Chinese, whose words stand side by side anyway."""
    return char.isalnum() and (char < "\u2e80" or char >= "\uff00")


def simple_paragraph(kind: BlockKind, text: str, context: Context) -> Block:
    """The block of a paragraph that is one piece of text."""
    text = collapsed(text)
    return Block(
        kind,
        text,
        escaped(text),
        context.names,
        context.containers,
        context.centred,
        context.grey,
        context.bold,
        context.loose,
        context.hidden,
    )
