"""Items → Markdown or JSON Lines → items: the same; and files that were edited, or made to do harm."""

import re
import unicodedata
import zipfile
from collections.abc import Callable
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import Any

import msgspec
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from crawler.content.body import Block
from crawler.content.html import TooDeepError, UncleanHtmlError, clean_blocks, parse_html, render_html, render_text
from crawler.content.markdown import parse_markdown, render_markdown
from crawler.content.web_url import FOREIGN_SCHEME
from crawler.feeds.exporters._item_files import file_name
from crawler.feeds.exporters.json_items import JsonLinesExporter
from crawler.feeds.exporters.markdown import MarkdownExporter, MarkdownZipExporter, markdown_page
from crawler.feeds.exporters.text_corpus import TextFolderExporter
from crawler.feeds.storages.local import Folder
from crawler.items import Article, Credit, Image, Item, Page, Post, Removal, Thread
from crawler.pages import Limits, SavedPage, saved_pages
from crawler.platforms.registry import draft_of
from crawler.readers import UnreadablePageError, read_page
from tests.exporting import feed, full_article, full_thread, hashed
from tests.made_items import made_article
from tests.support import STAGES, cleaned, cleaned_article
from tests.test_archives import outcome

FIXTURES = sorted((Path(__file__).parents[1] / "fixtures").glob("*/*.txt"))
THREADS = sorted((Path(__file__).parent / "threads").glob("*.yaml"))

# ---- generated items ------------------------------------------------------------------------------------------------------

ANY = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
LINE = ANY.filter(bool)
TRICKY = st.sampled_from(
    ["**", "*", "_", "`", "```", "# ", "- ", "1. ", "> ", "| a |", "![x](<y>)", "<!-- -->", "\\", "&amp;", "[a](b)"]
)
WORDS = st.lists(st.one_of(TRICKY, st.text(st.characters(codec="utf-8"), max_size=8)), min_size=1, max_size=4).map("".join)
URL = st.text(st.characters(exclude_categories=["Cs", "Z", "Cc"]), max_size=20).map(lambda path: f"https://x.example/{path}")
WEB_URL = URL.filter(lambda url: not any(map(str.isspace, url)))
ADDRESS = LINE.filter(lambda line: not FOREIGN_SCHEME.match(line))
INSTANT = st.sampled_from(["2021-07-28T18:50:17+08:00", "1999-12-31T23:59-05:30", None])
ID = st.text("0123456789abcdef", min_size=16, max_size=16)
MAYBE = st.none() | ANY
COUNT = st.none() | st.integers(0, 2**62)


@st.composite
def source_html(draw: st.DrawFn) -> str:
    """The HTML of a body as a page may have it."""
    inline = st.builds("<{0}>{1}</{0}>".format, st.sampled_from(["p", "h2", "h4", "strong", "em", "li", "code", "pre"]), ANY_HTML)
    listed = st.builds(
        "<{0}>{1}</{0}>".format, st.sampled_from(["ul", "ol", "blockquote"]), st.lists(inline, max_size=3).map("".join)
    )
    table = st.builds("<table><tr><{0}>{1}</{0}><{0}>{2}</{0}></tr><tr><td>{2}</td><td>{1}</td></tr></table>".format,
                      st.sampled_from(["td", "th"]), ANY_HTML, ANY_HTML)  # fmt: skip
    return "".join(draw(st.lists(st.one_of(inline, listed, table, ANY_HTML), max_size=5)))


ANY_HTML = st.lists(
    st.one_of(
        WORDS.map(lambda words: words.replace("&", "&amp;").replace("<", "&lt;")),
        st.sampled_from(
            ["<strong>“好。”</strong>", "<b>好</b>", "<em>字</em>", '<a href="https://x.example/(1)">链</a>', "<br>", " "]
        ),
    ),
    max_size=4,
).map("".join)


