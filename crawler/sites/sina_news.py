from crawler.platforms import Template, WebSite
from crawler.sites.sina_finance import PHONES, RULES, SOURCES


class SinaNews(WebSite):
    name = "sina_news"
    publisher = "新浪新闻"
    known_as = frozenset({"news.sina.com.cn", "news.sina.cn", "新浪新闻"})
    ad_rules = RULES
    caption_names = frozenset({"img_descr", "art_img_tit"})
    templates = (
        Template(body=("#article",), headline=("h1.main-title",), source=SOURCES, since="2018-12", cut=(".wap_special",)),
        Template(body=("#artibody",), headline=("h1.main-title", "#artibodyTitle"), source=SOURCES, until="2019-06"),
        PHONES,
    )
