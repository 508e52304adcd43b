"""Questions and answers behind an article."""

import pytest

import qingliu
from crawler.items import Article

LINES = (
    "河口镇的旧码头本周重新开放，镇里用了三年时间修好了塌陷的石阶和两座仓库。",
    "负责修缮的工程师林远山说，石阶下面的木桩已经腐烂，施工队换上了四百根新桩。",
    "“小时候我们在这里等父亲的船，”七十岁的何秀英说，“现在又能听见汽笛了。”",
    "按照计划，明年春天还会在码头北侧种上一排水杉，并修一条通往集市的步道。",
)
ASKED = {
    "周末的渡轮几点开船？": "第一班早上八点离岸，最后一班傍晚六点返回，遇到大风停航。",
    "自行车可以带上船吗？": "可以，每辆收两元，请推到船尾的架子上，不要停在通道里。",
    "仓库里现在放着什么？": "北仓库是镇史馆，南仓库租给了木匠，两处都可以进去看看。",
    "孩子乘船要不要买票？": "一米二以下的孩子免票，但要有大人陪着，穿好救生衣再上船。",
}
FORMS = {
    "headings": "<div class=faq-item><h3 class=faq-q>{}</h3><div class=faq-a><p>{}</p></div></div>",
    "buttons": "<div class=item><h3><button aria-expanded=false>{}</button></h3><div><p>{}</p></div></div>",
    "details": "<details><summary>{}</summary><p>{}</p></details>",
}


def page_of(form: str, box: str = "<section class=block>{}</section>", asked: dict[str, str] = ASKED) -> Article:
    text = "".join(f"<p>{line}</p>" for line in LINES)
    answers = box.format("".join(form.format(*each) for each in asked.items()))
    head = "<head><title>河口旧码头重新开放</title></head>"
    story = f"<main><article><h1>河口旧码头重新开放</h1><div class=entry>{text}</div></article>{answers}</main>"
    links = "".join(f"<li><a href='/n/{at}'>江边的集市第{at}次开张</a></li>" for at in range(9))
    item = qingliu.clean(f"<!doctype html><html lang=zh-CN>{head}<body>{story}<footer><ul>{links}</ul></footer></body></html>")
    assert isinstance(item, Article)
    return item


@pytest.mark.parametrize("form", FORMS)
def test_questions_and_their_answers_are_text(form: str) -> None:
    text = page_of(FORMS[form]).text
    assert [each for pair in ASKED.items() for each in pair if each not in text] == []
    assert all(line in text for line in LINES)


@pytest.mark.parametrize(
    ("form", "box"),
    [
        ("<div class=item><h3><a href='/q/1'>{}</a></h3><p>{}</p></div>", "<section class=block>{}</section>"),
        ("<div class=item><h3>{}</h3><p>{}</p></div>", "<section class='related comments'>{}</section>"),
    ],
)
def test_questions_of_others_are_not(form: str, box: str) -> None:
    assert page_of(form, box).text == "\n\n".join(LINES)
