"""Copies of a story are known, stories with other facts are left alone, and no text can do harm."""

from collections import Counter
from itertools import combinations, permutations
from random import Random
from typing import Any, NamedTuple

import numpy as np
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.items import Image, Item, Post, Removal
from crawler.runs.settling.connected_parts import ConnectedParts
from crawler.stories.candidates import FEW, MOST_COMPARED, Candidates, find_candidates, linked
from crawler.stories.compared import Told, told_of
from crawler.stories.differences import differences
from crawler.stories.fingerprint import Fingerprint, SignedRows, fingerprint, signatures_of
from crawler.stories.grouping import clusters, earliest, kept_of, rank_of
from crawler.stories.headlines import is_same_told
from crawler.stories.normal_form import normal_form, story_text
from crawler.stories.paragraphs import Change, paragraph_diff
from crawler.stories.verification import is_same_story
from tests.made_items import made_article, made_thread
from tests.support import ROOT

PAIRS: dict[str, list[dict[str, str]]] = yaml.safe_load((ROOT / "tests/story_pairs.yaml").read_text("utf-8"))
BASE: str = yaml.safe_load((ROOT / "tests/story_pairs.yaml").read_text("utf-8"))["base"]
EXPECTED = ("91a5ae2dcef03d02446741e56960c511", 3987450400, 2962732488)
NEWS = st.text(st.sampled_from("雨水江市一二三0123.。，\n\n abc防汛响应"), max_size=400)
TEXTS = st.text(max_size=300) | NEWS


class Member(NamedTuple):
    key: int
    date_published: str | None = None
    length: int = 100
    captured: str | None = None
    id: str = "0"
    path: str = "a"
    site: str = "s"
    publisher: str | None = None


def forms(pair: dict[str, str]) -> tuple[str, str]:
    return normal_form(pair["one"]), normal_form(pair["other"])


def bands_of(found: Fingerprint) -> list[int]:
    return [band for row in signatures_of([found]) for band in row["bands"].tolist()]


def why(pair: dict[str, str]) -> str:
    return pair["why"]


@pytest.mark.parametrize("pair", PAIRS["same"], ids=why)
def test_copies_are_one_story(pair: dict[str, str]) -> None:
    one, other = forms(pair)
    assert is_same_story(one, other) and is_same_story(other, one)


@pytest.mark.parametrize("pair", PAIRS["same"], ids=why)
def test_copies_are_candidates(pair: dict[str, str]) -> None:
    one, other = map(fingerprint, forms(pair))
    assert one.exact == other.exact or set(bands_of(one)) & set(bands_of(other))


@pytest.mark.parametrize("pair", PAIRS["different"], ids=why)
def test_other_facts_are_another_story(pair: dict[str, str]) -> None:
    one, other = forms(pair)
    assert not is_same_story(one, other) and not is_same_story(other, one)


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("", ""),
        ("……！？ \n　", ""),
        ("８月３日，ＡＢＣ公司", "8月3日abc公司"),
        ("涨 3.5%，报 1,234.50 元。", "涨3.5报1234.50元"),
        ("３．５度. 完.", "3.5度完"),
        ("a_b\u200bc\ud800d", "abcd"),
        ("發佈", "发布"),
        ("乾隆著《萬有》", "干隆着万有"),
    ],
)
def test_normal_form(text: str, form: str) -> None:
    assert normal_form(text) == form


@pytest.mark.parametrize(
    ("text", "bands"),
    [("", 0), ("短讯" * 24, 0), ("长讯" * 25, 64), ("长" * 100_000, 64), ("长" * 100_001, 0)],
)
def test_what_has_no_bands_is_compared_as_it_is(text: str, bands: int) -> None:
    found = fingerprint(text)
    assert (found.length, len(bands_of(found)), len(found.exact)) == (len(text), bands, 16)


