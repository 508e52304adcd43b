"""Stores the bytes of pictures by content, and merges near-copies within a body into the best of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pkgutil import resolve_name
from typing import TYPE_CHECKING, Any, Protocol, Self

from crawler.content.body import Body
from crawler.images.near_copies import Known, groups
from crawler.items import Article, Image, Item, Removal
from crawler.platforms.draft import Draft

if TYPE_CHECKING:
    from crawler.images.perceptual import Fingerprint


class Stored(Known, Protocol):
    """A picture in the store."""

    @property
    def path(self) -> str: ...
    @property
    def media_type(self) -> str: ...


FingerprintOf = Callable[[Any], "Fingerprint | None"]


def use_stored(body: Body, stored: Mapping[str, Stored], fingerprint_of: FingerprintOf) -> list[Removal]:
    """Describe the images of ``body`` by their ``stored`` pictures, and merge near-copies, in place; returns captions left over.

    ``stored`` has the pictures by the ``url`` of their image; images not in it are unchanged. Of near-copies, the first stays in
    the body and gets the ``url`` and picture of the best; ``seen_as`` lists the URLs of all. The list of images and the body are
    updated together.
    """
    for image in body.owner.images:
        if picture := stored.get(image.url):
            _describe(image, picture)
    pictures = {picture.sha256: picture for image in body.owner.images if (picture := stored.get(image.url))}
    removals = []
    for best, *others in groups(pictures.values(), fingerprint_of):
        removals += _fold(body, best.sha256, [other.sha256 for other in others])
    return removals


def _describe(image: Image, picture: Stored) -> None:
    image.file, image.sha256, image.bytes, image.media_type = picture.path, picture.sha256, picture.bytes, picture.media_type
    image.width, image.height = picture.width, picture.height


def _fold(body: Body, best: str, others: list[str]) -> list[Removal]:
    """Merge the images with these SHA-256 into the first of them."""
    first, *repeated = [image for image in body.owner.images if image.sha256 == best or image.sha256 in others]
    shown = next(image for image in (first, *repeated) if image.sha256 == best)
    folded = {image.url for image in repeated} | {first.url}
    leftovers = [image for image in repeated if image.caption and image.caption != first.caption]
    caption = first.caption or (leftovers.pop(0).caption if leftovers else None)
    first.seen_as = list(dict.fromkeys(url for image in (first, *repeated) for url in image.seen_as))
    first.alt = first.alt or next((image.alt for image in repeated if image.alt), None)
    first.caption, first.near_copies = caption, sorted(others)
    for name in ("url", "file", "sha256", "bytes", "media_type", "width", "height"):
        setattr(first, name, getattr(shown, name))
    if isinstance(body.owner, Article) and body.owner.lead_image in folded:
        body.owner.lead_image = first.url
    gone = {id(image) for image in repeated}
    numbers = {id(block.image): block.number for block in body.blocks if block.image}
    body.blocks[:] = [block for block in body.blocks if id(block.image) not in gone]
    body.owner.images = [image for image in body.owner.images if id(image) not in gone]
    said = "the caption of a picture that stands above already"
    return [Removal("repeated-image", said, image.caption or "", at=numbers[id(image)]) for image in leftovers]


class StoreImagesPipeline:
    """Does nothing, and imports nothing related to pictures, unless the setting ``IMAGES`` names a folder.

    The bytes come from the component in the setting ``IMAGES_STORAGE``
    (:class:`crawler.fetching.picture_storage.PictureStorage`).
    """

    def __init__(self, storage: Any = None) -> None:
        self._storage = storage

    @classmethod
    def from_crawler(cls, crawler: Any) -> Self:
        is_on = crawler.settings.get("IMAGES")
        return cls(resolve_name(crawler.settings["IMAGES_STORAGE"]).from_crawler(crawler) if is_on else None)

    def open_spider(self) -> None:
        if self._storage:
            self._storage.open_spider()

    def recall_item(self, item: Item) -> None:
        """Count the pictures of an item that was finished in the run being resumed."""
        if self._storage:
            self._storage.recall(item)

    def process_item(self, item: Draft) -> Any:
        """Return ``item``, or a coroutine that returns it when its pictures are available."""
        return self._with_pictures(item) if self._storage and item.bodies else item

    async def _with_pictures(self, draft: Draft) -> Draft:
        stored = await self._storage.stored(draft)
        for body in draft.bodies:
            draft.item.removed += use_stored(body, stored, self._storage.fingerprint_of)
        return draft
