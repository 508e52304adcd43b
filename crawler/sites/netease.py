from crawler.platforms import Template, WebSite


class Netease(WebSite):
    name = "netease"
    publisher = "网易"
    known_as = frozenset({"163.com", "网易", "网易新闻", "网易订阅"})
    templates = (
        Template(
            body=("#endText", ".post_text"),
            headline=("#epContentLeft h1",),
            date=(".post_time_source",),
            source=("#ne_article_source", ".ep-time-soure > a", ".ep-info .left a"),
            cut=(".gg200x300",),
        ),
        Template(body=(".post_body",), headline=(".post_title",), date=(".post_info",), source=(".post_info > a:first-of-type",)),
        Template(body=("article .content", "article .page")),  # for phones
    )
