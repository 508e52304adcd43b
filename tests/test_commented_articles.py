"""Articles with comments whose templates look like those of threads; the comments are told, and are in no text."""

from collections.abc import Iterator

import pytest
from lxml.etree import _Element

from crawler.content.html import parse_page
from crawler.items import Article, Thread
from crawler.platforms.web.finder import FoundBody, find_body
from crawler.platforms.web.posts.commented import commented_in
from crawler.platforms.web.posts.comments import comments_in
from crawler.platforms.web.posts.software import software_of
from tests.support import cleaned

TEXT = "蜂箱搬到坡上去了，菜花开得早，再过十天就能摇头一次蜜。"
SAID = (
    "今年雨水多，坡上的花怕是不如往年，箱子别全搬。",
    "我家的也搬了，昨夜听见里面嗡嗡响，想来是住得惯。",
    "摇蜜的时候叫我一声，我带两只干净的桶来。",
)
BLOG = """<article class="post hentry"><h1 class=entry-title>蜂箱上坡</h1><div class=entry-meta><time>2024-03-01 08:10</time>
<a class="url fn" href="/author/feng/">养蜂人</a></div><div class=entry-content><p>{text}</p></div></article>
<div id=comments class=comments-area><h2>3条评论</h2><ol class=comment-list>{said}</ol></div>"""
BLOG_COMMENT = """<li class="comment depth-1"><article class=comment-body><footer class=comment-meta><b class=fn>蜂友{n}</b>
<time>2024-03-0{n} 09:1{n}</time></footer><div class=comment-content><p>{said}</p></div></article></li>"""
COLUMN = """<div class=detail><h1>蜂箱上坡</h1><div class=author-box><a class=name href="/people/feng">养蜂人</a></div>
<div class=rich><p>{text}</p></div><div class=when>发布于 2024-03-01 08:10</div></div><div class=comment-box>{said}</div>"""
COLUMN_COMMENT = """<div class=row><div class=row-meta><a class=name href="/people/u{n}">蜂友{n}</a>
<span class=when>2024-03-0{n} 09:1{n}
</span></div><div class=rich><p>{said}</p></div></div>"""
TEMPLATES = [(BLOG, BLOG_COMMENT), (COLUMN, COLUMN_COMMENT)]


def page(template: str, comment: str, head: str = "") -> bytes:
    said = "".join(comment.format(n=n, said=each) for n, each in enumerate(SAID, 2))
    head = f"<meta charset=utf-8><title>蜂箱上坡</title>{head}"
    return f"<!DOCTYPE html><html><head>{head}</head><body>{template.format(text=TEXT, said=said)}</body></html>".encode()


def item_of(
    html: bytes, kind: str, certainty: float, monkeypatch: pytest.MonkeyPatch, url: str | None = None
) -> Article | Thread:
    """The item of a page that was found to be of a ``kind``, but may as well be of the other."""

    def found(*given: object) -> FoundBody:
        body = given[0].xpath("//body")[0]  # type: ignore[attr-defined]
        return FoundBody(kind, certainty, (body,), {}, find_body(*given).outline, is_likely_thread=True)  # type: ignore[arg-type]

    monkeypatch.setattr("crawler.platforms.web.reading.find_body", found)
    return cleaned(html, "page.html", url or "https://bees.example/a/12")


def assert_is_article(item: Article | Thread) -> None:
    assert isinstance(item, Article)
    assert TEXT in item.text
    assert not any(said in item.text for said in SAID)
    told = "".join(each.text for each in item.removed)
    assert all(said in told for said in SAID)


