"""Threads of bulletin boards (BBS), whose posts begin with a head of labelled lines."""

import pytest

from crawler.items import Thread
from tests.support import cleaned

SAID = (
    ("mill7", "Fri Mar  1 08:15:10 2024", "碾坊的水轮昨天停了，是轴断了还是水小了？"),
    ("mason", "Fri Mar  1 08:40:22 2024", "轴断了。"),
    ("agui", "Sat Mar  2 19:05:33 2024", "木匠说要换一根榆木的，月底才能装上。"),
)
AT = ["2024-03-01T08:15:10+08:00", "2024-03-01T08:40:22+08:00", "2024-03-02T19:05:33+08:00"]
HEAD = "发信人: {name} (某人), 信区: Village\n标  题: 碾坊的水轮停了\n发信站: 乡间社区 ({at}), 站内\n\n"
TAIL = "\n\n--\n山高水长\n※ 来源:·乡间社区 bbs.mill.example·[FROM: 10.0.0.*]\n"
PUSH = (
    '<div class=push><span class="push-tag">{tag} </span><span class=push-userid>{name}</span>'
    "<span>: {said}</span><span class=time> 10.0.0.7 {at}\n</span></div>"
)


def read(body: str) -> Thread:
    page = f"<!DOCTYPE html><meta charset=utf-8><title>碾坊的水轮停了</title><body>{body}"
    item = cleaned(page.encode(), "page.html", "http://bbs.mill.example/nForum/article/Village/7")
    assert isinstance(item, Thread)
    return item


def article(name: str, at: str, said: str) -> str:
    lines = f"{HEAD.format(name=name, at=at)}{said}{TAIL}".replace("\n", "<br>").replace("  ", "&nbsp;&nbsp;")
    cell = f"<td><b>{name}</b><dl><dt>身份<dd>村民</dl></td>"
    return f"<table class=article><tr>{cell}<td class=a-content><p>{lines}</p></td></tr></table>"


def terminal(head: str, said: str, pushes: str = "") -> str:
    station = "<span>※ 發信站: 鄉間實業坊(mill.example), 來自: 10.0.0.7\n</span>"
    return f"<div id=main-content>{head}\n{said}\n\n--\n山高水长\n{station}{pushes}</div>"


METALINES = "".join(
    f"<div class=article-metaline><span>{label}</span><span>{said}</span></div>"
    for label, said in (("作者", "mill7 (某人)"), ("看板", "Village"), ("標題", "碾坊的水轮停了"), ("時間", SAID[0][1]))
)


def test_the_head_of_a_post_says_who_wrote_it_and_when() -> None:
    item = read("".join(article(*each) for each in SAID))
    assert [(post.author, post.text) for post in item.posts] == [(name, said) for name, _, said in SAID]
    assert [post.date_published for post in item.posts] == AT
    assert {each.text for each in item.removed} >= {"--", "山高水长", "发信站: 乡间社区 (Fri Mar 1 08:15:10 2024), 站内"}


def test_a_post_alone_is_a_thread_if_it_has_a_head() -> None:
    name, at, said = SAID[0]
    item = read(f"<pre>{HEAD.format(name=name, at=at)}{said}\n&lt;二&gt;{TAIL}</pre>")
    assert [(post.author, post.text, post.date_published) for post in item.posts] == [(name, f"{said}\n\n<二>", AT[0])]


def test_what_others_added_in_a_line_are_posts() -> None:
    pushes = "".join(
        PUSH.format(tag=tag, name=name, said=said, at="03/02 19:05") for tag, (name, _, said) in zip("推→", SAID[1:], strict=True)
    )
    item = read(terminal(METALINES, SAID[0][2] + "\n第二行", pushes))
    assert [(post.author, post.text) for post in item.posts] == [
        ("mill7", f"{SAID[0][2]}\n\n第二行"),
        *((name, said) for name, _, said in SAID[1:]),
    ]
    assert [post.date_published_raw for post in item.posts] == [SAID[0][1].replace("  ", " "), "03/02 19:05", "03/02 19:05"]
    assert [post.date_published for post in item.posts] == [AT[0], None, None]


def test_lines_that_are_quoted_are_apart() -> None:
    item = read(terminal(METALINES, f"※ 引述《mason (石匠)》之銘言：\n: 轴断了。\n{SAID[2][2]}"))
    assert item.posts[0].text == SAID[2][2]
    assert item.posts[0].quote == "※ 引述《mason (石匠)》之銘言：\n: 轴断了。"


@pytest.mark.parametrize(
    "body", ["<p>发信站</p>", "<p>作者：张三</p><p>发信站在山上。2024-03-01 08:15</p>", f"<pre>{HEAD[:5]}发信站</pre>"]
)
def test_a_page_that_speaks_of_stations_has_no_heads(body: str) -> None:
    said = "".join(f"<p>{each}{each}</p>" for _, _, each in SAID)
    item = cleaned(f"<!DOCTYPE html><title>站</title><body><article><h1>站</h1>{body}{said}</article>".encode(), "page.html")
    assert not isinstance(item, Thread)
