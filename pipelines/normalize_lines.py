"""Normalizes one-line fields like texts: invisible characters are removed, character references and tags are resolved."""

from collections.abc import Iterable

from crawler.content.html import printed_line
from crawler.content.plain_text import visible
from crawler.content.web_url import mended
from crawler.items import Article, Credit, Image, Item, Post, images_of
from crawler.platforms.draft import Draft


def normalize_lines(item: Item) -> None:
    """Normalize all one-line fields of ``item``, in place; those with nothing left become None, or are removed from their list.

    They are headlines, publisher, categories, keywords, source, credits, author, location and client of posts, alt texts and
    captions (:func:`crawler.content.html.printed_line`). Quotes keep their lines. The URL is mended (HTTPS://…).
    """
    item.headline = printed_line(item.headline)
    item.url = mended(item.url) if item.url else item.url
    _normalize(item, "publisher")
    if isinstance(item, Article):
        item.categories, item.keywords = _lines(item.categories), _lines(item.keywords)
        _normalize(item, "original_headline", "source")
    else:
        for post in item.posts:
            _normalize(post, "author", "location", "client", "source")
            post.quote = visible(post.quote) if post.quote else post.quote
    for owner in (item,) if isinstance(item, Article) else item.posts:
        if owner.credits:
            owner.credits = [Credit(credit.role, name) for credit in owner.credits if (name := printed_line(credit.name))]
    for image in images_of(item):
        _normalize(image, "alt", "caption")


def _normalize(owner: Item | Post | Image, *names: str) -> None:
    for name in names:
        if value := getattr(owner, name):
            setattr(owner, name, printed_line(value) or None)


def _lines(values: Iterable[str]) -> list[str]:
    return [line for value in values if (line := printed_line(value))]


class NormalizeLinesPipeline:
    def process_item(self, item: Draft) -> Draft:
        if item.bodies:  # otherwise it was exported, and is normalized already
            normalize_lines(item.item)
        return item
