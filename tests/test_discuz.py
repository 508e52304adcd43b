"""Threads of Discuz! forums from text dumps: recognised, read, cut into posts, cleaned."""

from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.items import Post, Thread
from crawler.platforms.discuz import DiscuzSite, instant
from crawler.platforms.discuz.title import forum_in
from crawler.platforms.draft import Draft
from crawler.platforms.identity import item_id
from crawler.platforms.nothing_to_keep import NothingToKeep
from crawler.readers import UnreadablePageError, discuz_text
from crawler.runs.time_limit import TimeLimit
from crawler.sites.jurong_bbs import JurongBbs
from pipelines.strip_forum_chrome import StripForumChromePipeline, strip_forum_chrome

FOOTER = (
    "\n\n返回列表\n\n高级模式\n\n您需要登录后才可以回帖 登录 | 立即注册\n\n"
    "本版积分规则\n\nGMT+8, 2023-6-10 09:30\n\nPowered by Discuz! X3.5\n"
)


def draft_of(dump: str, site: DiscuzSite | None = None) -> Draft:
    text = dedent(dump)
    document = discuz_text.read("thread.txt", text.encode(), text)
    draft = (site or DiscuzSite.for_stranger(document)).draft(document)
    strip_forum_chrome(draft)
    for body in draft.bodies:
        body.owner.text = "\n".join(block.text for block in body.blocks)
    return draft


def thread_of(dump: str, site: DiscuzSite | None = None) -> Thread:
    item = draft_of(dump, site).item
    assert isinstance(item, Thread)
    return item


def texts(thread: Thread) -> list[str]:
    return [post.text for post in thread.posts]


X35 = """
    河边的老桥要修了 - 城事 - 柳城论坛 - Powered by Discuz!
    柳城论坛»论坛 › 本地 › 城事 › 河边的老桥要修了
    返回列表
    查看: 1203|回复: 3

    [城事] 河边的老桥要修了

    [复制链接]

    青石板
    青石板
    当前离线
    UID31337
    12主题40回帖310积分
    中级会员
    积分310
    发消息
    电梯直达
    楼主
    发表于 2023-6-1 08:05:09 来自手机
    |
    只看该作者
    |只看大图
    |倒序浏览
    |阅读模式
    来自: 浙江

    马上注册，看更多照片

    您需要
    登录
    才可以下载或查看，没有账号？立即注册

    x

    本帖最后由 青石板 于 2023-6-1 08:30 编辑

    昨天路过，看到施工牌已经立起来了。
    工期写的是三个月。

    bridge.jpg
    (88.10 KB, 下载次数: 3)
    下载附件
    保存到相册
    2023-6-1 08:04 上传

    本主题由 巡河人 于 2023-6-1 09:00 设置高亮

    评分
    参与人数 1
    金币 +5
    收起
    理由
    木匠
    + 5
    消息准确
    查看全部评分

    分享到:
    QQ好友和群
    收藏2
    支持4
    反对0
    桥在，路就在
    回复
    使用道具
    举报

    木匠
    木匠
    当前在线
    3主题9回帖60积分
    注册会员
    积分60
    沙发
    发表于 2023-6-1 09:11:00 |只看该作者

    支持

    回复 支持 1 反对 0
    使用道具 举报

    青石板
    青石板
    12主题40回帖310积分
    板凳
    楼主|
    发表于 2023-6-1 10:00:00 |只看该作者
    木匠 发表于 2023-6-1 09:11
    支持

    谢谢，等修好了拍新的
    点评
    木匠
    到时候一起去  发表于 2023-6-1 12:00
    桥在，路就在
    回复 支持 反对
    使用道具 举报

    4#
    无效楼层，该帖已经被删除

    过客
    过客
    0主题2回帖5积分
    5#
    发表于 前天 22:12 | 只看该作者
    沙发
    回复 支持 反对
    使用道具 举报
"""


