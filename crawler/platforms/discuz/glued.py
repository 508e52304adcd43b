"""Text that Discuz! prints on the same lines as the poster's words, signatures under posts, and last lines that are none."""

from crawler.content.literals import hint_of
from crawler.content.patterns import regex
from crawler.platforms.discuz.times import TIME
from crawler.platforms.forum import GluedChrome
from crawler.readers.language_packs import in_both_packs

EDIT_NOTICE = in_both_packs(rf"\[? ?(?:本帖最后由 .{{1,40}} 于 |此[贴帖]子?已经?被\S{{1,24}}于 ?)({TIME}) ?编辑过? ?\]?")
"""Matches the edit notice at the top of a post (in Discuz! 7, at its end); the group is the time."""
EDIT_NOTICE_HINT = hint_of(EDIT_NOTICE)
_UNIT = r"(?:[!-;]? [?-~])"
_NOISE = rf"{_UNIT}{{0,3}}(?:[!-;] [?-~]){{3}}{_UNIT}{{1,12}}"
_LABEL = in_both_packs(r"(?:复制|複製)代码$")
GLUED_CHROME = (
    GluedChrome("jammer", "noise against copying", regex(rf"{_NOISE}$|^[?-~]?{_NOISE}"), regex(r"[!-;] [?-~][!-;] [?-~]")),
    GluedChrome("code-label", "label of a code box", _LABEL, hint_of(_LABEL)),
)
"""Text attached to the beginnings or ends of lines. The noise comes from the Discuz! function ``jammer``, which inserts at each
line break five to fifteen groups of a character with code 32 to 59, a space, and a character with code 63 to 126. Consecutive
spaces are collapsed here."""
LINK_SIGNATURE = in_both_packs(r"(?=.{0,60}[我店群])(?:点[击此我]|戳|欢迎|加入|关注|我的|淘宝).{0,80}https?://\S{4,200}")
"""A last line that invites people to follow a link of the poster."""
COURTESY = in_both_packs(
    r"(?:—+ ?)?(?:来自|发自).*"
    r"|.{0,6}(?:谢|支持|顶|赞|学习|加油|路过|沙发|恭喜|祝|哈|签到|打卡).{0,8}"
)
"""Last lines that many people, or their apps, write; these do not prove a signature."""
