"""Dates as pages give them, and what the clocks of the sites make of them."""

import json
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.content.dates import CHINA, is_counted, printed_date
from crawler.items import Article, Image
from crawler.platforms.site import Clock
from crawler.readers import read_page
from crawler.sites.guancha import Guancha
from crawler.sites.sina_finance import SinaFinance
from crawler.sites.zaker import Zaker
from pipelines.set_dates import set_date
from tests.made_archives import warc, write
from tests.made_items import made_article
from tests.processes import run
from tests.support import cleaned, cleaned_article, saved_dump

GUANCHA, SINA, ZAKER = Guancha.clock, SinaFinance.clock, Zaker.clock
GUANCHA_IMAGE = "https://i.guancha.cn/news/2021/08/09/20210809192947401.jpg"
ZAKER_IMAGE = "http://zkres1.myzaker.com/202204/6251168c8e9f0947667ede39_1024.jpg"  # made at 2022-04-09 13:15:24 in China


@pytest.mark.parametrize(
    ("raw", "moment"),
    [
        ("Mon, 09 Aug 2021 19:39:10 GMT", "2021-08-09T19:39:10+00:00"),
        ("Mon, 09 Aug 2021 19:39:10 +0800", "2021-08-09T19:39:10+08:00"),
        ("09 Aug 2021 19:39:10 GMT", "2021-08-09T19:39:10+00:00"),
        ("Mon, 9 Aug 2021 19:39 GMT", "2021-08-09T19:39:00+00:00"),
        ("Mon, 09 Aug 2021 19:39:10 -0000", "2021-08-09T19:39:10+08:00"),
        ("2021-10-28 14:08:07", "2021-10-28T14:08:07+08:00"),
        ("2021-10-28 14:08", "2021-10-28T14:08:00+08:00"),
        ("2021-10-28", "2021-10-28T00:00:00+08:00"),
        ("2021-1-2 3:04", "2021-01-02T03:04:00+08:00"),
        ("2021/10/28 14:08:07", "2021-10-28T14:08:07+08:00"),
        ("2021.10.28", "2021-10-28T00:00:00+08:00"),
        ("2021年10月28日 14:08", "2021-10-28T14:08:00+08:00"),
        ("2021年1月2日", "2021-01-02T00:00:00+08:00"),
        ("2021-10-28T14:08:07.000Z", "2021-10-28T14:08:07+00:00"),
        ("2021-10-28T14:08:07+08:00", "2021-10-28T14:08:07+08:00"),
        ("2021-10-28 14:08:07 +0800", "2021-10-28T14:08:07+08:00"),
        ("2021-10-28 14:08:07-05:30", "2021-10-28T14:08:07-05:30"),
        ("  2021-10-28 14:08:07 ", "2021-10-28T14:08:07+08:00"),
        ("２０２１年１０月２８日　１４：０８", "2021-10-28T14:08:00+08:00"),
        ("2021年10月28日14时08分", "2021-10-28T14:08:00+08:00"),
        ("2021年10月28日 14時08分07秒", "2021-10-28T14:08:07+08:00"),
        ("2021-10-28 下午 2:08", "2021-10-28T14:08:00+08:00"),
        ("10月28日 2021", "2021-10-28T00:00:00+08:00"),
        ("10月28日 2021 14:08", "2021-10-28T14:08:00+08:00"),
        ("2021-10-28\u00a002:08 PM", "2021-10-28T14:08:00+08:00"),
    ],
)
def test_read(raw: str, moment: str) -> None:
    parsed = printed_date(raw)
    assert parsed is not None and parsed.at.isoformat() == moment


