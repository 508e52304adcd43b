"""schema.org, zyte-common-items, spreadsheets, plain text and compression: what they keep, and what no text can do to them."""

import csv
import gzip
import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO, StringIO
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scrapy.extensions.postprocessing import PostProcessingManager
from zyte_common_items import Article as ZyteArticle
from zyte_common_items import ForumThread

from crawler.feeds.exporters._entries import answers
from crawler.feeds.exporters.csv_table import CsvExporter
from crawler.feeds.exporters.json_items import JsonLinesExporter
from crawler.feeds.exporters.markdown import MarkdownZipExporter
from crawler.feeds.exporters.schema_org import SchemaOrgExporter, as_schema_org
from crawler.feeds.exporters.spreadsheet import COLUMNS, SpreadsheetExporter
from crawler.feeds.exporters.text_corpus import TextExporter
from crawler.feeds.exporters.zyte import ZyteExporter
from crawler.files.compressed import zstd
from crawler.items import Item, Post
from tests.exporting import PICTURE, feed, full_article, full_thread
from tests.made_items import made_article, made_thread
from tests.support import ROOT

ITEMS: list[Item] = [full_article(), full_thread(), made_article(), made_thread()]
VOCABULARY = json.loads((ROOT / "tests/schemas/schema_org.json").read_text("utf-8"))["types"]

# ---- schema.org -----------------------------------------------------------------------------------------------------------


def nodes(value: Any) -> Iterator[dict[str, Any]]:
    """Every node in a JSON-LD value."""
    if isinstance(value, list):
        for member in value:
            yield from nodes(member)
    elif isinstance(value, dict):
        yield value
        for member in value.values():
            yield from nodes(member)


@pytest.mark.parametrize("item", ITEMS, ids=["article", "thread", "made article", "made thread"])
def test_every_property_is_one_of_its_type(item: Item) -> None:
    found = [node for node in nodes(as_schema_org(item)) if "@type" in node]
    assert found
    for node in found:
        assert node.keys() - {"@type", "@id"} <= set(VOCABULARY[node["@type"]]), node["@type"]
    assert all(node.keys() == {"@id"} for node in nodes(as_schema_org(item)) if "@type" not in node)


def test_nodes_of_one_document_have_names_of_their_own() -> None:
    first, second, other = json.loads(
        feed(SchemaOrgExporter, [made_thread(), replace(made_thread(), revision=2), made_article()])
    )["@graph"]
    assert (second["@id"], second["version"]) == (f"{first['@id']}#2", 2) and "version" not in first
    assert [node["@id"] for node in second["comment"]] == [f"{node['@id']}#2" for node in first["comment"]]
    assert second["comment"][0]["parentItem"]["@id"].endswith("#2") and "#" not in other["@id"]


def test_all_that_schema_org_has_a_place_for_is_in_its_place() -> None:
    document = json.loads(feed(SchemaOrgExporter, ITEMS))
    assert (document.keys(), document["@context"]) == ({"@context", "@graph"}, "https://schema.org")
    article, thread, *_ = document["@graph"]
    assert (article["@type"], article["articleBody"]) == ("NewsArticle", full_article().text)
    assert article["author"] == [
        {"@type": "Person", "name": "黄伟", "jobTitle": "reporter"},
        {"@type": "Person", "name": "赵一", "jobTitle": "author"},
    ]
    assert (article["editor"][0]["name"], article["contributor"][0]["jobTitle"]) == ("张亚楠", "photographer")
    assert article["isBasedOn"]["publisher"]["name"] == "交汇点"
    assert article["publisher"] == {"@type": "Organization", "name": "新浪 & 财经"}
    assert article["image"] == [
        {
            "@type": "ImageObject",
            "contentUrl": PICTURE,
            "caption": "图为大桥。吴胜摄",
            "description": "图",
            "creditText": "吴胜",
            "width": {"@type": "QuantitativeValue", "value": 640, "unitCode": "E37"},
            "height": {"@type": "QuantitativeValue", "value": 480, "unitCode": "E37"},
        }
    ]
    assert (thread["@type"], thread["text"], thread["commentCount"]) == ("DiscussionForumPosting", "开篇", 9)
    assert [comment["position"] for comment in thread["comment"]] == [2, 3, 5, 6]
    assert thread["comment"][1]["parentItem"] == {"@id": thread["comment"][0]["@id"]}
    assert (thread["comment"][0]["upvoteCount"], thread["comment"][0]["downvoteCount"]) == (1, 2)
    assert [counter["userInteractionCount"] for counter in thread["interactionStatistic"]] == [7, 3, 0]


