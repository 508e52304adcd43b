"""What Discuz! and its plugins print inside a post that is no word of the poster."""

import re
from dataclasses import dataclass

from crawler.sites._discuz_time import TIME

_SIZE = r"[\d.]+ ?(?:Bytes|KB|MB|GB)"
_SHARE = r"QQ好友和群|QQ空[间間]|[腾騰][讯訊](?:微博|朋友)|新浪微博|人人[网網]?|百度\S{0,4}|微信(?:好友|朋友圈)?"
_MENU = (
    r"[资資]料|加好友|好友|聊天|[库庫]存|截[图圖]|[群圈][组組]?|愿望单|[评評][测測]|信誉\S*|[发發](?:送)?[短私]?消息|打招呼|串[个個][门門]|收[听聽]TA"
    r"|[个個]人[主空][页頁间間]|[勋勳]章|[帖主][子题題]|相[册冊]|日[志誌]|[关關]注"
)


@dataclass(frozen=True, slots=True)
class ChromeRule:
    """Lines inside a post that are no content.

    ``line`` must match a whole line, in which white space is single spaces. Where ``until`` is given, the lines that follow
    belong to it up to the first within ``reach`` that matches ``until``; where none does, the line stands alone, or, if
    ``to_end``, everything below it goes. Where ``above`` is given, the line before belongs to it if it matches.
    """

    name: str
    reason: str
    line: str
    until: str = ""
    reach: int = 0
    to_end: bool = False
    above: str = ""


CHROME_RULES: tuple[ChromeRule, ...] = (
    ChromeRule(
        "guest_box",
        "asks guests to log in or register",
        r"[马馬]上[注註][册冊][，,].*|您需要 ?(?:(?:登[录錄]|[注註][册冊]).{0,60})?|[本该該]帖子?中包含更多[资資]源|登[录錄陆][后後]?(?:才|[即方]?可|查看).{0,30}",
        until=r"(?:.{0,60}[没沒]有[帐帳账賬][号號户戶].*|(?:.{0,20} )?(?:立即)?[注註][册冊].{0,12}|[xX×])",
        reach=6,
    ),
    ChromeRule(
        "attachment",
        "name, size and links of an attachment",
        rf".{{0,160}}\({_SIZE}(?:[,，] .{{0,80}})?\)|下[载載]附件(?: ?\({_SIZE}\))?|保存到相[册冊]|[设設]置[为為]封面|[点點][击擊]文件名下[载載]附件.{{0,20}}"
        rf"|{TIME} 上[传傳]|下[载載](?:次[数數]|[积積]分)[:：] ?.{{0,30}}|[阅閱][读讀][权權]限[:：] ?\d+|(?:附件|图片)[:：]\s?",
        above=r"\S.{0,120}\.[A-Za-z0-9]{2,5}",
    ),
    ChromeRule("code_label", "label of a code box", r"[复複][制製]代[码碼]"),
    ChromeRule(
        "ratings",
        "ratings of the post",
        r"(?:[评評]分 )?[参參][与與與]人[数數] ?\d+.*|本帖[评評]分.{0,4}[记記][录錄]",
        until=r"查看全部[评評]分|.{0,12}[总總][评評]分.{0,60}",
        reach=200,
        to_end=True,
        above=r"[评評]分|[最已]?.{0,3}[评評]分[记記]?[录錄]?",
    ),
    ChromeRule("comments", "comments of others on the post", r"[点點][评評]", until=rf".*[发發]表[于於] ?{TIME}(?: .{{0,12}})?", reach=3, to_end=True),
    ChromeRule("moderation", "what a moderator did to the thread", rf"本(?:主[题題]|帖)由 .{{1,40}} [于於] {TIME} \S.{{0,30}}"),
    ChromeRule("lottery", "result of a reply lottery", r"\[[发發]帖[际際]遇\].*|幸[运運]榜 ?/ ?衰神榜"),
    ChromeRule(
        "site_statement",
        "the forum's terms under a post",
        r"(?=.{0,400}(?:本(?:[网網]站|站|社[区區]|[论論][坛壇]|[网網]))).{0,20}(?:[转轉][载載]或引用|不[当當][转轉]|不遵守本[声聲]明|.{0,40}不代表本|.{0,40}不承[担擔]).*",
    ),
    ChromeRule(
        "hidden_content",
        "notice in place of hidden content",
        r"\S{1,24}[，,]如果您要查看本帖[隐隱]藏[内內]容[请請] ?(?:回[复復覆])?|本帖[隐隱]藏的[内內]容.{0,30}|以下[内內]容需要[积積]分高[于於] .{1,20}|\*{4} .{4,30} \*{5}?",
        until=r"回[复復覆]",
        reach=1,
    ),
    ChromeRule(
        "screened",
        "notice in place of a post",
        r"提示[:：] ?(?:作者被禁止或[删刪]除|[该該]帖被管理[员員]或版主屏蔽).{0,20}|此帖[仅僅]作者可[见見]|本帖[为為]密[码碼]帖.{0,20}|[该該]用[户戶]已被[删刪]除",
    ),
    ChromeRule(
        "share", "links to other networks", rf"分享到[:：]?(?: ?(?:{_SHARE}))*|(?:{_SHARE})(?: (?:{_SHARE})){{0,9}}|.{{0,4}}[扫掃]一[扫掃][，,].{{0,20}}"
    ),
    ChromeRule("collections", "where else the thread is listed", r"本帖被以下淘[专專][辑輯]推[荐薦][:：].*|相[关關][帖主][子题題][:：]?", to_end=True),
    ChromeRule(
        "poll",
        "labels and results of a poll",
        r"(?:[单單多][选選])投票.{0,60}|.{0,40}共有 ?\d+ ?人[参參][与與]投票.{0,20}|\d{1,3}\.\d{2}% ?\(\d+\)|[您你]所在的用[户戶][组組].{0,6}投票.{0,8}"
        r"|投票已[经經][结結]束.{0,20}|距[结結]束[还還]有.{0,30}|查看投票[参參][与與]人",
    ),
    ChromeRule("reward", "state of a reward", r"[悬懸][赏賞] ?\d+ ?\S{1,8}(?: ?(?:已|未)解[决決])?|[已未]解[决決]"),
    ChromeRule("best_answer", "repeats the best answer", r"最佳答案", until=r"查看完整[内內]容", reach=8, to_end=True),
    ChromeRule("profile_menu", "links to the poster's profile", rf"(?:{_MENU})(?: (?:{_MENU})){{2,20}}"),
    ChromeRule("page_code", "style or script of the page", r"[.#][\w.# -]{1,40}\{[^{}]*\}|aimgcount\[.*|attachimggroup\(.*|var \w+ ?= ?.{1,80};"),
    ChromeRule("account_state", "notice about the poster's account", r"[该該][帖贴貼]已[经經]同步到.{1,40}"),
)
"""Rules for the default templates of X2 to X5 in both language packs, and for common plugins."""
