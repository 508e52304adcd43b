"""What a body's images become when their pictures are stored, near-copies among them."""

from typing import NamedTuple

from hypothesis import given
from hypothesis import strategies as st

from crawler.content.body import Block, Body
from crawler.images.perceptual import Fingerprint
from crawler.items import Article, Image
from pipelines.store_images import StoreImagesPipeline, use_stored
from tests.made_items import made_article, made_draft
from tests.made_pictures import drawn, looked_at

SCENE = drawn(1, 640, 480)


class Picture(NamedTuple):
    path: str
    sha256: str
    bytes: int
    media_type: str
    width: int
    height: int
    fingerprint: Fingerprint | None

    @property
    def dhash(self) -> int | None:
        return self.fingerprint.dhash if self.fingerprint else None


def picture(digit: str, seed: int, width: int, height: int) -> Picture:
    fingerprint = looked_at(drawn(seed, 640, 480).resize((width, height))).fingerprint
    return Picture(f"{digit}/x.jpg", digit * 64, 100, "image/jpeg", width, height, fingerprint)


STORED = {
    "https://x.example/small.jpg": picture("a", 1, 320, 240),
    "https://x.example/large.jpg": picture("b", 1, 640, 480),
    "https://x.example/other.jpg": picture("c", 2, 640, 480),
}
STORED["https://x.example/again.jpg"] = STORED["https://x.example/other.jpg"]
URLS = [*STORED, "https://x.example/missing.jpg"]


def body_of(urls: list[str]) -> tuple[Article, Body]:
    article = made_article()
    article.images = [Image(url, [url], caption=f"图 {url[18:-4]}", width=1) for url in urls]
    article.lead_image = urls[0]
    return article, Body(article, [Block("image", image=image) for image in article.images])


@given(st.permutations(URLS))
def test_the_best_is_kept_where_the_first_stands_in_any_order(urls: list[str]) -> None:
    article, body = body_of(urls)
    removals = use_stored(body, STORED, lambda stored: stored.fingerprint)
    assert [block.image for block in body.blocks] == article.images
    by_url = {image.url: image for image in article.images}
    assert len(article.images) == 3 and article.lead_image in by_url
    large = by_url["https://x.example/large.jpg"]
    assert (large.sha256, large.file, large.near_copies) == ("b" * 64, "b/x.jpg", ["a" * 64])
    assert large.seen_as == [url for url in urls if "small" in url or "large" in url]
    (twice,) = (image for image in article.images if image.sha256 == "c" * 64)
    assert (len(twice.seen_as), twice.near_copies) == (2, [])
    missing = by_url["https://x.example/missing.jpg"]
    assert (missing.sha256, missing.width, missing.near_copies) == (None, 1, [])
    captions = [image.caption for image in article.images] + [removal.text for removal in removals]
    assert sorted(map(str, captions)) == sorted(f"图 {url[18:-4]}" for url in urls)


def test_the_stage_does_nothing_without_a_folder() -> None:
    draft = made_draft()
    assert StoreImagesPipeline().process_item(draft) is draft
