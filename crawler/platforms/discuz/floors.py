"""The floors of posts: their numbers, names and labels."""

import re

from crawler.content.patterns import regex
from crawler.readers.language_packs import in_both_packs

FLOOR = in_both_packs(
    r"(?:电梯直达 ?)?(?:(?P<lifted>置顶(?:回复)?|推荐|来自)? ?(?:第 ?)?(?:(?P<number>\d{1,6}) ?[#楼层FL]|#(?P<after>\d{1,6}))"
    r"|(?P<name>楼主|推荐|\S{0,3}(?:沙发|板凳|地板|地毯|地下室|凉席|草席|藤椅|报纸)))(?: ?电梯直达)?"
)
"""A floor as printed. A post pinned to the top of the page appears out of order."""
_LONGEST = 40  # characters
JUMP_BOX = in_both_packs(r"电梯直达|跳转到指定楼层")
FLOOR_LABEL = regex(lambda: f"{FLOOR.pattern}|{JUMP_BOX.pattern}")
"""A floor, or the box beside the first floor for jumping to another one."""
OPENER_MARK = in_both_packs(r"(?:^|[ |])楼主 ?\|?$")
"""The label 楼主 before a date: this member opened the thread."""


def floor_in(line: str) -> re.Match[str] | None:
    """Match a line that consists of a floor only."""
    return FLOOR.fullmatch(line) if len(line) <= _LONGEST else None


def is_floor_label(line: str) -> bool:
    """Whether a line is a floor or the box beside the first one."""
    return FLOOR_LABEL.fullmatch(line) is not None