@pytest.mark.parametrize(
    "raw",
    [
        *("", " ", "Invalid Date", "昨天", "3 小时前", "刚刚", "NaN", "null", "09/08/2021"),
        *("2021-13-01", "2021-02-30", "2021-10-28 25:00", "2021-10-28 14:61", "0000-01-01", "2021-10-28 14:08:07 +9999"),
        *("Mon, 32 Aug 2021 19:39:10 GMT", "Mon, 09 Foo 2021 19:39:10 GMT", "Mon, 09 Aug 2021 19:39:10 +99999999999"),
        *("111.09.03.12", "99/09/03", "111/9/3", "3-111-09-03"),  # may be anything
        *("2021-10-28 14:08:07 CST 以后", "-", ":", "Mon,", "Mon, 09 Aug"),
        *("2021-10-28 14:08:07 08:00", "2021-10-28T14:08:07 20:00 08:00", "10月28日20211", "10月282021"),
    ],
)
def test_not_read(raw: str) -> None:
    assert printed_date(raw) is None


CAPTURED = "2024-03-01T09:30:15+08:00"  # a Friday


@pytest.mark.parametrize(
    ("raw", "moment"),
    [
        ("昨天 12:30", "2024-02-29T12:30:00"),
        ("昨天12:30", "2024-02-29T12:30:00"),
        ("昨天\u00a012:30", "2024-02-29T12:30:00"),
        ("昨天　１２：３０", "2024-02-29T12:30:00"),
        ("昨日 12:30:59", "2024-02-29T12:30:59"),
        ("昨天 下午 2:30", "2024-02-29T14:30:00"),
        ("昨天 12:30 AM", "2024-02-29T00:30:00"),
        ("昨天", "2024-02-29T00:00:00"),
        ("前天 12:30", "2024-02-28T12:30:00"),
        ("今天 08:00", "2024-03-01T08:00:00"),
        ("今天 23:00", "2024-03-01T23:00:00"),
        ("刚刚", "2024-03-01T09:30:15"),
        ("剛才", "2024-03-01T09:30:15"),
        ("10 秒前", "2024-03-01T09:30:05"),
        ("１０秒鐘前", "2024-03-01T09:30:05"),
        ("5分钟前", "2024-03-01T09:25:15"),
        ("5 分鐘前", "2024-03-01T09:25:15"),
        ("31分前", "2024-03-01T08:59:15"),
        ("半小时前", "2024-03-01T09:00:15"),
        ("半個小時前", "2024-03-01T09:00:15"),
        ("4 小时前", "2024-03-01T05:30:15"),
        ("12\u00a0小時前", "2024-02-29T21:30:15"),
        ("3 天前", "2024-02-27T09:30:15"),
        ("3天前 12:30", "2024-02-27T12:30:00"),
        ("2周前", "2024-02-16T09:30:15"),
        ("1 个星期前", "2024-02-23T09:30:15"),
        ("周四 18:00", "2024-02-29T18:00:00"),
        ("星期六", "2024-02-24T00:00:00"),
        ("週五 09:00", "2024-03-01T09:00:00"),
        ("周五 10:00", "2024-02-23T10:00:00"),
        ("禮拜天 10:00", "2024-02-25T10:00:00"),
        ("02-29 14:08", "2024-02-29T14:08:00"),
        ("2月29日 14:08", "2024-02-29T14:08:00"),
        ("3/1 23:59", "2024-03-01T23:59:00"),
        ("3.2", "2023-03-02T00:00:00"),
        ("10-28 14:08:07", "2023-10-28T14:08:07"),
        ("10月28日", "2023-10-28T00:00:00"),
        ("12-31 14:08", "2023-12-31T14:08:00"),
    ],
)
def test_counted_from_the_capture(raw: str, moment: str) -> None:
    article = made_article()
    article.date_published_raw, article.page.captured = raw, CAPTURED
    set_date(article, ZAKER)
    assert (article.date_published, article.date_basis) == (f"{moment}+08:00", "capture-relative")
    assert article.date_published_raw == raw


