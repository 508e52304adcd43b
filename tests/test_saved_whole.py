"""Pages that somebody saved whole: with their pictures in one file, or in a folder beside, and what says from where and when."""

import gzip
import json
import plistlib
import re
import zlib
from base64 import b64encode
from pathlib import Path
from typing import Any

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.items import Article
from crawler.pages import Limits, Lost, SavedPage, Skipped, count_pages, saved_pages
from crawler.pages._columns import Columns
from crawler.pages._mhtml import begins, pages
from crawler.platforms.registry import draft_of
from crawler.readers import read_page
from crawler.readers._embedded import opened
from crawler.readers._saved_from import SavedFrom, saved_from
from tests.made_archives import tarred, write, zipped
from tests.made_mhtml import PICTURE, html_part, mhtml, picture_part
from tests.support import STAGES
from tests.test_archives import Maker, found, outcome

HTML = '<!DOCTYPE html><html><head><meta charset="utf-8"></head><body><h1>河上的桥</h1><p>桥修好了。</p></body></html>'
URL = "https://news.example.com/a/1"
ROOT = html_part(HTML, URL)
WHOLE = mhtml(ROOT, picture_part("https://img.example.com/1.png"), ({"Content-Type": "text/css"}, b"p {}"))


def only_page(folder: Path, data: bytes, name: str = "a") -> SavedPage:
    write(folder, name, data)
    [page] = [one for one in saved_pages(name, folder) if isinstance(one, SavedPage)]
    return page


def test_mhtml_is_its_page_with_its_url_and_time(tmp_path: Path) -> None:
    page = only_page(tmp_path, WHOLE)
    assert (page.path, page.url, page.captured, page.content_type) == ("a", URL, "2021-07-28T10:50:17+00:00", "text/html")
    assert page.read() == HTML.encode()
    assert found(tmp_path) == {
        "a": HTML.encode(),
        "a!/https://img.example.com/1.png": "picture",
        "a!/unnamed": "not HTML: text",
    }
    assert list(count_pages("a", tmp_path)) == [1]


def test_the_pictures_in_mhtml_have_their_bytes(tmp_path: Path) -> None:
    write(tmp_path, "a", WHOLE)
    [picture] = [one for one in saved_pages("a", tmp_path) if isinstance(one, Skipped) and one.kind == "picture"]
    assert picture.load and picture.load() == PICTURE


@pytest.mark.parametrize("pack", [zipped, tarred])
def test_mhtml_in_archives_and_compressed_is_the_same(tmp_path: Path, pack: object) -> None:
    write(tmp_path, "m.gz", gzip.compress(WHOLE))
    write(tmp_path, "z", pack({"x/a.mht": WHOLE}))  # type: ignore[operator]
    assert found(tmp_path)["m.gz"] == found(tmp_path)["z!/x/a.mht"] == HTML.encode()
    assert found(tmp_path)["z!/x/a.mht!/https://img.example.com/1.png"] == "picture"


@pytest.mark.parametrize(
    ("headers", "part", "url", "captured", "content_type"),
    [
        ({"Snapshot-Content-Location": ""}, {}, URL, "2021-07-28T10:50:17+00:00", "text/html"),
        ({"Date": "Wed, 28 Jul 2021 18:50:17 +0800"}, {}, URL, "2021-07-28T18:50:17+08:00", "text/html"),
        ({"Date": "", "Snapshot-Content-Location": "file:///C:/a.htm"}, {"location": "cid:1"}, None, None, "text/html"),
        ({"Date": "gestern"}, {"content_type": 'text/html;\r\n\tcharset="gb2312"', "charset": "gb2312"}, URL, None,
         'text/html; charset="gb2312"'),
        ({"From": "", "Subject": "", "Snapshot-Content-Location": "", "Content-Location": URL}, {"location": ""}, URL,
         "2021-07-28T10:50:17+00:00", "text/html"),
    ],
)  # fmt: skip
def test_other_writers_of_mhtml(
    tmp_path: Path, headers: dict[str, str], part: dict[str, str], url: str | None, captured: str | None, content_type: str
) -> None:
    given = {name.replace("-", "_"): value for name, value in headers.items()}
    page = only_page(tmp_path, mhtml(html_part(HTML, **({"location": URL} | part)), **given))
    assert (page.url, page.captured, page.content_type) == (url, captured, content_type)
    assert page.read() == HTML.encode(part.get("charset", "utf-8"))


