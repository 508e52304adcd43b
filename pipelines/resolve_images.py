"""Which picture an ``<img>`` shows: lazy loading and proxies unwrapped."""

import re
from collections.abc import Sequence

from crawler.body import Body, Draft
from crawler.html import is_small
from crawler.images import Cdn, is_web_url, srcset, unwrapped, variant_of
from crawler.items import Image, Removal
from crawler.web_url import FOREIGN_SCHEME

SOURCES = (
    *("data-gif-url", "data-original", "data-src", "data-lazy-src", "data-actualsrc", "data-original-src", "data-lazyload"),
    *("zoomfile", "file", "data-echo", "data-url"),
)
"""Attributes that hold the picture's URL, the most telling first; ``src`` is a placeholder where one of them is given."""
SRCSETS = ("data-srcset", "data-lazy-srcset", "srcset")
WHOLE_NUMBER = re.compile(r"(\d{1,5})(?:\.\d+)?(?:px)?")


def resolve_images(body: Body, own: tuple[Cdn, ...] = ()) -> list[Removal]:
    """Set ``image`` of every image block of ``body``, and remove those that show no picture, with an entry each.

    Its ``url`` is the largest variant of the picture that the element names. ``own`` are the CDNs that the site declares.
    Those are images without an http(s) URL, and images that the page declares to be as small as a letter: icons,
    emoticons, counting pixels.
    """
    removals = []
    for block in body.blocks:
        if block.kind == "image":
            block.image = _image(block.attributes, own)
            if block.image is None:
                shown = block.attributes.get("src") or block.attributes.get("alt") or ""
                removals.append(Removal("image-without-url", "no picture can be fetched from it", shown[:200], at=block.number))
            elif is_small(block.attributes):
                removals.append(
                    Removal("small-image", "an icon or a pixel, as small as a letter", block.image.url, at=block.number)
                )
                block.image = None
    if removals:
        body.blocks[:] = [block for block in body.blocks if block.kind != "image" or block.image is not None]
    return removals


def largest(urls: Sequence[str], own: tuple[Cdn, ...] = ()) -> str:
    """Of ``urls`` the largest variant of the picture that the first of them shows; the first of those as large."""
    variants = [(variant_of(url, own), url) for url in urls]
    return max((each for each in variants if each[0].identity == variants[0][0].identity), key=lambda each: each[0].size)[1]


def candidates(attributes: dict[str, str]) -> list[str]:
    """The URLs of the ``srcset`` attributes of an image, which show one picture; of each attribute the largest first."""
    return [url for key in SRCSETS if key in attributes for url in srcset(attributes[key])]


def _image(attributes: dict[str, str], own: tuple[Cdn, ...]) -> Image | None:
    lazy = [url for key in SOURCES if key in attributes and (url := attributes[key].strip())]
    given = [*lazy, *candidates(attributes), *([attributes["src"].strip()] if attributes.get("src", "").strip() else [])]
    usable = [url for url in map(unwrapped, given) if is_web_url(url)]
    if not usable:
        return None
    return Image(
        url=largest(usable, own),
        seen_as=list(dict.fromkeys(url for url in given if not FOREIGN_SCHEME.match(url))),
        alt=(attributes.get("alt") or "").strip() or None,
        width=_pixels(attributes.get("data-width") or attributes.get("width")),
        height=_pixels(attributes.get("data-height") or attributes.get("height")),
    )


def _pixels(declared: str | None) -> int | None:
    if not declared:
        return None
    number = WHOLE_NUMBER.fullmatch(declared.strip())
    return int(number[1]) or None if number else None


class ResolveImagesPipeline:
    def process_item(self, item: Draft) -> Draft:
        for body in item.bodies:
            item.item.removed += resolve_images(body, item.site.image_cdns)
        return item
