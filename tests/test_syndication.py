"""Atom, RSS and JSON Feed: they keep their standards, and a feed reader finds in them what was put in."""

import json
from datetime import datetime
from email.utils import format_datetime
from io import BytesIO
from typing import Any

import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]  # has no type hints
from lxml import etree

from crawler.feeds.exporters._xml_text import FORBIDDEN
from crawler.feeds.exporters.atom import AtomExporter
from crawler.feeds.exporters.json_feed import JsonFeedExporter
from crawler.feeds.exporters.rss import RssExporter, rfc_822
from crawler.items import Article, Item, Post, Thread
from tests.exporting import PICTURE, feed, full_article, full_thread
from tests.made_items import made_article, made_thread
from tests.support import ROOT

SCHEMAS = ROOT / "tests/schemas"
GRAMMARS = {
    exporter: etree.RelaxNG(etree.parse(SCHEMAS / name))
    for exporter, name in ((AtomExporter, "atom.rng"), (RssExporter, "rss.rng"))
}
JSON_FEED = Draft202012Validator(json.loads((SCHEMAS / "json_feed.schema.json").read_text("utf-8")))
ARTICLE_ID = "urn:uuid:01234567-89ab-8cde-af00-000000000000"
POST_ID = "urn:uuid:fedcba98-7654-8321-a000-{:012x}"
ITEMS: list[Item] = [full_article(), full_thread(), made_article(), made_thread()]


def validate(exporter: Any, data: bytes) -> None:
    """Fail where ``data`` breaks the standard of the format."""
    if exporter is JsonFeedExporter:
        JSON_FEED.validate(json.loads(data))
    else:
        GRAMMARS[exporter].assertValid(etree.fromstring(data))


def read(exporter: Any, items: list[Item], **options: Any) -> Any:
    return feedparser.parse(feed(exporter, items, **options), sanitize_html=False, resolve_relative_uris=False)


@pytest.mark.parametrize("exporter", [AtomExporter, RssExporter, JsonFeedExporter])
@pytest.mark.parametrize("items", [[], ITEMS[:1], ITEMS[1:2], ITEMS], ids=["none", "article", "thread", "all"])
def test_a_feed_keeps_its_standard(exporter: Any, items: list[Item]) -> None:
    validate(exporter, feed(exporter, items))


@pytest.mark.parametrize("exporter", [AtomExporter, RssExporter])
def test_the_grammars_refuse_what_is_wrong(exporter: Any) -> None:
    data = feed(exporter, ITEMS[:1]).decode()
    for right, wrong in (("<title>", "<titel>"), ("</title>", "</titel>")):
        data = data.replace(right, wrong)
    assert not GRAMMARS[exporter].validate(etree.fromstring(data.encode()))


def test_feedparser_reads_an_article_back_from_atom() -> None:
    parsed = read(AtomExporter, ITEMS[:1])
    article, [entry] = full_article(), parsed.entries
    assert not parsed.bozo
    assert (parsed.feed.title, parsed.feed.updated) == (article.headline, "2021-07-28T18:50:00+08:00")
    assert (entry.id, entry.link, entry.title) == (ARTICLE_ID, article.url, article.headline)
    assert entry.published == entry.updated == "2021-07-28T18:50:00+08:00"
    assert [author.name for author in entry.authors] == ["黄伟", "赵一"]
    assert [person.name for person in entry.contributors] == ["吴胜", "张亚楠"]
    assert [tag.term for tag in entry.tags] == ["时事", "国际", "stock"]
    assert [(link.href, link.type) for link in entry.enclosures] == [(PICTURE, "image/png")]
    assert (entry.source.title, entry.publisher) == (article.source, article.publisher)
    [content] = entry.content
    assert (content.value, content.type, content.language) == (article.html, "text/html", "zh-Hans")