@pytest.mark.parametrize("before", [b"\xef\xbb\xbf", b"\r\n\r\n"])
def test_what_may_stand_before_mhtml(tmp_path: Path, before: bytes) -> None:
    page = only_page(tmp_path, before + WHOLE)
    assert (page.read(), page.url) == (HTML.encode(), URL)


def test_base64_may_lack_what_fills_it_up(tmp_path: Path) -> None:
    headers = {"Content-Type": "text/html", "Content-Transfer-Encoding": "base64"}
    bodies = [HTML.encode() + b" " * more for more in range(3)]
    for body in bodies:
        assert only_page(tmp_path, mhtml((headers, b64encode(body).rstrip(b"=")))).read() == body


def test_the_root_is_the_part_that_start_names(tmp_path: Path) -> None:
    kind = 'multipart/related; type="text/html"; start="<root@x>"; boundary=b'
    other = html_part("<p>另一页</p>", "https://ad.example.com/", identifier="ad@x")
    page = only_page(tmp_path, mhtml(other, html_part(HTML, URL, identifier="root@x"), boundary="b", Content_Type=kind))
    assert page.read() == HTML.encode()


def test_a_mail_is_the_html_in_it(tmp_path: Path) -> None:
    inner = mhtml(({"Content-Type": "text/plain"}, b"x"), ROOT, boundary="in", Content_Type="multipart/alternative; boundary=in")
    head, _, body = inner.partition(b"\r\n\r\n")
    assert head
    nested = ({"Content-Type": "multipart/alternative; boundary=in"}, body)
    assert only_page(tmp_path, mhtml(nested, picture_part("cid:1"), boundary="out")).read() == HTML.encode()
    assert only_page(tmp_path, mhtml(ROOT, Content_Type="text/html").partition(b"\r\n\r\n")[0] + b"\r\n\r\n<p>1</p>").read() == (
        b"<p>1</p>"
    )


def test_a_page_that_is_only_a_frame_gets_what_is_in_it(tmp_path: Path) -> None:
    outer = (
        '<html><body><h1>博客</h1><iframe id="x" src="cid:f1@mhtml.blink"></iframe><iframe src="cid:ad"></iframe></body></html>'
    )
    frame = html_part(
        f"<html><head><title>t</title></head><body>{'正文在框里。' * 20}</body></html>", URL, identifier="f1@mhtml.blink"
    )
    advertisement = html_part("<body>x</body>", "https://ad.example.com/", identifier="ad")
    page = only_page(tmp_path, mhtml(html_part(outer, URL), frame, advertisement))
    expected = f'<html><body><h1>博客</h1><div>{"正文在框里。" * 20}</div><iframe src="cid:ad"></iframe></body></html>'
    assert page.read().decode() == expected
    assert found(tmp_path)["a!/https://ad.example.com/"] == "frame"


def test_frames_of_a_frameset_take_its_place_once(tmp_path: Path) -> None:
    outer = (
        '<html><frameset rows="1,2"><frame src="https://x.example.com/f"><frame src="https://x.example.com/f"></frameset></html>'
    )
    frame = html_part('<p>正文</p><iframe src="https://x.example.com/f"></iframe>', "https://x.example.com/f")
    page = only_page(tmp_path, mhtml(html_part(outer, URL), frame))
    inside = '<p>正文</p><iframe src="https://x.example.com/f"></iframe>'
    assert page.read().decode() == f'<html><div><div>{inside}</div><frame src="https://x.example.com/f"></div></html>'


