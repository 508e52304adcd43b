"""Pages that look like articles and are threads, and threads whose parts are not where most forums have them."""

import pytest
from lxml.etree import _Element

from crawler.content.body import Block
from crawler.content.html import parse_page
from crawler.items import Article, Thread
from crawler.platforms import NothingToKeep
from crawler.platforms.web import reading
from crawler.platforms.web.doubtful import may_be_thread
from crawler.platforms.web.finder import FoundBody, PageKind
from crawler.platforms.web.finder.outline import outline
from crawler.platforms.web.posts import read_posts
from tests.support import cleaned

SAID = (
    "昨天夜里河水又涨了半米，我家的船差一点被冲走，还好缆绳是新换的，大家也去看看自己的船。",
    "我也去看了，坡上的木桩松了两根，白天得叫人来重新打一遍，不然下一场雨就保不住了。",
    "木桩的事我来办，家里还有去年剩下的松木，下午三点在渡口碰头，来的人带上锤子和绳子。",
    "三点我到，再带两个人。顺便说一句，渡口的灯坏了好几天了，晚上走路要当心脚下的石头。",
)
NAMES = ("船家", "渔翁", "磨工", "货郎", "樵夫")
LINES = ("昨晚下雨，井水就浑了。", "我家的也浑。", "每年这时候都这样。", "井沿该修了。", "先挑河水用吧。")
POST = (
    "<div class=entry><a class=author-name href='/u/{n}'>船家{n}</a><span>2024-03-0{n} 10:1{n}</span>"
    "<div class=words>{said}</div></div>"
)


def texts(html: str) -> list[str]:
    return [
        "".join(block.text for block in each.blocks if not any(name.startswith("forum:") for name in block.names))
        for each in read_posts(parse_page(html))
    ]


def posts(template: str) -> str:
    return "".join(template.format(n=n, said=said) for n, said in enumerate(SAID, 1))


def item_of(body: str, url: str, head: str = "") -> Article | Thread:
    head = f"<meta charset=utf-8><title>夜里涨水</title>{head}"
    page = f"<!DOCTYPE html><html><head>{head}</head><body><h1>夜里涨水</h1>{body}</body></html>"
    return cleaned(page.encode(), "page.html", url)


def test_a_page_of_posts_is_a_thread_where_its_address_is_of_a_forum(monkeypatch: pytest.MonkeyPatch) -> None:
    taken_for_article(monkeypatch)
    item = item_of(f"<div id=list>{posts(POST)}</div>", "https://river.example/forum/topic/12")
    assert isinstance(item, Thread)
    assert [(post.author, post.text) for post in item.posts] == [(f"船家{n}", said) for n, said in enumerate(SAID, 1)]


def test_an_article_with_comments_stays_one(monkeypatch: pytest.MonkeyPatch) -> None:
    taken_for_article(monkeypatch)
    text = "".join(f"<p>{said}</p>" for said in LINES * 2)
    item = item_of(f"<div id=text>{text}</div><div class=comment-list>{posts(POST)}</div>", "https://river.example/news/12.html")
    assert isinstance(item, Article)


def test_a_page_of_comments_alone_is_a_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    taken_for_article(monkeypatch, certainty=0.7)
    item = item_of(f"<div class=comment-list>{posts(POST.replace('entry', 'comment-item'))}</div>", "https://river.example/a/12")
    assert isinstance(item, Thread)
    assert [post.text for post in item.posts] == list(SAID)


def test_comments_below_a_short_piece_of_news_are_no_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    taken_for_article(monkeypatch, certainty=0.7)
    head = '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "夜里涨水"}</script>'
    body = f"<p>河水在夜里涨了半米。</p><div class=comment-list>{posts(POST.replace('entry', 'comment-item'))}</div>"
    assert isinstance(item_of(body, "https://river.example/a/12", head), Article)


