"""The context of a piece of text in the HTML: what the elements around it imply together."""

from copy import copy
from typing import Any

from lxml.etree import _Element
from msgspec import Struct

from crawler.content.body import Containers
from crawler.content.html.traits import NO_TRAITS, TELLING, Manner, Traits, traits_of

REMEMBERED = 256
"""Cached contexts per context. Pages have a dozen; this bounds the memory for pages whose elements are all different."""
MOST_REMEMBERED = 4096
"""Cached traits."""
MOST_SHARED = 2**20
"""Bytes, about, of the contexts and traits that pages share; when they take more, the next page begins anew."""
SIZE = 256  # of a context

Key = str | tuple[Any, ...]
"""Of an element: its tag, and the attributes that are evaluated, if it has any."""


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
