"""The parts of a batch run by themselves: what workers write, and how often rules fire."""

import asyncio
import os
import random
import subprocess
import sys
from collections.abc import Generator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import Raw
from scrapy.settings import BaseSettings, Settings

from crawler.pages import Limits, SavedPage
from crawler.runs.batch.lock import AlreadyRunningError, RunLock
from crawler.runs.batch.part import Part, in_order, is_done, read_done
from crawler.runs.batch.records import Counted, Done, FileEnd, Made, Record, Same, ShardEnd, Skipped
from crawler.runs.batch.report import PageBalance, PagesFound, RuleUse, RunReport
from crawler.runs.batch.rule_use import known_rules, rules_by_use
from crawler.runs.batch.shard import SHARED, TURN, ShardFile, shard_of, together_in_shards
from crawler.runs.batch.worker import WorkerSetup
from crawler.runs.batch.workers import Workers, WorkersError
from crawler.runs.journal.entries import Dropped, Failed, PageRead, line_of
from crawler.runs.stages import cleaner_of
from tests.batch_stages import never_begin
from tests.made_archives import KINDS
from tests.support import saved_dump
from tests.test_job_file import project_settings

READ = PageRead("a.zip!/页.txt", "ab" * 32, None, "2024-05-10T08:30:00+08:00", None)
RECORDS: list[Record] = [
    Same(0, 7),
    Done(0, 0, "new", READ, "zaker", Made("article", Raw(b'{"id":"x"}'), b"0" * 16)),
    Skipped(0, "directory"),
    FileEnd(0),
    Done(1, 2, "redone", READ, None, Dropped("deleted at the source")),
]


def written(folder: Path) -> Path:
    """A part with :data:`RECORDS`, not finished."""
    part = Part.open(folder, "x")
    for record in RECORDS:
        part.add(record)
    part.close()
    return folder / "x.part"


def test_a_part_is_gone_on_with_after_what_is_in_it(tmp_path: Path) -> None:
    written(tmp_path)
    part = Part.open(tmp_path, "x")
    assert (part.files, part.pages) == (1, 1)
    part.add(FileEnd(1))
    part.finish({"read": 0.5})
    assert list(read_done(tmp_path, "x")) == [*RECORDS, FileEnd(1), ShardEnd({"read": 0.5})]
    assert is_done(tmp_path, "x") and not (tmp_path / "x.part").exists()


def test_what_an_earlier_version_wrote_is_done_anew(tmp_path: Path) -> None:
    line = b"".join(line_of(["dropped", 1, 2, "redone", READ, None, "deleted at the source"]))
    (tmp_path / "x.part").write_bytes(line)
    part = Part.open(tmp_path, "x")
    assert (part.files, part.pages) == (0, 0)
    part.close()
    (tmp_path / "y.done").write_bytes(line)
    assert not is_done(tmp_path, "y")


