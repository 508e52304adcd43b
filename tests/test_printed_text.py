"""What the text of an element is: marks, numbers of items, cells, listings, formulas; and that no two things run together."""

import re
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.content.html import clean_blocks, parse_html, render_html, render_text
from tests.support import cleaned, cleaned_article

EMOTICON = '<img class="emoji" alt="☀" src="https://x.example/2600.svg">'
EMAIL = '<a href="/cdn-cgi/l/email-protection" class="__cf_email__" data-cfemail="{}">[email&#160;protected]</a>'
SMALL = '<img src="https://x.example/i.png" width=16 height=16>'


@pytest.mark.parametrize(
    ("html", "text", "clean"),
    [
        ("面积10<sup>2</sup>米", "面积10²米", "面积10<sup>2</sup>米"),
        ("H<sub>2</sub>O、x<sup>n+1</sup>", "H₂O、xⁿ⁺¹", "H<sub>2</sub>O、x<sup>n+1</sup>"),
        ("注<sup>[1]</sup>，x<sub>上</sub>", "注[1]，x_(上)", "注<sup>[1]</sup>，x<sub>上</sub>"),
        ("2<sup>3<sup>4</sup></sup>", "2^(3⁴)", "2<sup>3<sup>4</sup></sup>"),
        ("25<sup>°</sup>C，某牌<sup>®</sup>", "25°C，某牌®", "25<sup>°</sup>C，某牌<sup>®</sup>"),
        ('3<span style="vertical-align: super">2</span>', "3²", "3<sup>2</sup>"),
        ("<sub>全段都小</sub>", "全段都小", "<sub>全段都小</sub>"),
        ("<sup>14</sup>C", "¹⁴C", "<sup>14</sup>C"),
        ("原价<del>199</del><ins>99</ins>元", "原价99元", "原价<del>199</del><ins>99</ins>元"),
        ("80<s>100</s>60", "80 60", "80<del>100</del> 60"),
        ('价<font style="text-decoration-line:line-through">8</font>6', "价6", "价<del>8</del>6"),
        ("<ruby>汉<rt>hàn</rt>字<rt>zì</rt></ruby>", "汉(hàn)字(zì)", None),
        ("<ruby>汉<rp>（</rp><rt>hàn</rt><rp>）</rp></ruby>", "汉(hàn)", "<ruby>汉<rp>(</rp><rt>hàn</rt><rp>)</rp></ruby>"),
        ("<ruby>汉<rp>(<rt>hàn<rp>)</ruby>", "汉(hàn)", "<ruby>汉<rp>(</rp><rt>hàn</rt><rp>)</rp></ruby>"),
        ("散<rt>sàn</rt>", "散(sàn)", None),
        ("他说<q>好<q>吗</q></q>", "他说“好‘吗’”", "他说“好‘吗’”"),
        ("长<wbr>词", "长词", "长词"),
        (f"晴{EMOTICON}转云", "晴☀转云", "晴☀转云"),
        (f"5{SMALL}6", "5 6", "5 6"),
        ('笑<img src="https://x.example/expression/a.png" alt="[笑]">了', "笑了", "笑了"),
        ("占<math><mfrac><mn>1</mn><mn>3</mn></mfrac></math>", r"占$\frac{1}{3}$", None),
        ("<math><mphantom><mn>5</mn></mphantom><mn>6</mn></math>", "$6$", None),
        ("占<mml:math><mml:mfrac><mml:mn>1</mml:mn><mml:mn>3</mml:mn></mml:mfrac></mml:math>", r"占$\frac{1}{3}$", None),
        ("<math><msup><mi>a</mi><mn>2</mn></msup><mo>≤</mo><mi>α</mi><mi>x</mi></math>", r"$a^{2}\le\alpha x$", None),
        (
            '<span class="katex"><span><math><semantics><mi>E</mi><annotation encoding="application/x-tex">E</annotation>'
            '</semantics></math></span><span aria-hidden="true">E</span></span>',
            "$E$",
            "$E$",
        ),
        ('设<span class="MathJax">x2</span><script type="math/tex">x^2</script>', "设$x^2$", "设$x^2$"),
        ('<img src="https://www.zhihu.com/equation?tex=x%5E2" alt="[公式]" eeimg="1">', "$x^2$", "$x^2$"),
        ('<span data-tex="a_1"><svg><text>a</text></svg></span>', "$a_1$", "$a_1$"),
        ('<span class="math inline">\\(b^2\\)</span>', "$b^2$", "$b^2$"),
        (f"太好了{EMOTICON.replace('emoji', 'Emoji Emoji--forText')}", "太好了☀", "太好了☀"),
        ("太好了" + EMOTICON.replace('class="emoji"', "") + "吧", "太好了☀吧", "太好了☀吧"),
        (f"邮箱{EMAIL.format('543931142c7a37')}", "邮箱me@x.c", "邮箱me@x.c"),
        (f"邮箱{EMAIL.format('54393')}", "邮箱[email protected]", "邮箱[email protected]"),
        (f"邮箱{EMAIL.format('00616263')}", "邮箱[email protected]", "邮箱[email protected]"),
        ("据史料<sup>①</sup>，又<sup>[</sup><sup>3</sup><sup>]</sup>", "据史料①，又[³]", None),
        ("21<sup>st</sup>，甲牌<sup>TM</sup>", "21st，甲牌™", "21<sup>st</sup>，甲牌<sup>TM</sup>"),
        ('3500<sup><a href="#fn2">2</a></sup>吨', "3500[2]吨", "3500[2]吨"),
        ('3500<a href="#fn2"><sup>2</sup></a>吨', "3500[2]吨", "3500[2]吨"),
        ('10<sup><a href="https://x.example/">2</a></sup>', "10²", '10<sup><a href="https://x.example/">2</a></sup>'),
        ("他说“<q>好</q>”", "他说“好”", "他说“好”"),
        ('价<span class="line-through">88</span>66', "价66", "价<del>88</del>66"),
        (
            '量<span class="katex"><span class="katex-mathml">\n\n O\n (n)\n\n O(n)\n</span>'
            '<span class="katex-html">O(n)</span></span>',
            "量$O(n)$",
            "量$O(n)$",
        ),
        (
            '设<span class="MathJax" data-mathml="&lt;math&gt;&lt;mi&gt;x&lt;/mi&gt;&lt;/math&gt;">x</span>'
            '<script type="math/tex">x</script>',
            "设$x$",
            "设$x$",
        ),
        ("一<b>二</b><script>x()</script><style>.a{}</style>三", "一二三", "一<strong>二</strong>三"),
    ],
)
def test_a_line(html: str, text: str, clean: str | None) -> None:
    article = cleaned_article(f"<div><p>{html}</p></div>")
    assert article.text == text
    assert clean is None or article.html == f"<p>{clean}</p>"


