"""Two wordings of a passage: what differs is shown, and nothing but it and what is around it."""

from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.commands._marks import Marks
from crawler.commands.runs import change_lines
from crawler.commands.stories import as_json, lines
from crawler.items import Article, Item
from crawler.runs.batch.runs import ItemChange
from crawler.stories.differences import changes_of, original_of
from crawler.stories.wording import Part, excerpt, wording
from tests.made_items import made_article

BEFORE = "江苏省今天通报，全省新增病例 39 例，其中南京 18 例，均已送往定点医院隔离治疗，情况稳定。"
AFTER = BEFORE.replace("39 例", "40 例").replace("南京", "扬州")
LONG = "河边的老桥昨天修好了，行人都从上面走过。" * 20


@pytest.mark.parametrize(
    ("before", "after", "parts"),
    [
        ("新增 39 例", "新增 40 例", [("kept", "新增 "), ("removed", "39"), ("added", "40"), ("kept", " 例")]),
        ("a", "a", [("kept", "a")]),
        ("", "新", [("added", "新")]),
        ("旧", "", [("removed", "旧")]),
        ("the cat sat", "the car sat", [("kept", "the "), ("removed", "cat"), ("added", "car"), ("kept", " sat")]),
        ("甲，乙丙", "丁，戊丙", [("removed", "甲，乙"), ("added", "丁，戊"), ("kept", "丙")]),
        ("", "", []),
    ],
)
def test_wording(before: str, after: str, parts: list[tuple[str, str]]) -> None:
    assert wording(before, after) == [Part(*part) for part in parts]  # type: ignore[arg-type]


TEXTS = st.text(st.sampled_from("甲乙丙丁，。 12ab\n"), max_size=60)


@given(TEXTS, TEXTS)
def test_nothing_of_two_wordings_is_missing(before: str, after: str) -> None:
    parts = wording(before, after)
    assert "".join(part.text for part in parts if part.kind != "added") == before
    assert "".join(part.text for part in parts if part.kind != "removed") == after
    assert all(part.text for part in parts)


@given(TEXTS, TEXTS, st.integers(1, 20))
def test_an_excerpt_has_every_change(before: str, after: str, around: int) -> None:
    parts = wording(before, after)
    shown = list(excerpt(parts, around))
    assert [part for part in shown if part.kind != "kept"] == [part for part in parts if part.kind != "kept"]
    assert all(len(part.text) <= 2 * around + 1 for part in shown if part.kind == "kept")


def test_texts_that_are_long_are_told_apart_in_time() -> None:
    one, other = "".join(map(chr, range(0x4E00, 0x6E00))), "".join(map(chr, range(0x6E00, 0x8E00)))
    assert wording(f"头{one}尾", f"头{other}尾") == [
        Part("kept", "头"),
        Part("removed", one),
        Part("added", other),
        Part("kept", "尾"),
    ]


def test_the_place_where_texts_differ_is_shown_with_what_is_around_it() -> None:
    shown = Marks().changed(LONG + BEFORE + LONG, LONG + AFTER + LONG)
    assert shown == "…江苏省今天通报，全省新增病例 [-39-]{+40+} 例，其中[-南京-]{+扬州+} 18 例，均已送往定点医院隔…"
    assert LONG in Marks(full=True).changed(LONG + BEFORE, LONG + AFTER)
    coloured = Marks(colour=True).changed("新增 39 例", "新增 40 例")
    assert coloured == "新增 \x1b[31;9m39\x1b[0m\x1b[32m40\x1b[0m 例"


def test_nothing_of_a_page_is_obeyed_by_a_terminal() -> None:
    assert "\x1b" not in Marks().changed("\x1b[2J甲", "\x1b[2J乙")
    assert "\x1b[2J" not in "".join(Marks(colour=True).line("added", "\x1b[2J") for _ in "x")


def test_colour_is_for_terminals(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR", "TERM"):
        monkeypatch.delenv(name, raising=False)
    terminal = StringIO()
    monkeypatch.setattr(terminal, "isatty", lambda: True)
    assert not Marks.of(StringIO()).colour and Marks.of(terminal).colour
    monkeypatch.setenv("NO_COLOR", "1")
    assert not Marks.of(terminal).colour
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert Marks.of(StringIO()).colour


def story() -> list[Article]:
    kept, wire, reprint = made_article("甲"), made_article("乙"), made_article("丙")
    kept.publisher, kept.source = "甲报", None
    wire.publisher, wire.source, wire.id = "乙报", "新华社", "b" * 16
    reprint.publisher, reprint.source, reprint.id = "丙网", " 乙报", "c" * 16
    kept.text, wire.text, reprint.text = BEFORE, f"{AFTER}\n\n本报讯。", f"{AFTER.replace('40', '41')}\n\n本报讯。"
    return [kept, wire, reprint]


def test_a_reprint_is_compared_with_what_it_reprinted() -> None:
    kept, wire, reprint = story()
    everyone: list[Item] = [kept, wire, reprint]
    assert original_of(reprint, everyone) is wire and not original_of(wire, everyone)
    shown = list(lines(kept, [wire, reprint], Marks()))
    assert f"    compared with {wire.id}, which it names as its source" in shown
    assert [line.strip() for line in shown if line.strip()[:1] in "~+-"] == [
        "~ 江苏省今天通报，全省新增病例 [-39-]{+40+} 例，其中[-南京-]{+扬州+} 18 例，均已送往定点医院隔…",
        "+ 本报讯。",
        "~ 江苏省今天通报，全省新增病例 [-40-]{+41+} 例，其中扬州 18 例，均已…",
    ]
    assert f'"compared_with":"{wire.id}"' in as_json(kept, [wire, reprint])


def test_what_moved_or_is_only_set_otherwise_did_not_change() -> None:
    kept, wire, _ = story()
    kept.text, wire.text = "第一段。\n\n第二段，很长。\n\n第三段。", "第三段。\n\n第一段。\n\n第二段, 很长。"
    assert {change.kind for change in changes_of(kept, wire)} == {"kept"}


def test_runs_diff_shows_the_place_where_values_differ() -> None:
    others = ["桥"] * 29
    texts = (f"{LONG}\n\n{BEFORE}", f"{LONG}\n\n{AFTER}")
    fields = [("text", *texts), ("headline", "旧桥", "新桥"), ("keywords", ["桥", *others], ["河", *others])]
    shown = list(change_lines(ItemChange("changed", "a" * 16, "p.html", "桥", fields), Marks()))
    assert shown == [
        f"changed {'a' * 16} p.html: 桥",
        "  text:",
        "    ~ 江苏省今天通报，全省新增病例 [-39-]{+40+} 例，其中[-南京-]{+扬州+} 18 例，均已送往定点医院隔…",
        '  headline: "旧桥" → "新桥"',
        '  keywords: ["[-桥-]{+河+}","桥","桥","桥","…',
    ]
