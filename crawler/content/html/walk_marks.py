"""The walk through inline elements that are more than a pair of tags: ruby, quotations, formulas; and links within a page: note
numbers, and signs that link to a heading or back from a note."""

from itertools import islice

from lxml.etree import _Element

from crawler.content.body import Block
from crawler.content.html.context import Context
from crawler.content.html.controls import control_words
from crawler.content.html.formula import is_displayed, printed_formula, tex_of, tex_of_math
from crawler.content.html.walk import Walk
from crawler.content.patterns import regex

QUOTATION_MARKS = (("“", "”"), ("‘", "’"))
QUOTED = ("“", "‘", '"', "「", "『", "«")
_NUMBER = regex(r"\d{1,3}")
_PIECES = 6  # of text that are read
_SIGNS = frozenset("#¶§↩↑⇧⬆⤴⏎^🔗∞\ufe0e\ufe0f")
"""Texts of permalinks (``¶`` after a heading) and of links back from a note (``↩``)."""
_FEW = 4  # characters


class MarkWalk(Walk):
    """A walk that handles these."""

    def ruby(self, element: _Element, context: Context) -> None:
        self.paragraph.open("ruby")
        self.children(element, context.inside(element))
        self.paragraph.close()

    def reading(self, element: _Element, context: Context) -> None:
        """The reading of a word, which follows it in brackets."""
        if "rt" in self.paragraph.open_tags:
            self.inline(element, context)
            return
        stray = "ruby" not in self.paragraph.open_tags
        if stray:
            self.paragraph.open("ruby")
        self.paragraph.open("rt")
        self.children(element, context.inside(element))
        self.paragraph.close()
        if stray:
            self.paragraph.close()

    def ruby_bracket(self, element: _Element, context: Context) -> None:
        """Brackets for readers without ruby are dropped here and written again; words, which do not belong there, are kept."""
        if any(map(str.isalnum, element.text or "")):
            self.inline(element, context)
            return
        for child in element:  # libxml2 puts what follows an open ``rp`` into it
            self.visits.get(child.tag, Walk.inline)(self, child, context)
            if (text := child.tail) and any(map(str.isalnum, text)):
                self.paragraph.add(text, context)

    def quoted(self, element: _Element, context: Context) -> None:
        """An inline quotation, with the quotation marks that browsers display, unless the page has its own."""
        if self.paragraph.is_open and self.paragraph.last[-1:] in QUOTED:
            self.inline(element, context)
            return
        opening, closing = QUOTATION_MARKS[self.quotations % 2]
        self.quotations += 1
        self.paragraph.add(opening, context)
        self.inline(element, context)
        self.paragraph.add(closing, context)
        self.quotations -= 1

    def math(self, element: _Element, context: Context) -> None:
        tex = tex_of_math(element)
        if tex is None:
            self.inline(element, context)
        else:
            self.formula(element, tex, context)

    def raised(self, element: _Element, context: Context) -> None:
        """A superscript. Note numbers are put in brackets, because they are not exponents."""
        if not is_note_number(element):
            self.inline(element, context)
            return
        self.paragraph.add("[", context)
        self.children(element, context.inside(element))
        self.paragraph.add("]", context)

    def link(self, element: _Element, context: Context) -> None:
        if sign := pointing_sign(element):
            self.asides.append(Block("embed", sign, names=context.names))
        else:
            self.inline(element, context)

    def special(self, element: _Element, inner: Context) -> bool:
        if inner.manner == "control" and (words := control_words(element)):
            self.asides.append(Block("embed", words, names=inner.names))
            return True
        if inner.manner == "unseen":
            return self.unseen(element, inner)
        tex = tex_of(element) if inner.manner == "formula" else None
        if tex is not None:
            self.formula(element, tex, inner)
        return tex is not None

    def formula(self, element: _Element, tex: str, context: Context) -> None:
        """Print a formula; the URLs of pictures of it are recorded."""
        displayed = is_displayed(element)
        if displayed:
            self.end_paragraph()
        if tex:
            self.paragraph.add(printed_formula(tex), context)
        if displayed:
            self.end_paragraph()
        self.asides += [Block("formula", url, names=context.names) for image in element.iter("img") if (url := image.get("src"))]


def is_note_number(element: _Element) -> bool:
    """Whether a superscript is the number of a note: only a number, with a link to a fragment in or around it."""
    around = element.getparent()
    link = around if around is not None and around.tag == "a" else element.find("a")
    if link is None or "#" not in (link.get("href") or ""):
        return False
    return _NUMBER.fullmatch("".join(islice(element.itertext(), _PIECES)).strip()) is not None


def pointing_sign(link: _Element) -> str:
    """The text of a link to a fragment if it is only a sign (:data:`_SIGNS`); otherwise empty."""
    if len(link) or "#" not in (link.get("href") or ""):
        return ""
    sign = (link.text or "").strip()
    return sign if len(sign) <= _FEW and _SIGNS.issuperset(sign) else ""
