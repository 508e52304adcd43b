"""Rules that say what is an advertisement, a promotion or a notice, and those that hold on every site.

The sentences that must not match are as important as those that must: ``tests/test_strip_ads.py`` has both.
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
        text=r"[*（(【\[]?本文(?:系|为|由|是|属于?)[^。]{1,40}?(?:独家|原创|首发|授权)[^。]{0,30}(?:稿|作品|内容|文章|发布|发表|转载|授权|版权).{0,160}",
    ),
    AdRule(
        "copyright-notice",
        "who may print the text",
        text=r"[^。“]{0,50}(?:未经[^。，]{0,12}(?:授权|许可|允许|同意)[^。]{0,20}(?:不得|禁止|严禁|请勿|谢绝)[^。]{0,12}(?:转载|使用|复制|摘编)"
        r"|(?:禁止|严禁|谢绝|不得)(?:任何形式的?|私自|擅自)?转载|转载[^。，]{0,10}(?:请|须|需|务必)[^。，]{0,8}(?:注明|联系|标明|授权|告知)"
        r"|版权归[^。，]{1,24}所有|版权所有).{0,120}",
    ),
    AdRule(
        "disclaimer",
        "a legal statement",
        text=r"[*（(【\[]?(?:免责|特别|版权|郑重|广告|重要)(?:声明|说明)[】\]]?\s*[:：].{0,230}"
        r"|[^。“]{0,40}(?:仅|只)?代表(?:作者|发言者|其)(?:本人|个人|自己)?(?:的)?(?:观点|立场|意见).{0,120}"
        r"|[^。“]{0,40}不代表(?:本网|本站|本社区|本平台|平台|本报|[^。，]{2,12}?)(?:的)?(?:观点|立场|意见).{0,100}",
    ),
    AdRule(
        "follow-us",
        "an invitation to follow, scan or download",
        text=r"[\W_]{0,4}(?:欢迎|敬请|请)?(?:各位|大家|您)?(?:长按|扫码|扫一扫|扫描|识别|微信搜索|微信扫码|搜索|点击|猛戳|戳|快来|立即|马上|赶快|赶紧|添加|关注|订阅)"
        r"[^。]{0,40}(?:公众号|公号|微信号|客服微信|视频号|小程序码|阅读原文|入群|进群|加群|关注|下载[^。]{0,10}(?:[Aa][Pp][Pp]|客户端))[^。]{0,60}[。！!～~]?"
        r"|[\W_]{0,4}(?:欢迎|敬请)(?:大家|各位|您)?(?:扫码|长按|搜索)?(?:关注|订阅|转发|分享|点赞|留言|投稿|加入)[^。]{0,60}[。！!～~]?"
        r"|(?:打开|下载|进入|登录)[^。]{1,16}(?:[Aa][Pp][Pp]|客户端)[，,]?(?:即可)?(?:查看|阅读|了解|获取|看)[^。]{0,4}(?:更多|全文|最新|精彩)[^。]{0,40}[。！!]?",
    ),
    AdRule(
        "app-promo",
        "a promotion of the site's own app or service",
        text=r"[^。]{0,40}尽在[^。]{1,16}(?:[Aa][Pp][Pp]|客户端|公众号|微信|微博|网)[^。]{0,20}[。！!]?"
        r"|炒股就看.{0,100}|[^。]{0,30}(?:金牌投顾|投顾服务|极速开户|免费开户|开户福利|扫码开户|限时免费领|免费领取)[^。]{0,30}[>》。！!]{0,3}"
        r"|更多(?:精彩|内容|资讯|新闻|报道|详情|信息)[^。]{0,12}(?:请|敬请|尽在|关注|点击|下载|戳|扫码|登录|搜索)[^。]{0,60}[。！!]?",
        where="anywhere",
    ),
    AdRule(
        "cover-notice",
        "where the cover picture is from",
        text=r"[*（(]?(?:题图|头图|首图|封面图?|文中图片|本文图片)[^。]{0,8}(?:来自|来源|源自|由)[^。]{1,60}[。）)]{0,2}",
    ),
    AdRule(
        "news-tip",
        "how to send tips, or thanks for one",
        text=r"[【（(\[]?(?:新闻)?(?:线索)?(?:爆料|报料|报料台|新闻线索|投稿|维权)[^。]{0,12}(?:热线|电话|通道|平台|邮箱|微信|方式|渠道)?\s*[:：].{0,200}"
        r"|感谢[^。]{0,160}(?:线索投递|的投递|投稿|的爆料|提供线索)[！!。]?|(?:新闻|报料|爆料|读者)热线.{0,60}",
        tail=r"(?:新闻)?(?:线索)?(?:爆料|报料)(?:、维权)?(?:通道|热线|电话|平台|方式|渠道)?[:：][^。]{0,40}(?:下载|搜索|拨打|应用市场|热线|微信).{0,200}",
    ),
    AdRule(
        "buy-link",
        "a link to a shop",
        text=r"[\W_]{0,4}(?:购买|抢购|下单|优惠|领券|购物|商品|京东|天猫|淘宝|拼多多|预约|预售)(?:链接|地址|入口|通道|传送门|直达|购买链接)\s*[:：]?.{0,120}"
        r"|[\W_]{0,4}点(?:此|击|我)[^。]{0,10}(?:购买|领券|下单|抢购|领取|选购)[^。]{0,40}",
        where="anywhere",
    ),
    AdRule(
        "related-reading",
        "a pointer to other pages",
        text=r"[\W_]{0,4}(?:点击|戳|猛戳)?[^。]{0,6}(?:阅读原文|查看原文|原文链接|查看更多|阅读更多|延伸阅读|相关阅读|推荐阅读|相关新闻|相关报道|往期回顾|往期推荐|更多阅读)"
        r"[】\]]?\s*(?:[:：>》].{0,120})?",
    ),
    AdRule(
        "site-label",
        "a label of the page",
        text=r"【?纠错】?|点击(?:查看|看)大图|点击图片查看大图|查看大图|(?:点击)?展开全文|返回搜狐.{0,12}|举报/反馈|阅读\s?\d+|(?:您的)?浏览器[^。]{0,20}不支持.{0,40}"
        r"|视频加载中.{0,12}|正在加载.{0,12}|广告|ADVERTISEMENT|推广",
        where="anywhere",
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
