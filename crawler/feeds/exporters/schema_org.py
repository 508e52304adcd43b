"""schema.org as JSON-LD: a NewsArticle an article, a DiscussionForumPosting with its comments a thread."""

from collections import Counter
from collections.abc import Iterable
from typing import IO, Any

import msgspec

from crawler.feeds.exporters._entries import OPENER, answers, given, instant, urn
from crawler.feeds.exporters.json_items import JsonArrayExporter
from crawler.items import Article, Credit, Image, Item, Post, Thread

PROPERTIES = {"author": "author", "reporter": "author", "correspondent": "author", "editor": "editor", "translator": "translator"}
"""Role → the property of a work that names who had it; ``contributor`` for all others. The role is the Person's jobTitle."""
PIXELS = "E37"
"""The UN/CEFACT code of a pixel."""


class SchemaOrgExporter(JsonArrayExporter):
    """Writes one JSON-LD document whose ``@graph`` holds the items, and which can be embedded in a page as it is.

    Nodes of one name would be one: the second item with an id, a copy or another revision, is named ``urn:…#2``, and so are its
    comments. Options: ``encoding``; ``fields`` and ``indent`` are not used.
    """

    begins, ends = b'{"@context":"https://schema.org","@graph":[', b"]}"

    def __init__(self, file: IO[bytes], **options: Any) -> None:
        super().__init__(file, **options | {"indent": 0})
        self._with_id: Counter[str] = Counter()

    def record(self, item: Item) -> bytes:
        self._with_id[item.id] += 1
        return embeddable(msgspec.json.encode(as_schema_org(item, self._with_id[item.id])))


def embeddable(record: bytes) -> bytes:
    """``record``, which is JSON, escaped so that it cannot end the ``<script>`` element around it, or begin another."""
    return record.replace(b"</", rb"<\/").replace(b"<!--", rb"\u003c!--")


def as_schema_org(item: Item, copy: int = 1) -> dict[str, Any]:
    """``item``, which is not changed, as a node of a graph; ``copy`` counts those with its id in the graph, from 1."""
    nth = f"#{copy}" if copy > 1 else ""
    shared = given(
        url=item.url,
        identifier=item.id,
        headline=item.headline,
        inLanguage=item.language,
        publisher=_organization(item.publisher),
        version=item.revision if item.revision > 1 else None,
        sameAs=_identity(item, item.duplicate_of) if item.duplicate_of not in (None, item.id) else None,
    )
    return _article(item, nth) | shared if isinstance(item, Article) else _posting(item, nth) | shared


def _identity(item: Item, item_id: str) -> str:
    """The urn of an item like ``item``: that of a thread is its opener's."""
    return urn(item_id) if isinstance(item, Article) else urn(item_id, OPENER)


def _article(item: Article, nth: str) -> dict[str, Any]:
    return given(
        **{"@type": "NewsArticle", "@id": _identity(item, item.id) + nth},
        alternativeHeadline=item.original_headline,
        datePublished=instant(item.date_published),
        articleSection=item.categories,
        keywords=item.keywords,
        articleBody=item.text,
        thumbnailUrl=item.lead_image,
        **_body(item),
    )


def _posting(item: Thread, nth: str) -> dict[str, Any]:
    """A thread: the words and the author are its opener's, where that is on the page."""
    answered = answers(item.posts)
    opener = next((post for post in item.posts if post.floor == OPENER), None)
    counts = {"ViewAction": item.views}
    if opener:
        counts |= {"LikeAction": opener.likes, "DislikeAction": opener.dislikes}
    node = given(
        **{"@type": "DiscussionForumPosting", "@id": _identity(item, item.id) + nth},
        datePublished=instant(item.date_published),
        commentCount=item.reply_count,
        comment=[_comment(item, post, answered[post.floor], nth) for post in item.posts if post is not opener],
        interactionStatistic=[_counter(action, count) for action, count in counts.items() if count is not None],
    )
    return node | _post(opener) if opener else node


def _comment(thread: Thread, post: Post, answered: int | None, nth: str) -> dict[str, Any]:
    return given(
        **{"@type": "Comment", "@id": urn(thread.id, post.floor) + nth},
        **_post(post),
        parentItem=None if answered is None else {"@id": urn(thread.id, answered) + nth},
        upvoteCount=post.likes,
        downvoteCount=post.dislikes,
    )


def _post(post: Post) -> dict[str, Any]:
    body = _body(post)
    if post.author:
        body["author"] = [{"@type": "Person", "name": post.author}, *body.get("author", ())]
    return given(
        text=post.text,
        position=post.floor,
        datePublished=instant(post.date_published),
        dateModified=instant(post.edited),
        citation=post.quote,
        locationCreated={"@type": "Place", "name": post.location} if post.location else None,
        **body,
    )


def _body(body: Article | Post) -> dict[str, Any]:
    """What articles and posts have in common: the people, the pictures, and whom they were taken from."""
    people: dict[str, list[dict[str, Any]]] = {}
    for credit in body.credits:
        person = {"@type": "Person", "name": credit.name, "jobTitle": credit.role}
        people.setdefault(PROPERTIES.get(credit.role, "contributor"), []).append(person)
    origin = {"@type": "CreativeWork", "publisher": _organization(body.source)} if body.source else None
    pictures = [_picture(image, body.credits) for image in body.images]
    return given(**people, isBasedOn=origin, image=pictures)


def _picture(image: Image, credits_: Iterable[Credit]) -> dict[str, Any]:
    """An image; its creditText names the photographers that its caption names."""
    caption = image.caption or ""
    by = [credit.name for credit in credits_ if credit.role == "photographer" and credit.name in caption]
    return given(
        **{"@type": "ImageObject"},
        contentUrl=image.url,
        caption=image.caption,
        description=image.alt,
        creditText=" ".join(dict.fromkeys(by)),
        width=_size(image.width),
        height=_size(image.height),
        contentSize=None if image.bytes is None else f"{image.bytes} B",
        encodingFormat=image.media_type,
        sha256=image.sha256,
    )


def _size(pixels: int | None) -> dict[str, Any] | None:
    return None if pixels is None else {"@type": "QuantitativeValue", "value": pixels, "unitCode": PIXELS}


def _counter(action: str, count: int) -> dict[str, Any]:
    return {"@type": "InteractionCounter", "interactionType": f"https://schema.org/{action}", "userInteractionCount": count}


def _organization(name: str | None) -> dict[str, Any] | None:
    return {"@type": "Organization", "name": name} if name else None
