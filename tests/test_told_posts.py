"""Threads that only the scripts of a page tell of, because these are to show them."""

import json
from html import escape
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from crawler.content.dates import CHINA
from crawler.content.html import parse_page
from crawler.items import Article, Thread
from crawler.platforms import NothingToKeep
from crawler.platforms.web.posts.told import told_posts
from tests.support import cleaned

SAID = (
    ("桥头人", "2024-03-01T08:15:00+08:00", 1709252100, "碾坊的水轮昨天停了，是轴断了还是水小了？"),
    ("石匠_7", "2024-03-01T08:40:00+08:00", 1709253600, "轴断了。"),
    ("阿贵", "2024-03-02T19:05:00+08:00", 1709377500, "木匠说要换一根榆木的。"),
)
TITLE = "碾坊的水轮停了"


def script(state: Any, attributes: str = "") -> str:
    told = json.dumps(state, ensure_ascii=False).replace("</", "<\\/")
    return f"<script {attributes}>{told if attributes else f'window.__STATE__={told}'}</script>"


def discourse() -> str:
    posts = [
        {"id": n, "username": name, "created_at": at, "cooked": f"<p>{said}</p>"} for n, (name, at, _, said) in enumerate(SAID)
    ]
    topic = {"title": TITLE, "post_stream": {"posts": posts}}
    told = json.dumps({"site": "{}", "topic_7": json.dumps(topic, ensure_ascii=False)}, ensure_ascii=False)
    return f'<meta name=generator content="Discourse 3.2"><div data-preloaded="{escape(told)}"></div>'


def flarum() -> str:
    people = [{"type": "users", "id": str(n), "attributes": {"displayName": name}} for n, (name, *_) in enumerate(SAID)]
    posts = [
        {
            "type": "posts",
            "id": str(n),
            "attributes": {"createdAt": at, "contentHtml": f"<p>{said}</p>"},
            "relationships": {"user": {"data": {"type": "users", "id": str(n)}}},
        }
        for n, (_, at, _, said) in enumerate(SAID)
    ]
    return script({"included": [*posts, *people]}, 'id="flarum-json-payload" type="application/json"')


def zhihu() -> str:
    (asker, _, asked, question), *answers = SAID
    told = {
        str(n): {"createdTime": at, "author": {"name": name}, "content": f"<p>{said}</p>"}
        for n, (name, _, at, said) in enumerate(answers)
    }
    opener = {"title": TITLE, "detail": question, "created": asked, "author": {"name": asker}}
    return script({"entities": {"questions": {"7": opener}, "answers": told}}, 'type="text/json"')


def tieba() -> str:
    posts = [{"time": at, "author": {"name_show": name}, "content": [{"type": 0, "text": said}]} for name, _, at, said in SAID]
    return script({"thread": {"title": TITLE}, "post_list": posts})


@pytest.mark.parametrize(
    ("told", "url"),
    [
        (discourse, "https://mill.example/t/wheel/7"),
        (flarum, "https://mill.example/d/7"),
        (zhihu, "https://mill.example/question/7"),
        (tieba, "https://tieba.mill.example/p/7"),
    ],
)
def test_a_thread_that_the_scripts_of_a_forum_tell(told: Any, url: str) -> None:
    page = (
        f"<!DOCTYPE html><html lang=zh-CN><head><meta charset=utf-8><title>{TITLE}</title></head><body><div id=app></div>{told()}"
    )
    item = cleaned(page.encode(), "page.html", url)
    assert isinstance(item, Thread)
    assert [(post.author, post.text, post.date_published) for post in item.posts] == [
        (name, said, at) for name, at, _, said in SAID
    ]
    assert [post.floor for post in item.posts] == [1, 2, 3]


def test_comments_that_the_scripts_of_news_tell_are_no_thread() -> None:
    text = "".join(f"<p>{said}{said}{said}。</p>" for *_, said in SAID * 2)
    news = {
        "title": TITLE,
        "content": text,
        "createdAt": SAID[0][1],
        "comments": [{"content": said, "created_at": at} for _, at, _, said in SAID],
    }
    page = f"<!DOCTYPE html><title>{TITLE}</title><body><div id=app></div>{script(news)}"
    item = cleaned(page.encode(), "page.html", "https://mill.example/news/7")
    assert isinstance(item, Article)


@pytest.mark.parametrize(
    "state", [{"posts": [{"content": "话", "time": 1}]}, {"posts": [{"content": "话"}, {"time": 5}]}, [[1]], "话"]
)
def test_fewer_than_two_objects_with_words_and_a_time_are_no_posts(state: Any) -> None:
    with pytest.raises(NothingToKeep):
        cleaned(
            f"<!DOCTYPE html><title>x</title><body><div id=app></div>{script(state)}".encode(),
            "x.html",
            "https://mill.example/t/7",
        )


KEYS = st.sampled_from(
    ("content", "time", "created", "author", "user", "name", "title", "attributes", "relationships", "type", "id", "data")
)
STATES = st.recursive(st.none() | st.integers() | st.text(), lambda inner: st.lists(inner) | st.dictionaries(KEYS, inner))


@given(STATES)
@example([{"attributes": {}, "type": []}])
@example([{"attributes": {}, "relationships": {"user": {"data": {"id": {}}}}}])
def test_any_state_is_read(state: Any) -> None:
    for post in told_posts(parse_page(f"<body>{script(state)}"), None, CHINA):
        assert post.post.date_published_raw
