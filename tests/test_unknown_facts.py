"""What no page says is in none of the formats of others: no opener that is elsewhere, no invented type, date or number, no empty
text."""

import json
from typing import Any

import feedparser
import pytest
from lxml import etree

from crawler.feeds.exporters.atom import AtomExporter
from crawler.feeds.exporters.json_feed import JsonFeedExporter
from crawler.feeds.exporters.rss import RssExporter
from crawler.feeds.exporters.schema_org import as_schema_org
from crawler.feeds.exporters.zyte import as_zyte
from crawler.items import Article, Image, Item, Post, Thread
from tests.exporting import feed, full_article, full_thread
from tests.made_items import made_article, made_page

NAMESPACES = {"atom": "http://www.w3.org/2005/Atom", "media": "http://search.yahoo.com/mrss/"}
OPENER = "urn:uuid:fedcba98-7654-8321-a000-000000000001"
UNTYPED = "https://x.example/picture/12"


def second_page() -> Thread:
    """The second page of a thread, on which the opener is not."""
    thread = full_thread()
    thread.posts = [Post(floor=floor, author="人丙", text="话", html="<p>话</p>") for floor in (11, 12)]
    thread.date_published = None
    return thread


def with_picture(**facts: Any) -> Article:
    article = made_article()
    article.images, article.lead_image = [Image(UNTYPED, [UNTYPED], **facts)], UNTYPED
    return article


def found(exporter: Any, item: Item, path: str) -> list[Any]:
    """What an XPath finds in a feed of one item."""
    values: list[Any] = etree.fromstring(feed(exporter, [item])).xpath(path, namespaces=NAMESPACES)
    return values


def json_items(item: Item) -> list[Any]:
    items: list[Any] = json.loads(feed(JsonFeedExporter, [item]))["items"]
    return items


@pytest.mark.parametrize("exporter", [AtomExporter, RssExporter])
def test_posts_answer_an_opener_that_is_on_another_page(exporter: Any) -> None:
    entries = feedparser.parse(feed(exporter, [second_page()])).entries
    assert [entry["thr_in-reply-to"]["ref"] for entry in entries] == [OPENER, OPENER]
    assert [entry.title for entry in entries] == ["Re: 话题", "Re: 话题"]
    assert not any(name in entry for entry in entries for name in ("thr_total", "slash_comments"))


def test_json_feed_and_json_ld_take_no_reply_for_the_opener() -> None:
    own = [item["_qingliu"] for item in json_items(second_page())]
    assert [(each["in_reply_to"], "reply_count" in each) for each in own] == [(OPENER, False)] * 2
    node = as_schema_org(second_page())
    assert (node["@id"], node["commentCount"]) == (OPENER, 9)
    assert not node.keys() & {"text", "author", "datePublished", "position"}
    assert [(each["position"], each["parentItem"]) for each in node["comment"]] == [
        (floor, {"@id": OPENER}) for floor in (11, 12)
    ]


def test_an_opener_that_does_not_come_first_is_one() -> None:
    thread = full_thread()
    thread.posts = thread.posts[::-1]
    assert (as_schema_org(thread)["text"], len(as_schema_org(thread)["comment"])) == ("开篇", 4)


def test_posts_are_not_counted_as_replies() -> None:
    thread = full_thread()
    thread.reply_count = None
    assert "reply_count" not in json_items(thread)[0]["_qingliu"]
    assert b"<thr:total>" not in feed(AtomExporter, [thread]) and b"<slash:comments>" not in feed(RssExporter, [thread])


def test_a_page_that_was_saved_was_not_modified_then() -> None:
    article = made_article()
    article.page.captured = "2024-05-09T15:39+08:00"
    assert not json_items(article)[0].keys() & {"date_modified", "date_published"}
    assert b"<dcterms:modified>" not in feed(RssExporter, [article])


def test_the_type_of_a_picture_is_not_invented() -> None:
    article = with_picture()
    assert found(AtomExporter, article, "//atom:link[@rel='enclosure']/@*") == ["enclosure", UNTYPED]
    assert found(RssExporter, article, "//enclosure") == []
    assert found(RssExporter, article, "//media:content/@*") == [UNTYPED, "image"]
    [item] = json_items(article)
    assert (item["image"], "attachments" in item) == (UNTYPED, False)


def test_a_stored_picture_has_its_type_and_size() -> None:
    article = with_picture(media_type="image/webp", bytes=1234)
    assert found(AtomExporter, article, "//atom:link[@rel='enclosure']/@*") == ["enclosure", "image/webp", "1234", UNTYPED]
    assert found(RssExporter, article, "//enclosure/@*") == [UNTYPED, "1234", "image/webp"]
    assert json_items(article)[0]["attachments"] == [{"url": UNTYPED, "mime_type": "image/webp", "size_in_bytes": 1234}]


def nameless_article() -> Article:
    return Article(id="0123456789abcdef", site="guancha", headline="", content_sha256="0" * 64, page=made_page("a"))


def nameless_thread() -> Thread:
    thread = full_thread()
    thread.headline, thread.posts = "", [Post(floor=1, likes=0), Post(floor=2)]
    return thread


@pytest.mark.parametrize("item", [nameless_article(), nameless_thread()], ids=["article", "thread"])
def test_nothing_is_said_with_an_empty_text(item: Item) -> None:
    entries = [{**entry, "content_html": "it must have a content"} for entry in json_items(item)]
    for node in (*entries, as_schema_org(item), as_zyte(item)):
        assert [empty for empty in empties(node) if empty != "posts"] == []


def empties(node: Any) -> list[str]:
    """The names of members without a value, at any depth but of our own records."""
    if isinstance(node, list):
        return [name for member in node for name in empties(member)]
    if not isinstance(node, dict):
        return []
    below = [name for key, member in node.items() if key != "_qingliu" for name in empties(member)]
    return below + [name for name, member in node.items() if member in (None, "", [], {}) and not isinstance(member, int)]


@pytest.mark.parametrize("exporter", [AtomExporter, RssExporter])
def test_a_reply_to_a_thread_without_a_headline_has_none(exporter: Any) -> None:
    assert b"Re: " not in feed(exporter, [nameless_thread()])


def test_an_rss_item_without_a_title_is_described() -> None:
    article = full_article()
    article.headline = ""
    assert found(RssExporter, article, "//item/title") == []
    assert found(RssExporter, article, "//item/description/text()") == [article.html]


def test_an_item_that_was_saved_twice_is_not_the_same_as_itself() -> None:
    article, thread = made_article(), full_thread()
    article.duplicate_of, thread.duplicate_of = article.id, "00000000000000aa"
    assert "sameAs" not in as_schema_org(article)
    assert as_schema_org(thread)["sameAs"] == "urn:uuid:00000000-0000-800a-aa00-000000000001"


def test_line_breaks_in_attributes_are_kept() -> None:
    article = made_article()
    article.categories = ["一\n二\t三"]
    assert found(AtomExporter, article, "//atom:category/@term") == article.categories


@pytest.mark.parametrize("exporter", [AtomExporter, RssExporter, JsonFeedExporter])
def test_addresses_are_iris(exporter: Any) -> None:
    article = with_picture()
    article.url = article.lead_image = article.images[0].url = "https://x.example/图.jpg?a|b={1}"
    data = feed(exporter, [article]).decode()
    assert "https://x.example/图.jpg?a%7Cb=%7B1%7D" in data and "a|b" not in data
