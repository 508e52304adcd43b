from crawler.platforms import AdRule, Template, WebSite


class QqNews(WebSite):
    name = "qq_news"
    publisher = "腾讯新闻"
    known_as = frozenset({"new.qq.com", "news.qq.com", "view.inews.qq.com", "xw.qq.com", "腾讯新闻"})
    ad_rules = (
        AdRule("qq-statement", "a legal statement", text=r"免责声明：本内容来自腾讯平台创作者.{0,60}", where="anywhere"),
        AdRule("qq-buttons", "buttons on a picture", names=frozenset({"mbArticleShareBtn"})),
    )
    templates = (
        Template(
            body=("#ArticleContent", "#article-content", ".article-content-wrap"),
            headline=(".content-article h1", ".LEFT h1"),
            source=(".media-name", ".author-name"),
            cut=("#Status", ".article-status", "#ArtPLink", ".videoPlayerWrap"),
        ),
        Template(
            body=(".content-article",), headline=(".LEFT h1",), source=("#LeftTool .src", "#LeftTool .author"), cut=("#Status",)
        ),  # in 2019 and 2020
        Template(
            body=("#Cnt-Main-Article-QQ",),
            headline=(".hd h1",),
            date=(".a_time", ".article-time"),
            author=(".a_author",),
            source=(".a_source",),
            until="2019",
        ),
    )
