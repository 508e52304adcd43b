"""Items made by hand, with everything in them that is hard to write down."""

from typing import Any, cast

from crawler.items import Article, Credit, Image, Page, Post, Removal, Thread
from crawler.platforms.draft import Draft

HARD_TEXT = '“引号”, 逗号; <b>&amp;</b>\n\n𠮷野家 🍜 "quoted"\ttab\r\nend'


def made_page(name: str) -> Page:
    return Page(path=f"pages/{name}.txt", sha256="0" * 64, bytes=12, reader="front_matter")


def made_article(name: str = "a", site: str = "guancha") -> Article:
    return Article(
        id="0123456789abcdef",
        site=site,
        publisher="某报",
        headline=f"标题 {name}",
        categories=["时事", "国际"],
        credits=[Credit("reporter", "张三"), Credit("editor", "李四")],
        text=HARD_TEXT,
        images=[Image("https://x.example/a.jpg", ["https://x.example/a.jpg", "https://p.example/?a"], caption="图①", width=640)],
        removed=[
            Removal("promo", "推广", "扫码下载"),
            Removal("promo", "推广", "点这里"),
            Removal("advert", "广告", "https://example.com/ad.png"),
        ],
        content_sha256="0" * 64,
        page=made_page(name),
    )


def made_thread(name: str = "t") -> Thread:
    posts = [Post(floor=1, author="楼主", text="第一帖", likes=3), Post(floor=2, text="", credits=[Credit("author", "王五")])]
    return Thread(
        id="fedcba9876543210",
        site="some_bbs",
        headline=f"话题 {name}",
        views=0,
        posts=posts,
        content_sha256="0" * 64,
        page=made_page(name),
    )


def made_draft(name: str = "a") -> Draft:
    """A draft whose site nobody asks for."""
    return Draft(item=made_article(name), site=cast(Any, None), bodies=[])
