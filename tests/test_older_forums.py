"""Forums whose software gives its elements hardly any names: rows of tables, names in bold, times among labels."""

import pytest

from crawler.content.html import parse_page
from crawler.items import Thread
from crawler.platforms.web.posts import read_posts
from tests.support import cleaned

SAID = (
    ("桥头人", "2024-03-01 08:15", "碾坊的水轮昨天停了，是轴断了还是水小了，有人看过吗？"),
    ("石匠_7", "2024-03-01 08:40", "轴断了。"),
    ("阿贵", "2024-03-02 19:05", "木匠说要换一根榆木的，最快也得等到月底才能装上。"),
    ("桥头人", "2024-03-03 07:00", "那就先去下游的碾坊。"),
)
COLUMN = "等级：新来的<br>文章：{n}7<br>积分：{n}40<br>门派：没有门派<br>注册：2005年{n}月2日"
DVBBS = (
    "<table class=tableborder6><tr><td class=tablebody{odd} width=175><table><tr><td><font color=red><b>{name}</b></font></table>"
    f"{COLUMN}<td class=tablebody{{odd}}><table><tr><td><a href=#>引用</a><td align=right><b>第{{n}}楼</b></table>"
    "<blockquote><table><tr><td><b>{title}</b><br>{said}</table></blockquote>"
    "<tr><td class=tablebody{odd}>{at}:00<td class=tablebody{odd}>----------<br>山高水长</table>"
)
BBSXP = (
    "<table class=CommonListArea><tr><td><div style=float:left>{at}:10</div><div style=float:right>[<a href=?a>只看该作者</a>]"
    "<a href=?p={n}>{n}#</a></div><tr><td><table><tr><td class=ForumPostUserArea><div><font><b>{name}</b></font>"
    f"<br>{COLUMN}</div><td class=ForumPostContentArea><div class=ForumPostContentText>{{said}}</div>"
    "<div class=ForumPostSignature>山高水长</div></table></table>"
)

PHPBB_2 = (
    "<tr><td class=row1><span class=name><a name={n}></a><b>{name}</b></span><br><span class=postdetails>初学者<br>"
    "注册时间: 2005-01-0{n}<br>文章: {n}3</span><td class=row1><table><tr><td><span class=postdetails>发表于: {at}"
    "<span class=gen>&nbsp;</span>文章主题: {title}</span><tr><td><hr><tr><td><span class=postbody>{said}</span>"
    "<span class=postbody><br>_________________<br>山高水长</span></table><tr><td class=row1><a href=#top>返回页首</a>"
)
PHPBB_3 = (
    '<div id=p{n} class="post bg{odd}"><div class=postbody><p class=author>由 <strong><a href="./m?u={n}">{name}</a></strong>'
    " » {at}</p><div class=content>{said}</div><div id=list_thanks><div class=content>这些用户感谢了作者：某人</div></div>"
    "</div></div>"
)
POLL = (
    "<form><h2>换什么木头？</h2><fieldset class=polls><dl><dt>榆木</dt><dd class=resultbar><div>18</div></dd><dd>75%</dl>"
    "<dl><dt>槐木</dt><dd class=resultbar><div>6</div></dd><dd>25%</dl>"
    "<dl class=poll_total_votes><dt>&nbsp;<dd class=resultbar>总投票数 : 24</dl></fieldset></form>"
)
PHPBB = '<p>Powered by <a href="http://www.phpbb.com/">phpBB</a> &copy; phpBB Group</p>'


def posts(form: str) -> str:
    return "".join(
        form.format(n=n, odd=n % 2 + 1, name=name, at=at, said=said, title="碾坊的水轮停了" if n == 1 else "")
        for n, (name, at, said) in enumerate(SAID, 1)
    )


def thread(body: str, foot: str = "") -> Thread:
    page = f"<!DOCTYPE html><meta charset=utf-8><title>碾坊的水轮停了</title><body>{body}{foot}"
    item = cleaned(page.encode(), "page.html", "http://mill.example/disp?id=7")
    assert isinstance(item, Thread)
    return item


