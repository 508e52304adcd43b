"""The hash of an item's content: its words and pictures."""

import json
from collections.abc import Iterable
from hashlib import sha256
from typing import Any

from crawler.images import identity
from crawler.items import Article, Credit, Image, Item, Post

ENCODED = json.JSONEncoder(separators=(",", ":")).encode


def content_sha256(item: Item) -> str:
    """64 hex digits, equal for two saved pages of an item with the same words and pictures.

    Covers the headlines, the printed source and credits, texts, quotes, authors and floors of posts, and the pictures with their
    captions, whichever variants the URLs name. Dates, counters (views, likes), markup, keywords, removals and the page are not
    covered, because they change without an edit. ``item`` is not modified.
    """
    if isinstance(item, Article):
        content = [item.headline, item.original_headline, item.source, _credits(item.credits), item.text, _pictures(item.images)]
    else:
        content = [item.headline, [_post(post) for post in item.posts]]
    return sha256(ENCODED([item.type, content]).encode("ascii")).hexdigest()


def _post(post: Post) -> list[Any]:
    said = [post.floor, post.author, post.source, post.credits and _credits(post.credits)]
    return [*said, post.text, post.quote, post.images and _pictures(post.images)]


def _credits(names: Iterable[Credit]) -> list[list[str]]:
    return [[credit.role, credit.name] for credit in names]


def _pictures(images: Iterable[Image]) -> list[list[str | None]]:
    return [[identity(image.url), image.caption] for image in images]
