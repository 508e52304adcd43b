"""What the tag and the attributes of an element imply for the text in it."""

import re
from typing import Literal

from msgspec import Struct
from msgspec.structs import astuple

from crawler.content.html.pictures import may_show_background
from crawler.content.html.unseen import FOR_SCREEN_READERS, hides_all, hides_words
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
    rf"|(?P<unseen>(?i:{FOR_SCREEN_READERS.pattern}))"
    r"|(?P<struck>(?:text-(?:decoration-)?)?(?:line-through|strike-?through|strike))"
    r"|(?P<control>(?i:mw-editsection|(?:[a-z]{1,20}+[-_])*copy(?:[-_]?(?:btn|button|code))?))"
)
"""A class name that says what its element is, by the group that matches."""

TEX_ATTRIBUTES = ("data-tex", "data-latex", "data-formula", "data-math", "data-mathml")
"""Attributes in which editors keep the source of a formula that they display in another way."""

TELLING = NAME_ATTRIBUTES.union(TEX_ATTRIBUTES) | {
    *("style", "align", "hidden", "background", "role", "aria-hidden", "aria-labelledby", "aria-modal")
}
"""The attributes that are evaluated here, in addition to those that begin with ``data-`` and may name a picture."""
DIALOG = "role=dialog"
"""The name, in addition to its own, of a box that opens above the page; no class is called so."""
BOLD_TAGS = frozenset({"strong", "b"})
OF_WORDS = frozenset({"p", "span", "font", "a", "b", "strong", "i", "em", "u", "small", "label", "sup", "sub", "del", "s"})
"""Elements whose style may hide words alone. Larger ones are hidden until a script shows them."""

Attributes = tuple[tuple[str, str], ...]
Manner = Literal["", "formula", "listing", "block", "control", "unseen"]


class Traits(Struct, eq=False):
    """What an element implies."""

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
    """The kind of element, if it differs from its tag: a formula, a listing of code, a block, a control, or words for screen
    readers in a line."""


NO_TRAITS = Traits()
"""Those of most elements."""


def traits_of(tag: str, attributes: Attributes, bold_names: frozenset[str]) -> Traits:
    """The traits of an element; ``attributes`` are those that are evaluated."""
    given = dict(attributes)
    names = frozenset(" ".join([value for name, value in attributes if name in NAME_ATTRIBUTES]).split())
    style = given.get("style", "").lower()
    said = {found.lastgroup for name in names if (found := NAME.fullmatch(name))}
    traits = Traits(
        names=names | {tag} if tag == "figcaption" else names | {DIALOG} if _is_dialog(tag, given) else names,
        loose=tag not in PARAGRAPHS,
        centred="centred" in said or "center" in (tag, given.get("align", "").lower()) or bool(style and CENTRED.search(style)),
        grey=bool(style and GREY.search(style)),
        bold=tag in BOLD_TAGS or bool(style and BOLD.search(style)) or not names.isdisjoint(bold_names),
        hidden=("hidden" in given or hides_all(style)) and not _is_panel(names, given),
        unseen=hides and tag in OF_WORDS if style and (hides := hides_words(style)) is not None else None,
        struck=tag in STRUCK or ("struck" in said and tag in OF_WORDS) or bool(style and STRUCK_OUT.search(style)),
        keeps_lines=bool(found[1]) if style and (found := KEEPS_LINES.search(style)) else None,
        background=not NAME_ATTRIBUTES.issuperset(given) and may_show_background(attributes),
        shifted=found[1] if style and (found := SHIFTED.search(style)) else "",
        manner=_manner(tag, said, given, style),
    )
    return traits if names or astuple(traits) != astuple(NO_TRAITS) else NO_TRAITS


def _is_panel(names: frozenset[str], given: dict[str, str]) -> bool:
    """Whether an element is collapsed content that readers can open, such as a tab or the answer to a frequent question."""
    if any(map(MENU.search, names)):
        return False
    is_labelled = given.get("role") in ("tabpanel", "region") and "aria-labelledby" in given
    return is_labelled or any(map(PANEL.search, names))


def _is_dialog(tag: str, given: dict[str, str]) -> bool:
    return tag == "dialog" or given.get("role") in ("dialog", "alertdialog") or given.get("aria-modal") == "true"


def _manner(tag: str, said: set[str | None], given: dict[str, str], style: str) -> Manner:
    if not given.keys().isdisjoint(TEX_ATTRIBUTES) or "formula" in said:
        return "formula"
    if "listing" in said or "control" in said:
        return "listing" if "listing" in said else "control"
    if "unseen" in said and tag in OF_WORDS and tag not in PARAGRAPHS:
        return "unseen"
    return "formula" if given.get("aria-hidden") == "true" else "block" if style and ON_ITS_OWN.search(style) else ""
