from crawler.content.patterns import regex
from crawler.platforms import AdRule, RsshubSite, Template, WebSite

RULES: tuple[AdRule, ...] = (
    AdRule(
        "sina-app-qr", "promotion of the site's app", names=frozenset({"appendQr_wrap", "appendQr_normal", "finance_app_sina"})
    ),
    AdRule(
        "sina-account-qr", "promotion of a broker", names=frozenset({"app-kaihu-qr", "app-qihuo-kaihu-qr", "app-kaihu-stock"})
    ),
    AdRule(
        "sina-widget",
        "a player, quotations or advertisements",
        names=frozenset({"video-2017", "hqimg_related", "article_adlist"}),
    ),
    AdRule("sina-promo-image", "promotion of the site's app", image=r"finance/cece9e13/|/tech/512/w256h256/"),
    AdRule(
        "sina-promo",
        "promotion of the site's services",
        text=r"炒股就看.{0,100}|扫.{0,8}(?:开户|投顾).{0,20}"
        r"|(?:行情火爆，)?扫二维码[，\s]?(?:3分钟开户|领开户|注册即可领取|领取.{0,6}(?:好礼|福利)).{0,40}"
        r"|【(?:牛市|行情)来了】.{0,20}(?:开户|福利|点击).{0,20}|.{0,12}(?:牛市|行情)来了？.{0,20}(?:上车|开户|投顾|服务|>>).{0,20}|股市瞬息万变.{0,60}"
        r"|.{0,30}投顾服务免费.{0,10}|来新浪理财大学.{0,60}|股市(?:回暖，抄底炒股先开户|跌了别害怕)！.{0,60}"
        r"|炒股(?:开户享福利|第一步，先开个股票账户).{0,40}|.{0,20}专属投资礼包！.{0,20}|.{0,24}新浪财经《基金直播间》.{0,60}"
        r"|(?:客户端\s)?查看更多(?:董秘问答)?\s?[>》]{1,2}"
        r"|【线索征集令.{0,200}|登录新浪财经[Aa][Pp][Pp]\s?搜索.{0,60}"
        r"|安装新浪财经客户端.{0,60}|24小时滚动播报.{0,80}|新浪财经(?:公众号|意见反馈留言板|[Aa][Pp][Pp])|(?:VIP|vip)课程推荐|热点栏目\s.{0,60}",
        where="anywhere",
    ),
    AdRule(
        "sina-pointer",
        "a pointer to other pages of the site",
        text=r"[【\[]?点击进入(?:专题|【).{0,60}|进入【[^】]{1,20}】(?:讨论|专题).{0,20}|[【\[]?(?:相关)?专题[:：】].{0,60}|(?:新浪|特别)声明\s?[:：].{0,200}",
    ),
)
SOURCES = (".date-source .source", "#page-tools .source", "#media_name a:first-child")
PHONES = Template(
    body=(".art_content", ".art_box"),
    headline=(".art_tit_h1",),
    source=(".weibo_user", ".art_cite"),
    cut=(".art_title_dash .art_img_mini", ".weibo_fllw", ".look_more"),
)


class SinaFinance(RsshubSite):
    name = "sina_finance"
    publisher = "新浪财经"
    known_as = frozenset({"新浪财经"})
    bold_names = frozenset({"strong-Bold"})
    caption_names = frozenset({"img_descr", "art_img_tit"})
    keyword_comment = regex(r"news_keyword_pub,(.*)")
    ad_rules = RULES


class SinaFinancePages(WebSite):
    name = "sina_finance"
    publisher = "新浪财经"
    known_as = frozenset({"finance.sina.com.cn", "finance.sina.cn", "新浪财经"})
    ad_rules = RULES
    caption_names = frozenset({"img_descr", "art_img_tit"})
    templates = (
        Template(body=("#artibody",), headline=("h1.main-title", "#artibodyTitle"), source=SOURCES, cut=(".new_style_article",)),
        PHONES,
    )