@pytest.mark.parametrize(
    ("form", "foot", "software"),
    [
        (DVBBS, "<center>Powered By ：Dvbbs Version 7.1.0</center>", "Dvbbs 7.1.0"),
        (BBSXP, '<p>Powered by <a href="http://a.example">BBSXP 2008</a></p>', "BBSXP 2008"),
    ],
)
def test_names_in_bold_are_those_of_posters_where_the_foot_names_such_software(form: str, foot: str, software: str) -> None:
    item = thread(posts(form), foot)
    assert item.platform == software
    assert [post.author for post in item.posts] == [name for name, _, _ in SAID]
    assert [(post.date_published or "")[:16] for post in item.posts] == [at.replace(" ", "T") for _, at, _ in SAID]
    for post, (_, _, said) in zip(item.posts, SAID, strict=True):
        assert said in post.text and "新来的" not in post.text


def test_bold_type_names_nobody_elsewhere() -> None:
    assert read_posts(parse_page(f"<body>{posts(DVBBS)}")) == []


def test_rows_of_tables_are_posts_of_phpbb_2() -> None:
    item = thread(f'<table class="forumline"><tr><th>作者<th>留言{posts(PHPBB_2)}</table>', PHPBB)
    assert [(post.author, post.text) for post in item.posts] == [(name, said) for name, _, said in SAID]


def test_polls_and_quotations_of_older_phpbb() -> None:
    quotation = "<blockquote><div><cite>石匠_7 写了：</cite>轴断了。</div></blockquote>"
    item = thread(
        f"<div id=page-body><h2>碾坊的水轮停了</h2>{POLL}{posts(PHPBB_3).replace('那就', f'{quotation}那就')}</div>", PHPBB
    )
    assert [(option.option, option.votes) for option in item.poll or []] == [("榆木", 18), ("槐木", 6)]
    assert [post.text for post in item.posts] == [said for _, _, said in SAID]
    assert item.posts[3].quote == "石匠_7 写了：轴断了。"


def test_elements_of_the_page_s_own_are_posts_by_their_times() -> None:
    form = (
        "<x-said><div><a href='/user/{name}/'>{name}</a> <span>•</span> <time datetime='{at}:00+08:00'>1年前</time></div>"
        "<div class=md><p>{said}</p></div><x-row><button>回信</button></x-row></x-said>"
    )
    read = read_posts(parse_page(f"<body><main>{posts(form)}</main>"))
    assert [(each.post.author, each.post.date_published) for each in read] == [
        (name, f"{at.replace(' ', 'T')}:00+08:00") for name, at, _ in SAID
    ]


def test_words_about_the_thread_in_an_element_like_a_post_are_none() -> None:
    form = (
        "<table class=row><tr><td><a href='/user/{n}'>{name}</a><td><div class=grid>{said}</div><span>{at}</span>"
        "<a href=#>引用原文</a></table>"
    )
    head = "<table class=row><tr><td>碾坊的水轮停了 <span>1234 次觀看, 3 個回應</span></table>"
    read = read_posts(parse_page(f"<body>{head}{posts(form)}"))
    assert [each.post.author for each in read] == [name for name, _, _ in SAID]


@pytest.mark.parametrize(
    ("printed", "at"),
    [
        ("<span>2024/03/01(五) 08:15:10.123</span>", "2024-03-01T08:15:10.123+08:00"),
        ("<span class=date>2024-03-01, <span class=time>08:15</span></span>", "2024-03-01T08:15:00+08:00"),
        ('<span title="2024-03-01T08:15:00"><a href=?id=1>1 day ago</a></span>', "2024-03-01T08:15:00+08:00"),
    ],
    ids=["with its weekday", "in two elements", "around a link"],
)
def test_times_of_posts(printed: str, at: str) -> None:
    form = "<li class=post><a href='/user/{n}'>{name}</a> {printed}<p>{said}</p></li>".replace("{printed}", printed)
    read = read_posts(parse_page(f"<body><ul>{posts(form)}</ul>"))
    assert [(each.post.date_published or "")[:19] for each in read] == [at[:19]] * 4


