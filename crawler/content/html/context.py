"""The context of a piece of text in the HTML, and what that implies."""

import re
from copy import copy
from typing import Any, Literal

from lxml.etree import _Element
from msgspec import Struct
from msgspec.structs import astuple

from crawler.content.body import Containers
from crawler.content.html.pictures import may_show_background
from crawler.content.html.unseen import hides_all, hides_words
from crawler.content.html.vocabulary import PARAGRAPHS, STRUCK
from crawler.content.patterns import regex

NAME_ATTRIBUTES = frozenset({"class", "id", "cms-style", "data-sudaclick", "data-module"})  # the third and fourth are Sina's
CENTRED = regex(r"text-align:\s*center|(?:ql-)?align-?center|(?:f|text)[-_]center", re.IGNORECASE)
BOLD = regex(r"font-weight:\s*(?:bold|[6-9]00)")
GREY = regex(r"(?:^|[;\s])color:\s*(?:#([4-9ab][0-9a-f])\1\1\b|#([4-9ab])\2\2\b|(?:dark|dim)?gr[ae]y)", re.IGNORECASE)
PANEL = regex(
    r"(?:^|[-_])(?:accordions?|collapse|collapsed|collapsible|tabs?[-_]{0,2}(?:panel|pane|content|item|body)|faq|spoiler"
    r"|expand(?:able|ed|er)?|toggle|(?:read|show)-?more|full-?text)(?=$|[-_])",
    re.IGNORECASE,
)
MENU = regex(r"nav|menu|modal|dropdown|cart", re.IGNORECASE)
STRUCK_OUT = regex(r"text-decoration(?:-line)?:[^;]*line-through")
KEEPS_LINES = regex(r"white-space:\s*(?:(pre(?:-wrap|-line)?|break-spaces)|normal|nowrap)")
SHIFTED = regex(r"vertical-align:\s*(sup|sub)(?:er)?\s*(?:!|;|$)")
ON_ITS_OWN = regex(r"display:\s*(?:block|flex|grid|list-item|flow-root|table)")
NAME = regex(
    rf"(?P<centred>(?i:{CENTRED.pattern}))"
    r"|(?P<formula>(?i:katex(?:-display|-html)?|mathjax(?:_\w{1,20})?|mjxc-display|mjx-chtml|mwe-math-element|ztext-math|ql-formula"
    r"|math(?:-tex)?|tex))"
    r"|(?P<listing>syntaxhighlighter|dp-highlighter|hljs-ln|js-file-line-container)"
    r"|(?P<struck>(?:text-(?:decoration-)?)?(?:line-through|strike-?through|strike))"
    r"|(?P<control>(?i:mw-editsection|(?:[a-z]{1,20}+[-_])*copy(?:[-_]?(?:btn|button|code))?))"
)
"""A class name that says what its element is, by the group that matches."""
REMEMBERED = 256
"""Cached contexts per context. Pages have a dozen; this bounds the memory for pages whose elements are all different."""
MOST_REMEMBERED = 4096
"""Cached traits."""
MOST_SHARED = 2**20
"""Bytes, about, of the contexts and traits that pages share; when they take more, the next page begins anew."""
SIZE = 256  # of a context

TEX_ATTRIBUTES = ("data-tex", "data-latex", "data-formula", "data-math", "data-mathml")
"""Attributes in which editors keep the source of a formula that they display in another way."""

TELLING = NAME_ATTRIBUTES.union(TEX_ATTRIBUTES) | {
    *("style", "align", "hidden", "background", "role", "aria-hidden", "aria-labelledby")
}
"""The attributes that are evaluated here, in addition to those that begin with ``data-`` and may name a picture."""
BOLD_TAGS = frozenset({"strong", "b"})
OF_WORDS = frozenset({"p", "span", "font", "a", "b", "strong", "i", "em", "u", "small", "label", "sup", "sub", "del", "s"})
"""Elements whose style may hide words alone. Larger ones are hidden until a script shows them."""

Attributes = tuple[tuple[str, str], ...]
Key = str | tuple[Any, ...]
"""Of an element: its tag, and the attributes that are evaluated, if it has any."""
Manner = Literal["", "formula", "listing", "block", "control"]


class Traits(Struct, eq=False):
    """What the tag and the attributes of an element imply for the text in it."""

    names: frozenset[str] = frozenset()
    """Class names, ids, the words of Sina's ``cms-style``, and the names by which scripts count clicks."""
    loose: bool = True
    """Whether it is no paragraph."""
    centred: bool = False
    grey: bool = False
    bold: bool = False
    hidden: bool = False
    unseen: bool | None = None
    """Whether the words in it are hidden, though not the pictures; None if nothing says so."""
    struck: bool = False
    keeps_lines: bool | None = None
    """Whether line breaks in the source are displayed; None if nothing says so."""
    background: bool = False
    """Whether the attributes name a picture behind the text, possibly one that a script loads."""
    shifted: str = ""
    """``sup`` or ``sub`` if the element's style makes it one, otherwise empty."""
    manner: Manner = ""
    """The kind of element, if it differs from its tag: a formula, a listing of code, a block, or a control."""


NO_TRAITS = Traits()
"""Those of most elements."""