def test_what_is_struck_out_is_in_the_ledger() -> None:
    table = "<table><tr><td>a<s>b</s></td><td>c</td></tr><tr><td>1<td>2</table>"
    article = cleaned_article(f"<p>价<del>199</del>99</p><p><s>全段</s></p>{table}")
    assert [removal.rule for removal in article.removed] == ["struck-out"] * 3
    assert [removal.text for removal in article.removed] == ["199", "全段", "b"]
    assert article.html.count("<del>") == 3


@pytest.mark.parametrize(
    ("html", "clean"),
    [
        ("<ol start=3><li>三<li>四</ol>", '<ol start="3">\n<li>三</li>\n<li>四</li>\n</ol>'),
        ("<ol><li value=7>七<li>八</ol>", '<ol start="7">\n<li>七</li>\n<li>八</li>\n</ol>'),
        ("<ol reversed><li>乙<li>甲</ol>", '<ol start="2">\n<li>乙</li>\n</ol>\n<ol>\n<li>甲</li>\n</ol>'),
        ("<ol><li>一<ul><li>甲</ul><li>二</ol>", "<ol>\n<li>一\n<ul>\n<li>甲</li>\n</ul></li>\n<li>二</li>\n</ol>"),
        ("<ol><li><p>一</p><p>续</p><li>二</ol>", "<ol>\n<li>一<br>续</li>\n<li>二</li>\n</ol>"),
        ("<ol><li>一</li><p>旁</p><li>二</ol>", "<ol>\n<li>一<br>旁</li>\n<li>二</li>\n</ol>"),
        ("<ol><li>一</li><ul><li>甲</ul><li>二</ol>", "<ol>\n<li>一\n<ul>\n<li>甲</li>\n</ul></li>\n<li>二</li>\n</ol>"),
        ("<ul>散文</ul>", "<p>散文</p>"),
    ],
)
def test_items_keep_their_numbers(html: str, clean: str) -> None:
    assert cleaned_article(html).html == clean


