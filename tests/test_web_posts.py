"""Posts and comments in pages of any site."""

import sys
from collections.abc import Callable, Mapping
from types import FrameType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.content.body import Body
from crawler.content.dates import CHINA
from crawler.content.html import parse_page
from crawler.items import Article, Page, Thread
from crawler.platforms.draft import Draft
from crawler.platforms.site import Site
from crawler.platforms.web.finder import FoundBody
from crawler.platforms.web.finder.outline import outline
from crawler.platforms.web.posts import POSTS, comments_in, read_posts
from crawler.platforms.web.posts.lined import lined_posts
from crawler.platforms.web.posts.printed_times import date_in
from crawler.platforms.web.posts.software import software_of
from pipelines.strip_forum_elements import strip_forum_elements
from tests.forum_templates import SAID, TEMPLATES, TITLE, page, tianya
from tests.support import cleaned

ARTICLE = "<h1>涨水</h1><p>河水在夜里涨了半米，两岸的人家把船拉到坡上。</p>" * 3
COMMENT = (
    '<li class="cmt-item"><div class=user-box><a class=user-name href="/user/home?uid={n}">读者{n}</a><span class=time-box>'
    "2024-03-0{n} 10:1{n}</span></div><div class=comment-txt>第{n}条：写得好。</div></li>"
)
ADDED = (
    '<ul><li id="comment-{n}1" class=comment><span>补充{n}。</span><a href="/users/{n}/y">过客{n}</a>'
    "<span>2024-03-0{n} 09:00</span></li></ul>"
)
LISTED = '<div class=post><h2><a href="/{n}">题目{n}</a></h2><span class=author>记者{n}</span> 2024-03-0{n}<p>摘要{n}。</p></div>'
LINKED = '<li><a href="/{n}">题目{n}</a><span class=source>来源{n}</span><em>2024-03-0{n}</em></li>'


def thread(html: str) -> Thread:
    """The thread of a page, with the blocks of each post as its text, after the stage for forums."""
    read = read_posts(parse_page(html), captured="2024-03-05T12:00:00+08:00")
    posts = [each.post for each in read]
    item = Thread(id="0" * 16, site="x", headline="x", posts=posts, page=Page("x", "0" * 64, 1, "web_page"))
    draft = Draft(item, Site(), [Body(each.post, each.blocks) for each in read], forum=POSTS)
    strip_forum_elements(draft)
    for body in draft.bodies:
        body.owner.text = "\n".join(block.text for block in body.blocks)
    return item


@pytest.mark.parametrize("name", TEMPLATES)
def test_every_post_is_read_whoever_made_the_forum(name: str) -> None:
    item = thread(TEMPLATES[name]())
    assert [(post.author, post.text) for post in item.posts] == [(said.author, said.text) for said in SAID]
    assert [(post.date_published or "")[:16].replace("T", " ") for post in item.posts] == [said.at for said in SAID]
    assert [post.floor for post in item.posts] == [1, 2, 3, 4]


def test_an_emoji_as_a_picture_is_a_character_of_the_post() -> None:
    emoji = '<img alt="\U0001f600" src="https://cdn.river.example/e/1f600.png" width=72>'
    html = TEMPLATES["phpbb"]().replace(SAID[1].text, f"桥修好了{emoji}，明天通车。", 1)
    read = cleaned(f"<!doctype html>{html}".encode(), "page.html", "https://river.example/forum/viewtopic.php?t=7")
    assert isinstance(read, Thread)
    assert "桥修好了\U0001f600，明天通车。" in [post.text for post in read.posts]
    assert not any(post.images for post in read.posts)


def test_a_copy_that_is_never_shown_is_no_post() -> None:
    copy = (
        f'<div class=hidden><span class=username>{SAID[0].author}</span><article class="message">{SAID[0].text}</article></div>'
    )
    html = TEMPLATES["xenforo"]().replace(
        '<article class="message message--post"', copy + '<article class="message message--post"', 1
    )
    assert [post.text for post in thread(html).posts] == [said.text for said in SAID]


def test_an_opener_whose_head_stands_elsewhere() -> None:
    item = thread(tianya())
    assert [(post.author, post.text) for post in item.posts] == [(said.author, said.text) for said in SAID]


