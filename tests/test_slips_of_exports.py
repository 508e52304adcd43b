"""Pages that were broken on their way: markup escaped twice, halves of characters, heads that no YAML parser reads as meant."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.content.html import parse_html, parse_page, printed_line, read_element, render_text, unescaped
from crawler.content.plain_text import paired
from crawler.content.redirects import destination
from crawler.readers.front_matter import read
from tests.support import cleaned_article


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>渡口&amp;nbsp;已开，&amp;ldquo;不必等&amp;rdquo;&amp;#8212;船家</p>", "渡口 已开，“不必等”—船家"),
        ("<p>东岸&amp;amp;西岸</p>", "东岸&西岸"),
        ("<p>第一行&lt;br&gt;第二行&lt;br /&gt;第三行</p>", "第一行\n\n第二行\n\n第三行"),
        ("<div>&lt;p class=&quot;a&quot;&gt;第一段&lt;/p&gt;&lt;p&gt;第二段&lt;/p&gt;</div>", "第一段\n\n第二段"),
        ("<p>请写 &lt;b&gt;好&lt;/b&gt; 再交</p>", "请写 <b>好</b> 再交"),
        ("<p>HTML 里 &amp;nbsp; 是空格，&lt;br&gt; 换行</p>", "HTML 里 &nbsp; 是空格，<br> 换行"),
        ("<p><code>&amp;nbsp;</code> 是空格</p>", "&nbsp; 是空格"),
        ("<p>若 a &lt; b，则 R&amp;D; 不变</p>", "若 a < b，则 R&D; 不变"),
        ("<div>第一段&lt;p&gt;第二段&lt;/p&gt;</div>", "第一段\n\n第二段"),
        (
            "<div>&amp;lt;strong&amp;gt;第一&amp;lt;/strong&amp;gt;段&amp;lt;p&amp;gt;第二段&amp;lt;/p&amp;gt;</div>",
            "第一段\n\n第二段",
        ),
        ("<p>第一段&lt;/p&gt;&lt;p&gt;第二段</p>", "第一段\n\n第二段"),
        ("<p>见&lt;a href=&quot;https://a.example/&quot;&gt;渡口&lt;/a&gt;</p>", "见渡口"),
        ("<div>&lt;!-- x --&gt;&lt;![CDATA[&lt;p&gt;第一段&lt;/p&gt;]]&gt;</div>", "第一段"),
        ("<p>段落用&lt;p&gt;标签，换行用&lt;hr&gt;标签</p>", "段落用<p>标签，换行用<hr>标签"),
    ],
)
def test_markup_that_was_escaped_twice(html: str, text: str) -> None:
    assert cleaned_article(html).text == text
    if "<code>" not in html:
        assert (
            render_text(read_element(parse_page(f"<body>{html}</body>")[0], lambda _: None).blocks).replace("\xa0", " ") == text
        )


def test_lists_that_were_escaped_twice_keep_what_is_around_them() -> None:
    page = parse_page("<blockquote class=x><p>一</p>&lt;ul&gt;&lt;li&gt;二&lt;/li&gt;&lt;/ul&gt;</blockquote>")
    blocks = read_element(page, lambda _: None).blocks
    assert [(block.kind, block.text, [each.tag for each in block.containers]) for block in blocks] == [
        ("paragraph", "一", ["blockquote"]),
        ("item", "二", ["blockquote", "ul", "li"]),
    ]
    assert all("x" in block.names for block in blocks)


@pytest.mark.parametrize(
    ("html", "text", "pictures"),
    [
        ("<p>一</p><p>![桥](https://a.example/1.jpg)</p><p>二</p>", "一\n\n二", ["https://a.example/1.jpg"]),
        ("<p>Markdown 写 ![桥](https://a.example/1.jpg)</p>", "Markdown 写 ![桥](https://a.example/1.jpg)", []),
        ("<p>一![桥](1.jpg)</p>", "一![桥](1.jpg)", []),
    ],
)
def test_pictures_that_an_author_wrote_in_markdown(html: str, text: str, pictures: list[str]) -> None:
    item = cleaned_article(html)
    assert (item.text, [image.url for image in item.images]) == (text, pictures)


@given(st.text(alphabet="<>&;#/apbr ltgmnsq8ux\"'=H中", max_size=80))
def test_unescaping_loses_no_letter(html: str) -> None:
    assert [char for char in unescaped(html) if char == "中"] == [char for char in html if char == "中"]


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("笑&#55357;&#56832;了", "笑😀了"),
        ("笑&#xD83D;&#xde00;了", "笑😀了"),
        ("村&#26449;&#55357;&#56832;", "村村😀"),
        ("只有一半&#55357;。", "只有一半\ufffd。"),
    ],
)
def test_references_to_the_halves_of_a_character(markup: str, text: str) -> None:
    assert render_text(parse_html(f"<p>{markup}</p>").blocks) == text
    if "\ufffd" not in text:
        assert printed_line(markup) == text


@given(st.integers(0x10000, 0x10FFFF))
def test_any_character_comes_out_of_its_halves(code: int) -> None:
    high, low = divmod(code - 0x10000, 0x400)
    assert paired(f"&#{0xD800 + high};&#x{0xDC00 + low:X};") == chr(code)


@pytest.mark.parametrize(
    ("url", "leads_to"),
    [
        ("https://link.zhihu.com/?target=https%3A//a.example/p%3Fx%3D1", "https://a.example/p?x=1"),
        ("https://links.jianshu.com/go?to=https%3A%2F%2Fa.example%2Fp", "https://a.example/p"),
        ("https://weibo.cn/sinaurl?u=https%3A%2F%2Fa.example%2Fp", "https://a.example/p"),
        ("https://www.google.com/url?q=https://a.example/p&sa=D", "https://a.example/p"),
        ("https://link.juejin.cn?target=https%3A%2F%2Fa.example%2Fp", "https://a.example/p"),
        ("https://link.b.example/?target=https://www.c.example/go?to=https%3A%2F%2Fa.example", "https://a.example"),
        ("https://www.example.com/share?url=https://a.example/p", "https://www.example.com/share?url=https://a.example/p"),
        ("https://www.example.com/go?to=/p", "https://www.example.com/go?to=/p"),
        (
            "https://link.example.com/?target=javascript:alert(1)//http",
            "https://link.example.com/?target=javascript:alert(1)//http",
        ),
    ],
)
def test_links_lead_where_a_counting_page_leads(url: str, leads_to: str) -> None:
    assert destination(url) == leads_to


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("title: 老桥 #1 通车", "老桥 #1 通车"),
        ("title: #老桥# 通车", "#老桥# 通车"),
        ("title: [老桥通车]", "[老桥通车]"),
        ("标题: 它's #1", "它's #1"),
        ("title: {老桥}", "{老桥}"),
        ('"title": "老桥",\n"author": "某报"', "老桥"),
        ("title: ['老桥']", ["老桥"]),
        ("title: '老桥' # 注", "老桥"),
        ("title: 老桥 #1\n  通车", "老桥 #1\n通车"),
        ("title:\n  rendered: 老桥", "老桥"),
        ("title: 老桥\ntitle:", "老桥"),
        ("title: 老桥\ntitle: 新桥", "新桥"),
        ("title = 老桥\nauthor=某报", "老桥"),
    ],
)
def test_titles_as_they_were_meant(head: str, title: str | list[str]) -> None:
    assert next(iter(read("p", b"", f"---\n{head}\n---\n<p>一</p>").metadata.values())) == title


@pytest.mark.parametrize("fence", ["———", "－－－", "——", "---"])
def test_dashes_that_an_editor_widened(fence: str) -> None:
    document = read("p", b"", f"{fence}\ntitle: 老桥\ndate: 2021-11-03\n{fence}\n<p>一</p>")
    assert document.metadata == {"title": "老桥", "date": "2021-11-03"}
    assert document.text.strip() == "<p>一</p>"


def test_a_head_without_any_fence_ends_at_a_blank_line() -> None:
    document = read("p", b"", "title: 老桥\nauthor: 某报\n\n<p>一</p>")
    assert (document.metadata, document.text.strip()) == ({"title": "老桥", "author": "某报"}, "<p>一</p>")
