"""The table of the five pages the project started from, written by hand: what each item holds."""

import pytest

from crawler.items import Article, Credit, Thread
from crawler.platforms.registry import draft_of
from crawler.readers import read_page
from tests.support import ROOT, cleaned

PROXY = "https://cors.zfour.workers.dev/?"


def article_of(path: str) -> Article:
    article = cleaned((ROOT / path).read_bytes(), path)
    assert isinstance(article, Article)
    return article


@pytest.fixture(scope="module")
def guancha() -> Article:
    return article_of("fixtures/guancha/000_798c6035d52a6149.txt")


@pytest.fixture(scope="module")
def sina_with_promo() -> Article:
    return article_of("fixtures/sina_finance/001_947a9ff57bb6d87f.txt")


@pytest.fixture(scope="module")
def sina_with_bold() -> Article:
    return article_of("fixtures/sina_finance/002_61654c5a2cce079b.txt")


@pytest.fixture(scope="module")
def thread() -> Thread:
    path = "fixtures/jurong_bbs/003_9b817343c7795f17.txt"
    thread = cleaned((ROOT / path).read_bytes(), path)
    assert isinstance(thread, Thread)
    return thread


@pytest.fixture(scope="module")
def zaker() -> Article:
    return article_of("fixtures/zaker/004_1e31f1ecfa2aefb8.txt")


def paragraphs(article: Article) -> int:
    return len(article.text.split("\n\n"))


def dated(article: Article) -> tuple[str | None, str]:
    return article.date_published, article.date_basis


def test_000_is_an_article_of_8_paragraphs_and_4_images(guancha: Article) -> None:
    assert (guancha.type, guancha.site, guancha.publisher) == ("article", "guancha", "观察者网")
    assert (paragraphs(guancha), len(guancha.images)) == (8, 4)
    assert dated(guancha) == ("2021-08-09T19:39:10+08:00", "image-clock")
    assert guancha.removed == []


def test_000_lists_its_head_image_once_with_all_its_urls(guancha: Article) -> None:
    head = guancha.images[0]
    assert head.url == guancha.lead_image == "https://i.guancha.cn/news/mainland/2021/08/09/20210809192947401.jpg"
    assert head.seen_as == [head.url]
    assert len({image.url for image in guancha.images}) == guancha.html.count("<img ") == 4


def test_001_has_5_paragraphs_3_images_and_its_credits(sina_with_promo: Article) -> None:
    assert (paragraphs(sina_with_promo), len(sina_with_promo.images)) == (5, 3)
    assert sina_with_promo.source == "交汇点"
    assert sina_with_promo.original_headline == "江苏省委书记娄勤俭：把疫情防控首要任务抓紧抓实" == sina_with_promo.headline
    assert sina_with_promo.credits == [Credit("editor", "张亚楠")]
    assert sina_with_promo.keywords == ["stock"]
    assert dated(sina_with_promo) == ("2021-07-28T18:50:17+08:00", "declared")


def test_001_has_the_promotion_and_its_css_in_the_ledger_only(sina_with_promo: Article) -> None:
    removed = [(removal.rule, removal.text) for removal in sina_with_promo.removed]
    assert [rule for rule, _ in removed] == ["style-sheet", "sina-app-qr", "sina-app-qr", *["credit-line"] * 3]
    assert removed[0][1].startswith(".appendQr_wrap") and "line-height:74px" in removed[0][1]
    assert removed[1][1] == "https://n.sinaimg.cn/finance/cece9e13/20200514/343233024.png"
    assert removed[2][1] == "海量资讯、精准解读，尽在新浪财经APP"
    for text in ("appendQr", "343233024.png", "尽在新浪财经APP"):
        assert text not in sina_with_promo.html and text not in sina_with_promo.text
    assert all("343233024" not in image.url for image in sina_with_promo.images)


def test_002_has_13_paragraphs_1_image_and_its_credits(sina_with_bold: Article) -> None:
    assert (paragraphs(sina_with_bold), len(sina_with_bold.images)) == (13, 1)
    assert (sina_with_bold.source, sina_with_bold.original_headline) == ("政事儿", None)
    assert sina_with_bold.credits == [Credit("editor", "李思阳")]
    assert dated(sina_with_bold) == ("2021-08-09T12:10:12+08:00", "declared")


