"""Articles of forums' portals and members' blogs."""

from collections.abc import Mapping
from typing import Any

import msgspec
import pytest

from crawler.items import Article
from tests.support import cleaned

HEAD = '<html><head><meta charset="utf-8"><meta name="generator" content="Discuz! X3.4"><title>{title}</title>{head}</head><body>'
TEXT = (
    "<p>河边的树发了芽，孩子们在岸上跑。</p><div class='a_p'><img src='ad.png'></div><p>船开得很慢。"
    "<img src='data/attachment/portal/1.jpg'></p>"
)
DEFAULT = (
    HEAD.format(
        title="春天 - 见闻 - 青山论坛 - Powered by Discuz!",
        head='<link rel="canonical" href="https://bbs.example.com/portal.php?mod=view&amp;aid=12"><base href="https://bbs.example.com/">',
    )
    + """<div id="pt" class="bm cl"><div class="z"><a>青山论坛</a> <em>&rsaquo;</em> <a>门户</a>
<em>&rsaquo;</em> <a>见闻</a> <em>&rsaquo;</em> 查看内容</div></div>
<div class="bm vw"><div class="h hm"><h1 class="ph">春天</h1><p class="xg1">2020-4-12 15:22<span class="pipe">|</span>
发布者: <a>阿七</a><span class="pipe">|</span>
查看: <em id="_viewnum">12</em><span class="pipe">|</span>评论: 0<span class="pipe">|</span>
原作者: 林小河<span class="pipe">|</span>来自: <a>青山日报</a></p></div>
<div class="s"><div><strong>摘要</strong>: 河边的树</div></div><div class="d"><table class="vwtb"><tr><td id="article_content">"""
    + TEXT
    + """</td></tr></table><div id="click_div">路过</div></div></div></body></html>"""
)
BRANDED = (
    HEAD.format(title="春天 - 青山论坛", head="").replace('<meta name="generator" content="Discuz! X3.4">', "")
    + """<h1>春天</h1><div class="info"><span>作者：林小河</span> <span>发布时间：2020-4-12</span> <span>阅读：12</span></div>
<table><tr><td id="article_content" class="content">"""
    + TEXT
    + "</td></tr></table></body></html>"
)
BLOG = (
    HEAD.format(title="春天 - 阿七的日志 - 青山论坛", head="")
    + """<div class="vw"><div class="h pbm"><h1 class="ph">春天</h1>
<p class="xg2">已有 12 次阅读<span class="xg1">2020-4-12 15:22</span></p></div>
<div id="blog_article" class="d cl">"""
    + TEXT
    + "</div></div></body></html>"
)
SAID: dict[str, tuple[str, Mapping[str, Any]]] = {
    "default": (
        DEFAULT,
        {
            "url": "https://bbs.example.com/portal.php?mod=view&aid=12",
            "publisher": "青山论坛",
            "date_published": "2020-04-12T15:22:00+08:00",
            "credits": [{"role": "author", "name": "林小河"}],
            "source": "青山日报",
            "categories": ["门户", "见闻"],
            "id_basis": "number",
        },
    ),
    "branded": (BRANDED, {"date_published_raw": "2020-4-12", "credits": [{"role": "author", "name": "林小河"}], "source": None}),
    "blog": (BLOG, {"publisher": "青山论坛", "date_published": "2020-04-12T15:22:00+08:00", "credits": []}),
}


@pytest.mark.parametrize(("page", "said"), SAID.values(), ids=SAID)
def test_an_article_of_a_portal(page: str, said: Mapping[str, Any]) -> None:
    article = cleaned(page.encode(), "page.html")
    assert isinstance(article, Article)
    assert {name: msgspec.to_builtins(getattr(article, name)) for name in said} == said
    assert (article.headline, article.text) == ("春天", "河边的树发了芽，孩子们在岸上跑。\n\n船开得很慢。")
    assert {removal.rule for removal in article.removed} >= ({"summary", "ad-element"} if page is DEFAULT else {"ad-element"})


def test_the_pages_of_an_article_are_items_of_their_own() -> None:
    second = DEFAULT.replace("aid=12", "aid=12&amp;page=2")
    assert cleaned(DEFAULT.encode(), "a.html").id != cleaned(second.encode(), "b.html").id


def test_who_put_a_text_there_that_was_taken_from_elsewhere_is_not_its_author() -> None:
    article = cleaned(DEFAULT.replace("原作者: 林小河", "热度: 3").encode(), "page.html")
    assert isinstance(article, Article)
    assert [(credit.role, credit.name) for credit in article.credits] == [("contributor", "阿七")]