def test_a_fingerprint_is_the_same_in_every_run() -> None:
    """Otherwise a store of earlier runs would find nothing."""
    found = fingerprint(normal_form(BASE))
    first, *_, last = bands_of(found)
    assert (found.exact.hex(), first, last) == EXPECTED


def test_the_text_of_a_thread_is_that_of_its_posts() -> None:
    thread = made_thread()
    thread.posts = [Post(floor=1, text="第一帖的正文写得足够长了，可以比较"), Post(floor=2, text="第二帖")]
    assert story_text(thread) == "第一帖的正文写得足够长了，可以比较\n\n第二帖"


def test_a_headline_counts_only_where_the_text_says_nothing() -> None:
    gone, other, long = made_article("甲"), made_article("乙"), made_article("丙")
    gone.text = other.text = "原文已被删除"
    long.text = BASE
    assert fingerprint(normal_form(story_text(gone))).exact != fingerprint(normal_form(story_text(other))).exact
    assert story_text(long) == BASE


HUGE = {
    "one character": "长" * 30_000_000,
    "digits": "1234567890" * 3_000_000,
    "points": "." * 30_000_000,
    "spaces between": "一 " * 15_000_000,
    "marks that combine": "e" + "\u0301\u0316" * 3_000_000,
}


@pytest.mark.parametrize("text", HUGE.values(), ids=HUGE)
def test_a_huge_text_is_compared_as_it_is(text: str) -> None:
    form = normal_form(text)
    assert not fingerprint(form).minima
    assert is_same_story(form, form) is bool(form)
    assert not is_same_story(form, form + "完")


@pytest.mark.parametrize("text", ["长" * 99_000, "1长" * 49_000], ids=lambda text: text[:2])
def test_the_longest_texts_are_compared(text: str) -> None:
    assert set(bands_of(fingerprint(text))) & set(bands_of(fingerprint(text + "完")))
    assert is_same_story(text, text + "完")


@given(TEXTS, TEXTS)
def test_the_order_of_two_texts_does_not_matter(one: str, other: str) -> None:
    one, other = normal_form(one), normal_form(other)
    assert is_same_story(one, other) is is_same_story(other, one)


@given(TEXTS)
def test_a_text_is_one_story_with_itself(text: str) -> None:
    form = normal_form(text)
    assert is_same_story(form, form) is bool(form)


@given(st.text(), st.text())
def test_unusual_strings_do_no_harm(one: str, other: str) -> None:
    """Also strings that are no normal form."""
    fingerprint(one * 20)
    is_same_story(one * 20, other * 20)
    is_same_story(one * 20 + other, other + one * 20)


ORDER = [
    Member(1, "2021-07-28T09:00:00+08:00", id="9"),
    Member(2, "2021-07-28T02:00:00+00:00", id="8"),
    Member(3, "2021-07-28T10:01+08:00", length=300),
    Member(4, "2021-07-28T10:01+08:00", length=200, captured="2021-08-01T00:00:00+08:00"),
    Member(5, "2021-07-28T10:01+08:00", length=200, captured="2021-08-02T00:00:00+08:00"),
    Member(6, "2021-07-28T10:01+08:00", length=200, id="1"),
    Member(7, "2021-07-28T10:01+08:00", length=200, id="2", path="a"),
    Member(8, "2021-07-28T10:01+08:00", length=200, id="2", path="b"),
    Member(9, None, length=900),
]


def test_the_earliest_comes_first_then_the_longest() -> None:
    backwards = ORDER[::-1]
    assert [member.key for member in sorted(backwards, key=earliest)] == [1, 2, 3, 4, 5, 6, 7, 8, 9]


