"""What the heads of dumps say: which site a page is of, who wrote it, and what it is called."""

from typing import Any

import pytest

from crawler.items import Article
from crawler.platforms.head import Head, unwrapped
from crawler.platforms.registry import draft_of
from crawler.readers import read_page

DIVISION = "<div>\n<p>河边的老桥今天重新开放，走的人很多。</p>\n</div>"


def drafted(head: str, body: str = DIVISION) -> Article:
    item = draft_of(read_page("p", f"\n---\n{head}\n---\n\n{body}".encode())).item
    assert isinstance(item, Article)
    return item


def origin(head: str, body: str = DIVISION) -> tuple[Any, ...]:
    article = drafted(head, body)
    return article.site, article.publisher, [f"{credit.role}: {credit.name}" for credit in article.credits]


@pytest.mark.parametrize(
    ("head", "site", "publisher"),
    [
        ("categories:\n - 新媒体\n - ZAKER - channel\nauthor: ZAKER - channel\ncomments: false", "zaker", "ZAKER"),
        ("categories:\n - 新媒体\n - ZAKER\n - channel\nauthor: ZAKER\ncomments: false", "zaker", "ZAKER"),
        ("author: 新浪财经 — 国内\ncomments: false", "sina_finance", "新浪财经"),
        ("author: 潮汐网 - 首页更新\ncomments: false", "潮汐网", "潮汐网"),
        ("author: 潮汐网 | 科技 | 数码\ncomments: false", "潮汐网", "潮汐网"),
        ("author: Tide Daily\ncomments: false", "tidedaily", "Tide Daily"),
        ("categories:\n - 新媒体\n - \u200b潮汐网\nauthor: \u200b潮汐网\ncomments: false", "潮汐网", "潮汐网"),
        ("categories: [新媒体, 潮汐]\nauthor: 潮汐", "潮汐", "潮汐"),
        ("author: 潮汐日报", "潮汐日报", "潮汐日报"),
        ("publisher: 潮汐日报\nauthor: 王小明", "潮汐日报", "潮汐日报"),
        ("author: 王小明\nurl: https://www.tide.example/1.html", "tide.example", None),
        ("author: undefined\ncomments: false\ncategories: [新媒体, 潮汐网]", "潮汐网", "潮汐网"),
        ("author: 王小明", "unknown", None),
        ("draft: true", "unknown", None),
    ],
)
def test_site(head: str, site: str, publisher: str | None) -> None:
    assert origin(f"title: 老桥\n{head}")[:2] == (site, publisher)


@pytest.mark.parametrize(
    ("head", "names"),
    [
        ("author: 王小明", ["author: 王小明"]),
        ("author: John Smith", ["author: John Smith"]),
        ("author:\n - 王小明\n - 李红", ["author: 王小明", "author: 李红"]),
        ("作者: 王小明、李红", ["author: 王小明", "author: 李红"]),
        ("author: {name: 王小明}\neditor: 李红\n译者: 张三", ["author: 王小明", "editor: 李红", "translator: 张三"]),
        ("author: 潮汐日报\nreporter: 王小明", ["reporter: 王小明"]),
        ("author: wxm@example.com (王小明)", ["author: 王小明"]),
        ("author: 王小明 <wxm@example.com>", ["author: 王小明"]),
        ("author: By Jane Doe and John Smith", ["author: Jane Doe", "author: John Smith"]),
        ("author: 记者 王小明", ["author: 王小明"]),
        ("author: 記者王小明", ["author: 王小明"]),
        ("author: 王小明\ncomments: false", []),
        ("author: 潮汐网\ncategories: [新媒体, 潮汐网]", []),
    ],
)
def test_byline(head: str, names: list[str]) -> None:
    assert origin(f"title: 老桥\n{head}")[2] == names


def test_a_pen_name_over_markdown_is_a_byline() -> None:
    assert origin("title: 老桥\nauthor: 青石板\ncategories: [散文]", "老桥**修好**了。") == ("unknown", None, ["author: 青石板"])


