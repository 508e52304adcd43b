"""Whatever bytes a page holds, it becomes a valid item or is refused with one of the errors that are foreseen."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.content.html import TooDeepError
from crawler.items import Item
from crawler.platforms import NothingToKeep
from crawler.platforms.registry import draft_of, site_of
from crawler.readers import UnreadablePageError, read_page
from pipelines.validate import InvalidItemError, validated
from tests.made_items import made_draft
from tests.support import STAGES, plain, saved_dump, valid

REFUSED = (UnreadablePageError, NothingToKeep, TooDeepError, InvalidItemError)


def item_of(data: bytes, path: str = "a/page") -> Item | None:
    """The item that leaves the last stage, or None for a page that is refused. Any other error is raised on."""
    try:
        document = read_page(path, data)
    except UnreadablePageError:
        return None
    try:
        item = draft_of(document)
    except (NothingToKeep, TooDeepError):
        return None
    try:
        for stage in STAGES:
            item = stage.process_item(item)
    except InvalidItemError:
        return None
    return item  # type: ignore[return-value]


def assert_sound(data: bytes) -> None:
    """The item is valid as it is written, and the same when the page is read again."""
    item = item_of(data)
    if item is not None:
        assert plain(valid(item)) == plain(item)
        assert item_of(data) == item


FORUM_LINES = """
发表于 2022-3-29 07:48:39 | 显示全部楼层 |阅读模式 来自: 中国江苏
发表于 2022-3-29 08:34:28 手机客户端 | 显示全部楼层 来自: 中国江苏
发表于 昨天 22:12 | 只看该作者
发表于 2022-13-32 25:61:00 | 只看该作者
發表於 2022-3-29 07:48 | 只看該作者
河边的老桥要修了 [复制链接]
查看: 19775|回复: 5
查看: 999999999|回复: 0
柳城论坛»论坛 › 本地 › 河边的老桥要修了
回复 支持 3 反对 0
回复 支持 反对
使用道具 举报
电梯直达
楼主
0#
12#
沙发
置顶 5#
无效楼层，该帖已经被删除
青石板
青石板
匿名 10.0.*.*
UID: 1
当前离线
12主题40回帖310积分
马上注册，看更多照片
您需要 登录 才可以下载或查看，没有账号？立即注册
x
本帖最后由 青石板 于 2023-6-1 08:30 编辑
本帖最后由 青石板 于 0000-0-0 00:00 编辑
青石板 发表于 2023-6-1 08:05
昨天路过，看到施工牌已经立起来了。
工期写的是三个月。 ...
bridge.jpg
(88.10 KB, 下载次数: 3)
评分
参与人数 2 威望 +3 理由
查看全部评分
点评
收起
收藏 分享 淘帖
签名 欢迎光临我的店 https://shop.example/abcd
GMT+8, 2024-5-9 15:39
GMT-99, 0001-1-1 00:00
GMT+8, 9999-12-31 23:59
Powered by Discuz! X3.4
作者: 青石板    时间: 2023-6-1 08:05
标题: 河边的老桥
查看完整版本: 河边的老桥
抱歉，指定的主题不存在或已被删除或正在被审核
提示信息 - 柳城论坛
您需要登录后才可以回帖 登录 | 立即注册
本版积分规则
返回列表
"""
LINES = st.sampled_from(FORUM_LINES.split("\n"))
MARKUP = """
<p> </p> <br> <div> </div> <b> </b> <table> <tr> <td> <ul> <li> <pre> <blockquote> <!-- --> &amp; &#xD800; <script> <style>
<p/align=center> <span/style=color:#666> <div/hidden> <a/href=https://a.example/> <figcaption> <p/class=ad> <iframe/src=x>
<img/src="https://a.example/1.jpg"> <img/src="//a.example/1.jpg"alt="二维码"> <img/src="HTTP://A.example/2.jpg"width=0>
<img/data-src=x/src=y> <img/src="https://a.example/1.jpg?x=%00"height=99999> <img/src="https://p.example/?url=https%3A%2F%2Fa%20b">
"""
PHRASES = """
原标题：新桥 来源：江海日报 责任编辑：李小红 文/ 图源： ▲ ▼桥 桥上的行人 转载请注明出处 扫码关注我们 相关阅读
爆料热线：请下载客户端 据江海日报报道，桥修好了。
"""
PIECES = st.sampled_from(
    [*MARKUP.split(), *PHRASES.split(), "\n", "\xa0", "　　", "本报讯 ", "记者 王小明 摄", "（王小明 李小红）"]
)
DATES = st.sampled_from(
    ["Mon, 09 Aug 2021 19:39:10 GMT", "2021-10-28 14:08:07", "Invalid Date", "0001-01-01 00:00:00Z", "9999-12-31T23:59:59Z"]
)
PUBLISHERS = st.sampled_from(["观察者网", "新浪财经", "ZAKER", "某某资讯", "\u200b", "''", "[]", "~"])
FRONT_MATTER = st.builds(
    lambda lines, body: f"---\n{lines}\n---\n{body}".encode("utf-8", "ignore"), st.text(max_size=120), st.text(max_size=120)
)


@given(st.binary(max_size=500))
def test_any_bytes(data: bytes) -> None:
    assert_sound(data)


@given(FRONT_MATTER)
def test_any_front_matter(data: bytes) -> None:
    assert_sound(data)


@given(st.lists(PIECES | st.text(max_size=6), max_size=30), DATES, PUBLISHERS, st.text(max_size=20))
def test_any_dump(pieces: list[str], date: str, publisher: str, title: str) -> None:
    page = saved_dump("".join(pieces), author=publisher, date=date).replace("'标题'".encode(), title.encode("utf-8", "ignore"))
    assert_sound(page)


@given(st.lists(LINES | st.text(max_size=12), max_size=40), st.sampled_from(["utf-8", "gb18030"]))
def test_any_thread(lines: list[str], encoding: str) -> None:
    marks = ["柳城论坛", "电梯直达", "查看: 1|回复: 2"]
    assert_sound("\n".join([*marks, *lines]).encode(encoding, "ignore"))


@given(st.lists(LINES, min_size=5, max_size=40))
def test_any_order_of_the_lines_of_a_thread(lines: list[str]) -> None:
    assert_sound("\n".join(lines).encode())


@given(st.binary(max_size=60), st.integers(0, 7000), st.integers(0, 60))
def test_a_damaged_page(noise: bytes, at: int, gone: int) -> None:
    page = saved_dump("<p>　　来源：江海日报</p><p>桥修好了。</p><img src=https://a.example/1.jpg>" * 3)
    assert_sound(page[: at % len(page)] + noise + page[at % len(page) + gone :])


@pytest.mark.parametrize("break_it", [lambda item: setattr(item, "id", "no id"), lambda item: setattr(item, "text", None)])
def test_an_item_that_breaks_the_schema_does_not_leave(break_it: Callable[[Item], None]) -> None:
    draft = made_draft()
    assert validated(draft) is draft.item
    break_it(draft.item)
    with pytest.raises(InvalidItemError):
        validated(draft)


def test_no_name_on_a_page_is_not_the_name_of_a_site() -> None:
    site = site_of(read_page("p", b"---\ntitle: ''\n---\n<p>x</p>"))
    assert (site.name, site.publisher, site.generic) == ("unknown", None, True)
