"""HTML bodies become blocks, and blocks become HTML and text."""

import pytest

from crawler.content.body import Block, Container
from crawler.content.html import TooDeepError, escaped, parse_html, parse_page, read_elements, render_html, render_text
from crawler.content.html.elements import MAX_DEPTH
from crawler.items import Image


def blocks_of(html: str) -> list[Block]:
    return parse_html(html, frozenset({"fat"})).blocks


def shown(html: str) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in blocks_of(html)]


def paragraphs(*texts: str) -> list[tuple[str, str]]:
    return [("paragraph", text) for text in texts]


@pytest.mark.parametrize(
    ("html", "blocks"),
    [
        ("", []),
        (" \n\t ", []),
        ("<p></p><div> </div><br>", []),
        ("一段", paragraphs("一段")),
        ("<p>一段</p>", paragraphs("一段")),
        ("<p>一</p>二<p>三</p>四", paragraphs("一", "二", "三", "四")),
        ("一<br>二<br/><br>三", paragraphs("一", "二", "三")),
        ("一\n二\n\n三", paragraphs("一", "二", "三")),
        ("<div>一\n二</div>", paragraphs("一", "二")),
        ("<p>一\n二</p>", paragraphs("一 二")),
        ("<p> 一 \t 二 </p>", paragraphs("一 二")),
        ("<p>一<span>二</span><font>三</font>四</p>", paragraphs("一二三四")),
        ("<p>一<div>二</div>三</p>", paragraphs("一", "二", "三")),
        ("<div><div>一</div><section>二</section></div>", paragraphs("一", "二")),
        ("<p>一<p>二", paragraphs("一", "二")),
        ("<html><body><p>一</body></html><p>二</p></html>三<div>四</div></html>五", paragraphs("一", "二", "三", "四", "五")),
        ("<html><body>一</body></html><html><body><p>二</p></body></html>", paragraphs("一", "二")),
        ("</p>一</div></span>", paragraphs("一")),
        ("<x-y>一</x-y><blink>二</blink>", paragraphs("一二")),
        ("<noscript>一</noscript>二", paragraphs("一", "二")),
        ("<h1>一</h1><h2>二</h2><h3>三</h3><h4>四</h4><h5>五</h5><h6>六</h6>",
         [("h2", "一"), ("h2", "二"), ("h3", "三"), ("h4", "四"), ("h4", "五"), ("h4", "六")]),
        ("<ul><li>一</li><li>二<ul><li>三</li></ul></li></ul>", [("item", "一"), ("item", "二"), ("item", "三")]),
        ("<dl><dt>一</dt><dd>二</dd></dl>", paragraphs("一", "二")),
        ("<blockquote>一<p>二</p></blockquote>", paragraphs("一", "二")),
        ("<p>&lt;b&gt; &amp;amp; &#123;&#x4e00;&hellip;</p>", paragraphs("<b> &amp; {一…")),
        ("<p>一<!-- 二 -->三</p>", paragraphs("一三")),
        ("<p>一<?php 二 ?>三</p>", paragraphs("一三")),
        ("<html><head><title>一</title></head><body>二</body></html>", paragraphs("一", "二")),
        ("<pre>a\n  b\n</pre>", [("preformatted", "a\n  b")]),
        ("<pre><code>a &lt; b</code></pre>", [("preformatted", "a < b")]),
        ("<style>.a{}</style>一<script>b()</script>", [("style", ".a{}"), ("script", "b()"), ("paragraph", "一")]),
        ("<iframe src='https://v.example/1'> </iframe>", [("embed", "https://v.example/1")]),
        ("<video><source src='https://v.example/1'>字</video>", [("embed", "https://v.example/1 字")]),
        ("<video></video><script></script>", []),
        ("<button href=x>按</button><select><option>选</option></select>", [("embed", "x 按"), ("embed", "选")]),
        ("<svg><text>图</text></svg>", [("embed", "图")]),
        ("<object data='https://v.example/1'></object>", [("embed", "https://v.example/1")]),
    ],
)  # fmt: skip
def test_blocks(html: str, blocks: list[tuple[str, str]]) -> None:
    assert shown(html) == blocks


