"""Threads whose first post is in a box of its own, and articles with comments that look like them."""

import pytest

from crawler.content.html import parse_page
from crawler.items import Article, Thread
from crawler.platforms.web.finder import FoundBody, find_body
from crawler.platforms.web.posts import read_posts
from crawler.platforms.web.posts.software import software_of
from tests.support import cleaned

FIRST = "磨坊的水车昨夜停了，轮轴上卡着一截柳枝，白天我去取，要两个人搭手，带一把锯子来。" * 6
SAID = ("我去，锯子我有，吃过早饭在桥头等。", "柳枝是上游漂下来的，那边还有好几截。", "先关上闸门再下水。")
WHO = '<a class=nick href="/u/{n}">磨工{n}</a> <em class=when>2024-03-0{n} 10:1{n}</em>'
REPLY = f"<div class={{kind}}><div class=who>{WHO}</div><div class='words small'>{{said}}</div></div>"


def page(opener: str, kind: str, head: str = "", replies: str = REPLY) -> bytes:
    first = opener.replace("{who}", f"<div class=who>{WHO}</div>").replace("{said}", f"<div class='words large'>{FIRST}</div>")
    told = "".join(replies.format(n=n, kind=kind, said=said) for n, said in enumerate(SAID, 2))
    head = f"<meta charset=utf-8><title>水车停了</title>{head}"
    return f"<!DOCTYPE html><html><head>{head}</head><body>{first.format(n=1)}<div>{told}</div></body></html>".encode()


def item_of(html: bytes, monkeypatch: pytest.MonkeyPatch) -> Article | Thread:
    """The item of a page of which the body was found to be the first post, and an article."""

    def found(*given: object) -> FoundBody:
        body = given[0].xpath("//div[contains(@class, 'large')]")  # type: ignore[attr-defined]
        return FoundBody("article", 0.95, tuple(body), {}, find_body(*given).outline)  # type: ignore[arg-type]

    monkeypatch.setattr("crawler.platforms.web.reading.find_body", found)
    return cleaned(html, "page.html", "https://mill.example/a/12")


@pytest.mark.parametrize(
    ("opener", "kind"),
    [
        ("<div class=detail>{who}{said}</div>", "item"),
        ("<div class=post-detail><h1>水车停了</h1>{who}{said}</div>", "comment"),
        ("<div><h1>水车停了</h1>{who}{said}</div>", "reply"),
    ],
)
def test_a_first_post_in_the_elements_of_its_replies_makes_a_thread(
    opener: str, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    item = item_of(page(opener, kind), monkeypatch)
    assert isinstance(item, Thread)
    assert [(post.author, post.text) for post in item.posts] == [(f"磨工{n}", said) for n, said in enumerate((FIRST, *SAID), 1)]


@pytest.mark.parametrize(
    ("opener", "kind", "head"),
    [
        ("<div class=detail>{who}{said}</div>", "comment", ""),
        ("<article class=detail>{who}{said}</article>", "item", ""),
        ("<div class=detail>{who}{said}</div>", "item", '<meta property="og:type" content="article">'),
        ("<div class=detail><div class=who><i>磨工1</i> <i>2024-03-01 10:11</i></div>{said}</div>", "item", ""),
        ("<div class=detail>{who}<div class='story large'>{first}</div></div>", "item", ""),
    ],
    ids=["comments", "an article", "declared", "another by-line", "another text"],
)
def test_an_article_whose_comments_look_like_it_stays_one(
    opener: str, kind: str, head: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    item = item_of(page(opener.replace("{first}", FIRST), kind, head), monkeypatch)
    assert isinstance(item, Article)
    assert item.text == FIRST
    told = "".join(each.text for each in item.removed if each.rule == "page-comments")
    assert all(said in told for said in SAID)


@pytest.mark.parametrize("count", [2, 3])
def test_bare_names_before_times_that_say_when_something_was_posted(count: int) -> None:
    row = (
        "<table><tr><td rowspan=2><img src=f.gif><br>磨工{n}</td><td>{label} 2024-03-0{n} 10:1{n}</td></tr><tr><td>{said}</table>"
    )
    above = "<div><a href='/login'>登录</a> <a href='/reg'>注册</a></div>"
    for label in ("留言于", "发表于："):
        rows = "".join(row.format(n=n, label=label, said=said) for n, said in enumerate(SAID[:count], 1))
        read = read_posts(parse_page(f"<body>{above}{rows}"))
        assert [each.post.author for each in read] == [f"磨工{n}" for n in range(1, count + 1)]


def test_what_stands_behind_a_name_in_an_element_named_so_is_none() -> None:
    post = (
        "<div class=post><div class=byline><a href='/~{name}'>{name}</a> <time>2024-03-0{n} 10:1{n}</time> | 5 comments</div>"
        "<p>{said}</p></div>"
    )
    read = read_posts(parse_page("".join(post.format(name=f"miller{n}", n=n, said=said) for n, said in enumerate(SAID, 1))))
    assert [each.post.author for each in read] == ["miller1", "miller2", "miller3"]


def test_software_that_the_end_of_a_title_names() -> None:
    assert software_of(f"<title>水车停了 - Powered By Dvbbs</title>{'<p>水车停了。</p>' * 999}") == "Dvbbs"