@pytest.mark.parametrize(
    ("printed", "floors"), [([1, 2, 4, 7], [1, 2, 4, 7]), ([7, 4, 2, 1], [1, 2, 3, 4]), ([3, 3, 3, 3], [1, 2, 3, 4])]
)
def test_numbers_that_ascend_are_kept_though_some_are_left_out(printed: list[int], floors: list[int]) -> None:
    form = "<li class=post><a href='/user/{n}'>{name}</a> <span>{at}</span> <b>#{n}</b><p>{said}</p></li>"
    rows = "".join(form.format(n=n, name=name, at=at, said=said) for n, (name, at, said) in zip(printed, SAID, strict=True))
    assert [each.post.floor for each in read_posts(parse_page(f"<body><ul>{rows}</ul>"))] == floors


PRINTED = (
    "<table class=tborder><tr><td class=page><table><tr><td style=font-size:14pt>{name}<td class=smallfont>{at}</table>"
    "<hr><div>{said}</div></table><br>"
)
IN_SECTIONS = "<section><h3>{name}</h3><i>未读，</i> <span>{at}</span><div><div>{said}</div></div></section>"


@pytest.mark.parametrize("form", [PRINTED, IN_SECTIONS], ids=["printed by vBulletin", "in sections"])
def test_names_that_nothing_marks_stand_before_times(form: str) -> None:
    read = read_posts(parse_page(f"<body>{posts(form)}"))
    assert [(each.post.author, [block.text for block in each.blocks if not block.names][-1:]) for each in read] == [
        (name, [said]) for name, _, said in SAID
    ]


@pytest.mark.parametrize(
    ("printed", "author"),
    [
        ("{name} 于 {at} 发表", "{name}"),
        ("[{n}楼] {name} 于 {at} 发表：", "{name}"),
        ("由 {name} 於 {at} 發表", "{name}"),
        ("第{n}楼 {name}在 {at}:30 回复", "{name}"),
        ("最后由 {name} 于 {at} 编辑", None),
        ("{name} 于 {at} 修改", None),
        ("发布于 {at} 来自", None),
    ],
)
def test_a_name_in_the_text_that_gives_the_time(printed: str, author: str | None) -> None:
    read = read_posts(
        parse_page(f"<body>{posts(f'<div id=post{{n}}><a href=#>支持</a>[{{n}}]<b>{printed}</b><p>{{said}}</div>')}")
    )
    assert [each.post.author for each in read] == [author and author.format(name=name) for name, _, _ in SAID]


def test_words_that_end_with_what_the_author_is_called_come_before_no_name() -> None:
    said = [("阿贵", "谢谢楼主"), ("石匠_7", "有的。"), ("桥头人", "水深吗？")]
    form = "<div id=post{n}><a href=#>支持</a><b>{name} 于 2024-03-0{n} 08:00 发表</b><p>{said}</div>"
    page = "".join(form.format(n=n, name=name, said=words) for n, (name, words) in enumerate(said, 1))
    assert [each.post.author for each in read_posts(parse_page(f"<body>{page}"))] == [name for name, _ in said]


def test_names_before_the_times_of_replies_to_an_opener_of_another_form() -> None:
    reply = "<div class=reply id=reply-{n}><a href=#>#{n}楼</a> <b>{name}</b><i>{at} 发布</i><p>{said}</div>"
    said = [("阿贵", "有的，在西屋的梁上，自己来拿就好。"), ("石匠_7", "换成铁链吧，比麻绳经用。")]
    replies = "".join(reply.format(n=n, name=name, at="2024-03-01 08:15", said=words) for n, (name, words) in enumerate(said, 1))
    opener = "<div class=topic><i>2024-02-29 10:10</i><p>井里的水比去年低了两尺，桶够不着，绳也不够长。</div>"
    read = read_posts(parse_page(f"<body>{opener}<div>{replies}</div>"))
    assert [each.post.author for each in read] == [None, "阿贵", "石匠_7"]


def test_the_same_word_before_all_times_is_no_name() -> None:
    assert read_posts(parse_page(f"<body>{posts(PRINTED.replace('{name}', '碾坊消息'))}")) == []


