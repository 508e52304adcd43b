"""The floors of posts: their numbers, names and marks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from crawler.documents._language_packs import in_both_packs, spellings

if TYPE_CHECKING:
    from crawler.sites._discuz.posts import RawPost

FLOOR = in_both_packs(
    r"(?:电梯直达 ?)?(?:(?P<lifted>置顶(?:回复)?|推荐|来自)? ?(?:第 ?)?(?:(?P<number>\d{1,6}) ?[#楼层FL]|#(?P<after>\d{1,6}))"
    r"|(?P<name>楼主|推荐|\S{0,3}(?:沙发|板凳|地板|地毯|地下室|凉席|草席|藤椅|报纸)))(?: ?电梯直达)?"
)
"""A floor as it is printed. A post that is lifted to the top of the page stands out of order."""
_NUMBER_OF_NAME = {name: floor for floor, word in enumerate(("楼主", "沙发", "板凳", "地板"), 1) for name in spellings(word)}
"""The names of the first floors that Discuz! is delivered with; other names are counted."""
_LONGEST = 40  # characters
JUMP_BOX = in_both_packs(r"电梯直达|跳转到指定楼层")
OPENER_MARK = in_both_packs(r"(?:^|[ |])楼主 ?\|?$")
"""The mark 楼主 before a date: this member opened the thread."""
_DELETED_FLOOR = in_both_packs(r"无效楼层[，,].{2,12}")


def floor_in(line: str) -> re.Match[str] | None:
    """The floor that a line consists of."""
    return FLOOR.fullmatch(line) if len(line) <= _LONGEST else None


def is_floor_label(line: str) -> bool:
    """Whether a line is a floor, or the box beside the first to jump to another."""
    return bool(floor_in(line) or JUMP_BOX.fullmatch(line))


def number_floors(posts: list[RawPost]) -> None:
    """Set ``floor`` and ``lifted`` of the posts: the printed number, else the known name, else one more than the post before."""
    previous, used = 0, set[int]()
    for post in posts:
        label = _label(post)
        post.lifted = bool(label and (label["lifted"] or (label["name"] or "")[:1] == "推"))
        post.floor = (_number(label, used) if label else 0) or previous + 1 + _deleted_above(post)
        if not post.lifted:
            previous = post.floor
            used.add(previous)


def _deleted_above(post: RawPost) -> int:
    """How many deleted posts are announced between this one and the one before."""
    return sum(_DELETED_FLOOR.fullmatch(line) is not None for line in post.column)


def _number(label: re.Match[str], used: set[int]) -> int:
    """The printed number or that of the name; 0 for names that tell none, or one that is taken."""
    named = _NUMBER_OF_NAME.get(label["name"], 0)
    return int(label["number"] or label["after"] or 0) or (0 if named in used else named)


def _label(post: RawPost) -> re.Match[str] | None:
    """The floor as printed on the date line or, nearest to it, in the column; 楼主 may also mark who opened the thread."""
    printed = (post.header.label, *reversed(post.column))
    found = [label for line in printed if line and (label := floor_in(line))]
    return next((label for label in found if _NUMBER_OF_NAME.get(label["name"]) != 1), found[0] if found else None)
