"""What somebody looks for is found, in the state and in databases, however short it is; and nothing else."""

import sqlite3
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scrapy.exceptions import UsageError
from scrapy.settings import Settings

from crawler.commands import search
from crawler.commands._marks import Marks
from crawler.commands.search import Words, listed, places
from crawler.commands.syntax.search import Command
from crawler.content.grams import grams_of, grams_to_find
from crawler.feeds.exporters.sql_reader import candidates, engine_of
from crawler.items import Article
from crawler.state._stored_pages import encoded, packed, unpacked
from crawler.state.view import PageSearched
from tests.made_items import made_article, made_thread
from tests.test_sqlite import export, query

TEXT = "江苏今天通报疫情防控情况，G20峰会在杭州举行。Labour Party 3.5 亿"


def article(number: int, text: str, headline: str = "标题") -> Article:
    made = made_article()
    made.id, made.headline, made.text = f"{number:016x}", headline, text
    made.date_published = f"2021-07-{number + 1:02}T08:00:00+08:00"
    return made


@pytest.mark.parametrize(
    ("text", "grams"),
    [
        ("疫情防控", ["疫情", "情防", "防控", "疫情防", "情防控", "疫情防控"]),
        ("G20峰会", ["g20", "峰会"]),
        ("好，好。Not_bad", ["好", "好", "not", "bad"]),
        ("", []),
    ],
)
def test_grams(text: str, grams: list[str]) -> None:
    assert grams_of(text) == grams


@pytest.mark.parametrize(
    ("words", "grams"),
    [("疫情", ["疫情"]), ("江苏省委书记", ["江苏省委", "苏省委书", "省委书记"]), ("疫", []), ("G20峰会", ["g20", "峰会"])],
)
def test_what_is_looked_for(words: str, grams: list[str]) -> None:
    assert grams_to_find(words) == grams


FOUND = ["疫情", "江苏", "疫情防控", "江苏今天通报疫情", "g20", "G20峰会", "情", "3.5", "labour", "Party", "情况，"]


@pytest.mark.parametrize("word", FOUND)
def test_a_word_is_found_in_a_database(tmp_path: Path, word: str) -> None:
    path = tmp_path / "items.db"
    export(path, [article(1, TEXT), article(2, "别的")])
    ids = candidates(engine_of(str(path)), [word])
    assert ids is None or ids == {article(1, "").id}
    assert Words([word]).are_in(article(1, TEXT)) and not Words([word]).are_in(article(2, "别的"))


@pytest.mark.parametrize("word", ["Lab", "0峰", "abour", "江西"])
def test_a_part_of_a_word_of_letters_is_none(word: str) -> None:
    assert not Words([word]).are_in(article(1, TEXT)) or word == "0峰"


def test_the_words_may_stand_in_headline_and_posts(tmp_path: Path) -> None:
    path, thread = tmp_path / "items.db", made_thread()
    thread.headline, thread.posts[0].text, thread.posts[1].text = "河边的老桥", "昨天路过", "听说要修"
    export(path, [thread, article(1, TEXT)])
    assert candidates(engine_of(str(path)), ["老桥", "路过", "要修"]) == {thread.id}
    assert candidates(engine_of(str(path)), ["老桥", "疫情"]) == set()


def test_the_search_box_of_datasette_finds_two_characters(tmp_path: Path) -> None:
    """By the statements that Datasette asks: which table is the index, and which rows match what was typed, in quotes."""
    path = tmp_path / "items.db"
    export(path, [article(1, TEXT), article(2, "别的")])
    index = """SELECT name FROM sqlite_master WHERE rootpage = 0 AND (
        sql LIKE '%VIRTUAL TABLE%USING FTS%content="items"%' OR sql LIKE '%VIRTUAL TABLE%USING FTS%content=[items]%'
        OR (tbl_name = "items" AND sql LIKE '%VIRTUAL TABLE%USING FTS%'))"""
    assert query(path, index) == [("items_fts",)]
    for word in ("疫情", "江苏", "疫情防控", "杭州"):
        match = f"SELECT id FROM items WHERE rowid IN (SELECT rowid FROM items_fts WHERE items_fts MATCH '\"{word}\"')"
        assert query(path, match) == [(article(1, "").id,)], word


LETTERS = st.text(st.sampled_from("疫情防控江苏，。 aB1ß\U00020000ー한"), max_size=14)


@settings(max_examples=30)
@given(st.lists(LETTERS, min_size=1, max_size=5), st.lists(LETTERS.filter(str.split), min_size=1, max_size=3))
def test_no_item_that_has_the_words_is_missed(texts: list[str], phrases: list[str]) -> None:
    items = [article(number, text) for number, text in enumerate(texts)]
    words = [word for phrase in phrases for word in phrase.split()]
    having = {item.id for item in items if Words(words).are_in(item)}
    with TemporaryDirectory() as folder:
        export(Path(folder) / "items.db", [*items])
        ids = candidates(engine_of(f"{folder}/items.db"), words)
    assert ids is None or having <= ids


