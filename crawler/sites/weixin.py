from crawler.content.patterns import regex
from crawler.platforms import Template, WebSite


class Weixin(WebSite):
    name = "weixin"
    publisher = "微信公众平台"
    known_as = frozenset({"mp.weixin.qq.com"})
    # the page has the time that readers see in a script alone: seconds since 1970
    date_in_source = regex(r"""\b(?:ct|createTime|oriCreateTime)\s?[=:]\s?["']?(\d{10})\b""")
    templates = (
        Template(
            body=("#js_content",),
            headline=("#activity-name",),
            date=("#publish_time",),
            author=("#js_author_name", "#post-date + em"),
            source=("#js_name", "#post-user"),
            cut=("mp-common-profile", ".js_uneditable", "qqmusic", "mpvoice"),
        ),
    )