@st.composite
def bodies(draw: st.DrawFn) -> dict[str, Any]:
    """``html``, ``text`` and ``images`` of a body as the stages render them of some page."""
    blocks = [block for block in parse_html(draw(source_html())).blocks if block.text]
    images = draw(
        st.lists(
            st.builds(Image, WEB_URL, st.lists(ADDRESS, max_size=2), st.none() | LINE, st.none() | LINE),
            max_size=2,
            unique_by=lambda image: image.url,
        )
    )
    blocks += [Block("image", image=image) for image in images]
    html = render_html(blocks)
    try:
        clean_blocks(html)
    except UncleanHtmlError:  # white space and controls that a stage takes out
        html, blocks, images = "", [], []
    return {"html": html, "text": draw(st.sampled_from([render_text(blocks), "别的\n\n文字"])), "images": images}


CREDITS = st.lists(st.builds(Credit, st.sampled_from(["author", "editor"]), LINE), max_size=2)
SHARED: dict[str, st.SearchStrategy[Any]] = {
    "id": ID,
    "site": LINE,
    "publisher": MAYBE,
    "url": st.none() | WEB_URL,
    "headline": ANY,
    "date_published": INSTANT,
    "language": st.sampled_from([None, "zh", "zh-Hans"]),
    "removed": st.lists(st.builds(Removal, LINE, LINE, ANY, score=st.none() | st.floats(0, 1)), max_size=2),
    "duplicate_of": st.none() | ID,
    "revision": st.integers(1, 3),
    "revised_from": st.none() | st.just("0" * 64),
    "page": st.builds(Page, LINE, st.just("0" * 64), st.integers(0, 9), LINE, INSTANT),
}


@st.composite
def articles(draw: st.DrawFn) -> Article:
    lines = st.lists(LINE, max_size=2)
    own: dict[str, st.SearchStrategy[Any]] = {
        "original_headline": MAYBE,
        "date_published_raw": MAYBE,
        "categories": lines,
        "keywords": lines,
        "source": MAYBE,
        "credits": CREDITS,
    }
    return hashed(Article(**draw(bodies()), **{name: draw(values) for name, values in (SHARED | own).items()}))


@st.composite
def threads(draw: st.DrawFn) -> Thread:
    own: dict[str, st.SearchStrategy[Any]] = {
        "author": MAYBE,
        "date_published": INSTANT,
        "location": MAYBE,
        "quote": MAYBE,
        "likes": COUNT,
        "credits": CREDITS,
    }
    posts = [
        Post(floor=floor, **draw(bodies()), **{name: draw(values) for name, values in own.items()})
        for floor in range(1, draw(st.integers(0, 3)) + 1)
    ]
    shared = {name: draw(values) for name, values in SHARED.items()}
    return hashed(Thread(posts=posts, views=draw(COUNT), platform=draw(MAYBE), **shared))


def replayed(page: bytes) -> Item:
    """What a replay makes of an exported page, by every stage."""
    item: Any = draft_of(read_page("exported", page, captured="2020-01-01T00:00:00+00:00"))
    for stage in STAGES:
        item = stage.process_item(item)
    checked: Item = item
    return checked


@given(articles() | threads())
def test_markdown_gives_any_item_back(item: Item) -> None:
    before = msgspec.json.encode(item)
    assert replayed(markdown_page(item)) == item
    assert msgspec.json.encode(item) == before


@given(articles() | threads())
def test_json_lines_give_any_item_back(item: Item) -> None:
    assert replayed(feed(JsonLinesExporter, [item])) == item


@pytest.mark.parametrize("page", FIXTURES, ids=lambda page: page.stem)
def test_markdown_gives_the_fixtures_back_without_html_in_the_front_matter(page: Path) -> None:
    item = cleaned(page.read_bytes(), page.name)
    exported = markdown_page(item)
    assert replayed(exported) == item
    head = yaml.safe_load(exported.decode().split("\n---\n")[0])
    assert not any("html" in body or "text" in body for body in head.get("posts", [head]))


@pytest.mark.parametrize("page", THREADS, ids=lambda page: page.stem)
def test_markdown_gives_threads_back(page: Path) -> None:
    item = cleaned(yaml.safe_load(page.read_text("utf-8"))["dump"].encode())
    assert replayed(markdown_page(item)) == item


def picture(number: int) -> list[Image]:
    url = f"https://x.example/{number}.jpg"
    return [Image(url, [url, f"{url}?small"])]


