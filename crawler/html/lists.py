"""The numbers that are printed before the items of lists."""

import re

from lxml.etree import _Element

from crawler.body import Container, Containers
from crawler.html.context import Context

NUMBER = re.compile(r"\s*(-?\d{1,9})", re.ASCII)


class OpenList:
    """A list that a walk is in. What stands in it before its first item stands outside of it, and else in the item above."""

    __slots__ = ("_container", "_next", "_outer", "_step", "context")

    def __init__(self, element: _Element, identity: int, context: Context) -> None:
        self.context = context
        self._outer = context.containers
        self._container = Container("ol" if element.tag == "ol" else "ul", identity)
        self._step = -1 if element.get("reversed") is not None else 1
        first = 1 if self._step == 1 else sum(child.tag == "li" for child in element)
        self._next = _number(element.get("start"), first)

    def item(self, element: _Element, identity: int) -> Containers:
        """The containers of what stands in the next item, which ``element`` is."""
        number = None
        if self._container.tag == "ol":
            number = _number(element.get("value"), self._next)
            self._next = number + self._step
        return (*self._outer, self._container, Container("li", identity, number))


def _number(value: str | None, otherwise: int) -> int:
    found = NUMBER.match(value) if value else None
    return int(found[1]) if found else otherwise