@pytest.mark.parametrize(
    ("head", "fields"),
    [
        ("Title: 老桥\nDate: 2021-11-03", {"headline": "老桥", "date_published_raw": "2021-11-03"}),
        ("标题：老桥\n来源：潮汐日报\n标签：桥，河", {"headline": "老桥", "source": "潮汐日报", "keywords": ["桥", "河"]}),
        (
            "title: 老桥\ntags: [桥, 河]\ncategories: [[本地, 交通], 民生]",
            {"keywords": ["桥", "河"], "categories": ["本地", "交通", "民生"]},
        ),
        ("title: 老桥\nlink: https://a.example/1\npermalink: /1/", {"url": "https://a.example/1"}),
        ("title: 老桥\nlink: /1.html", {"url": None}),
        ("title: 老桥\nlink: <![CDATA[https://a.example/1]]>", {"url": "https://a.example/1"}),
        ("title: 老桥\nguid: https://a.example/1", {"url": "https://a.example/1"}),
        ("title: 老桥\n原文: https://a.example/1", {"url": "https://a.example/1"}),
        ("title: 老桥\noriginal: true\nlink: <https://a.example/1>", {"url": "https://a.example/1"}),
        ("title: 老桥\npost_date: 2021-11-03", {"date_published_raw": "2021-11-03"}),
        ("title: 老桥\n发布于: 2021-11-03", {"date_published_raw": "2021-11-03"}),
        ("title: 老桥\ntags: '#桥#、C#、#河'", {"keywords": ["桥", "C#", "河"]}),
        ("title: 老桥\nsource: 来源：潮汐日报", {"source": "潮汐日报"}),
        ("title: 老桥\nsource: https://a.example/1", {"url": "https://a.example/1", "source": None}),
        ("title: 老桥\npublishedAt: '2021-11-03'\ndate: null", {"date_published_raw": "2021-11-03"}),
        ('title: """""\'老桥：重开\'"""""', {"headline": "老桥：重开"}),
        ("title: '\"老桥\"'", {"headline": '"老桥"'}),
        ("title: 老\n\n   桥", {"headline": "老 桥"}),
        ("title: 老桥\n原标题: 新桥", {"original_headline": "新桥"}),
        (
            "title: 老桥\nauthor: 潮汐网 - 首页\ncomments: false\ncategories: [新媒体, 潮汐网 - 首页]",
            {"categories": ["新媒体", "潮汐网", "首页"]},
        ),
    ],
)
def test_fields(head: str, fields: dict[str, Any]) -> None:
    article = drafted(head)
    assert {name: getattr(article, name) for name in fields} == fields


def test_a_heading_is_the_headline_of_a_text_without_a_title() -> None:
    assert drafted("author: 潮汐日报\ndate: 2021-11-03", "<div><h1>老桥开放</h1><p>走的人很多。</p></div>").headline == "老桥开放"
    assert drafted("author: 潮汐日报\ndate: 2021-11-03", "<div><p>走的人很多。</p><h2>老桥</h2></div>").headline == ""


@pytest.mark.parametrize(
    ("value", "inner"),
    [
        ('"老桥"', '"老桥"'),
        ('""老桥""', "老桥"),
        ('""\'老桥\'""', "老桥"),
        ('""老桥" 和 "新桥""', '""老桥" 和 "新桥""'),
        ('"""老桥" 和 "新桥"""', '"老桥" 和 "新桥"'),
        ("““老桥””", "老桥"),
        ('""', '""'),
        ("", ""),
    ],
)
def test_unwrapped(value: str, inner: str) -> None:
    assert unwrapped(value) == inner


def test_the_mirror_is_known_by_its_head_and_its_division() -> None:
    def wrote(head: str, body: str) -> bool:
        return Head(read_page("p", f"---\ntitle: 老桥\n{head}\n---\n{body}".encode())).is_mirrors

    assert wrote("comments: false", "\n<div>   \n<p>文</p></div>")
    assert not wrote("comments: false", "\n文")
    assert not wrote("comments: false", "\n<div class='post'>文</div>")  # no mirror's: another's, which takes no comments
    assert not wrote("comments: true", "\n<div>文</div>")