def test_a_thread_of_a_thousand_posts_comes_back() -> None:
    thread = full_thread()
    thread.posts = [Post(floor=n, text=f"第{n}", html=f"<p>第{n}</p>", images=picture(n)) for n in range(1, 1001)]
    hashed(thread)
    assert replayed(markdown_page(thread)) == thread
    assert replayed(feed(JsonLinesExporter, [thread])) == thread


BODIES = [
    "<p>a</p><ul><li>x</li><li>y</li></ul><ul><li>z</li></ul><ol><li>1</li><li>2</li></ol>",
    "<blockquote><p>q1</p><p>q2</p></blockquote><blockquote><p>q3</p></blockquote><p>e</p>",
    "<blockquote><p>q1</p><blockquote><p>q2</p></blockquote><p>q3</p><ul><li>k</li></ul><ul><li>m</li></ul></blockquote>",
    "<table><tr><td>a|b</td><td>c</td></tr><tr><td></td><td>*d*</td></tr></table>",
    "<table><tr><th>a</th><th>b</th></tr><tr><td>1</td><td>2</td></tr></table><p>| a | b |</p>",
    "<pre>a\n\n# 1\n```\n  x</pre><p># no</p><p>1. no</p><p>- no</p><p>&gt; no</p><p>---</p><p>***</p><p>&lt;!-- --&gt;</p>",
    "<blockquote><pre>a\n&gt; b\n\nc</pre><p>d</p></blockquote>",
    "<p>他说<strong>“好。”</strong>又<b>好</b><b>的</b>吧<em>斜</em> **x** _y_ `c` [l](m) \\ \\* &amp;amp; ![a](b)</p>",
    '<p><a href="https://x.example/a(b)?c=1&amp;d">链<strong>粗</strong></a> <a href="https://x.example/?a=1&amp;b=2">链</a></p>',
    "<ul><li><img src='https://x.example/a.jpg'></li><li>b</li></ul><ul><li>a<blockquote>z<ul><li>y</ul></blockquote>w</li></ul>",
    "<ol start=3><li>三<br>续</li><li><p>四</p><pre>a\n\n b</pre><ul><li>甲<ol><li>一<li>二</ol>乙</ul><li value=9>九</ol>1.",
    "<ol reversed><li>c<ol start=0><li>z</ol></li><li>b</li><li>a</li></ol><ol><li><h3>题</h3><ul><li>x</ul></ol>",
    "<p>10<sup>2</sup>、H<sub>2</sub>O，<del>199</del><ins>99</ins>元，<ruby>汉<rt>hàn</rt></ruby>。</p><p><s>全删</s></p>",
    "<table><tr><th colspan=2>a|b</th><th>c</th></tr><tr><td rowspan=2>1<br>2</td><td>2</td><td>3<sup>4</sup></td></tr></table>",
    "<table><tr><td>a<p>b</p><b>c</b></td><td>10<sup>4</sup></td></tr><tr><td></td><td><code>x|y</code></td></tr></table>",
    "<p><code>x`y</code> <code>**z**</code> <code>字</code></p><h2>题*目*</h2><h3># 3</h3>",
    "<pre>x<sup>2</sup>\n\n  <del>y</del></pre><blockquote><pre>a\n\n<sub>1</sub> *b*</pre></blockquote>",
    "<table><tr><th>a</th><td>b</td></tr><tr><td>1</td><td>2</td></tr></table>",
    "<table><tr><th>a</th></tr><tr><td>1</td><td>2</td></tr></table><table><tr><th>a<th>b</tr><tr><th>c<th>d</tr></table>",
]


@pytest.mark.parametrize("body", BODIES)
def test_every_kind_of_block_comes_back_from_markdown_alone(body: str) -> None:
    article = cleaned_article(body)
    blocks = clean_blocks(article.html)
    [section] = parse_markdown(render_markdown(blocks))
    assert render_html(section.blocks) == article.html
    assert render_text(section.blocks) == article.text


