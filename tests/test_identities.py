"""An id rests on what a page proves, and what does not resemble an item is no revision of it, whatever the order of the pages."""

from functools import cache
from itertools import permutations
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.images.item_content import content_sha256
from crawler.items import Article, Flag, IdBasis, Image, Item
from crawler.platforms.identity import by_number, by_url, by_what_is_proved, proves_instant
from crawler.runs.settling.identities import tell_apart
from crawler.runs.settling.outcomes import outcomes
from crawler.runs.settling.read_items import Items
from crawler.runs.settling.same_stories import SameStories, additions_of
from crawler.runs.settling.waiting_items import WaitingItems
from crawler.state import open_state
from crawler.stories.verification import resembles
from tests.made_items import made_page

Told = tuple[str, list[Flag], int, bool]
INSTANT = "Wed, 03 Nov 2021 02:30:00 GMT"
RAIN = "受持续强降雨影响，青江上游水位快速上涨，当地于昨日傍晚启动防汛三级应急响应，转移群众四千余人，暂未收到人员伤亡的报告。"
BRIDGE = "柳河大桥昨天合龙，全长两公里半，双向六车道，两岸来往不必再绕行三十多公里，预计明年春天通车。"
BOOKS = "县图书馆这个月添了三百多种新书，读者凭借书证可以在总馆和乡镇分馆借阅，逾期不再收费。"


@pytest.mark.parametrize(
    ("raw", "proves"),
    [
        (INSTANT, True),
        ("2021-11-03T10:30+08:00", True),
        ("2021-11-03T02:30:00.123Z", True),
        ("Wed, 03 Nov 2021 10:30:00 +0800", True),
        ("Mon Aug 09 2021 10:00:00 GMT+0800 (China Standard Time)", True),
        ("2021-11-03", False),
        ("2021-10-28 14:08:07", False),
        ("2021年10月28日 14:08", False),
        ("Wed, 03 Nov 2021 00:00:00 GMT", False),
        ("Wed, 03 Nov 2021 16:00:00 GMT", False),
        ("Wed, 03 Nov 2021 00:00:00 +0800", False),
        ("2021-11-03T00:00:00-05:00", False),
        ("Thu, 01 Jan 1970 00:00:00 GMT", False),
        ("Thu, 01 Jan 1970 08:00:01 +0800", False),
        ("0001-01-01T02:30:00Z", False),
        ("昨天 12:30", False),
        ("3 天前", False),
        ("", False),
    ],
)
def test_what_proves_an_instant(raw: str, proves: bool) -> None:
    assert proves_instant(raw) is proves


def test_an_id_says_what_it_rests_on() -> None:
    assert (
        by_url("s", "https://x.example/1?b=2&a=1")
        == by_url("s", "http://x.example/1?a=1&b=2#p")
        == by_url("s", "https://x.example/1?a=1&utm_source=rss&b=2&spm=1.2")
        != by_url("s", "https://x.example/2")
    )
    assert by_number("s", "post", "7").basis == "number" and by_url("s", "https://x.example/1").basis == "url"
    headed = by_what_is_proved("s", "快讯", INSTANT, [RAIN])
    assert by_what_is_proved("s", "快讯", "", [], "https://x.example/1") == by_url("s", "https://x.example/1")
    assert headed.basis == "headline-and-instant" and headed == by_what_is_proved("s", "快讯", INSTANT, [BRIDGE])


@pytest.mark.parametrize(("headline", "date"), [("", INSTANT), ("快讯", "2021-11-03"), ("快讯", ""), ("", "昨天 12:30")])
def test_what_proves_nothing_is_known_by_its_words(headline: str, date: str) -> None:
    one, other = by_what_is_proved("s", headline, date, [RAIN]), by_what_is_proved("s", headline, date, [BRIDGE])
    assert one.basis == "text" and one != other and one == by_what_is_proved("s", headline, date, [RAIN])


def test_the_hour_of_a_mirrors_run_is_no_part_of_an_id() -> None:
    one, other = (by_what_is_proved("s", "快讯", date, [RAIN]) for date in ("2021-10-28 14:08:07", "2021-10-29 02:07:41"))
    assert one == other != by_what_is_proved("s", "快讯", "2021-10-28", [RAIN])


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        (RAIN, RAIN.replace("三级", "二级").replace("四千", "五千"), True),
        (RAIN, RAIN + BRIDGE + BOOKS, True),
        ("防汛三级应急响应", RAIN, True),
        ("", RAIN, True),
        (RAIN, BRIDGE, False),
        ("早安", "晚安", False),
        ("今天没有新闻", RAIN, False),
    ],
)
def test_resembles(one: str, other: str, alike: bool) -> None:
    assert resembles(one, other) is resembles(other, one) is alike


