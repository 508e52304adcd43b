"""What Discuz! prints around the words of its members: rows, labels and marks, from its language packs and templates.

Lines reach these patterns stripped, with single plain spaces.
"""

import re

from crawler.sites._discuz_time import TIME

BAR_ORDER = {
    word: place
    for place, words in enumerate(
        (
            ("点评", "點評"),
            ("回复", "回覆", "回復"),
            ("引用",),
            ("编辑", "編輯"),
            ("支持",),
            ("反对", "反對"),
            ("使用道具", "道具"),
            ("评分", "評分"),
            ("举报", "舉報", "檢舉", "报告"),
            ("返回顶部", "TOP"),
        )
    )
    for word in words
}
"""The words of the row of actions under a post, in the order of the templates."""
BAR_ENDS = frozenset({"使用道具", "举报", "舉報", "檢舉", "报告"})
"""Those of them that close a post wherever they are shown."""
REPLY = frozenset({"回复", "回覆", "回復"})
LIKE = "支持"
DISLIKE = frozenset({"反对", "反對"})
THREAD_BUTTONS = frozenset({"收藏", "分享", "转播", "轉播", "淘帖", "淘專輯"})
"""Words of the row of buttons about the whole thread, between the opener's text and signature."""

_BUTTON = re.compile("(" + "|".join(sorted({*BAR_ORDER, *THREAD_BUTTONS}, key=len, reverse=True)) + r")(\+?\d{0,9})", re.ASCII)


def buttons(line: str) -> list[tuple[str, str]]:
    """The words of a row of actions with the counts beside them; none when anything else stands in the line."""
    if len(line) > 60 or line[:2] not in _STARTS:
        return []
    squeezed = line.replace(" ", "").replace("|", "")
    found: list[tuple[str, str]] = _BUTTON.findall(squeezed)
    return found if "".join(word + count for word, count in found) == squeezed else []


_STARTS = frozenset(word[:2] for word in {*BAR_ORDER, *THREAD_BUTTONS})

_LABELS = r"只看(?:[该該]作者|大[图圖]|TA)|[显顯]示全部[楼樓][层層]|[倒正]序(?:[浏瀏][览覽]|查看|排列)|[阅閱][读讀]模式"
HEADER_LABEL = re.compile(_LABELS)
HEADER_LINE = re.compile(
    rf"\|? ?(?:{_LABELS})(?: ?\|)?|\||\|? ?(?:[来來]自 ?[:：-]|IP[属屬]地[:：]?) ?\S.{{0,30}}|\|? ?[来來发發]自手[机機]\S{{0,6}}"
)
"""A line that goes on with the date line above it: a link, a separator, a place, a client."""
DATE = re.compile(rf"[发發]表[于於][:：]? ?({TIME})")
PRINTED_DATE = re.compile(rf"作者[:：] ?(\S{{1,40}}) [时時][间間][:：] ?({TIME})")
BARE_DATE = re.compile(TIME)
PLACE = re.compile(r"(?:[来來]自|IP[属屬]地) ?[:：-]? ?(\S.*)")
DOTTED_PLACE = re.compile(r"· ?(\S{1,16})")
CLIENT = re.compile(r"手[机機]|客[户戶]端|[移行][动動]|iPhone|iPad|Android|安卓|App\b|小程序|微信|WAP|[发發]表?自", re.IGNORECASE)

FLOOR = re.compile(
    r"(?:[电電]梯直[达達] ?)?(?:(?P<lifted>置[顶頂](?:回[复復覆])?|推[荐薦]|[来來]自)? ?(?:第 ?)?(?P<number>\d{1,6}) ?(?:#|楼|樓)"
    r"|(?P<name>[楼樓]主|沙[发發]|板凳|地板|地毯|地下室|凉席|報紙|报纸|推[荐薦]))(?: ?[电電]梯直[达達])?"
)
FLOOR_NAMES = {"楼主": 1, "樓主": 1, "沙发": 2, "沙發": 2, "板凳": 3, "地板": 4}
"""The names of the first floors that Discuz! is delivered with; other names are counted."""
JUMP_BOX = re.compile(r"[电電]梯直[达達]|跳[转轉]到指定[楼樓][层層]")
AUTHOR_MARK = re.compile(r"(?:^|[ |])[楼樓]主 ?\|?$")
"""The mark 楼主 before a date: this member opened the thread."""
DELETED_FLOOR = re.compile(r"(?:无效楼层|無效樓層)[，,].{2,12}")

NAME = re.compile(r"[^\s%,，。！？!*\"“”<>&|:：;；/]{1,24}")
"""What a member may be called: Discuz! takes no blanks and few signs."""
PROFILE = re.compile(
    r"[当當]前[在离離][线線線]|\d+ ?主[题題].*|UID[:：]? ?\d+|[积積]分[:：]? ?\d.*|[注註][册冊][时時]间.*|最[后後]登[录錄].*|[发發](?:送)?[短私]?消息"
    r"|加[为為]?好友|打招呼|串[个個][门門]|收[听聽]TA|新手上路|[注註][册冊][会會][员員]|.{1,8}[,，] [积積]分 \d.*|[签簽]到天[数數].*|TA的每日心情|[该該]用[户戶][从從]未[签簽]到"
)
"""Lines that only a member's card or column has."""
NO_NAME = re.compile(
    PROFILE.pattern + r"|主[题題]\d*|(?:帖子|回帖|[听聽][众眾]|[关關]注|粉[丝絲]|精[华華]|好友|威望|金[钱錢币幣]|[贡貢][献獻]|[阅閱][读讀]权限|[在線线]{2}时间)[:：]? ?\d*.{0,6}"
    r"|\d+(?:帖子|回帖|[听聽][众眾]|[积積]分|[关關]注).*|[中高金]\S牌?[会會][员員]|[论論][坛壇]元老|限制[会會][员員]|管理[员員]|(?:超[级級])?版主|[坛壇]主"
    r"|匿名\S{0,2}|[游遊]客\S*|\d+\.\d+\.\S+|[该該]用[户戶]已被[删刪]除|[返开][回始][列首]\S|[头頭]像被屏蔽|\d[\d.万]*|[个個]人[主空][页頁间間]|禁止.{2}"
    r"|aimgcount.*|attachimggroup.*|var|\.\S+\{.*"
)
"""Lines of that column that are not the member's name."""

FOOTER = re.compile(
    r"返回列表(?: .{0,20})?|[发發]新帖|高[级級]模式|您需要登[录錄][后後]才可以回[帖復复].{0,20}|本版[积積]分[规規][则則].{0,30}|快速回[复復覆](?: 返回[顶頂]部.{0,10})?"
    r"|.{0,60}Powered by(?: ?Discuz!.*)?|Archiver.{0,30}|.{0,20}手[机機]版\|.*|GMT[+-]\d.*|.{0,60}/ \d+ [页頁].{0,12}"
    r"|(?:[»›] )?上一[主篇][题題]?(?: ?\|.*)?|[页頁][:：] ?\[.*|查看完整版本[:：].*|[欢歡]迎光[临臨] .{1,60}\(https?://.*"
)
"""The first line below the last post."""

QUOTE_HEADER = re.compile(
    rf"(?:引用[:：]? ?)?(?:\S(?:.{{0,28}}\S)? [发發]表[于於] ?{TIME}|原帖由 .{{1,40}} 于 .{{8,24}} 发表)(?: [登錄录]{{2}}/.*)?"
)
"""The line above a quoted post that names whom and when."""
