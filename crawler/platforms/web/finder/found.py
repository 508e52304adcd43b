"""The result of the finder."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from lxml.etree import _Element

from crawler.platforms.web.finder.outline import Outline

PageKind = Literal["article", "thread", "front page", "list", "login", "consent wall", "error page", "script shell", "empty"]
"""The kind of a page. The first two have something to read; the others say why there is nothing."""


@dataclass(frozen=True, slots=True)
class FoundBody:
    """The body of a page.

    ``elements`` are in document order, none nested in another, and are read themselves and not only their contents
    (:func:`crawler.content.html.read_elements`); there are none unless ``kind`` is article or thread. ``aside`` names the
    elements in them that are not part of the text; ``aside.get`` is what the walk of :mod:`crawler.content.html` calls.
    ``certainty`` of ``kind`` is from 0 to 1; an article that ``is_likely_thread`` may as well be one. ``outline`` is that of the
    page, if it was needed.
    """

    kind: PageKind
    certainty: float
    elements: tuple[_Element, ...] = ()
    aside: Mapping[_Element, str] = field(default_factory=dict)
    outline: Outline | None = field(default=None, repr=False)
    is_likely_thread: bool = False

    @property
    def reason(self) -> str | None:
        """Why the page is dropped, or None if it is kept."""
        return None if self.kind in ("article", "thread") else f"no article: {self.kind}"
