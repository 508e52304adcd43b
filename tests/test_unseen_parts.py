"""What a reader of a page does not see is no text: words for screen readers alone, boxes above the page, and what a page says to
those whose browser or subscription does not suffice."""

import pytest

import qingliu
from crawler.items import Article

LINES = (
    "河口镇的旧码头本周重新开放，镇里用了三年时间修好了塌陷的石阶和两座仓库。",
    "负责修缮的工程师林远山说，石阶下面的木桩已经腐烂，施工队换上了四百根新桩。",
    "“小时候我们在这里等父亲的船，”七十岁的何秀英说，“现在又能听见汽笛了。”",
    "按照计划，明年春天还会在码头北侧种上一排水杉，并修一条通往集市的步道。",
)
HALVES = ["".join(f"<p>{line}</p>" for line in half) for half in (LINES[:2], LINES[2:])]
NOTICE = "我们使用Cookie来改善您的浏览体验，继续访问即表示您同意我们的隐私政策。"
PICTURE = "https://img.example/wharf.jpg"


def article_of(body: str, head: str = "") -> Article:
    begins = f"<!doctype html><html lang=zh-CN><head><title>河口旧码头重新开放</title>{head}</head>"
    page = f"{begins}<body><div><h1>河口旧码头重新开放</h1><p>2024-05-06 10:00</p><div class=text>{body}</div></div></body>"
    item = qingliu.clean(page.encode())
    assert isinstance(item, Article)
    return item


def between(*parts: str, head: str = "") -> Article:
    """The article with ``parts`` between its second and third lines."""
    return article_of("".join(parts).join(HALVES), head)


def removed_as(article: Article, words: str) -> set[str]:
    return {each.rule for each in article.removed if words in each.text}


@pytest.mark.parametrize(
    "name",
    [
        *("sr-only", "u-sr-only", "visually-hidden", "visuallyhidden", "screen-reader-text", "screen-reader-only", "a11y-hidden"),
        *("hide-accessible", "assistive-text", "element-invisible"),
    ],
)
def test_words_for_screen_readers_are_no_text(name: str) -> None:
    article = between(
        f"<h2 class={name}>正文从这里开始</h2><p>时刻见<a href='/t'>潮汐表<span class='{name}'>在新窗口打开</span></a>。</p>"
    )
    assert article.text == "\n\n".join((*LINES[:2], "时刻见潮汐表。", *LINES[2:]))
    assert removed_as(article, "正文从这里开始") == removed_as(article, "在新窗口打开") == {"hidden"}


def test_signs_for_screen_readers_part_words() -> None:
    assert "栏目：码头" in between("<p>栏目<span class=sr-only>：</span>码头一年开放三百天，冬天休息。</p>").text


@pytest.mark.parametrize(
    "box",
    [
        "div role=dialog",
        "div role=alertdialog",
        "div aria-modal=true class=x1",
        "section role=dialog aria-label=cookie",
        "dialog open",
    ],
)
def test_a_box_above_the_page_is_no_text(box: str) -> None:
    article = between(f"<{box}><h2>通知</h2><p>{NOTICE}</p><img src={PICTURE}></{box.split()[0]}>")
    assert article.text == "\n\n".join(LINES)
    assert removed_as(article, NOTICE) == {"dialog"}
    assert [each.url for each in article.images] == [PICTURE]


@pytest.mark.parametrize("box", ["div role=dialog", "div aria-modal=true", "dialog open"])
def test_a_box_that_holds_the_story_is_its_body(box: str) -> None:
    assert article_of(f"<{box}>{''.join(HALVES)}</{box.split()[0]}>").text == "\n\n".join(LINES)


def test_what_is_called_a_dialogue_is_text() -> None:
    said = "“船什么时候开？”“等潮水涨起来。”"
    assert said in between(f"<div class=dialog><p>{said}</p></div>").text


@pytest.mark.parametrize("box", ["div class=sr-only", "section class=visually-hidden"])
def test_a_box_for_screen_readers_that_holds_the_story_is_its_body(box: str) -> None:
    end = box.split()[0]
    assert article_of(f"<{box}>{''.join(HALVES)}</{end}>").text == "\n\n".join(LINES)
    assert article_of(f"<p>{LINES[0]}</p><{box}>{''.join(f'<p>{line}</p>' for line in LINES[1:])}</{end}>").text == "\n\n".join(
        LINES
    )


def test_paragraphs_for_screen_readers_alone_are_the_body() -> None:
    assert article_of("".join(f"<p class=sr-only>{line}</p>" for line in LINES)).text == "\n\n".join(LINES)


def test_a_long_text_in_a_line_for_screen_readers_stays() -> None:
    assert LINES[2] + LINES[3] in between(f"<p>他们这样说：<span class=sr-only>{LINES[2]}{LINES[3]}</span></p>").text
