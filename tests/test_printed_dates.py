"""Dates of all shapes, and what is none: a part that was not understood could be a zone, or a half of the day."""

from datetime import UTC, date, datetime, timedelta, timezone, tzinfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.content.dates import CHINA, is_counted, printed_date

CAPTURED = "2024-03-01T09:30:15+08:00"  # a Friday
CHICAGO = timezone(timedelta(hours=-6))


def listed(table: str) -> list[str]:
    return [entry.strip() for line in table.strip().splitlines() for entry in line.split(", ")]


def in_china(raw: str, captured: str | None = CAPTURED, local: tzinfo | None = CHINA) -> str | None:
    printed = printed_date(raw, captured, local)
    return printed.at.astimezone(CHINA).isoformat()[:-6] if printed else None


@pytest.mark.parametrize(
    ("raw", "instant"),
    [
        ("Thu Jul 01 2021 20:00:00 GMT-0500 (EST)", "2021-07-02T09:00:00"),
        ("Thu Jul 01 2021 20:00:00 GMT+0800 (中国标准时间)", "2021-07-01T20:00:00"),
        ("Thu Jul 01 2021 20:00:00 GMT+0800 (CST)", "2021-07-01T20:00:00"),
        ("Thu Jul 01 2021 20:00:00 GMT-0600 (CST)", "2021-07-02T10:00:00"),
        ("Thu Jul 01 2021 20:00:00 GMT+0200 (Mitteleuropäische Sommerzeit)", "2021-07-02T02:00:00"),
        ("Thu Jul 01 2021 20:00:00 GMT+0000 (Coordinated Universal Time)", "2021-07-02T04:00:00"),
        ("Thu, 01 Jul 2021 20:00:00 +8", "2021-07-01T20:00:00"),
        ("Thu, 01 Jul 2021 20:00:00 +09:00", "2021-07-01T19:00:00"),
        ("Thu, 01 Jul 2021 20:00:00 GMT-8", "2021-07-02T12:00:00"),
        ("Thu, 01 Jul 2021 20:00:00 UTC+8", "2021-07-01T20:00:00"),
        ("Thu, 01 Jul 2021 20:00:00 GMT +05:45", "2021-07-01T22:15:00"),
        ("Thu, 01 Jul 21 20:00 PDT", "2021-07-02T11:00:00"),
        ("2021-07-01 20:00 JST", "2021-07-01T19:00:00"),
        ("2021-07-01 20:00:00 +0800 CST", "2021-07-01T20:00:00"),
        ("2021-07-01 20:00:00 +0530 IST", "2021-07-01T22:30:00"),
        ("2021-07-01T20:00:00+08", "2021-07-01T20:00:00"),
        ("2021-07-01T20:00:00.123456Z", "2021-07-02T04:00:00"),
        ("2021-07-01T20:00+08:00[Asia/Shanghai]", "2021-07-01T20:00:00"),
        ("2021-07-01T20:00:00[Asia/Tokyo]", "2021-07-01T19:00:00"),
        ("2021-07-01T20:00-05:00", "2021-07-02T09:00:00"),
        ("2021-07-01 20:00:00-05:00", "2021-07-02T09:00:00"),
        ("20210701T200000Z", "2021-07-02T04:00:00"),
        ("20210701T200000+0900", "2021-07-01T19:00:00"),
        ("2021-07-01+08:00", "2021-07-01T00:00:00"),
        ("北京时间 2021-07-01 20:00", "2021-07-01T20:00:00"),
        ("2021-07-01 20:00（東京時間）", "2021-07-01T19:00:00"),
        ("2021年7月1日20:00 (东八区)", "2021-07-01T20:00:00"),
        ("2021-07-01 20:00 韓國時間", "2021-07-01T19:00:00"),
        ("2021-07-01T20:00:00+0900 (日本標準時)", "2021-07-01T19:00:00"),
        ("/Date(1625140800000)/", "2021-07-01T20:00:00"),
        ("Thursday, 01-Jul-21 12:00:00 GMT", "2021-07-01T20:00:00"),
        ("2021-07-01T20:00:00 09:00", "2021-07-01T19:00:00"),
        ("2021-07-01T20:00:00.123 0900", "2021-07-01T19:00:00"),
        ("美东时间2021年7月1日 上午9:30", "2021-07-01T21:30:00"),
        ("美東時間2021年12月1日 上午9:30", "2021-12-01T22:30:00"),
        ("2021-12-01 9:30 AM ET", "2021-12-01T22:30:00"),
        ("昨天 12:30 GMT+9", "2024-02-29T11:30:00"),
        ("昨天 12:30Z", "2024-02-29T20:30:00"),
    ],
)
def test_a_zone_that_is_named_counts(raw: str, instant: str) -> None:
    assert in_china(raw) == instant