def test_full_dump_of_x35() -> None:
    thread = thread_of(X35 + FOOTER)
    assert (thread.headline, thread.publisher, thread.platform) == ("河边的老桥要修了", "柳城论坛", "Discuz! X3.5")
    assert (thread.views, thread.reply_count) == (1203, 3)
    assert thread.date_published == "2023-06-01T08:05:09+08:00"
    first, second, third, last = thread.posts
    assert (first.author, first.location, first.client) == ("青石板", "浙江", "来自手机")
    assert (first.likes, first.dislikes, first.edited) == (4, 0, "2023-06-01T08:30:00+08:00")
    assert first.text == "昨天路过，看到施工牌已经立起来了。\n工期写的是三个月。"
    assert (second.author, second.text, second.likes) == ("木匠", "支持", 1)
    assert (third.author, third.text) == ("青石板", "谢谢，等修好了拍新的")
    assert third.quote == "木匠 发表于 2023-6-1 09:11\n支持"
    assert (last.floor, last.author, last.text, last.date_published) == (5, "过客", "沙发", "2023-06-08T22:12:00+08:00")
    assert {removal.rule for removal in thread.removed} == {
        "guest-box",
        "edit-notice",
        "attachment",
        "moderation",
        "ratings",
        "share",
        "signature",
        "comments",
    }


def robot(*posts: str, head: str = "查看: 10|回复: 2\n\n茶叶怎么存\n\n[复制链接]\n", tail: str = FOOTER) -> str:
    return head + "".join(posts) + tail


def post(body: str, at: str = "2021-3-4 05:06:07", actions: str = "回复 支持 反对\n\n使用道具 举报\n", extra: str = "") -> str:
    return f"发表于 {at} | 显示全部楼层{extra}\n{body}\n{actions}\n"


@pytest.mark.parametrize(
    "said",
    [
        "来自: 邻村的人说，也行。",
        "支持",
        "沙发",
        "回复",
        "举报",
        "顶",
        "板凳",
        "1楼",
        "点评",
        "我的文章发表于 2020-1-1 10:00 的报纸",
    ],
)
def test_short_replies_are_kept(said: str) -> None:
    thread = thread_of(robot(post("放冰箱行吗"), post(said), post("密封就行")))
    assert texts(thread) == ["放冰箱行吗", said, "密封就行"]
    assert [one.floor for one in thread.posts] == [1, 2, 3]


@pytest.mark.parametrize(
    ("actions", "votes"),
    [
        ("回复 支持 3 反对 1\n\n使用道具 举报", (3, 1)),
        ("点评回复 支持 +2\n使用道具 评分 举报", (2, None)),
        ("点评回复 支持 +\n使用道具 评分 举报", (None, None)),
        ("回复\n支持 0\n反对 0\n举报", (0, 0)),
        ("回复\n支持\n3\n反对\n1\n使用道具\n举报", (3, 1)),
        ("回复\n\n举报", (None, None)),
        ("回复", (None, None)),
    ],
)
def test_votes(actions: str, votes: tuple[int | None, int | None]) -> None:
    thread = thread_of(robot(post("先问一句", actions=actions), post("再答一句", actions=actions)))
    assert texts(thread) == ["先问一句", "再答一句"]
    assert [(one.likes, one.dislikes) for one in thread.posts] == [votes, votes]


@pytest.mark.parametrize(
    ("extra", "place", "client"),
    [
        (" 来自: 中国山东", "中国山东", None),
        (" |阅读模式 来自 中国四川眉山", "中国四川眉山", None),
        (" 来自 - 贵州", "贵州", None),
        (" |IP属地：广东", "广东", None),
        ("", None, None),
    ],
)
def test_places(extra: str, place: str | None, client: str | None) -> None:
    (one,) = thread_of(robot(post("喝完再买", extra=extra))).posts
    assert (one.location, one.client) == (place, client)


@pytest.mark.parametrize(
    ("at", "place", "client"),
    [
        ("2021-3-4 05:06:07 手机客户端", None, "手机客户端"),
        ("2021-3-4 05:06 来自手机", None, "来自手机"),
        ("昨天 08:00 · 江苏", "江苏", None),
        ("3 小时前 · 江苏 发自掌上茶友", "江苏", "发自掌上茶友"),
    ],
)
def test_clients(at: str, place: str | None, client: str | None) -> None:
    (one,) = thread_of(robot(post("喝完再买", at))).posts
    assert (one.location, one.client) == (place, client)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("2022-3-9 7:48", "2022-03-09T07:48:00+08:00"),
        ("2022-3-9 07:48:39", "2022-03-09T07:48:39+08:00"),
        ("2022-3-9 07:48 PM", "2022-03-09T19:48:00+08:00"),
        ("2022-3-9 12:48 AM", "2022-03-09T00:48:00+08:00"),
        ("昨天 22:12", "2022-02-28T22:12:00+08:00"),
        ("前天 22:12", "2022-02-27T22:12:00+08:00"),
        ("今天 00:12", "2022-03-01T00:12:00+08:00"),
        ("4 小时前", None),
        ("半小时前", None),
        ("2022-2-31 10:00", None),
        ("2022-2-1 25:00", None),
    ],
)
def test_instants(raw: str, expected: str | None) -> None:
    assert instant(raw, "2022-03-01T09:00+08:00") == expected


