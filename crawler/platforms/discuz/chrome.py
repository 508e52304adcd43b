"""Text that Discuz! and its plugins print inside posts, as opposed to the poster's own words."""

from crawler.platforms.discuz.polls import POLL_LABEL, POLL_RESULT
from crawler.platforms.discuz.times import TIME
from crawler.platforms.forum import ChromeRule

_SIZE = r"[\d.]+ ?(?:Bytes|KB|MB|GB)"
_ATTACHMENT_LINK = r"下载附件|保存到相册|设置为封面"
_SHARE = r"QQ好友和群|QQ空间|腾讯(?:微博|朋友)|新浪微博|人人网?|百度\S{0,4}|微信(?:好友|朋友圈)?"
_WE = r"本(?:网站|站|社区|论坛|网)"
_MENU = (
    r"资料|加好友|好友|聊天|库存|截图|[群圈]组?|愿望单|评测|信誉\S*|发(?:送)?[短私]?消息|打招呼|串个门|收听TA"
    r"|个人[主空][页间]|勋章|[帖主][子题]|相册|日志|关注"
)
CHROME_RULES: tuple[ChromeRule, ...] = (
    ChromeRule(
        "guest-box",
        "asks guests to log in or register",
        r"马上注册[，,].{0,60}|您需要(?: ?登录 ?后?(?:才)?可以.{0,60})?|本帖子?中包含更多资源|该帖子?中包含更多资源"
        r"|附件[:：] ?[您你](?:需要登录|所在的用户组).{0,60}",
        above=r".{0,60}(?:注册|登[录陆]|玩转).{0,60}",
        below=r"您需要.{0,60}|登录|才可以.{0,60}|没有[帐账][号户].{0,30}|(?:立即)?注册.{0,12}|微信登录|[xX×]",
    ),
    ChromeRule(
        "attachment",
        "name, size and links of an attachment",
        rf"(?:\S.{{0,150}}\.[A-Za-z0-9]{{2,5}} ?)?\({_SIZE}(?:[,，] .{{0,80}})?\)|下载(?:附件)? ?\({_SIZE}\)"
        rf"|(?:{_ATTACHMENT_LINK})(?: (?:{_ATTACHMENT_LINK})){{0,3}}|点击文件名下载附件.{{0,20}}|{TIME} 上传.{{0,20}}"
        rf"|(?:{_SIZE}[,，] )?下载(?:次数|积分)[:：] ?.{{0,60}}|售价[:：] ?\d+ ?\S{{1,8}}(?: \[.{{0,20}})?|阅读权限[:：] ?\d+",
        above=r"\S.{0,120}\.[A-Za-z0-9]{2,5}",
    ),
    ChromeRule("code-label", "label of a code box", r"(?:复制|複製)代码"),
    ChromeRule(
        "ratings",
        "ratings of the post",
        r"(?:评分 )?参与人数 ?\d.*",
        above=r"评分",
        needs=r"收起.*|理由|查看全部评分|(?:\S{1,8} ?)?[+-] ?\d{1,5}(?: .*)?",
        until=r"查看全部评分",
        to_end=True,
    ),
    ChromeRule("ratings", "ratings of the post", r"查看全部评分", above=r"评分"),
    ChromeRule("comments", "comments of others on the post", r"点评", needs=rf".*发表于 ?{TIME}(?: .{{0,12}})?", to_end=True),
    ChromeRule("moderation", "what a moderator did to the thread", rf"本(?:主题|帖)由 .{{1,40}} 于 {TIME} \S.{{0,30}}"),
    ChromeRule(
        "client",
        "says what the post was written with",
        r"-{3,} ?来自\S{1,12}(?:客户端|手机版)|本帖来自\S{1,12}客户端"
        r"|[来发]自[:：]? ?(?:我的)?(?:[A-Za-z]{0,10}|安卓|苹果)\S{0,2}(?:客户端|手机版?|iPhone|iPad|Android)",
    ),
    ChromeRule("lottery", "result of a reply lottery", r"\[发帖际遇\].*|幸运榜 ?/ ?衰神榜"),
    ChromeRule(
        "site-statement",
        "the forum's terms under a post",
        rf"(?:\d[、.] ?)?对?于?(?:转载或引用{_WE}|不当转载.{{0,20}}{_WE}|不遵守本声明).*"
        rf"|.{{0,40}}不代表{_WE}.{{0,8}}立场.*|{_WE}.{{0,20}}不承担.{{0,12}}责任.*",
    ),
    ChromeRule(
        "hidden-content",
        "notice in place of hidden content",
        r"\S{1,24}[，,](?:如果您要查看本帖隐藏内容请 ?(?:回复)?|本帖隐藏的内容.{0,60})|本帖隐藏的内容.{0,60}"
        r"|以下内容需要积分高于 .{1,20}|本主题需向作者支付 .{1,40}"
        r"|购买主题(?: .{1,30})?|\*{4} ?(?:Hidden Message|.{0,12}(?:隐藏|屏蔽)) ?\*{4,5}",
        below=r"回复",
    ),
    ChromeRule(
        "screened",
        "notice in place of a post",
        r"(?:提示[:：] ?)?(?:作者被禁止或删除 ?内容自动屏蔽|该帖被管理员或版主屏蔽)|此帖仅作者可见|本帖为密码帖.{0,20}",
        above=r"提示[:：]",
    ),
    ChromeRule(
        "share",
        "links to other networks",
        rf"分享到[:：]?(?: ?(?:{_SHARE})){{0,9}}(?: ?(?:收藏|分享|淘帖|支持|反对) ?\d{{0,9}}){{0,6}}"
        r"|扫一扫[，,](?:手机)?访问.{0,12}",
        below=rf"(?:{_SHARE})(?: (?:{_SHARE})){{0,9}}",
    ),
    ChromeRule("share", "links to other networks", r"该[贴帖]已经?同步到 ?.{1,40}"),
    ChromeRule("tags", "tags of the thread", r"(?:本帖|主题|相关)?标签[:：] ?\S{1,12}(?:[ ,，、]{1,2}\S{1,12}){0,6}"),
    ChromeRule(
        "collections", "other threads and lists of threads", r"本帖被以下淘专辑推荐[:：].*|相关(?:帖子|主题)", to_end=True
    ),
    ChromeRule("poll", "labels and results of a poll", rf"{POLL_LABEL}|{POLL_RESULT}"),
    ChromeRule("reward", "state of a reward", r"悬赏 ?\d+ ?\S{1,8}(?: ?[已未]解决)|回帖奖励 ?[+＋] ?\d+ ?(?:个 ?)?\S{0,8}"),
    ChromeRule("best-answer", "repeats the best answer", r"最佳答案", needs=r"查看完整内容", to_end=True),
    ChromeRule("featured-replies", "repeats replies", r"回帖推荐", needs=r".{0,40}发表于 ?\d+ ?[楼#].*|查看楼层", to_end=True),
    ChromeRule(
        "profile-links", "links to the poster's profile", r"资料|加好友|发消息", below=_MENU, needs=r"聊天|打招呼|加好友|串个门"
    ),
    ChromeRule(
        "profile-links",
        "links to the poster's profile, and counts",
        r"查看(?:个人网站|详细资料)(?: 查看.{2,6}){0,3}|UID ?\d+ 帖子 ?\d+ 精华 ?\d+.*",
    ),
    ChromeRule("profile-menu", "links to the poster's profile", rf"(?:{_MENU})(?: (?:{_MENU})){{2,20}}"),
    ChromeRule(
        "page-code", "style or script of the page", r"[.#][\w.# -]{1,40}\{[^{}]*\}|aimgcount\[.*|attachimggroup\(.*|var aimgfid.*"
    ),
)
"""Rules for the default templates of X2 to X5 in both language packs, and for common plugins."""
