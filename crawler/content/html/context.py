"""The context of a piece of text in the HTML, and what that implies."""

import re
from functools import lru_cache
from typing import ClassVar, Literal, NamedTuple

from lxml.etree import _Element

from crawler.content.body import Container, Containers
from crawler.content.html.pictures import may_show_background
from crawler.content.html.unseen import hides_words
from crawler.content.html.vocabulary import PARAGRAPHS, STRUCK
from crawler.content.patterns import regex

NAME_ATTRIBUTES = frozenset({"class", "id", "cms-style", "data-sudaclick", "data-module"})  # the third and fourth are Sina's
CENTRED = regex(r"text-align:\s*center|(?:ql-)?align-?center|(?:f|text)[-_]center", re.IGNORECASE)
BOLD = regex(r"font-weight:\s*(?:bold|[6-9]00)")
GREY = regex(r"(?:^|[;\s])color:\s*(?:#([4-9ab][0-9a-f])\1\1\b|#([4-9ab])\2\2\b|(?:dark|dim)?gr[ae]y)", re.IGNORECASE)
HIDDEN = regex(r"display:\s*none")
PANEL = regex(
    r"(?:^|[-_])(?:accordions?|collapse|collapsed|collapsible|tabs?[-_]{0,2}(?:panel|pane|content|item|body)|faq|spoiler"
    r"|expand(?:able|ed|er)?|toggle|(?:read|show)-?more|full-?text)(?=$|[-_])",
    re.IGNORECASE,
)
MENU = regex(r"nav|menu|modal|dropdown|cart", re.IGNORECASE)
STRUCK_OUT = regex(r"text-decoration(?:-line)?:[^;]*line-through")
STRUCK_NAMES = regex(r"(?:text-(?:decoration-)?)?(?:line-through|strike-?through|strike)")
KEEPS_LINES = regex(r"white-space:\s*(?:(pre(?:-wrap|-line)?|break-spaces)|normal|nowrap)")
CONTROLS = regex(r"mw-editsection|(?:[a-z]{1,20}[-_])*copy(?:[-_]?(?:btn|button|code))?", re.IGNORECASE)
SHIFTED = regex(r"vertical-align:\s*(sup|sub)(?:er)?\s*(?:!|;|$)")
ON_ITS_OWN = regex(r"display:\s*(?:block|flex|grid|list-item|flow-root|table)")
FORMULAS = regex(
    r"katex|katex-(?:display|html)|mathjax(?:_\w{1,20})?|mjxc-display|mjx-chtml|mwe-math-element|ztext-math|ql-formula|math(?:-tex)?|tex",
    re.IGNORECASE,
)
LISTINGS = regex(r"syntaxhighlighter|dp-highlighter|hljs-ln|js-file-line-container")
REMEMBERED = 256
"""Cached contexts per context. Pages have a dozen; this bounds the memory for pages whose elements are all different."""
MOST_SHARED = 4096
"""Contexts made until those that pages share are dropped."""
LONG = 4096  # characters; longer attributes are not cached
MOST_REMEMBERED = 4096  # readings

TEX_ATTRIBUTES = ("data-tex", "data-latex", "data-formula", "data-math", "data-mathml")
"""Attributes in which editors keep the source of a formula that they display in another way."""

WORDS = {"centred": CENTRED, "formula": FORMULAS, "listing": LISTINGS, "struck": STRUCK_NAMES, "control": CONTROLS}
"""What the names of an element say that it is."""
TELLING = NAME_ATTRIBUTES.union(TEX_ATTRIBUTES) | {
    *("style", "align", "hidden", "background", "role", "aria-hidden", "aria-labelledby")
}
"""The attributes that are evaluated here, in addition to those that begin with ``data-`` and may name a picture."""
CHANGING = frozenset({"center", "strong", "b", "figcaption", *STRUCK, *PARAGRAPHS})
"""Elements that affect the text in them whatever their attributes are."""
OF_WORDS = frozenset({"p", "span", "font", "a", "b", "strong", "i", "em", "u", "small", "label", "sup", "sub", "del", "s"})
"""Elements whose style may hide words alone. Larger ones are hidden until a script shows them."""

