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
LIKE, DISLIKES = "支持", frozenset({"反对", "反對"})
THREAD_BUTTONS = ("收藏", "分享", "转播", "轉播", "淘帖", "淘專輯", "收藏本帖", "收藏主题")
"""The first words of the row of buttons about the whole thread, between the opener's text and signature."""

_BUTTON = re.compile("(" + "|".join(sorted({*BAR_ORDER, *THREAD_BUTTONS}, key=len, reverse=True)) + r")(\+?\d*)", re.ASCII)


def buttons(line: str) -> list[tuple[str, str]]:
    """The words of a row of actions with the counts beside them; none when anything else stands in the line."""
    if len(line) > 60:
        return []
    squeezed = line.replace(" ", "").replace("|", "")
    found = _BUTTON.findall(squeezed)
    return found if "".join(word + count for word, count in found) == squeezed else []


_HEADER_LABELS = (
    r"只看[该該]作者|[显顯]示全部[楼樓][层層]|只看大[图圖]|(?:倒|正)序(?:[浏瀏][览覽]|[查看]看)|[阅閱][读讀]模式|[楼樓]主|只看TA|字[体體]大小\S{0,12}"
)
HEADER_LABEL = re.compile(_HEADER_LABELS)
HEADER_LINE = re.compile(
    rf"\|?(?: ?(?:{_HEADER_LABELS})(?: ?\|)?)+|\||\|? ?(?:来自|來自|IP[属屬]地|[发發](?:表)?自)[ :：-]{{0,3}}\S.{{0,40}}|· ?\S{{2,12}}"
)
"""A line that continues a date line: links, separators, a place, a client."""
DATE = re.compile(rf"[发發]表[于於][:：]? ?({TIME})")
BARE_DATE = re.compile(TIME)
PRINTED_DATE = re.compile(rf"作者[:：] ?(\S{{1,40}}) [时時][间間][:：] ?({TIME})")
PLACE = re.compile(r"(?:来自|來自|IP[属屬]地)[ :：-]{0,4}(\S(?:.{0,38}\S)?)|· ?(\S{1,16})")
CLIENT = re.compile(r"手[机機]|客[户戶]端|[移行][动動]|iPhone|iPad|Android|安卓|[苹蘋]果|App\b|小程序|微信|WAP|触屏|[电電][脑腦]|[发發]表?自", re.I)

FLOOR = re.compile(
    r"(?:[电電]梯直[达達] ?)?(?:(?P<lifted>置[顶頂](?:回[复復覆])?|推荐|推薦)? ?(?:(?:来自|來自)? ?(?:第 ?)?(?P<number>\d{1,6}) ?(?:#|楼|樓|F)"
    r"|(?P<name>[楼樓]主|沙[发發]|板凳|地板|地毯|地下室|凉席|报纸|椅子|藤椅|马扎))?)(?: ?[电電]梯直[达達])?"
)
FLOOR_NAMES = {"楼主": 1, "樓主": 1, "沙发": 2, "沙發": 2, "板凳": 3, "地板": 4}
"""The names of the first floors that Discuz! is delivered with; others are counted."""
DELETED_FLOOR = re.compile(r"(?:无效楼层|無效樓層)[，,]\S{2,12}")
NAME = re.compile(r"[^\s%,，。！？!*\"“”<>&|:：;；/]{1,24}")
"""What a member may be called: Discuz! takes no blanks and none of these characters."""
NO_NAME = re.compile(
    r"(?:[当當]前|[用帳账帐].{0,3})[在离離][线線]|\d+ ?(?:主[题題]|帖子|回帖|[听聽][众眾]|[积積]分|[关關]注|粉[丝絲]|[获獲][赞讚]).*"
    r"|(?:主[题題]|帖子|回帖|[听聽][众眾]|[积積]分|UID|威望|金[钱錢币幣]|精[华華]|[好阅][友读]|注册|最后|在[线線]).{0,40}\d.*"
    r"|主[题題]|帖子|回帖|[听聽][众眾]|[积積]分|[关關]注|粉[丝絲]|[贡貢][献獻]|威望|[电電]梯直[达達]|跳[转轉]到指定[楼樓][层層]"
    r"|[新注中高金][手册级牌].{0,3}(?:路|会员)|[论論][坛壇]元老|限制[会會][员員]|管理[员員]|(?:超[级級]|[实實][习習])?版主|[坛壇]主|VIP会员|禁止.{2}|等待[验驗][证證].{0,2}"
    r"|匿名\S{0,2}|[游遊]客\S*|\d{1,3}\.\d{1,3}\.\d{1,3}\.\S{1,3}|[该該]用[户戶]已被[删刪]除|IP卡|狗仔卡|[头頭]像.{2}|\[?LV\.\S*|[签簽]到天.*|[该該]用[户戶].*签到.*|TA的每日心情"
    r"|[加添][为為]?[好]友|加好友|[发發](?:送)?[短私]?消息|打招呼|串[个個]门|串[个個]門|收[听聽]TA|[个個]人[主空][页頁间間]|返回列表|\d[\d.万]*"
    r"|aimgcount.*|attachimggroup.*|var.*|\.\S+\{.*"
)
"""Lines of the column beside a post that are not the member's name."""
PROFILE = re.compile(
    r"(?:[当當]前[在离離][线線]|\d+ ?主[题題]|UID:? ?\d|[积積]分:? ?\d|[注最][册后後].{0,8}\d{4}-|[发發]消息|加好友|新手上路|[串打].{1,2}[门門呼]).*"
)
"""Lines that only a member's column or card has."""

FOOTER = re.compile(
    r"返回列表|[发發]新帖.*|高[级級]模式|您需要登[录錄]后?[後]?才可以回帖.*|本版[积積]分[规規][则則].*|快速回[复復覆](?: 返回[顶頂]部.*)?"
    r"|.{0,60}Powered by(?: ?Discuz!.*)?|.{0,30}(?:手[机機]版|Archiver)(?:\|.*)?|GMT[+-]\d.*|.*/ \d+ [页頁].*|上一[主篇页頁][题題]?.*|下一[主篇页頁][题題]?.*"
    r"|[页頁][:：] ?\[.*|查看完整版本[:：].*|[欢歡]迎光[临臨] .*\(https?://.*|[»›] ?[猜相].*|浏览过的版块"
)
"""The first line below the last post."""

QUOTE_HEADER = re.compile(
    rf"(?:引用[:：]? ?)?(?:(?!\d{{4}}-)\S(?:.{{0,28}}\S)?) [发發]表[于於] ?{TIME}|(?:引用[:：]? ?)?原帖由 .{{1,40}} 于 .{{8,24}} 发表"
)
"""The line above a quoted post that names whom and when."""
