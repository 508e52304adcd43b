"""Determines the floor of each post."""

import re

from crawler.platforms.discuz.floors import floor_in
from crawler.platforms.discuz.posts import RawPost
from crawler.readers.language_packs import in_both_packs, spellings

_NUMBER_OF_NAME = {name: floor for floor, word in enumerate(("楼主", "沙发", "板凳", "地板"), 1) for name in spellings(word)}
"""The default names of the first floors in Discuz!; posts with other names are counted."""
_DELETED_FLOOR = in_both_packs(r"无效楼层[，,].{2,12}")


def number_floors(posts: list[RawPost]) -> None:
    """Set ``floor`` and ``lifted`` of the posts: the printed number, else that of a known name, else the next number."""
    previous, used = 0, set[int]()
    for post in posts:
        label = _label(post)
        post.lifted = bool(label and (label["lifted"] or (label["name"] or "")[:1] == "推"))
        post.floor = (_number(label, used) if label else 0) or previous + 1 + _deleted_above(post)
        if not post.lifted:
            previous = post.floor
            used.add(previous)


def _deleted_above(post: RawPost) -> int:
    """Return how many deleted posts are announced between this post and the one before."""
    return sum(_DELETED_FLOOR.fullmatch(line) is not None for line in post.column)


def _number(label: re.Match[str], used: set[int]) -> int:
    """Return the printed number or that of the name; 0 if the name has no known number or its number is taken."""
    named = _NUMBER_OF_NAME.get(label["name"], 0)
    return int(label["number"] or label["after"] or 0) or (0 if named in used else named)


def _label(post: RawPost) -> re.Match[str] | None:
    """The floor as printed on the date line or, nearest to it, in the column; 楼主 may also mark who opened the thread."""
    printed = (post.header.label, *reversed(post.column))
    opener: re.Match[str] | None = None
    for line in printed:
        if line and (label := floor_in(line)):
            if _NUMBER_OF_NAME.get(label["name"]) != 1:
                return label
            opener = opener or label
    return opener
