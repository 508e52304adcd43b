"""Pages that hold nothing but their host's notice, and pages that hold more."""

import pytest

from crawler.platforms import NothingToKeep
from crawler.platforms.notices import LONGEST, notice_in
from tests.support import cleaned, saved_dump

NOTICES = {
    "deleted at the source": """
抱歉，您访问的内容不存在或已被删除
该文章已被作者删除
此内容因违规无法查看
该内容已被发布者删除
原文已被删除
（原文已被删除）
文章不存在
很抱歉，您要访问的页面不存在，请返回首页
抱歉，指定的主题不存在或已被删除或正在被审核
您访问的文章已下线
内容已失效
404 Not Found
页面不存在
没有找到您要访问的页面
该视频已被删除
抱歉，本文已被管理员屏蔽
此微博已被作者删除。
内容正在审核中
该帖被管理员或版主屏蔽
您访问的内容已被作者隐藏
該文章已被作者刪除
抱歉，指定的主題不存在或已被刪除或正在被審核
""",
    "the text is elsewhere": """
该公众号文章已迁移至新浪微博
本文已移至 https://a.example/1.html
原文已转移到新站，请点击查看
请前往原网站查看全文
请点击原文链接查看全文
请点击阅读原文查看全文
全文请见：https://a.example/1
原文链接：https://a.example/1.html
查看原文：https://a.example/1
页面正在跳转，请稍候
本文已刊登在某某公众号，请移步阅读
请到某某论坛查看原文
文章已搬家到 https://new.example/a
该页面已迁移到新地址：https://new.example/a
""",
    "to be opened in an app": """
请在微信客户端打开链接
请在APP中打开
请下载某某客户端查看全文
打开某某APP查看全文
打开APP阅读全文
该内容仅支持在某某App内查看
请使用最新版客户端查看
当前版本不支持该内容，请升级到最新版本
请用手机扫码阅读全文
该文章需要在APP内查看
请打开某某新闻客户端查看
""",
    "not open to guests": """
登录后查看全文
请登录后查看
您需要登录后才可以查看内容
请先登录或注册后阅读全文
抱歉，您没有权限查看该内容
本文为付费内容，订阅后可阅读全文
本帖要求阅读权限高于 20 才能浏览
本文仅限会员阅读，请登录后查看
請登錄後查看
""",
}
EACH = [(reason, line) for reason, lines in NOTICES.items() for line in lines.split("\n") if line]

_SOMEBODY_S = """
他把文章删除了，又重新写了一遍。
该视频已被删除，但网友仍在讨论此事，平台方面表示将继续跟进调查。
城南图书馆昨天上午重新开放
请登录官网查询成绩，系统今天下午三点开放。
图书馆已迁至城南新址，欢迎读者前往借阅图书。
总部已搬至深圳
公司总部搬到上海
他们搬到了城南
市图书馆公布新一季书单
登录火星
打开窗户看看外面的风景
请打开窗户
内容丰富
这是真的吗
下载量超过一亿
视频下架，平台道歉
某某App下架
微信更新至最新版本
到城南看花
请到城南看灯会
到现场看球
点击率很高
手机可以看电视了
游客到西湖观看音乐喷泉
读者可在各分馆借阅，也可以在手机上预约
微博客户端今天崩了
文章很好
文章不错，学习了
顶
去公园看樱花
见字如面
原文是英文
阅读
我去看看
请大家观看
请观看
链接：今天
"""
SOMEBODY_S = [line for line in _SOMEBODY_S.split("\n") if line]


@pytest.mark.parametrize(("reason", "line"), EACH)
def test_a_notice_says_why_there_is_no_text(reason: str, line: str) -> None:
    assert notice_in([line]) == notice_in(["", f"  {line} "]) == reason


@pytest.mark.parametrize("line", SOMEBODY_S)
def test_somebody_s_text_is_no_notice(line: str) -> None:
    assert notice_in([line]) is None


def test_words_that_can_be_parted_in_many_ways_are_gone_through_once() -> None:
    assert notice_in(["已经可以" * (LONGEST // 4 - 1) + "河"]) is None


@pytest.mark.parametrize("author", ["ZAKER", "观察者网", "某某资讯"])
@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("<p>（该文章已被作者删除）</p>", "deleted at the source"),
        ("<p>抱歉，该文章已下线</p><img src='https://a.example/sorry.png'>", "deleted at the source"),
        ("<div>打开青山App</div><div>查看全文</div><img src='https://a.example/qrcode.png'>", "to be opened in an app"),
    ],
)
def test_a_page_that_holds_nothing_but_a_notice_is_dropped_on_any_site(author: str, body: str, reason: str) -> None:
    with pytest.raises(NothingToKeep, match=f"^{reason}$"):
        cleaned(saved_dump(f"<div>{body}</div>", author=author))


@pytest.mark.parametrize(
    "body",
    [
        "<p>河边的树发了芽。</p><p>该视频已被删除</p>",
        "<p>打开青山App查看更多</p><img src='https://a.example/river.jpg'>",
        "<p>打开青山App观看</p><video src='https://a.example/river.mp4'></video>",
    ],
)
def test_a_page_that_holds_more_stays(body: str) -> None:
    assert cleaned(saved_dump(f"<div>{body}</div>"))


def test_an_opened_thread_without_a_word_of_its_own_is_dropped() -> None:
    page = """<html><head><meta name="generator" content="Discuz! X3.4"><title>河</title>
    </head><body>
    <div id="post_1"><table id="pid1"><tr><td class="plc">
    <div class="authi"><em id="authorposton1">发表于 2024-1-2 03:04:05</em></div>
    <div class="pcb"><div class="locked">提示: <em>该帖被管理员或版主屏蔽</em></div></div>
    </td></tr></table></div></body></html>"""
    with pytest.raises(NothingToKeep, match="deleted at the source"):
        cleaned(page.encode(), "page.html")