@pytest.mark.parametrize(
    ("certainty", "source", "url", "may_be"),
    [
        (0.99, "", "https://a.example/news/1.html", False),
        (0.8, "", "https://a.example/news/1.html", True),
        (0.99, "", "https://a.example/forum/1.html", True),
        (0.99, "", "https://bbs.a.example/1.html", True),
        (0.99, '<script>{"@type": "QAPage"}', None, True),
        (0.99, "<meta name=generator content='Discourse 3.1'>", None, True),
    ],
)
def test_where_posts_are_looked_for(certainty: float, source: str, url: str | None, may_be: bool) -> None:
    assert may_be_thread(FoundBody("article", certainty), [Block("paragraph", SAID[0])], source, url) is may_be


def test_posts_are_looked_for_where_comments_are_all_there_is() -> None:
    comment = Block("paragraph", SAID[0], names=frozenset({"aside comments"}))
    assert may_be_thread(FoundBody("article", 0.99), [comment], "", "https://a.example/s/1")


@pytest.mark.parametrize(("head", "kind"), [("", Thread), ('<script>{"@type": "NewsArticle"}</script>', Article)])
def test_replies_on_the_page_of_a_forum_are_posts_though_only_the_first_post_looks_like_text(
    monkeypatch: pytest.MonkeyPatch, head: str, kind: type
) -> None:
    taken_for_article(monkeypatch, body="//body/div[1]")
    item = item_of(posts(POST), "https://river.example/forum/topic/12", head)
    assert isinstance(item, kind)
    assert not isinstance(item, Thread) or [post.text for post in item.posts] == list(SAID)


def test_words_beside_paragraphs_are_the_poster_s() -> None:
    loose = (
        "<article class=post id=post-{n}><div class=holder><ul class=head><li><a class=user-name href='/u/{n}'>船家{n}</a></li>"
        "<li class=time>2024-03-0{n} 10:1{n}</li></ul><p></p>{said}<p></p><footer>回复这一楼</footer></div></article>"
    )
    html = posts(loose)
    assert texts(html) == list(SAID)
    assert [each.post.author for each in read_posts(parse_page(html))] == [f"船家{n}" for n in range(1, 5)]


def test_a_class_that_varies_another_is_no_box_about_the_author() -> None:
    assert texts(posts(POST.replace("class=words", "class='rich-text rich-text--user'"))) == list(SAID)


def test_a_date_in_the_words_is_not_the_time_of_the_post() -> None:
    answer = (
        "<div class=answer id=answer-{n}><div class=body><p>{said}</p><ul><li>2011-12-19</li></ul><p>{said}</p></div>"
        "<div class=sign><span>2024-03-0{n} 10:1{n}</span><a class=user-name href='/users/{n}'>船家{n}</a></div></div>"
    )
    assert texts(posts(answer)) == [f"{said}2011-12-19{said}" for said in SAID]


def test_boxes_of_who_edited_and_who_asked_are_no_posts() -> None:
    sign = "<div class=sign-box><span>{what}</span> <time>2024-03-0{n} 10:1{n}</time><a href='/users/{n}'>船家{n}</a></div>"
    question = f"<div class=question><p>{SAID[0]}</p>{sign.format(n=1, what='编辑')}{sign.format(n=2, what='提问')}</div>"
    answer = "<div class=answer id=answer-{n}><p>{said}</p>" + sign.replace("{what}", "回答") + "</div>"
    answers = "".join(answer.format(n=n, said=said) for n, said in enumerate(SAID[1:], 3))
    assert len(texts(question + answers)) == 4


def test_the_head_of_a_list_of_comments_is_no_opener() -> None:
    name = "<a class=author-name href='/u/9'>船家9</a><span>2024-03-01 08:00</span>"
    opener = f"<div class=picture-post><h1>夜里涨水</h1>{name}<p>{SAID[0]}</p></div>"
    head = "<div class=CommentsList-headline>全部评论按时间排列从早到晚一共三条</div>"
    replies = "".join(POST.replace("entry", "comment").format(n=n, said=said) for n, said in enumerate(SAID[1:], 2))
    read = read_posts(parse_page(f"<body>{opener}<div>{head}{replies}</div>"))
    assert read[0].post.author == "船家9"


