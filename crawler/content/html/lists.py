"""The numbers of list items."""

from lxml.etree import _Element

from crawler.content.body import Container, Containers
from crawler.content.html.context import Context
from crawler.content.html.elements import whole_number


class OpenList:
    """A list that is being walked. Content before its first item belongs to its surroundings, other content to the last item."""

    __slots__ = ("_container", "_next", "_outer", "_step", "context")

    def __init__(self, element: _Element, identity: int, context: Context) -> None:
        self.context = context
        context.ends_here = True
        self._outer = context.containers
        self._container = Container("ol" if element.tag == "ol" else "ul", identity)
        self._step = -1 if element.get("reversed") is not None else 1
        start = whole_number(element, "start")
        self._next = start if start is not None else 1 if self._step == 1 else sum(child.tag == "li" for child in element)

    def item(self, element: _Element, identity: int) -> Containers:
        """The containers of the content of the next item, ``element``."""
        number = None
        if self._container.tag == "ol":
            said = whole_number(element, "value")
            number = self._next if said is None else said
            self._next = number + self._step
        return (*self._outer, self._container, Container("li", identity, number))
