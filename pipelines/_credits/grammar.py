"""The vocabulary of credit lines: labels, marks, and what appears between them.

A line is a sequence of segments. A *free* label (来源, 原标题, 题图来自) takes the text up to the next label literally. Between
free labels are *by-lines*: labels and names, with the label before (文 | 王五) or after the names (王五 / 摄).
"""

import re
from typing import Literal

from crawler.content.literals import any_of
from crawler.content.names import HAN, NOBODY
from crawler.content.patterns import regex
from crawler.items import Role

Free = Literal["source", "headline", "picture", "account", "note"]

FREE_LABELS: dict[Free, str] = {
    "headline": "原标题 原文标题 本文原标题 文章原标题 原标题为 原题 原题为",
    "source": "来源 综合来源 来源综合 文章来源 本文来源 信息来源 新闻来源 稿件来源 内容来源 稿源 转自 转载自 本文转自 本文转载自 "
    "文章转自 文章转载自 授权转载自 经授权转载自 本文经授权转载自 经授权转自 本文经授权转自 "
    "本文来自 本文来自于 文章来自 内容来自 本文来源于 文章来源于 信息来源于 稿件来源于 内容来源于 "
    "图文来源 消息来源 原文来源 信源 转载 "
    "原载 原载于 原刊 原刊于 原刊载于 本文原载 本文原载于 本文原刊于 本文原刊载于 本文刊于 本文刊载于 "
    "原文刊于 原文刊载于 原文发表于 原文首发于 首发于 来源于 编译自 本文编译自 本文摘自 "
    "本文首发于 本文首发于微信公众号 本文首发于公众号 综合自 微信公众号 公众号 公号",
    "picture": "题图来自 头图来自 封面图来自 封面来自 配图来自 图片来自 本文图片来自 题图来源 头图来源 封面来源 封面图来源 "
    "图片来源 本文图片来源 图源 题图 头图 封面图 首图",
    "account": "ID 微信ID 微信号",
    "note": "时间 日期 发布时间 发表时间 更新时间 发稿时间 发布日期 发表日期 刊发时间 浏览 浏览量 浏览次数 阅读 阅读量 点击 "
    "点击量 点击数 访问量 评论 评论数 字号 字体 字数 电话 联系电话 热线 邮箱 电子邮箱 投稿邮箱",
}
ROLE_LABELS: dict[Role, str] = {
    "author": "文 作者 撰文 撰稿 执笔 文字 文案 本文作者 原作者",
    "reporter": "采写 采访 采编 报道 报导 文字记者",
    "photographer": "图 摄 摄影 摄像 拍摄 航拍 图片 配图 供图 头图摄影 题图摄影 封面摄影 摄影记者",
    "editor": "编辑 责任编辑 图片编辑 视频编辑 文字编辑 版面编辑 核稿编辑 初审编辑 责编 美编 主编 副主编 总编辑 编 编排",
    "translator": "翻译 编译 译 译者 校译 审译 译校",
    "illustrator": "图表 制图 制表 漫画 插画 插图 设计 美术 绘 绘图 海报 视觉 可视化",
    "producer": "监制 出品 出品人 策划 总策划 统筹 制片人 制作人 制作",
    "contributor": "社长 口述 讲述 校对 校 审 校订 审订 审定 修订 校阅 审阅 核稿 统稿 组稿 责校 终校 初校 复校 录入 供稿 出镜 "
    "主持 朗读 后期 动画 字幕 值班主任 值班总编 审核 审校 审读 监审 签发 初审 复审 终审 编审 编委 一审 二审 三审 "
    "一校 二校 三校 审签 签审 审稿 校稿 编校 制版 制版编辑 一审一校 二审二校 三审三校 排版 剪辑 视频 配音 运营 执行 整理 整合 "
    "编发 推送 模特 核校 监修 点校",
}
JOINT_LABELS: dict[str, tuple[Role, ...]] = {
    "文图": ("author", "photographer"),
    "图文": ("author", "photographer"),
    "摄影报道": ("reporter", "photographer"),
    "摄影报导": ("reporter", "photographer"),
}
TITLES: dict[str, Role] = {
    "记者": "reporter",
    "采访人员": "reporter",
    "实习生": "reporter",
    "通讯员": "correspondent",
    "摄影师": "photographer",
    **dict.fromkeys(
        ("撰稿人", "评论员", "专栏作者", "专栏作家", "特约作者", "特约撰稿人", "特约撰稿", "主笔", "意见领袖"), "author"
    ),
}
"""Titles of persons. A title determines the role only if there is no other label: 记者 王五 摄 is a photographer."""