def test_a_body_that_markdown_does_not_give_back_stands_in_the_front_matter() -> None:
    article = cleaned_article("<p>一段。</p>")
    article.text = "别的字"
    exported = markdown_page(hashed(article))
    assert "\nhtml: " in exported.decode()
    assert replayed(exported) == article
    with pytest.raises(UnreadablePageError, match="not that of the html in the front matter"):
        replayed(exported + "又一段。\n".encode())


OLDER = {
    "````\na\n\n```\n  x\n````": "<pre>a\n\n```\n  x</pre>",
    r"\<b\> a\&lt; b\~c\|d\_": "<p>&lt;b&gt; a&amp;lt; b~c|d_</p>",
    "[x](https://x.example/?a=1&copy=2)": '<p><a href="https://x.example/?a=1&amp;copy=2">x</a></p>',
    "AT&T &notit; &nbsp": "<p>AT&amp;T &amp;notit; &amp;nbsp</p>",
}


@pytest.mark.parametrize("markdown", OLDER)
def test_markdown_that_older_versions_wrote_is_still_read(markdown: str) -> None:
    assert render_html(parse_markdown(markdown)[0].blocks) == OLDER[markdown]


def test_a_picture_whose_address_older_versions_wrote_as_it_is_is_known() -> None:
    assert edited(lambda page: re.sub(r"\]\((https:[^)]*)\)", r"](<\1>)", page)) == full_article()


# ---- edited files ---------------------------------------------------------------------------------------------------------


def edited(change: Callable[[str], str], item: Item | None = None) -> Item:
    return replayed(change(markdown_page(item or full_article()).decode()).encode())


def test_the_markdown_is_what_counts() -> None:
    article = edited(
        lambda page: page.replace("第一段", "改过的**一段**").replace("*图为大桥。吴胜摄*", "*新的图注*") + "\n## 小标题\n"
    )
    assert isinstance(article, Article)
    assert article.html.startswith("<p>改过的<strong>一段</strong>") and article.html.endswith("<h2>小标题</h2>")
    assert article.text.startswith("改过的一段") and article.text.endswith("小标题")
    assert article.images[0].caption == "新的图注"
    assert 'width="640"' in article.html


def test_windows_line_ends_change_nothing() -> None:
    assert edited(lambda page: page.replace("\n", "\r\n")) == full_article()
    assert edited(lambda page: page.replace("\n", "\r\n"), full_thread()) == full_thread()