def test_shadow_roots_in_mhtml_are_those_of_html(tmp_path: Path) -> None:
    page = only_page(tmp_path, mhtml(html_part('<p><template shadowmode="open">1</template>', URL)))
    assert page.read() == b'<p><template shadowrootmode="open">1</template>'


def test_damage_to_mhtml_is_told(tmp_path: Path) -> None:
    whole = mhtml(ROOT, picture_part("https://img.example.com/1.png"))
    picture = whole.index(b"Content-Type: image/png")
    line = whole.rindex(b"\r\n--", 0, picture)
    for cut in range(whole.index(b"\r\n\r\n") + 4, len(whole), 7):
        write(tmp_path, "a", whole[:cut])
        outcomes = [outcome(one) for one in saved_pages("a", tmp_path)]
        assert outcomes[0] == HTML.encode() if cut > line + 40 else cut > line or "DamagedError: cut off" in str(outcomes[0]), cut
        assert outcomes[0] == HTML.encode() or "DamagedError: cut off" in str(outcomes[0]), cut
        is_told = any(str(one).startswith(("Lost: 0", "DamagedError")) for one in outcomes)
        assert is_told or cut > len(whole) - 10, cut


def test_a_page_that_runs_into_the_next_part_is_damaged(tmp_path: Path) -> None:
    line = b"------MultipartBoundary--x7----"
    broken = mhtml(ROOT, picture_part("https://img.example.com/1.png"))
    at = broken.index(line, broken.index(b"</html>"))
    assert str(outcome(only_page(tmp_path, broken[: at + 9] + b"X" + broken[at + 10 :]))).startswith("DamagedError")


def test_mhtml_without_html_says_so(tmp_path: Path) -> None:
    data = mhtml(picture_part(URL))
    assert outcome(only_page(tmp_path, data)) == "ArchiveError: no HTML is in this MHTML file"


@pytest.mark.parametrize(
    "text", ["标题：今天\r\n\r\n正文", "Title: x\nContent-Type: text/html is a header\n\nno", "a: b\n\nContent-Type: text/html"]
)
def test_a_text_with_a_colon_is_no_mhtml(text: str) -> None:
    assert not begins(text.encode())


@given(st.binary(max_size=400), st.integers(0, 600), st.integers(0, 40))
def test_no_mhtml_does_more_than_fail(junk: bytes, at: int, gone: int) -> None:
    data = WHOLE[:at] + junk + WHOLE[at + gone :]
    for one in pages(data, "a", Path("a"), Limits()):
        assert one.path.startswith("a")
        if isinstance(one, SavedPage):
            assert isinstance(outcome(one), bytes | str)
        else:
            assert isinstance(one, Skipped | Lost)


@given(
    st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\r"), max_size=80), min_size=1, max_size=4), st.booleans()
)
def test_what_is_written_is_read(texts: list[str], is_binary: bool) -> None:
    parts = [
        ({"Content-Type": "text/html", "Content-Transfer-Encoding": "binary"}, f"<p>{text}</p>".encode())
        if is_binary
        else html_part(f"<p>{text}</p>", f"https://example.com/{number}")
        for number, text in enumerate(texts)
    ]
    first, *others = pages(mhtml(*parts), "a", Path("a"), Limits())
    said = texts[0] if is_binary else texts[0].replace("\n", "\r\n")
    assert isinstance(first, SavedPage) and first.read() == f"<p>{said}</p>".encode()
    assert [one.kind for one in others if isinstance(one, Skipped)] == ["frame"] * (len(texts) - 1)


