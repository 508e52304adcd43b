"""Pages of Discuz! forums as HTML: which are recognised, what is no thread, damage and harm, and a run."""

import json
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml.html import fragment_fromstring

from crawler.items import Thread
from crawler.platforms import NothingToKeep
from crawler.platforms.discuz.html_chrome import _ASIDES, _NUMBERED_ASIDES, CHROME_ELEMENTS, aside
from crawler.platforms.discuz.html_part_kinds import BY_CLASS, OF_HEAD
from crawler.platforms.forum import named
from crawler.platforms.registry import draft_of, site_of
from crawler.readers import UnreadablePageError, discuz_html, read_page
from crawler.runs.time_limit import TimeLimit
from tests.made_archives import record, warc_of
from tests.processes import run
from tests.support import ROOT, cleaned
from tests.test_readers_properties import assert_sound

HEAD = (
    '<html><head><meta name="generator" content="Discuz! X3.4" />'
    "<title>井 - 村口 - 水乡 - Powered by Discuz!</title></head><body>"
)
MESSAGE = f'{HEAD}<div id="nv">登录</div><div id="messagetext" class="alert_error"><p>%s</p></div>'


def post(number: int, message: str, date: str = "2024-1-2 03:04:05") -> str:
    """A post as the templates write it."""
    return (
        f'<div id="post_{number}"><table id="pid{number}"><tr><td class="pls"><div id="favatar{number}" class="favatar">'
        f'<div class="pi"><div class="authi"><a class="xw1">member {number}</a></div></div></div></td><td class="plc"><strong>'
        f'<a id="postnum{number}"><em>{number}</em>#</a></strong><div class="authi"><em id="authorposton{number}">发表于 {date}'
        f'</em></div><div class="pcb"><table><tr><td class="t_f" id="postmessage_{number}">{message}</td></tr></table></div></td>'
        "</tr></table></div>"
    )


def thread_of(*posts: str, url: str | None = None) -> Thread:
    item = cleaned((HEAD + "".join(posts)).encode(), "page.html", url)
    assert isinstance(item, Thread)
    return item


def texts(thread: Thread) -> list[str]:
    return [post.text for post in thread.posts]


@pytest.mark.parametrize(
    "page",
    [
        post(1, "井水"),
        "<!DOCTYPE html><TD class=t_f id=postmessage_3>井水</TD>",
        HEAD,
        "\ufeff\n<html><script>var discuz_uid = '0'</script>",
        '<div id="messagetext"><p>抱歉</p></div>',
        "<title>井 - 水乡 - Powered by Discuz!</title>",
    ],
)
def test_pages_of_the_software_are_recognised(page: str) -> None:
    assert discuz_html.recognises(page)


@pytest.mark.parametrize(
    "page",
    [
        "postmessage_1 发表于昨天，messagetext",
        '<div id="post_1" class="post">vBulletin</div>',
        "<p>本站 Powered by Discuz! X3.4，有 postmessage_1 和 messagetext。</p>",
        '<div class="post" id="pid_12">MyBB</div>',
        "<html><body><p>新闻</p></body></html>",
    ],
)
def test_other_pages_are_not(page: str) -> None:
    assert not discuz_html.recognises(page)
    with suppress(UnreadablePageError):
        assert read_page("page", page.encode()).page.reader == "web_page"


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        (MESSAGE % "抱歉，指定的主题不存在或已被删除或正在被审核", "deleted at the source"),
        (MESSAGE % "您需要先登录才能继续本操作", "not open to guests"),
        (MESSAGE % "抱歉，本帖要求阅读权限高于 20 才能浏览", "not open to guests"),
        (
            "<title>提示信息 - 水乡</title><body><div class=\"jump_c\"><p>没有权限</p></div><script>discuz_uid = ''",
            "not open to guests",
        ),
        (
            f"{HEAD}<div class='bm_c'><a>登录</a><table id='threadlisttableid'><tbody id='normalthread_3'></tbody></table>",
            "no posts",
        ),
    ],
)
def test_a_page_without_posts_is_dropped_with_its_reason(page: str, reason: str) -> None:
    with pytest.raises(NothingToKeep, match=reason):
        draft_of(read_page("page.html", page.encode()))


@pytest.mark.parametrize("tag", ["div", "span", "section", "ul"])
@pytest.mark.parametrize(
    ("attributes", "kind"),
    [("class=ad-banner", "ad"), ("class='box adBox'", "ad"), ("id=google-ad", "ad"), ("class=adopted", None), ("id=shade", None)],
)
def test_an_element_of_a_post_may_be_named_as_an_advertisement(tag: str, attributes: str, kind: str | None) -> None:
    assert aside(fragment_fromstring(f"<{tag} {attributes}>五折</{tag}>")) == (named(kind) if kind else None)