def test_a_thread_of_the_headline_alone_is_an_article(monkeypatch: pytest.MonkeyPatch) -> None:
    def find_body(root: object, url: object = None, selectors: object = ()) -> FoundBody:
        return FoundBody("thread", 0.9, (root.find("body"),))  # type: ignore[attr-defined]

    monkeypatch.setattr("crawler.platforms.web.reading.find_body", find_body)
    names = "".join(f"<span>{label}：<strong>小荷</strong></span>" for label in ("作者", "责编"))
    title = f"<div class=post_title><h1>河水在夜里又涨了半米</h1><span>2014-8-1 10:20:33</span>{names}<span>评论：</span></div>"
    text = f"<div class=post_content>{'<br><br>'.join(SAID)}</div>"
    page = (
        f"<title>河水在夜里又涨了半米</title><meta charset=utf-8><body><div><div class=content>{title}{text}</div></div></body>"
    )
    item = cleaned(page.encode(), "page.html", "http://www.river.example/1.htm")
    assert isinstance(item, Article)
    assert all(said in item.text for said in SAID)


def taken_for_article(
    monkeypatch: pytest.MonkeyPatch, certainty: float = 0.95, body: str = "//body/*[not(self::h1)]", may_be: bool = False
) -> None:
    """Let the finder take ``body``, or else what is below the headline, for the body of an article that ``may_be`` a thread."""

    def find_body(root: _Element, url: object = None, selectors: object = ()) -> FoundBody:
        return FoundBody("article", certainty, tuple(root.xpath(body)), outline=outline(root), is_likely_thread=may_be)

    monkeypatch.setattr("crawler.platforms.web.reading.find_body", find_body)


@pytest.mark.parametrize("may_be", [False, True])
def test_an_article_that_may_be_a_thread_is_one_if_its_posts_say_what_it_says(
    monkeypatch: pytest.MonkeyPatch, may_be: bool
) -> None:
    taken_for_article(monkeypatch, 0.5, "//div[@id='first']", may_be)
    first, rest = (POST.format(n=n, said=said) for n, said in ((1, SAID[0]), (2, SAID[1])))
    first = first.replace("words", "question").replace("entry", "ask")
    item = item_of(f"<div id=first>{first}</div>{rest}", "https://river.example/faq/12")
    assert isinstance(item, Thread) is may_be
    story = f"<div id=first><p>{''.join(reversed(SAID))}</p></div>"
    assert isinstance(item_of(f"{story}{first}{rest}", "https://river.example/faq/12"), Article)


@pytest.mark.parametrize(
    "post",
    [
        "<div class=post><a href=/u/{n}>{name}</a><i>2024-03-0{n} 08:1{n}</i><p class=text>{said}</div>",
        "<p>{n}.<a href='u.php?id={n}'>{name}</a>：{said}<br><small>2024-03-0{n} 08:1{n}</small> <a href=r{n}>回复</a></p>",
        "<li><a href='u.php?id={n}'>{name}</a>：{said} <span>(2024-03-0{n} 08:1{n})</span></li>",
    ],
)
def test_a_forum_page_of_short_posts_is_a_thread(post: str) -> None:
    posts = "".join(post.format(n=n, name=name, said=said) for n, (name, said) in enumerate(zip(NAMES, LINES, strict=True), 1))
    item = item_of(f"<div>{posts}</div>", "https://river.example/thread.php?tid=5")
    assert isinstance(item, Thread)
    assert [(post.author, post.text) for post in item.posts] == list(zip(NAMES, LINES, strict=True))