def test_relative_days_need_the_time_of_capture() -> None:
    assert instant("昨天 22:12", None) is None
    assert instant("2022-3-9 07:48", "2022-03-10T01:00-05:00") == "2022-03-09T07:48:00-05:00"


def test_traditional_language_pack() -> None:
    thread = thread_of("""
        山城論壇 » 論壇 › 閒聊 › 週末去哪裡
        查看: 52|回覆: 1
        週末去哪裡
        [複製鏈接]
        電梯直達
        樓主
        發表於 2019-5-4 11:22:33 | 只看該作者 | 倒序瀏覽 | 閱讀模式
        本帖最後由 阿明 於 2019-5-4 12:00 編輯
        天氣好就上山吧。
        回覆 支持 反對
        使用道具 檢舉
        沙發
        發表於 2019-5-4 13:00:00 | 只看該作者
        阿明 發表於 2019-5-4 11:22
        天氣好就上山吧。

        我也去
        回覆 支持 2 反對 0
        使用道具 檢舉
        返回列表
    """)
    assert (thread.language, thread.publisher, thread.headline) == ("zh-Hant", "山城論壇", "週末去哪裡")
    assert (thread.views, thread.reply_count) == (52, 1)
    assert texts(thread) == ["天氣好就上山吧。", "我也去"]
    assert thread.posts[0].edited == "2019-05-04T12:00:00+08:00"
    assert (thread.posts[1].likes, thread.posts[1].floor) == (2, 2)


def test_authors_on_the_date_line_of_x2() -> None:
    thread = thread_of("""
        求一把好用的刨子 [复制链接]
        版主
        银币20 威望3 UID77
        串个门加好友打招呼发消息
        电梯直达1#
        老李 发表于 2011-11-4 15:46:47 |只看该作者 |倒序浏览
        旧的那把刃口崩了。
        回复 使用道具 举报
        2#
        小周 发表于 2011-11-4 16:00:00 |只看该作者
        老李 发表于 2011-11-4 15:46
        旧的那把刃口崩了。
        磨一磨还能用
        回复 使用道具 举报
        3#
        匿名 发表于 2011-11-4 17:00:00
        同问
        回复 使用道具 举报
    """)
    assert thread.headline == "求一把好用的刨子"
    assert [one.author for one in thread.posts] == ["老李", "小周", None]
    assert texts(thread) == ["旧的那把刃口崩了。", "磨一磨还能用", "同问"]
    assert thread.posts[1].quote == "老李 发表于 2011-11-4 15:46\n旧的那把刃口崩了。"


@pytest.mark.parametrize("said", ["沙发", "木匠", "2016"])
@pytest.mark.parametrize(
    ("links", "column"),
    [("显示全部楼层", ""), ("只看该作者", "12\n主题\n140\n帖子\n1.2万\n积分\n织布能手\n积分\n232\n{floor}楼\n")],
)
def test_without_rows_of_actions_and_names_all_words_are_the_posters(said: str, links: str, column: str) -> None:
    thread = thread_of(
        "茶叶怎么存 [复制链接]\n"
        + "".join(
            f"{column.format(floor=floor)}发表于 2021-3-4 05:0{floor}:07 | {links}\n{words}\n"
            for floor, words in enumerate(("放冰箱", said, "密封"), 1)
        )
    )
    assert [(one.author, one.floor, one.text) for one in thread.posts] == [
        (None, 1, "放冰箱"),
        (None, 2, said),
        (None, 3, "密封"),
    ]