@pytest.mark.parametrize(
    ("html", "inner"),
    [
        ("<p>一<b>二</b><strong>三</strong></p>", "一<strong>二</strong><strong>三</strong>"),
        ("<p>一<b><strong>二</strong></b></p>", "一<strong>二</strong>"),
        ("<p>一<i>二</i><em>三</em></p>", "一<em>二</em><em>三</em>"),
        ("<p>用<code>a&lt;b</code>和<kbd>c</kbd></p>", "用<code>a&lt;b</code>和<code>c</code>"),
        ("<p><a href='https://x.example/?a=1&b=2'>一</a></p>", '<a href="https://x.example/?a=1&amp;b=2">一</a>'),
        ("<p><a href='/x'>一</a><a>二</a><a href='ftp://x'>三</a></p>", "一二三"),
        ("<p><a href='https://x.example/' onclick='x()' target=_blank style='a'>一</a></p>", '<a href="https://x.example/">一</a>'),
        ("<p><b></b>一<em> </em></p>", "一"),
        ("<p><b>一<i>二</b>三</i></p>", "<strong>一<em>二</em></strong>三"),
        ("<p>一<span class='fat'>二</span></p>", "一<strong>二</strong>"),
        ("<p>一<span style='font-weight: bold'>二</span></p>", "一<strong>二</strong>"),
        ("<p>一<span style='font-weight:700'>二</span></p>", "一<strong>二</strong>"),
        ("<p>一<span style='font-weight:400'>二</span></p>", "一二"),
        ("<p>“一”'二'\"三\" &lt;四&gt;</p>", "“一”'二'&quot;三&quot; &lt;四&gt;"),
        ("<p><u>一</u><s>二</s><sup>三</sup></p>", "一<del>二</del><sup>三</sup>"),
    ],
)  # fmt: skip
def test_inline_html(html: str, inner: str) -> None:
    assert blocks_of(html)[0].html == inner


def test_what_is_set_aside_in_an_open_paragraph_comes_after_its_text() -> None:
    root = parse_page("<p>一<aside>二</aside>三<span class=ad>四</span>五")
    aside = dict.fromkeys([*root.iter("aside"), *root.iter("span")], "aside other")
    blocks = read_elements([root], aside.get).blocks
    assert [block.text for block in blocks if not block.names] == ["一", "三五"]
    assert [block.text for block in blocks].index("二") == 1


def test_an_inline_element_goes_on_in_the_next_paragraph_and_a_link_does_not() -> None:
    html = '<div><b>一<br>二<a href="https://x.example/">三<p>四</p></a></b>五</div>'
    assert [block.html for block in blocks_of(html)] == [
        "<strong>一</strong>",
        '<strong>二<a href="https://x.example/">三</a></strong>',
        "<strong>四</strong>",
        "五",
    ]


@pytest.mark.parametrize(
    ("html", "trait", "value"),
    [
        ("<p align=center>一</p>", "centred", True),
        ("<center>一</center>", "centred", True),
        ("<p style='TEXT-ALIGN: center'>一</p>", "centred", True),
        ("<p cms-style='font-L align-Center'>一</p>", "centred", True),
        ("<p align=left>一</p>", "centred", False),
        ("<p><span style='color:#666'>一</span></p>", "grey", True),
        ("<p><span style='color: #888888'>一</span></p>", "grey", True),
        ("<p style='color:grey'>一</p>", "grey", True),
        ("<p><span style='color:#666'>一</span>二</p>", "grey", False),
        ("<p style='color:#123456'>一</p>", "grey", False),
        ("<p style='background-color:#666'>一</p>", "grey", False),
        ("<p><b>一</b> <strong>二</strong></p>", "bold", True),
        ("<p><b>一</b>二</p>", "bold", False),
        ("<p>一</p>", "loose", False),
        ("<div>一</div>", "loose", True),
        ("<li>一", "loose", False),
        ("<p hidden>一</p>", "hidden", True),
        ("<div style='display: none'><p>一</p></div>", "hidden", True),
        ("<p>一</p>", "hidden", False),
        ("<div class='a b'><p id=c cms-style='d'>一</p></div>", "names", frozenset("abcd")),
        ("<p><span class=a>一</span><span class=b>二</span></p>", "names", frozenset()),
        ("<figure><figcaption>一</figcaption></figure>", "names", frozenset({"figcaption"})),
        (
            "<blockquote><ul><li>一</li></ul></blockquote>",
            "containers",
            (("blockquote", 1, None), ("ul", 2, None), ("li", 3, None)),
        ),
        (
            "<ul><li><ul><li>一</li></ul></li></ul>",
            "containers",
            (("ul", 1, None), ("li", 2, None), ("ul", 3, None), ("li", 4, None)),
        ),
        ("<ol><blockquote>一</blockquote></ol>", "containers", (("blockquote", 2, None),)),
        ("<ol start=3><li value=7>一</li></ol>", "containers", (("ol", 1, None), ("li", 2, 7))),
    ],
)
def test_traits(html: str, trait: str, value: object) -> None:
    assert getattr(blocks_of(html)[0], trait) == value