@pytest.mark.parametrize("raw", ["昨天 12:30", "刚刚", "10 秒前", "半小时前", "3 天前", "周四 18:00", "02-29 14:08", "2月29日"])
def test_without_a_capture_nothing_is_counted(raw: str) -> None:
    article = made_article()
    article.date_published_raw = raw
    set_date(article, SINA)
    assert (article.date_published, article.date_basis, article.date_published_raw) == (None, "missing", raw)


@pytest.mark.parametrize(
    "raw",
    [
        *(
            "昨天 25:00",
            "昨天 12:61",
            "02-30 14:08",
            "13-01",
            "3 个月前",
            "1 年前",
            "天前",
            "前",
            "周八",
            "昨天前天",
            "大昨天",
            "下周五",
            "本周六",  # yet to come
            "上周日",  # of another week, where weeks begin on Sunday
            "3 months ago",
        ),
        *("今天天气很好", "昨天 12:30 某人", "半", "12:30", "10.28.", "9999999 天前", "半天前", "3 小时前 12:30"),
    ],
)
def test_what_is_no_date_is_not_counted(raw: str) -> None:
    assert printed_date(raw, CAPTURED) is None


@pytest.mark.parametrize(
    ("raw", "captured", "moment"),
    [
        ("02-29 10:00", "2023-05-01T00:00:00+08:00", "2020-02-29T10:00:00+08:00"),
        ("02-29 10:00", "2103-05-01T00:00:00+08:00", "2096-02-29T10:00:00+08:00"),
        ("昨天 10:00", "2024-01-01T00:10:00+08:00", "2023-12-31T10:00:00+08:00"),
        ("昨天 10:00", "2024-01-01T00:10:00-05:00", "2023-12-31T10:00:00-05:00"),
        ("2024-1-1 10:00", "2024-01-02T00:10-05:00", "2024-01-01T10:00:00-05:00"),
        ("昨天 10:00", "0001-01-01T00:10:00+08:00", None),
        ("9999 天前", "0001-01-01T00:10:00+08:00", None),
    ],
)
def test_the_calendar_and_the_zone_are_those_of_the_capture(raw: str, captured: str, moment: str | None) -> None:
    printed = printed_date(raw, captured, datetime.fromisoformat(captured).tzinfo)
    assert (printed.at.isoformat() if printed else None) == moment


@pytest.mark.parametrize(
    ("raw", "counted"),
    [
        ("昨天 12:30", True),
        ("3 天前", True),
        ("刚刚", True),
        ("周三", True),
        ("10-28 14:08", False),
        ("2021-10-28", False),
        ("x", False),
    ],
)
def test_what_changes_from_day_to_day_is_known(raw: str, counted: bool) -> None:
    assert is_counted(raw) is counted


def test_saving_an_article_again_does_not_change_its_id() -> None:
    ids = {cleaned_article("<p>桥修好了。</p>", date=date).id for date in ("昨天 12:30", "3 天前", "前天 12:30")}
    assert len(ids) == 1


def test_a_crawl_counts_from_when_the_pages_were_saved(tmp_path: Path) -> None:
    pages = {raw: saved_dump("<div><p>桥修好了。</p></div>", date=raw) for raw in ("昨天 12:30", "05-10 08:00", "5-11")}
    write(tmp_path / "pages", "fetched.warc", warc(pages))
    write(tmp_path / "pages", "plain.txt", pages["昨天 12:30"])
    ended = run(tmp_path, "crawl", "replay", "-a", "pages=pages", "-O", "items.jsonl")
    assert ended.returncode == 0, ended.stderr
    items = [json.loads(line) for line in (tmp_path / "items.jsonl").read_text("utf-8").splitlines()]
    assert [(item["date_published_raw"], item["date_published"], item["date_basis"]) for item in items] == [
        ("昨天 12:30", "2024-05-09T12:30:00+08:00", "capture-relative"),
        ("05-10 08:00", "2024-05-10T08:00:00+08:00", "capture-relative"),
        ("5-11", "2023-05-11T00:00:00+08:00", "capture-relative"),
        ("昨天 12:30", None, "missing"),
    ]