@pytest.mark.parametrize(
    ("keep", "order"),
    [
        ("earliest", [1, 2, 3, 4]),
        ("longest", [3, 2, 1, 4]),
        ("丙报,乙报", [4, 2, 1, 3]),
        ("乙报, somewhere", [2, 3, 1, 4]),
    ],
)
def test_the_kept_one_is_chosen(keep: str, order: list[int]) -> None:
    members = [
        Member(1, "2021-07-28T09:00:00+08:00", id="1"),
        Member(2, "2021-07-29T09:00:00+08:00", 200, id="2", publisher="乙报"),
        Member(3, "2021-07-30T09:00:00+08:00", 300, id="3", site="somewhere"),
        Member(4, None, 50, id="4", publisher="丙报"),
    ]
    assert [member.key for member in sorted(members, key=rank_of(keep))] == order
    given = Member(5, None, 9, id="5", path="corpus:a")
    assert min([*members, given], key=rank_of(keep)) is given


def test_an_empty_list_of_publishers_keeps_nothing() -> None:
    with pytest.raises(ValueError, match="STORIES_KEEP"):
        rank_of(" , ")


def test_a_chain_is_not_followed() -> None:
    """2 is like 1 and 3, but 1 and 3 are not alike: 3 is kept, since what it is like is not."""
    members = [Member(key, id=str(key)) for key in (1, 2, 3)]
    assert clusters(members, [(1, 2), (2, 3)]) == {2: 1}


def test_a_member_repeats_the_first_kept_one() -> None:
    members = [Member(key, id=str(key)) for key in (1, 2, 3, 4)]
    assert clusters(members, [(1, 3), (2, 3), (4, 2), (9, 1)]) == {3: 1, 4: 2}


def test_kept_of_asks_only_those_that_come_before() -> None:
    first, second, third = (Member(key, id=str(key)) for key in (1, 2, 3))
    assert kept_of(second, [third, first], lambda _one, _other: True) is first
    assert kept_of(first, [third, second], lambda _one, _other: True) is None
    assert kept_of(third, [second, first], lambda one, _other: one.key == 2) is second


@given(st.sets(st.tuples(st.integers(0, 5), st.integers(0, 5)).filter(lambda pair: pair[0] < pair[1])), st.randoms())
def test_the_order_of_pages_does_not_matter(pairs: set[tuple[int, int]], draw: Any) -> None:
    members = [Member(key, length=key % 3, id=str(key)) for key in range(6)]
    expected = clusters(members, sorted(pairs))
    mixed = [pair[::-1] if draw.random() < 0.5 else pair for pair in draw.sample(sorted(pairs), len(pairs))]
    assert clusters(draw.sample(members, 6), mixed) == expected
    assert not set(expected.values()) & set(expected)
    assert all((one, other) in pairs or (other, one) in pairs for one, other in expected.items())


def test_every_order_of_three_gives_one_result() -> None:
    members = [Member(key, id=str(key)) for key in (1, 2, 3)]
    assert all(clusters(list(order), [(1, 2), (2, 3)]) == {2: 1} for order in permutations(members))


DIFFS = [
    ("", "", []),
    ("一", "一", [Change("kept", "一", "一")]),
    ("", "一", [Change("added", "", "一")]),
    ("一", "", [Change("removed", "一", "")]),
    (
        "甲\n\n一二三四五六\n\n丁",
        "甲\n\n一二三四五七\n\n丁",
        [("kept", "甲"), ("changed", "一二三四五六", "一二三四五七"), ("kept", "丁")],
    ),
    ("甲\n\n旧的段落", "甲\n\n全新内容", [("kept", "甲"), ("removed", "旧的段落"), ("added", "全新内容")]),
    ("一二三四五", "新来的话\n\n一二三四六", [("added", "新来的话"), ("changed", "一二三四五", "一二三四六")]),
    ("甲\n\n甲", "甲", [("kept", "甲"), ("removed", "甲")]),
]


@pytest.mark.parametrize(("before", "after", "expected"), DIFFS)
def test_paragraph_diff(before: str, after: str, expected: list[Any]) -> None:
    assert paragraph_diff(before, after) == [change if isinstance(change, Change) else shown(*change) for change in expected]