def test_images_break_paragraphs_unless_they_are_as_small_as_letters() -> None:
    assert shown("<p>一<img src=a>二</p>") == [("paragraph", "一"), ("image", ""), ("paragraph", "二")]
    assert shown("<p>一<img src=a width=20 height=20px>二</p>") == [("image", ""), ("paragraph", "一二")]


@pytest.mark.parametrize("width", ["", "auto", "50%", "²", "٣٠٠", "-1", "1e3", "9" * 5000])
def test_any_size_of_an_image_is_read(width: str) -> None:
    [block] = blocks_of(f'<img src="https://x.example/a.jpg" class="big x" width="{width}">')
    assert block.attributes == {"src": "https://x.example/a.jpg", "class": "big x", "width": width}
    assert block.names == {"big", "x"}


ROWS = "<tr><th>队</th><th>分</th></tr><tr><td>红</td><td>3 &lt; 4</td></tr>"


def test_a_data_table_is_one_block() -> None:
    [table] = blocks_of(f"<table><thead>{ROWS}</thead></table>")
    assert (table.kind, table.text) == ("table", "队\t分\n红\t3 < 4")
    assert table.html == "<tr><th>队</th><th>分</th></tr><tr><td>红</td><td>3 &lt; 4</td></tr>"


def test_the_foot_of_a_table_is_its_end() -> None:
    [table] = blocks_of("<table><tfoot><tr><td>合</td><td>4</td></tr></tfoot><tr><td>红</td><td>3</td></tr></table>")
    assert (table.text, table.html) == ("红\t3\n合\t4", "<tr><td>红</td><td>3</td></tr><tr><td>合</td><td>4</td></tr>")


@pytest.mark.parametrize(
    ("html", "texts"),
    [
        ("<table><tr><td>一</td><td>二</td></tr></table>", ["一", "二"]),
        ("<table><tr><td>一</td></tr><tr><td>二</td></tr></table>", ["一", "二"]),
        ("<table><tr><td>一</td><td><img src=a></td></tr><tr><td>二</td><td>三</td></tr></table>", ["一", "", "二", "三"]),
        ("<table><tr><td></td></tr></table>", []),
    ],
)
def test_a_table_that_only_lays_out_is_none(html: str, texts: list[str]) -> None:
    assert [block.text for block in blocks_of(html)] == texts


@pytest.mark.parametrize(
    "html",
    [
        f"<table><caption>标题</caption>{ROWS}</table>",
        f"<table>散文{ROWS}</table>",
        f"<table><tr><td><table>{ROWS}</table></td></tr></table>",
        f"<table><tr><td>甲</td><td><table>{ROWS}</table></td></tr><tr><td>乙</td><td>丙</td></tr></table>",
    ],
    ids=["caption", "stray text", "table in a table", "table in a data table"],
)
def test_every_text_in_a_table_is_kept_once(html: str) -> None:
    text = "".join(block.text for block in blocks_of(html))
    assert sorted("".join(text.split())) == sorted("".join(c for c in html if c in "标题散文甲乙丙队分红") + "3<4")


@pytest.mark.parametrize("unit", ["单位：万元", "单位：\x1b万元"])
def test_text_before_the_first_row_of_a_table_is_its_caption(unit: str) -> None:
    (block,) = blocks_of(f"<table>{unit}{ROWS}</table>")
    assert (block.kind, block.text.split("\n")[0]) == ("table", "单位：万元")


@pytest.mark.parametrize(
    "html", ["<pre>a%sb</pre>", "<table><tr><td>a%sb</td><td>c</td></tr><tr><td>d</td><td>e</td></tr></table>"]
)
@pytest.mark.parametrize(
    "code", ["<script>evil()</script>", "<style>evil()</style>", "<!--evil()-->", "<template>evil()</template>"]
)
def test_code_in_a_table_or_in_preformatted_text_is_no_text(html: str, code: str) -> None:
    assert not any("evil" in block.text for block in blocks_of(html % code) if block.kind not in ("script", "style"))


def test_comments_are_kept_apart() -> None:
    assert parse_html("<!-- 一 --><p>二<!--三--></p><!---->").comments == [" 一 ", "三", ""]


LIST = (Container("ul", 1),)
QUOTE = (Container("blockquote", 1),)


