from crawler.platforms import AdRule, Template, WebSite


class ThePaper(WebSite):
    name = "thepaper"
    publisher = "澎湃新闻"
    known_as = frozenset({"thepaper.cn", "澎湃新闻"})
    ad_rules = (
        AdRule("thepaper-promo", "promotion of the site's app", text=r"[（(]本文来自澎湃新闻，更多原创资讯请下载.{1,30}[）)]"),
    )
    templates = (
        Template(body=(".news_txt",), headline=(".news_title",), until="2022-07", cut=(".news_video_box", "#zan_bottom")),
        Template(body=("[class*=index_cententWrap]", "[class*=index_contentWrap]"), headline=("h1",), since="2022"),
    )
