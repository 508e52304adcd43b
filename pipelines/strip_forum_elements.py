"""Takes out of the posts of HTML pages the elements that are the forum's and not the poster's."""

from collections.abc import Iterator

from crawler.content.body import Block, Body, Draft
from crawler.items import Post, Removal
from crawler.platforms.discuz import EDIT_NOTICE, FORUM_PICTURE, chrome_of, instant
from pipelines._ad_matcher import NEVER_CONTENT

_EDIT_NOTICE = "edit-notice"


class StripForumElementsPipeline:
    def process_item(self, item: Draft) -> Draft:
        strip_forum_elements(item)
        return item


def strip_forum_elements(draft: Draft) -> None:
    """Remove chrome, signatures, forum pictures and embeds from the posts of a thread and from articles of a portal; edit
    notices set ``post.edited``.

    Changes the draft: blocks leave the bodies and are listed in ``item.removed``. Other articles, and posts that were saved as
    text, have no such blocks but signatures, which are left.
    """
    if draft.page.reader != "discuz_html":
        return
    for body in draft.bodies:
        draft.item.removed += _strip(body, draft.page.captured)


def _strip(body: Body, captured: str | None) -> Iterator[Removal]:
    kept: list[Block] = []
    for block in body.blocks:
        removal = _removal(block)
        if removal is None:
            kept.append(block)
            continue
        if removal.rule == _EDIT_NOTICE and isinstance(body.owner, Post) and (found := EDIT_NOTICE.search(block.text)):
            body.owner.edited = body.owner.edited or instant(found[1], captured)
        yield removal
    body.blocks[:] = kept


def _removal(block: Block) -> Removal | None:
    """What is said of a block that is none of the poster's."""
    shown = block.image.url if block.image else block.text
    if block.names and (element := chrome_of(block)):
        return Removal(element.name, element.reason, shown, at=block.number)
    if block.kind in NEVER_CONTENT:
        return Removal(NEVER_CONTENT[block.kind].name, NEVER_CONTENT[block.kind].reason, shown, at=block.number)
    if block.image is not None and FORUM_PICTURE.search(block.image.url):
        return Removal("forum-picture", "an icon, emoticon or avatar of the forum", shown, at=block.number)
    return None
