"""Who writes on a site and when other pages are from, in boxes beside a text, is none of what the text says of itself."""

import pytest

from crawler.items import Article
from tests.support import cleaned

STORY = "".join(f"<p>第{n}天，河水又涨了半米，两岸的人家把船拉到坡上，等着上游放闸的消息。</p>" for n in range(1, 7))
TITLES = ("第三条街的灯又亮了一夜", "第五条街的灯又亮了一夜", "第七条街的灯又亮了一夜")


def item_of(info: str = "", above: str = "", below: str = "", headline: str = "河水又涨了半米多") -> Article:
    page = (
        f"<!DOCTYPE html><html lang=zh-CN><head><meta charset=utf-8><title>{headline}_渡口网</title></head><body>{above}"
        f"<div class=main><h1>{headline}</h1><div class=info>{info}</div><div class=text>{STORY}</div></div>{below}</body></html>"
    )
    item = cleaned(page.encode(), "page.html", "http://news.dukou.example/a/1.html")
    assert isinstance(item, Article)
    return item


def entries_of(titles: tuple[str, ...]) -> list[str]:
    return [
        f"<a href=/a/{n}>{title}</a> <time datetime='2022-0{n}-11T08:00:00+08:00'>{n}月11日</time>"
        for n, title in enumerate(titles, 1)
    ]


def names_in(item: Article) -> list[str]:
    return [credit.name for credit in item.credits]


HEADINGS = (
    "热门作者",
    "推薦作者",
    "专栏作家",
    "作者排行榜",
    "编辑推荐",
    "相关阅读",
    "猜你喜欢",
    "Popular authors",
    "Our columnists",
)
CARDS = (
    "<ul><li><a class=author-name href=/u/3>秦小荷</a></li><li><a class=author-name href=/u/4>周大江</a></li></ul>",
    "<div class=card><a rel=author href=/u/3>秦小荷</a><p>写江边的事</p></div>",
)


@pytest.mark.parametrize("heading", HEADINGS)
@pytest.mark.parametrize("cards", CARDS)
@pytest.mark.parametrize("is_above", [False, True])
def test_who_is_in_a_box_below_such_a_heading_did_not_write_the_text(heading: str, cards: str, is_above: bool) -> None:
    box = f"<div class=box><h3>{heading}</h3>{cards}</div>"
    assert names_in(item_of("2024-03-05", *((box, "") if is_above else ("", box)))) == []


@pytest.mark.parametrize("heading", ["作者", "关于作者", "本文作者", "About the author"])
def test_who_is_in_a_box_about_the_author_did(heading: str) -> None:
    box = f"<div class=box><h3>{heading}</h3><div class=card><a rel=author href=/u/3>秦小荷</a></div></div>"
    assert names_in(item_of("2024-03-05", below=box)) == ["秦小荷"]


@pytest.mark.parametrize("tag", ["li", "div class=card", "article"])
def test_a_list_of_other_pages_says_neither_when_nor_by_whom(tag: str) -> None:
    entries = (entry.replace("<time", "<i class=author>秦小荷</i> <time") for entry in entries_of(TITLES))
    box = "".join(f"<{tag}>{entry}</{tag.split()[0]}>" for entry in entries)
    for item in (item_of(below=f"<div class=more>{box}</div>"), item_of(above=f"<div class=news>{box}</div>")):
        assert (item.date_published, item.date_basis, names_in(item)) == (None, "missing", [])


def test_an_entry_of_the_page_itself_dates_it() -> None:
    headline = "河水又涨了半米多"
    box = "".join(f"<li>{entry}</li>" for entry in entries_of((*TITLES[:2], headline)))
    item = item_of(below=f"<div class=side><h3>最新文章</h3><ul>{box}</ul></div>")
    assert item.date_published == "2022-03-11T08:00:00+08:00"


def test_times_of_the_page_itself_are_read_wherever_they_are() -> None:
    box = "".join(f"<li>{entry}</li>" for entry in entries_of(TITLES))
    own = "<time datetime='2021-05-03T10:20:00+08:00'>5月3日</time>"
    for info, below in (("", f"<div class=tail>{own}</div>"), (f"<a href=/news/>江边新闻和天气预报</a> {own}", "")):
        assert item_of(info, f"<ul>{box}</ul>", below).date_published == "2021-05-03T10:20:00+08:00"


@pytest.mark.parametrize(
    "printed",
    [
        "<time class=updated datetime=2024-03-05>3月5日</time>",
        "<time itemprop=dateModified datetime=2024-03-05>3月5日</time>",
        "更新时间：2024年3月5日 <time datetime=2024-03-05T08:30:00+08:00></time>",
    ],
)
def test_an_element_with_the_time_of_a_change_dates_a_page_in_doubt(printed: str) -> None:
    item = item_of(printed)
    assert ((item.date_published or "")[:10], "date-doubt" in item.flags) == ("2024-03-05", True)
    item = item_of(f"{printed} 发布时间：2024-03-01")
    assert ((item.date_published or "")[:10], "date-doubt" in item.flags) == ("2024-03-01", False)
    item = item_of("<time class='published updated' datetime=2024-03-05>3月5日</time>")
    assert ((item.date_published or "")[:10], "date-doubt" in item.flags) == ("2024-03-05", False)
