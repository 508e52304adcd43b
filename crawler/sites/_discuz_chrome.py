"""What Discuz! and its plugins print inside a post that is no word of the poster."""

import re
from dataclasses import dataclass

from crawler.documents._language_packs import in_both_packs
from crawler.sites._discuz_time import TIME

_SIZE = r"[\d.]+ ?(?:Bytes|KB|MB|GB)"
_SHARE = r"QQ好友和群|QQ空间|腾讯(?:微博|朋友)|新浪微博|人人网?|百度\S{0,4}|微信(?:好友|朋友圈)?"
_WE = r"本(?:网站|站|社区|论坛|网)"
_MENU = (
    r"资料|加好友|好友|聊天|库存|截图|[群圈]组?|愿望单|评测|信誉\S*|发(?:送)?[短私]?消息|打招呼|串个门|收听TA"
    r"|个人[主空][页间]|勋章|[帖主][子题]|相册|日志|关注"
)


@dataclass(frozen=True, slots=True)
class ChromeRule:
    """Lines inside a post that are no content. All patterns match whole lines, in which white space is single
    spaces; they are written in simplified Chinese and match both language packs.

    ``line`` is the one that gives it away; ``above`` the line before it and ``below`` the lines after it that belong to it.
    ``needs`` must match one of the next eight lines, or the rule does not hold. With ``until`` everything goes up to the
    line that matches it; with ``to_end``, where none does, everything down to the end of the post.
    """

    name: str
    reason: str
    line: str
    above: str = ""
    below: str = ""
    needs: str = ""
    until: str = ""
    to_end: bool = False


