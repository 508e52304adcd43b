import re

from crawler.sites._ads import AdRule
from crawler.sites._rsshub import RsshubSite


class SinaFinance(RsshubSite):
    name = "sina_finance"
    publisher = "新浪财经"
    known_as = frozenset({"新浪财经"})
    bold_names = frozenset({"strong-Bold"})
    caption_names = frozenset({"img_descr"})
    keyword_comment = re.compile(r"news_keyword_pub,(.*)")
    ad_rules = (
        AdRule("sina-app-qr", "promotion of the site's app", names=frozenset({"appendQr_wrap", "appendQr_normal"})),
        AdRule("sina-account-qr", "promotion of a broker", names=frozenset({"app-kaihu-qr"})),
        AdRule("sina-promo-image", "promotion of the site's app", image=r"finance/cece9e13/|/tech/512/w256h256/"),
        AdRule(
            "sina-promo",
            "promotion of the site's services",
            text=r"炒股就看.{0,100}|扫.{0,8}(?:开户|投顾).{0,20}|.{0,12}(?:牛市|行情)来了？.{0,40}|股市瞬息万变.{0,60}|.{0,30}投顾服务免费.{0,10}"
            r"|安装新浪财经客户端.{0,60}|24小时滚动播报.{0,80}|新浪财经(?:公众号|意见反馈留言板|[Aa][Pp][Pp])|(?:VIP|vip)课程推荐|热点栏目\s.{0,60}",
            where="anywhere",
        ),
        AdRule(
            "sina-pointer",
            "a pointer to other pages of the site",
            text=r"[【\[]?点击进入(?:专题|【).{0,60}|进入【[^】]{1,20}】(?:讨论|专题).{0,20}|[【\[]?(?:相关)?专题[:：】].{0,60}|(?:新浪|特别)声明\s?[:：].{0,200}",
        ),
    )
