"""What a page says of a thread as a whole, and dates that contradict each other."""

import json

import pytest

from crawler.content.html import parse_page
from crawler.items import Article, Thread
from crawler.platforms.web.finder import FoundBody
from crawler.platforms.web.posts import read_posts
from tests.support import cleaned
from tests.test_doubtful_threads import POST, SAID, posts
from tests.test_web_pages import article


@pytest.fixture(autouse=True)
def _threads(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    if "thread" in request.node.name:
        monkeypatch.setattr("crawler.platforms.web.reading.find_body", lambda *given: FoundBody("thread", 1.0))


def thread(above: str = "", declared: dict[str, object] | None = None) -> Thread:
    script = f'<script type="application/ld+json">{json.dumps(declared)}</script>' if declared else ""
    body = f"<h1>夜里涨水</h1>{above}<div id=list>{posts(POST.replace('entry', 'post'))}</div>"
    page = f"<!DOCTYPE html><html><head><meta charset=utf-8><title>夜里涨水</title>{script}</head><body>{body}</body></html>"
    item = cleaned(page.encode(), "page.html", "https://river.example/t/1")
    assert isinstance(item, Thread)
    return item


COUNTED: dict[str, object] = {
    "@type": "DiscussionForumPosting",
    "datePublished": "2024-03-01T02:11:00Z",
    "interactionStatistic": [
        {"@type": "InteractionCounter", "interactionType": "https://schema.org/ViewAction", "userInteractionCount": 1204},
        {
            "@type": "InteractionCounter",
            "interactionType": {"@type": "http://schema.org/LikeAction"},
            "userInteractionCount": "7",
        },
        {"@type": "InteractionCounter", "interactionType": "https://schema.org/CommentAction", "userInteractionCount": 31},
    ],
}


def test_what_json_ld_counts_is_of_the_thread() -> None:
    item = thread(declared=COUNTED)
    assert (item.views, item.reply_count, item.posts[0].likes, item.posts[1].likes) == (1204, 31, 7, None)
    assert item.date_published == "2024-03-01T02:11:00+00:00"


def test_a_thread_of_a_question_has_answers_and_votes() -> None:
    question: dict[str, object] = {
        "@type": "QAPage",
        "mainEntity": {"@type": "Question", "answerCount": 3, "upvoteCount": 12, "commentCount": 99},
    }
    item = thread(declared=question)
    assert (item.reply_count, item.posts[0].likes) == (3, 12)


@pytest.mark.parametrize(
    ("above", "views", "replies"),
    [
        ("<p>查看: 1204 | 回复: 31</p>", 1204, 31),
        ("<p>1,204 views</p><p>31 replies</p>", 1204, 31),
        ("<p>Viewed 1204 times</p>", 1204, None),
        ("<p>1.2k views</p><p>23 replies 15K views</p>", None, 23),
        ("<p>浏览 1.2万</p>", None, None),
        ("<p>12 views</p><p>13 views</p>", None, None),
        ("<p>2 replies</p>", None, None),
        ("", None, None),
    ],
)
def test_what_is_printed_above_a_thread(above: str, views: int | None, replies: int | None) -> None:
    item = thread(above)
    assert (item.views, item.reply_count) == (views, replies)


def test_counts_of_another_thing_are_not_those_of_the_thread() -> None:
    other: dict[str, object] = {
        "@type": "NewsArticle",
        "commentCount": 5,
        "interactionStatistic": COUNTED["interactionStatistic"],
    }
    assert (thread(declared=other).views, thread(declared=other).reply_count) == (None, None)


def test_a_post_is_of_the_time_it_was_written_and_not_edited() -> None:
    edited = POST.replace("<span>", "<div>编辑于 <span>2024-04-0{n} 09:00</span></div><span>").replace("entry", "post")
    read = read_posts(parse_page("".join(edited.format(n=n, said=said) for n, said in enumerate(SAID, 1))))
    assert [each.post.date_published_raw for each in read] == [f"2024-03-0{n} 10:1{n}" for n in range(1, 5)]


TOP = "<h1>夜里涨水</h1><div>{line}</div><div id=text>"
HEAD = "<title>夜里涨水</title>{meta}"


@pytest.mark.parametrize(
    ("meta", "line", "date"),
    [
        ("2024-09-06T08:00:00+08:00", "2024年3月5日 08:30", "2024-03-05T08:30:00+08:00"),
        ("2024-03-05T08:00:00+08:00", "2024年9月6日 08:30", "2024-03-05T08:00:00+08:00"),
        ("2024-03-06T01:00:00+08:00", "2024年3月5日", "2024-03-06T01:00:00+08:00"),
    ],
)
def test_an_earlier_date_in_print_is_that_of_publication(meta: str, line: str, date: str) -> None:
    item = article(TOP.format(line=line), HEAD.format(meta=f'<meta property="article:published_time" content="{meta}">'))
    assert item.date_published == date


def test_metadata_under_a_name_that_nobody_listed() -> None:
    item = article(
        TOP.format(line=""), HEAD.format(meta='<meta name="river-published-date" content="2024-03-05T08:30:00+08:00">')
    )
    assert (item.date_published, item.date_basis) == ("2024-03-05T08:30:00+08:00", "page-metadata")


@pytest.mark.parametrize(
    ("below", "date"),
    [
        (f"<p>{SAID[0] * 4}</p><p>发布于 2024-03-05 08:30</p>", "2024-03-05T08:30:00+08:00"),
        (f"<p>{SAID[0] * 4}</p><p>2024-03-05 08:30，河水涨了半米，船都拉到了坡上，没有人受伤。</p>", None),
        (f"<p>{SAID[0] * 4}</p><p>{SAID[1] * 4}</p><p>发布于 2024-03-05 08:30</p>", None),
    ],
)
def test_a_date_below_one_long_line(below: str, date: str | None) -> None:
    item = article(f"<div id=text><h1>夜里涨水</h1>{below}", HEAD.format(meta=""))
    assert isinstance(item, Article)
    assert item.date_published == date