def test_a_stored_picture_says_what_its_bytes_are() -> None:
    article = full_article()
    image = article.images[0]
    image.sha256, image.bytes, image.media_type = "0" * 64, 1234, "image/webp"
    node = as_schema_org(article)["image"][0]
    assert (node["sha256"], node["contentSize"], node["encodingFormat"]) == ("0" * 64, "1234 B", "image/webp")
    assert node.keys() - {"@type"} <= set(VOCABULARY["ImageObject"])


def test_an_empty_graph_is_a_document() -> None:
    assert json.loads(feed(SchemaOrgExporter, []))["@graph"] == []


# ---- zyte-common-items ----------------------------------------------------------------------------------------------------


def test_that_librarys_classes_load_every_line() -> None:
    article, thread, *_ = map(json.loads, feed(ZyteExporter, ITEMS).splitlines())
    loaded = ZyteArticle.from_dict(article)
    assert not loaded._unknown_fields_dict
    assert (loaded.headline, loaded.datePublished, loaded.inLanguage) == (
        full_article().headline,
        "2021-07-28T18:50:00+08:00",
        "zh",
    )
    assert [author.name for author in loaded.authors] == ["黄伟", "赵一"]
    assert (loaded.mainImage.url, loaded.articleBody, loaded.articleBodyHtml) == (
        PICTURE,
        full_article().text,
        full_article().html,
    )
    posts = ForumThread.from_dict(thread)
    assert not posts._unknown_fields_dict and not any(post._unknown_fields_dict for post in posts.posts)
    assert (posts.topic.name, posts.threadId) == ("话题", "fedcba9876543210")
    assert [post.text for post in posts.posts] == [post.text for post in full_thread().posts]
    assert (posts.posts[0].datePublished, posts.posts[0].reactions.likes) == ("2021-01-01T19:04:05Z", 3)


def test_an_item_without_an_address_has_its_urn() -> None:
    [line] = feed(ZyteExporter, [made_article()]).splitlines()
    assert ZyteArticle.from_dict(json.loads(line)).url == "urn:uuid:01234567-89ab-8cde-af00-000000000000"


# ---- CSV ------------------------------------------------------------------------------------------------------------------

FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1", "-"]


@pytest.mark.parametrize("formula", FORMULAS)
def test_formulas_are_defused_where_that_is_asked_for(formula: str) -> None:
    article = made_article()
    article.headline, article.source = formula, f"x{formula}"
    for exporter, options, encoding in (
        (CsvExporter, {"defuse_formulas": True}, "utf-8"),
        (SpreadsheetExporter, {}, "utf-8-sig"),
    ):
        [row] = csv.DictReader(StringIO(feed(exporter, [article], **options).decode(encoding), newline=""))
        assert (row["headline"], row["source"]) == (f"'{formula}", f"x{formula}")
    [row] = csv.DictReader(StringIO(feed(CsvExporter, [article]).decode(), newline=""))
    assert row["headline"] == formula


def test_a_spreadsheet_is_flat() -> None:
    data = feed(SpreadsheetExporter, ITEMS[:2])
    assert data.startswith(b"\xef\xbb\xbfschema_version,type,id,")
    article, thread = csv.DictReader(StringIO(data.decode("utf-8-sig"), newline=""))
    assert tuple(article) == tuple(COLUMNS)
    assert (article["categories"], article["credits.reporter"], article["credits.editor"]) == ("时事; 国际", "黄伟", "张亚楠")
    assert (article["images.url"], article["images.caption"], article["page.path"]) == (
        PICTURE,
        "图为大桥。吴胜摄",
        "pages/a.txt",
    )
    assert (thread["posts"], thread["views"], thread["text"]) == ("5", "7", "开篇\n\n回复\n\n答甲\n\n答乙\n\n不知答谁")


def test_a_spreadsheet_has_the_columns_that_are_asked_for() -> None:
    data = feed(SpreadsheetExporter, ITEMS[:1], fields_to_export={"headline": "标题", "page.bytes": "大小"}, encoding="gb18030")
    assert data.decode("gb18030").splitlines() == ["标题,大小", f"{full_article().headline},12"]


# ---- plain text -----------------------------------------------------------------------------------------------------------


def documents_of(data: bytes, separator: str = "<|endoftext|>") -> list[str]:
    """What a reader makes of a corpus: documents, with the backslash taken away that stands in a separator."""
    first, rest = re.escape(separator[0]), re.escape(separator[1:])
    *found, last = data.decode().split(f"\n{separator}\n")
    assert last == ""
    return [re.sub(rf"({first}\\*)\\(?={rest})", r"\1", document) for document in found]


def test_documents_are_headline_and_text() -> None:
    assert documents_of(feed(TextExporter, ITEMS[:2])) == [
        "标题 <a> & “引号”\n\n第一段 & <第二>",
        "话题\n\n开篇\n\n回复\n\n答甲\n\n答乙\n\n不知答谁",
    ]


