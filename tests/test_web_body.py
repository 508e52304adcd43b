"""Which elements of a page are its body."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.content.html import parse_page, read_elements
from crawler.platforms.web.finder import FoundBody, find_body

SENTENCES = (
    "河水在夜里涨了半米，两岸的人家把船拉到坡上，等着天亮以后再看。",
    "村里的老人说，这样的水三十年里只见过两回，上一回连石桥也没了。",
    "镇上派来的人带着沙袋和手电，沿着堤坝走了一夜，没有发现渗漏。",
    "到了清早，雨停了，学校照常上课，渡口还要再等一天才能开。",
)
ENGLISH = (
    "The river rose half a metre in the night, and the people on both banks pulled their boats up to wait for the day.",
    "Old men in the village say they have seen water like this only twice in thirty years, and once it took a bridge.",
    "By the morning the rain had stopped; the school opened as usual, but the ferry has to wait for another day.",
)
MENU = "<ul class=nav>" + "".join(f'<li><a href="/c{n}/">频道{n}</a></li>' for n in range(24)) + "</ul>"
FOOTER = '<div class="footer"><p>版权所有 某某日报社 <a href="/about">关于我们</a> <a href="/contact">联系我们</a></p></div>'
TEASERS = '<div class="related"><h3>相关新闻</h3><ul>' + "".join(
    f'<li><a href="/n/{n}.html">某县举行第{n}届龙舟赛</a></li>' for n in range(8)
)  # fmt: skip


def paragraphs(texts: tuple[str, ...]) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def found(body: str, title: str = "涨水的夜", url: str = "https://news.example.cn/2024/05/18/c_1.html") -> FoundBody:
    return find_body(parse_page(f"<html><head><title>{title}</title></head><body>{body}</body></html>"), url)


def kept(page: FoundBody) -> list[str]:
    """The texts of the blocks that are not set aside."""
    aside = {element: f"aside {name}" for element, name in page.aside.items()}
    blocks = read_elements(page.elements, aside.get).blocks
    return [block.text for block in blocks if block.kind != "image" and not any(name[:6] == "aside " for name in block.names)]


BODIES = {
    "paragraphs in one element": f'<div class="content">{paragraphs(SENTENCES)}</div>',
    "breaks": f'<div class="content">{"<br><br>".join(SENTENCES * 4)}</div>',
    "an article element": f"<article><h1>涨水的夜</h1>{paragraphs(SENTENCES)}</article>",
    "a table cell": f'<table><tr><td class="text">{paragraphs(SENTENCES)}</td></tr></table>',
    "names of Latin letters": f'<div id="zhengwen">{paragraphs(SENTENCES)}</div>',
    "no names": f"<div><div>{paragraphs(SENTENCES)}</div></div>",
}


@pytest.mark.parametrize("name", BODIES)
def test_a_body_is_found_whatever_it_stands_in(name: str) -> None:
    page = found(f"{MENU}<h1>涨水的夜</h1>{BODIES[name]}{TEASERS}</ul></div>{FOOTER}")
    texts = kept(page)
    assert page.kind == "article"
    assert [text for text in texts if text in SENTENCES][:4] == list(SENTENCES)
    assert not [text for text in texts if "龙舟赛" in text or "频道" in text or "版权" in text]


def test_what_stands_beside_the_text_in_its_element_is_set_aside_by_name() -> None:
    share = '<div class="share"><a href="#">微博</a> <a href="#">微信</a></div>'
    page = found(f"{MENU}<h1>涨水的夜</h1><div class=content>{paragraphs(SENTENCES[:2])}{share}{paragraphs(SENTENCES[2:])}</div>")
    assert [text for text in kept(page) if text in SENTENCES] == list(SENTENCES)
    assert "share" in page.aside.values()


def test_comments_are_no_part_of_an_article() -> None:
    head = '<span class="user">读者</span><span class="time">2024-05-18 08:00</span>'
    comments = f'<div class="comment">{head}<p>说得好，再来一篇。</p></div>' * 5
    page = found(f"{MENU}<h1>涨水的夜</h1><div class=content>{paragraphs(SENTENCES)}</div><div class=comments>{comments}</div>")
    assert [text for text in kept(page) if "再来" in text] == []


def test_a_picture_between_paragraphs_stays_with_its_line() -> None:
    picture = '<div><img src="/p/1.jpg"><div class="caption">水位标尺。</div></div>'
    page = found(
        f"{MENU}<h1>涨水的夜</h1><div class=content>{paragraphs(SENTENCES[:2])}{picture}{paragraphs(SENTENCES[2:])}</div>"
    )
    blocks = read_elements(page.elements, page.aside.get).blocks
    assert "image" in [block.kind for block in blocks]


def test_english_pages() -> None:
    page = found(f"<nav>{MENU}</nav><main><h1>High water</h1>{paragraphs(ENGLISH)}</main>{FOOTER}", "High water")
    assert [text for text in kept(page) if text in ENGLISH] == list(ENGLISH)


def test_a_selector_says_where_the_body_is() -> None:
    body = f"<div class=a>{paragraphs(SENTENCES)}</div><div class=b>{paragraphs(SENTENCES[::-1])}</div>"
    root = parse_page(f"<html><body>{body}</body></html>")
    page = find_body(root, None, ["//div[@class='none']", "//div[@class='b']"])
    assert [element.get("class") for element in page.elements] == ["b"]


NOTHING = {
    "script shell": ("<div id=app></div><script>start()</script>", "涨水的夜"),
    "empty": ("<div></div>", ""),
    "error page": ("<h1>404</h1><p>您访问的页面不存在。</p><a href=/>返回首页</a>", "404 Not Found"),
    "login": ("<h2>登录</h2><form><input name=user><input type=password><button>登录</button></form>", "登录 - 某某论坛"),
    "consent wall": ("<h1>Before you continue</h1><p>We use cookies. <button>Accept</button></p>", "Before you continue"),
}


@pytest.mark.parametrize("kind", NOTHING)
def test_a_page_without_an_article_says_what_it_is(kind: str) -> None:
    body, title = NOTHING[kind]
    page = found(body, title)
    assert (page.kind, page.elements, page.reason) == (kind, (), f"no article: {kind}")


def test_a_front_page_is_none() -> None:
    news = "".join(f'<li><a href="/n/{n}.html">某县举行第{n}届龙舟赛，数千人到场</a></li>' for n in range(80))
    page = found(f"{MENU}<div class=list><ul>{news}</ul></div>{FOOTER}", "某某日报", "https://news.example.cn/")
    assert page.kind in ("front page", "list")


TAGS = [
    "div",
    "p",
    "span",
    "a",
    "li",
    "ul",
    "table",
    "td",
    "br",
    "img",
    "h1",
    "section",
    "custom-tag",
    "noscript",
    "script",
    "!--",
]
TREES = st.recursive(
    st.sampled_from(["", "文", "a b", "。", "\ud7ff", "<img>", "<!-- x -->", "<?pi?>", "&nbsp;"]),
    lambda inner: st.builds(
        lambda tag, parts: f"<{tag} class='post {tag}'>{''.join(parts)}</{tag}>",
        st.sampled_from(TAGS),
        st.lists(inner, max_size=4),
    ),
    max_leaves=30,
)


@given(TREES)
def test_any_tree_has_an_answer_and_always_the_same(page: str) -> None:
    root = parse_page(f"<html>{page}</html>")
    one, other = find_body(root), find_body(root)
    assert (one.kind, one.elements, list(one.aside.items())) == (other.kind, other.elements, list(other.aside.items()))
    assert not [each for each in one.elements if any(outer in one.elements for outer in each.iterancestors())]


@pytest.mark.parametrize(
    "page", ["<div>" * 1500 + "字" * 90, "<p>字。<b>" * 9000, "<div id=a1 class=b1>" + "<i>字</i><div id=x>。</div>" * 4000]
)
def test_deep_and_long_pages_have_an_answer(page: str) -> None:
    assert found(page).kind


def test_of_a_page_of_very_many_blocks_prose_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crawler.platforms.web.finder.search.MOST_BLOCKS", 20)
    page = found(f"{MENU}<div class=content>{paragraphs(SENTENCES * 4)}</div>")
    assert kept(page) == list(SENTENCES * 4)


def test_what_is_shown_to_browsers_without_scripts_is_read_where_there_is_no_more() -> None:
    page = found(f"<div id=app></div><noscript><div class=content><h1>涨水的夜</h1>{paragraphs(SENTENCES * 3)}</div></noscript>")
    assert [text for text in kept(page) if text in SENTENCES] == list(SENTENCES * 3)


PARTS = {
    "a table": "<table><tr><th>年份</th><th>水位</th></tr><tr><td>1991</td><td>5.2</td></tr></table>",
    "a table in boxes": "<div><div><table><tr><td>东岸</td><td>12</td></tr><tr><td>西岸</td><td>9</td></tr></table></div></div>",
    "terms": "<dl><dt>汛期</dt><dd>六至九月</dd></dl>",
    "steps": "<ol><li>收船</li><li>堵门</li><li>上坡</li></ol>",
    "code": "<div class=highlight><pre><code>level = 5.2</code></pre></div>",
    "code in an old element": "<listing>level = 5.2</listing>",
    "a figure": '<figure><img src="/a.jpg"><figcaption><p>石桥</p><p>阿水摄</p></figcaption></figure>',
    "a figure whose caption links": "<figure><img src=/a.jpg><figcaption>石桥，<a href=/u>阿水</a>摄</figcaption></figure>",
    "a figure with a credit": '<figure><img src="/a.jpg"><figcaption><p>石桥</p><p>摄影：阿水</p></figcaption></figure>',
    "links that are announced": "<p>文件如下：</p><ul><li><a href=/f1>管理办法</a></li><li><a href=/f2>渡口票价</a></li></ul>",
    "a heading of figures": "<h3>01</h3>",
    "a saying": "<blockquote>水来土掩</blockquote>",
    "a saying with its author": "<blockquote>水来土掩，兵来将挡，自古如此，从无例外。<footer>老艄公</footer></blockquote>",
}


@pytest.mark.parametrize("name", PARTS)
def test_parts_among_paragraphs_are_of_the_text(name: str) -> None:
    halves = paragraphs(SENTENCES[:2]), paragraphs(SENTENCES[2:])
    page = found(f"{MENU}<h1>涨水的夜</h1><div class=box>{halves[0]}{PARTS[name]}{halves[1]}</div>{TEASERS}</ul></div>{FOOTER}")
    without = found(f"{MENU}<h1>涨水的夜</h1><div class=box>{halves[0]}{halves[1]}</div>{TEASERS}</ul></div>{FOOTER}")
    assert len(kept(page)) > len(kept(without))
    assert name != "a saying with its author" or "老艄公" in kept(page)


ENDINGS = {
    "a table": "<div class=wrap><table><tr><th>年份</th><th>水位</th></tr><tr><td>1991</td><td>5.2</td></tr></table></div>",
    "a list": "<ul><li>收船</li><li>堵门</li></ul>",
    "code": "<div class=highlight><pre><code>level = 5.2</code></pre></div>",
    "a heading over steps": "<h2>收船</h2><ol><li>解缆</li><li>上坡</li></ol>",
}


@pytest.mark.parametrize("name", ENDINGS)
@pytest.mark.parametrize("box", ["<h1>涨水的夜</h1><div class=box>{}</div>", "<div class=box><h1>涨水的夜</h1>{}</div>"])
def test_what_ends_the_text_is_of_it(name: str, box: str) -> None:
    texts = paragraphs(SENTENCES)
    page, without = (found(f"{MENU}{box.format(inside)}{FOOTER}") for inside in (texts + ENDINGS[name], texts))
    assert len(kept(page)) > len(kept(without))


@pytest.mark.parametrize(
    "more",
    [
        '<ul class="tags"><li>渡口</li><li>涨水</li></ul>',
        '<ul><li>渡口</li><li><a href="/n/2.html">渡口今起停航</a></li></ul>',
        '<h3>相关新闻</h3><ul><li><a href="/n/1.html">某县举行龙舟赛</a></li><li><a href="/n/2.html">渡口今起停航</a></li></ul>',
    ],
)
def test_what_leads_away_at_the_end_of_the_text_is_not(more: str) -> None:
    page = found(f"{MENU}<h1>涨水的夜</h1><div class=box>{paragraphs(SENTENCES)}{more}</div>{FOOTER}")
    assert [text for text in kept(page) if text not in SENTENCES] in ([], ["涨水的夜"])


def test_the_next_column_of_a_layout_is_not_of_the_text() -> None:
    column = "<td><table><tr><td><b>栏目导航</b></td></tr></table></td>"
    page = found(f"<table><tr><td><h1>涨水的夜</h1>{paragraphs(SENTENCES)}</td>{column}</tr></table>")
    assert "栏目导航" not in kept(page)


def test_each_section_has_its_heading() -> None:
    sections = "".join(f"<div class=part><h3>{n}时</h3><div><p>{text}</p></div></div>" for n, text in enumerate(SENTENCES))
    texts = kept(found(f"{MENU}<h1>涨水的夜</h1><div class=box>{sections}</div>{FOOTER}"))
    assert texts[-8:] == [line for n, text in enumerate(SENTENCES) for line in (f"{n}时", text)]


def test_terms_may_be_links_to_what_explains_them() -> None:
    names = "水位.高", "水位.低", "水位.平"
    listed = "".join(f'<dt><a href="/api/{n}">{names[n]}</a></dt><dd>{text}</dd>' for n, text in enumerate(ENGLISH))
    texts = kept(found(f"{MENU}<h1>涨水的夜</h1><div class=box>{paragraphs(SENTENCES)}<dl>{listed}</dl></div>{FOOTER}"))
    assert texts[-6:] == [line for pair in zip(names, ENGLISH, strict=True) for line in pair]


def test_a_box_of_text_may_be_named_like_another() -> None:
    table = "<table><tr><td>供应商</td><td>金额</td></tr><tr><td>船厂</td><td>128</td></tr></table>"
    lines = "<p>一、项目编号：2022-031</p><p>二、中标信息</p>", "<p>三、评审专家名单：钱一、孙二</p><p>四、期限：一个工作日。</p>"
    page = found(f"<h1>涨水的夜</h1><div class=notice-con>{paragraphs(SENTENCES[:2])}{lines[0]}{table}{lines[1]}</div>{FOOTER}")
    assert "128" in "".join(kept(page))


@pytest.mark.parametrize(
    "part",
    [
        '<ul><li><a href="/n/1.html">某县举行龙舟赛</a></li><li><a href="/n/2.html">渡口今起停航</a></li></ul>',
        '<ul class="share"><li>分享</li><li>收藏</li></ul>',
        '<table class="ad"><tr><td>大促</td><td>八折</td></tr><tr><td>全场</td><td>包邮</td></tr></table>',
    ],
)
def test_pointers_and_advertisements_among_paragraphs_are_not(part: str) -> None:
    page = found(f"<h1>涨水的夜</h1><div class=box>{paragraphs(SENTENCES[:2])}{part}{paragraphs(SENTENCES[2:])}</div>{FOOTER}")
    assert [text for text in kept(page) if text not in SENTENCES] in ([], ["涨水的夜"])


def test_a_noscript_without_words_does_not_part_a_body() -> None:
    picture = '<p><img data-src="/a.jpg"><noscript><img src="/a.jpg"></noscript></p>'
    page = found(f"<h1>涨</h1><div class=box>{paragraphs(SENTENCES[:2])}{picture}{paragraphs(SENTENCES[2:])}</div>")
    assert "image" in [block.kind for block in read_elements(page.elements, page.aside.get).blocks]
