"""Which items of a review are one story or revisions of each other, kept in a few bytes each."""

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any

import msgspec

from crawler.items import Item

MOST = 200
"""Members of a story that are shown."""
NONE = 0


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