def test_every_kind_that_is_set_aside_has_a_rule() -> None:
    kinds = {kind for element in CHROME_ELEMENTS for kind in element.kinds if not element.text}
    known = {"column", "content", "special", "message", "mes", "notice", "authi"}
    assert {*_ASIDES.values(), *_NUMBERED_ASIDES.values(), *BY_CLASS.values()} - known - OF_HEAD <= kinds


@pytest.mark.parametrize(
    ("special", "words"),
    [
        (
            '<div class="trdb"><div class="trdl"><h4>大缸</h4><dl><dt>商品类型:</dt><dd>二手</dd></dl></div></div>',
            ["大缸", "二手"],
        ),
        ('<div class="act pbm cl"><dl><dt>活动地点:</dt><dd>城南井口</dd></dl></div>', ["活动地点:", "城南井口"]),
        ('<div class="ds"><table><tr><td><strong>正方观点 (3)</strong><p>井水好</p></td></tr></table></div>', ["井水好"]),
    ],
)
@pytest.mark.parametrize("is_above", [False, True])
def test_what_a_special_thread_is_about_is_of_its_text(special: str, words: list[str], is_above: bool) -> None:
    table = '<table><tr><td class="t_f" id="postmessage_1">'
    page = (
        post(1, "大家看看。").replace(table, f"{special}{table}")
        if is_above
        else post(1, f"大家看看。</td></tr></table>{special}")
    )
    opener, reply = texts(thread_of(page, post(2, "好的。")))
    assert "大家看看。" in opener and all(word in opener for word in words) and reply == "好的。"


def test_the_state_of_a_debate_is_told_and_is_no_text() -> None:
    state = '<p class="dtm">结束时间: 2024-2-2</p><div class="dr"><h5>辩手: 3</h5></div>'
    thread = thread_of(post(1, f"井水好还是河水好？</td></tr></table>{state}"))
    assert texts(thread) == ["井水好还是河水好？"]
    assert [(removal.rule, removal.text) for removal in thread.removed] == [("event", "结束时间: 2024-2-2"), ("event", "辩手: 3")]


def test_a_shops_text_below_its_goods_is_of_the_post() -> None:
    assert texts(thread_of(post(1, '出一口缸。</td></tr></table><div id="postmessage_1">本店包邮。</div>'))) == [
        "出一口缸。\n\n本店包邮。"
    ]


def test_a_date_that_cannot_be_read_is_kept_as_it_is_printed() -> None:
    thread = thread_of(post(1, "井水", "01-02-2024 15:04"))
    assert [(each.date_published, each.date_published_raw) for each in thread.posts] == [(None, "01-02-2024 15:04")]
    assert "date-doubt" in thread.flags


def test_a_site_claims_its_html_pages() -> None:
    page = (HEAD + post(1, "井水")).replace("水乡", "句容热线网")
    assert site_of(read_page("page.html", page.encode())).name == "jurong_bbs"
    assert site_of(read_page("page.html", (HEAD + post(1, "井水")).encode())).generic


def test_the_identity_is_that_of_the_first_post() -> None:
    first, edited = thread_of(post(41, "井水")), thread_of(post(41, "河水"), post(42, "谢谢"))
    assert first.id == edited.id != thread_of(post(42, "谢谢")).id
    assert first.id != thread_of(post(41, "井水"), url="https://other.example/thread-1-1-1.html").id


def test_unclosed_elements_of_one_post_do_not_swallow_the_next() -> None:
    thread = thread_of(post(1, "<div><table><tr><td>甲<font><b>"), post(2, "</div></b></p>乙"), post(3, "丙"))
    assert [(post.floor, post.author) for post in thread.posts] == [(1, "member 1"), (2, "member 2"), (3, "member 3")]
    assert [text[:1] for text in texts(thread)] == ["甲", "乙", "丙"]


def test_a_post_in_the_text_of_another_leaves_a_trace() -> None:
    thread = thread_of(post(1, f"甲<div>{post(2, '乙')}</div>"))
    assert texts(thread) == ["甲"]
    assert [(removal.rule, "乙" in removal.text) for removal in thread.removed] == [("misplaced-post", True)]


