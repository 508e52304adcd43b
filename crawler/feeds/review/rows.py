"""What the index of a review says of an item, and what it says of a removal."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from crawler.items import Article, Item, images_of
from crawler.items.lacks import lacking

DOUBT = 0.9
"""A removal with a lower score is doubtful."""
SHOWN = 1000
"""Characters of what was taken out."""


def row_of(item: Item, place: tuple[int, int]) -> tuple[Any, ...]:
    """The row of an item that stands at ``place``: the number of the page and the number on it.

    ``[id, type, headline, site, date, date_basis, picture, flags, {rule: removals}, duplicate_of, revision, place, characters,
    file of the picture]``, as ``review.js`` reads it.
    """
    article = isinstance(item, Article)
    date, basis = item.date_published, item.date_basis if isinstance(item, Article) else None
    picture = next(iter(images_of(item)), None)
    characters = len(item.text) if isinstance(item, Article) else sum(len(post.text) for post in item.posts)
    return (
        item.id,
        "article" if article else "thread",
        item.headline,
        item.site,
        date,
        basis or "",
        picture and picture.url,
        flags_of(item),
        Counter(removal.rule for removal in item.removed),
        item.duplicate_of,
        item.revision,
        place,
        characters,
        picture and picture.file,
    )


def flags_of(item: Item) -> list[str]:
    """What a reader may want to find an item by: its own flags, and what else makes one look twice."""
    doubtful = any(removal.score is not None and removal.score < DOUBT for removal in item.removed)
    found = {
        "duplicate": item.duplicate_of is not None,
        "revision": item.revision > 1,
        "doubtful-removal": doubtful,
    }
    return [*item.flags, *(f"no-{lack}" for lack in lacking(item)), *(name for name, is_so in found.items() if is_so)]


def removals_of(item: Item, place: tuple[int, int]) -> Iterator[tuple[Any, ...]]:
    """``[place, site, rule, reason, text, score]`` of everything that was taken out of an item."""
    for removal in item.removed:
        yield place, item.site, removal.rule, removal.reason, removal.text[:SHOWN], removal.score


def text_of(item: Item) -> str:
    """The words by which an item is found, in lower case."""
    return (item.text if isinstance(item, Article) else "\n".join(post.text for post in item.posts)).lower()
