"""Parts of a page that its names or its boxes do not tell: links between its boxes, and sections with ids made from headings."""

import pytest

import qingliu
from crawler.items import Article

LINES = (
    "河口镇的旧码头本周重新开放，镇里用了三年时间修好了塌陷的石阶和两座仓库。",
    "负责修缮的工程师林远山说，石阶下面的木桩已经腐烂，施工队换上了四百根新桩。",
    "“小时候我们在这里等父亲的船，”七十岁的何秀英说，“现在又能听见汽笛了。”",
    "按照计划，明年春天还会在码头北侧种上一排水杉，并修一条通往集市的步道。",
)
TEXT = "".join(f"<p>{line}</p>" for line in LINES)
PICTURE = "https://img.example/wharf.jpg"


def article_of(body: str) -> Article:
    head = "<head><title>河口旧码头重新开放</title></head>"
    item = qingliu.clean(f"<!doctype html><html lang=zh-CN>{head}<body>{body}</body></html>", url="https://river.example/n/1")
    assert isinstance(item, Article)
    return item


@pytest.mark.parametrize(
    "link", ["<a href='#main'>跳到正文</a>", "<a href='/tour'>预约参观</a>", "<span><a href='#'>回到顶部</a></span>"]
)
@pytest.mark.parametrize("page", ["{}<h1>河口旧码头重新开放</h1><div>{}</div>", "<h1>河口旧码头重新开放</h1><div>{1}{0}</div>"])
def test_links_between_boxes_are_set_aside(link: str, page: str) -> None:
    article = article_of(page.format(link, TEXT))
    words = link.split("</a>")[0].rpartition(">")[2]
    assert article.text == "\n\n".join(LINES)
    assert words in " ".join(each.text for each in article.removed)


def test_links_in_a_line_are_of_it() -> None:
    article = article_of(f"<h1>河口旧码头重新开放</h1><div>{TEXT}全文见<a href='/full'>镇政府网站</a>。</div>")
    assert article.text.endswith("全文见镇政府网站。")


def test_numbers_that_lead_from_notes_to_their_places_stay() -> None:
    note = "<div class=note><a href='#r{0}'>[{0}]</a><p>镇志第{0}卷，县档案馆藏，林远山去年抄录，文字与原件略有出入。</p></div>"
    article = article_of(f"<h1>河口旧码头重新开放</h1><div>{TEXT}{''.join(map(note.format, '1234'))}</div>")
    assert [number for number in "1234" if f"[{number}]" in article.text] == [*"1234"]


def test_pictures_in_links_between_boxes_stay() -> None:
    article = article_of(
        f"<h1>河口旧码头重新开放</h1><div>{TEXT}<a href='{PICTURE}'><img src='{PICTURE}' width=600>旧码头</a></div>"
    )
    assert [image.url for image in article.images] == [PICTURE]


HEADINGS = ("Opening the book", "Search forms", "Comments and replies", "More on forms", "Share widgets", "Login form errors")
SAID = (
    "Set the field to the day you mean, for example 3.",
    "A list of errors, printed as a table.",
    "See the office for details.",
)


def handbook(*headings: str) -> Article:
    said = "".join(f"<p>{line}</p>" for line in SAID)
    sections = "".join(f'<section id="s-{each.lower().replace(" ", "-")}"><h2>{each}</h2>{said}</section>' for each in headings)
    first = "<p>This page tells clerks of the harbour office how its book is kept from day to day, and what is entered where.</p>"
    menu = "<nav><a href='/a'>Start</a><a href='/b'>Search</a></nav>"
    title = "<head><title>The harbour book – Handbook</title></head>"
    item = qingliu.clean(f"<html>{title}<body>{menu}<main><h1>The harbour book</h1>{first}{sections}</main></body></html>")
    assert isinstance(item, Article)
    return item


def test_ids_made_from_headings_name_nothing() -> None:
    text = handbook(*HEADINGS, "Closing the book").text
    assert [text.count(line) for line in SAID] == [len(HEADINGS) + 1] * len(SAID)
    assert [heading for heading in HEADINGS if heading not in text] == []
