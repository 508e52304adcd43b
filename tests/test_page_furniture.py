"""What stands on the pages of news sites around headline and text: pictures of the page, by-lines, names of sites."""

import pytest

from crawler.content.body import Block
from crawler.content.html import parse_html, parse_page, read_elements
from crawler.platforms.web.beside import read_beside, set_aside
from crawler.platforms.web.bylines import read_byline
from crawler.platforms.web.finder import FoundBody
from crawler.platforms.web.furniture import furniture_in
from crawler.platforms.web.headline import Headline, headline_of
from crawler.platforms.web.metadata import Metadata
from crawler.platforms.web.named import named_in
from crawler.platforms.web.template import Template

STORY = "".join(f"<p>第{n}天，河水又涨了半米，两岸的人家把船拉到坡上，等着上游放闸的消息。</p>" for n in range(1, 7))
PICTURE = '<img src="/2026/03/{0}.jpg" width=640 height=420>'


def cut(before: str = "", inside: str = "", after: str = "") -> list[str]:
    """What is set aside of a page with a headline and a story, as text and addresses of pictures."""
    story = f"<div class=story>{STORY}{PICTURE.format('in')}</div>"
    root = parse_page(f"<html><body>{before}<div class=main><h1>河水又涨</h1>{inside}{story}</div>{after}</body></html>")
    body, headline = root.find("body"), next(root.iter("h1"))
    assert body is not None
    found = furniture_in((body,), {}, headline)
    return ["".join(each.itertext()) + "".join(picture.get("src", "") for picture in each.iter("img")) for each in found]


@pytest.mark.parametrize(
    "html",
    [
        '<div><a href="https://shop.example/"><img src="/a.jpg"></a></div>',
        '<img src="/a.jpg" width=94 height=94>',
        '<img src="/a.jpg" width="1280px" height="115px">',
        '<div class="fix-ewm"><p><img src="/a.jpg"></p></div>',
        '<div style="position: fixed"><img src="/a.jpg"></div>',
        '<img src="/adv/pgg/a.jpg">',
        '<img src="/img/site-logo.png">',
        '<img src="/close.svg">',
        '<img src="/a.jpg" style="display: none">',
    ],
)
def test_a_picture_outside_the_story_with_a_second_sign_is_of_the_page(html: str) -> None:
    assert len(cut(after=html)) == 1


@pytest.mark.parametrize(
    ("before", "inside", "after"),
    [
        ("", PICTURE.format("lead"), ""),
        ("", '<a href="/gallery"><img src="/lead.jpg" width=200 height=200></a>', ""),
        ("", '<img src="/2026/bank-logo-night.jpg">', ""),
        ("", "", f"<figure>{PICTURE.format('last')}<figcaption>放闸</figcaption></figure>"),
        ("", "", '<a href="/2026/03/large.jpg"><img src="/2026/03/small.jpg"></a>'),
        ("", "", '<img src="/a.jpg" style="display: none" data-src="/2026/03/real.jpg">'),
    ],
    ids=["a lead", "a lead that links", "what a lead shows", "behind the text", "a larger one", "loaded by a script"],
)
def test_pictures_that_may_be_the_storys_stay(before: str, inside: str, after: str) -> None:
    assert cut(before, inside, after) == []


def test_in_the_story_only_what_is_never_shown_is_furniture() -> None:
    counter = '<img src="/c.gif?id=7" width=0 height=0>'
    page = parse_page(f"<body><div>{STORY}<a href='/next'>{PICTURE.format(1)}</a><img src='/logo.png'>{counter}</div></body>")
    assert [each.get("src") for each in furniture_in((page,), {}, None)] == ["/c.gif?id=7"]


def test_a_label_goes_with_its_picture_but_no_credit() -> None:
    banner = '<a href="https://shop.example/"><img src="/a.jpg"></a>'
    assert cut(after=f"<div>{banner}<i>关掉它</i></div>") == ["关掉它/a.jpg"]
    assert cut(after=f"<div>{banner}<i>责任编辑：江一帆</i></div>") == ["/a.jpg"]