@pytest.mark.parametrize(("template", "comment"), TEMPLATES, ids=["blog", "column"])
@pytest.mark.parametrize(("kind", "certainty"), [("article", 0.5), ("thread", 0.6)])
def test_an_article_whose_replies_are_named_as_comments_stays_one(
    template: str, comment: str, kind: str, certainty: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    if kind == "thread" and template is COLUMN:
        template = template.replace("<div class=detail>", "<article>").replace("08:10</div></div>", "08:10</div></article>")
    assert_is_article(item_of(page(template, comment), kind, certainty, monkeypatch))


def test_a_certain_thread_is_an_article_if_the_page_declares_it(monkeypatch: pytest.MonkeyPatch) -> None:
    html = page(COLUMN, COLUMN_COMMENT)
    assert isinstance(item_of(html, "thread", 0.9, monkeypatch), Thread)
    declared = page(COLUMN, COLUMN_COMMENT, '<meta property="og:type" content="article">')
    assert_is_article(item_of(declared, "thread", 0.9, monkeypatch))


@pytest.mark.parametrize(
    ("old", "new", "url"),
    [
        ("class=detail", "class=question-detail", None),
        ("class=detail", "class=row", None),
        ("class=row>", "class=forum-row>", None),
        ("class=comment-box", "class=reply-box", None),
        ("", "", "https://bbs.bees.example/thread-12-1-1.html"),
    ],
    ids=["a question", "posts of one kind", "names of a forum", "replies", "the address of a forum"],
)
def test_replies_of_forums_may_be_named_as_comments(old: str, new: str, url: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    html = page(COLUMN.replace(old, new), COLUMN_COMMENT.replace(old, new))
    item = item_of(html, "article", 0.5, monkeypatch, url)
    assert isinstance(item, Thread)
    assert [post.text for post in item.posts] == [TEXT, *SAID]


@pytest.mark.parametrize(
    ("heading", "count"),
    [
        ("<h3>评论</h3>", 3),
        ("<h3>评论 (3)</h3>", 3),
        ("<h3>5 comments</h3>", 3),
        ("<div>3条评论</div>", 3),
        ("<div>评论列表：</div>", 3),
        ("<h3>Responses (3)</h3>", 3),
        ("<h2>3 回应</h2>", 3),
        ("<h3>3 条回复</h3>", 0),
        ("<div>8条评论</div>", 0),
        ("<div>评论</div>", 0),
        ("<h3>评论 (2)</h3>", 0),
        ("<h3>评论员</h3>", 0),
    ],
)
def test_a_heading_announces_as_many_comments_as_follow(heading: str, count: int) -> None:
    html = page(f"<div><p>{TEXT}</p></div><div>{heading}{{said}}</div>", COLUMN_COMMENT).decode()
    assert len(comments_in(parse_page(html))) == count


def test_what_comments_are_on_is_the_text_if_nothing_but_comments_was_found(monkeypatch: pytest.MonkeyPatch) -> None:
    def found(*given: object) -> FoundBody:
        body = given[0].xpath("//div[@class='comment-box']")  # type: ignore[attr-defined]
        return FoundBody("article", 0.95, tuple(body), {}, find_body(*given).outline)  # type: ignore[arg-type]

    monkeypatch.setattr("crawler.platforms.web.reading.find_body", found)
    item = cleaned(page(COLUMN, COLUMN_COMMENT), "page.html", "https://bees.example/a/12")
    assert_is_article(item)


@pytest.mark.parametrize("opener", ["<div class=detail><p>{text}</p></div>", ""])
def test_what_is_not_signed_is_not_what_comments_are_on(opener: str) -> None:
    root = parse_page(page(f"{opener}<div class=comment-box>{{said}}</div>", COLUMN_COMMENT).decode())
    assert len(comments := comments_in(root)) == 3
    assert commented_in(root, comments) == ()


def test_a_heading_above_one_signed_text_may_be_that_of_a_column() -> None:
    signed = COLUMN_COMMENT.format(n=1, said=TEXT)
    assert comments_in(parse_page(f"<body><div><h2>评论</h2>{signed}</div>")) == []


@pytest.mark.parametrize("number", ["t3_1a2b", "t1_1a2b"])
def test_old_pages_of_reddit(number: str) -> None:
    assert software_of(f'<div class="thing" data-fullname="{number}">') == "Reddit"


def test_boxes_below_headings_are_looked_through_a_few_times_however_they_nest(monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[int] = []

    def count(region: _Element) -> Iterator[_Element]:
        tried.append(sum(1 for _ in region.iter()))
        return iter(())

    monkeypatch.setattr("crawler.platforms.web.posts.comments._told_apart", count)
    for heading in ("<h3>评论</h3>", "<b>3条评论</b>"):
        root = parse_page(f"<body>{f'<div>{heading}' * 80}<p>{TEXT}</p>")
        tried.clear()
        assert comments_in(root) == []
        assert 0 < sum(tried) <= 6 * sum(1 for _ in root.iter())
