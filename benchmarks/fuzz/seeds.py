"""What fuzzing begins from: the pages of fixtures/ and tests/, archives made of them, and words that mean something."""

import bz2
import gzip
import lzma
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

import brotli
import msgspec
import yaml

from benchmarks.hostile import made
from benchmarks.hostile_pages import FULL, ended, page_with
from crawler.feeds.exporters.markdown import markdown_page
from crawler.items import Item
from crawler.runs.journal.entries import Dropped, Entry, PageRead, clean, line_of
from crawler.runs.journal.file import Header
from tests.forum_templates import TEMPLATES
from tests.made_archives import DATE, FIXTURES, record, tarred, wacz, warc, warc_of, zipped, zstd_compress
from tests.support import ROOT, cleaned, saved_dump

TESTS = ROOT / "tests"
ENTRY = Entry(PageRead("page", "0" * 64, None, None), Dropped("of another site"))
BODY = (
    "<p>　　来源：江海日报</p><p>桥<b>修好</b>了。</p><img src=https://a.example/1.jpg><p>▲桥</p><table><tr><td>一<td>二</table>"
)
PAGE = saved_dump(BODY)
URL = "https://example.org/a.txt"
LISTED = {"a.txt": PAGE, "b/c.zip": zipped({"x": b"x"}), "b/d/e.txt": b"e"}
"""The files among which a list of paths is read."""
SMALL = {"a.txt": b"one", "b/c.txt": PAGE, "d": b"x" * 600}

OF_DUMPS = (b"---\n", b"title: ", b"&a", b"*a", b"!!python", b"date: ", b"author: ", b"'", b"&#123;", b"schema_version: 1\n")
OF_THREADS = tuple(
    word.encode() for word in ("发表于 ", "显示全部楼层", "来自: ", "支持 ", "反对 ", "本帖最后由 ", "查看: ", "回复: ")
)
OF_HTML = (
    b"<p>",
    b"<table><tr><td>",
    b"</div>",
    b"<script>",
    b"<!--",
    b"-->",
    b"<svg>",
    b"&lt;",
    b'href="javascript:',
    b"<img src=",
)
OF_PAGES = (
    b'<script type="application/ld+json">',
    b'"articleBody":"',
    b'<meta property="article:published_time" content="2026-03-05">',
    b'<div class="comment" id="c1">',
    b'<a class="author" href="/user/1">',
    b"<time>",
    b"<h1>",
    b"<title>",
    b"<noscript>",
    b'<body id="phpbb">',
)
OF_MARKDOWN = (b"![", b"](", b"> ", b"1. ", b"- ", b"```", b"| ", b"|---|", b"**", b"\\", b"<br>", b"html: ")
OF_JSON = (
    b'"type":"thread"',
    b'"schema_version":',
    b"null",
    b"1e999",
    b"\\ud800",
    b"\\u0000",
    b'"html":"',
    b"[[[[",
    b"{}",
    b"\n",
)
OF_TARS = (
    b"ustar\x0000",
    b"ustar  \0",
    b"x\0",
    b"g\0",
    b"L\0",
    b"S\0",
    b"GNU.sparse.map=",
    b"30 mtime=1e400\n",
    b"../",
    b"11 path=/a\n",
)
OF_CHARSETS = (b"text/html; charset=", b"gbk", b"big5", b"utf-8", b"utf-16", b"\xef\xbb\xbf", b"\xff\xfe", b'<meta charset="')
OF_ZIPS = (b"PK\x01\x02", b"PK\x03\x04", b"PK\x05\x06", b"PK\x06\x06", b"PK\x07\x08", b"../")
OF_WARCS = (
    b"WARC/1.1\r\n",
    b"WARC-Type: revisit\r\n",
    b"Content-Length: ",
    b"Transfer-Encoding: chunked\r\n",
    b"Content-Encoding: br\r\n",
)


def dumps() -> Iterable[bytes]:
    return [page for name, page in FIXTURES.items() if "jurong" not in name]