AFTER_THE_NAME = frozenset(
    ("文", "图", "摄", "摄影", *JOINT_LABELS, "供图", "编译", "译", "绘", "制图", "报道", "报导", "整理", "采写")
)
TOGETHER_WITH_THE_NAME = frozenset(("摄", "摄影", "摄影报道", "摄影报导"))
"""Labels that are joined to a name without a title (王五摄; but 高铁报道 is not a by-line)."""
SIGNED_ROLES: frozenset[Role] = frozenset({"author", "editor", "translator"})
"""Roles in which people use pen names (文/巴九灵, 编辑：阿七)."""
PERSONAL_ROLES: frozenset[Role] = frozenset({"reporter", "correspondent", "photographer"})
"""Roles that an organisation never has: an organisation there is the medium of the person, or the owner of a picture."""

ROLES: dict[str, tuple[Role, ...]] = JOINT_LABELS | {
    word: (role,) for role, words in ROLE_LABELS.items() for word in words.split()
}
FREE: dict[str, Free] = {word: kind for kind, words in FREE_LABELS.items() for word in words.split()}

MARKS = "：:/／|｜丨"
ANNOUNCING_MARKS = frozenset(MARKS)
BYLINE_MARKS = frozenset("|｜丨·•")
"""Marks that only a by-line puts after such a word: any signature may follow."""
LONG_NAME_MARKS = BYLINE_MARKS | {" "}
"""Marks before names of four characters; 记者：何时开始 is a question."""
CLOSING_BRACKETS = frozenset("）)】]〕］")
ORNAMENTS = " ·•—-－.@#“”\"'\u3000\xa0"
SENTENCE_END = "。！？!?…”"
EDGE = rf"\s{MARKS}、，,；;（）()【】\[\]〔〕·•"

NATIONS = (
    "美国?|英国?|法国?|德国?|日本?|俄(?:罗斯|国)?|苏联?|意(?:大利)?|西(?:班牙)?|加(?:拿大)?|澳(?:大利亚)?|韩国?|印度?|奥(?:地利)?"
    "|瑞士|瑞典|荷兰?|比(?:利时)?|丹麦|挪威|芬兰|波兰?|捷克?|匈(?:牙利)?|葡(?:萄牙)?|巴西|阿根廷|哥伦比亚|智利|秘鲁|墨西哥|以色列?"
    "|土耳其|埃及|南非|(?:古?希腊)|希|爱尔兰|古罗马|黎巴嫩|伊朗|新西兰|尼日利亚"
    "|先秦|(?:[东西]?[汉晋]|[南北]?宋|[秦隋唐元明清])[代朝]?|五代|民国"
)
"""Countries and dynasties of authors."""
PART_OF_A_WORD = {"报道": "记者", "海报": "道", "视觉": "中国", "视频": "号"}
"""Label → the following characters that make it part of another word (21世纪经济报道记者, 上海报道, 视觉中国)."""
LONG_WORDS = "|".join(
    f"{word}(?!{PART_OF_A_WORD[word]})" if word in PART_OF_A_WORD else word
    for word in sorted((word for word in [*ROLES, *TITLES] if len(word) > 1), key=len, reverse=True)
)
SHORT_WORDS = "".join(word for word in ROLES if len(word) == 1 and word != "摄")
FREE_WORDS = "|".join(sorted(FREE, key=len, reverse=True))
FIRST_CHARACTERS = "".join(sorted({word[0] for word in [*ROLES, *TITLES, *FREE]}))