@pytest.mark.parametrize(
    "raw",
    [
        "2021-07-01 20:00 IST",  # India, Israel, Ireland
        "2021-07-01 20:00 BST",
        "2021-07-01 20:00 XYZ",
        "2021-07-01 20:00 A",
        "2021-07-01 20:00 当地时间",
        "2021-07-01 20:00（美国时间）",
        "2021-07-01 20:00 GMT+25",
        "2021-07-01 20:00 +0817",
        "2021-07-01 20:00 GMT+8.5",
        "2021-07-01 20:00:00 +0800 JST",
        "北京时间 2021-07-01 20:00 JST",
        "2021-07-01T20:00[Mars/Olympus]",
        "2021-11-07 01:30 美东时间",  # the clocks showed it twice
        "2021-03-14 02:30 美东时间",  # and never
        "2021-07-01 08:00-10:00",  # from eight to ten, or in Hawaii
        "2021-07-01-05:00",
    ],
)
def test_a_zone_that_was_not_understood_is_not_the_sites(raw: str) -> None:
    assert in_china(raw) is None


def test_what_means_two_zones_is_that_of_the_site() -> None:
    assert in_china("2021-07-01 20:00 CST") == "2021-07-01T20:00:00"
    assert in_china("2021-07-01 20:00 CST", local=CHICAGO) == "2021-07-02T10:00:00"
    assert in_china("2021-07-01 20:00 CST", local=UTC) is None
    assert in_china("2021-07-01 20:00 CST", local=None) is None


@pytest.mark.parametrize("raw", ["2021-07-01 20:00:00", "2021-07-01", "昨天 12:30", "Thu, 01 Jul 2021 20:00:00 -0000"])
def test_without_a_zone_nothing_is_read_where_nobody_knows_the_sites(raw: str) -> None:
    assert in_china(raw) and in_china(raw, local=None) is None
    assert in_china(f"{raw} +0800", local=None) or "-0000" in raw or ":" not in raw


@pytest.mark.parametrize(
    "both",
    listed(
        """
        12:30 AM = 00:30, 12:30 PM = 12:30, 8:05 am = 08:05, 8:05pm = 20:05, 8 p.m. = 20:00
        上午12:30 = 00:30, 下午12:30 = 12:30, 下午 02:26 = 14:26, 下午 14:26 = 14:26, 午後0:30 = 12:30, 凌晨12:30 = 00:30
        凌晨1点 = 01:00, 早上8:05 = 08:05, 清晨5时 = 05:00, 中午12:30 = 12:30, 中午1点半 = 13:30, 中午11:30 = 11:30
        傍晚6:10 = 18:10, 晚8:00 = 20:00, 晚上 11点一刻 = 23:15, 晚上20:00 = 20:00, 深夜11:40 = 23:40
        半夜1点 = 01:00, 半夜0:10 = 00:10, 10时 = 10:00, 10点整 = 10:00, 10时05分 = 10:05, 10點05 = 10:05, 10：05 = 10:05
        十時三十分 = 10:30, 上午十点五分 = 10:05, 淩晨1:30 = 01:30, 下午兩點 = 14:00, PM08:39 = 20:39
        """
    ),
)
def test_halves_and_parts_of_the_day(both: str) -> None:
    printed, meant = both.split(" = ")
    assert in_china(f"2016年9月14日{printed}") == f"2016-09-14T{meant}:00"
    assert in_china(f"2016-09-14 {printed}") == f"2016-09-14T{meant}:00"


@pytest.mark.parametrize("printed", ["24:00", "24:00:00", "晚12时", "晚上12:00"])
def test_the_end_of_a_day_is_the_beginning_of_the_next(printed: str) -> None:
    assert in_china(f"2016年9月30日 {printed}") == "2016-10-01T00:00:00"


def test_a_leap_second_is_the_beginning_of_the_next_minute() -> None:
    assert in_china("2016-12-31T23:59:60Z") == "2017-01-01T08:00:00"
    assert in_china("2017-01-01 05:29:60 +0530") == "2017-01-01T08:00:00"


