"""Rules that say what is an advertisement, a promotion or a notice, and those that hold on every site.

A notice speaks of the text that it stands under, a promotion tells the reader to do something: a sentence that only has
such words in it is news. ``tests/structures`` and ``tests/test_strip_ads.py`` hold sentences of both kinds.

Nearly every pattern begins with a literal, so that other paragraphs are refused at their first character.
"""

from dataclasses import dataclass
from typing import Literal

EDGE = 6
"""Blocks at the start and at the end of a body where notices and promotions stand."""
LONGEST = 240
"""Characters; a longer paragraph is never taken for a promotion as a whole."""


@dataclass(frozen=True, slots=True)
class AdRule:
    """One kind of block that is no content; a block that any of the tests matches is taken out whole.

    ``names`` are class or id names of an element that the block stands in. ``text`` is a regular expression for its
    whole text. ``image`` is searched in the URL and the alt text of an image. ``tail`` matches a promotion that is glued
    to the end of a paragraph, and only the match is taken out. ``where`` says where in the body text and tail count.
    """

    name: str
    reason: str
    names: frozenset[str] = frozenset()
    text: str = ""
    image: str = ""
    tail: str = ""
    where: Literal["anywhere", "edges"] = "edges"


def lines(*patterns: str) -> str:
    """A pattern for lines that are one of ``patterns``, behind up to three brackets or ornaments."""
    return rf"[（(【\[*＊#>》↓↑▲▼▶☞👇👆\s]{{0,3}}(?:{'|'.join(patterns)})"


END = r"[。！!～~）)】\]]{0,2}"
APP = r"(?:[Aa][Pp][Pp]|客户端)"
ACCOUNT = rf"(?:公众号|公号|微信号?|视频号|服务号|订阅号|小程序|微博|抖音号?|频道|{APP})"
READ_ON = r"(?:了解|查看|获取|阅读|看|解锁|每日|每天|第一时间|不错过|带你|不迷路|回复|参与|加入|领取|更多|一起)"
NEWS = r"(?:精彩|内容|资讯|新闻|报道|详情|信息|消息|好文|干货|动态|深度|视频|原创|故事|福利)"
THIS_TEXT = r"(?:[该此本]文章?|本?文中|[该本此]稿件?|(?:本|该|以上|上述|文章|全部|相关)?(?:内容|观点|信息|文字|言论))"
NO_COPIES = r"(?:不得|禁止|严禁|请勿|谢绝)[^。，]{0,16}(?:转载|使用|复制|摘编|发布|镜像)"
ELSE = r"(?:违者|否则|谢谢|并|未经|侵权|如|若|转载|授权|任何|不尊重)"

