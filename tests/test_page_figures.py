"""Pictures of full pages: those that the text shows, and those that are told with what is set aside."""

import pytest

import qingliu
from crawler.items import Article

CAPTIONS = ("清早的渡口泊着三只木船。", "船工在岸上补一张旧网。", "赶集的人挤满了头一班船。", "傍晚，最后一只船靠了岸。")
PARAGRAPHS = (
    "渡口在镇子东头，老人说自打有了集市就有了渡船，算起来也有四百年了，谁家办喜事都要从这里过。",
    "前些年上游修了桥，坐船的人少了一半，船工也只剩下六个，最年轻的那个今年五十四岁，还在撑篙。",
    "镇里打算把渡口修一修，石阶要重新铺过，候船的棚子也要换，钱从哪里来，到现在还没有着落。",
    "撑了三十年船的老周说，只要还有人要过河，他就每天早上五点起来，把船撑到对岸去等着。",
)
PAGE = """<html><head><title>渡口四百年 - 江湾晚报</title></head><body>
<ul class="nav"><li><a href="/">首页</a></li><li><a href="/pic">图片</a></li></ul>
<div class="main"><h1>渡口四百年</h1><div class="info">2024-03-02 09:10</div><div class="content">{}</div></div>
<div class="footer">江湾晚报社 版权所有</div></body></html>"""


def article_with(part: str) -> Article:
    first, second, *rest = (f"<p>{text}</p>" for text in PARAGRAPHS)
    item = qingliu.clean(PAGE.format(first + second + part + "".join(rest)), url="https://jiangwan.example/2024/1.html")
    assert isinstance(item, Article)
    return item


def deck_of(slide: str, around: str = "<div class='slides'>{}</div>") -> str:
    slides = (slide.format(at=at, caption=caption) for at, caption in enumerate(CAPTIONS, 1))
    return around.format("".join(slides))


PICTURE = '<img src="https://i.jiangwan.example/{at}.jpg">'
DECKS = {
    "counters and links to nowhere": deck_of(
        f"<div class=slide><div>{PICTURE}</div><div>{{at}}/4</div><div>{{caption}}</div><a href='#'>上一张</a>"
        "<a href='#'>下一张</a></div>"
    ),
    "counters and buttons": deck_of(
        f"<div class=gallery-item>{PICTURE}<div>{{at}} of 4</div><div>{{caption}}</div><button>Next</button></div>"
    ),
    "figures with buttons": deck_of(
        f"<figure>{PICTURE}<figcaption><span>{{at}}/4</span> {{caption}}</figcaption><button>全屏</button></figure>"
    ),
    "headings": deck_of(f"<div class=item><h3>其{{at}}</h3>{PICTURE}<p>{{caption}}</p></div>"),
    "slides that are named next": deck_of(
        f"<div class='slide slide-next'>{PICTURE}<div>{{caption}}</div></div>",
        "<div class=swiper><div>{}</div><div class=swiper-next>下一页</div></div>",
    ),
    "pictures that lead to their files": deck_of(
        f"<div class=slide><a href='/{{at}}.jpg'>{PICTURE}</a><div>{{caption}}</div><a href='/big/{{at}}.jpg'>原图</a></div>"
    ),
}


@pytest.mark.parametrize("name", DECKS)
def test_a_slide_show_among_paragraphs_is_kept_with_its_captions(name: str) -> None:
    item = article_with(DECKS[name])
    shown = [image.url for image in item.images]
    said = item.text + "".join(image.caption or "" for image in item.images)
    assert shown == [f"https://i.jiangwan.example/{at}.jpg" for at in range(1, 5)]
    assert [caption for caption in CAPTIONS if caption not in said] == []
    assert [text for text in PARAGRAPHS if text not in item.text] == []


def test_controls_of_a_slide_show_are_told_and_not_kept() -> None:
    item = article_with(DECKS["figures with buttons"])
    told = [removal.text for removal in item.removed if removal.rule == "page-aside"]
    assert told[:4] == ["1/4", "全屏", "2/4", "全屏"]
    assert "全屏" not in item.text


LISTS = {
    "cards that lead to other pages": "<div class=box>{}</div>",
    "a named list of them": "<div class=related><h3>相关阅读</h3>{}</div>",
}


@pytest.mark.parametrize("name", LISTS)
def test_pictures_of_what_is_set_aside_are_told(name: str) -> None:
    card = "<div class=card><a href='/n/{at}.html'><img src='/t/{at}.jpg' width=120 height=90></a>"
    card += "<p><a href='/n/{at}.html'>旧闻{at}：{caption}</a></p></div>"
    item = article_with(deck_of(card, LISTS[name]))
    told = {removal.text for removal in item.removed}
    assert item.images == []
    assert {f"https://jiangwan.example/t/{at}.jpg" for at in range(1, 5)} <= told


def test_each_picture_that_is_set_aside_is_told_once_and_icons_beside_words_are_not() -> None:
    lazy = "<img src='/blank.gif' data-src='/old.jpg'><noscript><img src='/old.jpg'></noscript>"
    frame = "<iframe src='https://v.jiangwan.example/7'></iframe>"
    words = "<a href='/n/1.html'>邻县修桥</a><button>换一批</button>"
    item = article_with(f"<div class=related>{words}<img src='/i.png' width=16>{lazy}{frame}</div>")
    told = [removal.text for removal in item.removed if removal.rule == "page-related"]
    assert told == ["邻县修桥", "换一批", "https://jiangwan.example/old.jpg", "https://v.jiangwan.example/7"]
