"""Full pages of any site: what is read beside their text."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.items import Article
from crawler.pages import SavedPage, saved_pages
from crawler.platforms.web.founder import founder_metadata
from crawler.readers import UnreadablePageError, read_page
from tests.processes import run
from tests.recorded_site import answer, served
from tests.support import ROOT, cleaned, plain
from tests.test_record import FAST

SITE_PAGES = ROOT / "tests" / "site_pages"

TEXT = "河水在夜里涨了半米，两岸的人家把船拉到坡上，等着天亮。第二天早上雨停了，水慢慢退下去，孩子们跑到堤上看。"


def article(body: str, head: str = "", url: str | None = None, paragraphs: int = 4, after: str = "") -> Article:
    page = f"<!DOCTYPE html><html><head><meta charset=utf-8>{head}</head><body>{body}{f'<p>{TEXT}</p>' * paragraphs}</div>{after}"
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
    ("printed", "time"),
    [
        ("2024年3月5日下午3点半", "2024-03-05T15:30"),
        ("2024年3月5日 晚八時", "2024-03-05T20:00"),
        ("2024年3月5日 傍晚6:30", "2024-03-05T18:30"),
        ("2024年3月5日 20时05分30秒", "2024-03-05T20:05:30"),
        ("2024年3月5日 24时", "2024-03-06T00:00"),
        ("2024年3月5日 深夜12点", "2024-03-05T00:00"),
        ("2024-03-05 Tue 10:30", "2024-03-05T10:30"),
        ("2024/03/05(二) 10:30", "2024-03-05T10:30"),
        ("2024—03—05 / 10:30", "2024-03-05T10:30"),
        ("2024-03-05-10:30", "2024-03-05T10:30"),
        ("二〇二四年三月五日 十时", "2024-03-05T10:00"),
        ("二O二四年三月五日", "2024-03-05T00:00"),
        ("令和6年3月5日", "2024-03-05T00:00"),
        ("2024年3月5日 农历正月廿五 10:30", "2024-03-05T10:30"),
        ("2024年3月5日 星期二 農曆甲辰年正月廿五 10:30", "2024-03-05T10:30"),
        ("2024年3月5日 农历正月廿五 星期二", "2024-03-05T00:00"),
        ("2024年三月5日", "2024-03-05T00:00"),
        ("2024年3月五日 10:30", "2024-03-05T10:30"),
        ("二〇二四年3月5日", "2024-03-05T00:00"),
        ("2024\u201103\u201105 10:30", "2024-03-05T10:30"),
        ("2024\u201203\u201205", "2024-03-05T00:00"),
    ],
)
def test_the_time_behind_a_day_is_read_as_people_print_it(printed: str, time: str) -> None:
    item = article(f"<h1>夜里涨水</h1><div>{printed} 来源：江边日报</div><div id=text>", "<title>夜里涨水_河网</title>")
    assert (item.date_published or "")[: len(time)] == time
    assert item.source == "江边日报"


@pytest.mark.parametrize("noise", ["\x01", "\x1a", "\x7f", "\x9f", "\xad", "\u200b", "\ufeff", "\uffff"])
def test_what_prints_nothing_before_and_behind_a_page_does_not_cost_it(noise: str) -> None:
    text = "".join(f"<p>{TEXT}</p>" for _ in range(4))
    page = f"<!DOCTYPE html><html><head><title>夜里涨水</title></head><body><h1>夜里涨水</h1><div>{text}</div></body></html>"
    item = cleaned((noise + page + noise + "\n" + noise).encode(), "page.html")
    assert isinstance(item, Article)
    assert (item.headline, item.text.split("\n\n")) == ("夜里涨水", [TEXT] * 4)


def test_sections_of_xml_outside_of_scripts_are_text() -> None:
    script = "<script>//<![CDATA[\nvar a = '</p>';\n//]]></script>"
    item = article(
        f"<h1>夜里涨水</h1><div id=text>{script}<p>一<![CDATA[二，]]>三。</p><![CDATA[<p>四。</p>]]>", "<title>夜里涨水</title>"
    )
    assert item.text.split("\n\n") == ["一二，三。", "四。", *[TEXT] * 4]
    assert [each.text for each in item.removed if each.rule == "script"] == ["//<![CDATA[\nvar a = '</p>';\n//]]>"]


@pytest.mark.parametrize(
    "below", ["<p class=image-caption>船在坡上</p>", "<div class=photo-desc>船在坡上</div>", "<p class=img_title>船在坡上</p>"]
)
def test_what_is_named_a_caption_beside_a_picture_is_its_caption(below: str) -> None:
    picture = "<p><img src=https://img.river.example/a/1.jpg width=600></p>"
    for both in (f"{picture}{below}", f"{below}{picture}"):
        item = article(f"<h1>夜里涨水</h1><div id=text><p>{TEXT}</p>{both}", "<title>夜里涨水</title>")
        assert [image.caption for image in item.images] == ["船在坡上"]
        assert item.text.split("\n\n") == [TEXT] * 5


def test_an_escaped_picture_for_readers_without_scripts_is_one_on_a_short_page() -> None:
    picture = '<div><noscript>&lt;img src="https://img.river.example/a/1.jpg"&gt;</noscript></div>'
    item = article(f"<h1>夜里涨水</h1><div id=text><p>{TEXT}</p>{picture}", "<title>夜里涨水</title>", paragraphs=2)
    assert [image.url for image in item.images] == ["https://img.river.example/a/1.jpg"]


@pytest.mark.parametrize("line", ["【文/江边网 秦小荷】", "【翻译/江边网 秦小荷】", "（江边网由秦小荷译自《河上日报》网站）"])
def test_who_wrote_a_text_stays_in_it(line: str) -> None:
    item = article(
        f"<h1>夜里涨水</h1><p>2024-03-05 08:30 来源：江边网</p><div id=text><p>{line}</p>", "<title>夜里涨水_江边网</title>"
    )
    assert item.text.split("\n\n")[0] == line


@pytest.mark.parametrize(
    ("below", "roles"),
    [
        ("<p class=author>秦小荷</p>", ["author"]),
        ("<p class=author>秦小荷 何青山</p>", ["author", "author"]),
        ("<p>作者：J·K·河琳</p>", ["author"]),
        ("<p class=author>江边频道</p>", []),
        ("<p>秦小荷</p>", ["author"]),
        ("<p>何青山 秦荷</p>", ["author", "author"]),
        ("<p>文史</p>", []),
        ("<p>何青山的船</p>", []),
        ("<p>江边日报评论员 秦小荷</p>", ["author"]),
    ],
)
def test_names_between_headline_and_date(below: str, roles: list[str]) -> None:
    item = article(f"<h1>夜里涨水</h1>{below}<p>2024-03-05 08:30 来源：江边网</p><div id=text>", "<title>夜里涨水_江边网</title>")
    assert [credit.role for credit in item.credits] == roles


def test_a_hidden_line_gives_the_original_headline() -> None:
    hidden = "<p style='display:none'>原标题：快讯！夜里涨水</p>"
    item = article(f"<h1>夜里涨水</h1><p>2024-03-05 08:30</p><div id=text>{hidden}", "<title>夜里涨水_江边网</title>")
    assert (item.original_headline, item.text.split("\n\n")) == ("快讯！夜里涨水", [TEXT] * 4)


def test_an_advertisement_is_known_by_what_counts_its_clicks() -> None:
    promo = "<div data-sudaclick=ad_content_top><p>年度渔港评选开始了，快来选出你心中的渔港！</p></div>"
    item = article(f"<h1>夜里涨水</h1><p>2024-03-05 08:30</p><div id=text>{promo}", "<title>夜里涨水_江边网</title>")
    assert item.text.split("\n\n") == [TEXT] * 4


def test_the_editor_beside_a_picture_of_a_button_is_read() -> None:
    form = "<div style='display:none'><div><iframe></iframe></div> <p><img src=/dot.gif width=24 height=24></p></div>"
    button = f"<div id=edit><span><a href=#>【纠错】</a> {form}</span> <span class=editor> 【责任编辑:何青山】 </span></div>"
    item = article(
        f"<h1>夜里涨水</h1><p>2024-03-05 08:30</p><div id=text><div id=story>{f'<p>{TEXT}</p>' * 6}</div>{button}", paragraphs=0
    )
    assert [(credit.role, credit.name) for credit in item.credits] == [("editor", "何青山")]


MUTILATED = [
    *("<!DOCTYPEhtml>", "<! DOCTYPE html>\n", "<!DOCTYPE html>>\n", "</head>\n", "<!-- x --!>\n", "<!-->\n", "<!- x ->\n"),
    *('<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML\n', "<?xml version='1.0'\n", '<!DOCTYPE html [ <!ENTITY nbsp "&#160;"> ]>\n'),
]
LINES_BEFORE = [
    *("!DOCTYPE html>", "OCTYPE html>", "< !DOCTYPE html>", '"http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">'),
    *("<!-- 未完的注释", "?xml version='1.0'?>", "Content-Type: text/html", "1a2f", ";", "锘?", "Warning: include(): failed"),
    *("＜!DOCTYPE html＞", "https://news.example.com/a.html", "2021-03-04", '{"a": 1}', "<%@ page language='java' %>"),
]


@pytest.mark.parametrize("before", [*MUTILATED, *(f"{lines}\n" for lines in LINES_BEFORE)])
def test_what_stands_before_a_page_costs_nothing(before: str) -> None:
    page = f"<html><head><title>夜里涨水</title></head><body><h1>夜里涨水</h1>{f'<p>{TEXT}</p>' * 4}</body></html>"
    item = cleaned(f"{before}{page}\n<!-- 0.2 s -->\n".encode())
    assert isinstance(item, Article) and (item.headline, item.text.split("\n\n")) == ("夜里涨水", [TEXT] * 4)
    if before.strip() in LINES_BEFORE:
        assert any(before.strip() in removal.text for removal in item.removed)


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
        ('var page = "<html><body><p>字</p></body></html>";', None),
        ('{"page": "<html><body><p>字</p></body></html>"}', None),
        ("id,html\n1,<html><head></head></html>,x\n", None),
        ("<?xml version='1.0'?>\n<document><p>字</p></document>", None),
        ("这段文字讲的是 <html> 和 <body> 两个标签。\n", None),
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


def test_a_recording_gives_the_items_of_the_files(tmp_path: Path) -> None:
    """Pages of ten templates, recorded from a server of this machine, become what they become as files."""
    files = sorted(file for file in SITE_PAGES.glob("*/*.html") if file.parent.name != "people" and file.stem != "since_2020")
    with served({f"/{file.parent.name}/{file.name}": [answer(file.read_bytes())] for file in files}) as server:
        urls = tmp_path / "urls.txt"
        urls.write_text("".join(f"{server.base}/{file.parent.name}/{file.name}\n" for file in files), "utf-8")
        ended = run(tmp_path, "crawl", "record", "-a", f"urls={urls}", "-a", "warc=out.warc.gz", *FAST)
    assert ended.returncode == 0, ended.stderr
    pages = [page for page in saved_pages("out.warc.gz", tmp_path) if isinstance(page, SavedPage)]
    items = [plain(cleaned(page.load(), page.path, page.url)) for page in pages if page.load]
    assert len(items) >= 10
    assert sorted(map(comparable, items)) == sorted(comparable(plain(cleaned(file.read_bytes(), file.name))) for file in files)


def comparable(item: dict[str, Any]) -> str:
    """An item without what tells where its page was, and without the encoding that a server told."""
    return json.dumps({name: value for name, value in item.items() if name != "page"}, ensure_ascii=False)


@pytest.mark.parametrize(
    ("page", "links", "following", "missing"),
    [
        ("c1-3100.html", {1: "", 2: "c1-3100-2.html", 3: "c1-3100-3.html"}, "c1-3100-2.html", 2),
        ("c1-3100.html", {2: "c1-3100_2.html"}, "c1-3100_2.html", 1),
        ("c1-3100.html", {1: "c1-3100.html", 2: "c1-3200-2.html"}, None, None),
        ("c1-3100.html", {2: "c1-3100.html#2"}, None, None),
        ("c1-3100.html", {2: "c1-3100-7.html"}, None, None),
        ("c1-3100-2.html", {1: "c1-3100.html", 2: "c1-3100-2.html", 3: "c1-3100-3.html"}, None, None),
    ],
)
@pytest.mark.parametrize("form", ["{}", "【{}】", " [{}] "])
def test_the_second_page_is_known_by_its_number(
    page: str, links: dict[int, str], following: str | None, missing: int | None, form: str
) -> None:
    numbers = "".join(f"<a href='{href}'>{form.format(number)}</a>" for number, href in links.items())
    item = article(
        f"<h1>夜里涨水</h1><div>2024-03-05 08:30:15</div><div class=pages>{numbers}</div><div>", url=f"http://n.example/{page}"
    )
    told = [each.text for each in item.removed if each.rule == "next-page"]
    assert told == ([f"http://n.example/{following}"] if following else [])
    assert item.pages_missing == missing


HOSTILE: Mapping[str, Callable[[int], str]] = {
    "headlines": lambda n: "<h1>河</h1><h2>河水</h2><div class=title>河</div>" * n,
    "JSON-LD in itself": lambda n: '<script type="application/ld+json">' + '{"a":' * n + "1" + "}" * n + "</script>",
    "articles in JSON-LD": lambda n: '<script type="application/ld+json">{"@type": "NewsArticle", "headline": []}</script>' * n,
    "dates": lambda n: "2024-03-05 08:30:15 " * n,
    "digits": lambda n: "1" * n,
    "authors": lambda n: "<div class=author>by A and </div>" * n + "by " + "A " * n,
    "times": lambda n: "<time>x</time><i itemprop=datePublished>x</i>" * n,
    "second pages": lambda n: "<a href=/a_2.html>2</a>" * n,
    "next pages": lambda n: "<div>" + "<a href=/a_2.html>2</a>" * n + "<a href=/b>下一页</a></div>" * 3,
    "titles": lambda n: "<title>" + "河 - " * n + "</title><meta property=og:title content='" + "河_" * n + "'>",
    "brackets": lambda n: "【（<" * n,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_written_to_harm_costs_no_item(name: str) -> None:
    item = article("<h1>夜里涨水</h1><div>2024-03-05 08:30:15</div><div>", f"<title>夜里涨水_河网</title>{HOSTILE[name](2000)}")
    assert TEXT in item.text and item.headline


def test_nothing_that_runs_gets_into_the_html() -> None:
    item = article(
        "<h1>夜里涨水</h1><div id=text onclick=a()><script>b()</script><p onmouseover=c()>河<a href='javascript:d()'>水</a></p>"
        f"<p><img src=x onerror=e()><iframe src='javascript:f()'></iframe>{TEXT}</p>",
        "<title>夜里涨水</title><base href='javascript:g()'>",
    )
    assert TEXT in item.text
    assert not any(sign in item.html for sign in ("javascript", "script", "onclick", "onmouse", "onerror", "iframe"))


@pytest.mark.parametrize(
    ("line", "date", "source", "author"),
    [
        ("2024-03-05 08:30 来源：江边日报 作者：王小川", "2024-03-05 08:30", "江边日报", "王小川"),
        ("2024年03月05日08:30 江边日报", "2024年03月05日08:30", "江边日报", None),
        ("2024.03.0508:30", "2024.03.05 08:30", None, None),
        ("时间：2024.03.05 来源：江边日报 分享到：", "2024.03.05", "江边日报", None),
        ("本文来源于江边日报 2024-03-05 08:30:15 打印| 字号：", "2024-03-05 08:30:15", "江边日报", None),
        ("2024-03-05 08:30发布于江边省江边日报官方账号", "2024-03-05 08:30", None, None),
        ("2024-03-05 08:30:15 字号：A- A A+ 来源：江边日报", "2024-03-05 08:30:15", "江边日报", None),
        ("江边日报 2024-03-05 08:30 阅读 1.2万 收藏 微信 QQ", "2024-03-05 08:30", "江边日报", None),
        ("最后更新: 2024-03-06 08:30", "2024-03-06 08:30", None, None),
        ("<i>社会</i><i>江边日报</i><i>王小川</i><i>2024-03-05</i>", "2024-03-05", "江边日报", "王小川"),
        ("<i>撰文：王小川</i><i>出版：2024-03-05</i>", "2024-03-05", None, "王小川"),
        ("<i>王小川</i> · 2024-03-05 · 浏览 1.2w · 来源于 江边新闻", "2024-03-05", "江边新闻", "王小川"),
        ("2024-03-05|查看: 12|来自: 江边日报", "2024-03-05", "江边日报", None),
        ("2024-03-05 <a class=author-name>江边的猫</a>", "2024-03-05", None, "江边的猫"),
        ("2024-03-05&nbsp;&nbsp;08:30&nbsp;来源：江边日报", "2024-03-05 08:30", "江边日报", None),
        ("中華民國113年3月5日 08:30", "民國113年3月5日 08:30", None, None),
        ("發布日期：113-03-05 來源：江邊日報", "113-03-05", "江邊日報", None),
        ("113年3月5日 PM 02:30", "113年3月5日 PM 02:30", None, None),
        ("2024年3月5日（火）08時30分", "2024年3月5日（火）08時30分", None, None),
        ("2024年3月5號（禮拜二）08:30", "2024年3月5號（禮拜二）08:30", None, None),
        ("２０２４／０３／０５ 下午０８：３０", "２０２４／０３／０５ 下午０８：３０", None, None),
        ("民國一一三年三月五日", "民國一一三年三月五日", None, None),
        ("2024年3月5日，星期二，晚上8∶30 来源：江边日报", "2024年3月5日，星期二，晚上8∶30", "江边日报", None),
        ("2024-3-5 08:30 下午", "2024-3-5 08:30 下午", None, None),
        ("2024·03·05 PM08:30", "2024·03·05 PM08:30", None, None),
        ("2024年3月5日 下午两点 来源：江边日报", "2024年3月5日 下午两点", "江边日报", None),
        ("2024-03-05 20:30 GMT+8", "2024-03-05 20:30 GMT+8", None, None),
        ("2024/03/05 20:30:15 (JST)", "2024/03/05 20:30:15 (JST", None, None),
        ("Tue, 5 Mar 2024 20:30:15 +0300", "5 Mar 2024 20:30:15 +0300", None, None),
        ("Tue Mar 05 20:30:15 CST 2024", "Mar 05 20:30:15 CST 2024", None, None),
        ("MARCH 5, 2024", "MARCH 5, 2024", None, None),
        ("<b>2024</b><i>03/05</i><i>08:30:15</i> 来源：江边日报", "2024/03/05 08:30:15", "江边日报", None),
        ("现在的时间：2025-01-01 09:00 发布：2024-03-05 08:30", "2024-03-05 08:30", None, None),
        ("成文日期：2024-02-20 发布日期：2024-03-05", "2024-03-05", None, None),
        ("2024-03-06 09:00 更新 | 2024-03-05 08:30 发布", "2024-03-05 08:30", None, None),
        ("2024-03-05 08:30 发布 | 2024-03-06 09:00 更新", "2024-03-05 08:30", None, None),
        ("2024-03-05 08:30 来源：江边日报（记者王小川）", "2024-03-05 08:30", "江边日报", "王小川"),
        ("2024-03-05 08:30 By Jane Miller, Staff Writer", "2024-03-05 08:30", None, "Jane Miller"),
        ("2024-03-05 By River Times Staff", "2024-03-05", None, None),
        ("By JANE MILLER in London | River Times 2024-03-05", "2024-03-05", None, "JANE MILLER"),
        ("2024-03-05 来源：江边日报 1.1w", "2024-03-05", "江边日报", None),
        ("□ 秦小荷</p><p>2024-03-05", "2024-03-05", None, "秦小荷"),
        ("王小川 • 2024/03/05 • 瀏覽 1,234", "2024/03/05", None, "王小川"),
        ("2024/03/05 點閱數：123 江邊日報 字級：小 中 大", "2024/03/05", "江邊日報", None),
        ("2024/03/05 發佈於 江邊日報 參與互動", "2024/03/05", "江邊日報", None),
        ("2024-03-05 轉載 江邊日報 糾錯 舉報", "2024-03-05", "江邊日報", None),
        ("最後更新：2024-03-05 江邊日報", "2024-03-05", "江邊日報", None),
        ("2024-03-05 觀看次數：12 王小川", "2024-03-05", None, "王小川"),
        ("2024-03-05 來源：江邊日報 【關閉】", "2024-03-05", "江邊日報", None),
        ("2024-03-05 来源：江边日报 【转载】 作者：王小川", "2024-03-05", "江边日报", "王小川"),
        ("<i>2024-03-05</i> <i>来源: 江边日报</i> <i>暂无网友评论</i>", "2024-03-05", "江边日报", None),
        ("2024-03-05 来源：江边日报 [<i style=display:none>25968589</i>]", "2024-03-05", "江边日报", None),
        ("<a href=/wap/>手机免费访问</a> <a href=/>江边网</a> 2024-03-05 08:30", "2024-03-05 08:30", "江边网", None),
        ("2024-03-05 评论<b>0</b>条 <a href=/mobile>随时随地看新闻</a>", "2024-03-05", None, None),
        ("2024-03-05 编辑：robot", "2024-03-05", None, None),
        ("2024-03-05</p><p>江邊新聞／王小川", "2024-03-05", "江邊新聞", "王小川"),
        ("2024-03-05</p><p>【江邊日報╱記者王小川／台北報導】", "2024-03-05", "江邊日報", "王小川"),
    ],
)
def test_a_line_below_the_headline(line: str, date: str, source: str | None, author: str | None) -> None:
    item = article(f"<h1>夜里涨水</h1><p>{line}</p><div>", "<title>夜里涨水_河网</title>")
    assert (item.date_published_raw, item.source) == (date, source)
    assert [credit.name for credit in item.credits] == ([author] if author else [])
    assert line not in item.text


def test_the_element_of_the_headline_may_have_the_line_below_it() -> None:
    item = article("<h1>夜里涨水<br><span>2024-03-05 08:30 来源：江边日报</span></h1><div>", "<title>夜里涨水 - 河网</title>")
    assert (item.headline, item.date_published_raw, item.source) == ("夜里涨水", "2024-03-05 08:30", "江边日报")


@pytest.mark.parametrize(
    "line",
    [
        *("今天是2024年3月5日 星期二", "现在时间：2024-03-05 08:30", "Today is March 5, 2024"),
        *(
            "活动时间：2024-03-05 至 2024-03-07",
            "报名截止日期：2024年3月5日",
            "数据截至2024年3月5日",
            "开标时间：2024-03-05 08:30",
        ),
        *("收稿日期：2024-03-05", "Accepted: March 5, 2024"),
        *("2024-03-05 — 2024-03-07", "2024年3月5日，河上的旧桥拆了。", "旧桥在2024年3月5日拆除！"),
    ],
)
def test_a_date_of_something_else_is_not_that_of_the_page(line: str) -> None:
    item = article(f"<h1>夜里涨水</h1><p>{line}</p><div>", "<title>夜里涨水_河网</title>")
    assert (item.date_published, item.date_published_raw, item.date_basis) == (None, None, "missing")


def test_a_heading_that_is_a_place_to_link_to_stays() -> None:
    item = article(f"<h1>夜里涨水</h1><div id=text><p>{TEXT}</p><h2><a name=x>水退以后</a></h2>", "<title>夜里涨水_河网</title>")
    assert "水退以后" in item.text.split("\n\n")


@pytest.mark.parametrize("line", ["本文首发于2024年3月5日，作者王小川。", "2024-03-05。"])
def test_a_sentence_may_say_when_the_page_was_published(line: str) -> None:
    item = article(f"<h1>夜里涨水</h1><p>{line}</p><div>", "<title>夜里涨水_河网</title>")
    assert item.date_published_raw and item.date_published_raw in line


CAPTURED = (
    "<!-- Page saved with SingleFile \n url: https://river.example.com/a \n saved date: Tue Mar 05 2024 12:00:00 GMT+0800 -->"
)


@pytest.mark.parametrize(
    ("line", "raw", "date", "without_capture"),
    [
        ("3小时前 江边日报", "3小时前", "2024-03-05T09:00:00+08:00", None),
        ("1個小時前 江邊日報", "1個小時前", "2024-03-05T11:00:00+08:00", None),
        ("半小时前更新 江边日报", "半小时前", "2024-03-05T11:30:00+08:00", None),
        ("an hour ago", "an hour ago", "2024-03-05T11:00:00+08:00", None),
        ("2个月前 江边日报", "2个月前", None, None),
        ("昨晚8点 江边日报", "昨晚8点", "2024-03-04T20:00:00+08:00", None),
        ("星期一 08:15", "星期一 08:15", "2024-03-04T08:15:00+08:00", None),
        ("yesterday at 22:10", "yesterday at 22:10", "2024-03-04T22:10:00+08:00", None),
        ("发布于 昨天 22:10", "昨天 22:10", "2024-03-04T22:10:00+08:00", None),
        ("12-30 08:15", "12-30 08:15", "2023-12-30T08:15:00+08:00", None),
        ("3月4日 08:15 来源：江边日报", "3月4日 08:15", "2024-03-04T08:15:00+08:00", None),
        ("二〇二四年三月五日", "二〇二四年三月五日", "2024-03-05T00:00:00+08:00", "2024-03-05T00:00:00+08:00"),
        ("13/02/2024", "13/02/2024", "2024-02-13T00:00:00+08:00", "2024-02-13T00:00:00+08:00"),
        ("03/02/2024", "03/02/2024", None, None),
        ("24-03-02", "24-03-02", None, None),
    ],
)
def test_a_date_without_a_year_or_in_a_rare_form_is_kept(
    line: str, raw: str, date: str | None, without_capture: str | None
) -> None:
    for before, expected in ((CAPTURED, date), ("", without_capture)):
        item = article(f"<h1>夜里涨水</h1><p>{line}</p><div>", f"{before}<title>夜里涨水_河网</title>")
        assert (item.date_published, item.date_published_raw) == (expected, raw)
        assert ("date-doubt" in item.flags) == (expected is None)


def test_a_rare_form_counts_only_where_there_is_one_and_no_date() -> None:
    for line in ("3小时前 昨天 22:10", "他昨天 22:10 到了河边。", "3小时前 2024-03-05", "3个月前他们修好了桥"):
        item = article(f"<h1>夜里涨水</h1><p>{line}</p><div>", "<title>夜里涨水_河网</title>")
        assert item.date_published_raw in (None, "2024-03-05")


@pytest.mark.parametrize("words", ["3年前", "3 年前", "2 years ago"])
def test_years_ago_are_a_date_that_only_an_attribute_gives(words: str) -> None:
    for attributes, date in (("title='2024-03-05 08:30:15'", "2024-03-05T08:30:15+08:00"), ("", None)):
        item = article(f"<h1>夜里涨水</h1><p><span {attributes}>{words}</span> 江边日报</p><div>", "<title>夜里涨水_河网</title>")
        assert item.date_published == date and words not in item.text


@pytest.mark.parametrize(
    ("attributes", "raw"),
    [
        ("title='2024-03-05 08:30:15'", "2024-03-05 08:30:15"),
        ("class=time data-timestamp=1709598615000", "1709598615000"),
        ("title='2024-03-05 08:30:15' data-timestamp=1709598615000", "2024-03-05 08:30:15"),
        ("title='2024-03-05 08:30' data-time='2024-03-06 08:30'", "3小时前"),
        ("title=3小时前", "3小时前"),
        ("data-id='2024-03-05 08:30:15'", "3小时前"),
    ],
)
def test_an_attribute_gives_the_date_that_is_printed_as_how_long_ago(attributes: str, raw: str) -> None:
    item = article(f"<h1>夜里涨水</h1><p><span {attributes}>3小时前</span> 江边日报</p><div>", "<title>夜里涨水_河网</title>")
    assert item.date_published_raw == raw
    assert item.date_published == ("2024-03-05T08:30:15+08:00" if raw != "3小时前" else None)


@pytest.mark.parametrize("place", ["<p>从堤上{}看河</p>", "{}"])
def test_a_picture_in_an_escaped_noscript_of_a_short_page_is_one(place: str) -> None:
    picture = place.format("<noscript>&lt;img src=&quot;https://river.example.com/a.jpg&quot;&gt;</noscript>")
    item = article(
        f"<h1>夜里涨水</h1><div><p>{TEXT}</p>{picture}<p>{TEXT[::-1]}</p>", "<title>夜里涨水_河网</title>", paragraphs=1
    )
    assert [image.url for image in item.images] == ["https://river.example.com/a.jpg"]
    assert ("看河" in item.text) == ("看河" in place) and "夜里涨水" in [removal.text for removal in item.removed]


def test_a_zone_that_print_contradicts_is_told() -> None:
    meta = "<meta property=article:published_time content='2024-03-05T08:30:00Z'>"
    item = article("<h1>夜里涨水</h1><p>2024-03-05 08:30</p><div>", f"<title>夜里涨水</title>{meta}")
    assert "date-doubt" in item.flags and item.date_published_raw == "2024-03-05T08:30:00Z"
    item = article("<h1>夜里涨水</h1><p>2024-03-05 16:30</p><div>", f"<title>夜里涨水</title>{meta}")
    assert "date-doubt" not in item.flags


def test_an_address_in_capitals_is_mended() -> None:
    item = article("<h1>夜里涨水</h1><div>", "<title>夜里涨水_河网</title>", "HTTPS://river.example.com/A")
    assert item.url == "https://river.example.com/A"


def test_a_date_of_a_change_is_in_doubt() -> None:
    assert "date-doubt" in article("<h1>夜里涨水</h1><p>更新时间：2024-03-05</p><div>", "<title>夜里涨水</title>").flags


def test_dates_that_contradict_each_other_are_told() -> None:
    item = article(
        "<h1>夜里涨水</h1><p>2024-03-05 08:30:15</p><div>",
        "<title>夜里涨水</title><meta property=article:published_time content='2019-01-01T00:00:00+08:00'>",
    )
    assert (item.date_published, item.date_basis) == ("2019-01-01T00:00:00+08:00", "page-metadata")
    assert "date-doubt" in item.flags
    assert [removal.text for removal in item.removed if removal.rule == "other-date"] == ["2024-03-05 08:30:15"]


@pytest.mark.parametrize(
    "after",
    [
        "<div class='related-list'><a href=/b>旧桥拆了</a><time datetime='2024-05-06T08:00:00+08:00'>2024-05-06</time></div>",
        "<div id=comments><b>老王</b><time datetime='2024-05-06T08:00:00+08:00'>2024-05-06</time><p>好。</p></div>",
        "<footer>河网 更新于2024-05-06 08:00</footer>",
    ],
)
def test_a_date_below_a_short_text_is_not_that_of_the_page(after: str) -> None:
    story = "".join(f"<p>{TEXT[at : at + 40]}。</p>" for at in (0, 12))
    page = f"<h1>夜里涨水</h1><p>来源：江边日报</p>{story}{after}<div>"
    assert article(page, "<title>夜里涨水_河网</title>", paragraphs=0).date_published is None


@pytest.mark.parametrize(
    ("author", "names"),
    [
        ('{"givenName": "小荷", "familyName": "秦"}', ["秦小荷"]),
        ('{"givenName": "Jane", "familyName": "Miller"}', ["Jane Miller"]),
        ('[{"@id": "#2"}, {"@id": "#none"}]', ["何青山"]),
        ('"记者 秦小荷"', ["秦小荷"]),
        ('"Design by www.river.example"', []),
    ],
)
def test_authors_and_a_date_in_milliseconds_in_json_ld(author: str, names: list[str]) -> None:
    story = f'{{"@type": "NewsArticle", "author": {author}, "datePublished": 1709598600000}}'
    graph = f'{{"@graph": [{story}, {{"@id": "#2", "name": "何青山"}}]}}'
    item = article("<h1>夜里涨水</h1><div>", f'<title>夜里涨水</title><script type="application/ld+json">{graph}</script>')
    assert ([credit.name for credit in item.credits], item.date_published) == (names, "2024-03-05T08:30:00+08:00")


@pytest.mark.parametrize(
    "json_ld",
    [
        '{"@type": "NewsArticle", "headline": "夜里涨水", "datePublished": "2024-03-05T08:30:00+08:00",}',
        '/* 水 */ {"@type": "NewsArticle", /* 夜 */ "datePublished": "2024-03-05T08:30:00+08:00"}',
        '[{"@type": "Article", "headline": "水退以后", "datePublished": "2020-01-01T08:30:00+08:00"},'
        ' {"@type": "Article", "headline": "夜里涨水", "datePublished": "2024-03-05T08:30:00+08:00"}]',
    ],
)
def test_json_ld_as_people_write_it(json_ld: str) -> None:
    head = f'<title>夜里涨水_河网</title><script type="application/ld+json">{json_ld}</script>'
    assert article("<h1>夜里涨水</h1><div>", head).date_published == "2024-03-05T08:30:00+08:00"


@pytest.mark.parametrize(
    ("below", "author"),
    [
        ('<p><span>06-19 22:41</span> <a href="/u/12">江边的猫</a></p>', "江边的猫"),
        (
            '<p>2022-06-19 <a href="https://www.daily.example/author/qin">江边的猫</a> <a href="/u/12"><img src=a.png></a></p>',
            "江边的猫",
        ),
        ('<p><a href="/u/12">江边的猫</a> <a href="/u/13">渡口的狗</a> 2022-06-19</p>', None),
        ('<p>2022-06-19 <a href="https://video.example/user/qin">江边的猫</a></p>', None),
        ('<p><a href="/u/12">江边的猫</a></p>', None),
        ('<p>2022-06-19 <a href="/u/12">江边日报</a></p>', None),
        ('<p>2022-06-19 <a class="follow-nickName">江边的猫</a></p>', "江边的猫"),
        ('<p>2022-06-19 <b data-testid="author-name">江边的猫</b></p>', "江边的猫"),
        ('<div itemprop=author itemscope><meta itemprop=name content="江边的猫"><i>前端工程师</i></div>', "江边的猫"),
    ],
)
def test_who_writes_on_a_site_is_named_by_a_link_or_a_mark(below: str, author: str | None) -> None:
    saved = f"<title>河水又涨</title><h1>河水又涨</h1>{below}<div><p>{TEXT}</p><p>{TEXT}</p></div>".encode()
    item = cleaned(saved, "page.html", url="https://www.daily.example/a/1.html")
    assert isinstance(item, Article)
    assert [credit.name for credit in item.credits] == ([author] if author else [])


@pytest.mark.parametrize(
    ("shown", "behind", "date"),
    [
        ("", "<p>posted @ <i>2022-06-19 22:41</i> 秦小荷 阅读(3)</p>", "2022-06-19T22:41:00+08:00"),
        ("", "<p>编辑于 2022-06-19 22:41</p>", "2022-06-19T22:41:00+08:00"),
        ("", "<p>[收藏本文] 发表于2022年06月19日 11:41 PM</p>", "2022-06-19T23:41:00+08:00"),
        ("<p>2022-06-18</p>", "<p>发布于 2022-06-19 22:41</p>", "2022-06-18T00:00:00+08:00"),
    ],
)
def test_a_line_behind_the_text_dates_it_if_no_other_does(shown: str, behind: str, date: str) -> None:
    saved = f"<title>河水又涨</title><h1>河水又涨</h1>{shown}<div><p>{TEXT}</p><p>{TEXT}</p></div>{behind}".encode()
    item = cleaned(saved, "page.html")
    assert isinstance(item, Article)
    assert item.date_published == date


@pytest.mark.parametrize(
    ("last", "date", "is_text"),
    [
        ("发表于 2022年6月19日 22:41 - (阅读:37;评论:6)", "2022-06-19T22:41:00+08:00", False),
        ("本贴由江边的猫于2022年6月19日22:41:05在〖渡口〗发表", "2022-06-19T22:41:05+08:00", False),
        ("作者:江边的猫 阅读(16) 评论(5) 编辑 发表于:2022-06-19 22:41", "2022-06-19T22:41:00+08:00", False),
        ("posted on 2022-06-19 22:41 江边的猫 阅读(120) 评论(3) 编辑 收藏", "2022-06-19T22:41:00+08:00", False),
        ("作者：江边的猫 昨天在 2022-06-19 22:41 打来电话", None, True),
        ("发表于2022年6月19日《渡口文学》", None, True),
        ("发表于2022年第3期", None, True),
    ],
)
def test_the_last_line_of_a_text_dates_it_to_the_minute(last: str, date: str | None, is_text: bool) -> None:
    saved = f"<title>河水又涨</title><body><h1>河水又涨</h1><p>{TEXT}</p><p>{TEXT}</p><p>{last}</p></body>".encode()
    item = cleaned(saved, "page.html")
    assert isinstance(item, Article)
    assert (item.date_published, item.text.endswith(last)) == (date, is_text)
    assert [credit.name for credit in item.credits] == (["江边的猫"] if "江边的猫" in last and not is_text else [])


def test_a_line_that_dates_a_text_and_names_its_author_may_have_a_form_below_it() -> None:
    last = "<p>作者:江边的猫 阅读(16) 发表于:2022-06-19 22:41</p><p>标题</p><p>姓名</p><p>内容 *</p>"
    item = cleaned(f"<title>河水又涨</title><body><h1>河水又涨</h1><p>{TEXT}</p><p>{TEXT}</p>{last}</body>".encode(), "page.html")
    assert isinstance(item, Article)
    assert (item.date_published, [credit.name for credit in item.credits]) == ("2022-06-19T22:41:00+08:00", ["江边的猫"])


@pytest.mark.parametrize(
    ("said", "date"),
    [
        ("2022-06-19 09:44:58:671", "2022-06-19T09:44:58+08:00"),
        ("2022-06-19 00:00:00:0", "2022-06-19T00:00:00+08:00"),
        ("", None),
    ],
)
def test_metadata_in_a_comment_of_founder_are_read(said: str, date: str | None) -> None:
    comment = (
        f"<!--enpproperty <articleid>7</articleid><date>{said}</date><author>秦小荷</author><title>河水又涨</title>"
        "<keyword>水位</keyword><subtitle>null</subtitle><urlpad>null</urlpad><sourcename>渡口日报</sourcename>/enpproperty-->"
    )
    text = f"<div><!--enpcontent--><p>{TEXT}</p><p>{TEXT}</p>{comment}</div>"
    item = cleaned(f"<title>渡口日报电子版</title><body><h2>河水又涨</h2>{text}</body>".encode(), "page.html")
    assert isinstance(item, Article)
    assert (item.headline, item.date_published, item.source, item.keywords) == ("河水又涨", date, "渡口日报", ["水位"])
    assert [credit.name for credit in item.credits] == ["秦小荷"]


@given(st.text("<>/abdet0123456789-: 年", max_size=60))
def test_any_comment_of_founder_is_read(said: str) -> None:
    assert all(name and content for name, content in founder_metadata(f"<!--enpproperty {said}<date>{said}</date>"))


@pytest.mark.parametrize(
    ("declared", "authors"),
    [
        ("江边网_提供潮位、航班与渔业信息，以及天气", []),
        ("江边网,夜里涨水,jiangbian.com", []),
        ("江边网,王小川", ["王小川"]),
        ("jiangbian.com", []),
        ("Jiangbian", []),
        ("Page published at 2024-03-05 08:30:29 by system v4.0", []),
        ("王小川、秦小荷", ["王小川", "秦小荷"]),
    ],
)
def test_what_metadata_say_of_a_site_is_no_author(declared: str, authors: list[str]) -> None:
    head = f'<title>夜里涨水_河网</title><meta name=author content="{declared}">'
    item = article("<h1>夜里涨水</h1><p>2024-03-05 08:30</p><div>", head, "https://www.jiangbian.com/2024/1.html")
    assert [credit.name for credit in item.credits] == authors


def test_a_form_for_comments_names_no_author() -> None:
    form = '<div class="tie-author-nickname"><a href="#">点击登录</a> | <label>昵称：</label><input name=nickname></div>'
    assert article(f"<h1>夜里涨水</h1><p>2024-03-05 08:30</p>{form}<div>").credits == []


def test_metadata_of_governments_pages_name_site_and_moment() -> None:
    metadata = "<meta name=SiteName content=渡口><meta name=firstpublishedtime content=2022-04-22-17:05:00>"
    item = article("<h1>涨水公告</h1><p>2022-04-22</p><div>", f"{metadata}<title>涨水公告_渡口</title>")
    assert (item.publisher, item.date_published) == ("渡口", "2022-04-22T17:05:00+08:00")


@pytest.mark.parametrize(("link", "publisher"), [('<a href="/">渡口</a>', "渡口"), ('<a href="/">首页</a>', None), ("", None)])
def test_a_link_to_the_front_page_proves_what_a_site_is_called(link: str, publisher: str | None) -> None:
    item = cleaned(
        f"<title>河水又涨 - 渡口</title>{link}<h1>河水又涨</h1><div><p>{TEXT}</p><p>{TEXT}</p></div>".encode(), "page.html"
    )
    assert item.publisher == publisher


def test_of_names_in_the_title_that_lead_to_a_front_page_the_first_link_is_the_sites() -> None:
    channels = ["东埠", "西埠", "南埠", "北埠"]
    links = "".join(f'<a href="/">{name}</a> &gt; ' for name in ["渡口", *channels])
    page = f"<title>河水又涨_{'_'.join(channels)}_渡口</title>{links}<h1>河水又涨</h1><div><p>{TEXT}</p><p>{TEXT}</p></div>"
    assert cleaned(page.encode(), "page.html").publisher == "渡口"


def test_no_json_ld_of_pages_that_a_page_lists_dates_it() -> None:
    other = {"@type": "NewsArticle", "headline": "另一篇", "datePublished": "2020-01-01T00:00:00Z", "author": {"name": "何小满"}}
    listed = {"@type": "ItemList", "itemListElement": [{"@type": "ListItem", "item": other}]}
    script = f'<script type="application/ld+json">{json.dumps(listed)}</script>'
    item = article("<h1>河水又涨</h1><div>", f"{script}<title>河水又涨</title>")
    assert (item.date_published, item.credits) == (None, [])


NAMED_COMMENT = "<div class=item>{name}<span>2024-03-05 09:1{n}</span><p>第{n}条：渡口的灯也该修了，夜里看不清石头。</p></div>"
AROUND = ("<div class=comments>{}</div>", "<ul class=cmt-list>{}</ul>", "<div class=box><h3>网友评论</h3>{}</div>")


@pytest.mark.parametrize("around", AROUND)
@pytest.mark.parametrize("name", ["<span class=nickname>何小满</span>", "<a class=author href='/u/1'>何小满</a>"])
@pytest.mark.parametrize("count", [1, 3])
def test_who_comments_on_an_article_did_not_write_it(count: int, name: str, around: str) -> None:
    comments = around.format("".join(NAMED_COMMENT.format(name=name, n=n) for n in range(count)))
    item = article("<h1>河水又涨</h1><p>2024-03-05 08:30</p><div>", after=comments)
    assert item.credits == []
    assert "渡口的灯" not in item.text


def test_comments_below_a_heading_in_the_text_are_none_of_it() -> None:
    comments = "".join(NAMED_COMMENT.format(name="<b class=username>何小满</b>", n=n) for n in range(3))
    item = article(f"<h1>河水又涨</h1><div><p>{TEXT}</p><div><h3>最新评论（3）</h3>{comments}</div>")
    assert "渡口的灯" not in item.text
    assert TEXT in item.text
    column = article("<h1>河水又涨</h1><div><div><span>评论</span><b class=author>何小满</b><i>2024-03-05 08:30</i>")
    assert TEXT in column.text


@pytest.mark.parametrize(
    ("path", "date"), [("202206/t20220619_4321.html", "2022-06-19"), ("t20220619.html", None), ("at20220619_4321.html", None)]
)
def test_an_address_dates_a_page_by_the_number_that_publishing_software_gives_it(path: str, date: str | None) -> None:
    saved = f"<title>河水又涨</title><body><h1>河水又涨</h1><p>{TEXT}</p><p>{TEXT}</p></body>".encode()
    item = cleaned(saved, "page.html", f"https://www.river.example/zwgk/{path}")
    assert isinstance(item, Article)
    assert item.date_published_raw == date
