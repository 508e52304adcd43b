"""JSON-LD whose values are objects, and lists in lists."""

import json
from typing import Any

import pytest

import qingliu
from crawler.items import Article

LINES = (
    "河口镇的旧码头本周重新开放，镇里用了三年时间修好了塌陷的石阶和两座仓库。",
    "负责修缮的工程师说，石阶下面的木桩已经腐烂，施工队换上了四百根新桩。",
    "码头的灯在晚上七点亮起，第一班渡轮在八点离岸，船上坐了六十多位住在对岸的居民。",
)
WHEN = "2024-05-06T10:00:00+08:00"
ONE, OTHER = {"@type": "Person", "name": "林远山"}, {"@type": "Person", "name": "何秀英"}


def article_with(**values: Any) -> Article:
    thing = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": "河口旧码头重新开放", **values}
    head = f"<title>河口旧码头重新开放</title><script type='application/ld+json'>{json.dumps(thing)}</script>"
    text = "".join(f"<p>{line}</p>" for line in LINES)
    page = f"<!doctype html><html lang=zh-CN><head>{head}</head><body><div><h1>河口旧码头重新开放</h1>{text}</div></body></html>"
    item = qingliu.clean(page.encode())
    assert isinstance(item, Article)
    return item


@pytest.mark.parametrize(
    "given",
    [WHEN, {"@value": WHEN, "@type": "xsd:dateTime"}, [WHEN], [WHEN, "2024-05-07T10:00:00+08:00"], [{"@value": WHEN}], [[WHEN]]],
)
def test_a_date_is_read_from_what_holds_it(given: Any) -> None:
    assert article_with(datePublished=given).date_published == WHEN


@pytest.mark.parametrize(
    ("given", "names"),
    [
        ([[ONE], [OTHER]], ["林远山", "何秀英"]),
        ([["林远山", "何秀英"]], ["林远山", "何秀英"]),
        ({"@list": [ONE, OTHER]}, ["林远山", "何秀英"]),
        ([[[ONE]]], ["林远山"]),
        ({"@value": "林远山"}, ["林远山"]),
        ({"@type": "Person", "name": {"@value": "林远山", "@language": "zh"}}, ["林远山"]),
        ({"@type": "Person", "name": [{"@value": "林远山"}]}, ["林远山"]),
    ],
)
def test_authors_are_read_from_what_holds_them(given: Any, names: list[str]) -> None:
    assert [credit.name for credit in article_with(author=given).credits] == names


def test_publisher_and_keywords_are_too() -> None:
    article = article_with(publisher={"name": {"@value": "河口日报"}}, keywords=[["码头", {"@value": "渡轮"}]])
    assert article.publisher == "河口日报"
    assert article.keywords == ["码头", "渡轮"]


def test_deep_lists_cost_nothing() -> None:
    deep: Any = ONE
    for _ in range(300):
        deep = [{"@value": deep}]
    assert [credit.name for credit in article_with(author=deep).credits] == ["林远山"]
