"""What an item is to a feed reader: an article is one entry, a thread an entry for every post, each under a lasting name."""

from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import Any, NamedTuple

from crawler.content.patterns import regex
from crawler.items import Article, Credit, Image, Item, Post, Thread

AUTHORS = frozenset({"author", "reporter", "correspondent"})
"""The roles that make a credit an author; all others are contributors."""
OPENER = 1
"""The floor of the first post of a thread, which may be on another page of it."""
REPLY = "Re: "
EPOCH = "1970-01-01T00:00:00+00:00"
"""Stands for an instant that nobody knows, where a format must have one."""
WITHOUT_SECONDS = len("2022-03-29T07:48+08:00")
TYPES = {
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "gif": "image/gif",
    "webp": "image/webp",
    "bmp": "image/bmp",
    "svg": "image/svg+xml",
    "avif": "image/avif",
}
NOT_IN_IRI = regex(r"[\x00-\x20\x7f\"<>\\^`{|}]")
"""Characters that browsers take in an address and RFC 3987 does not."""
FLOOR = regex(r"(?<!\d)(\d{1,6}) ?(?:楼|樓|#)")
MINUTE = regex(r"(?<!\d)\d{4}-\d{1,2}-\d{1,2} \d{1,2}:\d{2}")
NAME = regex(r"(?:引用[:：]? ?)?(?:原帖由 )?(\S(?:.{0,28}\S)?) (?:发表于|發表於|于)(?= )")
LONGEST = 120
"""Characters of the line above a quoted post that names whom and when."""


def urn(item_id: str, floor: int = 0) -> str:
    """The name of the item ``item_id`` (16 hex digits), or of its post on ``floor``: a UUID of version 8 (RFC 9562, 5.8).

    Both can be read in it: ``0123456789abcdef``, floor 2, is ``urn:uuid:01234567-89ab-8cde-af00-000000000002``.
    """
    return f"urn:uuid:{item_id[:8]}-{item_id[8:12]}-8{item_id[12:15]}-a{item_id[15]}00-{floor:012x}"


def urn_of_feed(title: str) -> str:
    """The name of a feed with this title, made as those of items are."""
    return urn(sha256(title.encode("utf-8", "surrogatepass")).hexdigest()[:16], 0xFEED)


class Picture(NamedTuple):
    """The address of a picture, and what is known of what is there."""

    url: str
    media_type: str | None
    bytes: int | None


class Entry(NamedTuple):
    """One entry, in the terms that Atom, RSS and JSON Feed share.

    Instants are RFC 3339. ``edited`` is the last edit of a post; ``updated``, which Atom must have, is that, else when it was
    published, else when the page was saved, else 1970. ``title`` is empty where there is no headline. ``authors`` and
    ``contributors`` are names, each once. ``url`` is where the page is, and ``picture`` the cover, or the first of a post.
    ``body`` is what the entry's html and source are taken from. ``answered`` is the urn of the entry that it replies to, perhaps
    on another page of the thread.
    """

    id: str
    title: str
    published: str | None
    edited: str | None
    updated: str
    authors: list[str]
    contributors: list[str]
    url: str | None
    picture: Picture | None
    answered: str | None
    item: Item
    body: Article | Post


def entries(item: Item) -> Iterator[Entry]:
    """The entries of ``item``, which is not changed: of a thread, its posts in their order."""
    if isinstance(item, Article):
        cover = next((image for image in item.images if image.url == item.lead_image), None)
        yield _entry(urn(item.id), item.headline, item, item, cover)
        return
    answered = answers(item.posts)
    for post in item.posts:
        to = answered.get(post.floor)
        title = item.headline if to is None or not item.headline else REPLY + item.headline
        to_urn = None if to is None else urn(item.id, to)
        yield _entry(urn(item.id, post.floor), title, item, post, next(iter(post.images), None), to_urn)


def _entry(
    identity: str, title: str, item: Item, body: Article | Post, picture: Image | None, answered: str | None = None
) -> Entry:
    published = instant(body.date_published)
    edited = None if isinstance(body, Article) else instant(body.edited)
    updated = edited or published or instant(item.page.captured) or EPOCH
    authors: list[str] = []
    others: list[str] = []
    if body.credits:  # of most posts there are none
        authors = names(credit for credit in body.credits if credit.role in AUTHORS)
        others = names(credit for credit in body.credits if credit.role not in AUTHORS)
    if not isinstance(body, Article) and body.author:
        authors = list(dict.fromkeys([body.author, *authors]))
    url, shown = item.url and iri(item.url), _picture(picture) if picture else None
    return Entry(identity, title, published, edited, updated, authors, others, url, shown, answered, item, body)


def names(credits_: Iterable[Credit]) -> list[str]:
    """The names in ``credits_``, each once."""
    return list(dict.fromkeys(credit.name for credit in credits_))


def instant(at: str | None) -> str | None:
    """``at``, which may end with its minutes, as RFC 3339 wants it: with seconds."""
    return f"{at[:16]}:00{at[16:]}" if at and len(at) == WITHOUT_SECONDS else at


def replies(entry: Entry) -> int | None:
    """How many replies there are to the opener of a thread, if its page says so; None for others."""
    return entry.item.reply_count if isinstance(entry.item, Thread) and entry.answered is None else None


def given(**members: Any) -> dict[str, Any]:
    """The members that have a value, in their order: not None, nor an empty text, list or record. 0 is a value."""
    return {name: value for name, value in members.items() if value or value == 0}


def iri(url: str) -> str:
    """``url`` as an IRI (RFC 3987): ``|`` and the like, which browsers take as they are, in percent signs."""
    return NOT_IN_IRI.sub(lambda found: f"%{ord(found[0]):02X}", url)


def _picture(image: Image) -> Picture:
    """``image``, whose media type is that of the stored picture, else as the path of its URL ends."""
    path = image.url.partition("?")[0].partition("#")[0]
    return Picture(iri(image.url), image.media_type or TYPES.get(path.rpartition(".")[2].lower()), image.bytes)


def answers(posts: Iterable[Post]) -> dict[int, int | None]:
    """Floor of each post → floor of the one that it answers; None for the opener.

    That is the post that its quote names: by floor, by the minute of its date, or by its author, whose latest post before it
    counts. Every other post answers the opener, on whichever page that is. Posts are not changed.
    """
    answered: dict[int, int | None] = {}
    minutes: dict[str, int] = {}
    authors: dict[str, int] = {}
    for post in posts:
        header = (post.quote or "").partition("\n")[0][:LONGEST]
        named = _named(header, answered, minutes, authors) if header else None
        answered[post.floor] = None if post.floor == OPENER else named or OPENER
        if minute := MINUTE.match(post.date_published_raw or ""):
            minutes.setdefault(minute[0], post.floor)
        if post.author:
            authors[post.author] = post.floor
    return answered


def _named(header: str, earlier: dict[int, int | None], minutes: dict[str, int], authors: dict[str, int]) -> int | None:
    """The floor of the earlier post that ``header`` names; None where it names none, or one that is not on the page."""
    if (minute := MINUTE.search(header)) and minute[0] in minutes:
        return minutes[minute[0]]
    if (floor := FLOOR.search(header)) and int(floor[1]) in earlier:
        return int(floor[1])
    name = NAME.match(header)
    return authors.get(name[1]) if name and not minute else None
