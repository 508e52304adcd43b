"""What forums of any software print in and around posts: told by structure, listed in ``removed``, and never a poster's words."""

from collections.abc import Callable
from typing import Any

import pytest

from crawler.items import Thread
from crawler.platforms.threads import ThreadHead
from crawler.platforms.web.site import WebSite
from crawler.platforms.web.thread import draft_of_thread
from crawler.readers import read_page
from tests.support import STAGES

NAMES = ("河边人", "老船工", "Ferry_Fan", "东门客")
WORDS = (
    "浮桥昨晚拆了一半，今天还能从那里走吗？",
    "不能，桥头已经立了牌子，要等到下个月。",
    "渡船加开到夜里十点，从东门上船，骑车的走石桥。",
    "知道了，谢谢三位。",
)
TITLE = "浮桥还能走吗"
MENU = "<ul class=nav>" + "".join(f'<li><a href="/b{n}">版块{n}</a></li>' for n in range(12)) + "</ul>"
ROW = "<div class=x1><span class=x2>{n}</span> <span class=x2>递茶</span></div><div class=x3>看回信 {n}</div>"
AVATAR = '<img src="https://dukou.example/pic/{n}.jpg" width=400 height=300>'


def head(n: int) -> str:
    return f'<a class=user-name href="/u/{n}">{NAMES[n]}</a> <span class=when>2024-03-0{n + 1} 08:1{n}</span>'


def post(n: int, inside: str) -> str:
    return f'<div class="comment-item" id="c{n}"><div class=hd>{head(n)}</div><div class=bd>{inside}</div></div>'


def posts(inside: Callable[[int], str], count: int = 4) -> str:
    return "".join(post(n, inside(n)) for n in range(count))


def thread(html: str, before: str = "") -> Thread:
    """The thread of a page, whatever kind it is taken for, by every stage of the project."""
    page = f"<html><head><title>{TITLE} - 渡口论坛</title></head><body>{MENU}<div>{before}<div>{html}</div></div></body></html>"
    document = read_page("page.html", page.encode(), url="https://dukou.example/thread/7")
    draft: Any = draft_of_thread(WebSite.for_stranger(document), document, ThreadHead(TITLE))
    for stage in STAGES:
        draft = stage.process_item(draft)
    assert isinstance(draft, Thread)
    return draft


def texts(item: Thread) -> list[str]:
    return [each.text.replace("\n\n", "\n") for each in item.posts]


def removed(item: Thread, rule: str) -> list[str]:
    return [each.text for each in item.removed if each.rule == rule]


def paragraph(n: int) -> str:
    return f"<p class=w>{WORDS[n]}</p>"


def test_what_all_posts_say_is_no_posters_whatever_it_is_called() -> None:
    item = thread(posts(lambda n: paragraph(n) + ROW.format(n=n)))
    assert texts(item) == list(WORDS)
    assert removed(item, "post-actions") == [said for n in range(4) for said in (f"{n} 递茶", f"看回信 {n}")]


def test_a_link_that_leads_nowhere_is_a_button_from_two_posts_on() -> None:
    button = "<div><a class=op><i></i> 回信 <small>{n}</small></a></div>"
    assert texts(thread(posts(lambda n: paragraph(n) + button.format(n=n), 2))) == list(WORDS[:2])


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        (lambda n: f"<p class=w>{'顶啊顶' if n else WORDS[0]}</p>", [WORDS[0], *["顶啊顶"] * 3]),
        (lambda n: f"<p class=w><a class=at href='/u/0'>@河边人</a> {WORDS[n]}</p>", [f"@河边人 {said}" for said in WORDS]),
        (lambda n: paragraph(n) + ("<p class=w>同问</p>" if n else ""), [WORDS[0], *(f"{said}\n同问" for said in WORDS[1:])]),
        (lambda n: f"<p class=w>{'路过' if n == 3 else WORDS[n]}</p>", [*WORDS[:3], "路过"]),
        (lambda n: f"<span class=w>{600 + n}</span> <span class=x2>递茶</span>", [f"{600 + n} 递茶" for n in range(4)]),
    ],
    ids=["all that they say", "in a line", "among other lines of its kind", "once", "numbers beside it"],
)
def test_words_of_posters_stay_though_others_say_the_same(inside: Callable[[int], str], expected: list[str]) -> None:
    assert texts(thread(posts(inside))) == expected


def test_a_post_that_is_a_picture_says_nothing_of_its_buttons() -> None:
    item = thread(posts(lambda n: (AVATAR.format(n=n) if n == 2 else paragraph(n)) + ROW.format(n=n)))
    assert texts(item) == [*WORDS[:2], "", WORDS[3]]
    assert len(item.posts[2].images) == 1


