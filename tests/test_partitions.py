"""A feed of many files: each item in the file of its partition, and all of the files or none."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.feeds.storages.partitions import KEYS, NULL, escaped, is_partitioned, partition_of
from crawler.files import spill as _spill
from crawler.files.spill import Spill
from crawler.items import Item
from tests.made_items import made_article, made_thread
from tests.tiny import crawl

HIVE = "corpus/type=%(item_type)s/site=%(item_site)s/items.{}"


@pytest.mark.parametrize(
    ("value", "step"),
    [
        (None, NULL),
        ("", NULL),
        ("观察者网", "观察者网"),
        ("../../etc", "%2E.%2F..%2Fetc"),
        ("..", "%2E%2E"),
        (".hidden", "%2Ehidden"),
        ("a/b\\c", "a%2Fb%5Cc"),
        ("50%=x", "50%25%3Dx"),
        ("a\x00\n", "a%00%0A"),
        ("C:", "C%3A"),
    ],
)
def test_a_value_is_one_safe_step_of_a_path(value: str | None, step: str) -> None:
    assert escaped(value) == step


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_no_value_leads_out_of_its_folder(value: str) -> None:
    step = escaped(value)
    assert (Path("/corpus") / step).resolve().parent == Path("/corpus")
    assert len(step.encode()) <= 255


@pytest.mark.parametrize(("date", "month"), [("2021-07-31T23:59+08:00", "2021-07"), (None, NULL)])
def test_the_month_is_that_of_the_sites_own_time(date: str | None, month: str) -> None:
    article = made_article()
    article.date_published = date
    assert partition_of(article)["item_month"] == month


def test_only_parameters_of_items_make_partitions() -> None:
    assert [is_partitioned(f"out/%({name})s.jsonl") for name in (*KEYS, "batch_id", "time", "item_nonsense")] == [True] * len(
        KEYS
    ) + [False] * 3


def test_items_wait_on_disk_in_their_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_spill, "MOST_BYTES", 3000)
    items: list[Item] = [made_article(str(number)) for number in range(20)] + [made_thread()]
    spill = Spill(tmp_path / "new")
    for number, item in enumerate(items):
        spill.add(str(number % 3), item)
    assert sum(file.stat().st_size for file in tmp_path.rglob("000000")) > 0, "some of them are on disk by now"
    assert {name: list(spill.items(name)) for name in spill.names()} == {str(each): items[each::3] for each in range(3)}
    spill.discard()
    assert not (tmp_path / "new").exists()


def files(folder: Path) -> Iterator[str]:
    return (str(file.relative_to(folder)) for file in sorted(folder.rglob("*")) if file.is_file())


def paths_in(feed: Path) -> list[str]:
    return [json.loads(line)["page"]["path"] for line in feed.read_text("utf-8").splitlines()]


def test_every_format_is_partitioned(tmp_path: Path) -> None:
    formats = ("jsonl", "csv", "parquet", "db")
    ended = crawl(tmp_path, "a b", *(part for form in formats for part in ("-O", HIVE.format(form))), "-O", "%(item_year)s.json")
    assert ended.returncode == 0, ended.stderr
    where = "corpus/type=article/site=guancha/items."
    assert sorted(files(tmp_path)) == sorted([f"{NULL}.json", *(where + form for form in formats)])
    assert paths_in(tmp_path / f"{where}jsonl") == ["pages/a.txt", "pages/b.txt"]


def test_o_adds_to_partitions_and_capital_o_tells_of_others(tmp_path: Path) -> None:
    feed = tmp_path / "corpus/type=article/site=guancha/items.jsonl"
    for option, expected in (("-o", ["a"]), ("-o", ["a", "b"]), ("-O", ["b"])):
        assert crawl(tmp_path, expected[-1], option, HIVE.format("jsonl")).returncode == 0
        assert paths_in(feed) == [f"pages/{name}.txt" for name in expected]
    feed.parent.rename(feed.parent.with_name("site=old"))
    ended = crawl(tmp_path, "a", "-O", HIVE.format("jsonl"))
    assert (
        ended.returncode == 0
        and "1 other files of an earlier run, such as corpus/type=article/site=old/items.jsonl" in ended.stderr
    )
    assert len(list(files(tmp_path))) == 2


def test_a_feed_that_lacks_an_item_is_not_stored(tmp_path: Path) -> None:
    ended = crawl(tmp_path, "a b c", "-O", "%(item_site)s.out:picky")
    assert ended.returncode == 1 and "missing from feeds: 1 items, 1 feeds" in ended.stdout
    assert not (tmp_path / "guancha.out").exists()


def test_a_disk_that_is_full_leaves_all_files_as_they_were(tmp_path: Path) -> None:
    (tmp_path / "guancha.out").write_text("as it was")
    ended = crawl(tmp_path, "a b", "-O", "%(item_site)s.out:full")
    assert ended.returncode == 1 and "missing from feeds: 0 items, 1 feeds" in ended.stdout
    assert [path.name for path in tmp_path.iterdir()] == ["guancha.out"] and (tmp_path / "guancha.out").read_text() == "as it was"


def test_only_local_files_are_partitioned_and_parquet_is_not_added_to(tmp_path: Path) -> None:
    ended = crawl(tmp_path, "a", "-O", "stdout:///%(item_site)s:jsonl")
    assert ended.returncode == 1 and "only local files can be partitioned" in ended.stderr
    assert [crawl(tmp_path, "a", "-o", HIVE.format("parquet")).returncode for _ in range(2)] == [0, 1]
