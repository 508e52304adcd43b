from datetime import timedelta

from crawler.content.patterns import regex
from crawler.platforms import Clock, RsshubSite, Template, WebSite


class Guancha(RsshubSite):
    name = "guancha"
    publisher = "观察者网"
    known_as = frozenset({"观察者网"})
    # Beijing wall-clock time that is labelled GMT; image names are Beijing time to the millisecond
    clock = Clock(error=timedelta(hours=8), image_time=regex(r"/(?P<beijing>20\d{12})\d{3}\.\w+(?:!\w+)?$"))


class GuanchaPages(WebSite):
    name = "guancha"
    publisher = "观察者网"
    known_as = frozenset({"guancha.cn", "观察者网"})
    templates = (
        Template(  # news and columns, in 2019
            body=(".all-txt", "#cmtContent"),
            headline=(".left-main > h3", ".content-title h3"),
            date=(".time > span:first-child",),
            author=(".author-intro p a", ".editor-intro p a"),
        ),
        Template(  # 风闻, what readers write
            body=(".article-txt-content", ".article-content .article-txt"), author=(".user-box-txt h4", ".article-content h4 a")
        ),
    )