def test_an_item_that_is_taken_out_does_not_renumber_the_others() -> None:
    article = cleaned_article("<ol><li>一</li><li style='display:none'>藏</li><li>三</li></ol>")
    assert article.html == '<ol>\n<li>一</li>\n</ol>\n<ol start="3">\n<li>三</li>\n</ol>'


@pytest.mark.parametrize(
    ("rows", "text", "clean"),
    [
        ("<tr><td>2019<br>2020<td><p>1</p><p>2</p><tr><td>a<td>b", "2019 2020\t1 2\na\tb", None),
        ("<tr><td>甲<td><ul><li>一<li>二</ul><tr><td>a<td>b", "甲\t一 二\na\tb", None),
        ("<tr><td><td>甲<tr><td>乙<td>丙", "\t甲\n乙\t丙", None),
        ("<tr><td>10<sup>4</sup><td>a<tr><td>b<td>c", "10⁴\ta\nb\tc", None),
        (
            "<tr><td rowspan=2>上<td>一<td>5<tr><td>二<td>7",
            "上\t一\t5\n\t二\t7",
            '<tr><td rowspan="2">上</td><td>一</td><td>5</td></tr><tr><td>二</td><td>7</td></tr>',
        ),
        ("<tr><th colspan=2>甲乙<th>丙<tr><td>1<td>2<td>3", "甲乙\t\t丙\n1\t2\t3", None),
        ("<tr><td rowspan=2 colspan=2>计<td>8<tr><td>9", "计\t8\n\t9", None),
        ("<tr><td rowspan=0 colspan=-1>a<td colspan=x>b<tr><td>c<td>d", "a\tb\nc\td", None),
    ],
)  # fmt: skip
def test_cells(rows: str, text: str, clean: str | None) -> None:
    article = cleaned_article(f"<table>{rows}</table>")
    assert article.text == text
    assert clean is None or article.html == f"<table>{clean}</table>"


def test_spans_cost_no_more_than_their_cells() -> None:
    rows = "<tr>" + "<td rowspan=60000 colspan=1000>a" * 200 + "".join("<tr><td>b" for _ in range(2000))
    [table] = parse_html(f"<table>{rows}</table>").blocks
    assert len(table.text) < 20_000


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<pre>a = 1<br>b<br/>c</pre>", "a = 1\nb\nc"),
        ("<pre><div>a</div><div>b</div></pre>", "a\nb"),
        ("<pre><ol><li>a</li><li>b</li></ol></pre>", "a\nb"),
        ("<pre><code>a</code><code>b</code></pre>", "a\nb"),
        ("<pre><code>a</code>\n<code>b</code></pre>", "a\nb"),
        ("<pre><code>f</code>(<code>x</code>)</pre>", "f(x)"),
        ('<pre><span class="code-line">a</span><span class="code-line">b</span></pre>', "a\nb"),
        ("<pre>if x:\n&nbsp;&nbsp;&nbsp;&nbsp;y\n\u2003\u2003z</pre>", "if x:\n    y\n  z"),
        ("<code>if x:<br>&nbsp;&nbsp;y</code>", "if x:\n  y"),
        ("<pre>2<sup>10</sup> <s>旧</s>新</pre>", "2¹⁰ 新"),
        ("<pre><button>复制</button>a\nb<script>x</script></pre>", "a\nb"),
        ('<pre><code><table><tr><td>1</td><td>a</td></tr><tr><td>2</td><td>b</td></tr></table></code></pre>', "a\nb"),
        ('<pre><span class="lineno">1</span>a\n<span class="lineno">2</span>b</pre>', "a\nb"),
        ("<table><tr><td class=gutter><pre>1\n2</pre></td><td><pre>a\n b</pre></td></tr></table>", "a\n b"),
        ("<table><tr><td><pre>1\n2</pre></td><td>a</td></tr></table>", "1\n2\n\na"),
        ("<table><tr><td>共<pre>1\n2</pre></td><td><pre>a\n b</pre></td></tr></table>", "共\n\n1\n2\n\na\n b"),
    ],
)  # fmt: skip
def test_listings(html: str, text: str) -> None:
    assert cleaned_article(html).text == text