def webarchive(**main: object) -> bytes:
    resource = {"WebResourceData": HTML.encode(), "WebResourceURL": URL, "WebResourceMIMEType": "text/html"} | main
    picture = {"WebResourceData": PICTURE, "WebResourceURL": "https://img.example.com/1.png", "WebResourceMIMEType": "image/png"}
    return plistlib.dumps({"WebMainResource": resource, "WebSubresources": [picture]}, fmt=plistlib.FMT_BINARY)


def test_a_web_archive_is_its_page(tmp_path: Path) -> None:
    page = only_page(tmp_path, webarchive(WebResourceTextEncodingName="UTF-8"))
    assert (page.read(), page.url, page.content_type) == (HTML.encode(), URL, "text/html; charset=UTF-8")
    assert found(tmp_path)["a!/https://img.example.com/1.png"] == "picture"
    cut = outcome(only_page(tmp_path, webarchive()[:-9]))
    assert str(cut).startswith("DamagedError: damaged: no web archive")
    assert outcome(only_page(tmp_path, webarchive(WebResourceMIMEType="application/pdf"))) == (
        "ArchiveError: no HTML is in this web archive"
    )


def test_a_web_archive_may_be_xml_and_a_frame_the_page(tmp_path: Path) -> None:
    assert only_page(tmp_path, plistlib.dumps(plistlib.loads(webarchive()))).read() == HTML.encode()
    frame = plistlib.loads(webarchive(WebResourceURL="https://news.example.com/f.html"))
    around = plistlib.loads(webarchive(WebResourceData=b'<frameset><frame src="f.html"></frameset>'))
    page = only_page(tmp_path, plistlib.dumps(around | {"WebSubframeArchives": [frame, 5, {}]}, fmt=plistlib.FMT_BINARY))
    assert "桥修好了。" in page.read().decode()


@pytest.mark.parametrize("packed", [brotli.compress, gzip.compress, zlib.compress])
def test_a_body_that_was_saved_as_it_was_sent(tmp_path: Path, packed: object) -> None:
    page = HTML.replace("桥修好了。", "桥修好了，又坏了。" * 60).encode()
    write(tmp_path, "a.html", packed(page))  # type: ignore[operator]
    assert found(tmp_path) == {"a.html": page}


def test_a_response_that_was_saved_with_its_headers(tmp_path: Path) -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=gbk\r\nDate: Wed, 28 Jul 2021 10:50:17 GMT\r\n"
    page = only_page(tmp_path, head + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(HTML.encode("gbk")))
    assert (page.read(), page.content_type) == (HTML.encode("gbk"), "text/html; charset=gbk")
    assert page.captured == "2021-07-28T10:50:17+00:00"
    write(tmp_path, "a", b"HTTP/1.1 404 Not Found\r\n\r\n")
    assert found(tmp_path) == {"a": "status 404"}


@pytest.mark.parametrize(
    "before",
    [
        b"HTTP/1.1 301 Moved Permanently\r\nContent-Type: text/html\r\nLocation: /b\r\n\r\n",
        b"HTTP/2 302 \r\nlocation: /b\r\n\r\nHTTP/2 307 \r\ncontent-type: text/html\r\nlocation: /c\r\n\r\n",
        b"HTTP/1.1 401 Unauthorized\r\nContent-Type: text/html\r\n\r\n",
        b"HTTP/2 103 \r\nlink: </a.css>\r\n\r\n",
    ],
)
def test_of_responses_that_were_saved_together_the_last_is_the_page(tmp_path: Path, before: bytes) -> None:
    page = only_page(tmp_path, before + b"HTTP/2 200 \r\ncontent-type: text/html; charset=utf-8\r\n\r\n" + HTML.encode())
    assert (page.read(), page.content_type) == (HTML.encode(), "text/html; charset=utf-8")


