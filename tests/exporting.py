"""Feeds written without a crawler, and items to write."""

from collections.abc import Iterable
from io import BytesIO
from typing import Any, TypeVar

from scrapy.exporters import BaseItemExporter

from crawler.images.item_content import content_sha256
from crawler.items import Article, Credit, Image, Item, Post, Thread
from tests.made_items import made_page

PICTURE = "https://x.example/a.png?a=1&b=2"


def feed(exporter: Any, items: Iterable[Item], **options: Any) -> bytes:
    """What a feed of ``items`` holds."""
    file = BytesIO()
    export(exporter(file, **{"encoding": "utf-8"} | options), items)
    return file.getvalue()


def export(writer: BaseItemExporter, items: Iterable[Item]) -> None:
    """Write ``items``, which are all of the feed."""
    writer.start_exporting()
    for item in items:
        writer.export_item(item)
    writer.finish_exporting()


AnItem = TypeVar("AnItem", Article, Thread)


def hashed(item: AnItem) -> AnItem:
    """``item`` with the hash of its content, as the stages set it."""
    item.content_sha256 = content_sha256(item)
    return item


def full_article() -> Article:
    """An article with a value in every field that formats have a place for; its html is as the stages write it."""
    article = Article(
        id="0123456789abcdef",
        site="sina_finance",
        publisher="新浪 & 财经",
        url="https://x.example/news?id=1&p=2",
        headline="标题 <a> & “引号”",
        original_headline="原来的标题",
        date_published="2021-07-28T18:50+08:00",
        date_published_raw="2021-7-28 18:50",
        date_basis="local-time",
        language="zh-Hans",
        categories=["时事", "国际"],
        keywords=["stock", "时事"],
        source="交汇点",
        credits=[
            Credit("reporter", "黄伟"),
            Credit("author", "赵一"),
            Credit("photographer", "吴胜"),
            Credit("editor", "张亚楠"),
        ],
        text="第一段 & <第二>",
        html=f'<p>第一段 &amp; &lt;第二&gt;</p>\n<figure><img src="{PICTURE.replace("&", "&amp;")}" alt="图" '
        'width="640" height="480"><figcaption>图为大桥。吴胜摄</figcaption></figure>',
        images=[Image(PICTURE, [PICTURE], "图", "图为大桥。吴胜摄", 640, 480)],
        lead_image=PICTURE,
        duplicate_of="00000000000000aa",
        page=made_page("a"),
    )
    return hashed(article)


def full_thread() -> Thread:
    """A thread with an opener, a reply to it, replies to quotes by minute and by name, and a post without a date."""
    posts = [
        Post(floor=1, author="楼主", date_published="2021-01-02T03:04:05+08:00", date_published_raw="2021-1-2 03:04:05",
             text="开篇", html="<p>开篇</p>",
             likes=3, dislikes=0, location="江苏", source="金山网", edited="2021-01-03T00:00+08:00"),
        Post(floor=2, author="人甲", date_published="2021-01-02T04:04:05+08:00", date_published_raw="2021-1-2 04:04:05",
             text="回复", html="<p>回复</p>", likes=1, dislikes=2),
        Post(floor=3, author="人乙", date_published="2021-01-02T05:04:05+08:00", date_published_raw="2021-1-2 05:04:05",
             text="答甲", html="<p>答甲</p>", quote="无名 发表于 2021-1-2 04:04\n回复"),
        Post(floor=5, text="答乙", html="<p>答乙</p>", quote="人乙 发表于 昨天 22:12\n答甲"),
        Post(floor=6, text="不知答谁", html="<p>不知答谁</p>", quote="路人 发表于 2020-12-31 23:00\n没有"),
    ]  # fmt: skip
    thread = Thread(
        id="fedcba9876543210",
        site="some_bbs",
        publisher="某论坛",
        platform="Discuz! X3.4",
        url="https://bbs.example/t-1.html",
        headline="话题",
        views=7,
        reply_count=9,
        date_published="2021-01-02T03:04:05+08:00",
        language="zh-Hans",
        posts=posts,
        page=made_page("t"),
    )
    return hashed(thread)