def test_a_post_is_read_by_the_same_rules() -> None:
    head = '<meta name="generator" content="Discuz! X3.4"><title>井 - 村 - Powered by Discuz!</title>'
    words = (
        "<table><tr><td>10<sup>4</sup></td><td>3<br>4</td></tr><tr><td>a</td><td>b</td></tr></table>出<strike>500</strike>350元"
    )
    page = (
        f'<html><head>{head}</head><body><div id="postlist"><div id="post_1"><table id="pid1"><tr><td class="plc">'
        '<div class="authi"><em id="authorposton1">发表于 2024-1-2 03:04:05</em></div><div class="pct"><div class="t_fsz">'
        f'<table><tr><td class="t_f" id="postmessage_1">{words}</td></tr></table></div></div></td></tr></table></div></div>'
    )
    thread = cleaned(page.encode(), "thread.html")
    assert thread.type == "thread" and thread.posts[0].text == "10⁴\t3 4\na\tb\n\n出350元"
    assert [removal.rule for removal in thread.removed] == ["struck-out"]


@pytest.mark.parametrize(
    "html", ["0<code>&nbsp;", "0\x0c\x0b0", "一<rt><p>", "<b>\u200b<i>字</i></b>二", "<b>&nbsp; 粗</b> <b>&nbsp;细</b>"]
)
def test_what_white_space_leaves_behind_comes_back(html: str) -> None:
    article = cleaned_article(f"<p>{html}</p>")
    blocks = clean_blocks(article.html)
    assert render_html(blocks) == article.html and render_text(blocks) == article.text


# ---- properties -----------------------------------------------------------------------------------------------------------

FORMS = """
N|<b>N</b>|<sup>N</sup>|<sub>N</sub>|<ins>N</ins>|<q>N</q>|<code>N</code>|<ruby>字<rt>N</rt></ruby>|<math><mn>N</mn></math>|<i><sup>N</sup></i>
"""
BETWEEN = ["<br>", "字", "<del>删</del>", "<s>9</s>", SMALL, "<svg></svg>", "<p>段</p>", "<sup>上</sup>", "<wbr>、"]
LINES = st.lists(st.sampled_from(FORMS.strip().split("|")), min_size=1, max_size=4).flatmap(
    lambda forms: st.lists(st.sampled_from(BETWEEN), min_size=len(forms), max_size=len(forms)).map(
        lambda between: "".join(form + sign for form, sign in zip(forms, between, strict=True))
    )
)
ELEMENTS = """
<p>A</p>|<div>A</div>|<ul><li>A</li><li>B</li></ul>|<ol start=3><li>A</li>B<li>A</li></ol>|<blockquote>A</blockquote>
<table><tr><td>A</td><td>B</td></tr><tr><td rowspan=2>A</td><td>B</td></tr><tr><td>A</td></tr></table>|<pre>A</pre>|<h2>A</h2>
<table><tr><td>A</td></tr></table>|<span style="display:block">A</span>|<figure>A<figcaption>B</figcaption></figure>
<section>A<hr>B</section>|<dl><dt>A<dd>B</dl>|<center>B</center>
"""
TREES = st.recursive(
    LINES,
    lambda inner: st.lists(
        st.builds(
            lambda form, a, b: form.replace("A", a).replace("B", b),
            st.sampled_from(ELEMENTS.replace("\n", "|").strip("|").split("|")),
            inner,
            inner,
        ),
        min_size=1,
        max_size=3,
    ).map("".join),
    max_leaves=6,
)  # fmt: skip
NUMBERS = re.compile(r"[0-9]+|[⁰¹²³⁴⁵⁶⁷⁸⁹]+|[₀₁₂₃₄₅₆₇₈₉]+")
PLAIN = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉", "01234567890123456789")