Attributes = tuple[tuple[str, str], ...]
Manner = Literal["", "formula", "listing", "block", "control"]


class Traits(NamedTuple):
    """What the attributes of an element imply for the text in it."""

    names: frozenset[str]
    """Class names, ids, the words of Sina's ``cms-style``, and the names by which scripts count clicks."""
    centred: bool
    grey: bool
    bold: bool
    hidden: bool
    unseen: bool | None
    """Whether the words in them are hidden, though not the pictures; None if the style does not say."""
    background: bool
    """Whether they name a picture behind the text, possibly one that a script loads."""
    struck: bool
    shifted: str
    """``sup`` or ``sub`` if the element's style makes it one, otherwise empty."""
    manner: Manner
    """The kind of element, if it differs from its tag: a formula, a listing of code, a block, or a control."""
    keeps_lines: bool | None
    """Whether line breaks in the source are displayed; None if the style does not say."""


NAMES_ALONE = Traits(frozenset(), False, False, False, False, None, False, False, "", "", None)[1:]
"""The traits of most elements besides their names: none."""
_remembered: dict[tuple[Attributes, frozenset[str]], Traits] = {}


def traits_of(attributes: Attributes, bold_names: frozenset[str]) -> Traits:
    """The traits of an element; cached, because the pages of a site repeat few combinations of attributes."""
    traits = _remembered.get((attributes, bold_names))
    if traits is None:
        traits = _read(attributes, bold_names)
        if _are_short(attributes):
            if len(_remembered) >= MOST_REMEMBERED:
                _remembered.clear()
            _remembered[attributes, bold_names] = traits
    return traits


def _are_short(attributes: Attributes) -> bool:
    return sum(len(value) for _, value in attributes) <= LONG


def _read(attributes: Attributes, bold_names: frozenset[str]) -> Traits:
    names = frozenset(word for key, value in attributes if key in NAME_ATTRIBUTES for word in value.split())
    given = dict(attributes)
    style = given.get("style", "").lower()
    said = frozenset(word for name in names if (word := _word_of(name)))
    return Traits(
        names=names,
        centred=given.get("align", "").lower() == "center" or "centred" in said or bool(style and CENTRED.search(style)),
        grey=bool(style and GREY.search(style)),
        bold=bool(style and BOLD.search(style)) or not names.isdisjoint(bold_names),
        hidden=("hidden" in given or bool(style and HIDDEN.search(style))) and not _is_panel(names, given),
        unseen=hides_words(style) if style else None,
        background=may_show_background(attributes),
        struck="struck" in said or bool(style and STRUCK_OUT.search(style)),
        shifted=found[1] if style and (found := SHIFTED.search(style)) else "",
        manner=_manner(said, given, style),
        keeps_lines=bool(found[1]) if style and (found := KEEPS_LINES.search(style)) else None,
    )


@lru_cache(MOST_REMEMBERED)
def _word_of(name: str) -> str:
    """What a class name says about its element; empty for most."""
    return next((word for word, pattern in WORDS.items() if pattern.fullmatch(name)), "")


def _is_panel(names: frozenset[str], given: dict[str, str]) -> bool:
    """Whether an element is collapsed content that readers can open, such as a tab or the answer to a frequent question."""
    if any(map(MENU.search, names)):
        return False
    is_labelled = given.get("role") in ("tabpanel", "region") and "aria-labelledby" in given
    return is_labelled or any(map(PANEL.search, names))


def _manner(said: frozenset[str], given: dict[str, str], style: str) -> Manner:
    if not given.keys().isdisjoint(TEX_ATTRIBUTES) or "formula" in said:
        return "formula"
    if "listing" in said or "control" in said:
        return "listing" if "listing" in said else "control"
    return "formula" if given.get("aria-hidden") == "true" else "block" if style and ON_ITS_OWN.search(style) else ""