@pytest.mark.parametrize(
    ("clock", "raw", "images", "published", "basis"),
    [
        (SINA, "Wed, 28 Jul 2021 10:50:17 GMT", [], "2021-07-28T18:50:17+08:00", "declared"),
        (SINA, "2021-07-28 18:50:17", [], "2021-07-28T18:50:17+08:00", "local-time"),
        (SINA, "Wed, 28 Jul 2021 18:50:17 +0800", [], "2021-07-28T18:50:17+08:00", "declared"),
        (SINA, "Invalid Date", [], None, "missing"),
        (SINA, "", [], None, "missing"),
        (GUANCHA, "Mon, 09 Aug 2021 19:39:10 GMT", [], "2021-08-09T19:39:10+08:00", "site-clock"),
        (GUANCHA, "Mon, 09 Aug 2021 19:39:10 GMT", [GUANCHA_IMAGE], "2021-08-09T19:39:10+08:00", "image-clock"),
        (GUANCHA, "Mon, 09 Aug 2021 19:29:47 GMT", [GUANCHA_IMAGE], "2021-08-09T19:29:47+08:00", "image-clock"),
        (GUANCHA, "Mon, 09 Aug 2021 21:29:47 GMT", [GUANCHA_IMAGE], "2021-08-09T21:29:47+08:00", "image-clock"),
        (GUANCHA, "Mon, 09 Aug 2021 21:29:48 GMT", [GUANCHA_IMAGE], "2021-08-09T21:29:48+08:00", "site-clock"),
        (GUANCHA, "Mon, 09 Aug 2021 19:29:46 GMT", [GUANCHA_IMAGE], "2021-08-09T19:29:46+08:00", "site-clock"),
        (GUANCHA, "Mon, 09 Aug 2021 19:39:10 GMT", ["https://i.guancha.cn/a.jpg"], "2021-08-09T19:39:10+08:00", "site-clock"),
        (GUANCHA, "2021-08-09 19:39:10", [GUANCHA_IMAGE], "2021-08-09T19:39:10+08:00", "local-time"),
        (
            GUANCHA,
            "Mon, 09 Aug 2021 19:39:10 GMT",
            ["https://i.guancha.cn/20190101000000000.jpg", GUANCHA_IMAGE + "!cmspl"],
            "2021-08-09T19:39:10+08:00",
            "image-clock",
        ),
        (
            GUANCHA,
            "Mon, 09 Aug 2021 19:39:10 GMT",
            ["https://i.guancha.cn/20219999999999999.jpg"],
            "2021-08-09T19:39:10+08:00",
            "site-clock",
        ),
        (ZAKER, "Fri, 08 Apr 2022 21:16:00 GMT", [ZAKER_IMAGE], "2022-04-09T13:16:00+08:00", "image-clock"),
        (ZAKER, "Fri, 08 Apr 2022 21:16:00 GMT", [], "2022-04-09T13:16:00+08:00", "site-clock"),
        (
            ZAKER,
            "Fri, 08 Apr 2022 21:16:00 GMT",
            ["http://zkres1.myzaker.com/logo.png"],
            "2022-04-09T13:16:00+08:00",
            "site-clock",
        ),
    ],
)
def test_set(clock: Clock, raw: str, images: list[str], published: str | None, basis: str) -> None:
    article = made_article()
    article.date_published_raw = raw or None
    article.images = [Image(url, [url]) for url in images]
    set_date(article, clock)
    assert (article.date_published, article.date_basis) == (published, basis)
    assert article.date_published_raw == (raw or None), "the raw date stays"


def head(date: str, comments: str = "comments: false\n", body: str = "<div>   \n<p>桥修好了。</p></div>") -> bytes:
    return f"\n---\ntitle: 桥\nauthor: 某报\n{comments}date: {date}\n---\n\n{body}".encode()


