"""Text that Discuz! prints on the same lines as the poster's words."""

from crawler.content.literals import hint_of
from crawler.content.patterns import regex
from crawler.platforms.discuz.times import TIME
from crawler.platforms.forum import GluedChrome
from crawler.readers.language_packs import in_both_packs

EDIT_NOTICE = in_both_packs(rf"\[? ?本帖最后由 .{{1,40}} 于 ({TIME}) 编辑 ?\]?")
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