def shown(kind: Any, one: str, other: str | None = None) -> Change:
    return Change(kind, "" if kind == "added" else one, "" if kind == "removed" else other or one)


@given(
    st.lists(st.text("甲乙丙丁", min_size=1, max_size=5), max_size=12),
    st.lists(st.text("甲乙丙丁", min_size=1, max_size=5), max_size=12),
)
def test_a_diff_holds_every_paragraph_of_both(old: list[str], new: list[str]) -> None:
    changes = paragraph_diff("\n\n".join(old), "\n\n".join(new))
    assert [change.before for change in changes if change.before] == old
    assert [change.after for change in changes if change.after] == new


@settings(deadline=None)
@given(st.integers(1_001, 1_100))
def test_texts_of_very_many_paragraphs_are_told_apart(count: int) -> None:
    old = "\n\n".join(["头", *(f"旧段{at}" for at in range(count)), "尾"])
    changes = paragraph_diff(old, "头\n\n尾")
    assert [change.kind for change in changes] == ["kept", *["removed"] * count, "kept"]


def pictured(*urls: str) -> list[Image]:
    return [Image(url, [url]) for url in urls]


def test_differences_of_two_articles() -> None:
    one, other = made_article("甲"), made_article("乙")
    one.text, other.text = f"{BASE}\n\n只在这里。", BASE.replace("，", ", ") + "\n\n只在那里，另一段。"
    one.images, other.images = pictured("https://x.example/1", "https://x.example/2"), pictured("https://x.example/2")
    found = differences(one, other)
    assert found.headline
    assert found.paragraphs_only_in_one == ["只在这里。"] and found.paragraphs_only_in_other == ["只在那里，另一段。"]
    assert found.images_only_in_one == ["https://x.example/1"] and found.images_only_in_other == []


@pytest.mark.parametrize("item", [made_article(), made_thread()], ids=["article", "thread"])
def test_an_item_does_not_differ_from_itself(item: Item) -> None:
    assert differences(item, item) == (False, [], [], [], [])


def test_an_article_and_a_thread_are_compared_as_well() -> None:
    thread = made_thread()
    thread.posts[0].images = pictured("https://x.example/1")
    found = differences(thread, made_article())
    assert found.images_only_in_one == ["https://x.example/1"] and found.headline


def test_of_many_alike_the_most_alike_are_compared_whatever_their_order() -> None:
    """Fifty texts of one template, and a copy of one of them: it is compared with its original, and nothing with all others."""
    draw = Random(1)
    forms = [
        "".join(draw.choice("雨水江市防汛响应") if draw.random() < 0.1 else each for each in normal_form(BASE)) for _ in range(50)
    ]
    forms.append(forms[7][:-4] + "编辑某某")
    found = []
    for _ in range(3):
        draw.shuffle(forms)
        alike = Candidates()
        assert len(list(find_candidates(SignedRows(signatures_of([*map(fingerprint, forms)])), alike))) == 64
        pairs = [(forms[one], forms[other]) for one, other in alike.pairs()]
        assert max(Counter(one for one, _ in pairs).values()) == MOST_COMPARED
        found.append(set(pairs))
    copy = next(form for form in forms if form.endswith("编辑某某"))
    original = next(form for form in forms if form[:-4] == copy[:-4] and form != copy)
    assert found[0] == found[1] == found[2] and {(copy, original), (original, copy)} <= found[0]


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 2)), max_size=60))
def test_what_has_a_key_in_common_hangs_together_by_few_pairs(keys: list[tuple[int, int]]) -> None:
    ones, others = linked(np.array([first << 32 | second for first, second in keys], dtype=np.uint64))
    pairs = list(zip(ones.tolist(), others.tolist(), strict=True))
    assert len(pairs) == len(set(map(frozenset, pairs))) <= (FEW - 1) / 2 * len(keys)
    parts = ConnectedParts(pairs)
    for one, other in combinations(range(len(keys)), 2):
        assert parts.are_joined(one, other) is (keys[one][0] == keys[other][0])