def test_the_poster_s_words_stay_whatever_they_are() -> None:
    words = [
        "点评",
        "相关帖子",
        "评分",
        "参与人数 2",
        "分享到: QQ空间",
        "标签: 井",
        "免责声明：本站不代表立场",
        "图：老井 / 摄",
        "顶",
    ]
    thread = thread_of(post(1, "<br>".join(words)), *(post(n, "谢谢分享，学习了。<br>村口的井") for n in (2, 3, 4)))
    assert texts(thread)[0].split("\n\n") == words
    assert set(texts(thread)[1:]) == {"谢谢分享，学习了。\n\n村口的井"}
    assert thread.removed == []


def test_a_line_below_a_picture_is_no_caption() -> None:
    thread = thread_of(post(1, '<img src="https://a.example/1.jpg"><br>上图是老井'))
    assert texts(thread) == ["上图是老井"]
    assert [image.caption for image in thread.posts[0].images] == [None]


def test_a_box_for_quotations_around_all_words_of_a_post_is_no_quotation() -> None:
    box = '<div class="quote"><blockquote>公告<br>打井</blockquote></div>'
    thread = thread_of(post(1, f"{box}说明"), post(2, box), post(3, f"{box}同意"))
    assert [(post.text, post.quote) for post in thread.posts] == [
        ("公告\n\n打井\n\n说明", None),
        ("公告\n\n打井", None),
        ("同意", "公告\n打井"),
    ]
    assert "<blockquote>" in thread.posts[1].html


def test_pictures_whose_address_is_unknown_are_listed() -> None:
    thread = thread_of(post(1, '井<img src="data/attachment/1.jpg"><img src="http://[bad/2.jpg">'))
    assert [removal.rule for removal in thread.removed if removal.text == "data/attachment/1.jpg"] == ["image-without-url"]


def test_a_page_may_have_any_number_of_posts() -> None:
    thread = thread_of(*(post(number, f"第{number}楼") for number in range(1, 1501)))
    assert [post.floor for post in thread.posts] == list(range(1, 1501))
    assert thread.posts[-1].text == "第1500楼"


def test_html_of_posts_is_safe() -> None:
    harm = (ROOT / "tests/structures/hostile.txt").read_text("utf-8").splitlines()
    for line in harm:
        html = thread_of(post(1, f"井{line}")).posts[0].html.lower()
        assert not any(sign in html.replace("&lt;", "") for sign in ("<script", "<iframe", "<svg", 'href="javascript', "<style"))


NUMBERS = ("1", "2", "00", "999999999999", "")
IDS = [
    f"{kind}{n}"
    for kind in ("pid", "post_", "postmessage_", "authorposton", "favatar", "postnum", "comment_", "aimg_")
    for n in NUMBERS
]
CLASSES = [
    "authi",
    "message",
    "quote",
    "blockquote",
    "blockcode",
    "locked",
    "showhide",
    "pstatus",
    "sign",
    "rate",
    "cm",
    "tattl",
    "pattl",
    "tip",
    "jammer",
    "hm",
    "pvt",
    "view_tit",
]
TAGS = [
    "div",
    "table",
    "tr",
    "td",
    "em",
    "a",
    "ul",
    "li",
    "span",
    "blockquote",
    "ol",
    "p",
    "img",
    "font",
    "i",
    "br",
    "h4",
    "iframe",
    "style",
]
PIECES = st.one_of(
    st.builds(lambda tag, value: f'<{tag} id="{value}">', st.sampled_from(TAGS), st.sampled_from(IDS)),
    st.builds(lambda tag, value: f'<{tag} class="{value}">', st.sampled_from(TAGS), st.sampled_from(CLASSES)),
    st.sampled_from([f"</{tag}>" for tag in TAGS]),
    st.sampled_from(
        [
            *(
                "发表于 2024-1-2 03:04",
                "发表于 昨天 10:00",
                "楼主",
                "推荐",
                "置顶 来自 5#",
                "999999#",
                "来自: 中国江苏",
                "\xa0",
                "复制代码",
            ),
            *(
                "本帖最后由 a 于 2024-13-1 10:00 编辑",
                "发表于 9999-12-31 23:59:59",
                "无效楼层，该帖已经被删除",
                "GMT+8, 2024-5-9 15:39",
            ),
            *(
                '<img file="a.jpg" src="none.gif">',
                '<img src="http://[">',
                '<span title="2024-1-2 03:04:05">',
                "<!-- x -->",
                "&#0;",
            ),
            *('<base href="https://a.example/">', '<link rel="canonical" href="//[x">', '<meta name="generator" content="! 1">'),
            *(post(1, "井"), post(2, "水")),
        ]
    ),
    st.text(max_size=5),
)


@given(st.lists(PIECES, max_size=40))
def test_any_page(pieces: list[str]) -> None:
    assert_sound((HEAD + "".join(pieces)).encode("utf-8", "ignore"))


