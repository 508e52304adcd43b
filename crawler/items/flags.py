"""The flags of items with their descriptions, and the fields that items lack: not on the page, or not found."""

from collections.abc import Mapping
from typing import Literal, get_args

from crawler.items import Article, Flag, Item

FLAGS: tuple[Flag, ...] = get_args(Flag)
"""All flags, in the order of the schema."""
IN_WORDS: Mapping[Flag, str] = {
    "no-text": "without text",
    "no-headline": "without headline",
    "generic-site": "of a site without a file",
    "encoding-doubt": "of doubtful encoding",
    "date-doubt": "of doubtful date",
    "text-doubt": "of doubtful text",
    "id-clash": "with an id that clashes",
}
"""Descriptions that follow the word "items"."""
EXPECTED_AS: Mapping[str, Flag] = {flag.replace("no-", "without_").replace("-", "_"): flag for flag in FLAGS}
"""The keys of a job's ``expect`` for each flag: ``without_text`` for ``no-text``, ``date_doubt`` for ``date-doubt``."""
KNOWN_OTHERWISE: frozenset[Flag] = frozenset({"generic-site"})
"""Flags that are reported with the items of a site, and are no reason for doubt."""
Lack = Literal["date", "author", "source"]
LACKS: tuple[Lack, ...] = get_args(Lack)


def lacking(item: Item) -> list[Lack]:
    """What is missing of ``date_published``, an author (credits; of a thread, its opener's) and, for articles, ``source``."""
    lacks: list[Lack] = [] if item.date_published else ["date"]
    if isinstance(item, Article):
        return lacks + ([] if item.credits else ["author"]) + ([] if item.source else ["source"])
    return lacks if item.posts and item.posts[0].author else [*lacks, "author"]