PIECES = st.lists(st.sampled_from(["<|endoftext|>", "<\\|endoftext|>", "<", "|endoftext|>", "\\", "\n", "字", "--", "-"])).map(
    "".join
)


@given(st.lists(PIECES, max_size=3), st.sampled_from(["<|endoftext|>", "<-", "--|", "(*)", "字终"]))
def test_no_text_can_end_a_document(texts: list[str], separator: str) -> None:
    items = [made_article() for _ in texts]
    for item, text in zip(items, texts, strict=True):
        item.headline, item.text = "x", text
    data = feed(TextExporter, items, separator=separator)
    assert data.decode().count(separator) == len(items)
    assert documents_of(data, separator) == [f"x\n\n{text}" if text else "x" for text in texts]


@pytest.mark.parametrize("separator", ["", "x", "a\nb", "\\\\"])
def test_what_is_no_separator_is_refused(separator: str) -> None:
    with pytest.raises(ValueError, match="separator"):
        feed(TextExporter, [], separator=separator)


# ---- compression ----------------------------------------------------------------------------------------------------------


def compressed(plugin: str, exporter: Any = JsonLinesExporter, **options: Any) -> bytes:
    file = BytesIO()
    file.name = "/tmp/.random.part"
    manager: Any = PostProcessingManager([f"crawler.feeds.compression.{plugin}"], file, options)
    writer = exporter(manager, encoding="utf-8")
    for item in ITEMS:
        writer.export_item(item)
    writer.finish_exporting()
    manager.close()
    assert not file.closed
    return file.getvalue()


@pytest.mark.parametrize("plugin", ["GzipPlugin", "ZstdPlugin"])
def test_compression_gives_the_same_bytes_every_time_and_the_feed_back(plugin: str, monkeypatch: pytest.MonkeyPatch) -> None:
    data = compressed(plugin)
    monkeypatch.setattr("time.time", lambda: 1e9)
    assert compressed(plugin) == data
    opened = gzip.decompress(data) if plugin == "GzipPlugin" else zstd.ZstdFile(BytesIO(data)).read()
    assert opened == feed(JsonLinesExporter, ITEMS)


@pytest.mark.parametrize("plugin", ["GzipPlugin", "ZstdPlugin"])
def test_a_compressed_zip_is_a_zip(plugin: str) -> None:
    data = compressed(plugin, MarkdownZipExporter)
    opened = gzip.decompress(data) if plugin == "GzipPlugin" else zstd.ZstdFile(BytesIO(data)).read()
    plain = zipfile.ZipFile(BytesIO(feed(MarkdownZipExporter, ITEMS)))
    files = zipfile.ZipFile(BytesIO(opened))
    assert files.namelist() == plain.namelist()
    assert [files.read(name) for name in files.namelist()] == [plain.read(name) for name in plain.namelist()]


def test_levels_can_be_chosen() -> None:
    assert len(compressed("GzipPlugin", gzip_compresslevel=0)) > len(compressed("GzipPlugin"))
    assert len(compressed("ZstdPlugin", zstd_level=19)) < len(compressed("ZstdPlugin", zstd_level=-7))


# ---- answers --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("header", "answered"),
    [
        ("人甲 发表于 2021-1-2 04:04", 2),
        ("无名 发表于 2021-1-2 04:04", 2),
        ("引用 人甲 发表于 昨天 22:12", 3),
        ("原帖由 人甲 于 2021-1-2 04:04 发表", 2),
        ("引用 2楼", 2),
        ("回复 3#", 3),
        ("引用 7楼", 1),
        ("路人 发表于 2021-1-2 09:09", 1),
        ("人甲 发表于 2020-1-2 09:09", 1),
        ("", 1),
        ("随便一句话", 1),
    ],
)
def test_a_post_answers_the_one_that_its_quote_names(header: str, answered: int) -> None:
    posts = [
        Post(floor=1, author="楼主", date_published_raw="2021-1-2 03:04:05"),
        Post(floor=2, author="人甲", date_published_raw="2021-1-2 04:04:05"),
        Post(floor=3, author="人甲", date_published_raw="2021-1-2 04:30:00"),
        Post(floor=4, author="人乙", quote=f"{header}\n一段话" if header else None),
    ]
    before = msgspec.json.encode(posts)
    assert answers(posts) == {1: None, 2: 1, 3: 1, 4: answered}
    assert msgspec.json.encode(posts) == before


def test_json_ld_can_be_embedded_in_a_page() -> None:
    article = full_article()
    article.headline = "</script><!--<script>alert(1)</SCRIPT>"
    written = feed(SchemaOrgExporter, [article])
    assert b"</" not in written and b"<!--" not in written
    assert json.loads(written)["@graph"][0]["headline"] == article.headline