def test_a_post_of_a_blog_is_an_article_whatever_its_comments() -> None:
    comments = "".join(
        f"<li class=comment id=comment-{n}><a href=/u/{n}>船家{n}</a><i>2024-03-0{n} 10:1{n}</i><p>{said}</li>"
        for n, said in enumerate(SAID, 1)
    )
    post = f"<article class=post><h1>夜里涨水</h1><time datetime=2024-03-01>2024-03-01</time><p>{SAID[0]}</p></article>"
    page = f"<!DOCTYPE html><title>夜里涨水</title><body class='{{}}'>{post}<div id=comments><ol>{comments}</ol></div>"
    blog, other = (cleaned(page.format(names).encode(), "page.html") for names in ("single single-post", "single-topic"))
    assert isinstance(blog, Article) and blog.text == SAID[0]
    assert isinstance(other, Thread)


@pytest.mark.parametrize("kind", ["list", "front page"])
@pytest.mark.parametrize(("url", "is_thread"), [("index.php?topic=5.0", True), ("index.php?board=5.0", False)])
def test_posts_at_the_address_of_a_thread_are_no_list(
    monkeypatch: pytest.MonkeyPatch, url: str, is_thread: bool, kind: PageKind
) -> None:
    monkeypatch.setattr("crawler.platforms.web.reading.find_body", lambda *_: FoundBody(kind, 0.9))
    try:
        item = item_of(f"<div>{posts(POST)}</div>", f"https://river.example/{url}")
    except NothingToKeep:
        assert not is_thread
    else:
        assert is_thread and isinstance(item, Thread) and [post.text for post in item.posts] == list(SAID)


def test_rows_of_tables_are_posts_in_an_older_style_of_phpbb() -> None:
    row = (
        "<table class=tablebg><tr><td><a name=p{n}></a><b class=postauthor>船家{n}</b><td>2024-03-0{n} 08:1{n}"
        "<tr><td>文章: {n}<td><div class=postbody>{said}</div></table>"
    )
    foot = '<p>Powered by <a href="https://www.phpbb.com/">phpBB</a></p>'
    item = item_of(f'<div id="wrapcentre">{posts(row)}</div>{foot}', "https://river.example/viewtopic.php?f=1&t=2")
    assert isinstance(item, Thread)
    assert [(post.author, post.text) for post in item.posts] == [(f"船家{n}", said) for n, said in enumerate(SAID, 1)]


def test_posts_without_times_are_a_thread_where_the_software_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    taken_for_article(monkeypatch)
    body = posts("<article><h3 class=PostUser-name>船家{n}</h3><div class=Post-body><p>{said}</p></div></article>")
    item = item_of(body, "https://river.example/d/12", "<meta name=generator content=Flarum>")
    assert isinstance(item, Thread)
    assert [(post.author, post.text, post.date_published_raw) for post in item.posts] == [
        (f"船家{n}", said, None) for n, said in enumerate(SAID, 1)
    ]


@pytest.mark.parametrize("address", ["t/123", "comments/123"])
def test_comments_at_an_address_of_their_own_are_no_list(address: str) -> None:
    row = "<li class=comment id=comment-{n}><cite class=fn>船家{n}</cite> <i>2024-03-0{n} 10:1{n}</i><p>{said}</p></li>"
    item = item_of(f"<ul class=comments>{posts(row)}</ul>", f"https://river.example/{address}")
    assert isinstance(item, Thread)
    assert [post.author for post in item.posts] == ["船家1", "船家2", "船家3", "船家4"]


@pytest.mark.parametrize("kind", ["item", "reply"])
def test_the_words_of_an_opener_below_its_head(kind: str) -> None:
    head = "<div class=menu>楼主：<a href='/u/1'>船家1</a> 时间：2024-03-01 10:11 点击：120 回复：3</div>"
    top = "<div class=top>作者：<a href='/u/{n}'>船家{n}</a> 时间：2024-03-0{n} 10:1{n}</div>"
    row = f"<div class='row {kind}'>{top}<div class=text>{{said}}</div></div>"
    rows = "".join(row.format(n=n, said=said) for n, said in enumerate(SAID[1:], 2))
    html = f"<h1>夜里涨水</h1>{head}<div class=main><div class='row host'><div class=text>{SAID[0]}</div></div>{rows}</div>"
    read = read_posts(parse_page(html))
    assert [each.post.author for each in read] == ["船家1", "船家2", "船家3", "船家4"]
    assert texts(html) == list(SAID)


