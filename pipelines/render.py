"""Renders the blocks of every body as the text and the HTML of its article or post, and sets the places of removals."""

from bisect import bisect_left, bisect_right
from operator import attrgetter

from crawler.content.body import Body
from crawler.content.html import render_html, render_text
from crawler.items import Post, Removal
from crawler.platforms.draft import Draft

NUMBER_OF = attrgetter("number")


def render(draft: Draft) -> None:
    """Set ``text`` and ``html`` of every owner of a body, and ``floor`` and ``at`` of every removal, in place.

    Before this stage, ``at`` of a removal is the ``number`` of the block that was removed; afterwards, it is the number of blocks
    of the final body before it. None stays None.
    """
    for body in draft.bodies:
        body.owner.text = render_text(body.blocks)
        body.owner.html = render_html(body.blocks)
    if draft.bodies:
        _place(draft.item.removed, draft.bodies)


def _place(removals: list[Removal], bodies: list[Body]) -> None:
    starts = [body.start for body in bodies]
    for removal in removals:
        if removal.at is not None:
            which = bisect_right(starts, removal.at) - 1
            owner = bodies[which].owner
            removal.floor = owner.floor if isinstance(owner, Post) else None
            removal.at = bisect_left(bodies[which].blocks, removal.at, key=NUMBER_OF)


class RenderPipeline:
    def process_item(self, item: Draft) -> Draft:
        render(item)
        return item