def traits_of(tag: str, attributes: Attributes, bold_names: frozenset[str]) -> Traits:
    """The traits of an element; ``attributes`` are those that are evaluated."""
    given = dict(attributes)
    names = frozenset(" ".join([value for name, value in attributes if name in NAME_ATTRIBUTES]).split())
    style = given.get("style", "").lower()
    said = {found.lastgroup for name in names if (found := NAME.fullmatch(name))}
    traits = Traits(
        names=names | {tag} if tag == "figcaption" else names,
        loose=tag not in PARAGRAPHS,
        centred="centred" in said or "center" in (tag, given.get("align", "").lower()) or bool(style and CENTRED.search(style)),
        grey=bool(style and GREY.search(style)),
        bold=tag in BOLD_TAGS or bool(style and BOLD.search(style)) or not names.isdisjoint(bold_names),
        hidden=("hidden" in given or hides_all(style)) and not _is_panel(names, given),
        unseen=hides and tag in OF_WORDS if style and (hides := hides_words(style)) is not None else None,
        struck=tag in STRUCK or "struck" in said or bool(style and STRUCK_OUT.search(style)),
        keeps_lines=bool(found[1]) if style and (found := KEEPS_LINES.search(style)) else None,
        background=not NAME_ATTRIBUTES.issuperset(given) and may_show_background(attributes),
        shifted=found[1] if style and (found := SHIFTED.search(style)) else "",
        manner=_manner(said, given, style),
    )
    return traits if names or astuple(traits) != astuple(NO_TRAITS) else NO_TRAITS


def _is_panel(names: frozenset[str], given: dict[str, str]) -> bool:
    """Whether an element is collapsed content that readers can open, such as a tab or the answer to a frequent question."""
    if any(map(MENU.search, names)):
        return False
    is_labelled = given.get("role") in ("tabpanel", "region") and "aria-labelledby" in given
    return is_labelled or any(map(PANEL.search, names))


def _manner(said: set[str | None], given: dict[str, str], style: str) -> Manner:
    if not given.keys().isdisjoint(TEX_ATTRIBUTES) or "formula" in said:
        return "formula"
    if "listing" in said or "control" in said:
        return "listing" if "listing" in said else "control"
    return "formula" if given.get("aria-hidden") == "true" else "block" if style and ON_ITS_OWN.search(style) else ""


class Context(Struct, eq=False):
    """The combined effect of the elements around a piece of text. Contexts of inner elements are derived from it."""

    known: "Known"
    inner: "dict[Traits, Context]"
    names: frozenset[str] = frozenset()
    loose: bool = True
    centred: bool = False
    grey: bool = False
    bold: bool = False
    absent: bool = False  # neither words nor pictures are displayed
    hidden: bool = False  # words are not displayed
    struck: bool = False
    keeps_lines: bool = False
    containers: Containers = ()
    background: bool = False  # this and the following are properties of the innermost element only
    shifted: str = ""
    manner: Manner = ""
    is_special: bool = False  # whether it has a background or a manner, or is struck out
    ends_here: bool = False  # whether it has any of these, or is a list's: an element inside never has the same context

    def inside(self, element: _Element) -> "Context":
        """The context inside ``element``. Elements repeat in a page, so each derived context is cached."""
        key: Key = str(element.tag)
        if attributes := element.items():  # most have none that affect the text in them, and the others are all different
            attributes = [each for each in attributes if each[0] in TELLING or (each[0][:5] == "data-" and "." in each[1])]
            if attributes:
                key = (key, *attributes)
        traits = self.known.traits.get(key) or self.known.read(key)
        if traits is NO_TRAITS and not self.ends_here:
            return self
        return self.inner.get(traits) or self._entered(traits)

    def _entered(self, traits: Traits) -> "Context":
        is_special = traits.background or traits.manner != ""
        absent = self.absent or traits.hidden
        inner = Context(
            self.known,
            {},
            self.names | traits.names if traits.names else self.names,
            self.loose and traits.loose,
            self.centred or traits.centred,
            self.grey or traits.grey,
            self.bold or traits.bold,
            absent,
            absent or (self.hidden if traits.unseen is None else traits.unseen),
            self.struck or traits.struck,
            self.keeps_lines if traits.keeps_lines is None else traits.keeps_lines,
            self.containers,
            traits.background,
            traits.shifted,
            traits.manner,
            is_special or self.struck or traits.struck,
            is_special or traits.shifted != "",
        )
        if len(self.inner) >= REMEMBERED:
            self.inner.clear()
        self.inner[traits] = inner
        self.known.size += SIZE
        return inner

    def apart(self, containers: Containers) -> "Context":
        """The same context in ``containers``, which no element shares."""
        alike = copy(self)
        alike.inner, alike.containers = {}, containers
        return alike

    def goes_on_in(self, containers: Containers) -> None:
        """Continue the list in ``containers``, those of its last item. Only a list's own context is ever modified."""
        self.containers = containers
        self.inner.clear()


class Known(Struct, eq=False):
    """The traits of elements that pages have in common; ``bold_names`` are class names that are displayed bold."""

    bold_names: frozenset[str]
    traits: dict[Key, Traits] = {}
    size: int = 0
    """Bytes, about, of these and of the contexts derived from them."""

    def read(self, key: Key) -> Traits:
        tag, attributes = (key, ()) if isinstance(key, str) else (key[0], key[1:])
        self.size += SIZE + sum(len(value) for _, value in attributes)
        if len(self.traits) >= MOST_REMEMBERED:
            self.traits.clear()
        traits = self.traits[key] = traits_of(tag, attributes, self.bold_names)
        return traits


_shared: dict[frozenset[str], Context] = {}


def outermost(bold_names: frozenset[str] = frozenset()) -> Context:
    """The context outside of all elements of a page; ``bold_names`` are class names that are displayed bold.

    Pages share it, and the contexts inside it, because the pages of a site repeat few of them.
    """
    shared = _shared.get(bold_names)
    if shared is None or shared.known.size > MOST_SHARED:
        shared = _shared[bold_names] = Context(Known(bold_names), {})
    return shared