def test_replies_in_forms_without_fields(monkeypatch: pytest.MonkeyPatch) -> None:
    taken_for_article(monkeypatch, body="//body/div[1]")
    head = "<p><a class=author href='/u/{n}'>船家{n}</a> <span>{n} 分</span> <time>2024-03-0{n} 10:1{n}</time></p>"
    form = (
        "<form class=words><input type=hidden name=id><div class=md>{said}</div></form><ul class=buttons><li>永久链接</li></ul>"
    )
    reply = f"<div class='thing comment' id=t{{n}}>{head}{form}</div>"
    opener = POST.format(n=1, said=SAID[0])
    rest = "".join(reply.format(n=n, said=said) for n, said in enumerate(SAID[1:], 2))
    item = item_of(f"{opener}<div class=commentarea>{rest}</div>", "https://river.example/r/well/comments/1/")
    assert isinstance(item, Thread)
    assert [post.text for post in item.posts] == list(SAID)


def test_lines_with_a_date_are_no_byline_if_they_are_all_there_is(monkeypatch: pytest.MonkeyPatch) -> None:
    taken_for_article(monkeypatch, body="//body")
    head = "<tr><td>船家{n}</td><td>发信人: 船家{n}, 信区: 渡口<br>发信站: 渡口 (2024-03-0{n} 10:1{n}), 站内<br>"
    rows = "".join(f"<table>{head.format(n=n)}{said[:9]}<br>--</td></tr></table>" for n, said in enumerate(SAID, 1))
    page = f"<!DOCTYPE html><html><head><meta charset=utf-8><title>夜里涨水</title></head><body>{rows}</body></html>"
    item = cleaned(page.encode(), "page.html", "https://river.example/a/1.html")
    text = item.text if isinstance(item, Article) else "\n".join(post.text for post in item.posts)
    assert all(said[:9] in text for said in SAID)


OPENED = "<a class=author-name href='/u/1'>船家1</a><small>2024-03-01 10:11</small>"
REPLIED = "<a class=user-name href='/u/2'>船家2</a><span class=pubtime>2024-03-02 10:12</span>"
BRIEF = "我也去看了，坡上的木桩松了。"
ONE_REPLY = {
    "a reply in a list of its own": (
        f"<div class=topic-doc><h3>{OPENED}</h3><div class=topic-content><p>{SAID[0]}</p></div></div>"
        f"<ul id=comments><li class=reply-item><h4>{REPLIED}</h4><p class=reply-content>{BRIEF}</p></li></ul>"
    ),
    "a box named as a post around both": (
        f"<div class=post-page><div class=post-wrapper><div class=user>{OPENED}</div><div class=text>{SAID[0]}</div></div>"
        f"<div class=post-reply-list>{REPLIED}<div class=text>{BRIEF}</div></div></div>"
    ),
    "words named as a post, below a head": (
        f"<div><div class=head>{OPENED}</div><div class=topic_content>{SAID[0]}</div></div>"
        f"<div><table><tr><td>{REPLIED}<div class=reply_content>{BRIEF}</div></td></tr></table></div>"
    ),
    "the first post's name above the list of posts": (
        f"<div id=post_head>{OPENED}<span>点击：123</span></div><div class=main><div class='item host'><div class=text>{SAID[0]}"
        f"</div></div><div class=item><div class=head>{OPENED.replace('1', '2')}</div><div class=text>{BRIEF}</div></div></div>"
    ),
}


