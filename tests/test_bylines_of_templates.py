"""Who wrote a text, who edited it and where it is from, as the templates of news sites print them in elements of their own."""

import pytest

from crawler.items import Article
from tests.support import cleaned

STORY = "".join(f"<p>第{n}天，河水又涨了半米，两岸的人家把船拉到坡上，等着上游放闸的消息。</p>" for n in range(1, 7))
DAY = "2016-03-12 09:08"


def item_of(info: str, after: str = "", story: str = STORY) -> Article:
    page = (
        "<!DOCTYPE html><html lang=zh-CN><head><meta charset=utf-8><title>河水又涨_渡口网</title></head><body>"
        f"<div class=main><h1>河水又涨</h1><div class=info>{info}</div><div class=text>{story}</div>{after}</div></body></html>"
    )
    item = cleaned(page.encode(), "page.html", "http://news.dukou.example/a/1.html")
    assert isinstance(item, Article)
    return item


def said_by(item: Article) -> str:
    return ", ".join(f"{credit.role} {credit.name}" for credit in item.credits)


INFO = {
    "a name beside a source": (f"<i>{DAY}</i> <i id=source>来源：<a>渡口日报</a></i> <i id=author_baidu>秦荷</i>", "author 秦荷"),
    "no labels": (f"<i>{DAY}</i> <i class=source>渡口日报</i> <i id=author_baidu>秦荷</i>", "author 秦荷"),
    "a column first": (f"<i>科技</i><i class=source>渡口日报</i><i data-zone=author>秦荷</i><i>{DAY}</i>", "author 秦荷"),
    "above the date": (f"<h4 id=p_author>秦荷</h4><div>{DAY} 来源：<a>渡口日报</a></div>", "author 秦荷"),
    "a button behind it": (f"<i>{DAY}</i> <i>来源：渡口日报</i> <a>说两句</a> | 分享到：", ""),
    "comments that a script counts": (f"{DAY} 渡口日报 <a>参与评论()人</a>", ""),
    "counted comments": (f"<i>{DAY}</i> <i>来源：<b>渡口日报</b></i> <i>0条评论</i>", ""),
    "an editor and comments": (f"<i>{DAY}</i> <i>来源：渡口日报</i> <i>责任编辑：秦荷</i> <i>1条评论</i>", "editor 秦荷"),
    "an editor first": (f"<i>编辑：秦荷</i>来源：<b class=source>渡口日报</b> 发稿时间：{DAY}", ""),
    "an account": (f"<i>{DAY}</i> <i class=source>渡口日报</i> <i class=author>阅读全文请点这里</i>", ""),
    "no name": (f"<i>{DAY}</i> <i class=source>来源：渡口日报</i> <i class=author>阅读全文请点这里</i>", ""),
    "an imprint": ("<p>本报记者 秦荷<i> 《渡口日报》（2016年03月12日 第 07 版）</i></p>", "reporter 秦荷"),
}


@pytest.mark.parametrize(("info", "names"), INFO.values(), ids=INFO)
def test_names_are_read_from_the_elements_that_are_called_after_them(info: str, names: str) -> None:
    item = item_of(info)
    assert (item.source, said_by(item)) == ("渡口日报", names)
    assert (item.date_published or "").startswith("2016-03-12")
    assert item.text.count("河水") == 6


@pytest.mark.parametrize(
    ("name", "source"), [("山里老周", "山里老周"), ("原创", None), ("秦小荷", None), ("点击查看更多精彩内容，请下载", None)]
)
def test_an_account_is_a_source_where_the_element_holds_nothing_else(name: str, source: str | None) -> None:
    assert item_of(f"<i>{DAY}</i> <i class=source>{name}</i>").source == source


def test_who_is_called_an_author_elsewhere_on_the_page_is_not() -> None:
    assert not item_of(f"<i>{DAY}</i>", "<div class=side><i class=writer>秦荷</i> <i class=source>渡口日报</i></div>").credits


AFTER = {
    "a button before it": ("<div><a>【纠错】</a><span class=editor> 【责任编辑:秦荷】 </span></div>", "editor 秦荷"),
    "a dash": ("<p class=fs>网站编辑 - 秦荷</p>", "editor 秦荷"),
    "named like an advertisement": ("<div class=adEditor><span>【编辑:秦荷】</span></div>", "editor 秦荷"),
    "nobody": ("<p>初审编辑：</p><p>责任编辑：秦荷</p>", "editor 秦荷"),
}


@pytest.mark.parametrize(("after", "names"), AFTER.values(), ids=AFTER)
@pytest.mark.parametrize("is_inside", [False, True])
def test_editors_are_read_from_what_stands_behind_the_text(after: str, names: str, is_inside: bool) -> None:
    item = item_of(f"<i>{DAY}</i>", *(("", STORY + after) if is_inside else (after,)))
    assert said_by(item) == names
    assert item.text.endswith("等着上游放闸的消息。")


def test_a_label_without_a_name_takes_no_sentence() -> None:
    assert item_of(f"<i>{DAY}</i><p>原标题：<span></span></p>").original_headline is None


def test_a_caption_with_a_date_is_none_of_the_byline() -> None:
    picture = '<figure><img src="/1.jpg" width=640><figcaption>渡口。渡口社记者秦小荷摄 113年4月10日</figcaption></figure>'
    item = item_of(f"<i>{DAY}</i>", story=picture + STORY)
    assert [image.caption for image in item.images] == ["渡口。渡口社记者秦小荷摄 113年4月10日"]
    assert said_by(item) == "photographer 秦小荷"
