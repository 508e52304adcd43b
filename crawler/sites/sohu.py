from crawler.platforms import AdRule, Template, WebSite


class Sohu(WebSite):
    name = "sohu"
    publisher = "搜狐"
    known_as = frozenset({"sohu.com", "搜狐"})
    ad_rules = (AdRule("sohu-back", "a way back to the front page", tail=r"返回搜狐，查看更多", where="anywhere"),)
    templates = (
        Template(
            body=("#mp-editor", "article.article"),
            headline=(".text-title h1",),
            date=("#news-time",),
            source=("[data-role=original-link] a",),
            cut=(".statement", ".bottom-relate-wrap", "#backsohucom", ".backword"),
        ),
        Template(body=("#contentText", ".article-text", ".display-content, .hidden-content")),  # up to 2016, and for phones
    )
