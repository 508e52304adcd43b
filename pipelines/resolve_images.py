"""Which picture an ``<img>`` shows: lazy loading and proxies unwrapped."""

import re
from urllib.parse import unquote

from crawler.body import Body, Draft
from crawler.html import WEB_HOST, is_small
from crawler.items import Image, Removal

SOURCES = (
    *("data-gif-url", "data-original", "data-src", "data-lazy-src", "data-actualsrc", "data-original-src", "data-lazyload"),
    *("zoomfile", "file", "data-echo", "data-url", "src"),
)
"""Attributes that hold the picture's URL, the most telling first; ``src`` is a placeholder where another is given."""
PROXIES = (
    re.compile(r"https?://[^/?#]+/\?(https?(?:://|%3A%2F%2F).+)", re.IGNORECASE),  # cors.zfour.workers.dev in ZAKER dumps
    re.compile(r"https?://[^?#]+\?(?:[^#]*&)?(?:url|src|image|img|u)=(https?(?:://|%3A%2F%2F)[^&#]+)(?:[&#].*)?", re.IGNORECASE),
)
FOREIGN_SCHEME = re.compile(r"(?!https?://)[^/?#]*:", re.IGNORECASE)
WHOLE_NUMBER = re.compile(r"(\d{1,5})(?:\.\d+)?(?:px)?")


def resolve_images(body: Body) -> list[Removal]:
    """Set ``image`` of every image block of ``body``, and remove those that show no picture, with an entry each.

    Those are images without an http(s) URL, and images that the page declares to be as small as a letter: icons,
    emoticons, counting pixels.
    """
    removals = []
    for block in body.blocks:
        if block.kind == "image":
            block.image = _image(block.attributes)
            if block.image is None:
                shown = block.attributes.get("src") or block.attributes.get("alt") or ""
                removals.append(Removal("image-without-url", "no picture can be fetched from it", shown[:200]))
            elif is_small(block.attributes):
                removals.append(Removal("small-image", "an icon or a pixel, as small as a letter", block.image.url))
                block.image = None
    if removals:
        body.blocks[:] = [block for block in body.blocks if block.kind != "image" or block.image is not None]
    return removals


def unwrapped(url: str) -> str:
    """The URL that ``url`` stands for: out of a proxy's query, with a scheme in small letters, white space escaped."""
    url = _with_scheme(url.strip().replace(" ", "%20"))
    if "?" in url:
        for proxy in PROXIES:
            if wrapped := proxy.fullmatch(url):
                inner = wrapped[1]
                return _with_scheme(inner if "://" in inner[:8] else unquote(inner))
    return url


def _with_scheme(url: str) -> str:
    scheme, colon, rest = url.partition(":")
    if colon:
        return scheme.lower() + colon + rest
    return "https:" + url if url.startswith("//") else url


def is_web_url(url: str) -> bool:
    """Whether ``url`` is an http(s) URL with a host and without white space."""
    return WEB_HOST.match(url) is not None and not any(map(str.isspace, url))


def _image(attributes: dict[str, str]) -> Image | None:
    given = [url for key in SOURCES if key in attributes and (url := attributes[key].strip())]
    usable = [url for url in map(unwrapped, given) if is_web_url(url)]
    if not usable:
        return None
    return Image(
        url=usable[0],
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
            item.item.removed += resolve_images(body)
        return item