@pytest.mark.parametrize(
    ("line", "source"),
    [
        ("时间：2026.03.05 来源：渡口电影网 “分享到：”", "来源：渡口电影网"),
        ("2026-03-05 08:15:00 来源: 渡口早报 北京 举报", "来源: 渡口早报"),
        ("2026-03-05 08:15 来源：北京 日报", "来源：北京 日报"),
        ("2026-03-05 08:15 出处：渡口早报", "来源：渡口早报"),
        ("2026-03-05 08:15 作者： 秦小荷 出自[渡口出版社]", "来源：[渡口出版社]"),
        ("boatman7 发表于 2026-3-5 8:15:00", "作者：boatman7"),
        ("2026-03-05 08:15 农历正月十七 来源：渡口早报 浏览次数：12 【字号：大 中 小】", "来源：渡口早报"),
        ("2026-03-05 08:15 来源：渡口早报 阅读(1234) 评论：5", "来源：渡口早报"),
        *((f"2026-03-05 08:15 来源：{name}", f"来源：{name}") for name in ("渡口发布", "渡口市打印协会", "渡口评论", "新浪微博")),
        ("2026-03-05 08:15 来源：“渡口发布”微信公众号", "来源：“渡口发布”微信公众号"),
        ("2026-03-05 08:15 渡口日报 秦小荷", "作者：秦小荷"),
        ("2026-03-05 08:15 作者：玛丽·怀特 译者：秦小荷", "作者：玛丽·怀特"),
    ],
)
def test_a_source_is_its_name_alone(line: str, source: str) -> None:
    assert source in read_byline([line]).lines


def test_labels_in_cells_belong_to_what_follows() -> None:
    said = read_byline(["成文日期：", "2026-02-20", "发布日期：", "2026-03-05", "来源：", "作者：", "江边的猫"])
    assert (said.date, said.authors) == ("2026-03-05", ("江边的猫",))
    assert "作者：江边的猫" in said.lines


@pytest.mark.parametrize("line", ["2026-03-05 08:15 文丨秦小荷 图丨何青山", "文 | 秦小荷 编辑 | 何青山"])
def test_a_bar_after_a_label_is_no_end_of_a_part(line: str) -> None:
    assert read_byline([line]).lines == (line.removeprefix("2026-03-05 08:15 "),)


def test_a_label_before_a_date_is_nobody() -> None:
    said = read_byline(["最新推荐文章于 2026-03-05 08:15:00 发布"])
    assert not any("作者" in line for line in said.lines)


def test_the_by_line_is_found_below_a_menu_that_is_set_aside() -> None:
    menu = f"<div class=menu>{'登录 注册 首页 新闻 视频 ' * 12}</div>"
    root = parse_page(f"<body>{menu}<h1>河水又涨</h1><p>时间：2026.03.05 来源：渡口早报</p>{STORY}</body>")
    body, heading = root.find("body"), next(root.iter("h1"))
    assert body is not None
    aside = {next(root.iter("div")): "aside navigation", heading: "aside headline"}
    blocks = read_elements([body], aside.get).blocks
    byline = read_beside(root, Headline("河水又涨", heading), FoundBody("article", 1.0, (body,)), Template(), blocks)
    assert byline.date == "2026.03.05"
    assert kept(blocks) == [block.text for block in parse_html(STORY).blocks]


def test_text_above_a_headline_is_none_of_what_stands_above_it() -> None:
    root = parse_page(f"<body>{STORY * 2}<h1>河水又涨</h1>{STORY}</body>")
    body, heading = root.find("body"), next(root.iter("h1"))
    assert body is not None
    blocks = read_elements([body], {heading: "aside headline"}.get).blocks
    read_beside(root, Headline("河水又涨", heading), FoundBody("article", 1.0, (body,)), Template(), blocks)
    assert len(kept(blocks)) == 18


def kept(blocks: list[Block]) -> list[str]:
    return [block.text for block in blocks if not any(name.startswith("aside ") for name in block.names)]


@pytest.mark.parametrize(
    ("html", "headline"),
    [
        ('<title>渡口论坛</title><body><a href="/">渡口论坛</a><h1>浮桥还能走吗</h1><p>渡口论坛</p>', "浮桥还能走吗"),
        ('<title>渡口论坛</title><body><a href="/t/7">渡口论坛</a><h1>浮桥</h1><h2>渡口论坛</h2>', "渡口论坛"),
        ('<title>浮桥</title><body><h1>浮桥<a class=headerlink href="#x">¶</a></h1>', "浮桥"),
        ("<title>浮桥拆了&lt;br&gt;明天再开</title><body><p>字</p>", "浮桥拆了 明天再开"),
    ],
    ids=["the name of the site", "no link to the front page", "a link to itself", "a break in writing"],
)
def test_the_headline_is_that_of_the_page(html: str, headline: str) -> None:
    root = parse_page(f"<html>{html}</html>")
    named = named_in(root)
    assert headline_of(root, named, Metadata.of(named)).text == headline


def test_a_title_in_the_body_is_not_printed() -> None:
    root = parse_page(f"<body><div>{STORY}<title>无名的页</title></div></body>")
    aside = set_aside(root, Headline(""), FoundBody("article", 1.0, (root,)), Template())
    assert kept(read_elements([root], aside.get).blocks) == [block.text for block in parse_html(STORY).blocks]