def test_feedparser_reads_a_thread_back_from_atom() -> None:
    parsed = read(AtomExporter, ITEMS[1:2])
    assert [entry.id for entry in parsed.entries] == [POST_ID.format(floor) for floor in (1, 2, 3, 5, 6)]
    assert [entry.title for entry in parsed.entries] == ["话题", *["Re: 话题"] * 4]
    assert [entry.get("thr_in-reply-to", {}).get("ref") for entry in parsed.entries] == [
        None,
        *(POST_ID.format(floor) for floor in (1, 2, 3, 1)),
    ]
    assert parsed.entries[0].thr_total == "9"
    assert [(link.rel, link.get("thr:count")) for link in parsed.entries[0].links if link.rel == "replies"] == [("replies", "9")]
    assert [entry.author for entry in parsed.entries] == ["楼主", "人甲", "人乙", "某论坛", "某论坛"]
    assert (parsed.entries[0].published, parsed.entries[0].updated) == ("2021-01-02T03:04:05+08:00", "2021-01-03T00:00:00+08:00")
    assert parsed.entries[0].source.title == "金山网"


def test_feedparser_reads_an_article_back_from_rss() -> None:
    parsed = read(RssExporter, ITEMS[:1])
    article, [entry] = full_article(), parsed.entries
    assert not parsed.bozo
    assert (entry.id, entry.guidislink, entry.link, entry.title) == (ARTICLE_ID, False, article.url, article.headline)
    assert entry.published == "Wed, 28 Jul 2021 18:50:00 +0800"
    assert [author.name for author in entry.authors] == ["黄伟", "赵一"]
    assert [person.name for person in entry.contributors] == ["吴胜", "张亚楠"]
    assert [tag.term for tag in entry.tags] == ["时事", "国际", "stock"]
    assert [(link.href, link.type, link.length) for link in entry.enclosures] == [(PICTURE, "image/png", "0")]
    assert (entry.dc_source, entry.publisher, entry.language) == (article.source, article.publisher, "zh-Hans")
    assert [content.value for content in entry.content] == [article.html]


def test_feedparser_reads_a_thread_back_from_rss() -> None:
    parsed = read(RssExporter, ITEMS[1:2])
    assert [entry.get("thr_in-reply-to", {}).get("ref") for entry in parsed.entries] == [
        None,
        *(POST_ID.format(floor) for floor in (1, 2, 3, 1)),
    ]
    assert (parsed.entries[0].slash_comments, parsed.entries[0].updated) == ("9", "2021-01-03T00:00:00+08:00")


def test_json_feed_has_everything() -> None:
    article, thread = full_article(), full_thread()
    [item, opener, *_, last] = json.loads(feed(JsonFeedExporter, [article, thread]))["items"]
    assert (item["id"], item["url"], item["title"]) == (ARTICLE_ID, article.url, article.headline)
    assert (item["content_html"], item["content_text"], item["language"]) == (article.html, article.text, "zh-Hans")
    assert (item["date_published"], item["tags"]) == ("2021-07-28T18:50:00+08:00", ["时事", "国际", "stock"])
    assert (item["image"], item["attachments"]) == (PICTURE, [{"url": PICTURE, "mime_type": "image/png"}])
    assert item["authors"] == [{"name": "黄伟"}, {"name": "赵一"}]
    assert item["_qingliu"]["source"] == "交汇点"
    assert item["_qingliu"]["page"]["sha256"] == "0" * 64
    assert {"role": "editor", "name": "张亚楠"} in item["_qingliu"]["credits"]
    assert (opener["_qingliu"]["floor"], opener["_qingliu"]["reply_count"]) == (1, 9)
    assert last["_qingliu"]["in_reply_to"] == POST_ID.format(1)