COMMON_AD_RULES: tuple[AdRule, ...] = (
    AdRule(
        "ad-element",
        "an element that is named as an advertisement",
        names=frozenset({"ad", "ads", "advert", "advertisement", "adsbygoogle", "guanggao", "article_adlist", "article-ad"}),
    ),
    AdRule(
        "share-element",
        "buttons to share or follow",
        names=frozenset({"share", "social-share", "bdsharebuttonbox", "share-box", "article-share"}),
    ),
    AdRule(
        "exclusive-notice",
        "the publisher's claim on the text",
        text=lines(
            r"本(?:文|篇文章|稿件?)(?:系|为|由|是|属于?|已?获|经)[^。]{0,40}?(?:独家|原创|首发|授权)[^。]{0,30}"
            r"(?:稿|作品|内容|文章|发布|发表|刊发|转载|授权|版权).{0,160}",
            r"本文(?:原载|首发|刊发|发表)于[^。]{1,50}(?:授权|转载|转发|发布|版权).{0,60}",
            rf"(?:已获|经)?[作译]者授权[^。]{{0,24}}(?:发布|发表|转载|刊发|首发|使用)[^。]{{0,30}}{END}",
        ),
    ),
    AdRule(
        "copyright-notice",
        "who may print the text",
        text=lines(
            rf"(?:[^。，“]{{0,16}}[，,。；;]\s?)?[^。，“]{{0,8}}未经[^。，]{{0,14}}(?:授权|许可|允许|同意)[^。]{{0,14}}{NO_COPIES}"
            rf"(?:[^。，“]{{0,12}}[。，,；;！!].{{0,100}}|[^。，“]{{0,12}}{END})",
            rf"[^。“，]{{0,16}}(?:禁止|严禁|谢绝|请勿)(?:未经授权|任何形式的?|一切形式的?|私自|擅自|随意|非法)?转载(?:本文|此文|[和、及]\S{{1,4}})?{END}",
            rf"(?:如若|如需|若需|欢迎|商业|任何)?转载[^。，]{{0,12}}[请须需务][^。，]{{0,10}}(?:注明|联系|标明|授权|告知)"
            rf"[^，。]{{0,60}}(?:[，,。]\s?{ELSE}.{{0,80}})?{END}",
            r"(?:[此本]文章?|文章|图片|图文|原创)?(?:版权|著作权)?归(?!谁)[^。，；]{1,24}所有(?:[，,。；;！!].{0,140})?[）)】\]]?",
            r"(?:[此本]文|文章|图片|图文)?版权所有(?![者人权]).{0,120}",
            rf"(?:如有|若有|如涉及?|如果?存在)?(?:侵权|侵犯)[^。]{{0,20}}[请必][^。]{{0,16}}(?:联系|告知|删)[^。]{{0,40}}{END}",
            r"(?:图文|(?:部分|[本文章]{1,2}中?)(?:图片|内容|图文)|素材)(?:均|部分|皆)?(?:来自|来源于?|源自|转自|取自)[^。，]{0,8}网络?(?:[，,。；;].{0,60})?[）)】\]]?",
            r"(?:图片|内容|文章)(?:来自|来源于?|源自|转自)网络[^。]{0,4}[，,。；;][^。]{0,20}(?:侵|版权|删).{0,40}",
        ),
    ),
    AdRule(
        "disclaimer",
        "a legal statement",
        text=lines(
            r"(?:风险提示及)?(?:免责|版权|郑重|广告)(?:声明|条款|申明)[】\]]?(?:\s*[:：].{0,230})?",
            r"(?:特别|重要|新浪|本[网站]|平台|网站|转载|法律|相关|友情)?(?:声明|说明|提示)[】\]]?\s*[:：]"
            r"[^。]{0,24}(?:[本此该]文|转载|文章|以上|本[网站]|登载|图文|图片|稿件|内容).{0,80}?"
            r"(?:转载|版权|侵权|权益|传递更多|观点|立场|建议|存储|删除|联系).{0,150}",
            rf"{THIS_TEXT}[^。“]{{0,8}}(?:代表|[为属系是])原?(?:作者|嘉宾|发言者|个人)(?:本人|个人|独立|自己|观点|意见|立场|[，,。]).{{0,140}}",
            rf"{THIS_TEXT}[^。“]{{0,24}}不(?:代表|构成)[^。，“]{{0,16}}(?:观点|立场|意见|建议|看法)[^“]{{0,100}}",
            rf"{THIS_TEXT}[^。“]{{0,6}}仅供参考[，,。；;].{{0,60}}(?:投资|建议|操作|自[担负]).{{0,60}}",
            rf"[本文经]{{1,2}}授权发布[，,]不代表.{{1,40}}|仅代表(?:作者|个人|本人|嘉宾)[^。，“]{{0,6}}(?:观点|意见|立场)(?:[，,][^。，“]{{0,20}}不代表[^。，“]{{0,20}})?{END}",
            r"(?:市场|投资|股市|理财|基金)[^。，“]{0,3}有风险[，,][^。“，]{0,12}谨慎[。！!；;，,].{0,40}(?:不构成|不作为|仅供参考|风险自[担负]).{0,120}",
            r"据此(?:操作|投资|入市|买卖)[，,]?[^。]{0,12}(?:自担|自负).{0,20}",
            r"如(?:对|果)[^。]{0,4}(?:本稿件|本文|稿件|内容)[^。]{0,12}(?:异议|投诉|疑问)[^。]{0,40}",
        ),
    ),
    AdRule(
        "follow-us",
        "an invitation to follow, scan or download",
        text=lines(
            r"(?:欢迎|敬请|请)?(?:各位|大家|您)?(?:长按|扫码|扫一扫|扫描|识别|微信扫码?)[^。，]{0,20}[，,]?(?:可|即可|立即|一键)?"
            rf"(?:[入进加]群|关注|(?:关注|加入|添加|下载|了解|获取|领取|咨询|订阅|阅读)[^。]{{0,12}}(?:我们|{ACCOUNT}|群|更多|本报|小编|原文|全文|[“「])[^。]{{0,30}}){END}",
            rf"(?:长按|扫描|识别|扫一扫)[^。，]{{0,8}}二维码(?:识别|关注|添加)?{END}",
            r"(?:更多|请)?(?:点击|猛戳|戳|轻触|点)(?:上方|下方|[左右][下上]|文末|底部|这里|此处|蓝字|图片?|“?阅读原文|小程序|关注)"
            rf"[^。]{{0,24}}(?:关注|阅读原文|公众号|名片|卡片|订阅|更多|了解详情|进群|蓝字|查看详情)[^。]{{0,30}}{END}",
            rf"(?:请|快来|赶紧|立即|马上|记得|添加|微信)?(?:关注|订阅)[^。，]{{1,20}}?{ACCOUNT}(?:[“”\"」』（(：:\s][^，。]{{0,30}})?(?:[，,、]{READ_ON}[^。]{{0,50}})?{END}",
            rf"(?:搜索|添加|下载|打开|进入)[^。，]{{1,20}}?{ACCOUNT}[”」）]?[，,、]\s?(?:即可|关注[^。]{{1,20}}{ACCOUNT}，)?{READ_ON}[^。]{{0,6}}(?:更多|全文|最新|精彩|全新)[^。]{{0,50}}{END}",
            rf"关注(?:我们?|[^。，的]{{2,10}})[，,\s]{READ_ON}[^。]{{0,40}}{END}",
            r"(?:欢迎|敬请)[^。，]{0,14}(?:关注|订阅|转发|分享|点赞|留言|评论|收藏)"
            rf"(?:[^。，]{{0,6}}(?:我们|本[报刊网号台]|{ACCOUNT}|朋友圈|[“「])[^。]{{0,50}}|[^。，]{{0,6}}){END}",
            r"(?:本文来自[^。，]{2,12}[，,]\s?)?(?:想|要)?(?:了解|看|看到|获取|阅读|知道)?更多(?:[^。，的]{0,4}"
            rf"{NEWS}){{1,2}}[^。]{{0,8}}(?:关注|下载|扫码|扫描|搜索|锁定|戳|点击)(?!后续|官方|通知|公告|进展)[^。]{{0,60}}{END}",
            rf"(?:觉得|如果|喜欢|看完|赞同|文章|好看)[^。]{{0,14}}点(?:个|亮|一下)?[“「\"]?(?:在看|赞|星标)[^。]{{0,16}}{END}",
            rf"(?:一键|点个|随手|记得)?(?:点赞|在看|转发|分享|收藏|关注)(?:[、，,/+＋ ]{{0,2}}(?:点赞|在看|转发|分享|收藏|关注|评论|三连)){{1,4}}[^。，]{{0,6}}{END}",
            r"[给为]作者打赏.{0,20}|分享让更多人看到|点亮[“「]?在看[^。]{0,12}",
        ),
    ),
    AdRule(
        "app-promo",
        "a promotion of the site's own app or service",
        text=rf"[^。“]{{2,30}}(?:尽在[^。，]{{1,14}}{ACCOUNT}|都在[^。，用看学玩刷]{{1,8}}{APP}){END}"
        rf"|更多{NEWS}{{1,2}}[^。，]{{0,6}}[，,]?(?:请|敬请|欢迎|可以?)?(?:在应用市场|尽在|关注|下载|扫码|扫描|搜索)(?!后续|官方|通知|公告)[^。]{{0,40}}{ACCOUNT}.{{0,140}}",
        where="anywhere",
    ),
    AdRule(
        "cover-notice",
        "where the cover picture is from",
        text=lines(r"(?:题图|头图|首图|封面图?|文中图片|文章图片|本文图片)[^。，]{0,6}(?:来自|来源|源自|由)[^。]{1,60}[。）)]{0,2}"),
    ),
    AdRule(
        "news-tip",
        "how to send tips, or thanks for one",
        text=lines(
            r"[^。，：“\s]{0,8}(?:爆料|报料|线索|新闻|读者|维权|投稿)[^。，：“]{0,6}(?:热线|电话|通道|平台|邮箱|信箱|微信|方式|渠道)[^。：]{0,6}[:：]?\s?[^。]{0,40}"
            rf"(?:\d[\d-]{{4}}|@|微信|{APP}|应用市场|QQ).{{0,150}}",
            r"[^。，：“\s]{0,8}(?:爆料|报料)(?:[:：]\s?[\d-]{7}|】).{0,80}",
            r"(?:寻求报道|(?:商务|广告|内容|品牌|媒体|转载)合作|联系我们|采访邮箱)[^。]{0,20}(?:@|\d{5}|微信).{0,60}",
            r"感谢[^。]{0,160}(?:线索投递|的投递|的投稿|的爆料)[！!。]?",
        ),
    ),
    AdRule(
        "buy-link",
        "a link to a shop",
        text=lines(
            r"(?:(?:购买|抢购|下单|购物|商品|京东|天猫|淘宝|拼多多|预约|预售|优惠|领券)(?:购买)?(?:链接|传送门|直达)"
            r"|(?:购买|抢购|下单|购物|领券)(?:地址|入口|通道))(?:\s*[:：].{0,120})?",
            r"点[此击我][^。，]{0,6}(?:购买|领券|下单|抢购|领取|选购)(?:[:：\s（(].{0,40})?[。！!]?",
            r"(?:京东|天猫|淘宝|拼多多|苏宁|唯品会)[^。，]{0,60}(?:券后|到手|领)\s?[\d.]+\s?元[^。]{0,60}(?:券|直达|链接|点[此击])[^。]{0,20}",
            r"访问(?:购买页面)?\s?[:：]\s?(?!http).{1,60}",
        ),
        where="anywhere",
    ),
    AdRule(
        "related-reading",
        "a pointer to other pages",
        text=lines(
            r"(?:点击|戳|猛戳)?[“「]?(?:阅读原文|查看原文|原文链接|原文地址|英文原文|查看全文|全文链接|(?:点击)?查看更多|阅读更多|延伸阅读|相关阅读|推荐阅读"
            r"|相关新闻|相关报道|往期(?:精彩)?(?:回顾|推荐|内容|文章)|更多阅读|相关推荐|相关链接|相关文章|今日推荐|热门推荐)[】\])）”」]?\s*(?:[:：>》].{0,120})?",
            r"点击图片[，,]?(?:了解|查看|阅读|进入)[^。]{0,16}|(?:点击|戳)图?(?:了解|查看)(?:更多|详情)[^。]{0,10}",
        ),
    ),
    AdRule(
        "site-label",
        "a label of the page",
        text=r"【?我?要?纠错】?|点击(?:图片)?(?:查看|看)大图|查看大图|(?:点击)?展开全文|返回搜狐.{0,12}|举报/反馈|阅读\s\d+|(?:您的)?浏览器[^。]{0,20}不支持.{0,40}"
        r"|(?:视频|正在|内容)?加载中?[.。…]{1,6}|视频加载中.{0,12}|广告|ADVERTISEMENT|查看评论|扫一扫在手机打开.{0,6}|【打印】.{0,12}",
        where="anywhere",
    ),
    AdRule(
        "glued-notice",
        "a promotion or notice after the last sentence",
        tail=r"(?:新闻线索(?:爆料|报料)?|线索爆料|爆料|报料)(?:、维权)?(?:通道|热线|电话|平台|方式|渠道)?[:：][^。]{0,40}(?:下载|搜索|拨打|应用市场|热线|微信).{0,200}"
        r"|【(?:版权|免责|特别)?声明】.{0,230}|声明[:：](?:此文|本文|转载|以上).{0,200}"
        r"|（(?:想看?)?更多[^（）]{0,20}(?:关注|下载)[^（）]{1,40}）|\((?:想看?)?更多[^()]{0,20}(?:关注|下载)[^()]{1,40}\)",
    ),
    AdRule(
        "placeholder-image",
        "a picture that stands in for one",
        image=r"picsum\.photos/|/none\.gif|/(?:blank|spacer|loading|pixel|transparent|placeholder|grey|lazyload)\.(?:gif|png|jpe?g|svg)|/1x1\.",
    ),
    AdRule(
        "qr-code",
        "a QR code to scan",
        image=r"qr_?code|erweima|[/_-]qr[/_.-]|weixin_?qr|二维码|扫一扫|小程序码",
    ),
)