def brief(text: str, headline: str, picture: str = "", video: str = "") -> Told:
    item = made_article()
    item.headline, item.text, item.images = headline, text, pictured(picture) if picture else []
    item.removed = [Removal("embed", "a video", video)] if video else []
    return told_of(item)


NOTICE = (
    "今天白天到夜间，城区晴转多云，早晚有轻雾，东南风二到三级，空气质量良好，适宜户外活动，请市民注意防晒补水，出行注意交通安全。"
)
HIRED = (
    "{0}因业务发展需要，现面向社会公开招聘{1}若干名，要求大专以上学历，年龄三十五周岁以下，身体健康，责任心强。有意者请将简历发至公司邮箱，"
    "初审合格者将在七个工作日内电话通知面试，所投资料恕不退还，公司将为应聘者保密。待遇面议，提供食宿，缴纳五险一金，节假日正常休息。"
)
LATER = "因版权原因，本文不予转载，请前往发布者的网站或者手机客户端阅读全文，由此带来的不便敬请谅解，感谢各位读者的支持。"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (brief(NOTICE, "天气"), brief(NOTICE, "今天的天气"), True),
        (brief(NOTICE, "柳河天气"), brief(NOTICE, "梧桐天气"), False),
        (brief(NOTICE, "天气第3期"), brief(NOTICE, "天气第4期"), False),
        (brief(LATER, "大桥通车"), brief(LATER, "新校开学"), False),
        (brief(LATER, "大桥通车"), brief(LATER, "大桥通车"), True),
        (brief("", "每日图集", "https://x.example/1"), brief("", "每日图集", "https://x.example/2"), False),
        (brief(NOTICE, "天气", "https://x.example/1"), brief(NOTICE, "天气", "https://x.example/2"), False),
        (brief(NOTICE, "天气", "https://x.example/1"), brief(NOTICE, "天气"), True),
        (brief(BASE, "柳河防汛", "https://x.example/1"), brief(BASE * 2, "梧桐防汛", "https://x.example/2"), True),
        (brief("", "每日视频", video="https://x.example/1"), brief("", "每日视频", video="https://x.example/2"), False),
        (brief("", "每日视频", video="https://x.example/1"), brief("", "每日视频", video="https://x.example/1"), True),
        (brief(NOTICE, "天气", video="https://x.example/1"), brief(NOTICE, "天气", video="https://x.example/2"), True),
        (brief("", ""), brief("", ""), False),
        (
            brief(HIRED.format("青江机械厂", "车工"), "青江机械厂招聘车工"),
            brief(HIRED.format("柳河纺织厂", "会计"), "柳河纺织厂招聘会计"),
            False,
        ),
        (brief(HIRED.format("青江机械厂", "车工"), "招聘"), brief(HIRED.format("青江机械厂", "会计"), "招聘"), True),
        (brief(HIRED.format("该厂", "车工"), "青江机械厂招聘车工"), brief(HIRED.format("该厂", "车工"), "有厂招人"), True),
        (
            brief(HIRED.format("青江厂", "车工") + BASE * 3, "青江厂招聘车工"),
            brief(HIRED.format("青江厂", "会计") + BASE * 3, "招聘会计"),
            True,
        ),
    ],
)
def test_of_few_words_headline_and_pictures_are_compared(one: Told, other: Told, same: bool) -> None:
    assert is_same_told(one, other) is is_same_told(other, one) is same


@given(st.text(st.sampled_from("aß.．1３①ｶﾞ\u1100\u1161\u11a8각가ÅſİﬁK²發一丁，\u3099\u0301\ud800\U0001f600𠀀豈_")))
def test_looking_characters_up_makes_the_same_normal_form(text: str) -> None:
    assert normal_form(text) == normal_form(f"{text}\U0001f600")