@pytest.mark.parametrize("printed", ["# 茶叶怎么存", "查看: 10|回复: 2茶叶怎么存", "茶叶怎么存\n查看: 10 | 回复: 2"])
def test_what_is_printed_beside_a_title_is_none_of_it(printed: str) -> None:
    head = f"茶馆 » 论坛 › 茶叶怎么存\n{printed}\n[复制链接]\n"
    assert thread_of(robot(post("放冰箱行吗"), post("密封就行"), head=head)).headline == "茶叶怎么存"


def test_page_without_rows_of_actions() -> None:
    thread = thread_of("""
        周末的集市 [复制链接]
        卖菜的
        2主题8帖子31积分
        1楼
        发表于 2020-1-1 08:00 | 只看该作者
        今天白菜便宜
        买菜的
        买菜的
        1主题2帖子5积分
        2楼
        发表于 2020-1-1 09:00 | 只看该作者
        板凳
        卖菜的
        2主题8帖子31积分
        3楼
        楼主|
        发表于 2020-1-1 10:00 | 只看该作者
        明天还有
    """)
    assert [(one.floor, one.author, one.text) for one in thread.posts] == [
        (1, "卖菜的", "今天白菜便宜"),
        (2, "买菜的", "板凳"),
        (3, "卖菜的", "明天还有"),
    ]


def test_reversed_order_and_lifted_copy() -> None:
    def at_floor(label: str, at: str, body: str) -> str:
        return f"{label}\n发表于 {at} | 只看该作者\n{body}\n回复\n使用道具 举报\n"

    dump = robot(
        at_floor("楼主", "2020-1-1 08:00", "谁有旧书"),
        at_floor("推荐", "2020-1-3 08:00", "我有两箱"),
        at_floor("6#", "2020-1-4 08:00", "都是什么书"),
        at_floor("5#", "2020-1-3 08:00", "我有两箱"),
        at_floor("沙发", "2020-1-2 08:00", "没有"),
    )
    assert [(one.floor, one.text) for one in thread_of(dump).posts] == [
        (1, "谁有旧书"),
        (6, "都是什么书"),
        (5, "我有两箱"),
        (2, "没有"),
    ]


def test_second_page() -> None:
    dump = robot("11#\n" + post("接着说"), "12#\n" + post("再说"), head="楼主: 老李\n\n求一把好用的刨子\n\n[复制链接]\n")
    thread = thread_of(dump)
    assert [one.floor for one in thread.posts] == [11, 12]
    assert (thread.headline, thread.views, thread.date_published) == ("求一把好用的刨子", None, None)


@pytest.mark.parametrize(
    ("printed", "rule"),
    [
        ("提示: 作者被禁止或删除 内容自动屏蔽", "screened"),
        ("游客，如果您要查看本帖隐藏内容请回复", "hidden-content"),
        ("[发帖际遇]: 有人捡到 3 枚铜钱", "lottery"),
        ("本帖由 某版主 于 2021-3-5 10:00 移动", "moderation"),
        ("多选投票: ( 最多可选 2 项 ), 共有 7 人参与投票", "poll"),
        ("28.57% (2)", "poll"),
        ("aimgcount[12] = ['3'];", "page-code"),
        (".pcb{margin-right:0}", "page-code"),
        ("复制代码", "code-label"),
        ("附件: 你需要登錄才可以下載或查看附件。沒有帳號？註冊", "guest-box"),
        ("本站不承担由此产生的任何责任", "site-statement"),
        ("3.zip (1.5 MB, 下载次数: 12, 售价: 2 金币)", "attachment"),
        ("资料 加好友 聊天 好友 相册", "profile-menu"),
        ("& G3 o7 {* Q0 x) F", "jammer"),
        ("来自: iPhone客户端", "client"),
        ("来自安卓手机客户端", "client"),
        ("发自我的iPhone", "client"),
        ("[此贴子已经被作者于2021-3-5 6:07:08编辑过]", "edit-notice"),
        ("[ 本帖最后由 老李 于 2021-3-5 10:00 编辑 ]", "edit-notice"),
    ],
)
def test_chrome_goes_to_removed(printed: str, rule: str) -> None:
    thread = thread_of(robot(post(f"第一句\n{printed}"), post("第二句")))
    assert texts(thread) == ["第一句", "第二句"]
    assert [(removal.rule, removal.text) for removal in thread.removed] == [(rule, printed)]