def test_002_has_its_bold_runs_in_strong(sina_with_bold: Article) -> None:
    assert sina_with_bold.html.count("<strong>") == sina_with_bold.html.count("</strong>") == 13
    assert "上午，<strong>吴政隆来到扬州市第二人民医院</strong>。在" in sina_with_bold.html
    assert "<p><strong>当天凌晨，" in sina_with_bold.html


def test_003_is_a_thread_of_its_forum(thread: Thread) -> None:
    assert (thread.type, thread.site, thread.publisher, thread.platform) == ("thread", "jurong_bbs", "句容热线网", "Discuz! X3.4")
    assert (thread.headline, thread.views, thread.reply_count) == ("省疫情防控工作领导小组会议召开", 19775, 5)
    assert thread.page.captured == "2024-05-09T15:39+08:00"


def test_003_has_6_posts_with_time_place_client_and_votes(thread: Thread) -> None:
    shown = [
        (post.floor, post.date_published, post.location, post.client, post.likes, post.dislikes, post.author)
        for post in thread.posts
    ]
    mobile = "手机客户端"
    assert shown == [
        (1, "2022-03-29T07:48:39+08:00", "中国江苏", None, None, None, None),
        (2, "2022-03-29T08:34:28+08:00", "中国江苏", mobile, 3, 0, None),
        (3, "2022-03-29T11:02:32+08:00", "中国江苏镇江", None, 2, 0, None),
        (4, "2022-03-29T13:31:30+08:00", "中国江苏南京", None, 2, 0, None),
        (5, "2022-03-29T13:53:37+08:00", "中国江苏镇江", None, None, None, None),
        (6, "2022-03-29T17:16:31+08:00", "中国江苏", mobile, 1, 0, None),
    ]


def test_003_has_the_source_and_the_reporters_of_its_opener(thread: Thread) -> None:
    opener, *replies = thread.posts
    assert opener.source == "金山网"
    assert opener.credits == [Credit("reporter", "黄伟"), Credit("reporter", "陈志奎")]
    assert opener.text.endswith("(黄伟 陈志奎)"), "glued to a sentence, so it stays"
    assert all(post.source is None and post.credits == [] for post in replies)


def test_003_has_lost_signature_and_chrome(thread: Thread) -> None:
    assert [post.text for post in thread.posts[1:]] == [
        "开来开去也没解决老百姓的实际问题,一帮官僚",
        "想想办法怎么解决双城生活的普通老百姓吧,他们上下班通勤是最大的问题,毕竟他们是需要养家糊口的",
        "怎么看都是一刀切,跟精准两个字差了十万八千里!",
        "这次疫情,双城生活的人可闹心了!",
        "这就是人民至上的做法吗",
    ]
    assert [removal.text for removal in thread.removed].count("专属句容本地社区") == 6


def test_004_has_7_paragraphs_and_3_images_without_proxy(zaker: Article) -> None:
    assert (paragraphs(zaker), len(zaker.images)) == (7, 3)
    stem = "myzaker.com/202204/6251168c8e9f0947667ede"
    assert [(image.url, image.width, image.height) for image in zaker.images] == [
        (f"http://zkres1.{stem}39_1024.jpg", 640, 180),
        (f"http://zkres2.{stem}3a_1024.jpg", 640, 207),
        (f"http://zkres1.{stem}3b_1024.jpg", 640, 416),
    ]
    assert all(set(image.seen_as) == {image.url, PROXY + image.url} for image in zaker.images)
    assert PROXY not in zaker.html and zaker.lead_image == zaker.images[0].url


def test_004_has_paragraphs_that_were_bare_text(zaker: Article) -> None:
    page = ROOT / zaker.page.path
    [body] = draft_of(read_page(zaker.page.path, page.read_bytes())).bodies
    assert [block.text[:4] for block in body.blocks if block.loose and block.text] == ["南通大学", "根据党中", "调研中，"]
    starts = [paragraph[:4] for paragraph in zaker.text.split("\n\n")]
    assert starts == ["吴政隆在", "从严从紧", "全力以赴", "新江苏 ", "南通大学", "根据党中", "调研中，"]


def test_004_has_its_reporter_photographer_and_date(zaker: Article) -> None:
    assert zaker.credits == [Credit("reporter", "黄伟"), Credit("photographer", "吴胜")]
    assert dated(zaker) == ("2022-04-09T13:16:00+08:00", "image-clock")
