"""A text that a page prints again as a whole is kept once; what an author repeats is kept as often as it is written."""

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
TOP = "<h1>河口旧码头重新开放</h1><p>2024-05-06 10:00</p>"
PICTURE = "<p><img src='https://img.example/{}.jpg'></p>"
REFRAIN = "归来吧，归来吧，江上的灯火等着你。"


def article_of(body: str, top: str = TOP) -> Article:
    head = "<!doctype html><html lang=zh-CN><head><title>河口旧码头重新开放</title></head>"
    item = qingliu.clean(f"{head}<body><div>{top}<div class=text>{body}</div></div></body>".encode())
    assert isinstance(item, Article)
    return item


@pytest.mark.parametrize(
    "body",
    [
        f"<div class=pc>{TEXT}</div><div class=mobile>{TEXT}</div>",
        f"<div>{TEXT}</div><div>{TEXT}</div><div>{TEXT}</div>",
        f"<article>{TEXT}</article><amp-story>{TEXT}</amp-story>",
        f"<div>{TEXT}</div><div class=wap>{'<br><br>'.join(LINES)}</div>",
        f"<div>{TEXT}</div><div class=wap>{TEXT}<p>点击上方关注</p></div>",
        f"<div>{TEXT}</div><div class=print style='display:none'>{TEXT}</div>",
    ],
)
def test_a_second_copy_is_no_text(body: str) -> None:
    article = article_of(body)
    assert article.text == "\n\n".join(LINES)
    assert {each.rule for each in article.removed if each.text in LINES} <= {"page-copy", "hidden"}


def test_a_copy_with_its_own_headline_and_date_is_none() -> None:
    assert article_of(f"<div>{TOP}{TEXT}</div><div>{TOP}{TEXT}</div>", top="").text == "\n\n".join(LINES)


def test_a_picture_that_only_the_copy_has_stays() -> None:
    article = article_of(f"<div>{TEXT}{PICTURE.format(1)}</div><div>{PICTURE.format(1)}{TEXT}{PICTURE.format(2)}</div>")
    assert [each.url for each in article.images] == ["https://img.example/1.jpg", "https://img.example/2.jpg"]


@pytest.mark.parametrize(
    ("body", "text", "times"),
    [
        ("".join(f"<p>问：你为什么回到河口镇来工作？</p><p>{line}</p>" for line in LINES), "问：你为什么回到河口镇来工作？", 4),
        ("".join(f"<p>{line}</p><div class=refrain>{REFRAIN}</div>" for line in LINES), REFRAIN, 4),
        (f"{TEXT}<p>{REFRAIN}</p><p>{REFRAIN}</p><p>{REFRAIN}</p>", REFRAIN, 3),
        (f"<p>{REFRAIN}</p>" * 6, REFRAIN, 6),
        (TEXT * 2, LINES[0], 2),
        (f"{TEXT}<blockquote>{LINES[2]}</blockquote>", LINES[2], 2),
    ],
)
def test_what_an_author_repeats_stays(body: str, text: str, times: int) -> None:
    assert article_of(body).text.count(text) == times
