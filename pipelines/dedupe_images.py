"""Every picture once: repeated images and the cover folded into the image that stands first."""

from crawler.body import Block, Body, Draft
from crawler.items import Article, Image, Removal
from crawler.sites import Site
from pipelines.resolve_images import is_web_url, unwrapped


def identity(url: str, site: Site) -> str:
    """What the URLs of one picture have in common: compared, never written."""
    for variant, common in site.image_variants:
        url = variant.sub(common, url)
    return url.partition("#")[0].partition("://")[2]


def dedupe_images(body: Body, site: Site, cover: str | None = None) -> list[Removal]:
    """Fold the image blocks of ``body`` that show one picture into the first, in place; returns captions left over.

    ``seen_as`` then lists every URL of the picture, and the owner gets ``images`` and, where the ``cover`` is one of
    them, ``lead_image``. A cover that is no image of the body is no image of the article: dumps name stock photos.
    """
    first: dict[str, Image] = {}
    kept: list[Block] = []
    removals: list[Removal] = []
    for block in body.blocks:
        if block.image is None:
            kept.append(block)
            continue
        image = first.setdefault(identity(block.image.url, site), block.image)
        if image is block.image:
            kept.append(block)
        else:
            removals += _fold(block.image, image)
    body.blocks[:] = kept
    body.owner.images = list(first.values())
    lead = first.get(identity(unwrapped(cover), site)) if cover and is_web_url(unwrapped(cover)) else None
    if lead is not None and cover and isinstance(body.owner, Article):
        lead.seen_as = list(dict.fromkeys([cover, *lead.seen_as]))
        body.owner.lead_image = lead.url
    return removals


def _fold(repeated: Image, image: Image) -> list[Removal]:
    leftover = repeated.caption if image.caption else None
    image.seen_as = list(dict.fromkeys([*image.seen_as, *repeated.seen_as]))
    image.alt = image.alt or repeated.alt
    image.caption = image.caption or repeated.caption
    image.width = image.width or repeated.width
    image.height = image.height or repeated.height
    return [Removal("repeated-image", "the caption of a picture that stands above already", leftover)] if leftover else []


class DedupeImagesPipeline:
    def process_item(self, item: Draft) -> Draft:
        for body in item.bodies:
            item.item.removed += dedupe_images(body, item.site, item.cover)
        return item