def test_the_head_of_a_post_goes_with_what_stands_between_name_and_time() -> None:
    html = "".join(
        f'<div class=reply><span class=top><a class=user-name href="/u/{n}">{NAMES[n]}</a> <i>撑船 {n} 年</i> '
        f"<span class=when>2024-03-0{n + 1} 08:1{n}</span></span> {WORDS[n]}</div>"
        for n in range(4)
    )
    item = thread(html)
    assert texts(item) == list(WORDS)
    assert [post.author for post in item.posts] == list(NAMES)
    assert removed(item, "post-head") == [f"{NAMES[n]} 撑船 {n} 年 2024-03-0{n + 1} 08:1{n}" for n in range(4)]


def test_what_tells_of_a_change_is_no_text() -> None:
    changed = (
        "<span><em>最后编辑于 <time datetime='2024-03-05T10:00:00+08:00'>2024-03-05 10:00</time></em> 老船工 改了错字</span>"
    )
    item = thread(posts(lambda n: paragraph(n) + (changed if n == 1 else "")))
    assert texts(item) == list(WORDS)
    assert removed(item, "edit-notice") == ["最后编辑于 2024-03-05 10:00 老船工 改了错字"]


def test_the_headline_above_a_post_is_none_of_its_words() -> None:
    item = thread(posts(lambda n: f"<h3>{'回复：' if n else ''}{TITLE}</h3>{paragraph(n)}"), f"<h1>{TITLE}</h1>")
    assert texts(item) == list(WORDS)
    assert removed(item, "post-title") == [TITLE, *[f"回复：{TITLE}"] * 3]


@pytest.mark.parametrize(
    "before",
    [
        "<div class=ask><h1>浮桥还能走吗</h1><div><b>找一找</b><b>我来说</b><b>传出去</b><b>抄网址</b><b>扫一扫</b><b>告状</b>"
        "</div></div>",
        "<h1>浮桥还能走吗</h1><div class=box-login><p>登录后可以看到全部回信，还能和船工私下说话，收藏喜欢的帖子</p></div>",
        f"<div class=topic-head><h1>浮桥还能走吗</h1><div>楼主 {head(0)} 起帖时间</div>"
        "<p style='display: none'>你的浏览器太旧了，换一个新的才能看全这一页上的东西。</p></div>",
    ],
    ids=["buttons", "an invitation", "the head of the thread"],
)
def test_what_stands_above_the_posts_is_no_post(before: str) -> None:
    item = thread(posts(paragraph), before)
    assert texts(item) == list(WORDS)
    assert [post.floor for post in item.posts] == [1, 2, 3, 4]


def test_what_stands_beside_a_thread_is_no_post() -> None:
    beside = f"<aside><h4>谁说得最多</h4>{head(2)}</aside><div class=topic-sidebar><h4>谁来得最早</h4>{head(1)}</div>"
    assert texts(thread(posts(paragraph) + beside)) == list(WORDS)


def test_an_advertisement_that_is_built_as_a_post_is_told_apart() -> None:
    advertisement = post(2, f"<div class=feed-ad-wrapper>{paragraph(2)}</div>")
    item = thread(post(0, paragraph(0)) + post(1, paragraph(1)) + advertisement + post(3, paragraph(3)))
    assert texts(item) == [WORDS[0], WORDS[1], WORDS[3]]
    assert removed(item, "promoted") == [WORDS[2]]


def test_counters_beside_a_question_name_nobody() -> None:
    counters = "<div class=boards><div class=board-item-name>被浏览</div><b>99,411</b></div>"
    question = f"<div class=question><h1>{TITLE}</h1><p>南门的浮桥昨晚拆了一半，早上要去对岸上班。</p>{counters}</div>"
    item = thread(posts(lambda n: paragraph(n)).replace("comment-item", "answer-item"), question)
    assert item.posts[0].author is None
    assert texts(item) == ["南门的浮桥昨晚拆了一半，早上要去对岸上班。", *WORDS]


def test_an_advertisement_that_is_labelled_as_one_is_told_apart() -> None:
    head = '<div class="comment-item" id=c9><a class=user-name href=/u/9>船行</a>'
    advertisement = f"{head}<div class=bd><a href=/x>{{}}</a></div><i>广告</i></div>"
    item = thread(
        post(0, paragraph(0)) + advertisement.format("来坐船") + post(1, paragraph(1)) + post(2, "广告") + post(3, paragraph(3))
    )
    assert texts(item) == [WORDS[0], WORDS[1], "广告", WORDS[3]]


