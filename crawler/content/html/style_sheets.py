"""What the style sheets in a page hide and show.

Only selectors of tags and names (``.a``, ``#b``, ``p.a``, ``.c .a``) are read as hiding, and only where they always apply.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple, Self

from lxml.etree import _Element

from crawler.content.html.unseen import hides_all, hides_words
from crawler.content.patterns import regex

_NOT_READ = regex(
    r"/\*[^*]*+(?:\*(?!/)[^*]*+)*+(?:\*/|\Z)|<!--|-->"
    r"|\"(?:[^\"\\\n]|\\.)*+(?:\"|(?=\n)|\\?\Z)|'(?:[^'\\\n]|\\.)*+(?:'|(?=\n)|\\?\Z)",
    re.DOTALL,
)
"""Comments and strings."""
_PIECE = regex(r"([^{};]*+)([{};])")
_NAME = r"[.#](?:[\w-]|\\.)++"
_NAMES = regex(_NAME)
_COMPOUND = regex(rf"(?P<tag>\*|[a-zA-Z][a-zA-Z0-9-]*+)?(?P<names>(?:{_NAME})*+)(?P<step>\s*>\s*|\s+|\Z)")
_STEP = regex(r"[\s>+~]")
_ESCAPED = regex(r"\\(.)")
_PRINT = regex(r"@media\s+print\s*", re.IGNORECASE)
_NONE = regex(r"none|hidden|collapse|opacity|transparent|clip|-\d{3}|:\s*0", re.IGNORECASE)
"""What a declaration that hides has in any case."""
_DISPLAYS = regex(r"(?<![-\w])(?:display\s*:\s*(?!none)|all\s*:)", re.IGNORECASE)
_CHANGES = regex(
    r"(?<![-\w])(?:visibility|opacity|color|font|left|top|right|inset|position|text-indent|clip|(?:max-)?(?:height|width)|overflow"
    r"|transform|transition|animation|background)[-a-z]*+\s*:",
    re.IGNORECASE,
)
_FIXED = regex(r"(?<![-\w])position\s*:\s*fixed", re.IGNORECASE)
_BODY = ("body", "html")
_MOST_AROUND = 20
"""Elements around one that a selector is compared with."""
_LONGEST = 500
"""Characters of an element's classes."""


class Compound(NamedTuple):
    """What a selector says of one element, and whether the one that it says more of is right around it."""

    tag: str
    names: frozenset[str]
    is_child: bool = False

    def fits(self, element: _Element) -> bool:
        return self.tag in ("", element.tag) and self.names <= names_of(element)


class Hiding(NamedTuple):
    """A selector of elements that are hidden: with ``all`` that is in them, or only their words."""

    compounds: tuple[Compound, ...]
    """From the element outwards."""
    hides_all: bool

    @property
    def name(self) -> str:
        """A name without which no element is meant."""
        return min(self.compounds[0].names)

    def fits(self, element: _Element) -> bool:
        """Whether ``element`` is meant. The names of the body are none that tell, as scripts change them (``.no-js .a``)."""
        own, *outer = self.compounds
        at, is_child = 0, own.is_child
        for around in islice(element.iterancestors(), _MOST_AROUND) if own.fits(element) else ():
            if at == len(outer) or around.tag in _BODY:
                break
            if outer[at].fits(around):
                is_child, at = outer[at].is_child, at + 1
            elif is_child:
                break
        return at == len(outer) and own.fits(element)


class Rule(NamedTuple):
    """A rule of a style sheet, that applies always or only sometimes: on some screens, or inside other rules."""

    selectors: str
    declared: str
    is_always: bool

    @classmethod
    def all_in(cls, sheet: str) -> Iterator[Self]:
        """The rules of a style sheet, except those for print."""
        around, declared = [("@", False)], list[str]()  # beginnings of blocks, and whether they are for print
        for piece in _PIECE.finditer(_NOT_READ.sub("", sheet) + "}"):
            if piece[2] == "{":
                begins = piece[1].strip()
                around.append((begins, around[-1][1] or _PRINT.fullmatch(begins) is not None))
                declared = []
                continue
            declared.append(piece[1])
            if piece[2] == "}":
                selectors, is_for_print = around.pop() if len(around) > 1 else around[0]
                if not is_for_print and not selectors.startswith("@"):
                    yield cls(selectors, ";".join(declared), is_always=len(around) == 1)
                declared = []

    def hiding(self) -> Iterator[Hiding]:
        """The selectors whose elements it hides."""
        if not self.is_always or not _NONE.search(self.declared) or _DISPLAYS.search(self.declared):
            return
        is_gone = hides_all(self.declared)
        if is_gone or hides_words(self.declared.lower()):
            for selector in self.selectors.split(","):
                if compounds := _compounds(selector.strip()):
                    yield Hiding(compounds, is_gone)

    def shows(self) -> bool:
        """Whether it displays its elements, in case another does not."""
        return _DISPLAYS.search(self.declared) is not None

    def changes(self) -> bool:
        """Whether it may show the words of its elements, in case another does not."""
        return _CHANGES.search(self.declared) is not None and next(self.hiding(), None) is None

    def fixes(self) -> bool:
        """Whether its elements stand above the page, wherever in it they are."""
        return _FIXED.search(self.declared) is not None

    def subjects(self) -> Iterator[str]:
        """The names of the elements that it is for."""
        for selector in self.selectors.split(","):
            yield from _names(_STEP.split(selector.strip())[-1])


def names_of(element: _Element) -> frozenset[str]:
    """The names of an element as selectors have them."""
    classes, identity = element.get("class"), element.get("id")
    names = [f".{name}" for name in classes[:_LONGEST].split()] if classes else []
    return frozenset([*names, f"#{identity}"] if identity else names)


def _compounds(selector: str) -> tuple[Compound, ...]:
    """The parts of a selector, from its element outwards; none if there is more in it than tags and names."""
    found: list[Compound] = []
    at, is_child = 0, False
    while at < len(selector):
        part = _COMPOUND.match(selector, at)
        if part is None or part.end() == at:
            return ()
        tag = (part["tag"] or "").lower().replace("*", "")
        found.append(Compound(tag, frozenset(_names(part["names"])), is_child))
        at, is_child = part.end(), ">" in part["step"]
    return tuple(reversed(found)) if found and found[-1].names else ()


def _names(selector: str) -> Iterable[str]:
    return [_ESCAPED.sub(r"\1", name) if "\\" in name else name for name in _NAMES.findall(selector)]