REFUSED = {
    "a missing field": (lambda page: page.replace("keywords:\n- stock\n- 时事\n", ""), "missing or unknown: keywords"),
    "an unknown field": (lambda page: page.replace("site: ", "evil: 1\nsite: "), "missing or unknown: evil"),
    "a broken field": (lambda page: page.replace("id: 0123456789abcdef", "id: 01"), "Expected `str` matching"),
    "another type": (lambda page: page.replace("type: article", "type: person"), "neither article nor thread"),
    "broken YAML": (lambda page: page.replace("site: ", "site: '"), "broken YAML"),
    "no end": (lambda page: page.replace("\n---\n", "\n"), "without an end"),
    "an anchor": (lambda page: page.replace("categories:\n", "categories: &a\n"), "anchors"),
    "a tag": (lambda page: page.replace("headline: ", "headline: !!python/object:os.system ", 1), "anchors, tags"),
    "deep nesting": (lambda page: page.replace("headline: ", "headline: " + "[" * 5000, 1), "deep nesting"),
    "no mapping": (lambda page: page.replace("schema_version: 2\n", "schema_version: 2\n- a\n"), "broken YAML"),
    "records of another kind": (lambda page: page.replace("images:\n", "images: 7\nx:\n"), "front matter"),
    "an image from elsewhere": (lambda page: page + "\n![x](<https://evil.example/pixel.gif>)\n", "not among images"),
    "a script as an address": (lambda page: page.replace("  seen_as:\n", "  seen_as:\n  - javascript:x\n"), "invalid URL"),
    "an open tag": (lambda page: page + "\n<strong>x\n", "not as the stages write it"),
    "a link that runs code": (lambda page: page + "\n[x](javascript:alert)\n", "not as the stages write it"),
    "a first heading": (lambda page: page + "\n# 一\n", "first level"),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_a_file_that_is_no_export_any_more_is_refused(case: str) -> None:
    change, reason = REFUSED[case]
    with pytest.raises(UnreadablePageError, match=reason):
        edited(change)


def test_a_line_that_is_too_long_costs_one_item(tmp_path: Path) -> None:
    short, long = b'{"schema_version":1}', b'{"schema_version":' + b" " * 150_000
    (tmp_path / "items.jsonl").write_bytes(b"\n".join([short, long, short, long[:70_000], long + b"1}"]))
    limits = Limits(page_bytes=70_000)
    found = [outcome(place) for place in saved_pages("items.jsonl", tmp_path, limits)]
    too_large = "PageTooLargeError: larger than MAX_PAGE_BYTES = 70,000"
    assert found == [short, too_large, short, long[:70_000], too_large]


def test_a_thread_whose_posts_are_not_its_sections_is_refused() -> None:
    with pytest.raises(UnreadablePageError, match="floors"):
        edited(lambda page: page.replace("\n# 3\n", "\n# 4\n"), full_thread())


HOSTILE = [
    "<script>alert(1)</script>",
    "<p onclick='x'>a</p>",
    '<p><a href="javascript:alert(1)">a</a></p>',
    '<figure><img src="javascript:alert(1)" alt=""></figure>',
    '<figure><img src="https://x.example/a.png" alt="" onerror="x"></figure>',
    '<figure><img src="https://x.example@evil.example/a.png" alt=""></figure>',
    f'<figure><img src="https://{"慡" * 64}/a.png" alt=""></figure>',
    "<p>a</p><iframe src='https://x.example'></iframe>",
    "<p>a<style>x</style></p>",
    "<p>a",
    "<div>" * 400,
]


@pytest.mark.parametrize("html", HOSTILE)
def test_html_that_is_not_ours_is_never_trusted(html: str) -> None:
    plain = msgspec.to_builtins(full_article()) | {"html": html}
    with pytest.raises(UnreadablePageError, match="not an exported item"):
        read_page("x", msgspec.json.encode(plain))
    thread = msgspec.to_builtins(full_thread())
    thread["posts"][1]["html"] = html
    with pytest.raises(UnreadablePageError, match="not an exported item"):
        read_page("x", msgspec.json.encode(thread))
    head, markdown = markdown_page(full_article()).decode().split("\n---\n")
    with pytest.raises(UnreadablePageError):
        read_page("x", f"{head}\nhtml: {msgspec.json.encode(html).decode()}\ntext: a\n---\n{markdown}".encode())
    with pytest.raises(UncleanHtmlError):
        article = full_article()
        article.html = html.replace("<div>" * 400, "<div>")
        markdown_page(article)


PIECES = [f"<{tag}>" for name in ("p", "figure", "ul", "li", "table", "td", "pre", "strong") for tag in (name, f"/{name}")]
PIECES += ["<script>", "<!--", "-->", "&lt;", "&", "<svg onload=x>", '<img src="x">', '<a href="javascript:x">', "</a>"]
TAGS = st.sampled_from(
    [*PIECES, '<img src="https://x.example/a.png" alt="">', f'width="{"9" * 5000}"', "\n", "\0", "\r", "\ud800"]
)


@given(st.lists(TAGS | st.text(max_size=5), max_size=12).map("".join))
def test_html_is_clean_or_refused(html: str) -> None:
    with suppress(UncleanHtmlError, TooDeepError):
        rendered = render_html(clean_blocks(html))
        assert rendered == html
        assert not any(sign in rendered for sign in ("<script", "<svg", '"javascript:', "<!--"))


def _escape_in_markdown(page: str) -> str:
    return page + "\n<script>alert(1)</script>\n\n<img src=x onerror=y>\n"


def test_html_in_the_markdown_is_text() -> None:
    article = edited(_escape_in_markdown)
    assert isinstance(article, Article)
    assert article.html.endswith("<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n<p>&lt;img src=x onerror=y&gt;</p>")


@given(st.binary(max_size=200), st.integers(0, 3000))
def test_whatever_is_changed_in_a_file_only_one_error_comes_of_it(noise: bytes, at: int) -> None:
    page = markdown_page(full_thread())
    with suppress(UnreadablePageError):
        read_page("x", page[:at] + noise + page[at + len(noise) :])


# ---- files ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("headline", "expected"),
    [
        ("江苏省长：凌晨开会", "2021-07-28-江苏省长-凌晨开会-0123456789abcdef.md"),
        ("../../etc/passwd", "2021-07-28-etc-passwd-0123456789abcdef.md"),
        ("CON", "2021-07-28-CON-0123456789abcdef.md"),
        ('\x00\r\n/\\:*?"<>|', "2021-07-28-0123456789abcdef.md"),
        ("", "2021-07-28-0123456789abcdef.md"),
        ("e\u0301t\u00e9", "2021-07-28-\u00e9t\u00e9-0123456789abcdef.md"),
        ("字" * 300, f"2021-07-28-{'字' * 40}-0123456789abcdef.md"),
        (".hidden", "2021-07-28-hidden-0123456789abcdef.md"),
    ],
)
def test_file_names_are_safe(headline: str, expected: str) -> None:
    article = full_article()
    article.headline = headline
    assert file_name(article, "md") == expected


