"""What of an item is content: the words and the pictures."""

import json
from collections.abc import Iterable
from hashlib import sha256
from typing import Any

from crawler.images import identity
from crawler.items import Article, Credit, Image, Item, Post

ENCODED = json.JSONEncoder(separators=(",", ":")).encode


def content_sha256(item: Item) -> str:
    """64 hex digits, the same for two saved pages of an item that say the same and show the same pictures.

    Covers the headlines, what is printed as source and credits, texts, quotes, who posted on which floor, and the pictures with
    their captions, whatever the variants of their URLs. Dates, counters (views, likes), markup, keywords, what was removed
    and the page are not covered: they change when nobody has changed the item. ``item`` is not changed.
    """
    content = _article(item) if isinstance(item, Article) else [item.headline, [_post(post) for post in item.posts]]
    return sha256(ENCODED([item.type, content]).encode("ascii")).hexdigest()


def _article(item: Article) -> list[Any]:
    return [item.headline, item.original_headline, item.source, _credits(item.credits), item.text, _pictures(item.images)]


def _post(post: Post) -> list[Any]:
    return [post.floor, post.author, post.source, _credits(post.credits), post.text, post.quote, _pictures(post.images)]


def _credits(names: Iterable[Credit]) -> list[list[str]]:
    return [[credit.role, credit.name] for credit in names]


def _pictures(images: Iterable[Image]) -> list[list[str | None]]:
    return [[identity(image.url), image.caption] for image in images]
