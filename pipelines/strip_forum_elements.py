"""Removes from posts the elements of the forum, on pages that have separate elements for them."""

from collections.abc import Iterator

from crawler.content.body import Block, Body
from crawler.items import Post, Removal
from crawler.platforms.draft import Draft
from crawler.platforms.forum import EDIT_NOTICE, Forum
from pipelines._ad_matcher import NEVER_CONTENT


class StripForumElementsPipeline:
    def process_item(self, item: Draft) -> Draft:
        strip_forum_elements(item)
        return item


def strip_forum_elements(draft: Draft) -> None:
    """Remove chrome, signatures, forum pictures and embeds from the posts of a forum page; edit notices set ``post.edited``.

    Modifies the draft: blocks are removed from the bodies and listed in ``item.removed``. Articles are unchanged.
    """
    forum = draft.forum
    if forum is None:
        return
    for body in draft.bodies:
        draft.item.removed += _strip(body, forum, draft.page.captured)


def _strip(body: Body, forum: Forum, captured: str | None) -> Iterator[Removal]:
    kept: list[Block] = []
    for block in body.blocks:
        removal = _removal(block, forum)
        if removal is None:
            kept.append(block)
            continue
        if removal.rule == EDIT_NOTICE and isinstance(body.owner, Post) and forum.edit_notice:
            found = forum.edit_notice.search(block.text)
            body.owner.edited = body.owner.edited or (forum.instant(found[1], captured) if found else None)
        yield removal
    body.blocks[:] = kept


def _removal(block: Block, forum: Forum) -> Removal | None:
    """The removal of a block that is not the poster's; None if it is."""
    shown = block.image.url if block.image else block.text
    if block.names and (element := forum.element_of(block)):
        return Removal(element.name, element.reason, shown, at=block.number)
    if block.kind in NEVER_CONTENT:
        return Removal(NEVER_CONTENT[block.kind].name, NEVER_CONTENT[block.kind].reason, shown, at=block.number)
    if block.image is not None and forum.picture and forum.picture.search(block.image.url):
        return Removal("forum-picture", "an icon, emoticon or avatar of the forum", shown, at=block.number)
    return None