@pytest.mark.parametrize("date", ["2021-10-28 14:08:07", "'2021-10-28 14:08:07'", " 2021-10-28 14:08:07  "])
def test_the_hour_at_which_a_mirror_ran_is_when_the_page_was_saved(date: str) -> None:
    article = cleaned(head(date))
    assert isinstance(article, Article)
    assert (article.date_published, article.date_published_raw, article.date_basis) == (None, date.strip(" '"), "mirror-run")
    assert (article.page.captured, article.flags) == ("2021-10-28T22:08:07+08:00", ["generic-site"])


@pytest.mark.parametrize(
    "page",
    [
        head("2021-10-28 14:08:07", comments=""),
        head("2021-10-28 14:08:07", comments="comments: true\n"),
        head("2021-10-28 14:08:07", body="<p>桥修好了。</p>"),
        head("2021/10/28 14:08:07"),
        head("2021-10-28T14:08:07"),
        head("发布时间：2021-10-28 14:08:07"),
    ],
)
def test_any_other_date_without_a_zone_is_local(page: bytes) -> None:
    article = cleaned(page)
    assert isinstance(article, Article)
    assert (article.date_published, article.date_basis) == ("2021-10-28T14:08:07+08:00", "local-time")
    assert (article.page.captured, article.flags) == (None, ["generic-site"])


@pytest.mark.parametrize("date", ["1970-01-01 08:00:00", "2016-09-14 20:30:00", "2021-13-28 14:08:07", "9999-12-31 23:59:59"])
def test_no_page_was_saved_when_no_mirror_ran(date: str) -> None:
    article = cleaned(head(date))
    assert isinstance(article, Article)
    assert (article.date_published, article.date_published_raw, article.page.captured) == (None, date, None)
    assert (article.date_basis, article.flags) == ("missing", ["generic-site", "date-doubt"])


def test_who_fetched_a_page_knows_best_when_and_who_copied_it_worst() -> None:
    page = head("2021-10-28 14:08:07")
    fetched = read_page("p", page, captured="2021-10-29T01:00:00+00:00", modified="2022-01-01T00:00:00+00:00")
    copied = read_page("p", page, modified="2022-01-01T00:00:00+00:00")
    assert (fetched.page.captured, copied.page.captured) == ("2021-10-29T09:00:00+08:00", "2021-10-28T22:08:07+08:00")


@pytest.mark.parametrize(
    ("title", "body", "published"),
    [
        ("A bridge", "<div><p>It is open again.</p></div>", None),
        ("橋が開通", "<div><p>きのう、かわのうえのあたらしいはしがひらかれました。</p></div>", None),
        ("桥", "<div><p>桥上写着「鬼の橋」。</p></div>", "2021-10-28T14:08:00+08:00"),
    ],
)
def test_nobody_knows_the_clock_of_a_stranger_who_writes_no_chinese(title: str, body: str, published: str | None) -> None:
    strange, dated = (cleaned_article(body, title=title, author="x", date=f"2021-10-28 14:08{zone}") for zone in ("", " +0800"))
    assert (strange.date_published, "date-doubt" in strange.flags) == (published, published is None)
    assert (dated.date_published, "date-doubt" in dated.flags) == ("2021-10-28T14:08:00+08:00", False)


@pytest.mark.parametrize(
    ("raw", "basis", "published", "in_doubt"),
    [
        ("Invalid Date", "missing", None, True),
        ("Thu, 01 Jan 1970 00:00:00 GMT", "missing", None, True),
        ("2021-10-28 14:08 XYZ", "missing", None, True),
        ("昨天 12:30", "missing", None, True),
        ("", "missing", None, False),
        ("Sun, 28 Oct 2021 14:08:07 GMT", "declared", "2021-10-28T22:08:07+08:00", True),
        ("Thu, 28 Oct 2021 14:08:07 GMT", "declared", "2021-10-28T22:08:07+08:00", False),
        ("最后更新：2021-10-28 14:08", "local-time", "2021-10-28T14:08:00+08:00", True),
    ],
)
def test_what_was_printed_and_not_understood_is_told(raw: str, basis: str, published: str | None, in_doubt: bool) -> None:
    article = made_article()
    article.date_published_raw = raw or None
    set_date(article, SINA)
    assert (article.date_published, article.date_basis) == (published, basis)
    assert article.flags == (["date-doubt"] if in_doubt else [])


