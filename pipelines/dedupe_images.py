"""Merges repeated images and the cover into the first occurrence of each picture."""

from crawler.content.body import Block, Body
from crawler.images import Cdn, identity, is_web_url, srcset, unwrapped
from crawler.items import Article, Image, Removal
from crawler.platforms import Site
from crawler.platforms.draft import Draft
from pipelines.resolve_images import largest


def dedupe_images(body: Body, site: Site, cover: str | None = None, base: str | None = None) -> list[Removal]:
    """Merge the image blocks of ``body`` that show the same picture into the first, in place; returns captions left over.

    ``url`` becomes the largest variant of the picture that occurred, and ``seen_as`` lists all its URLs. Sets the owner's
    ``images`` and, if the ``cover`` is one of them, ``lead_image``. A cover that is not an image of the body is not added: dumps
    use stock photos.
    """
    own = site.image_cdns
    known: dict[str, Image] = {}
    kept: list[Block] = []
    removals: list[Removal] = []
    for block in body.blocks:
        if block.image is None:
            kept.append(block)
            continue
        names = _identities(block.image, block, own)
        image = next((known[name] for name in names if name in known), block.image)
        for name in names:
            known.setdefault(name, image)
        if image is block.image:
            kept.append(block)
        else:
            removals += _fold(block, block.image, image, own)
            if names[0] != (shown := identity(image.url, own)) and shown in names:
                image.url = block.image.url
    body.blocks[:] = kept
    body.owner.images = [block.image for block in kept if block.image is not None]
    shown = unwrapped(cover, base) if cover else ""
    lead = known.get(identity(shown, own)) if is_web_url(shown) else None
    if lead is not None and cover and isinstance(body.owner, Article):
        lead.seen_as = list(dict.fromkeys([cover, *lead.seen_as]))
        lead.url = largest([lead.url, shown], own)
        body.owner.lead_image = lead.url
    return removals


def _identities(image: Image, block: Block, own: tuple[Cdn, ...]) -> list[str]:
    """The identity of ``image``, and those of its ``srcset`` if it is one of them; else that is a placeholder's."""
    shown = identity(image.url, own)
    elements = (block.attributes, *block.alternatives)
    others = [identity(url, own) for each in elements for name in each if name[-6:] == "srcset" for url in srcset(each[name])]
    return list(dict.fromkeys([shown, *others])) if shown in others else [shown]


def _fold(block: Block, repeated: Image, image: Image, own: tuple[Cdn, ...]) -> list[Removal]:
    leftover = repeated.caption if image.caption else None
    image.url = largest([image.url, repeated.url], own)
    image.seen_as = list(dict.fromkeys([*image.seen_as, *repeated.seen_as]))
    image.alt = image.alt or repeated.alt
    image.caption = image.caption or repeated.caption
    image.width = image.width or repeated.width
    image.height = image.height or repeated.height
    said = "the caption of a picture that stands above already"
    return [Removal("repeated-image", said, leftover, at=block.number)] if leftover else []


class DedupeImagesPipeline:
    def process_item(self, item: Draft) -> Draft:
        for body in item.bodies:
            item.item.removed += dedupe_images(body, item.site, item.cover, item.base_url)
        return item