@pytest.mark.parametrize("html", ONE_REPLY.values(), ids=ONE_REPLY)
@pytest.mark.parametrize("words", [(SAID[0], BRIEF), ("河水退了没有，渡口开了吗？", SAID[1])])
def test_the_only_reply_is_a_post_and_the_words_of_each_are_its_authors(words: tuple[str, str], html: str) -> None:
    page = f"<body><h1>夜里涨水</h1>{html}".replace(BRIEF, words[1]).replace(SAID[0], words[0])
    assert [each.post.author for each in read_posts(parse_page(page))] == ["船家1", "船家2"]
    assert texts(page) == list(words)


def test_what_a_forum_says_of_a_thread_is_not_its_first_post() -> None:
    told = "共 0 条回复，最后更新于 <i class=when>2024-03-01 10:11</i>，<b class=user-name>船家1</b>"
    html = f"<body><ul><li class=topic-description>{told}</li></ul><div class=reply-1><h4>{OPENED}</h4><p>{SAID[0]}</p></div>"
    assert texts(html) == [SAID[0]]


def test_a_post_without_replies_is_no_larger_than_the_element_named_so() -> None:
    assert texts(f"<body><div>{OPENED}<div class=post-body>{SAID[0]}</div></div>") == []


def test_a_short_question_below_the_headline_is_the_first_post() -> None:
    answer = (
        "<div class=answer id=answer-{n}><a class=user-name href='/u/{n}'>船家{n}</a><span>2024-03-0{n}</span><p>{said}</p></div>"
    )
    asked = "<div class=ask><h1>河水什么时候退？</h1><div>想知道渡口哪天能开，谢谢大家。</div></div>"
    html = f"<body>{asked}<div>{''.join(answer.format(n=n, said=said) for n, said in enumerate(SAID, 1))}</div>"
    assert texts(html)[0].endswith("想知道渡口哪天能开，谢谢大家。")


def test_what_can_be_clicked_below_a_single_reply_is_none_of_its_words() -> None:
    html = ONE_REPLY["a reply in a list of its own"].replace("</p></li>", "</p><div><a>举报</a> | 2楼 | <a>回复</a></div></li>")
    assert texts(html) == [SAID[0], BRIEF]


def test_posts_shown_to_browsers_without_scripts_alone_are_a_thread() -> None:
    rows = posts("<article class=item><h3 class=name>船家{n}</h3><time>2024-03-0{n} 10:1{n}</time><p>{said}</p></article>")
    shown = f"<noscript id=flarum-content><h1>夜里涨水</h1>{rows}</noscript><div id=app></div><script>start()</script>"
    item = item_of(shown, "https://river.example/d/1-x")
    assert isinstance(item, Thread)
    assert [post.text for post in item.posts] == list(SAID)


LITTLE = "今天夜里涨水，渡口停渡，请各位绕行。"
NOTICE = f"<center><font size=5>停渡通知</font></center><font>{LITTLE}</font><p align=right>渡口管理处</p>"


def test_a_page_that_says_little_is_kept_if_no_script_may_say_more() -> None:
    page = f"<html><head><meta charset=utf-8><title>停渡通知</title></head><body>{NOTICE}</body></html>"
    item = cleaned(page.encode(), "page.html")
    assert isinstance(item, Article)
    assert item.text == f"{LITTLE}\n\n渡口管理处"
    with pytest.raises(NothingToKeep, match="script shell"):
        cleaned(page.replace("</body>", "<script src=a.js></script></body>").encode(), "page.html")


@pytest.mark.parametrize(("url", "is_kept"), [("thread-9-1-1.html", True), ("news/9.html", False)])
def test_a_single_post_is_kept_where_the_address_of_a_thread_shows_nothing_else(
    url: str, is_kept: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "find_body", lambda *_: FoundBody("empty", 1.0))
    post = f"<div class=post-wrapper>{OPENED}<div class=post>{SAID[0]}</div></div>"
    if is_kept:
        item = item_of(post, f"https://river.example/{url}")
        assert isinstance(item, Thread)
        assert [(each.author, each.text) for each in item.posts] == [("船家1", SAID[0])]
    else:
        with pytest.raises(NothingToKeep, match="empty"):
            item_of(post, f"https://river.example/{url}")


