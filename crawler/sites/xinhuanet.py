from crawler.platforms import Template, WebSite


class Xinhuanet(WebSite):
    name = "xinhuanet"
    publisher = "新华网"
    known_as = frozenset({"xinhuanet.com", "news.cn", "新华网"})
    templates = (
        Template(
            body=("#p-detail", "#article .article"),
            headline=(".h-title",),
            date=(".h-info", ".h-time"),
            cut=(".lb", ".zan-wap", ".tadd"),
            until="2020-11",
        ),
        Template(body=("#detailContent",), headline=(".head-line h1", "h1"), cut=(".pageVideo", ".columBox")),
    )