TOKENS = regex(
    rf"((?=[{FIRST_CHARACTERS}])"  # labels; 李四摄 is written together
    rf"(?:{LONG_WORDS}|摄(?![^{EDGE}])|(?<![^{EDGE}》])[{SHORT_WORDS}](?![^{EDGE}]))"
    rf"|[{MARKS}]|(?<![A-Za-zÀ-ÿ.])\s+|\s+(?![A-Za-zÀ-ÿ])|[、，,；;（）()【】\[\]〔〕_&＆▪]+)"  # John Smith is one name
)
SEGMENT_START = regex(
    rf"(?=[{FIRST_CHARACTERS}])(?:"
    rf"(?<![^{EDGE}。自])(?P<free>{FREE_WORDS})(?:\s?(?P<mark>[{MARKS}])|(?<=[自于])(?=\S)|(?<=[自源])\s|(?<=[为载刊于])(?=《))\s*"
    rf"|(?:{LONG_WORDS}|(?<=\s)[{SHORT_WORDS}])(?=\s?[{MARKS}])"
    rf"|(?P<spaced>(?<=[\s|｜丨/（(，,])(?:{LONG_WORDS})(?=\s)))"
    rf"|(?P<titled>(?<=[\s|｜丨/（(])[{HAN}]{{1,8}}(?:记者|通讯员|评论员)(?=\s?[\s{MARKS}]))"  # 渡口晚报首席记者 王五
)
_WHOLE_WORDS = (word for word in [*ROLES, *TITLES, *FREE] if len(word) > 1 and word not in PART_OF_A_WORD)
_SHORT_ALONE = (f"{word}(?![^{EDGE}])" for word in f"{SHORT_WORDS}摄")
HINT = regex("|".join((any_of(_WHOLE_WORDS), *(f"{word}(?!{rest})" for word, rest in PART_OF_A_WORD.items()), *_SHORT_ALONE)))
"""Every line of credits contains a match of this, except for names in brackets and the like."""
LABEL_FIRST = regex(
    rf"[【（(\[]?(?:本文来自|本文首发于|(?:{LONG_WORDS}|{FREE_WORDS}|[{SHORT_WORDS}摄])\s?[{MARKS}]"
    rf"|(?:{FREE_WORDS})(?<=[自于])(?:微信)?(?:公众号|公号)?[“「])"
)
LABEL_STARTS = frozenset(FIRST_CHARACTERS + "【（([")
"""First characters of matches of :data:`LABEL_FIRST`."""

DATELINES = (
    "台北|新北|桃园|新竹|苗栗|台中|彰化|南投|云林|嘉义|台南|高雄|屏东|宜兰|花莲|台东|澎湖|金门|马祖|基隆|北京|上海|广州|深圳|香港|澳门|东京|首尔"
    "|曼谷|新加坡|雅加达|马尼拉|河内|吉隆坡|新德里|华盛顿|纽约|洛杉矶|旧金山|伦敦|巴黎|柏林|布鲁塞尔|日内瓦|罗马|莫斯科|悉尼|墨尔本"
)
"""Places from which an agency in Taiwan reports, without a space after the name (记者王五台北3日电)."""