def test_what_stands_in_parentheses_behind_a_day_is_no_zone() -> None:
    assert in_china("2022-09-03（六）10:00") == "2022-09-03T10:00:00"


@pytest.mark.parametrize(
    "printed",
    listed(
        """
        24:01, 25:00, 14:60, 14:08:60, 14:08 AM, 凌晨9:00, 早上1:00, 中午8:00, 晚上3:00, 晚上12:30, 上午8:00 PM
        深夜12:00, 午夜12点, 半夜12:10, 下午, 晚, AM, 8:00 大约, 10时许, 10:00左右, 14:8, 14:08:7, 10:00 11:00, 8:00 xm
        """
    ),
)
def test_a_time_that_was_not_understood_is_none(printed: str) -> None:
    assert in_china(f"2016年9月14日 {printed}") is None


@pytest.mark.parametrize(
    "raw",
    [
        *listed(
            """
            2022年9月3日 星期六, 2022-09-03 (周六), 2022 年 9 月 3 日, 2022年09月03號（禮拜六）, 2022/9/3（六）, 2022. 9. 3.
            发布时间：2022-09-03, 發表於 2022-9-3, 时间：2022.09.03, 日期: 2022/9/3, 2022-09-03 发布, Posted on 2022-09-03
            二〇二二年九月三日, 二零二二年九月三日, 民國111年9月3日, 中華民國一百一十一年九月三日, 民國111/09/03, 令和4年9月3日
            创建于：2022-09-03, 🕒 2022-09-03, 發文日期：2022-09-03, Date published: 2022-09-03, 公元2022年9月3日
            二0二二年九月三日, 二O二二年九月三日, 2022年9月3日 星期六 农历八月初八, 2022-09-03 (農曆壬寅年八月初八), 2022·9·3
            公元二〇二二年九月三日, 20220903, 3 September 2022, Sept 3 2022, 3-Sep-2022, 2022年9月3日(土), ２０２２年９月３日
            111年9月3日, 111/09/03, 111-09-03, 111.09.03, 發布日期：111-09-03
            2022&nbsp;年9月3日, 3rd of September 2022, Sat 3 Sep 2022
            """
        ),
        *("Sep. 3rd, 2022", "Sat, 3 Sep, 2022", "\u200e2022\u200e/\u200e9\u200e/\u200e3", "九月 3, 2022"),
    ],
)
def test_days_in_all_dresses(raw: str) -> None:
    assert printed_date(raw) == (datetime(2022, 9, 3, tzinfo=CHINA), "local-time", False, False)


@pytest.mark.parametrize(
    "both",
    listed(
        """
        1662170400 = 2022-09-03T10:00:00, 1662170400000 = 2022-09-03T10:00:00, 1662170400.5 = 2022-09-03T10:00:00
        20220903100005 = 2022-09-03T10:00:05, 202209031000 = 2022-09-03T10:00:00, 20220903T1000 = 2022-09-03T10:00:00
        13/9/2022 = 2022-09-13T00:00:00, 9/13/2022 10:00 = 2022-09-13T10:00:00, 9.9.2022 = 2022-09-09T00:00:00
        20220903 100005 = 2022-09-03T10:00:05, 2022-09-03T10 = 2022-09-03T10:00:00, 2022-09-03_10:00 = 2022-09-03T10:00:00
        10:00 2022-09-03 = 2022-09-03T10:00:00, 3/Sep/2022:10:00:00 +0800 = 2022-09-03T10:00:00
        September 3 2022 at 10:00 AM = 2022-09-03T10:00:00, Sat Sep 03 10:00:00 CST 2022 = 2022-09-03T10:00:00
        03 Sep 22 10:00 = 2022-09-03T10:00:00, 03 Sep 99 10:00 = 1999-09-03T10:00:00
        昨晚8:00 = 2024-02-29T20:00:00, 今早 8:05 = 2024-03-01T08:05:00, yesterday 12:30 = 2024-02-29T12:30:00
        2 hours ago = 2024-03-01T07:30:15, an hour ago = 2024-03-01T08:30:15, just now = 2024-03-01T09:30:15
        3 hrs ago = 2024-03-01T06:30:15, 5m ago = 2024-03-01T09:25:15, 大前天 8:05 = 2024-02-27T08:05:00
        上周五 = 2024-02-23T00:00:00, 上周三 10:00 = 2024-02-21T10:00:00, 上上周一 = 2024-02-12T00:00:00
        本周一 = 2024-02-26T00:00:00, 這週三 8:00 = 2024-02-28T08:00:00
        1662170400000000 = 2022-09-03T10:00:00, 1662170400000000000 = 2022-09-03T10:00:00
        /Date(1662170400000+0800)/ = 2022-09-03T10:00:00, 2022-W35-6 = 2022-09-03T00:00:00, 2022W356 = 2022-09-03T00:00:00
        三天前 = 2024-02-27T09:30:15, 两小时前 = 2024-03-01T07:30:15, 十月二十八日 = 2023-10-28T00:00:00
        """
    ),
)
def test_numbers_and_words(both: str) -> None:
    raw, instant = both.split(" = ")
    assert in_china(raw) == instant


