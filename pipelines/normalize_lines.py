"""Normalizes one-line fields like texts: invisible characters are removed, character references and tags are resolved."""

from collections.abc import Iterable

from crawler.content.html import printed_line
from crawler.content.plain_text import visible
from crawler.content.web_url import mended
from crawler.items import Article, Credit, Item, Post, Thread, images_of
from crawler.platforms.draft import Draft


def normalize_lines(item: Item) -> None:
    """Normalize all one-line fields of ``item``, in place; those with nothing left become None, or are removed from their list.

    They are headlines, publisher, categories, keywords, source, credits, author, location and client of posts, alt texts and
    captions (:func:`crawler.content.html.printed_line`). Quotes keep their lines. The URL is mended (HTTPS://…).
    """
    item.headline, item.publisher = printed_line(item.headline), _line(item.publisher)
    item.url = mended(item.url) if item.url else item.url
    if isinstance(item, Article):
        item.original_headline = _line(item.original_headline)
        item.categories, item.keywords = _lines(item.categories), _lines(item.keywords)
        _normalize_origin(item)
    else:
        _normalize_posts(item)
    for image in images_of(item):
        if image.alt or image.caption:
            image.alt, image.caption = _line(image.alt), _line(image.caption)


def _normalize_posts(thread: Thread) -> None:
    for post in thread.posts:
        post.author, post.location, post.client = _line(post.author), _line(post.location), _line(post.client)
        post.quote = visible(post.quote) if post.quote else post.quote
        _normalize_origin(post)


def _normalize_origin(owner: Article | Post) -> None:
    owner.source = _line(owner.source)
    owner.credits = [Credit(credit.role, name) for credit in owner.credits if (name := printed_line(credit.name))]


def _line(value: str | None) -> str | None:
    return (printed_line(value) or None) if value else value


def _lines(values: Iterable[str]) -> list[str]:
    return [line for value in values if (line := printed_line(value))]


class NormalizeLinesPipeline:
    def process_item(self, item: Draft) -> Draft:
        if item.bodies:  # otherwise it was exported, and is normalized already
            normalize_lines(item.item)
        return item