def article(
    text: str, picture: str = "", name: str = "", captured: str | None = None, basis: IdBasis = "headline-and-instant"
) -> Item:
    page = made_page(name or text)
    page.sha256 = f"{abs(hash((text, picture, name))) % 16**15:064x}"
    page.captured = captured
    images = [Image(picture, [picture])] if picture else []
    item = Article(id="0" * 16, id_basis=basis, site="s", headline="快讯", text=text, images=images, page=page)
    item.content_sha256 = content_sha256(item)
    return item


def told(where: str, items: list[Item], command: str = "one") -> dict[str, Told]:
    """The id, flags and revision of every item after a run, and whether it is the newest, by the name of its page."""
    held, found = WaitingItems(), {}
    for item in items:
        held.add(item)
    with open_state(where) as store:
        run = store.begin(command)
        with store.reading() as view:
            list(tell_apart(held, view, Items(held, view), run))
        same = SameStories(held)
        same.is_new[:] = held.firsts_with_text() == np.arange(len(items))
        for additions in additions_of(held, same, 3):
            store.add(run, additions, lambda exact, item: False)
        store.finish(run)
        with store.reading() as view:
            settled = [outcome for known in outcomes(held, view) for outcome in known]
        for at, outcome in enumerate(settled):
            item = held.item(at)
            found[item.page.path] = (item.id, list(item.flags), outcome.revision, outcome.is_newest)
    held.close()
    return found


@given(st.permutations([RAIN, BRIDGE, BOOKS, RAIN.replace("三级", "二级"), BRIDGE + "合龙仪式从简。"]))
def test_unlike_texts_under_one_id_are_items_whatever_their_order(texts: list[str]) -> None:
    found = told("sqlite://", [article(text) for text in texts])
    assert found == told_sorted(tuple(sorted(texts)))
    assert len({id_ for id_, *_ in found.values()}) == 3
    assert sum(flags == ["id-clash"] for _, flags, *_ in found.values()) >= 1
    assert sum(is_newest for *_, is_newest in found.values()) == 3


@cache
def told_sorted(texts: tuple[str, ...]) -> dict[str, Told]:
    return told("sqlite://", [article(text) for text in texts])


def test_the_item_that_was_stored_keeps_the_id(tmp_path: Path) -> None:
    where = str(tmp_path / "state.db")
    rain, bridge = article(RAIN, captured="2021-11-05T10:00+08:00"), article(BRIDGE, captured="2021-11-04T10:00+08:00")
    assert told(where, [rain])[rain.page.path] == ("0" * 16, [], 1, True)
    apart = told(where, [bridge], "two")[bridge.page.path]
    assert apart[0] != "0" * 16 and apart[1:] == (["id-clash"], 1, True)
    continued = article(BRIDGE + "合龙仪式从简。", captured="2021-11-06T10:00+08:00")
    again = told(where, [rain, bridge, continued], "three")
    assert again[rain.page.path][:2] == ("0" * 16, []) and again[bridge.page.path][0] == apart[0]
    assert again[continued.page.path] == (apart[0], ["id-clash"], 2, True) and not again[bridge.page.path][3]


def test_notices_under_one_headline_and_instant_that_name_others_are_items() -> None:
    notice = "我县离休干部{}同志因病医治无效，于昨日在县医院逝世，享年八十九岁，遗体告别仪式定于后天上午举行，望亲友周知。"
    names = ("王守田", "李长根", "欧阳明")
    assert len({id_ for id_, *_ in told("sqlite://", [article(notice.format(name)) for name in names]).values()}) == 3
    older = article(notice.format("王守田").replace("八十九", "八十八"))
    assert len({id_ for id_, *_ in told("sqlite://", [older, article(notice.format("王守田"))]).values()}) == 1


@pytest.mark.parametrize(("basis", "items"), [("headline-and-instant", 2), ("url", 1)])
def test_other_pictures_under_few_words_are_another_item_unless_the_address_is_one(basis: IdBasis, items: int) -> None:
    for pages in permutations([article("每日一图", f"https://x.example/{day}.jpg", str(day), basis=basis) for day in (1, 2)]):
        assert len({id_ for id_, *_ in told("sqlite://", list(pages)).values()}) == items
