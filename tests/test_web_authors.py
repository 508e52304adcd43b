"""Who wrote a page in any language: what its metadata, its elements and its bylines say, and what they say of others."""

import pytest

from crawler.content.english_bylines import names_in
from crawler.items import Article
from tests.support import cleaned

STORY = "".join(
    f"<p>On day {n} the river rose by half a metre, and people pulled their boats up the slope.</p>" for n in range(1, 7)
)
LINKED = '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "The river rises", %s}</script>'
SITE = '"publisher": {"@type": "Organization", "name": "Ferry Times"}'


def authors_of(info: str = "", head: str = "", story: str = STORY) -> list[str]:
    page = (
        f"<!DOCTYPE html><html><head><meta charset=utf-8><title>The river rises</title>{head}</head><body><main>"
        f"<h1>The river rises</h1><div class=info>{info}</div><div class=text>{story}</div></main></body></html>"
    )
    item = cleaned(page.encode(), "page.html", "https://www.ferrytimes.example/news/river")
    assert isinstance(item, Article)
    return [credit.name for credit in item.credits if credit.role == "author"]


LISTS = {
    "Ana Pérez y Luis Gómez": ["Ana Pérez", "Luis Gómez"],
    "José Ortega y Gasset": ["José Ortega y Gasset"],
    "João Costa e Silva": ["João Costa e Silva"],
    "Kari Nordmann og Ola Hansen": ["Kari Nordmann", "Ola Hansen"],
    "Иван Петров и Мария Сидорова": ["Иван Петров", "Мария Сидорова"],
    "山田太郎と鈴木花子": ["山田太郎", "鈴木花子"],
    "김철수 및 이영희": ["김철수", "이영희"],
    "Jane Miller, Senior Director, River Institute": ["Jane Miller"],
    "Jane Miller, Staff Writer, John Smith, Ferry Times reporter": ["Jane Miller", "John Smith"],
    "Jane Miller, geologist, River Institute": ["Jane Miller"],
    "Jane Miller and John Smith / River News Staff Writers": ["Jane Miller", "John Smith"],
}


@pytest.mark.parametrize(("text", "names"), LISTS.items(), ids=LISTS)
def test_names_are_parted_where_that_is_certain(text: str, names: list[str]) -> None:
    assert list(names_in(text)) == names


SAID = {
    "a person before the site": (LINKED % f'"author": {{"name": "Ferry Times"}}, {SITE}', "<i class=author>Jane Miller</i>"),
    "a firm where somebody else is named": (
        "<meta name=author content='Ferry Times, Jane Miller, Riverton'>" + LINKED % SITE,
        "",
    ),
    "not who edited it": ("", "Editor: <a class=author>John Smith</a><br>By <a class=author>Jane Miller</a>"),
    "not who reviewed it": ("", "<p>Reviewed by John Smith</p><p>Written by Jane Miller</p>"),
    "not what somebody does": ("", "<p class=author-info><b class=author-name>Jane Miller</b> <i>Marketing Director</i></p>"),
    "not the time to read it": ("", "<p>By Jane Miller | May 3, 2021 | 12 min read</p>"),
    "not the medium": (LINKED % '"author": {"name": "By Jane Miller For The Ferry Times On Sunday"}', ""),
    "not what follows a name in the metadata": (
        "<meta name=author content='Jane Miller'>",
        "<p>by <a>Jane Miller</a> <a>Lower Valley</a></p><p>May 3, 2021</p>",
    ),
    "not what is too long": ("", "<p>By Jane Miller, Member Representative to the River Valley Committee</p><p>May 3, 2021</p>"),
    "not a sentence about somebody": (
        "",
        "<div class=author-box>Ana Pérez writes, and since the flood of the year before last she lives by the river</div>"
        "<b class=author-name>Jane Miller</b>",
    ),
    "behind a date in figures": ("", "<p>03/04/2021 by Jane Miller, Ferry Times reporter</p>"),
    "in a sentence": ("", "<p>This post was written by Jane Miller, MD, geologist, River Institute.</p>"),
    "not what is below the name": ("", "<div class=author-box><p>Jane Miller</p><p>Head Winemaker</p></div>"),
    "linked to, above the date": ("", "<a href=/blog/author/jm/>Jane Miller</a></div><div>May 3, 2021"),
    "not a button": ("", "<p>By Jane Miller View In Digital Edition</p>"),
}


@pytest.mark.parametrize(("head", "info"), SAID.values(), ids=SAID)
def test_the_author_is_somebody_who_wrote_the_text(head: str, info: str) -> None:
    assert authors_of(info, head) == ["Jane Miller"]


def test_the_site_is_the_author_only_where_its_metadata_name_nobody_else() -> None:
    assert authors_of(head=LINKED % f'"author": {{"name": "Ferry Times"}}, {SITE}') == ["Ferry Times"]


NOBODY = {
    "a medium in traditional characters": (LINKED % '"author": {"@type": "Organization", "name": "渡口時報"}', ""),
    "a button to register": (
        "",
        '<p>2021/05/03 10:20 <a href="/member/reg/">新規登録</a> <a href="/member/login/">ログイン</a></p>',
    ),
    "who reviewed a product": (
        LINKED.replace("NewsArticle", "Product")
        % '"aggregateRating": {"ratingCount": 9}, "review": [{"@type": "Review", "author": {"name": "Jane M."}}]',
        "",
    ),
    "an arrow to more": ("", "<a rel=author href=/author/jm/>All her stories →</a>"),
    "a staff": ("", "<p>Written by Ferrytimes Staff Writer</p>"),
    "markup in place of a name": (
        "",
        "<i itemprop=author itemscope><meta itemprop=name content='&lt;a href=&quot;/by/desk-one/&quot;&gt;Desk&lt;/a&gt;'></i>",
    ),
    "authorities": ("", "<ul><li class=local-authorities>Valley Board Actions</li></ul>"),
    "a customer": ("", "<p class=review-card__author>Jane Miller</p>"),
    "who is quoted": ("", "<blockquote>It works. <cite class=author>Jane Miller</cite></blockquote>"),
    "who reviews a product": ("", "<div itemprop=review><p itemprop=author>Jane Miller</p></div>"),
    "what authorizes": ("", "<p class=AuthorizationFeature>Adaptive Acceptance</p>"),
}


@pytest.mark.parametrize(("head", "info"), NOBODY.values(), ids=NOBODY)
def test_no_one_is_the_author_where_no_one_is_named(head: str, info: str) -> None:
    assert authors_of(info, head) == []


def test_bylines_of_several_teasers_in_a_text_are_not_its_own() -> None:
    teasers = "".join(
        f"<p>By {name}, River News</p><p>The bridge at the old mill is closed until May.</p>"
        for name in ("Jane Miller", "John Smith")
    )
    assert (
        authors_of("May 3, 2021", story=2 * STORY.replace("day", "evening") + STORY + teasers + STORY.replace("day", "night"))
        == []
    )
