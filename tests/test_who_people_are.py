"""What a page prints beside a name to say who somebody is, and what it prints in place of one, is no part of a name."""

import pytest

from crawler.content.english_bylines import names_in
from crawler.items import Article
from tests.support import cleaned

STORY = "".join(f"<p>第{n}天，河水又涨了半米，两岸的人家把船拉到坡上，等着上游放闸的消息。</p>" for n in range(1, 7))
ENGLISH = "".join(
    f"<p>On day {n} the river rose by half a metre, and the people on both banks pulled their boats up and waited.</p>"
    for n in range(1, 7)
)


def item_of(info: str, head: str = "", story: str = STORY, headline: str = "河水又涨", site: str = "渡口网") -> Article:
    page = (
        f"<!DOCTYPE html><html><head><meta charset=utf-8><title>{headline}_{site}</title>{head}</head><body><div class=main>"
        f"<h1>{headline}</h1>{info}<div class=text>{story}</div></div></body></html>"
    )
    item = cleaned(page.encode(), "page.html", "http://news.dukou.example/a/1.html")
    assert isinstance(item, Article)
    return item


def said_by(item: Article) -> str:
    return ", ".join(f"{credit.role} {credit.name}" for credit in item.credits)


LINES = [
    ("作者：林溪(教授)", "author 林溪"),
    ("作者：林溪（江海大学教授）", "author 林溪"),
    ("作者：林溪 [渡口书院院长]", "author 林溪"),
    ("作者：林溪(教授)、王小川(研究员)", "author 林溪, author 王小川"),
    ("文/林溪(教授)", "author 林溪"),
    ("作者：林溪教授", "author 林溪"),
    ("作者：江海大学教授林溪", "author 林溪"),
    ("作者：江海大学教授 林溪", "author 林溪"),
    ("作者：林溪，江海大学教授", "author 林溪"),
    ("作者：林溪系江海大学教授", "author 林溪"),
    ("编辑：林溪（江海大学教授） 校对：王小川", "editor 林溪, contributor 王小川"),
    ("作者：林溪（王小川/图）", ""),
]


@pytest.mark.parametrize(("line", "names"), LINES)
def test_who_somebody_is_costs_no_name(line: str, names: str) -> None:
    item = item_of(f"<div class=info>2024-03-05 08:30 来源：渡口日报 {line}</div>")
    assert (said_by(item), item.source) == (names, "渡口日报")


@pytest.mark.parametrize("line", ["作者：林溪(教授)", "（作者：林溪（大学教授））", "作者：林溪教授", "作者：大学教授 林溪"])
def test_in_the_text_such_a_line_stays(line: str) -> None:
    item = item_of("<div class=info>2024-03-05</div>", story=f"{STORY}<p>{line}</p>")
    assert (said_by(item), item.text.endswith(line)) == ("author 林溪", True)


@pytest.mark.parametrize("line", ["作者为江海大学教授林溪", "记者：方便（点头）", "作者（江海大学教授）"])
def test_a_sentence_of_the_text_names_nobody(line: str) -> None:
    assert said_by(item_of("<div class=info>2024-03-05</div>", story=f"{STORY}<p>{line}</p>{STORY}")) == ""


HEADS = [
    ("<meta name=author content='林溪(教授)'>", "author 林溪"),
    ("<meta name=author content='记者林溪 王小川'>", "author 林溪, author 王小川"),
    ("<meta name=author content='John Smith (Contributor)'>", "author John Smith"),
    ("<meta name=author content='林溪 linxi@dukou.example'>", "author 林溪"),
    ("<meta name=author content='John Smith (john@dukou.example)'>", "author John Smith"),
    ("<meta name=author content='{{ page.author }}'>", ""),
    ("<meta name=author content='site.page.author'>", ""),
    ("<meta name='twitter:label1' content='Written by'><meta name='twitter:data1' content='John Smith'>", "author John Smith"),
    ("<meta name='twitter:label1' content='Time to read'><meta name='twitter:data1' content='4 minutes'>", ""),
    (
        "<script type=application/ld+json>{'@type':'Article','author':{'name':'林溪 记者'}}</script>".replace("'", '"'),
        "author 林溪",
    ),
]


@pytest.mark.parametrize(("head", "names"), HEADS)
def test_metadata_name_people_alone(head: str, names: str) -> None:
    assert said_by(item_of("<div class=info>2024-03-05</div>", head)) == names


SHOWN = [
    ("<div class=byline>By <a href=/js>John Smith</a> <a href='mailto:x@y.example'>Email the Author</a></div>", "John Smith"),
    ("<div class=byline><b>John Smith</b><i>Staff Writer</i></div>", "John Smith"),
    ("<div class=byline><a class=author>John Smith</a><a href=/x>Follow</a></div>", "John Smith"),
    ("<div class=author>John Smith Staff Writer</div>", "John Smith"),
    ("<div class=author>John Smith, Ferry Times political reporter</div>", "John Smith"),
    ("<div class=author>John Smith (Professor)</div>", "John Smith"),
    ("<div class=author>Analysis by John Smith</div>", "John Smith"),
    ("<div class=author>By John Smith, Mary Jones and Ann Lee</div>", "John Smith, Mary Jones, Ann Lee"),
    ("<div class=author>John Smith (words) and Mary Jones (photography)</div>", "John Smith"),
    ("<div class=byline>Reviewed by Ann Lee</div><div class=byline>Written by John Smith</div>", "John Smith"),
    ("<div class=author>Por Juan Torres</div>", "Juan Torres"),
    *((f"<div class=author-name>{words}</div>", "") for words in ("Sign In", "Read More", "About the Author", "From the Author")),
    *((f"<a rel=author href=/js>{words}</a>", "") for words in ("More from this author", "Contact Author", "Email the Author")),
    ("<div class=author>Photo by John Smith</div>", ""),
    ("<div class=author>design: John Smith</div>", ""),
]


@pytest.mark.parametrize(("shown", "names"), SHOWN)
def test_elements_for_authors_name_people_alone(shown: str, names: str) -> None:
    item = item_of(f"{shown}<div>May 3, 2021</div>", story=ENGLISH, headline="The river is rising again", site="Ferry Times")
    assert ", ".join(credit.name for credit in item.credits) == names


LISTS = {
    "John Smith and Mary Jones, Staff Writers": ["John Smith", "Mary Jones"],
    "John Smith, Ph.D., with Ann Lee": ["John Smith, Ph.D.", "Ann Lee"],
    "John Smith, and Ann Lee": ["John Smith", "Ann Lee"],
    "John Smith, MS, and Ann Lee, AP": ["John Smith", "Ann Lee"],
    "JOHN SMITH, ANN LEE": ["JOHN SMITH", "ANN LEE"],
    "Editorial Team": ["Editorial Team"],
    "Staff Writer": [],
    "Sandy Anders": ["Sandy Anders"],
    "林溪、王小川/何长河": ["林溪", "王小川", "何长河"],
    "林溪 王小川": ["林溪", "王小川"],
    "江边 的猫": ["江边 的猫"],
    "林溪（教授）": ["林溪"],
    "渡口（江州）": ["渡口（江州）"],
}


@pytest.mark.parametrize(("text", "names"), LISTS.items())
def test_names_are_told_apart(text: str, names: list[str]) -> None:
    assert list(names_in(text)) == names


def test_an_account_that_is_the_source_is_no_author_too() -> None:
    item = item_of("<div>2024-03-05</div><div>来源：渡口夜谈</div><div><a class=nickname>渡口夜谈</a></div>")
    assert (item.source, said_by(item)) == ("渡口夜谈", "")