@pytest.mark.parametrize(
    "said",
    [
        "百度一下", "程序很小 (12 KB)", "参与人数 50 人左右", "相关帖子:", "****重要****", "单选投票我来发", "已解决",
        "单号 A B C D E F",
        "来自苹果之乡", "发自我的家乡",
        "—— 来自 HUAWEI P40, Android 10", "新的价格表: https://tea.example/8", "您需要登录公司网站办理", "回复 2# 老李 的帖子",
    ],
)  # fmt: skip
def test_words_like_chrome_are_kept(said: str) -> None:
    thread = thread_of(robot(post(f"第一句\n{said}"), post(f"第二句\n{said}\n完"), post("第三句")))
    assert texts(thread) == [f"第一句\n{said}", f"第二句\n{said}\n完", "第三句"]
    assert thread.removed == []


def test_title_and_forum_of_a_page_without_path() -> None:
    thread = thread_of(robot(post("第一句"), head="柳城论坛\n找回密码\n立即注册\n查看: 7|回复: 0\n河边的老桥\n"))
    assert (thread.headline, thread.publisher, thread.views) == ("河边的老桥", "柳城论坛", 7)


@pytest.mark.parametrize(
    ("printed", "views", "replies"),
    [
        ("查看:\n156\n|\n回复:\n4", 156, 4),
        ("1回复\n99查看", 99, 1),
        ("回复\n6\n查看\n331\n收藏\n0", 331, 6),
        ("9 查看\n3 回复", 9, 3),
        ("楼主: 老李", None, None),
    ],
)
def test_counts(printed: str, views: int | None, replies: int | None) -> None:
    thread = thread_of(robot(post("第一句"), head=f"{printed}\n求一把刨子\n[复制链接]\n"))
    assert (thread.headline, thread.views, thread.reply_count) == ("求一把刨子", views, replies)


@pytest.mark.parametrize(("name", "author"), [("88", "88"), ("123456", "123456"), ("", None)])
def test_names_that_are_numbers(name: str, author: str | None) -> None:
    card = f"{name}\n{name}\n当前离线\n12\n主题\n34\n帖子\n56\n积分\n初级会员\n发消息\n1#\n"
    thread = thread_of(f"茶叶怎么存\n\n[复制链接]\n{card}发表于 2021-3-4 05:06 | 只看该作者\n第一句\n使用道具 举报\n{FOOTER}")
    assert [one.author for one in thread.posts] == [author]


def test_an_advertisement_between_posts_is_nobody() -> None:
    thread = thread_of(robot(post("第一句"), "大酬宾\n", post("第二句")))
    assert [one.author for one in thread.posts] == [None, None]


def test_noise_and_labels_glued_to_lines() -> None:
    thread = thread_of(robot(post("第一句。& G3 o7 {* Q0 x) F\nprint(1)复制代码\n选 A B C D E F 都行")))
    assert texts(thread) == ["第一句。\nprint(1)\n选 A B C D E F 都行"]


def test_signatures() -> None:
    thread = thread_of(
        robot(
            post("头一个\n人在茶在"), post("第二个\n人在茶在"), post("好茶\n谢谢分享"), post("收了\n谢谢分享"),
            post("来看看\n点击加入我们的茶会 https://tea.example/7"), post("参考 https://tea.example/8"),
        )
    )  # fmt: skip
    assert texts(thread) == ["头一个", "第二个", "好茶\n谢谢分享", "收了\n谢谢分享", "来看看", "参考 https://tea.example/8"]


def test_declared_signature_goes_even_where_it_stands_alone() -> None:
    line = next(iter(JurongBbs.signatures))
    thread = thread_of(robot(post(f"问路\n{line}"), post(line)), JurongBbs())
    assert texts(thread) == ["问路", ""]
    assert (thread.site, thread.publisher) == ("jurong_bbs", "句容热线网")


def test_quotes_without_blank_lines_end_where_the_quoted_post_does() -> None:
    thread = thread_of(
        robot(
            post("一行\n两行"),
            post("甲 发表于 2021-3-4 05:06\n一行\n两行\n我的话"),
            post("乙 发表于 2021-3-4 05:06\n不在本页的 ...\n对"),
        )
    )
    assert texts(thread) == ["一行\n两行", "我的话", "对"]
    assert thread.posts[2].quote == "乙 发表于 2021-3-4 05:06\n不在本页的 ..."