def thread_texts() -> Iterator[bytes]:
    yield from (page for name, page in FIXTURES.items() if "jurong" in name)
    yield from (_loaded(file)["dump"].encode() for file in sorted((TESTS / "threads").glob("*.yaml")))


def thread_pages() -> Iterator[bytes]:
    yield from (_loaded(file)["page"].encode() for file in sorted((TESTS / "forum_pages").glob("*.yaml")))


def full_pages() -> Iterator[bytes]:
    yield from (file.read_bytes() for file in sorted((TESTS / "site_pages").glob("*/*.html")))
    yield from (made(page_with(first), piece, 2).encode() + ended(name).encode() for name, (first, piece) in FULL.items())


def forums() -> Iterator[bytes]:
    yield from (made().encode() for made in TEMPLATES.values())


def bodies() -> Iterator[bytes]:
    yield from ((TESTS / "structures/hostile.txt").read_bytes().splitlines())
    yield from (page.split(b"---\n", 2)[-1] for page in dumps())


def markdown_exports() -> Iterator[bytes]:
    yield from (markdown_page(item) for item in items())


def json_exports() -> Iterator[bytes]:
    yield from map(msgspec.json.encode, items())


def items() -> Iterator[Item]:
    """Small ones first, and those of the five pages."""
    yield from (cleaned(saved_dump(body)) for body in (BODY, "<p>正文。</p>"))
    yield from map(cleaned, FIXTURES.values())


def item_lines() -> Iterator[bytes]:
    plain = b"\n".join([*json_exports()][:2] * 2)
    yield from (plain, plain + b"\n", gzip.compress(plain), zstd_compress(plain))


def encoded() -> Iterator[bytes]:
    for words in ("签到", "河边的老桥要修了。", "謝謝樓主分享", "<meta charset='gbk'><p>正文</p>"):
        for codec in ("utf-8", "gb18030", "utf-16", "utf-8-sig", "big5"):
            yield f"text/html; charset={codec}\n".encode() + words.encode(codec, "replace")


def zips() -> Iterator[bytes]:
    yield from (zipped(SMALL), zipped(SMALL, method=0), zipped(FIXTURES), wacz(SMALL))


def tars() -> Iterator[bytes]:
    plain = tarred(SMALL)
    yield from (plain, gzip.compress(plain), bz2.compress(plain), lzma.compress(plain), zstd_compress(plain))


def warcs() -> Iterator[bytes]:
    yield from (warc(SMALL), warc(SMALL, compressed=True))
    again = {"WARC-Refers-To-Target-URI": URL, "WARC-Refers-To-Date": DATE}
    kind, headers, block = record("https://example.org/again", b"", warc_type="revisit")
    yield warc_of([record(URL, PAGE), (kind, headers | again, block)])
    packed = {
        "gzip": gzip.compress(PAGE),
        "br": brotli.compress(PAGE),
        "zstd": zstd_compress(PAGE),
        "deflate": zlib.compress(PAGE),
    }
    yield warc_of([record(URL, body, Content_Encoding=coding) for coding, body in packed.items()])
    yield warc_of([record(URL, b"4\r\n<p>a\r\n3;x=y\r\n</p\r\n0\r\n\r\n", Transfer_Encoding="chunked")])


def lists() -> Iterator[bytes]:
    yield from (b"a.txt\n# no\nb\n", b"b/**/*.zip\n", b"b/c.zip\na.txt\n*.t?t\nnothing\n", b"a.txt\n" * 12 + b"gone\nlist\n")


def journals() -> Iterator[bytes]:
    outcomes = [clean(item) for item in [*items()][:3]]
    entries = [Entry(PageRead("page", "1" * 64, None, None), outcome) for outcome in outcomes]
    yield b"".join(piece for line in (Header("crawl replay", "0" * 64), ENTRY, *entries) for piece in line_of(line))


def _loaded(file: Path) -> dict[str, str]:
    loaded: dict[str, str] = yaml.safe_load(file.read_text("utf-8"))
    return loaded
