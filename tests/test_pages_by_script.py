"""Full pages that show their text by script alone, and galleries, which are pictures and captions alone."""

import json
from html import escape
from typing import Any
from urllib.parse import quote

import pytest
from lxml.html import document_fromstring

from crawler.items import Article
from crawler.platforms import NothingToKeep
from crawler.platforms.web.stated import stated_in
from crawler.platforms.web.states import values_in
from tests.support import cleaned

ONE = "河水在夜里涨了半米，两岸的人家把船拉到坡上，等着天亮。镇上的人说，这样的水十年没有见过。"
TWO = "第二天早上雨停了，水慢慢退下去，孩子们跑到堤上看。渡口的老秦把缆绳重新系好，记下了数字。"
HTML = f"<p>{ONE}</p><p>{TWO}</p>"
STORY = {"title": "夜里涨水", "content": HTML, "publishTime": "2024-03-05 08:30:00"}
BOXES = {"title": "夜里涨水", "content": HTML, "time": "2024-03-05 08:30:00", "source-name": "江边报"}
PARTS = {
    "contentList": [{"type": "text", "data": f"<p>{ONE}</p>"}, {"type": "video", "data": {"url": "v"}}, {"data": f"<p>{TWO}</p>"}]
}


def page(scripts: str, shown: str = '<div id="app"></div>') -> bytes:
    return f"<html><head><meta charset=utf-8><title>夜里涨水_江边网</title>{scripts}</head><body>{shown}</body></html>".encode()


def state(value: Any, before: str = "window.STATE = ", after: str = ";(function(){})()") -> str:
    return f"<script>{before}{json.dumps(value, ensure_ascii=False)}{after}</script>"


@pytest.mark.parametrize(
    "scripts",
    [
        state(STORY),
        state({"props": {"pageProps": {"detail": STORY}}}, before='{"a": 1}; var x = '),
        state(json.dumps(STORY), before="window.STATE = JSON.parse(", after=");"),
        "".join(f'<textarea class="article-{name}">{escape(text)}</textarea>' for name, text in BOXES.items()),
        f'<script id="__NEXT_DATA__" type="application/json">{json.dumps({"props": STORY})}</script>',
        state({"docData": {"title": "夜里涨水", "newsTime": "2024-03-05 08:30:00", "contentData": PARTS}}),
        state({"a": [{"content": "短。句。" * 3}], "b": STORY}),
        state(STORY, before="f = {a: function() {}}; g = [1, 2; window.STATE ="),
        f'<script id="DATA" type="application/json">{quote(json.dumps({"app": STORY}))}</script>',
        "<script>N=(function(a,title,$b){return {data:[{title:title,content:$b,publishTime:a}],c:void 0}}"
        f'("2024-03-05 08:30:00","夜里涨水",{json.dumps(HTML)}))</script>',
    ],
)
def test_the_text_is_read_from_the_state_of_a_script(scripts: str) -> None:
    item = cleaned(page(scripts), "page.html")
    assert isinstance(item, Article)
    assert item.text.split("\n\n") == [ONE, TWO]
    assert (item.headline, item.date_published) == ("夜里涨水", "2024-03-05T08:30:00+08:00")


SHORT = "河水在夜里涨了半米。\\x0a\\x26quot;十年没有见过。\\x26quot;"
LISTED = """[
  {cdn_url: decoded('https://img.example/1.jpg'), width: '9' * 1, cover: {cdn_url: 'https://img.example/0.jpg'}},
  {cdn_url: 'https://img.example/2.jpg'},
]"""
CAPTIONED = [
    {"intro": text, "image_url": f"https://img.example/{at}.jpg", "thumb": f"//img.example/t{at}.jpg"}
    for at, text in ((1, ONE), (2, TWO))
]


POOL = [
    ["ShallowReactive", 1],
    {"data": 2},
    ["Reactive", 3],
    {"title": 4, "content": 5, "publishTime": 6, "author": 7, "copyFrom": 9},
]
POOL += ["夜里涨水", HTML, ["Date", "2024-03-05T00:30:00.000Z"], {"name": 8}, "秦小荷", "江边日报"]
MADE = {"author": {"name": "秦小荷"}, "source": "江边日报"}
EDITED = {"blocks": [{"type": "paragraph", "data": {"text": ONE}}, {"data": {"level": 2}}, {"data": {"text": TWO}}]}


def streamed(*chunks: str) -> str:
    return "".join(f"<script>self.__next_f.push([1,{json.dumps(chunk, ensure_ascii=False)}])</script>" for chunk in chunks)


def row(number: int, value: Any) -> str:
    return f"{number}:{json.dumps(value, ensure_ascii=False)}\n"


ROW = row(7, ["$", "$L1c", None, {"article": {**STORY, **MADE, "publishTime": "$D2024-03-05T00:30:00.000Z"}}])
REFERRED = row(9, {**STORY, **MADE, "content": "$a"})


