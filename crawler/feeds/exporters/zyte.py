"""The items of zyte-common-items, an Article or a ForumThread a line."""

from datetime import UTC, datetime
from typing import Any

import msgspec

from crawler.feeds.exporters._entries import AUTHORS, given, instant, names, urn
from crawler.feeds.exporters.json_items import JsonLinesExporter
from crawler.items import Article, Image, Item, Post, Thread


class ZyteExporter(JsonLinesExporter):
    """Writes JSON Lines; ``ForumThread`` lines are those with ``posts``. ``url``, which is required there, is an urn where the
    page is unknown. Options: ``encoding``; ``fields`` and ``indent`` are not used.
    """

    def record(self, item: Item) -> bytes:
        return msgspec.json.encode(as_zyte(item))


def as_zyte(item: Item) -> dict[str, Any]:
    """``item``, which is not changed, with the fields of zyte-common-items; those without a value are left out, but ``posts``."""
    return _article(item) if isinstance(item, Article) else _thread(item)


def _article(item: Article) -> dict[str, Any]:
    authors = names(credit for credit in item.credits if credit.role in AUTHORS)
    return given(
        headline=item.headline,
        datePublished=instant(item.date_published),
        datePublishedRaw=item.date_published_raw,
        authors=[{"name": name, "nameRaw": name} for name in authors],
        breadcrumbs=[{"name": name} for name in item.categories],
        inLanguage=item.language and item.language.partition("-")[0],  # as an ISO 639-1 code
        mainImage={"url": item.lead_image} if item.lead_image else None,
        images=_urls(item.images),
        articleBody=item.text.strip(),
        articleBodyHtml=item.html,
        canonicalUrl=item.url,
        url=item.url or urn(item.id),
        metadata=_metadata(item),
    )


def _thread(item: Thread) -> dict[str, Any]:
    thread = given(url=item.url or urn(item.id), topic=given(name=item.headline), threadId=item.id, metadata=_metadata(item))
    return thread | {"posts": [_post(item, post) for post in item.posts]}


def _post(thread: Thread, post: Post) -> dict[str, Any]:
    return given(
        url=thread.url or urn(thread.id, post.floor),
        postId=str(post.floor),
        reactions=given(likes=post.likes, dislikes=post.dislikes),
        text=post.text,
        datePublished=_utc(post.date_published),
        mediaUrls=_urls(post.images),
        author=given(location=post.location),
    )


def _urls(images: list[Image]) -> list[dict[str, str]]:
    return [{"url": image.url} for image in images]


def _metadata(item: Item) -> dict[str, Any]:
    return given(dateDownloaded=_utc(item.page.captured))


def _utc(at: str | None) -> str | None:
    """An instant as ``YYYY-MM-DDThh:mm:ssZ``; None where it is before or after the years that have such a form."""
    if not at:
        return None
    try:
        return datetime.fromisoformat(at).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    except OverflowError:
        return None
