"""Where in the HTML a piece of text stands, and what that says about it."""

import re
from functools import lru_cache
from typing import NamedTuple

from crawler.html.pictures import may_show_background
from crawler.html.vocabulary import PARAGRAPHS

NAME_ATTRIBUTES = frozenset({"class", "id", "cms-style"})  # the last is Sina's
CENTRED = re.compile(r"text-align:\s*center|align-?center", re.IGNORECASE)
BOLD = re.compile(r"font-weight:\s*(?:bold|[6-9]00)")
GREY = re.compile(r"(?:^|[;\s])color:\s*(?:#([4-9ab][0-9a-f])\1\1\b|#([4-9ab])\2\2\b|(?:dark|dim)?gr[ae]y)", re.IGNORECASE)
HIDDEN = re.compile(r"display:\s*none")
REMEMBERED = 256
"""Contexts in one context. Pages have a dozen; one whose elements are all different is not to fill the memory."""
LONG = 4096  # characters; of attributes that are longer no reading is remembered

Attributes = tuple[tuple[str, str], ...]
Containers = tuple[tuple[str, int], ...]


class Traits(NamedTuple):
    """What the attributes of an element say about the text in it."""

    names: frozenset[str]
    """Class and id names, and the words of Sina's ``cms-style``."""
    centred: bool
    grey: bool
    bold: bool
    hidden: bool
    background: bool
    """Whether they name a picture behind the text, or to be loaded there."""


@lru_cache(maxsize=4096)
def traits_of(attributes: Attributes, bold_names: frozenset[str]) -> Traits:
    """Read the attributes of an element; pages of a site repeat few combinations, so a reading is remembered."""
    names = frozenset(word for key, value in attributes if key in NAME_ATTRIBUTES for word in value.split())
    given = dict(attributes)
    style = given.get("style", "").lower()
    return Traits(
        names=names,
        centred=given.get("align", "").lower() == "center" or bool(CENTRED.search(style)) or any(map(CENTRED.fullmatch, names)),
        grey=bool(GREY.search(style)),
        bold=bool(BOLD.search(style)) or not names.isdisjoint(bold_names),
        hidden="hidden" in given or bool(HIDDEN.search(style)),
        background=may_show_background(attributes),
    )


class Context:
    """The elements around a piece of text, folded together. Contexts are not changed; elements make new ones of them."""

    __slots__ = ("_inner", "background", "bold", "centred", "containers", "grey", "hidden", "loose", "names")

    def __init__(self, outer: "Context | None" = None) -> None:
        self._inner: dict[tuple[str, Attributes], Context] = {}
        self.background = False  # of the innermost element alone
        self.names: frozenset[str] = outer.names if outer else frozenset()
        self.centred: bool = outer.centred if outer else False
        self.grey: bool = outer.grey if outer else False
        self.bold: bool = outer.bold if outer else False
        self.hidden: bool = outer.hidden if outer else False
        self.loose: bool = outer.loose if outer else True
        self.containers: Containers = outer.containers if outer else ()

    def inside(self, tag: str, attributes: Attributes, bold_names: frozenset[str]) -> "Context":
        """The context in an element. Elements repeat in a page, so each is worked out once for every place."""
        key = (tag, attributes)
        inner = self._inner.get(key)
        if inner is None:
            if len(self._inner) >= REMEMBERED:
                self._inner.clear()
            inner = self._inner[key] = Context(self)
            inner._enter(tag, attributes, bold_names)
        return inner

    def contained(self, tag: str, number: int) -> "Context":
        """The context in a block quotation or list. A list in a list stands beside it: HTML wants it in an item."""
        inner = Context(self)
        outer = self.containers if tag == "blockquote" else tuple(c for c in self.containers if c[0] == "blockquote")
        inner.containers = (*outer, (tag, number))
        return inner

    def _enter(self, tag: str, attributes: Attributes, bold_names: frozenset[str]) -> None:
        is_long = sum(len(value) for _, value in attributes) > LONG
        traits = (traits_of.__wrapped__ if is_long else traits_of)(attributes, bold_names)
        self.names |= traits.names if tag != "figcaption" else traits.names | {tag}
        self.centred |= traits.centred or tag == "center"
        self.grey |= traits.grey
        self.bold |= traits.bold or tag in ("strong", "b")
        self.hidden |= traits.hidden
        self.background = traits.background
        self.loose &= tag not in PARAGRAPHS