@pytest.mark.parametrize(
    "scripts",
    [
        f'<script id="__NUXT_DATA__" type="application/json">{json.dumps(POOL)}</script>',
        streamed('1:"$Sreact.fragment"\n3:I[1,[],""]\n', ROW[:90], ROW[90:]),
        streamed(f"a:T{len(HTML.encode()):x},{HTML}{REFERRED}"),
        streamed(f"a:T{len(HTML.encode()):x},{HTML}{row(9, {'shown': None, **STORY, **MADE, 'content': '$a', 'last': None})}"),
        streamed(row(2, ["$", "script", None, {"dangerouslySetInnerHTML": {"__html": f"w.push({{'a': b}}); {9 * HTML}"}}]) + ROW),
        streamed("no row\n", f"b:T2,xy{REFERRED}a:T{len(HTML.encode()):x},{HTML}"),
        state({**MADE, "article": {"widgetTitle": "夜里涨水", "postContent": EDITED, "dateline": 1709598600}}),
    ],
)
def test_what_frameworks_write_has_text_date_and_who_made_it(scripts: str) -> None:
    item = cleaned(page(scripts), "page.html")
    assert isinstance(item, Article)
    assert item.text.split("\n\n") == [ONE, TWO]
    assert (item.headline, item.date_published, item.source) == ("夜里涨水", "2024-03-05T08:30:00+08:00", "江边日报")
    assert [(credit.role, credit.name) for credit in item.credits] == [("author", "秦小荷")]


@pytest.mark.parametrize(
    "scripts",
    [
        '<script type="application/json">[["Reactive", 1], ["Ref", 0], 3]</script>',
        '<script type="application/json">[{"a": 0, "b": -1}, {"b": 1}, [9]]</script>',
        streamed("a:Tffffff,short", "0:[", "1:{}\n"),
        streamed(row(1, {"a": "$1"})),
    ],
)
def test_values_that_refer_to_themselves_or_nowhere_are_nothing(scripts: str) -> None:
    with pytest.raises(NothingToKeep, match="script shell"):
        cleaned(page(scripts), "page.html")


@pytest.mark.parametrize(("opening", "is_one"), [(ONE[:20], True), ("别的一件事，与河水无关，也没有人提起。", False)])
def test_a_short_text_is_one_if_the_page_is_described_by_its_beginning(opening: str, is_one: bool) -> None:
    saved = page(f"<meta property=og:description content='{opening}'>" + state({"info": {"content": ONE}}))
    if is_one:
        item = cleaned(saved, "page.html")
        assert isinstance(item, Article)
        assert item.text == ONE
    else:
        with pytest.raises(NothingToKeep):
            cleaned(saved, "page.html")


@pytest.mark.parametrize(
    ("scripts", "shown", "texts", "captions"),
    [
        (f"<script>x = {{title: '夜里涨水', content_noencode: d('{SHORT}'), list: {LISTED}}};</script>", "", 2, [None, None]),
        (f"<meta name=description content='{SHORT}'><script>x = {LISTED}.slice(0, 20)</script>", "<p></p>", 2, [None, None]),
        (
            f"<script>x = {{title: '夜里涨水', desc: '', content_noencode: '{SHORT}', list: {LISTED}}};</script>",
            "<p>去阅读</p>",
            2,
            [None, None],
        ),
        (state({"slide": {"title": "夜里涨水"}, "images": CAPTIONED, "next": {"images": CAPTIONED[:1]}}), "", 0, [ONE, TWO]),
        (f"<textarea name=gallery>{json.dumps({'list': CAPTIONED})}</textarea>", "", 0, [ONE, TWO]),
    ],
)
def test_pictures_are_read_from_the_state_of_a_script(scripts: str, shown: str, texts: int, captions: list[str | None]) -> None:
    item = cleaned(page(scripts, f"<h1>夜里涨水</h1>{shown}"), "page.html")
    assert isinstance(item, Article)
    assert item.text.split("\n\n") == ["河水在夜里涨了半米。", '"十年没有见过。"'][:texts] or [""]
    assert [(image.url, image.caption) for image in item.images] == [
        (f"https://img.example/{at}.jpg", caption) for at, caption in enumerate(captions, 1)
    ]


@pytest.mark.parametrize(
    "value",
    [
        [{"title": f"桥{n}", "url": f"https://a.example/{n}.html", "img": f"https://img.example/{n}.jpg"} for n in range(6)],
        {"banners": [{"src": f"https://ad.example/{n}.jpg", "href": "https://shop.example/"} for n in range(3)]},
        [{"img": "https://img.example/1.jpg"}],
    ],
)
def test_pictures_that_lead_elsewhere_or_say_nothing_are_no_gallery(value: Any) -> None:
    with pytest.raises(NothingToKeep, match="script shell"):
        cleaned(page(state(value)), "page.html")