def test_what_browsers_save_beside_a_page_is_no_page(tmp_path: Path) -> None:
    for name in ("新闻.html", "新闻_files/saved_resource.html", "新闻_files/in/x.js", "my_files/b.html", "c_files/d.htm"):
        write(tmp_path, name, HTML.encode())
    expected = {
        "新闻.html": HTML.encode(),
        "新闻_files/saved_resource.html": "part of a saved page",
        "新闻_files/in/x.js": "part of a saved page",
        "my_files/b.html": HTML.encode(),
        "c_files/d.htm": HTML.encode(),
    }
    assert found(tmp_path) == expected
    assert found(tmp_path, "**/*") == expected
    assert found(tmp_path, "新闻_files") == {name: HTML.encode() for name in expected if name.startswith("新闻_files")}
    assert sum(count or 0 for count in count_pages(str(tmp_path))) == 3


@pytest.mark.parametrize("make", [zipped, tarred])
def test_what_browsers_save_beside_a_page_is_no_page_in_archives_either(tmp_path: Path, make: Maker) -> None:
    names = ("in/新闻.html", "in/新闻_files/saved_resource.html", "in/新闻_files/in/x", "新闻_files/b.html", "c.files/d.htm")
    others = {"in/新闻_files/1.png": PICTURE, "in/新闻_files/2": b"\0\1"}
    write(tmp_path, "a", make({**dict.fromkeys(names, HTML.encode()), **others}))
    assert found(tmp_path) == {
        "a!/in/新闻.html": HTML.encode(),
        "a!/in/新闻_files/saved_resource.html": "part of a saved page",
        "a!/in/新闻_files/in/x": "part of a saved page",
        "a!/in/新闻_files/1.png": "picture",
        "a!/in/新闻_files/2": "part of a saved page",
        "a!/新闻_files/b.html": HTML.encode(),
        "a!/c.files/d.htm": HTML.encode(),
    }


TIME = "Wed Jul 28 2021 18:50:17 GMT+0800 (中国标准时间)"
HERE = "2021-07-28T18:50:17+08:00"
THERE = "2021-07-28T10:50:17+00:00"


@pytest.mark.parametrize(
    ("html", "url", "captured"),
    [
        (f"<!DOCTYPE html> <html lang=zh><!--\n Page saved with SingleFile \n url: {URL} \n saved date: {TIME}\n-->", URL, HERE),
        (f"<!-- saved from url=(0028){URL} -->\n<html>", URL, None),
        ("<!-- saved from url=(0014)about:internet -->", None, None),
        (f"<!-- Saved from {URL} at 2021-07-28T10:50:17Z using monolith v2.6.1 -->", URL, THERE),
        (f'<meta name="savepage-url" content="{URL}?a&amp;b"><meta name="savepage-date" content="{TIME}">', f"{URL}?a&b", HERE),
        (f'<html data-scrapbook-source="{URL}" data-scrapbook-create="20210728105017123">', URL, THERE),
        (
            "<!-- Mirrored from e.com/a by HTTrack Website Copier/3.x [XR&CO'2014], Wed, 28 Jul 2021 10:50:17 GMT -->",
            None,
            THERE,
        ),
        ("<html></html><!--\n     FILE ARCHIVED ON 10:50:17 Jul 28, 2021 AND RETRIEVED FROM THE\n     INTERNET -->", None, THERE),
        (f"<p>saved from url=(0028){URL}</p>", None, None),
        ("<!-- saved from url=(0030)javascript:alert(1) -->", None, None),
    ],
)
def test_the_mark_of_who_saved_a_page(html: str, url: str | None, captured: str | None) -> None:
    assert saved_from(html) == SavedFrom(url, captured)
    assert saved_from("x" * 100_000 + html).url is None


@given(st.text())
def test_no_mark_does_harm(text: str) -> None:
    for mark in ("Page saved with SingleFile", "<!-- saved from url=(1)", "savepage-date", "by HTTrack, "):
        assert isinstance(saved_from(mark + text), SavedFrom)


OWN = (
    "<html><!-- Page saved with SingleFile --><head><style>"
    + "p { color: red } " * 50
    + "</style></head><body><h1>博客</h1>{}</body></html>"
)
INSIDE = "<p>" + "正文在框里。" * 20 + "</p>"


