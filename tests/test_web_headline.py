"""Which heading of a full page is its headline."""

import pytest

from crawler.content.html import parse_page
from crawler.platforms.web.headline import headline_of
from crawler.platforms.web.metadata import Metadata
from crawler.platforms.web.named import named_in

TITLE = "夜里涨水 - 河边日志与水文观测手册"


@pytest.mark.parametrize(
    ("heading", "headline"),
    [
        ("<h1><a href='/'>河边日志与水文观测手册</a></h1><h2>夜里涨水</h2>", "夜里涨水"),
        ("<a href='https://river.example'><h1>河边日志与水文观测手册</h1></a><h2>夜里涨水</h2>", "夜里涨水"),
        ("<h1><a href='../index.html'>河边日志与水文观测手册</a></h1><h1>夜里涨水<a href='#water'>¶</a></h1>", "夜里涨水"),
        ("<h1><a href='/'>手册</a></h1><h1>今夜，河里涨水了</h1>", "今夜，河里涨水了"),
        ("<h1>河边日志与水文观测手册</h1><h1>夜里涨水</h1>", "夜里涨水"),
        ("<h1>河边日志与水文观测手册</h1><p>夜里涨水</p>", "河边日志与水文观测手册"),
        ("<h1><a href='./'>首页</a> 夜里涨水</h1>", "首页 夜里涨水"),
        ("<h1><a href='/2026/12/water.html'>夜里涨水</a></h1><p>河边日志与水文观测手册</p>", "夜里涨水"),
        ("<h1><a href='index.html'>夜里涨水</a></h1>", "夜里涨水"),
    ],
)
def test_a_heading_that_leads_to_the_front_page_names_the_site(heading: str, headline: str) -> None:
    root = parse_page(f"<html><head><title>{TITLE}</title></head><body>{heading}<p>水位涨了三尺。</p></body></html>")
    named = named_in(root)
    assert headline_of(root, named, Metadata.of(named)).text == headline


@pytest.mark.parametrize(
    ("title", "heading", "headline"),
    [
        ("水深达10^4米", "<h1>水深达10<sup>4</sup>米</h1>", "水深达10⁴米"),
        ("涨水_河边日报网", "", "涨水"),
        ("夜里涨水 · Issue #12 · river/well · GitHub", "<h1><b>夜里涨水</b> <span>#12</span></h1>", "夜里涨水"),
        ("河边周刊 #12 - 镇上", "<h1>河边周刊 #12</h1>", "河边周刊 #12"),
        ("河边日报 - 涨水", "", "涨水"),
        ("河边日报网", "", "河边日报网"),
        ("夜里涨水——旧桥还在 - 河边日报网", "", "夜里涨水——旧桥还在"),
        ("夜里涨水——河边日报网", "", "夜里涨水"),
        ("夜里涨水 - 河边日报 - 河上唯一的权威门户网站", "", "夜里涨水"),
        ("河边新闻 > 夜里涨水", "", "夜里涨水"),
        ("河边日报网", "<h2>夜里涨水</h2>", "夜里涨水"),
        ("河边日报网", "<meta property='og:title' content='夜里涨水 - 河边日报网'>", "夜里涨水"),
        ("夜里涨水_河边日报网", "<h1><span>原创</span>夜里涨水</h1>", "夜里涨水"),
        ("夜里涨水_河边日报网", "<h1>夜里涨水 <small>旧桥还在</small></h1>", "夜里涨水"),
        ("昨夜涨水与今天的河边日报 - 镇上", "", "昨夜涨水与今天的河边日报"),
        ("夜裡漲水 - 河邊電子報 即時新聞", "<meta name=title content='夜裡漲水 - 河邊電子報 即時新聞'>", "夜裡漲水"),
        ("夜里涨水_河边", "<meta property='og:title' content=河边><meta property='og:site_name' content=河边>", "夜里涨水"),
    ],
)
def test_headlines_as_they_are_printed_and_without_the_mediums_name(title: str, heading: str, headline: str) -> None:
    root = parse_page(f"<html><head><title>{title}</title></head><body>{heading}<p>水位涨了三尺。</p></body></html>")
    named = named_in(root)
    assert headline_of(root, named, Metadata.of(named)).text == headline