@pytest.mark.parametrize(
    ("blocks", "html"),
    [
        ([], ""),
        ([Block("paragraph", "一", "一"), Block("h3", "二", "二")], "<p>一</p>\n<h3>二</h3>"),
        ([Block("item", "一", "一", containers=LIST)], "<ul>\n<li>一</li>\n</ul>"),
        ([Block("paragraph", "一", "一", containers=LIST)], "<ul>\n<li>一</li>\n</ul>"),
        ([Block("item", "一", "一")], "<p>一</p>"),
        (
            [Block("item", "一", "一", containers=(*QUOTE, Container("ol", 2)))],
            "<blockquote>\n<ol>\n<li>一</li>\n</ol>\n</blockquote>",
        ),
        (
            [Block("paragraph", text, text, containers=(Container("blockquote", number),)) for number, text in enumerate("一二")],
            "<blockquote>\n<p>一</p>\n</blockquote>\n<blockquote>\n<p>二</p>\n</blockquote>",
        ),
        ([Block("preformatted", "a\nb", "a\nb"), Block("table", "a", "<tr></tr>")], "<pre>a\nb</pre>\n<table><tr></tr></table>"),
        ([Block("style", ".a"), Block("script", "b"), Block("embed", "c"), Block("image")], ""),
        (
            [Block("image", image=Image('https://x.example/"a', ["a"], '"<', "<b>", 1, 2))],
            '<figure><img src="https://x.example/&quot;a" alt="&quot;&lt;" width="1" height="2">'
            "<figcaption>&lt;b&gt;</figcaption></figure>",
        ),
        (
            [Block("image", image=Image("https://x.example/a", ["a"]), containers=LIST)],
            '<ul>\n<li><figure><img src="https://x.example/a" alt=""></figure></li>\n</ul>',
        ),
    ],
)
def test_rendered(blocks: list[Block], html: str) -> None:
    assert render_html(blocks) == html


def test_text_has_a_blank_line_between_paragraphs_only() -> None:
    blocks = [
        Block("h2", "一"),
        Block("paragraph", "二"),
        Block("preformatted", "a\n\n\nb"),
        Block("embed", "x"),
        Block("paragraph"),
    ]
    assert render_text(blocks) == "一\n\n二\n\na\n \n \nb"


def test_escaped() -> None:
    assert escaped("""<a b="c">&amp;'</a>""") == "&lt;a b=&quot;c&quot;&gt;&amp;amp;'&lt;/a&gt;"


@pytest.mark.parametrize("tag", ["div", "span", "b", "blockquote", "ul", "table><tr><td"])
def test_too_deep(tag: str) -> None:
    with pytest.raises(TooDeepError):
        parse_html(f"<{tag}>" * 5000 + "一")


def test_deep_enough() -> None:
    levels = MAX_DEPTH - 5
    assert shown("<div>" * levels + "一" + "</div>" * levels) == paragraphs("一")


@pytest.mark.parametrize("tag", ["pre", "table><tr><td>a<td>b<tr><td>c<td", "button"])
def test_text_deep_in_what_is_read_as_a_whole_is_kept_or_refused(tag: str) -> None:
    try:
        text = "".join(block.text for block in blocks_of(f"<{tag}>" + "<b>" * 5000 + "一"))
    except TooDeepError:
        return
    assert "一" in text


def test_html_does_not_outgrow_its_source() -> None:
    """Open elements begin again in every paragraph; a long link over many breaks must not be multiplied by them."""
    source = f'<p><a href="https://x.example/{"a" * 5000}">' + "字<br>" * 1000
    html = render_html(parse_html(source).blocks)
    assert html.count("字") == 1000 and len(html) <= 20 * len(source)


def test_a_sign_that_begins_no_tag_costs_no_text() -> None:
    html = "<p>若a<b则成立，c<d。</p><p>后文。</p>"
    assert [block.text for block in parse_html(html).blocks] == ["若a<b则成立，c<d。", "后文。"]
    assert [block.text for block in parse_html("前文，a<b\n后文在此。").blocks] == ["前文，a<b", "后文在此。"]
    assert [block.text for block in parse_html("<p>前文。</p><a href='https://x.example/说").blocks] == ["前文。"]


def test_what_a_feed_wrote_into_a_cdata_section_is_read() -> None:
    html = "<p>前文。</p><![CDATA[<p>这一段在里面。</p>]]><p>a[b[0]]&gt;1</p><p>后文。</p>"
    assert [block.text for block in parse_html(html).blocks] == ["前文。", "这一段在里面。", "a[b[0]]>1", "后文。"]