def test_a_time_followed_by_its_number_of_seconds() -> None:
    at = "<i title='2024-03-01T00:15:00 1709252100'><a href=?id={n}>1 day ago</a></i>"
    form = f"<li class=post><a href='/user/{{n}}'>{{name}}</a> {at}<p>{{said}}</p></li>"
    read = read_posts(parse_page(f"<body><ul>{posts(form)}</ul>"))
    assert {each.post.date_published for each in read} == {"2024-03-01T08:15:00+08:00"}


def test_names_that_a_script_of_nga_puts_in_their_places() -> None:
    form = (
        "<table class=postbox><tr><td><a href='nuke.php?func=ucp&uid={n}' class='author b'></a><td><span>{at}</span>"
        "<span class='postcontent ubbcode'>{said}</span></table>"
    )
    known = ",".join(f'"{n}":{{"uid":{n},"username":"{name}","medal":""}}' for n, (name, _, _) in enumerate(SAID, 1))
    page = f"<title>碾坊</title><script>commonui.userInfo.setAll( {{{known}}} )</script>{posts(form)}"
    item = cleaned(f"<!DOCTYPE html><html>{page}</html>".encode(), "page.html", "https://bbs.nga.cn/read.php?tid=7")
    assert isinstance(item, Thread)
    assert [(each.author, each.text) for each in item.posts] == [(name, said) for name, _, said in SAID]


IN_BOXES = (
    '<div class=box-item><div class="CommentPost Post"><a class=user-name href="/u/{n}">{name}</a> <time>{at}</time>'
    "<div class=Post-body>{said}</div></div></div>"
)


@pytest.mark.parametrize(
    ("said", "at"),
    [
        ("顶", [1, 2, 3]),
        ("2", [1, 2, 3]),
        ('<img src="https://mill.example/p.jpg">', [1, 2, 3]),
        ("！", [1]),
        ("<a href=/x>https://mill.example/x</a>", [2]),
    ],
)
def test_replies_of_a_sign_or_a_picture_are_posts(said: str, at: list[int]) -> None:
    rows = [(name, when, said if n in at else words) for n, (name, when, words) in enumerate(SAID)]
    page = "".join(IN_BOXES.format(n=n, name=name, at=when, said=words) for n, (name, when, words) in enumerate(rows))
    read = read_posts(parse_page(f"<body><h1>碾坊</h1><div>{page}</div>"))
    assert [each.post.author for each in read] == [name for name, _, _ in SAID]


def test_a_date_that_a_reply_begins_with_is_not_its_time() -> None:
    form = "<div class=reply-item><b class=user-name>{name}</b><div class=words>{said}</div><i class=when>{at}</i></div>"
    rows = [(name, at, "2019-05-06 12:00 换过一次轴" if n == 1 else said) for n, (name, at, said) in enumerate(SAID)]
    page = "".join(form.format(name=name, at=at, said=said) for name, at, said in rows)
    read = read_posts(parse_page(f"<body>{page}"))
    assert [[block.text for block in each.blocks if not block.names] for each in read][1] == ["2019-05-06 12:00 换过一次轴"]
    assert [each.post.date_published_raw for each in read] == [at for _, at, _ in SAID]


def test_lists_of_threads_and_notices_around_posts_are_none() -> None:
    form = '<article class="message js-post"><a class=username>{name}</a><time>{at}</time><div>{said}{said}{said}</div></article>'
    other = "<div class=row><a class=username href=/members/9>秤匠</a><time>2024-01-0{n} 10:00</time><i>回复 {n}</i></div>"
    notice = "<div class=top><a class=username href=/members/1>桥头人</a><time>2024-03-01 08:15</time><i>本站收佣金</i></div>"
    others = "".join(other.format(n=n) for n in range(1, 4))
    read = read_posts(parse_page(f"<body><h1>碾坊</h1>{notice}<main>{posts(form)}</main><section>{others}</section>"))
    assert [each.post.author for each in read] == [name for name, _, _ in SAID]


