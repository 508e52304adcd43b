"""Dates as pages give them, and what the clocks of the sites make of them."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.items import Image
from crawler.sites._site import Clock
from crawler.sites.guancha import Guancha
from crawler.sites.sina_finance import SinaFinance
from crawler.sites.zaker import Zaker
from pipelines.set_dates import parse_date, set_date
from tests.made_items import made_article

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
        ("Mon, 09 Aug 2021 19:39:10 -0000", "2021-08-09T19:39:10"),
        ("2021-10-28 14:08:07", "2021-10-28T14:08:07"),
        ("2021-10-28 14:08", "2021-10-28T14:08:00"),
        ("2021-10-28", "2021-10-28T00:00:00"),
        ("2021-1-2 3:04", "2021-01-02T03:04:00"),
        ("2021/10/28 14:08:07", "2021-10-28T14:08:07"),
        ("2021.10.28", "2021-10-28T00:00:00"),
        ("2021年10月28日 14:08", "2021-10-28T14:08:00"),
        ("2021年1月2日", "2021-01-02T00:00:00"),
        ("2021-10-28T14:08:07.000Z", "2021-10-28T14:08:07+00:00"),
        ("2021-10-28T14:08:07+08:00", "2021-10-28T14:08:07+08:00"),
        ("2021-10-28 14:08:07 +0800", "2021-10-28T14:08:07+08:00"),
        ("2021-10-28 14:08:07-05:30", "2021-10-28T14:08:07-05:30"),
        ("  2021-10-28 14:08:07 ", "2021-10-28T14:08:07"),
    ],
)
def test_read(raw: str, moment: str) -> None:
    parsed = parse_date(raw)
    assert parsed is not None and parsed.isoformat() == moment


@pytest.mark.parametrize(
    "raw",
    [
        *("", " ", "Invalid Date", "昨天", "3 小时前", "刚刚", "NaN", "null", "1628509150", "09/08/2021", "20210809"),
        *("2021-13-01", "2021-02-30", "2021-10-28 25:00", "2021-10-28 14:61", "0000-01-01", "2021-10-28 14:08:07 +9999"),
        *("Mon, 32 Aug 2021 19:39:10 GMT", "Mon, 09 Foo 2021 19:39:10 GMT", "Mon, 09 Aug 2021 19:39:10 +99999999999"),
        *("2021-10-28 14:08:07 CST 以后", "-", ":", "Mon,", "Mon, 09 Aug"),
    ],
)
def test_not_read(raw: str) -> None:
    assert parse_date(raw) is None


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


@pytest.mark.parametrize("clock", [GUANCHA, SINA, ZAKER])
@pytest.mark.parametrize("raw", ["0001-01-01 00:00:00Z", "9999-12-31 23:59:59Z", "0001-01-01 00:00:00 +0900"])
def test_a_date_at_the_end_of_the_calendar_costs_no_article(clock: Clock, raw: str) -> None:
    article = made_article()
    article.date_published_raw = raw
    set_date(article, clock)
    assert article.date_published is None or len(article.date_published) == 25


@given(st.text(max_size=40) | st.from_regex(r"\d{1,5}[-/.]\d{1,3}[-/.]\d{1,3} \d{1,3}:\d{1,3}(:\d\d)? ?([+-]\d{2,6}|Z|GMT)?"))
def test_any_text_is_a_date_or_none(raw: str) -> None:
    article = made_article()
    article.date_published_raw = raw
    set_date(article, Clock(error=timedelta(hours=8)))
    assert (article.date_published is None) == (article.date_basis == "missing")