def test_signatures_and_quotations_are_no_words_of_the_poster() -> None:
    html = TEMPLATES["phpbb"]().replace(
        SAID[1].text, f"<blockquote><cite>河边人 wrote:</cite>还能走吗？</blockquote>{SAID[1].text}"
    )
    item = thread(html)
    assert (item.posts[1].text, item.posts[1].quote) == (SAID[1].text, "河边人 wrote:还能走吗？")
    assert {(each.rule, each.text) for each in item.removed} == {("signature", "潮水有信")}


def test_a_quotation_of_something_else_stays() -> None:
    html = TEMPLATES["phpbb"]().replace(SAID[2].text, f"<blockquote>过桥要慢。</blockquote>{SAID[2].text}")
    assert thread(html).posts[2].text == f"过桥要慢。\n{SAID[2].text}"


def test_comments_on_answers_are_the_answers_and_replies_to_posts_are_posts() -> None:
    html = TEMPLATES["question"]()
    for n, said in enumerate(SAID[1:3], 1):
        html = html.replace(f"<p>{said.text}</p></div>", f"<p>{said.text}</p></div>{ADDED.format(n=n)}")
    item = thread(html)
    assert [post.text for post in item.posts] == [said.text for said in SAID]
    assert [each.rule for each in item.removed] == ["comments", "comments"]
    assert [post.floor for post in item.posts] == [1, 2, 3, 4]


def test_comments_of_an_article_are_found_with_what_is_in_them() -> None:
    html = f"<div class=article>{ARTICLE}</div><ul class=comment-list>{''.join(COMMENT.format(n=n) for n in range(1, 6))}</ul>"
    root = parse_page(page(html))
    for seen in (None, outline(root)):
        assert [element.get("class") for element in comments_in(root, seen)] == ["cmt-item"] * 5


def test_comments_that_cannot_be_told_apart_are_found_below_their_heading() -> None:
    said = "<p><b>老王</b> 桥该修了，去年就说过。</p><p><b>小李</b> 水退得真快。</p>"
    box = f"<div class=comment-list><h3>网友评论（2）</h3>{said}</div>"
    root = parse_page(page(f"<div class=article>{ARTICLE}</div>{box}"))
    assert [element.get("class") for element in comments_in(root)] == ["comment-list"]
    root = parse_page(page(f"<div class=article>{ARTICLE}</div>{box.replace('网友评论（2）', '河边短评')}"))
    assert comments_in(root) == []


@pytest.mark.parametrize(
    "html",
    [
        ARTICLE,
        "".join(LISTED.format(n=n) for n in range(1, 8)),
        "".join(LINKED.format(n=n) for n in range(1, 8)),
        "".join(f"<div class=comment-count>评论 {n}</div>" for n in range(9)),
        "".join(f"<p>{n}月{n}日，记者来到河边。</p>" for n in range(1, 9)),
    ],
    ids=["an article", "a list of articles", "a list of links", "counters", "a chronicle"],
)
def test_what_only_looks_like_comments_is_none(html: str) -> None:
    assert comments_in(parse_page(page(html))) == []


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2024-03-01 08:15", "2024-03-01 08:15"),
        ("发表于 2024年3月1日 08:15", "2024年3月1日 08:15"),
        ("3 天前", "3 天前"),
        ("Posted March 5, 2024", "March 5, 2024"),
        ("answered May 2, 2009 at 0:09", "May 2, 2009 at 0:09"),
        ("11-29-2024, 09:03 AM", "11-29-2024, 09:03 AM"),
        ("about an hour ago", "about an hour ago"),
        ("Joined: Mar 2014", None),
        ("注册于 2014-03-01", None),
        ("他在2024年3月1日那天早上从东门走到西门，一路上没有看见一条船。", None),
        ("第 12 页", None),
    ],
)
def test_dates_are_known_among_labels(text: str, date: str | None) -> None:
    assert date_in(text) == date


TAGS = ("div", "p", "li", "a", "span", "time", "blockquote", "table", "td")
CLASSES = ("", "post", "comment reply", "author", "content", "quote", "signature", "message-body")
TEXTS = ("", "河边人", "2024-03-01 08:15", "今天还能从那里走吗？", "3 天前", "#1")