@pytest.mark.parametrize(
    ("html", "text"),
    [
        (OWN.replace("{}", f'<iframe id=x srcdoc="<html><body class=&quot;c&quot;>{INSIDE}</body></html>"></iframe>'),
         OWN.replace("{}", f"<div>{INSIDE}</div>")),
        (OWN.replace("{}", f"<iframe srcdoc='{INSIDE}'>"), OWN.replace("{}", f"<div>{INSIDE}</div>")),
        (OWN.replace("{}", INSIDE * 2 + '<iframe srcdoc="<p>广告</p>"></iframe>'), None),
        (OWN.replace("{}", f'<iframe src="https://a.example/"></iframe><template>{INSIDE}</template>'), None),
        (OWN.replace("{}", f'<x-text><template shadowrootmode="open"><template><b></b></template>{INSIDE}</template></x-text>'),
         OWN.replace("{}", f"<x-text><div><template><b></b></template>{INSIDE}</div></x-text>")),
        ("</template><template shadowrootmode=open>1", "</template><div>1"),
        ("<template shadowmode=open>1", None),
    ],
)  # fmt: skip
def test_what_is_embedded_is_opened(html: str, text: str | None) -> None:
    assert opened(html) == (text or html)


PIECES = ["<template shadowrootmode=open>", "</template>", "<template>", '<iframe srcdoc="', '">', "</iframe>", "字", "<style>"]


@given(st.lists(st.sampled_from(PIECES), max_size=12))
def test_opening_what_is_embedded_does_no_harm(pieces: list[str]) -> None:
    html = "".join(pieces)
    assert re.sub("<[^>]*>", "", html).count("字") <= opened(html).count("字") <= html.count("字")


PAGE = """<!DOCTYPE html><html lang="zh"><head><title>河上的桥修好了 - 小城新闻</title><meta charset="utf-8"></head>
<body><nav><a href="/">首页</a></nav>
<article><h1>河上的桥修好了</h1><p>　　小城河上的老桥停用两年之后，昨天上午重新开放，第一批行人从桥上走过。</p>
<p>　　负责修桥的人说，夏天之前还会装上新的路灯，桥头的广场也会重新铺过，请大家再等一等。</p></article></body></html>"""


def test_a_page_becomes_the_same_item_however_it_was_saved(tmp_path: Path) -> None:
    url = "https://xiaocheng.example.com/2021/qiao.html"
    write(tmp_path, "a.mhtml", mhtml(html_part(PAGE, url), Snapshot_Content_Location=url))
    mark = f"<html lang='zh'><!--\n Page saved with SingleFile \n url: {url} \n saved date: {TIME}\n-->"
    write(tmp_path, "b.html", PAGE.replace('<html lang="zh">', mark).encode())
    write(tmp_path, "c.html", f"<!-- saved from url=(0044){url} -->\n{PAGE}".encode())
    write(tmp_path, "c_files/x.html", PAGE.encode())
    write(tmp_path, "d.jsonl", json.dumps({"html": PAGE, "url": url, "time": 1627469417}).encode())
    limits = Limits(columns=Columns("html", "url", "time"))
    items = [cleaned(page) for page in saved_pages(str(tmp_path), limits=limits) if isinstance(page, SavedPage)]
    assert len(items) == 4 and len({(item.id, item.url, item.headline, item.text) for item in items}) == 1
    assert [item.page.captured for item in items] == [HERE, HERE, None, HERE]
    assert items[0].headline == "河上的桥修好了" and items[0].url == url


def cleaned(page: SavedPage) -> Article:
    document = read_page(page.path, page.read(), content_type=page.content_type, captured=page.captured, url=page.url)
    item: Any = draft_of(document)
    for stage in STAGES:
        item = stage.process_item(item)
    assert isinstance(item, Article)
    return item
