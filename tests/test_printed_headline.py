"""Headlines of pages whose head names only their site: full pages of 2003 to 2006, laid out with tables."""

import pytest

from crawler.items import Article
from tests.support import cleaned

TEXT = (
    "<p>　　小城河上的老桥停用两年之后，昨天上午重新开放，第一批行人从桥上走过，有人带来了当年的照片。</p>"
    "<p>　　负责修桥的人说，夏天之前还会装上新的路灯，桥头的广场也会重新铺过，请大家再等一等。</p>"
    "<p>　　住在桥边的老人回忆，这座桥建成的时候河水还很清，孩子们夏天都从桥上跳下去游泳。</p>"
)
NAVIGATION = "<tr><td>您的位置：<a href=/index.htm>首页</a>&gt;<a href=/xw/>新闻中心</a>&gt;正文</td></tr>"


def page(title: str, headline: str, text: str = TEXT) -> Article:
    html = (
        f'<html><head><title>{title}</title><meta http-equiv="Content-Type" content="text/html; charset=utf-8"></head><body>'
        f"<table width=760><tr><td><b>小城热线欢迎您</b></td></tr>{NAVIGATION}</table><table width=760>{headline}"
        f"<tr><td align=center>2005年3月21日 11:21</td></tr><tr><td>{text}</td></tr></table></body></html>"
    )
    item = cleaned(html.encode(), "page.htm")
    assert isinstance(item, Article)
    return item


@pytest.mark.parametrize("title", ["", "欢迎光临小城热线", "显示", "(新闻)", "小城热线>社会新闻"])
@pytest.mark.parametrize(
    "headline",
    [
        "<tr><td align=center><b><font size=3 color=blue>河上的老桥修好了</font></b></td></tr>",
        "<tr><td class=bt_title>河上的老桥修好了</td></tr>",
        "<tr><td><div class=Heading> 河上的老桥修好了 </div></td></tr>",
        "<tr><td><p align=center><strong><br>河上的老桥修好了</strong></p></td></tr>",
        "<tr><td><center>河上的老桥修好了</center></td></tr>",
        '<tr><td><span style="font-size: 18px">河上的老桥修好了</span><br>——小城见闻之三</td></tr>',
        "<tr><td><font size=4><strong><a href=more.asp?id=7>河上的老桥修好了</a></strong></font></td></tr>",
    ],
)
def test_the_line_printed_as_one_is_the_headline(title: str, headline: str) -> None:
    item = page(title, headline)
    assert item.headline == "河上的老桥修好了"
    assert item.date_published == "2005-03-21T11:21:00+08:00"
    assert item.text.startswith("小城河上的老桥停用两年之后")


@pytest.mark.parametrize(
    ("title", "headline", "named"),
    [
        ("老桥重新开放", "<tr><td align=center><b>夏天之前装上路灯</b></td></tr>", "老桥重新开放"),
        ("老桥重新开放", "<tr><td><h2>桥头的广场</h2></td></tr>", "老桥重新开放"),
        ("欢迎光临小城热线", "<tr><td>河上的老桥修好了</td></tr>", "欢迎光临小城热线"),
        ("欢迎光临小城热线", "<tr><td align=center><b>来源：小城热线</b></td></tr>", "欢迎光临小城热线"),
        ("老桥—河上的老桥修好了", "<tr><td align=center><b>老桥—河上的老桥修好了</b></td></tr>", "老桥—河上的老桥修好了"),
    ],
)
def test_the_head_names_a_page_that_prints_no_other_headline(title: str, headline: str, named: str) -> None:
    assert page(title, headline).headline == named


def test_a_title_in_the_body_prints_nothing() -> None:
    headline = "<tr><td><title>欢迎光临小城热线</title><center>河上的老桥修好了</center></td></tr>"
    assert page("欢迎光临小城热线", headline).headline == "河上的老桥修好了"


@pytest.mark.parametrize(
    ("printed", "source"), [("[ 小城日报 ]", "小城日报"), ("【小城日报】", "小城日报"), ("转载文章", None), ('size="20"', None)]
)
def test_a_source_in_brackets_and_none(printed: str, source: str | None) -> None:
    headline = (
        f"<tr><td align=center><b>河上的老桥修好了</b></td></tr><tr><td align=center>2005-3-21 11:21 来源：{printed}</td></tr>"
    )
    assert page("欢迎光临小城热线", headline).source == source


def test_other_languages_keep_the_name_in_the_head() -> None:
    text = "<p>橋の上から川を見ていると、水がゆっくりと流れていくのが見えた。子どもたちは岸で石を投げて遊んでいる。</p>" * 3
    assert page("かわべ", "<tr><td align=center><b>むかしのはし</b></td></tr>", text).headline == "かわべ"