def test_printable_view() -> None:
    thread = thread_of("""
        标题: 窗台上的花 [打印本页]
        作者: 阿花    时间: 2018-4-5 06:07
        标题: 窗台上的花
        开了三朵。
        作者: 阿草    时间: 2018-4-5 08:00
        好看
        欢迎光临 花友会 (http://flowers.example/) Powered by Discuz! X3.2
    """)
    assert (thread.headline, thread.platform) == ("窗台上的花", "Discuz! X3.2")
    assert [(one.author, one.text) for one in thread.posts] == [("阿花", "开了三朵。"), ("阿草", "好看")]


def test_archiver_view_of_discuz_5() -> None:
    thread = thread_of("""
        窗台上的花(页 1) - 养护 - 花友会 - powered by Discuz! Archiver
        花友会 » 养护 » 窗台上的花
        2006-4-5 06:07 阿花
        窗台上的花
        开了三朵。
        2006-4-5 08:00 阿草
        几朵是红的？
        2006-4-5 08:00 阿花
        都是。昨天
        2006-4-4 20:00 阿木
        也来看过。
        页: [1]
        查看完整版本: 窗台上的花
        Powered by Discuz! Archiver 5.0.0 © 2001-2006 Comsenz Inc.
    """)
    assert thread.headline == "窗台上的花"
    assert [(one.author, one.text) for one in thread.posts] == [
        ("阿花", "开了三朵。"),
        ("阿草", "几朵是红的？"),
        ("阿花", "都是。昨天\n2006-4-4 20:00 阿木\n也来看过。"),
    ]


def test_archiver_view() -> None:
    thread = thread_of("""
        花友会 › 论坛 › 养护 › 窗台上的花
        阿花 发表于 2018-4-5 06:07:08
        开了三朵。
        阿草 发表于 2018-4-5 08:00:00
        好看
        阿草 发表于 2018-4-5 08:00:00
        真的
        阿土 发表于 2018-4-5 09:00:00
        阿花 发表于 2018-4-5 06:07:08
        开了三朵。
        几朵是红的？
        阿花 发表于 2018-4-5 10:00:00
        阿木 发表于 2018-4-5 07:00
        上一页的话 ...
        都是红的。
        页: [1]
        查看完整版本: 窗台上的花
    """)
    assert (thread.headline, thread.publisher, thread.platform) == ("窗台上的花", "花友会", "Discuz!")
    assert [(one.author, one.text, one.quote) for one in thread.posts] == [
        ("阿花", "开了三朵。", None),
        ("阿草", "好看", None),
        ("阿草", "真的", None),
        ("阿土", "几朵是红的？", "阿花 发表于 2018-4-5 06:07:08\n开了三朵。"),
        ("阿花", "都是红的。", "阿木 发表于 2018-4-5 07:00\n上一页的话 ..."),
    ]


def test_a_dump_that_ends_in_the_middle() -> None:
    thread = thread_of("发表于 2018-4-5 06:07 | 只看该作者\n阿花 发表于 2018-4-4 06:07")
    assert (thread.headline, thread.posts[0].quote, thread.posts[0].text) == ("", "阿花 发表于 2018-4-4 06:07", "")


def test_touch_view() -> None:
    thread = thread_of("""
        窗台上的花 - 花友会 - 手机版 - Powered by Discuz!
        只看楼主
        倒序浏览
        [随拍]
        窗台上的花
        1#
        阿花
        338
        4
        2018-4-5 06:07
        开了三朵。
        评分
        点评
        倒序浏览
        只看楼主
        全部回复1
        2#
        3052
        2018-4-5 08:00
        好看
        回复
        评分
        点评
        发表回复
    """)
    assert [(one.floor, one.author, one.text) for one in thread.posts] == [(1, "阿花", "开了三朵。"), (2, "3052", "好看")]