def test_pictures_are_read_from_a_hidden_list() -> None:
    pictures = "".join(
        f"<dl><dt>组图</dt><dd>http://img.example/{at}.jpg</dd><dd>http://img.example/t{at}.jpg</dd><dd>2024年3月5日</dd><dd>{text}</dd></dl>"
        for at, text in ((1, ONE), (2, TWO))
    )
    item = cleaned(page("", f'<h2>夜里涨水</h2><div id="pic"></div><div style="display:none">{pictures}</div>'), "page.html")
    assert isinstance(item, Article)
    assert [(image.url, image.caption) for image in item.images] == [
        ("http://img.example/1.jpg", ONE),
        ("http://img.example/2.jpg", TWO),
    ]
    assert item.headline == "夜里涨水"


def test_lines_of_json_ld_are_paragraphs() -> None:
    told = {"@type": "NewsArticle", "headline": "夜里涨水", "datePublished": "2024-03-05T08:30", "articleBody": f"{ONE}\n\n{TWO}"}
    item = cleaned(page(f'<script type="application/ld+json">{json.dumps(told)}</script>'), "page.html")
    assert isinstance(item, Article)
    assert (item.text.split("\n\n"), item.date_published) == ([ONE, TWO], "2024-03-05T08:30:00+08:00")


@pytest.mark.parametrize(
    "scripts",
    [
        "",
        state({"user": None, "list": []}),
        state({"content": ONE[:20]}),
        state({"url": ONE + TWO}),
        "<script>x = {content: 1}</script>",
    ],
)
def test_a_shell_without_a_text_is_dropped(scripts: str) -> None:
    with pytest.raises(NothingToKeep, match="script shell"):
        cleaned(page(f"{scripts}<script src=a.js></script>"), "page.html")


@pytest.mark.parametrize("piece", ['={"a":', "=[", '="', "={x", "JSON.parse(", '={"content":['])
def test_what_is_no_json_has_no_text(piece: str) -> None:
    root = document_fromstring("<html><body></body></html>")
    root.makeelement("script")
    script = root.makeelement("script")
    script.text = piece * 20_000
    root.append(script)
    assert stated_in(root) is None


CAPTIONS = ["清晨的码头，渔民把网搬上甲板", "市场里的第一筐鱼", "灯塔的看守人在擦玻璃", "孩子们放学后到堤上放风筝"]
PICTURES = [f"https://img.river.example/{number}.jpg" for number in range(4)]
MENU = "<ul class=menu>" + "".join(f'<li><a href="/{each}">{each}</a></li>' for each in ("要闻", "国际", "财经")) + "</ul>"


def gallery(cell: str, around: str = "<div class=con>{}</div>") -> bytes:
    cells = "".join(cell.format(picture, caption) for picture, caption in zip(PICTURES, CAPTIONS, strict=True))
    shown = f"{MENU}<h1>渔港的一天</h1><p class=info>2024-03-05 08:30 来源：江边日报</p>{around.format(cells)}"
    return page("", shown).replace("夜里涨水".encode(), "渔港的一天".encode())


@pytest.mark.parametrize(
    "cell",
    ["<figure><img src={}><figcaption>{}</figcaption></figure>", "<div class=slide><img src={}><p class=pic-desc>{}</p></div>"],
)
def test_a_gallery_is_an_article_of_pictures(cell: str) -> None:
    item = cleaned(gallery(cell), "page.html", "https://www.river.example/a/1.html")
    assert isinstance(item, Article)
    assert [(image.url, image.caption) for image in item.images] == list(zip(PICTURES, CAPTIONS, strict=True))
    assert (item.headline, item.text, item.source) == ("渔港的一天", "", "江边日报")


def test_lines_below_the_pictures_of_a_list_stay_text() -> None:
    item = cleaned(gallery("<li><img src={}><p>{}</p></li>", "<ul>{}</ul>"), "page.html", "https://www.river.example/a/1.html")
    assert isinstance(item, Article)
    assert [image.url for image in item.images] == PICTURES
    assert item.text.split("\n\n") == CAPTIONS


def test_a_list_of_pages_with_pictures_is_no_gallery() -> None:
    with pytest.raises(NothingToKeep, match="no article"):
        cleaned(
            gallery("<li><a href=/a/2.html><img src={}></a><p><a href=/a/2.html>{}</a></p></li>", "<ul>{}</ul>"),
            "page.html",
            "https://www.river.example/a/",
        )


def test_pictures_in_a_body_that_is_named_after_its_buttons_stay() -> None:
    body = "<h1>夜里涨水</h1><div class=js_share_area><div>{}</div></div>"
    body = body.format(f"<p>{ONE}</p><p><img src={PICTURES[0]}></p><p>{TWO}</p><p>{ONE}{TWO}</p>")
    item = cleaned(page("", body), "page.html", "https://www.river.example/a/1.html")
    assert isinstance(item, Article)
    assert [image.url for image in item.images] == PICTURES[:1]


def test_values_that_hold_themselves_have_an_end() -> None:
    values = values_in(document_fromstring('<script>x=[{"a":0},1,2]</script>' * 1000))
    assert 1000 < sum(1 for _ in values) < 1_000_000