@pytest.mark.parametrize(
    ("rule", "with_one", "is_signature"),
    [("__________________", {1}, True), ("--", {0, 1, 2}, True), ("--", {1}, False), ("__", {0, 1, 2, 3}, False)],
)
def test_what_stands_below_a_line_of_signs_is_a_signature(rule: str, with_one: set[int], is_signature: bool) -> None:
    item = thread(posts(lambda n: f"{WORDS[n]}<br>{rule}<br>潮水有信{n}" if n in with_one else WORDS[n]))
    whole = [f"{words}\n{rule}\n潮水有信{n}" if n in with_one else words for n, words in enumerate(WORDS)]
    assert texts(item) == (list(WORDS) if is_signature else whole)
    assert ("潮水有信1" in removed(item, "signature")) is is_signature


ATTACHED = (
    '<section class="message-attachments"><h4>附件</h4><ul class=attachmentList><li><a href=/a/{n}><img src="https://dukou.example/d/{n}.jpg">'
    '</a><img src="/images/attach/jpg.gif"> 桥{n}.jpg <span>120 KB · 查看: 55</span></ul></section>'
)


@pytest.mark.parametrize("below", [f"</div>{ATTACHED}<div>", ATTACHED], ids=["beside the words", "among them"])
def test_pictures_in_lists_of_attachments_are_of_the_post_and_what_is_told_of_them_is_not(below: str) -> None:
    item = thread(posts(lambda n: paragraph(n) + (below.format(n=n) if n % 2 else "")))
    assert texts(item) == list(WORDS)
    pictures = [[image.url for image in each.images] for each in item.posts]
    assert pictures == [[], ["https://dukou.example/d/1.jpg"], [], ["https://dukou.example/d/3.jpg"]]
    assert "attachment" in {each.rule for each in item.removed}


def test_a_picture_beside_the_words_that_links_to_its_file_is_of_the_post() -> None:
    picture = (
        '<a href="https://dukou.example/src/{n}.jpg"><img src="https://dukou.example/thumb/{n}s.jpg" width=200 height=150></a>'
    )
    portrait = '<a href="/u/{n}"><img src="https://dukou.example/portrait/{n}.jpg" width=200 height=150></a>'
    item = thread(
        "".join(
            post(n, paragraph(n)).replace("<div class=bd>", f"{portrait}{picture}<div class=bd>").format(n=n) for n in range(4)
        )
    )
    assert [len(each.images) for each in item.posts] == [1, 1, 1, 1]
    assert "/thumb/0s.jpg" in item.posts[0].images[0].seen_as[0]
    assert texts(item) == list(WORDS)


@pytest.mark.parametrize(
    "words", ["此回复已被删除！", "这篇回帖已被版主删除。显示…", "This post has been deleted.", "[removed]", "该帖已被屏蔽"]
)
def test_what_stands_in_place_of_a_deleted_post_is_not_its_text(words: str) -> None:
    item = thread(posts(lambda n: f"<p>{words}</p>" if n == 1 else paragraph(n)))
    assert texts(item) == [WORDS[0], "", WORDS[2], WORDS[3]]
    assert removed(item, "screened") == [words]


@pytest.mark.parametrize("words", ["这个帖子已被删除的那位是谁？", "此回复已被删除过一次，我再发一遍。"])
def test_words_about_deleted_posts_stay(words: str) -> None:
    assert texts(thread(posts(lambda n: f"<p>{words}</p>" if n == 1 else paragraph(n))))[1] == words


def event(at: int, what: str) -> str:
    return f'<div class="comment-item event"><i></i><div>{head(at)} {what}</div></div>'


def test_what_was_done_to_a_thread_is_no_post() -> None:
    between = {1: event(1, "把标题改成了“浮桥”"), 2: event(2, "加了标签 <b>桥</b>")}
    item = thread("".join(post(n, paragraph(n)) + between.get(n, "") for n in range(4)))
    assert texts(item) == list(WORDS)
    assert [each.floor for each in item.posts] == [1, 2, 3, 4]
    assert sum("把标题改成了" in each for each in removed(item, "event")) == 1


def test_posts_of_a_line_stay_if_most_are() -> None:
    item = thread("".join(f'<div class="comment-item">{head(n)} {WORDS[n]}</div>' for n in range(4)))
    assert texts(item) == list(WORDS)


@pytest.mark.parametrize(
    ("below", "rule"),
    [
        ("<div data-role=memberSignature><p>潮水有信</p></div>", "signature"),
        ("<blockquote class=lastedited>由 老船工 编辑于 3-05 09:00</blockquote>", "edit-notice"),
        ("<span><strong>2024年3月5日由 老船工 修改过</strong></span>", "edit-notice"),
    ],
)
def test_signatures_and_edits_by_their_roles_and_words(below: str, rule: str) -> None:
    item = thread(posts(lambda n: paragraph(n) + (below if n == 2 else "")))
    assert texts(item) == list(WORDS)
    assert len(removed(item, rule)) == 1