@given(st.integers(0, 3000), st.integers(0, 300), st.binary(max_size=20))
def test_a_damaged_page(at: int, gone: int, noise: bytes) -> None:
    page = (HEAD + post(1, "<div class=quote><blockquote>甲</blockquote></div>乙<img file=a.jpg>") + post(2, "丙")).encode()
    assert_sound(page[:at] + noise + page[at + gone :])


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Path]:
    thread = (HEAD + '<span id="thread_subject">井</span>' + post(1, '井水<img file="data/1.jpg">') + post(2, "谢谢")).encode()
    records = (
        record("https://shuixiang.example/thread-7-1-1.html", thread),
        record(
            "https://shuixiang.example/thread-8-1-1.html", (MESSAGE % "抱歉，指定的主题不存在或已被删除或正在被审核").encode()
        ),
        record("https://shuixiang.example/forum-2-1.html", HEAD.encode()),
    )
    (tmp_path / "forum.warc").write_bytes(warc_of(records))
    yield tmp_path


def test_a_forum_in_a_warc_is_replayed(archive: Path) -> None:
    ended = run(archive, "crawl", "replay", "-a", "pages=forum.warc", "-O", "items.jsonl", "-L", "ERROR")
    assert "3 pages = 1 items + 2 dropped + 0 failed: OK" in ended.stdout, ended.stderr
    (item,) = map(json.loads, (archive / "items.jsonl").read_text("utf-8").splitlines())
    assert (item["headline"], item["publisher"], item["url"]) == ("井", "水乡", "https://shuixiang.example/thread-7-1-1.html")
    assert [image["url"] for image in item["posts"][0]["images"]] == ["https://shuixiang.example/data/1.jpg"]


def test_a_comment_beside_the_sign_of_a_count_is_no_count() -> None:
    signs = '<i class="dm-eye"></i><!--9-->7<em id="authorposton1">'
    thread = thread_of(post(1, "井水").replace('<em id="authorposton1">', signs))
    assert (thread.views, texts(thread)) == (None, ["井水"])


def test_paths_in_paths_are_not_read_to_their_end() -> None:
    """Each holds all that follows: 140 times the page."""
    page = HEAD + '<div id="pt">水乡 › 村口 › 井' * 140 + "<br>a" * 150_000 + post(1, "井水")
    thread = TimeLimit(10).run(cleaned, page.encode(), "page.html")
    assert isinstance(thread, Thread) and thread.publisher == "水乡"


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ('<div class="authi">作者：<a>渡口人</a> 发布于：2022-2-12 23:58 浏览：154 回帖：3</div>', (154, 3)),
        ("<ul><li>楼主：渡口人</li><li>发表时间：2022-2-12 23:58</li><li>点击：1,154</li><li>回复：3</li></ul>", (1154, 3)),
        (
            '<p><a href="space-uid-3.html">渡口人</a> <em id="authorposton9">2022-2-12 23:58</em> <i>154 次浏览 3 条回复</i></p>',
            (154, 3),
        ),
        ('<p><em id="authorposton9">时间：2022-2-12 23:58</em> | 作者：渡口人 | 阅读：1.2万 | 回复：3</p>', (None, 3)),
        ('<p>發表者：<a>渡口人</a> | <em id="authorposton9">發佈時間：2022-2-12 23:58</em> | 閱讀：154</p>', (154, None)),
    ],
)
def test_the_words_and_classes_of_a_skin_do_not_matter(row: str, said: tuple[int | None, int | None]) -> None:
    message = '<table><tr><td id="postmessage_9">井水</td></tr></table>'
    thread = thread_of(f'<div id="post_9"><table id="pid9"><tr><td>{row}{message}</td></tr></table></div>')
    assert (thread.views, thread.reply_count) == said
    assert (thread.posts[0].author, thread.date_published) == ("渡口人", "2022-02-12T23:58:00+08:00")


def test_only_what_the_markup_calls_a_caption_is_one_in_a_post() -> None:
    picture = '<img src="https://img.example.com/a/%d.jpg" width="600">'
    named = f"<figure>{picture % 1}<figcaption>井边的人</figcaption></figure>"
    thread = thread_of(post(1, f"{named}<table><tr><td>{picture % 2}</td></tr><tr><td>图为井水</td></tr></table>"))
    assert [image.caption for image in thread.posts[0].images] == ["井边的人", None]
    assert texts(thread) == ["图为井水"]


def test_times_are_given_in_the_zone_of_the_forum() -> None:
    (first,) = thread_of(post(1, "井水", "2024-1-2 03:04:05 GMT")).posts
    assert first.date_published == "2024-01-02T11:04:05+08:00"