STAFF_CODE = regex(r"[A-Za-z]{0,4}\d{1,8}|[A-Z]{2}")
PREFIX = regex(rf"[{HAN}A-Za-z0-9+《》·-]{{1,20}}")
REMARK = regex(
    rf"[（(【\[［〔](?:(?:本报|本刊|本网|[{HAN}]{{2,6}}[报网社台])?(?:(?:实习|见习|特约|特邀|资深|首席)?(?:记者|编辑|评论员|撰稿人|作者)|实习生?|见习|特约|特邀|特聘|资深|首席)"
    r"|署名|笔名|化名|网名|本报|本刊|本网|独家|投稿|来稿|原创|供稿|口述|值班)[)）】\]］〕]"
    rf"|[（(【\[［〔](?:{NATIONS})[)）】\]］〕]"
    rf"|(?<=[{HAN}]{{2}})(?:{DATELINES})(?:\d{{1,2}}日[电讯]$|(?=报[导道]$))"
    rf"|\s?发自\s?[{HAN}]{{2,10}}?(?:[、，和与][{HAN}]{{2,6}}?){{0,4}}(?=报道|电|[\s；;/|）)]|$)"
    rf"|(?<!记者)(?<!讯员)(?<!习生)(?:(?<=[者员生、，\s][{HAN}]{{2}})|(?<=[者员生、，\s][{HAN}]{{3}}))\s(?!摄|综合|联合)[{HAN}]{{2,4}}(?:、[{HAN}]{{2,4}}){{0,3}}(?=报[道导]$)"
    rf"|(?<=[{HAN}])\s?[-—－_]?[A-Z]{{1,4}}\d{{2,8}}(?![A-Za-z0-9])"
    rf"|(?:(?<=[·•][{HAN}]{{2}})|(?<=[·•][{HAN}]{{3}})|(?<=[·•][{HAN}]{{4}}))\s?[（(][A-ZÀ-Þ][A-Za-zÀ-ÿ.'’ -]{{1,40}}[)）]"
)
"""Remarks next to a name: how somebody works for a paper, where somebody is from, where a report was sent from, a staff code,
the original of a foreign name."""
_PROVIDERS = "受访者|采访对象|被访者|主办方|当事人|受访单位|受访企业"
PROVIDED = regex(rf"({_PROVIDERS})供图")
PROVIDED_BESIDE = regex(rf"(?<=[/／|｜丨]文)\s?(?:{_PROVIDERS})供图$")
"""Who provided the pictures, behind who wrote the text: 记者王五/文受访者供图."""
"""Who provided a picture, but did not take it."""
NO_SOURCE = regex(
    r"未知|不详|佚名|无|本站|本网站|(?:本站)?原创|转载(?:文章)?|资料(?:图片?|照片?)|即[时時]新[闻聞]|null|undefined|\w{1,20}=\"[^\"]{0,40}\"",
    re.IGNORECASE,
)
NOTE = regex(rf"我?要?纠错|等|完|[^，。]{{0,12}}授权(?:发布|转载)|{NOBODY.pattern}")
NOTE_VALUE = regex(
    r"[\d-]{5,20}|[\w.+-]{1,40}@[\w-]{1,40}\.[\w.]{2,40}|\d{2,4}[-－/／.．年]\d{1,2}[-－/／.．月][\d日T :：时分秒-]{1,20}"
    r"|[\d,.]{1,12}\s?[万次条字]{0,2}|(?:[大中小]\s?){1,3}"
)
"""What a page prints after 时间, 浏览, 字号 and 电话 in a line of credits."""
_MEDIUM_AHEAD = rf"(?P<medium>[{HAN}A-Za-z0-9]{{2,12}})\s?[/／╱]\s?"
_REPORTERS = rf"(?P<label>[{HAN}]{{0,10}}记者|编译|特派员)?\s?(?P<names>[{HAN}]{{2,4}}(?:[、，,\s][{HAN}]{{2,4}}){{0,4}})"
_REPORT = rf"(?!摄|图|文)(?:[{HAN}]{{2,8}}\s?(?:报导|报道|整理|外电|[0-9]{{1,2}}日电)|特稿|报导|报道|整理)"
REPORTED_FROM = regex(rf"[（(【\[〔]?(?:{_MEDIUM_AHEAD})?{_REPORTERS}\s?[/／╱]\s?{_REPORT}[）)】\]〕]?")
"""A by-line of Taiwan or Hong Kong, with the place or kind of the report (记者王五／高雄报导, 编译王五／综合外电), perhaps behind
a medium (联合报╱记者王五／台北报导)."""
REPORTED_BY = regex(rf"[（(【\[〔]?{_MEDIUM_AHEAD}(?:{_REPORT}|{_REPORTERS})[）)】\]〕]?")
"""One with a medium and either of these (中广新闻／王五, 华视新闻╱报导)."""
DESK_FIRST = regex(rf"^[{HAN}]{{2,4}}中心\s?[/／]\s?(?=[{HAN}]{{2,4}}报[导道]$)")
"""The desk in front of a reporter in Taiwan (生活中心／秦小荷报导)."""
SPACED_LABEL = regex(rf"(?<![{HAN}])(?:[{HAN}][ \u3000\xa0]{{1,4}}){{1,5}}[{HAN}](?=\s?[{MARKS}])")
"""A label that is spaced out to the width of others (监 制：)."""
BRACKETED_LABEL = regex(rf"[【\[［]({LONG_WORDS}|{FREE_WORDS})[】\]］]\s?[{MARKS}]?\s?(?=[^\s【\[［])")
"""A label in brackets: 【记者】秦小荷."""
JOINED_AUTHOR = regex(rf"(?<=[，,]作者)(?=[{HAN}]{{2,4}}(?:[，,。]|$))")
"""Where a mark is missing behind a source: 本文转自青山晚报，作者秦小荷."""
LIKE_A_LABEL = regex(
    rf"[{HAN}]{{0,4}}(?:编|校|审|译|制|稿|摄|绘|画|录|剪|播|主任|总编|编委|设计|统筹|助理|顾问|指导|协调|推广|运营|策划|支持)"
)
"""Endings of labels for work in a line of credits."""
OTHER_ROLE: tuple[Role, ...] = ("contributor",)
"""The role for labels that are not in :data:`ROLES`."""
LEAVE = regex(
    r"[，,][^，。]{0,12}授权(?:发布|转载|发表|刊发)$|[\s，,；;][^，。\s]{0,4}版权[^，。]{0,12}$"
    r"|(?:\s{1,9}(?:打印|收藏|分享|纠错|举报|关闭|评论)){1,6}$"
)
"""A remark after a source that it permitted the reprint (，某网经授权转载), or who owns it (版权归原作者所有), and buttons."""
_AGENCY = "(?:人民|光明|新华)图片|(?:影像|视觉)中国|中经视觉|东方IC"
AGENCY = regex(rf"(?<=[摄影])\s?(?:[/／]\s?(?:{_AGENCY})|[（(](?:{_AGENCY})[)）])$")
"""The agency that has the picture, behind the photographer (秦小荷摄（人民图片）, 秦小荷摄/光明图片)."""
PROVENANCE = regex(r"(?:.{0,12}(?:截图|网络|提供|资料图?|授权|受访者))|Unsplash|Pexels|Pixabay")
SOURCE_DATE = regex(
    r"[\s，,]?[（(]?\d{4}[-/.年](?:\d{1,2}[-/.月])?(?:\d[\d日 :：]{0,18})?[\s，,]?(?:第?\s?[A-Z]?\d{1,3}\s?[版期])?[）)]?$"
)
"""When, and on which page, a source printed the text."""
SOURCE_AND_NAME = regex(
    rf"(?P<medium>[^\s{MARKS}（(]{{2,16}}?)\s?(?:[{MARKS}]\s?|(?<=\s)(?=[{HAN}]{{3}})|[（(](?:本报)?(?:(?P<reporter>记者)|作者|文)[{MARKS}\s]?)"
    rf"(?P<name>[{HAN}·]{{2,12}})[)）]?"
)
"""A source with the name of its writer (来源：青山日报/王五, 来源：青山日报（记者王五）)."""
DIGEST = regex(
    r"(?!本文)(?P<medium>[^，。、：\s]{2,12})综合(?:报道|整理|消息|自?(?P<others>[^。：]{2,40}))?|(?:本文)?(?:综合|据)[:：]?(?P<media>[^。：]{2,30}?)(?:等)?(?:报道|消息)?"
)
"""A line that names the media from which a text was compiled (潇湘晨报综合; 综合青山网、青山日报)."""
EDITORS_NOTE = regex(r"编者按[:：]\s?(?=本文[来转]自)")
MEDIA_SEPARATORS = regex(r"等?[、，,；;\s@]+|等$")
EVERYBODY = regex(r"网友.{0,4}|网络.{0,4}|微博.{0,4}|公开.{0,4}")
"""Generic sources named next to the media of a digest."""
IMPRINT = regex(
    r"[（(【]?《?\s?(?P<medium>[^《》（）()\s。，：:]{2,12})\s?》?\s?[（(]?\s?(?:19|20)\d\d年\d{1,2}月\d{1,2}日\s?[,，]?\s?(?:星期.\s?)?第?\s?[A-Z]?\d{1,3}\s?版"
    r"(?:[:：]\s?[^。]{0,12})?\s?[）)】]{0,2}"
)
"""The newspaper, day and page of a text: 《江海日报》（2024年05月20日 03版）."""
DATE_FIRST = regex(r"(?:19|20)\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?(?:\s{1,4}\d{1,2}:\d\d(?::\d\d)?)?[\s|｜·]{1,6}(?=[^\d\s|｜·])")
"""The date before the credits in the line under a headline."""
LATIN_BYLINE = regex(rf"[Bb][Yy][:：\s]\s?(?=[A-ZÀ-Þ{HAN}])|(?:[Pp]osted|[Ww]ritten) [Bb]y[:：\s]\s?(?=[{HAN}])")
BULLET_SIGNS = "■□●○◎◉◆◇★☆▪•▲△▶►✍✎✏\ufe0f"
BULLETS = regex(f"[{BULLET_SIGNS}]+")
"""What newspapers print before a by-line, and between its parts."""
_AFTER_SPACE = rf"(?<=[ \u3000\xa0][{HAN}].)|(?<=[ \u3000\xa0][{HAN}]\s.)"
_SPACED = (f"{re.escape(mark)}(?:{_AFTER_SPACE})" for mark in MARKS)  # 监 制： by its mark, which is rarer than a space
_SIGNS = map(re.escape, f"（）()【】[]〔〕［］{BULLET_SIGNS}版据")
CUE = regex("|".join((HINT.pattern, *_SIGNS, "综合", "By", "by", "BY", "bY", *_SPACED)))
"""Found in every text with credits, on a line of their own or attached; nearly all others have none."""