@given(st.lists(LETTERS, min_size=1, max_size=3), st.lists(LETTERS.filter(str.split), min_size=1, max_size=3))
def test_no_item_of_a_state_that_has_the_words_is_passed_over(texts: list[str], phrases: list[str]) -> None:
    words = Words(word for phrase in phrases for word in phrase.split())
    for text in texts:
        item = article(1, text)
        assert unpacked(packed(encoded(item)), "article", words.parts()) or not words.are_in(item)


def test_an_item_of_a_state_that_lacks_a_part_is_not_made() -> None:
    kept = packed(encoded(article(1, TEXT)))
    assert unpacked(kept, "article", Words(["疫情", "G20峰会"]).parts()) == article(1, TEXT)
    assert unpacked(kept, "article", Words(["疫情", "江西"]).parts()) is None


def test_the_newest_are_listed_first_and_all_are_counted() -> None:
    items = [article(number, f"第{number}期，{TEXT}") for number in range(5)]
    lines = list(listed(items, Words(["疫情"]), 2, Marks()))
    assert [line.split()[0] for line in lines if line.startswith("0")] == [items[4].id, items[3].id]
    assert lines[-1] == "5 items; the newest 2 are listed (--most N)"
    assert "  第4期，江苏今天通报[疫情]防控情况，G20峰会在杭州举行。Labo…" in lines
    assert list(listed(items[:1], Words(["疫情"]), 2, Marks()))[-1] == "1 items"


def test_places_are_apart_and_safe() -> None:
    text = "疫情。" * 3 + "无" * 60 + "疫情\x1b[2J" + "无" * 60 + "疫情" + "无" * 60 + "疫情"
    shown = list(places(text, Words(["疫情"]), Marks()))
    assert len(shown) == 3 and shown[0].startswith("[疫情]。[疫情]。[疫情]。") and "\x1b" not in "".join(shown)
    assert "\x1b[33m疫情\x1b[0m" in next(iter(places(text, Words(["疫情"]), Marks(colour=True))))


def test_the_state_gives_the_newest_revision(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    items = [article(1, "旧的疫情通报"), article(1, "新的通报"), None, article(2, TEXT)]

    def looked_through(parts: list[bytes]) -> Iterator[PageSearched]:
        for number, item in enumerate(items):
            kept = unpacked(packed(encoded(item)), "article", parts) if item else None
            yield PageSearched(number, item.id if item else "", kept, is_damaged=item is None)

    @contextmanager
    def state(_: Any) -> Any:
        view = SimpleNamespace(searched=looked_through, items=lambda numbers: {number: items[number] for number in numbers})
        yield SimpleNamespace(reading=lambda: contextmanager(lambda: iter([view]))())

    monkeypatch.setattr(search, "state_of", state)
    said, code = searched(capsys, "疫情", json=False)
    assert said.startswith(f"{article(2, '').id}  2021-07-03T") and code == 0
    assert said.endswith("1 items\n1 damaged pages skipped: see scrapy state check\n")


def searched(capsys: pytest.CaptureFixture[str], *words: str, **options: Any) -> tuple[str, int]:
    """What the command says on stdout and stderr, and its exit code."""
    command = Command()
    command.settings = Settings()
    command.run([*words], Namespace(**{"feed": None, "json": True, "reindex": False, "most": 9} | options))
    told = capsys.readouterr()
    return told.out + told.err, command.exitcode


def test_a_database_is_searched_and_made_right_again(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = str(tmp_path / "items.db")
    export(tmp_path / "items.db", [article(1, TEXT), article(2, "别的")])
    assert searched(capsys, "江苏 疫情", feed=path)[0].count("\n") == 1
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE items SET text = '浙江' WHERE text = '别的'")
    connection.close()
    assert searched(capsys, "浙江", feed=path) == ("", 0)
    assert article(2, "").id in searched(capsys, "浙江", feed=path, reindex=True)[0]
    none, others = tmp_path / "none.db", tmp_path / "others.db"
    with sqlite3.connect(others) as connection:
        connection.execute("CREATE TABLE items (mine)")
    connection.close()
    missing = f"{none} cannot be read: FileNotFoundError: no such file: {none}\n"
    assert searched(capsys, "江苏", feed=str(none)) == (missing, 1) and not none.exists()
    said, code = searched(capsys, "江苏", feed=str(others))
    assert said == f"{others} cannot be read: ValueError: no feed of items was written there\n" and code == 1


@pytest.mark.parametrize("wrong", [{"feed": "x.jsonl"}, {"feed": "x.parquet", "reindex": True}, {"reindex": True}])
def test_wrong_usage(capsys: pytest.CaptureFixture[str], wrong: dict[str, Any]) -> None:
    with pytest.raises(UsageError):
        searched(capsys, "江苏", **wrong)
    with pytest.raises(UsageError):
        searched(capsys, " ")
