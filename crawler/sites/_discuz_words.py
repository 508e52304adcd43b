"""What Discuz! prints around the words of its members: rows, labels and marks, from its templates and language packs.

Lines reach these patterns stripped, with single plain spaces. Patterns are written in simplified Chinese and match both packs.
"""

import re
from functools import lru_cache

from crawler.documents._language_packs import in_both_packs, spellings
from crawler.sites._discuz_time import TIME

BAR_WORDS = (
    "点评",
    "回复",
    "引用",
    "编辑",
    "支持",
    "反对",
    "使用道具",
    "道具",
    "评分",
    "举报",
    "报告",
    "檢舉",
    "返回顶部",
    "TOP",
)
BAR_ORDER = {spelling: place for place, word in enumerate(BAR_WORDS) for spelling in spellings(word)}
"""The words of the row of actions under a post, in the order of the templates."""
COMMENT = frozenset(spellings("点评"))
TOUCH_ORDER = {spelling: place for place, word in enumerate(("回复", "评分", "点评")) for spelling in spellings(word)}
"""The same in the touch view."""
BAR_ENDS = frozenset({*spellings("使用道具"), *spellings("举报"), *spellings("报告"), "檢舉"})
"""Those of them that close a post wherever they are shown."""
REPLY = frozenset(spellings("回复"))
LIKE, DISLIKE = "支持", frozenset(spellings("反对"))
THREAD_BUTTONS = frozenset({"收藏", "分享", "淘帖", *spellings("转播"), *spellings("淘专辑")})
"""Words of the row of buttons about the whole thread, between the opener's text and signature."""

_WORDS = sorted({*BAR_ORDER, *THREAD_BUTTONS}, key=len, reverse=True)
_STARTS = frozenset(word[:2] for word in _WORDS)
_BUTTON = re.compile(f"({'|'.join(_WORDS)})" + r"(\+?\d{0,9})", re.ASCII)


def buttons(line: str) -> tuple[tuple[str, str], ...]:
    """The words of a row of actions with the counts beside them; none when anything else stands in the line."""
    return _buttons(line) if line[:2] in _STARTS and len(line) <= 60 else ()


@lru_cache(1024)
def _buttons(line: str) -> tuple[tuple[str, str], ...]:
    squeezed = line.replace(" ", "").replace("|", "")
    found = tuple(_BUTTON.findall(squeezed))
    return found if "".join(word + count for word, count in found) == squeezed else ()


_LABELS = r"只看(?:该作者|大图|TA)|显示全部楼层|[倒正]序(?:浏览|查看|排列|看帖)|阅读模式"
HEADER_LABEL = in_both_packs(_LABELS)
ROBOT_LABEL = in_both_packs("显示全部楼层")
"""The link that crawlers are sent in the place of 只看该作者."""
HEADER_LINE = in_both_packs(
    rf"\|? ?(?:{_LABELS})(?: ?\|)?|\||\|? ?(?:来自 ?[:：-]|IP属地[:：]?) ?\S.{{0,30}}|\|? ?[来发]自手机\S{{0,6}}"
)
"""A line that goes on with the date line above it: a link, a separator, a place, a client."""
DATE = in_both_packs(rf"发表于[:：]? ?({TIME})")
PRINTED_DATE = in_both_packs(rf"作者[:：] ?(\S{{1,40}}) 时间[:：] ?({TIME})")
PRINTED_TITLE = in_both_packs(r"标题[:：] ?")
BARE_DATE = in_both_packs(TIME)
PLACE = in_both_packs(r"(?:来自|IP属地) ?[:：-]? ?(\S.*)")
DOTTED_PLACE = re.compile(r"· ?(\S{1,16})")
CLIENT = in_both_packs(r"手机|客户端|[移行]动|iPhone|iPad|Android|安卓|App\b|小程序|微信|WAP|发表?自", re.IGNORECASE)

FLOOR = in_both_packs(
    r"(?:电梯直达 ?)?(?:(?P<lifted>置顶(?:回复)?|推荐|来自)? ?(?:第 ?)?(?P<number>\d{1,6}) ?[#楼]"
    r"|(?P<name>楼主|沙发|板凳|地板|地毯|地下室|凉席|报纸|推荐))(?: ?电梯直达)?"
)
FLOOR_NAMES = {name: floor for floor, word in enumerate(("楼主", "沙发", "板凳", "地板"), 1) for name in spellings(word)}
"""The names of the first floors that Discuz! is delivered with; other names are counted."""
JUMP_BOX = in_both_packs(r"电梯直达|跳转到指定楼层")
AUTHOR_MARK = in_both_packs(r"(?:^|[ |])楼主 ?\|?$")
"""The mark 楼主 before a date: this member opened the thread."""
DELETED_FLOOR = in_both_packs(r"无效楼层[，,].{2,12}")

NAME = re.compile(r"[^\s%,，。！？!*\"“”<>&|:：;；/]{1,24}")
"""What a member may be called: Discuz! takes no blanks and few signs."""
_PROFILE = (
    r"当前[在离]线|\d+ ?主题.*|UID[:：]? ?\d+|积分[:：]? ?\d.*|注册时间.*|最后登录.*|发(?:送)?[短私]?消息|加为?好友"
    r"|打招呼|串个门|收听TA|新手上路|注册会员|.{1,8}[,，] 积分 \d.*|签到天数.*|TA的每日心情|该用户从未签到"
)
PROFILE = in_both_packs(_PROFILE)
"""Lines that only a member's card or column has."""
_NOBODY = r"匿名\S{0,2}|游客.*|\d+\.\d+\.[\d*]+\.[\d*]+|该用户已被删除"
NOBODY = in_both_packs(_NOBODY)
"""What stands in the place of a name for anonymous posters and guests."""
NO_NAME = in_both_packs(
    rf"{_PROFILE}|{_NOBODY}"
    r"|(?:主题|帖子|回帖|听众|关注|粉丝|精华|好友|威望|金[钱币]|贡献|阅读权限|在线时间)[:：]? ?\d*.{0,6}"
    r"|\d+ ?(?:帖子|回帖|听众|积分|关注).*|[中高金]\S?会员|论坛元老"
    r"|限制会员|管理员|(?:超级)?版主|坛主|禁止.{2}|返回列表|个人[主空][页间]|头像被屏蔽|\d[\d.万]*|aimgcount.*|attachimggroup.*|var|\.\S+\{.*"
)
"""Lines of that column that are not the member's name."""

FOOTER = in_both_packs(
    r"返回列表(?: .{0,20})?|发新帖|高级模式|您需要登录后才可以回[帖复].{0,20}|本版积分规则.{0,30}|快速回复(?: 返回顶部.{0,10})?"
    r"|.{0,60}Powered by(?: ?Discuz!.*)?|Archiver.{0,30}|.{0,20}手机版\|.*|GMT[+-]\d{1,2}(?:\.5)?, \d.*|.{0,60}/ \d+ 页.{0,12}"
    r"|(?:[»›] )?上一[主篇]题?(?: ?\|.*)?|页[:：] ?\[.*|查看完整版本[:：].*|欢迎光临 .{1,60}\(https?://.*"
)
"""The first line below the last post."""

QUOTE_HEADER = in_both_packs(
    rf"(?:引用[:：]? ?)?(?:\S(?:.{{0,28}}\S)? 发表于 ?{TIME}|原帖由 .{{1,40}} 于 .{{8,24}} 发表)(?: 登录/.*)?"
)
"""The line above a quoted post that names whom and when."""