CHROME_RULES: tuple[ChromeRule, ...] = (
    ChromeRule(
        "guest_box",
        "asks guests to log in or register",
        r"马上注册[，,].{0,60}|您需要(?: ?登录 ?后?(?:才)?可以.{0,60})?|[本该]帖子?中包含更多资源",
        above=r".{0,60}(?:注册|登[录陆]|玩转).{0,60}",
        below=r"您需要.{0,60}|登录|才可以.{0,60}|没有[帐账][号户].{0,30}|(?:立即)?注册.{0,12}|微信登录|[xX×]",
    ),
    ChromeRule(
        "attachment",
        "name, size and links of an attachment",
        rf"(?:\S.{{0,150}}\.[A-Za-z0-9]{{2,5}} ?)?\({_SIZE}(?:[,，] .{{0,80}})?\)|下载附件(?: ?\({_SIZE}\))?"
        rf"|保存到相册|设置为封面|点击文件名下载附件.{{0,20}}|{TIME} 上传.{{0,20}}|下载(?:次数|积分)[:：] ?.{{0,30}}",
        above=r"\S.{0,120}\.[A-Za-z0-9]{2,5}",
    ),
    ChromeRule("code_label", "label of a code box", r"(?:复制|複製)代码"),
    ChromeRule(
        "ratings",
        "ratings of the post",
        r"(?:评分 )?参与人数 ?\d.*",
        above=r"评分",
        needs=r"收起.*|理由|查看全部评分|\S{1,8} ?[+-] ?\d{1,5}(?: .*)?",
        until=r"查看全部评分",
        to_end=True,
    ),
    ChromeRule(
        "comments",
        "comments of others on the post",
        r"点评",
        needs=rf".*发表于 ?{TIME}(?: .{{0,12}})?",
        to_end=True,
    ),
    ChromeRule("moderation", "what a moderator did to the thread", rf"本(?:主题|帖)由 .{{1,40}} 于 {TIME} \S.{{0,30}}"),
    ChromeRule("lottery", "result of a reply lottery", r"\[发帖际遇\].*|幸运榜 ?/ ?衰神榜"),
    ChromeRule(
        "site_statement",
        "the forum's terms under a post",
        rf"(?:\d[、.] ?)?对?于?(?:转载或引用{_WE}|不当转载.{{0,20}}{_WE}|不遵守本声明).*"
        rf"|.{{0,40}}不代表{_WE}.{{0,8}}立场.*|{_WE}.{{0,20}}不承担.{{0,12}}责任.*",
    ),
    ChromeRule(
        "hidden_content",
        "notice in place of hidden content",
        r"\S{1,24}[，,]如果您要查看本帖隐藏内容请 ?(?:回复)?|本帖隐藏的内容.{0,30}"
        r"|以下内容需要积分高于 .{1,20}|\*{4} ?(?:Hidden Message|.{0,12}(?:隐藏|屏蔽)) ?\*{4,5}",
        below=r"回复",
    ),
    ChromeRule(
        "screened",
        "notice in place of a post",
        r"提示[:：] ?(?:作者被禁止或删除|该帖被管理员或版主屏蔽).{0,20}|此帖仅作者可见|本帖为密码帖.{0,20}",
    ),
    ChromeRule(
        "share",
        "links to other networks",
        rf"分享到[:：]?(?: ?(?:{_SHARE})){{0,9}}|扫一扫[，,](?:手机)?访问.{{0,12}}",
        below=rf"(?:{_SHARE})(?: (?:{_SHARE})){{0,9}}",
    ),
    ChromeRule(
        "collections", "other threads and lists of threads", r"本帖被以下淘专辑推荐[:：].*|相关(?:帖子|主题)", to_end=True
    ),
    ChromeRule(
        "poll",
        "labels and results of a poll",
        r"[单多]选投票(?:[:：,，(（ ].{0,60})?|.{0,40}共有 ?\d+ ?人参与投票.{0,20}|\d{1,3}\.\d{2}% ?\(\d+\)"
        r"|[您你]所在的用户组.{0,6}投票.{0,8}|投票已经结束.{0,20}|距结束还有.{0,30}|查看投票参与人",
    ),
    ChromeRule("reward", "state of a reward", r"悬赏 ?\d+ ?\S{1,8}(?: ?[已未]解决)"),
    ChromeRule("best_answer", "repeats the best answer", r"最佳答案", needs=r"查看完整内容", to_end=True),
    ChromeRule(
        "profile_links", "links to the poster's profile", r"资料|加好友|发消息", below=_MENU, needs=r"聊天|打招呼|加好友|串个门"
    ),
    ChromeRule("profile_menu", "links to the poster's profile", rf"(?:{_MENU})(?: (?:{_MENU})){{2,20}}"),
    ChromeRule(
        "page_code", "style or script of the page", r"[.#][\w.# -]{1,40}\{[^{}]*\}|aimgcount\[.*|attachimggroup\(.*|var aimgfid.*"
    ),
)
"""Rules for the default templates of X2 to X5 in both language packs, and for common plugins."""

EDIT_NOTICE = in_both_packs(rf"\[? ?本帖最后由 .{{1,40}} 于 ({TIME}) 编辑 ?\]?")
"""At the top of a post, in Discuz! 7 at its end; the group is the time."""
_UNIT = r"(?:[!-;]? [?-~])"
_NOISE = rf"{_UNIT}{{0,3}}(?:[!-;] [?-~]){{3}}{_UNIT}{{1,12}}"
GLUED_CHROME = (
    ("jammer", "noise against copying", re.compile(rf"{_NOISE}$|^[?-~]?{_NOISE}")),
    ("code_label", "label of a code box", in_both_packs(r"(?:复制|複製)代码$")),
)
"""What stands glued to the ends of lines. The noise is what the function ``jammer`` of Discuz! makes at line breaks: five to
fifteen times a sign of code 32 to 59, a space, a sign of code 63 to 126. Spaces in a row are one here."""
LINK_SIGNATURE = in_both_packs(r"(?=.{0,60}[我店群])(?:点[击此我]|戳|欢迎|加入|关注|我的|淘宝).{0,80}https?://\S{4,200}")
"""A last line that calls to follow a link of the poster's own."""
COURTESY = in_both_packs(
    r"(?:—+ ?)?(?:来自|发自).*"
    r"|.{0,6}(?:谢|支持|顶|赞|学习|加油|路过|沙发|恭喜|祝|哈|签到|打卡).{0,8}"
)
"""Last lines that several people write, or their apps: no proof of a signature."""