def test_a_page_that_contradicts_its_date_is_told() -> None:
    """Saved a day before. A picture that is newer than its article came with a change."""
    changed, early = made_article(), made_article()
    changed.date_published_raw = early.date_published_raw = "Mon, 09 Aug 2021 16:00:00 GMT"
    changed.images = [Image(GUANCHA_IMAGE, [GUANCHA_IMAGE])]
    early.page.captured = "2021-08-08T15:59:59+08:00"
    for article in (changed, early):
        set_date(article, GUANCHA)
    assert (changed.flags, early.flags) == ([], ["date-doubt"])


def test_where_a_platform_found_a_date_stays() -> None:
    found, lost = made_article(), made_article()
    found.date_basis = lost.date_basis = "visible"
    found.date_published_raw, lost.date_published_raw = "2021年10月28日 14:08", "不久前"
    for article in (found, lost):
        set_date(article, SINA)
    assert (found.date_published, found.date_basis) == ("2021-10-28T14:08:00+08:00", "visible")
    assert (lost.date_published, lost.date_basis, lost.flags) == (None, "missing", ["date-doubt"])


def test_the_error_of_a_clock_is_that_of_its_utc() -> None:
    article = made_article()
    article.date_published_raw = "2021-08-09T19:39:10+08:00"
    set_date(article, GUANCHA)
    assert (article.date_published, article.date_basis) == ("2021-08-09T19:39:10+08:00", "declared")


@pytest.mark.parametrize("clock", [GUANCHA, SINA, ZAKER])
@pytest.mark.parametrize("raw", ["0001-01-01 00:00:00Z", "9999-12-31 23:59:59Z", "0001-01-01 00:00:00 +0900"])
def test_a_date_at_the_end_of_the_calendar_costs_no_article(clock: Clock, raw: str) -> None:
    article = made_article()
    article.date_published_raw = raw
    set_date(article, clock)
    assert article.date_published is None or len(article.date_published) == 25


PRINTED = st.text(st.sampled_from("昨前今天周三半小时分钟秒刚 0123456789０:-/.月日年PMZ+"), max_size=30)
DATES = st.from_regex(r"\d{1,5}[-/.]\d{1,3}[-/.]\d{1,3} \d{1,3}:\d{1,3}(:\d\d)? ?([+-]\d{2,6}|Z|GMT)?")


@given(st.text(max_size=40) | PRINTED | DATES, st.none() | st.datetimes(timezones=st.just(CHINA)))
def test_any_text_is_a_date_or_none(raw: str, captured: datetime | None) -> None:
    article = made_article()
    article.date_published_raw = raw
    article.page.captured = captured.isoformat(timespec="seconds") if captured else None
    set_date(article, Clock(error=timedelta(hours=8)))
    assert (article.date_published is None) == (article.date_basis == "missing")


@given(st.datetimes(min_value=datetime(1990, 1, 1), max_value=datetime(2100, 1, 1)), st.integers(0, 364))
def test_a_date_without_a_year_is_read_back(captured: datetime, days: int) -> None:
    printed = captured.replace(second=0, microsecond=0) - timedelta(days=days)
    read = printed_date(f"{printed:%m-%d %H:%M}", captured.isoformat(timespec="seconds") + "+08:00")
    assert read is not None and read.at == printed.replace(tzinfo=CHINA)