@given(st.lists(st.tuples(*map(st.sampled_from, (TAGS, CLASSES, TEXTS)), st.booleans()), max_size=60))
def test_whatever_a_page_is_like_its_posts_are_read(elements: list[tuple[str, str, str, bool]]) -> None:
    html = "".join(
        f'{"</div>" * up}<{tag} class="{names}" id="post{n}">{text}' for n, (tag, names, text, up) in enumerate(elements)
    )
    root = parse_page(f"<body>{html}")
    floors = [each.post.floor for each in read_posts(root)]
    assert floors == sorted(set(floors))
    found = comments_in(root)
    assert not any(other in set(each.iterancestors()) for each in found for other in found)


def nest(levels: int) -> str:
    return "<div class='comment post reply'>" * levels


SIGNED = "<a class=author>甲</a> 2024-03-01 话。"
SHAPES: Mapping[str, Callable[[int], str]] = {
    "many posts": lambda n: "".join(f"<div class=post id=p{at}>{SIGNED}</div>" for at in range(n)),
    "many kinds": lambda n: "".join(f"<div class='post{chr(97 + at % 26)}-post'>{SIGNED}</div>" for at in range(n)),
    "many names in one post": lambda n: f"<div class=post>甲</div><div class=post>{SIGNED * n}</div>",
    "replies in one post": lambda n: f"<div class=post>{SIGNED}{f'<div class=post>{SIGNED}</div>' * n}",
    "deep": lambda n: (nest(90) + SIGNED + "</div>" * 90) * (n // 90),
}


def steps(html: str) -> int:
    """How many lines of the module's own run for a page."""
    root, count = parse_page(html), 0

    def trace(frame: FrameType, event: str, _: object) -> Any:
        nonlocal count
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        read_posts(root, max_depth=1000)
        comments_in(root)
    finally:
        sys.settrace(before)
    return count


@pytest.mark.parametrize("shape", SHAPES)
def test_the_cost_is_in_proportion_to_the_page(shape: str) -> None:
    """Counted in lines of Python that run, which no other work on the machine changes."""
    assert steps(page(SHAPES[shape](1600))) < 5 * steps(page(SHAPES[shape](400)))


@pytest.mark.parametrize(
    ("source", "software"),
    [
        ('<meta name="generator" content="Discourse 3.5.1 - https://github.com/">', "Discourse 3.5.1"),
        ('<meta content="vBulletin 5.6.3" name="generator">', "vBulletin 5.6.3"),
        ('<meta name="generator" content="WordPress 6.5.3"><div id="bbpress-forums">', "bbPress"),
        ('<html id="XF" lang="en">', "XenForo"),
        ("<p>We moved from phpBB to nothing.</p>", None),
    ],
)
def test_the_software_of_a_forum_is_what_its_page_says(source: str, software: str | None) -> None:
    assert software_of(source) == software


def test_a_page_of_a_forum_is_a_thread_with_its_software(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crawler.platforms.web.reading.find_body", lambda *given: FoundBody("thread", 1.0))
    html = TEMPLATES["xenforo"]().replace(
        "<html>", '<html id="XF"><head><link rel=canonical href="https://board.example/t/1/"></head>'
    )
    item = cleaned(html.encode(), "page.html")
    assert isinstance(item, Thread)
    assert (item.headline, item.platform, item.url, item.site) == (
        TITLE,
        "XenForo",
        "https://board.example/t/1/",
        "board.example",
    )
    assert [post.text for post in item.posts] == [said.text for said in SAID]


def test_comments_below_an_article_are_none_of_it() -> None:
    comments = "".join(COMMENT.format(n=n) for n in range(1, 9))
    item = cleaned(
        f"<html><body><div class=article>{ARTICLE}</div><ul class=cmts>{comments}</ul></body></html>".encode(), "page.html"
    )
    assert isinstance(item, Article)
    assert "写得好" not in item.text
    assert "半米" in item.text


LINKED = """<html><body><div id=app></div><script type="application/ld+json">
{"@context": "https://schema.org", "@type": "QAPage", "mainEntity": {
  "@type": "Question", "name": "浮桥", "text": "还能走吗？", "dateCreated": "2024-03-01T08:15:00+08:00",
  "author": {"@type": "Person", "name": "河边人"},
  "acceptedAnswer": {"@type": "Answer", "text": "<p>不能。</p><p>坐渡船。</p>", "author": [{"name": "老船工"}],
    "comment": [{"@type": "Comment", "text": "谢谢"}]},
  "suggestedAnswer": [{"@type": "Answer", "text": "能", "dateCreated": "2024-03-02"}]
}}</script></body></html>"""


@pytest.mark.parametrize("html", [LINKED, LINKED.replace('json">', 'json"><!--').replace("</script>", "--></script>")])
def test_posts_that_scripts_show_are_read_from_json_ld(html: str) -> None:
    item = thread(html)
    assert [(post.author, post.text) for post in item.posts] == [
        ("河边人", "还能走吗？"),
        ("老船工", "不能。\n坐渡船。"),
        (None, "谢谢"),
        (None, "能"),
    ]
    assert [post.date_published for post in item.posts] == ["2024-03-01T08:15:00+08:00", None, None, None]


@pytest.mark.parametrize(
    "broken", ["{", "[" * 100_000, '{"@type": "Question"}', '{"@type": "Question", "text": 5, "author": []}', "null"]
)
def test_json_ld_that_describes_no_thread_gives_no_posts(broken: str) -> None:
    assert read_posts(parse_page(f'<body><script type="application/ld+json">{broken}</script>')) == []


def made_of(names: list[str], before: str = "") -> str:
    """A thread whose names are marked by nothing but their place."""
    row = "<div class=row>{before}<i>{name}</i><b>·</b><u>2024-03-0{n} 08:00</u></div>"
    posts = (
        f'<div class=post id="post-{n}1">{row.format(before=before, name=name, n=n)}<p>渡船今天从东门开到西门。</p></div>'
        for n, name in enumerate(names, 1)
    )
    return page("".join(posts))


@pytest.mark.parametrize(
    ("html", "authors"),
    [
        (made_of(["老船工", "河边人", "老船工"]), ["老船工", "河边人", "老船工"]),
        (made_of(["楼层", "楼层", "楼层"]), [None, None, None]),
        (made_of(["老船工", "河边人"]), [None, None]),
        (made_of(["老船工", "河边人", "老船工"], "<i>回复</i>"), [None, None, None]),
    ],
    ids=["names", "a label", "too few", "whom they answer"],
)
def test_names_without_a_mark_are_known_by_their_place_in_all_posts(html: str, authors: list[str | None]) -> None:
    assert [each.post.author for each in read_posts(parse_page(html))] == authors


LINED = [
    ("老王", "昨天坐了头班船，江上风很大。", "2021-11-03 10:30"),
    ("小李", "排了一个钟头才上去。", "2021-11-03 11:02"),
    ("江边人", "好", "2021-11-03 12:45"),
]


@pytest.mark.parametrize(
    ("form", "between"),
    [
        ("{n}楼 <a href=/u>{name}</a> {time}<br>{words}<br>[<a href=/r>回复</a>]", "<hr>"),
        ("<p>#{n} {name} / {time}</p><p>{words}</p>", ""),
        ("<p>{name}（{time}）<br>{words}</p>", ""),
        ("{words}<br>(<a href=/u>{name}</a> {time})", "<hr>"),
        ("<div>{words}<br>--{name}/{time}</div>", ""),
    ],
)
def test_posts_of_lines_have_a_head_above_or_below(form: str, between: str) -> None:
    said = between.join(form.format(n=n, name=name, words=words, time=time) for n, (name, words, time) in enumerate(LINED, 1))
    html = f"<div><a href=/>首页</a><br>{said}</div><a href=?p=2>下页</a><br><a href=/>返回</a> 触屏版"
    posts = lined_posts(parse_page(f"<body>{html}</body>"), None, None, CHINA)
    assert [(each.post.author, each.post.date_published_raw) for each in posts] == [(name, time) for name, _, time in LINED]
    own = [[block.text for block in each.blocks if not block.names] for each in posts]
    assert own == [[words] for _, words, _ in LINED]


def test_a_text_above_the_lines_of_posts_is_a_post_of_nobody() -> None:
    said = "".join(f"<p>{name} {time}<br>{words}</p>" for name, words, time in LINED)
    opener = "船票涨到三块钱了，各位知道是从哪天起涨的吗，我昨天去坐船才听人说起来的。"
    posts = lined_posts(parse_page(f"<body><p>{opener}</p>{said}</body>"), None, None, CHINA)
    assert [(each.post.floor, each.post.author) for each in posts] == [(1, None), (2, "老王"), (3, "小李"), (4, "江边人")]
    for part in (said.partition("小李")[0], said.replace("好", ""), said.replace("小李", "老王").replace("江边人", "老王")):
        assert lined_posts(parse_page(f"<body>{part}</body>"), None, None, CHINA) == []
