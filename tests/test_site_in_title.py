"""The name of a site at the end of a headline, after whatever sign, if the page gives it elsewhere."""

import pytest

import qingliu

NAMED = "<meta property=og:site_name content=河口日报>"
APPLICATION = "<meta name=application-name content=河口日报>"
TEXT = (
    "<p>河口镇的旧码头本周重新开放，镇里用了三年时间修好了塌陷的石阶和两座仓库。</p>"
    "<p>负责修缮的工程师说，石阶下面的木桩已经腐烂，施工队换上了四百根新桩。</p>"
    "<p>码头的灯在晚上七点亮起，第一班渡轮在八点离岸，船上坐了六十多位住在对岸的居民。</p>"
)


def headline_of(title: str, head: str, printed: str = "") -> str:
    page = (
        f"<!doctype html><html lang=zh-CN><head><title>{title}</title>{head}</head><body><div>{printed}{TEXT}</div></body></html>"
    )
    return qingliu.clean(page.encode()).headline


@pytest.mark.parametrize("sign", ["：", "丨", "–", "|", "·", " » ", "︱", "——", "/", " - ", "‒", "•"])
@pytest.mark.parametrize("head", [NAMED, APPLICATION])
def test_a_known_site_is_no_part_of_a_headline(sign: str, head: str) -> None:
    title = f"河口旧码头重新开放{sign}河口日报"
    assert headline_of(title, head) == "河口旧码头重新开放"
    assert headline_of(title, head + f"<meta property=og:title content='{title}'>") == "河口旧码头重新开放"
    assert headline_of(title, head, f"<h1>{title}</h1>") == "河口旧码头重新开放"


@pytest.mark.parametrize(
    ("title", "head"),
    [
        ("林远山：码头会活下去", NAMED),
        ("旧码头重新开放：我们读河口日报", NAMED),
        ("记者手记：河口晚报", NAMED),
        ("河口日报", NAMED),
        ("码头丨河口日报今天创刊", NAMED),
        ("河口旧码头：河口日报", ""),
    ],
)
def test_a_word_or_a_name_that_nothing_proves_stays(title: str, head: str) -> None:
    assert headline_of(title, head, f"<h1>{title}</h1>") == title