@pytest.mark.parametrize(
    ("items", "title", "updated"),
    [
        ([], "Qingliu", "1970-01-01T00:00:00+00:00"),
        ([full_thread()], "话题", "2021-01-03T00:00:00+08:00"),
        ([full_article(), full_article()], "新浪 & 财经", "2021-07-28T18:50:00+08:00"),
        ([full_article(), full_thread()], "Qingliu", "2021-07-28T18:50:00+08:00"),
    ],
)
def test_the_head_is_of_what_is_in_the_feed(items: list[Item], title: str, updated: str) -> None:
    parsed = read(AtomExporter, items)
    assert (parsed.feed.title, parsed.feed.updated) == (title, updated)


@pytest.mark.parametrize("exporter", [AtomExporter, RssExporter])
def test_title_and_link_can_be_given(exporter: Any) -> None:
    parsed = read(exporter, ITEMS, title="我的 <feed>", link="https://me.example/?a&b")
    assert (parsed.feed.title, parsed.feed.link) == ("我的 <feed>", "https://me.example/?a&b")


def test_an_item_without_a_date_is_as_old_as_its_page_or_of_1970() -> None:
    undated, captured = made_article(), made_article()
    captured.page.captured = "2024-05-09T15:39+08:00"
    parsed = read(AtomExporter, [undated, captured])
    assert [entry.updated for entry in parsed.entries] == ["1970-01-01T00:00:00+00:00", "2024-05-09T15:39:00+08:00"]
    assert not any("published" in entry for entry in parsed.entries)
    assert not any("published" in entry for entry in read(RssExporter, [undated, captured]).entries)


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf8", "utf-8-sig", "gb18030", "big5hkscs", "latin-1", "ascii", "utf-16", "utf-16-le"]
)
@pytest.mark.parametrize("exporter", [AtomExporter, RssExporter])
def test_any_encoding(exporter: Any, encoding: str) -> None:
    root = etree.fromstring(feed(exporter, ITEMS, encoding=encoding))
    assert full_article().html in "".join(str(text) for text in root.itertext())


@pytest.mark.parametrize("exporter", [AtomExporter, RssExporter, JsonFeedExporter])
def test_what_cannot_be_written_leaves_no_trace(exporter: Any) -> None:
    broken = full_thread()
    broken.posts = [*broken.posts, Post(floor="x")]  # type: ignore[arg-type]

    def with_broken(*items: Item) -> bytes:
        file = BytesIO()
        writer = exporter(file, encoding="utf-8")
        writer.start_exporting()
        for item in items:
            if item is broken:
                with pytest.raises((ValueError, TypeError)):
                    writer.export_item(item)
            else:
                writer.export_item(item)
        writer.finish_exporting()
        return file.getvalue()

    assert with_broken(broken, *ITEMS, broken) == with_broken(*ITEMS)


@pytest.mark.parametrize("exporter", [AtomExporter, RssExporter, JsonFeedExporter])
def test_a_thread_without_posts_is_refused(exporter: Any) -> None:
    empty = made_thread()
    empty.posts = []
    with pytest.raises(ValueError, match="without posts"):
        feed(exporter, [empty])


@pytest.mark.parametrize("at", ["2021-07-28T18:50:00+08:00", "1999-12-31T23:59:59-05:30", "2024-02-29T00:00:00+00:00"])
def test_rfc_822_is_as_the_standard_library_writes_it(at: str) -> None:
    assert rfc_822(at) == format_datetime(datetime.fromisoformat(at))


@given(st.text(), st.text(min_size=1))
def test_any_text_makes_a_feed_that_keeps_its_standard(text: str, name: str) -> None:
    article, thread = full_article(), full_thread()
    article.headline, article.html, article.categories, article.source = text, text, [name], name
    thread.posts[1].quote, thread.posts[1].author, thread.posts[1].html = text, name, text
    items: list[Article | Thread] = [article, thread]
    for exporter in (AtomExporter, RssExporter):
        validate(exporter, feed(exporter, items))
    [entry] = etree.fromstring(feed(AtomExporter, items[:1])).iter("{*}entry")
    assert entry.findtext("{*}title") == entry.findtext("{*}content") == FORBIDDEN.sub("\ufffd", text)