@given(st.data())
def test_any_damage_leaves_the_records_before_it(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    folder = tmp_path_factory.mktemp("part")
    whole = written(folder).read_bytes()
    at = data.draw(st.integers(0, len(whole) - 1))
    damaged = whole[:at] + data.draw(st.binary(max_size=8)) + whole[at + data.draw(st.integers(1, 9)) :]
    (folder / "x.part").write_bytes(damaged)
    Part.open(folder, "x").close()
    left = (folder / "x.part").read_bytes()
    assert whole.startswith(left[:at]) and left.count(b"\n") >= whole[:at].count(b"\n")
    part = Part.open(folder, "x")
    part.finish({})
    assert list(read_done(folder, "x"))[: whole[:at].count(b"\n")] == RECORDS[: whole[:at].count(b"\n")]


@given(st.integers(1, 400))
def test_a_finished_part_that_is_cut_off_is_removed(tmp_path_factory: pytest.TempPathFactory, cut: int) -> None:
    folder = tmp_path_factory.mktemp("part")
    written(folder)
    Part.open(folder, "x").finish({})
    done = folder / "x.done"
    done.write_bytes(done.read_bytes()[: -min(cut, done.stat().st_size)])
    assert not is_done(folder, "x") and not done.exists()


def test_a_lock_is_held_by_one_process_and_given_back_by_one_that_dies(tmp_path: Path) -> None:
    path = tmp_path / "x.lock"
    code = (
        "import sys, time; from pathlib import Path; from crawler.runs.batch.lock import RunLock\n"
        f"with RunLock(Path({str(path)!r}), '2026-11-28T03:00:00+08:00'):\n print('held', flush=True); time.sleep(600)"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE) as holder:
        assert holder.stdout and holder.stdout.readline() == b"held\n"
        with (
            pytest.raises(AlreadyRunningError, match=rf"process {holder.pid} on .* since 2026-11-28T03:00:00"),
            RunLock(path, ""),
        ):
            pass
        holder.kill()
    with RunLock(path, "now"):
        assert str(os.getpid()) in path.read_text()


def test_workers_that_never_begin_with_a_page_are_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crawler.runs.batch.workers.BEGINNING", 0.5)
    monkeypatch.setattr("crawler.runs.batch.workers.start_worker", never_begin)
    setup = WorkerSetup(BaseSettings(), None, tmp_path, 0, False, None, tmp_path / "runs.db", 1, 1)
    shard = shard_of("", [ShardFile("a.txt", "a.txt", ())], frozenset(), False)

    async def work(workers: Workers) -> None:
        async for _ in workers.finished([shard]):
            pass

    with pytest.raises(WorkersError, match="before they begin with a page"):
        asyncio.run(work(Workers(1, setup, 0.1, lambda: False)))


def report(rules: list[RuleUse], items: int) -> RunReport:
    return RunReport(
        run=1,
        job="a",
        job_file="a.yaml",
        started="",
        ended="",
        seconds=1,
        pages=PagesFound(found=0, new=0, changed=0, unchanged=0, redone={}, vanished=0),
        balance=PageBalance(pages=items, items=items, dropped=0, failed=0, difference=0),
        skipped={},
        items=[],
        failures=[],
        drops=[],
        rules=rules,
        expectations=[],
        stages=[],
        feeds=[],
        verdict=[],
        exit_code=0,
    )


def use(removals: int, judged: str = "usual") -> list[RuleUse]:
    return [RuleUse(rule="x", removals=removals, usual=None, judged=judged)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("last", "removals", "items", "expected"),
    [
        ([], 5, 100, (5, None, "usual")),
        ([], 0, 100, (0, None, "never")),
        ([report(use(10), 100)], 12, 100, (12, 10.0, "usual")),
        ([report(use(10), 100)], 60, 100, (60, 10.0, "unusual")),
        ([report(use(10), 100)], 60, 600, (60, 60.0, "usual")),
        ([report(use(1), 100)], 9, 100, (9, 1.0, "usual")),
        ([report(use(0, "never"), 100)], 3, 100, (3, 0.0, "new")),
        ([report(use(0, "usual"), 100)], 3, 100, (3, 0.0, "usual")),
        ([report(use(0, "never"), 100)], 0, 100, (0, 0.0, "never")),
        ([report(use(0, "usual"), 100)], 0, 100, (0, 0.0, "usual")),
        ([report([], 100)], 3, 100, (3, 0.0, "new")),
    ],
)
def test_how_often_a_rule_fires(
    last: list[RunReport], removals: int, items: int, expected: tuple[int, float | None, str]
) -> None:
    (found,) = [one for one in rules_by_use({"x": removals}, items, last) if one.rule == "x"]
    assert (found.removals, found.usual, found.judged) == expected


def test_rules_that_never_fire_are_listed_too() -> None:
    assert {"ad-element", "sina-app-qr"} <= known_rules() <= {one.rule for one in rules_by_use({}, 0, [])}


class Pause:
    def __await__(self) -> Generator[None, None, None]:
        yield


class Waiting:
    async def process_item(self, item: object) -> object:
        await Pause()
        return item


class NotWaiting:
    async def process_item(self, item: object) -> object:
        return item


class Nothing:
    def process_item(self, item: object) -> str:
        return "no item"


def with_stage(stage: type, order: int) -> Settings:
    settings = project_settings()
    settings.set("ITEM_PIPELINES", {**settings.getdict("ITEM_PIPELINES"), stage: order}, priority="cmdline")
    return settings


@pytest.mark.parametrize(
    ("settings", "site", "data", "expected"),
    [
        (with_stage(NotWaiting, 1), None, saved_dump("<div><p>树。</p></div>"), "guancha"),
        (with_stage(Waiting, 1), None, saved_dump("<div><p>树。</p></div>"), "RuntimeError: a stage waits for something"),
        (with_stage(Nothing, 999), None, saved_dump("<div><p>树。</p></div>"), "TypeError: the last stage gave str"),
        (project_settings(), "zaker", saved_dump("<div><p>树。</p></div>"), "of another site"),
        (project_settings(), None, b"\0\1", "UnreadablePageError"),
    ],
)
def test_what_a_page_becomes_without_an_engine(settings: Settings, site: str | None, data: bytes, expected: str) -> None:
    outcome, found = cleaner_of(settings, site).clean(SavedPage("a.txt", Path("a.txt")), data)
    if isinstance(outcome, Failed):
        assert f"{outcome.error}: {outcome.reason}".startswith(expected)
    elif isinstance(outcome, Dropped):
        assert outcome.reason == expected
    else:
        assert (outcome.item.site, found, outcome.item.flags) == (expected, expected, [])


@given(pages=st.integers(0, 9 * TURN), parts=st.integers(1, 4), counted=st.sets(st.integers(0, 9 * TURN)))
def test_shards_of_one_archive_are_told_in_its_order(
    tmp_path_factory: pytest.TempPathFactory, pages: int, parts: int, counted: set[int]
) -> None:
    folder = tmp_path_factory.mktemp("parts")
    file = ShardFile("a.zip", "a.zip", ())
    shards = [shard_of("", [file], frozenset(), False, part, parts) for part in range(parts)]
    for shard in shards:
        part = Part.open(folder, shard.name)
        for page in range(pages):
            if shard.takes(page):
                part.add(Skipped(0, f"{page}"))
                if page in counted or (page + 1) % TURN == 0:
                    part.add(Counted(b"%d" % page))
        part.add(FileEnd(0))
        part.finish({})
    told = [record for _, record in in_order(folder, shards)]
    assert [int(record.kind) for record in told if isinstance(record, Skipped)] == list(range(pages))
    places = [int(record.counts) for record in told if isinstance(record, Counted)]
    assert places == sorted(places) and sum(isinstance(record, FileEnd | ShardEnd) for record in told) == 2 * parts


def test_an_archive_that_is_most_of_the_work_is_shared(tmp_path: Path) -> None:
    large, small = (tmp_path / name for name in ("large.zip", "small.zip"))
    large.write_bytes(KINDS["zip"]({"a.txt": random.Random(1).randbytes(2 * SHARED)}))
    small.write_bytes(KINDS["zip"]({"a.txt": b"a"}))
    files = [ShardFile(file.name, str(file), ()) for file in (large, small)]
    for workers in (1, 3):
        assert list(together_in_shards(files, Limits(), workers)) == [([files[0]], workers), ([files[1]], 1)]
        names = {shard_of("", files[:1], frozenset(), False, part, workers).name for part in range(workers)}
        assert len(names) == workers
