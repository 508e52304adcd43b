"""Full pages of any site: what is read beside their text."""

import pytest

from crawler.items import Article
from crawler.readers import UnreadablePageError, read_page
from tests.support import cleaned

TEXT = "河水在夜里涨了半米，两岸的人家把船拉到坡上，等着天亮。第二天早上雨停了，水慢慢退下去，孩子们跑到堤上看。"


def article(body: str, head: str = "", url: str | None = None, paragraphs: int = 4) -> Article:
    page = f"<!DOCTYPE html><html><head><meta charset=utf-8>{head}</head><body>{body}{f'<p>{TEXT}</p>' * paragraphs}</div>"
    item = cleaned(page.encode(), "page.html", url)
    assert isinstance(item, Article)
    return item


def test_a_page_becomes_an_article() -> None:
    item = article(
        "<div class=logo>河网</div><h1>夜里涨水</h1><div>2024-03-05 08:30:15 来源：江边日报 作者：王小川</div><div id=text>",
        "<title>夜里涨水_河网</title><meta name=keywords content='涨水,河'><link rel=canonical href='https://news.river.example/a/1.html'>",
    )
    assert (item.headline, item.site, item.url) == ("夜里涨水", "river.example", "https://news.river.example/a/1.html")
    assert (item.date_published, item.date_basis) == ("2024-03-05T08:30:15+08:00", "visible")
    assert (item.source, [credit.name for credit in item.credits], item.keywords) == ("江边日报", ["王小川"], ["涨水"])
    assert item.text.split("\n\n") == [TEXT] * 4
    assert (item.page.reader, item.language, item.id_basis) == ("web_page", "zh-Hans", "url")


@pytest.mark.parametrize(
    ("text", "reader"),
    [
        ("<p>正文</p>", "web_page"),
        ("\ufeff<!-- saved from url=(0030)https://a.example/b.html -->\n<html><body>字", "web_page"),
        ("<?xml version='1.0'?><!DOCTYPE html><html xmlns='http://www.w3.org/1999/xhtml'><body/></html>", "web_page"),
        ("<?xml version='1.0'?><rss><channel><title>字</title></channel></rss>", None),
        ("<note><to>字</to></note>", None),
        ("正文里有 <p> 这个标签", None),
        ("<" * 5000, None),
        ("<!--" * 5000, None),
    ],
)
def test_what_is_html(text: str, reader: str | None) -> None:
    if reader is None:
        with pytest.raises(UnreadablePageError, match="neither HTML nor a dump"):
            read_page("page", text.encode())
    else:
        assert read_page("page", text.encode()).page.reader == reader


@pytest.mark.parametrize(
    ("start", "url"),
    [
        ("<!-- saved from url=(0030)https://a.example/b.html -->\n<html>", "https://a.example/b.html"),
        ("<!--https://a.example/b.html-->\n<!DOCTYPE html><html>", "https://a.example/b.html"),
        (
            "<!DOCTYPE html><html lang=zh><!--\n Page saved with SingleFile \n url: https://a.example/b.html \n-->",
            "https://a.example/b.html",
        ),
        ("<html><head></head><!--https://ads.example/b.html-->", None),
    ],
)
def test_a_comment_at_the_beginning_names_the_address(start: str, url: str | None) -> None:
    assert read_page("page", f"{start}<body>字</body></html>".encode()).url == url