def test_a_first_post_whose_head_is_above_all_posts() -> None:
    head = "<div class=atl-info><span>{who}：<a href=# uname={name}>{name}</a></span><span>时间：{at}:00</span>{more}</div>"
    reply = (
        f'<div class=atl-item id="{{n}}" js_username={{name}}><div class=atl-head>{head}</div><div class=atl-content>'
        "<div class=atl-con-bd><div class=bbs-content>{said}</div><div class=atl-reply>来自 <a>客户端</a> | <a>举报</a> |"
        " <span>{n}楼</span> | <a>点赞</a> | <a>打赏</a> | <a>回复</a> | <a>评论</a></div></div></div></div>"
    )
    name, at, said = SAID[0]
    menu = head.format(who="楼主", name=name, at=at, more="<span>点击：1200</span><span>回复：3</span>")
    first = f'<div class="atl-item host-item"><div class=atl-content><div class="bbs-content clearfix">{said}</div></div></div>'
    rest = [reply.format(n=n, who="作者", name=each[0], at=each[1], more="", said=each[2]) for n, each in enumerate(SAID[1:], 1)]
    body = f"<h1>碾坊的水轮停了</h1><div class=atl-menu>{menu}</div><div class=atl-main>{first}{''.join(rest)}</div>"
    page = f"<!DOCTYPE html><meta charset=utf-8><title>碾坊的水轮停了</title><body>{body}"
    item = cleaned(page.encode(), "page.html", "https://mill.example/t/7")
    assert isinstance(item, Thread)
    assert [(each.author, each.text) for each in item.posts] == [(name, said) for name, _, said in SAID]


def test_a_page_for_telephones_in_wml() -> None:
    lines = "".join(f"{n}. {name} ({at})<br/>{said}<br/>" for n, (name, at, said) in enumerate(SAID[1:], 1))
    name, at, said = SAID[0]
    head = '<?xml version="1.0"?><!DOCTYPE wml PUBLIC "-//WAPFORUM//DTD WML 1.1//EN" "wml_1.1.xml">'
    first = f"标题:碾坊的水轮停了<br/>作者:{name}<br/>时间:{at}<br/><br/>{said}<br/>"
    card = f'<card title="碾坊的水轮停了"><p>{first}{lines}</p></card>'
    item = cleaned(f"{head}<wml>{card}</wml>".encode(), "page.wml", "https://mill.example/bbs/wap.php?tid=7")
    assert isinstance(item, Thread)
    assert item.headline == "碾坊的水轮停了"
    assert [(each.author, each.text) for each in item.posts] == [(name, said) for name, _, said in SAID]


@pytest.mark.parametrize(
    "title", ["主题：碾坊的水轮停了", "碾坊的水轮停了 [存档]", "碾坊的水轮停了【碾坊吧】", "碾坊的水轮停了 - Powered By BBSXP"]
)
def test_what_a_forum_prints_around_a_title(title: str) -> None:
    form = "<li class=post><a href='/user/{n}'>{name}</a> <span>{at}</span><p>{said}</p></li>"
    page = f"<!DOCTYPE html><html><title>{title}</title><body><ul>{posts(form)}</ul></html>"
    item = cleaned(page.encode(), "page.html", "https://mill.example/thread/7")
    assert isinstance(item, Thread)
    assert item.headline == "碾坊的水轮停了"


@pytest.mark.parametrize(
    ("above", "inside"),
    [
        ("<p>@石匠_7 说：</p>", "轴断了。"),
        ("<p>@smith said in The mill:</p>", "轴断了。"),
        ("", '<a href="https://mill.example/d/7/2">石匠_7</a> 轴断了。'),
    ],
)  # fmt: skip
def test_quotations_by_a_name_or_a_link_to_a_post(above: str, inside: str) -> None:
    form = "<li class=post><a href='/user/{n}'>{name}</a> <span>{at}</span><div>{said}</div></li>"
    rows = posts(form).replace(SAID[2][2], f"{above}<blockquote><p>{inside}</p></blockquote><p>{SAID[2][2]}</p>")
    read = read_posts(parse_page(f"<body><ul>{rows}</ul>"))
    assert "轴断了。" in (read[2].post.quote or "")
    assert [block.text for block in read[2].blocks] == [SAID[2][2]]
