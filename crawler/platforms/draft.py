"""An item on its way through the stages, with the site that it is of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from crawler.content.body import Body
    from crawler.items import Item, Page
    from crawler.platforms.forum import Forum
    from crawler.platforms.site import Site


@dataclass(slots=True)
class Draft:
    """An item on its way through the stages; the last stage returns its ``item``.

    An exported item that is replayed has no ``bodies``: it is clean already, and no stage changes it.
    """

    item: Item
    site: Site
    bodies: list[Body]
    cover: str | None = None  # the cover's URL as the page gives it
    base_url: str | None = None  # what relative URLs of the page are relative to
    saved: bytes | None = None  # the page, for whoever keeps those that fail
    file: Path | None = None  # on disk: the page, or the archive that it is in
    forum: Forum | None = None  # what the software of the page's forum puts into posts

    def __post_init__(self) -> None:
        """Number the blocks, so that it can be told at the end where one stood."""
        start = 0
        for body in self.bodies:
            body.start = start
            for number, block in enumerate(body.blocks, start):
                block.number = number
            start += len(body.blocks)

    @property
    def page(self) -> Page:
        return self.item.page
