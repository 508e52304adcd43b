"""The column beside a post, with details about its author."""

import re
from itertools import pairwise

from crawler.content.patterns import regex
from crawler.platforms.discuz.floors import FLOOR_LABEL, is_floor_label
from crawler.platforms.discuz.lines import Lines
from crawler.readers.language_packs import in_both_packs

NAME = regex(r"[^\s%,，。！？!*\"“”<>&|:：;；/]{1,24}")
"""A valid member name: Discuz! allows no spaces and few punctuation marks."""
_PROFILE = (
    r"当前[在离]线|\d+ ?主题.*|UID[:：]? ?\d+|积分[:：]? ?\d.*|注册时间.*|最后登录.*|发(?:送)?[短私]?消息|加为?好友"
    r"|打招呼|串个门|收听TA|新手上路|注册会员|.{1,8}[,，] 积分 \d.*|签到天数.*|TA的每日心情|该用户从未签到"
)
PROFILE = in_both_packs(_PROFILE)
"""Lines that appear only in a member's card or column."""
_NOBODY = r"Anonymous|匿名\S{0,2}(?: \d+\.\d+\..*)?|游客.*|\d+\.\d+\.[\d*]+\.[\d*]+|该用户已被删除"
NOBODY = in_both_packs(_NOBODY)
"""Text printed instead of a name for anonymous posters and guests."""
NO_NAME = in_both_packs(
    rf"{_PROFILE}|{_NOBODY}"
    r"|(?:主题|帖子|积分|回帖|听众|关注|粉丝|精华|好友|威望|金[钱币]|贡献|阅读权限|在线时间)[:：]? ?\d*.{0,6}"
    r"|\d+ ?(?:帖子|回帖|听众|积分|关注).*|\S{0,3}会员|论坛元老"
    r"|限制会员|管理员|(?:超级)?版主|坛主|禁止.{2}|返回列表|个人[主空][页间]|头像被屏蔽|\d[\d.万]*|aimgcount.*|attachimggroup.*|var|\.\S+\{.*"
)
"""Lines of the column that are not the member's name."""
_IS_ONLINE = in_both_packs(rf"({NAME.pattern}) 当前[在离]线")
_STATUS = in_both_packs(r"当前[在离]线")
_COUNT = r"\d[\d.,]{0,11}[万萬%]?"
"""A count, printed above the word that says what is counted."""
_NAMES = regex(
    lambda: rf"^(?:{_COUNT}\n)+.*|^(?=(?P<member>{NAME.pattern})$)(?!(?:{NO_NAME.pattern}|{FLOOR_LABEL.pattern})$).*",
    re.MULTILINE,
)
"""Finds the lines of a column that can be names, and counts with what is counted, which are not."""
_OF_COLUMN = regex(lambda: rf"^(?:{PROFILE.pattern}|{FLOOR_LABEL.pattern})$", re.MULTILINE)
COUNTS = in_both_packs(rf"^(?:{_COUNT}\n(?:主题|帖子|回帖|听众|积分)(?:\n|$)){{3}}", re.MULTILINE)
"""Finds the counts of a member, below the name."""
_SHORTEST_NUMERIC_NAME = 6  # a shorter number that comes twice is a count


def name_in(column: Lines) -> str | None:
    """The first line of a column that can be a member's name, if the lines are such a column: they have a floor or a profile."""
    if not column:
        return None
    for at, (line, below) in enumerate(pairwise(column)):
        if line == below and (_is_name(line) or begins_card(column, at)) and not is_floor_label(line):
            return line
    text = "\n".join(column)
    if "\n主" in text and (counts := COUNTS.search(text)):  # what stands below them is no name, which may be left out
        text = text[: counts.start()]
    if "前" in text and (shown := next(filter(None, map(_IS_ONLINE.fullmatch, column)), None)):
        return shown[1]
    others = (found["member"] for found in _NAMES.finditer(text) if found["member"])
    name = column[0] if column[0].isdecimal() and _is_name(column[0]) else next(others, None)
    if name is None or len(column) == 1 or _OF_COLUMN.search(text):
        return name
    names = [name, *others]
    return name if len(set(names)) < len(names) else None


def begins_card(lines: Lines, at: int) -> bool:
    """Whether a member's card begins at a line: a name, which may be a number, twice and above whether its owner is online; or,
    without a name, the counts."""
    card = lines[at : at + 3]
    if lines[at].isdecimal() and COUNTS.match("\n".join(lines[at : at + 6])):
        return True
    return len(card) == 3 and card[0] == card[1] and bool(NAME.fullmatch(card[0]) and _STATUS.fullmatch(card[2]))


def _is_name(line: str) -> bool:
    return bool(NAME.fullmatch(line)) and (len(line) >= _SHORTEST_NUMERIC_NAME or not line.isdigit())