@pytest.mark.parametrize(
    "raw",
    listed(
        """
        3/4/2021, 03-04-2021, 3.4.2021, 3/4/21, 21-10-28, 15 Sep 03, 2021年, 2021-10, 2021年10月, Oct 2021, 2021-W43
        2021-10-28 2021-10-29, 2021-10-28 - 10-30, 2021-10-28 昨天, Oct 28 29 2021, 农历2021年八月初八, 农历八月初八 周三
        2021-W54-1, 约2021年10月28日
        0, 1, -1, 12345, 946684799, 2022090310, 9999999999, 1662170400 周六, 16621704000, 20221303, 20220903250000
        来源：新华网 2021-10-28, 2021-10-28 某人, 第2021-10-28号, <b>2021-10-28</b>, 2021-10-28?, NaN, Invalid Date
        """
    ),
)
def test_what_may_be_several_days_or_none_is_none(raw: str) -> None:
    assert in_china(raw) is None


@pytest.mark.parametrize(
    "raw",
    [
        *("Thu, 01 Jan 1970 00:00:00 GMT", "Wed, 31 Dec 1969 16:00:00 PST", "Mon, 01 Jan 0001 00:00:00 GMT"),
        *listed(
            """
            1970-01-01 08:00:00, 1970年1月1日, 1969-12-31T19:00:00-05:00, 0001-01-01T00:00:00Z, 0001-01-01 08:05:43
            0000-00-00 00:00:00, 1900-01-01, 1899-12-30, 1899-11-30
            9999-12-31 23:59:59, 1601-01-01T00:00:00Z, 19700101, 19700101080000
            """
        ),
    ],
)
def test_a_placeholder_says_nothing(raw: str) -> None:
    assert in_china(raw) is None


@pytest.mark.parametrize(
    "raw", ["Sun, 09 Aug 2021 19:39:10 GMT", "2021-08-09 星期二", "更新时间：2021-08-09", "Last updated: 9 Aug 2021"]
)
def test_a_date_in_doubt_is_told(raw: str) -> None:
    printed = printed_date(raw)
    assert printed is not None and printed.doubtful and printed.at.date() == date(2021, 8, 9)


@pytest.mark.parametrize(
    ("raw", "counted"),
    [("昨晚8:00", True), ("三天前", True), ("周三 10:00", True), ("2021-10-28 周四", False), ("十月二十八日", False)],
)
def test_what_changes_from_day_to_day_is_known(raw: str, counted: bool) -> None:
    assert is_counted(raw) is counted


MOMENTS = st.datetimes(min_value=datetime(1991, 1, 1), max_value=datetime(2099, 12, 30))
ZONES = st.integers(-48, 56).map(lambda quarters: timezone(timedelta(minutes=15 * quarters)))
SIGNS = st.text(st.sampled_from("昨前今天周三半小时分钟秒刚晚早点年月日时下午 0123456789０:-/.,()+TZAPMGCSJ"), max_size=12)
ANY = st.text(max_size=60) | SIGNS | st.builds("{}2021-10-28 10:00 {}".format, SIGNS, SIGNS)
LABELS = st.sampled_from(["", "发布时间：", "发表于 ", "Posted on ", "时间:", "日期："])
SHAPES = st.sampled_from(
    [
        *("%Y-%m-%d %H:%M:%S", "%Y年%m月%d日 %H:%M:%S", "%Y/%m/%dT%H:%M:%S"),
        *("%a, %d %b %Y %H:%M:%S", "%a %b %d %Y %H:%M:%S", "%Y%m%d%H%M%S"),
    ]
)


