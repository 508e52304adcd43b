"""The name of an element that encloses most of a body tells nothing of the text in it."""

import pytest

import qingliu
from crawler.content.body import Block, Body
from crawler.items import Article
from crawler.platforms.rsshub import RsshubSite
from pipelines.strip_ads import strip_ads
from tests.made_items import made_article

LINES = (
    "河口镇的旧码头本周重新开放，镇里用了三年时间修好了塌陷的石阶和两座仓库。",
    "负责修缮的工程师林远山说，石阶下面的木桩已经腐烂，施工队换上了四百根新桩。",
    "码头的灯在晚上七点亮起，第一班渡轮在八点离岸，船上坐了六十多位住在对岸的居民。",
    "镇上的小学把这里当作课堂，孩子们在仓库里看潮汐表，学着记录每天的水位和风向。",
)
TEXT = "".join(f"<p>{line}</p>" for line in LINES)
HEAD = "<!doctype html><html lang=zh-CN><head><title>河口旧码头重新开放</title></head>"
TOP = "<h1>河口旧码头重新开放</h1><p>2024-05-06 10:00</p>"
NAMES = """
    article-share share social-share share-box bdsharebuttonbox avatar user-avatar touxiang locked pstatus attach_nopermission
    entry-share-wrap post-tools related-content sidebar-layout ad-free ad-article comment-enabled strike line-through
"""
ANY = RsshubSite()


def text_of(page: str) -> str:
    item = qingliu.clean(page.encode())
    assert isinstance(item, Article)
    return item.text


@pytest.mark.parametrize("name", NAMES.split())
def test_the_name_of_a_body_tells_nothing_of_its_text(name: str) -> None:
    for page in (
        f"{HEAD}<body><div>{TOP}<div class='article {name}'>{TEXT}</div></div></body>",
        f"{HEAD}<body><div>{TOP}<div id='{name}'>{TEXT}</div></div></body>",
        f"{HEAD}<body class='{name}'><div>{TOP}{TEXT}</div></body>",
        f"{HEAD}<body><article class='{name}'>{TOP}<div>{TEXT}</div></article></body>",
        f"{HEAD}<body><div>{TOP}<p>{LINES[0]}</p><div class='{name}'>{TEXT.split('</p>', 1)[1]}</div></div></body>",
    ):
        assert text_of(page) == "\n\n".join(LINES)


@pytest.mark.parametrize("name", ["share", "social-share", "avatar", "ad-box"])
def test_an_element_of_a_short_text_goes_by_its_name_still(name: str) -> None:
    text = Block("paragraph", "河口镇的旧码头本周重新开放，渡轮八点离岸。周末加开两班。")
    buttons = Block("paragraph", "分享到 新浪微博 微信好友 微信朋友圈 腾讯空间 豆瓣 知乎 复制链接", names=frozenset({name}))
    body = Body(made_article(), [text, buttons])
    assert [removal.text for removal in strip_ads(body, ANY)] == [buttons.text]


def test_a_price_that_a_name_strikes_out_does_not_stay() -> None:
    page = f"{HEAD}<body><div>{TOP}{TEXT}<p>票价<span class=strike>八元</span>六元。</p></div></body>"
    assert text_of(page).endswith("票价六元。")