PLAIN = "<div class=box><a href='/space/{n}'>船家{n}</a> <span>2024-03-0{n} 10:1{n}</span><div class=words>{said}</div></div>"


@pytest.mark.parametrize("fewest", [2, 4])
def test_posts_of_one_kind_are_a_thread_whatever_their_address_says(monkeypatch: pytest.MonkeyPatch, fewest: int) -> None:
    taken_for_article(monkeypatch)
    said = [SAID[0] * 9, *SAID[1:fewest]]
    item = item_of("".join(PLAIN.format(n=n, said=each) for n, each in enumerate(said, 1)), "https://river.example/a/12")
    assert isinstance(item, Thread)
    assert [(post.author, post.text) for post in item.posts] == [(f"船家{n}", each) for n, each in enumerate(said, 1)]


@pytest.mark.parametrize("first", [0, 2])
def test_posts_of_one_kind_are_a_thread_if_only_one_of_them_looks_like_text(monkeypatch: pytest.MonkeyPatch, first: int) -> None:
    taken_for_article(monkeypatch, body=f"//div[@class='box'][{first + 1}]")
    item = item_of(posts(PLAIN), "https://river.example/a/12")
    assert isinstance(item, Thread)
    assert [post.text for post in item.posts] == list(SAID)


@pytest.mark.parametrize(
    ("body", "head"),
    [
        (posts(PLAIN.replace("<div class=words>", "<h2>第{n}天</h2><div class=words>")), ""),  # stories of a blog
        (posts(PLAIN).replace("船家2", "船家1").replace("船家3", "船家1").replace("船家4", "船家1"), ""),
        (posts(PLAIN), '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "夜里涨水"}</script>'),
        (f"<div class=text><p>{SAID[0]}</p><p>{SAID[1]}</p></div>" + posts(PLAIN.replace("box", "comment")), ""),
    ],
)
def test_stories_and_comments_of_one_kind_make_no_thread(monkeypatch: pytest.MonkeyPatch, body: str, head: str) -> None:
    taken_for_article(monkeypatch)
    assert isinstance(item_of(body, "https://river.example/a/12", head), Article)


def test_what_readers_wrote_outside_of_the_body_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    taken_for_article(monkeypatch, body="//div[@class='text']")
    text = f"<div class=text><p>{SAID[0] * 3}</p></div>"
    item = item_of(text + f"<div class=comment-list>{posts(PLAIN.replace('box', 'comment'))}</div>", "https://river.example/a/12")
    assert isinstance(item, Article)
    told = [each.text for each in item.removed if each.rule == "page-comments"]
    assert len(told) == len(SAID)
    assert all(said in each for said, each in zip(SAID, told, strict=True))


def test_text_that_is_in_no_post_of_a_thread_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    taken_for_article(monkeypatch, certainty=0.7, body="//body")
    item = item_of(f"<p>渡口的老船今年要换新板。</p>{posts(PLAIN)}", "https://river.example/bbs/12")
    assert isinstance(item, Thread) and [post.text for post in item.posts] == list(SAID)
    assert [each.text for each in item.removed if each.rule == "page-aside"] == ["渡口的老船今年要换新板。"]


def test_posts_that_no_name_announces_are_told_beside_an_article(monkeypatch: pytest.MonkeyPatch) -> None:
    taken_for_article(monkeypatch, certainty=0.7, body="//div[@class='text']")
    item = item_of(f"<div class=text><p>{''.join(LINES)}</p></div><div>{posts(PLAIN)}</div>", "https://river.example/a/12")
    assert isinstance(item, Article)
    assert [each.text for each in item.removed if each.rule == "page-comments"] == list(SAID)