def offset_in(form: int, moment: datetime) -> str:
    """An offset as it is written: +0800, +08:00, GMT+08:00, UTC+8."""
    offset = moment.utcoffset() or timedelta()
    hours, minutes = divmod(abs(offset) // timedelta(minutes=1), 60)
    sign = "-" if offset < timedelta() else "+"
    long = f"{sign}{hours:02d}:{minutes:02d}"
    short = f"{sign}{hours}" if not minutes else f"{sign}{hours}:{minutes:02d}"
    return (long.replace(":", ""), long, f"GMT{long}", f"UTC{short}")[form]


@given(MOMENTS, ZONES, SHAPES, LABELS, st.integers(0, 3))
def test_what_is_printed_with_a_zone_is_read_back(moment: datetime, zone: tzinfo, shape: str, label: str, form: int) -> None:
    at = moment.replace(microsecond=0, tzinfo=zone)
    printed = printed_date(f"{label}{at:{shape}} {offset_in(form, at)}", None, None)
    assert printed is not None and (printed.at, printed.at.utcoffset(), printed.basis) == (at, at.utcoffset(), "declared")


@given(MOMENTS, SHAPES, LABELS, ZONES | st.none())
def test_what_is_printed_without_a_zone_is_in_the_sites_or_nowhere(
    moment: datetime, shape: str, label: str, local: tzinfo | None
) -> None:
    printed = printed_date(f"{label}{moment:{shape}}", None, local)
    expected = local and (moment.replace(microsecond=0, tzinfo=local), "local-time")
    assert (printed and (printed.at, printed.basis)) == expected


@given(MOMENTS, st.sampled_from(["%Y-%m-%d %I:%M %p", "%b %d, %Y %I:%M %p", "%Y年%m月%d日 {}%I:%M", "%Y-%m-%d {} %I:%M"]))
def test_halves_of_the_day_are_read_back(moment: datetime, shape: str) -> None:
    printed = printed_date(format(moment, shape).format("上午" if moment.hour < 12 else "下午"))
    assert printed is not None and printed.at.replace(tzinfo=None) == moment.replace(second=0, microsecond=0)


@given(st.sampled_from("今昨前"), st.integers(0, 25), st.integers(0, 61), MOMENTS, ZONES, ZONES)
def test_what_is_counted_is_read_at_once_as_it_is_by_its_parts(
    day: str, hour: int, minute: int, captured: datetime, zone: tzinfo, local: tzinfo
) -> None:
    served = captured.replace(tzinfo=zone).isoformat()
    printed = printed_date(f"{day}天 {hour}:{minute:02}", served, local)
    assert printed == printed_date(f"发表于 {day}天 {hour}:{minute:02}", served, local)
    assert (printed is None) == (minute > 59 or hour > 24 or (hour == 24 and minute > 0))


@given(MOMENTS, st.text(max_size=8), st.text(max_size=8))
def test_whatever_stands_around_an_instant_it_is_the_same_or_none(moment: datetime, before: str, after: str) -> None:
    at = moment.replace(microsecond=0, tzinfo=UTC)
    for raw in (f"{before} {at:%Y-%m-%d %H:%M:%S} GMT {after}", f"{before} {at:%Y年%m月%d日 %H:%M:%S} +00:00 {after}"):
        printed = printed_date(raw, CAPTURED)
        assert printed is None or printed.at == at


@given(ANY, ZONES | st.none())
def test_no_date_comes_out_with_a_zone_that_nobody_gave(raw: str, local: tzinfo | None) -> None:
    """What names no zone has the site's, or is none where nobody knows that; what names one is the same at every site."""
    printed, elsewhere = printed_date(raw, CAPTURED, local), printed_date(raw, CAPTURED, None)
    if printed is not None and printed.basis == "local-time":
        assert (printed.at.tzinfo, elsewhere) == (local, None)
    assert elsewhere is None or elsewhere == printed


@given(MOMENTS, st.text(st.sampled_from("BDFHIKLNQRVWXY甲乙丙区"), min_size=1, max_size=4))
def test_words_that_nobody_knows_leave_nothing(moment: datetime, word: str) -> None:
    assert printed_date(f"{moment:%Y-%m-%d %H:%M} {word}") is None


def test_of_seconds_since_1970_the_zone_is_known() -> None:
    assert printed_date("1662170400", None, None) == (datetime(2022, 9, 3, 2, tzinfo=UTC), "declared", True, False)
