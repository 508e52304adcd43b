"""The polls of threads: options and votes, from elements and from lines."""

import pytest

from crawler.items import PollOption, Thread
from crawler.platforms.discuz.polls import poll_among, read_poll
from crawler.platforms.web.posts.polls import options_of
from tests.support import cleaned

POLLS = {
    "单选投票, 共有 3 人参与投票\n1. 东井\n66.67% (2)\n2. 西井\n33.33% (1)": [("东井", 2), ("西井", 1)],
    "多选投票: ( 最多可选 2 项 )\n1.东井 66.67% (2)\n2.西井 0.00% (0)\n投票已经结束": [
        ("东井", 2),
        ("西井", 0),
    ],
    "单选投票 , 投票后结果可见, 共有 3 人参与投票\n1. 东井\n2. 西井\n提交": [("东井", None), ("西井", None)],
    "單選投票\n1. 東井\n66.67% (2)\n2. 西井\n33.33% (1)\n您所在的用戶組沒有投票權限": [
        ("東井", 2),
        ("西井", 1),
    ],
    "单选投票, 共有 3 人参与投票\n东井\n2票 66.67%\n西井\n1票\n33.33%": [("东井", 2), ("西井", 1)],
    "单选投票\n东井\n西井\n提交": [("东井", None), ("西井", None)],
    "单选投票\n1. 涨到 50% 以上\n40% (2)\n2. 2024.5 万\n60%(3)": [("涨到 50% 以上", 2), ("2024.5 万", 3)],
    "": [],
}
FORM = """<html><head><meta name="generator" content="Discuz! X3.4"><title>井</title>
</head><body>
<div class="plc cl" id="pid7"><div class="display pi"><ul class="authi">
<li class="grey"><em>楼主</em><b>
<a href="home.php?mod=space&uid=3">阿七</a></b></li>
<li class="grey rela">2024-1-2 03:04:05</li></ul>
<div class="message"><div id="postmessage_7" class="postmessage">选一口井。</div>
<div class="bt pd2">
<form id="poll" name="poll"><div><strong>多选投票</strong>:
( 最多可选 2 项 ), 共有 4 人参与投票</div>
<div><p>
<input type="checkbox"><label>1.东井</label>
75.00% <em>(3)</em></p>
<p><label>2.西井</label> 25.00% <em>(1)</em></p>
<span class="xi1">您所在的用户组没有投票权限</span>
</div></form></div></div></div></div></body></html>"""


@pytest.mark.parametrize(("text", "options"), POLLS.items())
def test_a_poll_is_read_from_its_lines(text: str, options: list[tuple[str, int | None]]) -> None:
    poll = read_poll(filter(None, text.split("\n")))
    assert poll.options == [PollOption(*option) for option in options]
    shown = [line.text for line in poll.lines if line.option is not None]
    assert len(shown) == len(options) and "".join(line.text for line in poll.lines).replace(" ", "") == text.replace(
        "\n", ""
    ).replace(" ", "")


def test_a_poll_among_other_lines_ends_where_its_numbers_do() -> None:
    lines = [
        "选一口井。",
        "单选投票",
        "1. 东井 66.67% (2)",
        "2. 西井",
        "33.33% (1)",
        "3. 明天见",
        "1. 另一张单子",
    ]
    options, left = poll_among(lines)
    assert options == [PollOption("东井", 2), PollOption("西井", 1)]
    assert left == ["选一口井。", "单选投票", "1. 东井", "66.67% (2)", *lines[3:]]
    assert poll_among(lines[:1]) == ([], lines[:1])


def test_a_poll_on_a_telephone() -> None:
    thread = cleaned(FORM.encode(), "page.html")
    assert isinstance(thread, Thread)
    assert thread.poll == [PollOption("东井", 3), PollOption("西井", 1)]
    assert [(post.author, post.text.split("\n\n")) for post in thread.posts] == [("阿七", ["选一口井。", "1.东井", "2.西井"])]
    assert {removal.rule for removal in thread.removed} == {"poll"} and "75.00% (3)" in [
        removal.text for removal in thread.removed
    ]


def test_a_poll_that_begins_a_post_has_its_options_in_the_text() -> None:
    above, form, below = (
        FORM.partition("<form")[0],
        FORM[FORM.index("<form") : FORM.index("</form>") + 7],
        FORM.partition("</form>")[2],
    )
    thread = cleaned((above + below).replace("选一口井。", f"{form}<p>选一口井。").encode(), "page.html")
    assert isinstance(thread, Thread)
    assert (thread.posts[0].text, [option.votes for option in thread.poll or ()]) == ("1.东井\n\n2.西井\n\n选一口井。", [3, 1])


SHOWN = [
    (["选哪口井？", "东井", "12 票 (60%)", "西井", "8 票 (40%)", "共 20 人投票"], [("东井", 12), ("西井", 8)]),
    (["东井60% 12票", "西井40% 8票"], [("东井", 12), ("西井", 8)]),
    (["东井", "12 (60.00%)", "西井", "8 (40.00%)", "总票数：20 票"], [("东井", 12), ("西井", 8)]),
    (["East", "Votes: 12", "60.0%", "West", "Votes: 8", "40.0%", "Total voters 20"], [("East", 12), ("West", 8)]),
    (["东井 12票", "西井 8票"], [("东井", 12), ("西井", 8)]),
    (["东井", "12 (50%)", "西井", "8 (50%)"], []),
    (["东井 60%", "西井 40%"], []),
    (["东井 12票"], []),
    (["1986 年的井", "2021 年的井"], []),
]


@pytest.mark.parametrize(("lines", "options"), SHOWN)
def test_options_and_votes_of_any_poll(lines: list[str], options: list[tuple[str, int]]) -> None:
    assert options_of(lines) == [PollOption(*option) for option in options]


def test_a_poll_in_a_post_of_any_forum_is_apart() -> None:
    poll = "<dl class=topic-poll><dt>东井<dd>12 票 (60%)<dt>西井<dd>8 票 (40%)</dl>"
    said = [f"{poll}<p>选一口井吧，下雨以后水都浑了。", "<p>西井的水清。", "<p>东井近一些，路也好走。"]
    posts = "".join(
        f"<div class=post><a class=author href=/u/{n}>船家{n}</a><i>2024-03-0{n} 08:1{n}</i><div class=content>{each}</div></div>"
        for n, each in enumerate(said, 1)
    )
    thread = cleaned(f"<html><title>井</title><body><h1>井</h1>{posts}".encode(), "page.html", "https://a.example/t/5")
    assert isinstance(thread, Thread)
    assert thread.poll == [PollOption("东井", 12), PollOption("西井", 8)]
    assert [post.text for post in thread.posts] == ["选一口井吧，下雨以后水都浑了。", "西井的水清。", "东井近一些，路也好走。"]
    assert {removal.rule for removal in thread.removed} == {"poll"}