@given(TREES)
def test_text_has_the_order_and_the_separations_of_its_source(tree: str) -> None:
    numbers = count(101)
    html = re.sub("N", lambda _: str(next(numbers)), tree)
    blocks = parse_html(f"<div>{html}</div>").blocks
    text = render_text(blocks)
    assert [int(found.translate(PLAIN)) for found in NUMBERS.findall(text)] == list(range(101, next(numbers)))
    again = clean_blocks(render_html(blocks))
    assert render_html(again) == render_html(blocks) and render_text(again) == text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ('<p style="white-space: pre-line">床前\n月光</p>', "床前\n\n月光"),
        ('<div style="white-space:pre-wrap">一<b>二\n三</b>\n</div>', "一二\n\n三"),
        ('<div style="white-space:pre"><p style="white-space:normal">一\n二</p></div>', "一 二"),
    ],
)
def test_line_breaks_that_a_style_sheet_prints(html: str, text: str) -> None:
    assert cleaned_article(html).text == text


@pytest.mark.parametrize(
    ("html", "text", "gone"),
    [
        ('<h2>安装<a class="headerlink" href="#a">¶</a></h2><p>一</p>', "安装\n\n一", "¶"),
        ('<p>《城南志》。<a href="#r1">↩︎</a></p>', "《城南志》。", "↩︎"),
        ('<h2>历史<span class="mw-editsection">[<a href="/e">编辑</a>]</span></h2><p>一</p>', "历史\n\n一", "[编辑]"),
        ('<pre>a = 1</pre><span class="copy-btn">复制代码</span>', "a = 1", "复制代码"),
        ('<p><a href="/tag">#</a>话题</p>', "#话题", ""),
        ('<p class="body-copy">编辑手记</p>', "编辑手记", ""),
    ],
)
def test_signs_and_buttons_are_none_of_the_text(html: str, text: str, gone: str) -> None:
    article = cleaned_article(html)
    assert article.text == text
    assert [removal.text for removal in article.removed] == ([gone] if gone else [])


def test_an_emoji_in_code_stays_in_its_line() -> None:
    assert cleaned_article(f"<pre>好{EMOTICON}呀\n了</pre>").text == "好☀呀\n了"


def test_numbers_of_lines_beside_code_and_code_in_pieces() -> None:
    numbers = '<ul class="pre-numbering"><li>1</li><li>2</li></ul>'
    pieces = '<div class="syntaxhighlighter"><div class="line"><code>&nbsp;&nbsp;</code><code>b = 2</code></div></div>'
    article = cleaned_article(f"<pre><code>a = 1\nb = 2</code></pre>{numbers}<p>一</p>{pieces.replace('&nbsp;', 'a ', 1)}")
    assert article.text == "a = 1\nb = 2\n\n一\n\na  b = 2"
    assert [removal.text for removal in article.removed] == ["1\n2"]


def test_boxes_of_a_list_of_tasks() -> None:
    done, left = '<input type="checkbox" checked disabled>', "<input type=checkbox disabled>"
    article = cleaned_article(f"<ul><li>{done} 收船</li><li>{left} 堵门</li></ul><p>请选<input type=checkbox>一项</p>")
    assert article.text == "☑ 收船\n\n☐ 堵门\n\n请选一项"


def test_code_that_is_alone_with_its_lines_and_code_in_the_rows_of_a_table() -> None:
    rows = "".join(f'<tr><td data-line-number="{n}"></td><td>{line}</td></tr>' for n, line in ((1, "a = 1"), (2, "  b = 2")))
    article = cleaned_article(f'<div><code>a = 1\n  b = 2</code></div><p>一</p><table class="hljs-ln">{rows}</table>')
    assert article.text == "a = 1\n  b = 2\n\n一\n\na = 1\n  b = 2"
    assert cleaned_article("<p>用 <code>a\nb</code> 即可</p>").text == "用 a b 即可"


def test_a_table_of_facts_keeps_its_rows_beside_a_picture() -> None:
    facts = "<tr><th>建成</th><td>1987年</td></tr><tr><th>藏书</th><td>三十万册</td></tr>"
    article = cleaned_article(f'<table><tr><td colspan=2><img src="https://x.example/a.jpg"></td></tr>{facts}</table>')
    assert article.text == "建成\t1987年\n藏书\t三十万册"
    assert [image.url for image in article.images] == ["https://x.example/a.jpg"]


def test_a_table_that_lays_out_pictures_is_no_table() -> None:
    pictures = "".join(f'<td><img src="https://x.example/{n}.jpg"></td>' for n in (1, 2))
    article = cleaned_article(f"<table><tr>{pictures}</tr><tr><td>石桥</td><td>渡口</td></tr></table>")
    assert "<table>" not in article.html