def test_a_label_and_a_name_in_one_text_sign_a_post() -> None:
    row = "<table><tr><td>{label}：船家{n}</td><td>时间：2024-03-0{n} 10:1{n}</td></tr><tr><td colspan=2>{said}</td></tr></table>"
    for label in ("姓名", "网 名", "留言者"):
        read = read_posts(parse_page(posts(row.replace("{label}", label))))
        assert [each.post.author for each in read] == [f"船家{n}" for n in range(1, 5)]


def test_a_short_first_post_below_its_head_is_not_lost() -> None:
    head = (
        "<div class=head><a href='/u/1'>船家1</a><span>2024-03-01 10:11</span></div><div class=words>今天没有涨水，放心吧。</div>"
    )
    reply = "<div class=reply_item><a href='/u/{n}'>船家{n}</a><p>{said}</p><span>2024-03-0{n} 10:1{n}</span></div>"
    replies = "".join(reply.format(n=n, said=said) for n, said in enumerate(SAID[1:], 2))
    read = read_posts(parse_page(f"<body>{head}<div class=title>全部评论</div><div>{replies}</div>"))
    assert [each.post.author for each in read] == [f"船家{n}" for n in range(1, 5)]
    assert read[0].blocks[-1].text == "今天没有涨水，放心吧。"


def test_a_single_reply_is_told_from_a_first_post_whose_head_is_elsewhere() -> None:
    head = "<div class=info><a href='/u/1'>船家1</a><span>2024-03-01 10:11</span><span>点击：12</span></div>"
    reply = "<div class=head><b>1楼</b><a href='/u/2'>船家2</a><span>2024-03-02 10:12</span></div>"
    first = f"<div class='item first'><div class=words>{SAID[0]}</div></div>"
    assert texts(f"<body>{head}<div>{first}<div class=item>{reply}<div class=words>{SAID[1]}</div></div></div>") == list(SAID[:2])


def test_ids_of_one_digit_and_of_two_are_of_one_kind() -> None:
    row = (
        "<table id=row{n}><tr><td class=side>船家{n}<div>级别：学徒 威望：0 注册：2010-01-02</div></td><td>"
        "<a href='/u/{n}'>船家{n}</a><span>2024-03-{n:02} 10:11</span><p id=words{n} class=words>{said}</p></td></tr></table>"
    )
    said = ["顶一下这个帖子"[: 2 + n % 5] if n > 9 else SAID[n % 4] for n in range(14)]
    assert texts("".join(row.format(n=n, said=each) for n, each in enumerate(said))) == said


def test_answers_make_a_thread_whatever_the_question_looks_like(monkeypatch: pytest.MonkeyPatch) -> None:
    taken_for_article(monkeypatch, body="//div[@class='question']")
    sign = "<div class=sign><a href='/u/{n}'>船家{n}</a><span>2024-03-0{n} 10:1{n}</span></div>"
    question = f"<div class=question><p>{''.join(LINES)}</p>{sign.format(n=5)}</div>"
    item = item_of(question + posts("<div class=answer-item>" + sign + "<p>{said}</p></div>"), "https://river.example/q12.htm")
    assert isinstance(item, Thread)
    assert [post.text for post in item.posts] == ["".join(LINES), *SAID]


def test_words_beside_the_name_are_the_post_and_not_its_buttons() -> None:
    comment = (
        "<li class=comment><div class=text><a href='/u/{n}'>船家{n}</a>：{said}</div>"
        "<div><ul><li>回复</li><li>赞</li></ul><i>2024-03-0{n} 10:1{n}</i></div></li>"
    )
    read = read_posts(parse_page(f"<ul>{posts(comment)}</ul>"))
    assert [each.post.author for each in read] == [f"船家{n}" for n in range(1, 5)]
    assert [said in "".join(block.text for block in each.blocks) for said, each in zip(SAID, read, strict=True)] == [True] * 4
