"""What the pages of a review say of an item, of a removal, and of the items that are one story or revisions of each other."""

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any

import msgspec

from crawler.items import Article, Item, bodies_of, images_of
from crawler.items.flags import lacking

DOUBT = 0.9
"""A removal with a lower score is doubtful."""
SHOWN = 1000
"""Characters of what was taken out."""
MOST = 200
"""Members of a story that are shown."""
NONE = 0


def row_of(item: Item, place: tuple[int, int]) -> tuple[Any, ...]:
    """The row of an item that stands at ``place``: the number of the page and the number on it.

    ``[id, type, headline, site, date, date_basis, picture, flags, {rule: removals}, duplicate_of, revision, place, characters,
    file of the picture]``, as ``review.js`` reads it.
    """
    picture = next(iter(images_of(item)), None)
    characters = sum(len(body.text) for body in bodies_of(item))
    return (
        item.id,
        item.type,
        item.headline,
        item.site,
        item.date_published,
        item.date_basis if isinstance(item, Article) else "",
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
    found = {"duplicate": item.duplicate_of is not None, "revision": item.revision > 1, "doubtful-removal": doubtful}
    return [*item.flags, *(f"no-{lack}" for lack in lacking(item)), *(name for name, is_so in found.items() if is_so)]


def removals_of(item: Item, place: tuple[int, int]) -> Iterator[tuple[Any, ...]]:
    """``[place, site, rule, reason, text, score]`` of everything that was taken out of an item."""
    for removal in item.removed:
        yield place, item.site, removal.rule, removal.reason, removal.text[:SHOWN], removal.score


def text_of(item: Item) -> str:
    """The words by which an item is found, in lower case."""
    return "\n".join(body.text for body in bodies_of(item)).lower()


class Stories:
    """Remembers ids of items by their number, and tells which belong together."""

    def __init__(self) -> None:
        self._ids, self._of = array("Q"), array("Q")

    def add(self, item: Item) -> None:
        self._ids.append(int(item.id, 16))
        self._of.append(int(item.duplicate_of, 16) if item.duplicate_of else NONE)

    def __iter__(self) -> Iterator[tuple[str, list[int]]]:
        """The id of every story or revised item, and the numbers of its items, in the order in which the first of them came."""
        repeated = {each for each, count in Counter(self._ids).items() if count > 1}
        wanted = repeated.union(self._of)
        members: defaultdict[int, list[int]] = defaultdict(list)
        for number, (own, other) in enumerate(zip(self._ids, self._of, strict=True)):
            for leader in {own, other} - {NONE}:
                if leader in wanted:
                    members[leader].append(number)
        yield from ((f"{leader:016x}", numbers[:MOST]) for leader, numbers in members.items() if len(numbers) > 1)


def member_of(record: bytes, place: tuple[int, int]) -> dict[str, Any]:
    """What the page of a story shows of an item, from its JSON."""
    item = msgspec.json.decode(record)
    posts = item.get("posts")
    text = "\n\n".join(post["text"] for post in posts if post["text"]) if posts is not None else item["text"]
    return {
        "id": item["id"],
        "headline": item["headline"],
        "publisher": item["publisher"] or item["site"],
        "date": item["date_published"],
        "source": item.get("source"),
        "path": item["page"]["path"],
        "revision": item["revision"],
        "place": place,
        "text": text,
    }