@pytest.mark.parametrize(
    ("message", "reason"),
    [
        ("提示信息 - 柳城论坛\n抱歉，指定的主题不存在或已被删除或正在被审核\n[ 点击这里返回上一页 ]", "deleted at the source"),
        ("提示信息\n抱歉，您没有权限访问该版块", "not open to guests"),
    ],
)
def test_message_pages_hold_nothing(message: str, reason: str) -> None:
    assert discuz_text.recognises(message)
    with pytest.raises(NothingToKeep, match=reason):
        draft_of(message)


@pytest.mark.parametrize("dump", [dedent(X35), robot(post("一")), robot(post("一"), tail="")])
def test_recognises_threads(dump: str) -> None:
    assert discuz_text.recognises(dump)


@pytest.mark.parametrize(
    "text",
    [
        "Discuz! 是一款论坛软件，帖子下面有“只看该作者”和“使用道具 举报”，页脚写着 Powered by Discuz! X3.4。",
        "新华社消息\n\n文章发表于 2020-1-1 的报纸上。\n\n抱歉，来晚了。",
        "<!DOCTYPE html>\n<p>[复制链接]</p>\n查看: 1|回复: 2\n[复制链接]\n",
        "",
    ],
)
def test_recognises_nothing_else(text: str) -> None:
    assert not discuz_text.recognises(text)


@pytest.mark.parametrize(
    ("footer", "captured"),
    [
        ("GMT+8, 2024-5-9 15:39", "2024-05-09T15:39+08:00"),
        ("GMT+8, 2024-5-9 15:39:07 , Processed in 0.02 second(s)", "2024-05-09T15:39:07+08:00"),
        ("GMT-5, 2024-5-9 03:39 PM", "2024-05-09T15:39-05:00"),
        ("GMT+8, 2024-5-9 03:39 下午", "2024-05-09T15:39+08:00"),
        ("GMT+8, 2024-5-9 下午 03:39:07", "2024-05-09T15:39:07+08:00"),
        ("GMT+8, 2024-5-9 12:39 am", "2024-05-09T00:39+08:00"),
        ("GMT+8, 2024-5-9 15:39 AM", None),
        ("GMT+5.5, 2024-5-9 03:39", "2024-05-09T03:39+05:30"),
        ("GMT-3:30, 2024-5-9 03:39", "2024-05-09T03:39-03:30"),
        ("GMT+8, 2024-13-9 03:39", None),
        ("GMT+99, 2024-1-9 03:39", None),
        ("no footer", None),
    ],
)
def test_captured(footer: str, captured: str | None) -> None:
    assert discuz_text.read("a.txt", b"", f"text\r\n{footer}").page.captured == captured


def test_names_of_a_page() -> None:
    text = dedent(X35)
    document = discuz_text.read("a.txt", b"", text)
    assert {"柳城论坛", "城事"} <= DiscuzSite.names_on(document)


def test_identity_is_stable() -> None:
    assert item_id("jurong_bbs", "e\u0301") == item_id("jurong_bbs", "\u00e9") != item_id("jurong_bb", "s\u00e9")


def test_the_pipeline_returns_its_draft_and_escapes_html() -> None:
    draft = draft_of(robot(post("a < b & c")))
    assert StripForumChromePipeline().process_item(draft) is draft
    assert draft.bodies[0].blocks[0].html == "a &lt; b &amp; c"


PIECES = [line for line in (dedent(X35) + FOOTER).split("\n") if line.strip()] + [
    "楼主",
    "发表于 昨天 10:00",
    "1#",
    "支持 3",
    "",
    "x",
]


@given(st.one_of(st.text(), st.lists(st.sampled_from(PIECES)).map("\n".join)))
def test_arbitrary_text_raises_nothing_else(text: str) -> None:
    discuz_text.recognises(text)
    try:
        document = discuz_text.read("any.txt", text.encode("utf-8", "surrogatepass"), text)
        draft = DiscuzSite.for_stranger(document).draft(document)
    except (UnreadablePageError, NothingToKeep):
        return
    strip_forum_chrome(draft)
    assert isinstance(draft.item, Thread)
    assert all(isinstance(body.owner, Post) and body.owner.floor >= 1 for body in draft.bodies)


def test_a_path_that_never_ends_is_not_gathered() -> None:
    assert TimeLimit(10).run(forum_in, ["柳城论坛 › 本地"] + ["› 城事"] * 500_000) == "柳城论坛"
