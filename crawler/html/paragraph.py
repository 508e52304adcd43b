"""The paragraph that a walk through HTML is in the middle of."""

import re

from crawler.body import Block, BlockKind
from crawler.html.context import Context

ASCII_SPACE = " \t\r\n\f"
SPACES = re.compile(r"[ \t\r\n\f]+")
EMPTY_INLINE = re.compile(r"<(strong|em|code|a)(?: [^>]*)?>\s*</\1>")


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


class Paragraph:
    """Collects text and inline HTML side by side until the paragraph ends."""

    __slots__ = ("_bold", "_context", "_grey", "_html", "_names", "_open_tags", "_texts", "is_open", "kind")

    def __init__(self) -> None:
        self.kind: BlockKind = "paragraph"
        self.is_open = False  # whether there is any text in it yet
        self._open_tags: list[str] = []
        self._texts: list[str] = []
        self._html: list[str] = []

    def add(self, text: str, context: Context) -> None:
        """Add text as it stands in the source; white space alone does not begin a paragraph."""
        if not self.is_open:
            if text.isspace():
                return
            self.is_open, self._context = True, context
            self._names, self._grey, self._bold = context.names, context.grey, context.bold
        elif context is not self._context and not text.isspace():
            self._names &= context.names
            self._grey &= context.grey
            self._bold &= context.bold
        self._texts.append(text)
        self._html.append(escaped(text))

    def open(self, tag: str) -> None:
        """Begin an inline element; ``tag`` is what stands between ``<`` and ``>``."""
        self._open_tags.append(tag)
        self._html.append(f"<{tag}>")

    def close(self) -> None:
        """End the inline element that was begun last."""
        self._html.append(f"</{self._open_tags.pop().partition(' ')[0]}>")

    def end(self) -> Block:
        """The block of an open paragraph; inline elements that it leaves open begin again in the next."""
        text = collapsed("".join(self._texts))
        html = text if len(self._html) == 1 and self._html[0] is self._texts[0] else self._inner_html()
        context = self._context
        block = Block(
            self.kind,
            text,
            html,
            self._names,
            context.containers,
            context.centred,
            self._grey,
            self._bold,
            context.loose,
            context.hidden,
        )
        self.is_open = False
        self._texts = []
        self._html = [f"<{tag}>" for tag in self._open_tags]
        return block

    def _inner_html(self) -> str:
        self._html.extend(f"</{tag.partition(' ')[0]}>" for tag in reversed(self._open_tags))
        html = collapsed("".join(self._html))
        return EMPTY_INLINE.sub("", html) if "></" in html or "> </" in html else html
