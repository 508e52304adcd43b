"""What the finder gives."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from lxml.etree import _Element

PageKind = Literal["article", "thread", "front page", "list", "login", "consent wall", "error page", "script shell", "empty"]
"""What a page is: the first two hold something to read, the others say why there is nothing."""


@dataclass(frozen=True, slots=True)
class FoundBody:
    """The body of a page.

    ``elements`` are in document order, none in another, and to be read themselves and not only what is in them
    (:func:`crawler.content.html.read_elements`); there is none where ``kind`` is neither article nor thread. ``aside`` names the
    elements in them that are none of the text: ``aside.get`` is what the walk of :mod:`crawler.content.html` asks.
    ``certainty`` of ``kind`` is from 0 to 1.
    """

    kind: PageKind
    certainty: float
    elements: tuple[_Element, ...] = ()
    aside: Mapping[_Element, str] = field(default_factory=dict)

    @property
    def reason(self) -> str | None:
        """Why the page is dropped, None where it is not."""
        return None if self.kind in ("article", "thread") else f"no article: {self.kind}"