@given(st.text())
def test_file_names_are_safe_whatever_the_headline(headline: str) -> None:
    article = made_article()
    article.headline = headline
    name = file_name(article, "md")
    assert len(name.encode()) <= 255
    assert name == unicodedata.normalize("NFC", name)
    assert not set(name) & set('/\\:*?"<>|\0\r\n') and not name.startswith(".") and name.endswith("0123456789abcdef.md")


def test_items_of_one_name_do_not_overwrite_each_other(tmp_path: Path) -> None:
    folder = Folder(tmp_path, "x.md")
    writer = MarkdownExporter(folder)
    for _ in range(3):
        writer.export_item(full_article())
    assert len(sorted(folder.path.glob("*-0123456789abcdef*.md"))) == 3
    names = zipfile.ZipFile(BytesIO(feed(MarkdownZipExporter, [full_article()] * 3))).namelist()
    assert [name[-6:] for name in names] == ["def.md", "f-2.md", "f-3.md"]


def test_a_folder_of_texts_has_a_file_an_item(tmp_path: Path) -> None:
    folder = Folder(tmp_path, "x.texts")
    writer = TextFolderExporter(folder)
    for item in (full_article(), full_article(), full_thread()):
        writer.export_item(item)
    texts = {file.name: file.read_text("utf-8") for file in folder.path.glob("*.txt")}
    article = full_article()
    assert len(texts) == 3
    assert list(texts.values()).count(f"{article.headline}\n\n{article.text}\n") == 2
    with pytest.raises(TypeError, match="a local folder"):
        feed(TextFolderExporter, [])


def test_a_zip_is_the_same_bytes_for_the_same_items() -> None:
    items: list[Item] = [full_article(), full_thread()]
    assert feed(MarkdownZipExporter, items) == feed(MarkdownZipExporter, items)


def test_a_lone_surrogate_is_refused() -> None:
    article = full_article()
    article.headline = "a\ud800"
    with pytest.raises(UnicodeEncodeError):
        markdown_page(article)


@pytest.mark.parametrize("spaces", ["&nbsp; &nbsp; ", "\u2003 \u2003", " &nbsp;&nbsp;", "\u3000 &nbsp;\u3000"])
def test_unusual_and_repeated_spaces_come_back(spaces: str) -> None:
    article = cleaned_article(f"<div><p>旧港码头昨天开放。<strong>{spaces}夏天</strong>{spaces}之前<em>{spaces}</em></p></div>")
    for page in (markdown_page(article), msgspec.json.encode(article)):
        assert read_page("a", page).item == article


def test_json_lines_behind_a_byte_order_mark_are_read(tmp_path: Path) -> None:
    items: list[Item] = [full_article(), full_thread()]
    (tmp_path / "items.jsonl").write_bytes(feed(JsonLinesExporter, items, encoding="utf-8-sig"))
    pages = [page for page in saved_pages(str(tmp_path / "items.jsonl")) if isinstance(page, SavedPage)]
    assert [read_page(page.path, page.read()).item for page in pages] == items
