"""What the attributes of an element say about the text in it."""

import re
from functools import lru_cache
from typing import NamedTuple

from crawler.html.vocabulary import PARAGRAPHS

NAME_ATTRIBUTES = frozenset({"class", "id", "cms-style"})
CENTRED = re.compile(r"text-align:\s*center|align-?center", re.IGNORECASE)
BOLD = re.compile(r"font-weight:\s*(?:bold|[6-9]00)")
GREY = re.compile(r"(?:^|[;\s])color:\s*(?:#([4-9ab][0-9a-f])\1\1\b|#([4-9ab])\2\2\b|(?:dark|dim)?gr[ae]y)", re.IGNORECASE)
HIDDEN = re.compile(r"display:\s*none")


class Traits(NamedTuple):
    names: frozenset[str]
    """Class and id names, and the words of Sina's ``cms-style``."""
    centred: bool
    grey: bool
    bold: bool
    hidden: bool


@lru_cache(maxsize=4096)
def traits_of(attributes: tuple[tuple[str, str], ...], bold_names: frozenset[str]) -> Traits:
    """Read the attributes of one element; pages repeat few combinations, so the reading is remembered."""
    names = frozenset(word for key, value in attributes if key in NAME_ATTRIBUTES for word in value.split())
    given = dict(attributes)
    style = given.get("style", "").lower()
    return Traits(
        names=names,
        centred=given.get("align", "").lower() == "center" or bool(CENTRED.search(style)) or any(map(CENTRED.fullmatch, names)),
        grey=bool(GREY.search(style)),
        bold=bool(BOLD.search(style)) or not names.isdisjoint(bold_names),
        hidden="hidden" in given or bool(HIDDEN.search(style)),
    )


class Context(NamedTuple):
    """Where the walk is: the traits of all elements around it, folded together."""

    names: frozenset[str] = frozenset()
    centred: bool = False
    grey: bool = False
    bold: bool = False
    hidden: bool = False
    loose: bool = True
    containers: tuple[tuple[str, int], ...] = ()

    def inside(self, traits: Traits) -> "Context":
        """The context in an element with these traits."""
        return Context(
            self.names | traits.names if traits.names else self.names,
            self.centred or traits.centred,
            self.grey or traits.grey,
            self.bold or traits.bold,
            self.hidden or traits.hidden,
            self.loose,
            self.containers,
        )

    def of_tag(self, tag: str) -> "Context":
        """The context in an element of this name."""
        if tag == "center":
            return self._replace(centred=True)
        if tag == "figcaption":
            return self._replace(names=self.names | {"figcaption"}, loose=False)
        return self._replace(loose=False) if self.loose and tag in PARAGRAPHS else self

    def contained(self, tag: str, number: int) -> "Context":
        """The context in a block quotation or list. A list in a list stands beside it: HTML wants it in an item."""
        outer = self.containers if tag == "blockquote" else tuple(c for c in self.containers if c[0] == "blockquote")
        return self._replace(containers=(*outer, (tag, number)))