class Context:
    """The combined effect of the elements around a piece of text. Contexts of inner elements are derived from it."""

    __slots__ = (
        *("_bold_names", "_inner", "absent", "background", "bold", "centred", "containers", "ends_here", "grey", "hidden"),
        *("is_special", "keeps_lines", "loose", "manner", "names", "shifted", "struck"),
    )
    made: ClassVar[int] = 0
    """How many have been derived since those that pages share were dropped."""

    def __init__(self, outer: "Context | None" = None, bold_names: frozenset[str] = frozenset()) -> None:
        self._inner: dict[str | tuple[str, Attributes], Context] = {}
        self._bold_names: frozenset[str] = outer._bold_names if outer else bold_names
        self.names: frozenset[str] = outer.names if outer else frozenset()
        self.centred: bool = outer.centred if outer else False
        self.grey: bool = outer.grey if outer else False
        self.bold: bool = outer.bold if outer else False
        self.absent: bool = outer.absent if outer else False  # neither words nor pictures are displayed
        self.hidden: bool = outer.hidden if outer else False  # words are not displayed
        self.struck: bool = outer.struck if outer else False
        self.loose: bool = outer.loose if outer else True
        self.keeps_lines: bool = outer.keeps_lines if outer else False
        self.background = False  # this and the following are properties of the innermost element only
        self.shifted = ""
        self.manner: Manner = ""
        self.is_special = False  # whether it has any of these, or is struck out
        self.ends_here = False  # whether it has any of these, or is a list's: an element inside never has the same context
        self.containers: Containers = outer.containers if outer else ()

    def inside(self, element: _Element) -> "Context":
        """The context inside ``element``. Elements repeat in a page, so each derived context is cached."""
        tag, attributes = str(element.tag), element.items()
        if attributes:  # most elements have none that affect the text in them, and the others are all different
            attributes = [each for each in attributes if each[0] in TELLING or (each[0][:5] == "data-" and "." in each[1])]
        if not attributes and not self.ends_here and tag not in CHANGING:
            return self
        key = (tag, tuple(attributes)) if attributes else tag
        return self._inner.get(key) or self._entered(tag, tuple(attributes), key)

    def _entered(self, tag: str, attributes: Attributes, key: str | tuple[str, Attributes]) -> "Context":
        inner = Context(self)
        inner._enter(tag, attributes)
        Context.made += 1
        if _are_short(attributes):
            if len(self._inner) >= REMEMBERED:
                self._inner.clear()
            self._inner[key] = inner
        return inner

    def contained(self, container: Container) -> "Context":
        """The context inside a block quotation or a list item."""
        inner = Context(self)
        inner.containers = (*self.containers, container)
        return inner

    def goes_on_in(self, containers: Containers) -> None:
        """Continue the list in ``containers``, those of its last item. Only a list's own context is ever modified."""
        self.containers = containers
        self._inner.clear()

    def _enter(self, tag: str, attributes: Attributes) -> None:
        if attributes:
            traits = traits_of(attributes, self._bold_names)
            self.names |= traits.names
            if traits[1:] != NAMES_ALONE:
                self._take(traits, tag)
        if tag == "figcaption":
            self.names |= {tag}
        self.centred |= tag == "center"
        self.bold |= tag in ("strong", "b")
        self.struck |= tag in STRUCK
        self.is_special |= self.struck
        self.loose &= tag not in PARAGRAPHS

    def _take(self, traits: Traits, tag: str) -> None:
        self.centred |= traits.centred
        self.grey |= traits.grey
        self.bold |= traits.bold
        self.absent |= traits.hidden
        self.hidden |= traits.hidden
        if traits.unseen is not None:
            self.hidden = self.absent or (traits.unseen and tag in OF_WORDS)
        self.struck |= traits.struck
        if traits.keeps_lines is not None:
            self.keeps_lines = traits.keeps_lines
        self.background, self.manner, self.shifted = traits.background, traits.manner, traits.shifted
        self.is_special = traits.background or traits.manner != ""
        self.ends_here = self.is_special or traits.shifted != ""


_shared: dict[frozenset[str], Context] = {}


def outermost(bold_names: frozenset[str] = frozenset()) -> Context:
    """The context outside of all elements of a page; ``bold_names`` are class names that are displayed bold.

    Pages share it, and the contexts inside it, because the pages of a site repeat few of them.
    """
    if Context.made > MOST_SHARED:
        _shared.clear()
        Context.made = 0
    return _shared.get(bold_names) or _shared.setdefault(bold_names, Context(bold_names=bold_names))
