"""The fields that are missing from an item, because the page does not have them or they were not found."""

from typing import Literal, get_args

from crawler.items import Article, Item

Lack = Literal["date", "author", "source"]
LACKS: tuple[Lack, ...] = get_args(Lack)


def lacking(item: Item) -> list[Lack]:
    """Which of ``date_published``, an author (in credits; in a thread, of its opener) and ``source`` are missing; threads have no
    source."""
    lacks: list[Lack] = [] if item.date_published else ["date"]
    if isinstance(item, Article):
        return lacks + ([] if item.credits else ["author"]) + ([] if item.source else ["source"])
    return lacks if item.posts and item.posts[0].author else [*lacks, "author"]
