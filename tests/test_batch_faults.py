"""Batch runs that are killed, stopped, or whose workers die: nothing is lost, nothing is done twice."""

import os
import random
import re
import signal
import struct
import time
from functools import cache
from pathlib import Path

import pytest

from benchmarks.pages import distinct_pages
from crawler.runs.batch.file_walk import AtHandFile
from tests.batch_runs import SETTINGS, BatchFolder
from tests.batch_stages import DEVOURS, HANGS, HELD, KILLS, KILLS_ONCE, WAITS
from tests.made_archives import KINDS
from tests.processes import UNWATCHED, run
from tests.support import made_once, saved_dump

PAGES = 320
SEED = 5
KILLED = 6
JOBS = """
jobs:
  news:
    pages: [pages, more.zip, more.tar.zst]
    feeds:
      out/items.jsonl:
      out/items.csv:
      out/items.xml:
    settings: {KEEP_FAILED_PAGES: out/kept}
"""
FEEDS = ("items.jsonl", "items.csv", "items.xml")
IN_LARGE = 160
ARCHIVE = """
jobs:
  news:
    pages: [large.tar]
    feeds: {out/items.jsonl: , out/items.csv: }
"""


def filled(folder: Path, jobs: str = JOBS) -> BatchFolder:
    """Plain pages and two archives; every twentieth page is dropped, every twentieth fails, and the last can be waited at: a run
    that is to be killed or stopped does not end before it is."""
    made = BatchFolder(folder, jobs, is_watched=False)
    for path, data in files().items():
        made.write(path, data)
    return made


@cache
def files() -> dict[str, bytes]:
    pages = {f"{number:04d}.txt": text.encode() for number, (_, text) in enumerate(distinct_pages(PAGES))}
    pages |= {
        f"{number:04d}.txt": saved_dump("<div><p>（原文已被删除）</p></div>", author="ZAKER") for number in range(0, PAGES, 20)
    }
    pages |= {f"{number:04d}.txt": b"\0\1" for number in range(10, PAGES, 20)}
    pages[f"{PAGES - 1:04d}.txt"] = saved_dump(f"<div><p>{WAITS}。</p></div>", title="最后一题")
    names = list(pages)
    made = {f"pages/{name}": pages[name] for name in names[: PAGES * 3 // 4]}
    for kind, part in (("zip", names[PAGES * 3 // 4 : -40]), ("tar.zst", names[-40:])):
        made[f"more.{kind}"] = KINDS[kind]({name: pages[name] for name in part})
    return made


def left_in(batch: Path) -> dict[str, bytes]:
    """All that a run leaves in ``out/``, but for its report, which tells the time, and to whom that belongs."""
    files = (file for file in (batch / "out").rglob("*") if file.is_file() and file.stem not in ("report", ".owner"))
    return {file.relative_to(batch).as_posix(): file.read_bytes() for file in files}


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return left_in(made_once(tmp_path_factory, "undisturbed", lambda folder: filled(folder).run("-j", "1")))


def test_the_feeds_are_those_of_a_replay(undisturbed: dict[str, bytes], tmp_path: Path) -> None:
    batch = filled(tmp_path / "a")
    outputs = [argument for feed in FEEDS for argument in ("-O", f"out/{feed}")]
    for place in ("pages", "more.zip", "more.tar.zst"):
        (batch.folder / "list.txt").open("a").write(f"{place}\n")
    batch.go_on()
    arguments = ["crawl", "replay", "-a", "pages=list.txt", *outputs, "-s", "KEEP_FAILED_PAGES=out/kept"]
    run(batch.folder, *arguments, environment=UNWATCHED | SETTINGS).check_returncode()
    replayed = left_in(batch.folder)
    replayed["out/reports/news/1/failed.jsonl"] = replayed.pop("out/failed.jsonl")
    assert undisturbed == replayed
    assert undisturbed["out/items.jsonl"].count(b"\n") == PAGES * 18 // 20


def test_two_workers_write_what_one_writes(undisturbed: dict[str, bytes], tmp_path: Path) -> None:
    batch = filled(tmp_path / "a")
    batch.run("-j", "2")
    assert left_in(batch.folder) == undisturbed


def test_runs_killed_at_random_moments_and_one_more(undisturbed: dict[str, bytes], tmp_path: Path) -> None:
    batch, draw = filled(tmp_path / "a"), random.Random(SEED)
    most = PAGES * 6000  # bytes, of about 14,000 that workers write of a page
    for number, size in enumerate(sorted(draw.randrange(most) for _ in range(KILLED))):
        process = batch.start("-j", "2")
        batch.wait_for(process, size)
        if number % 2:
            process.kill_all()
        else:
            process.kill()
        process.communicate()
        assert process.returncode == -signal.SIGKILL
        whole = {name: data for name, data in left_in(batch.folder).items() if "/kept/" not in name and Path(name).name[0] != "."}
        assert all(undisturbed[name] == data for name, data in whole.items()), "a half file is under a final name"
    printed = batch.run("-j", "2")
    assert {name: data for name, data in left_in(batch.folder).items() if not Path(name).name.startswith(".")} == undisturbed
    assert f"{PAGES} pages = {PAGES * 18 // 20} items + {PAGES // 20} dropped + {PAGES // 20} failed: OK" in printed
    assert len(batch.runs().splitlines()) == 2, "one run is on record, under a heading"


def test_workers_that_are_killed_cost_what_they_had_at_hand(undisturbed: dict[str, bytes], tmp_path: Path) -> None:
    batch = filled(tmp_path / "a")
    process = batch.start("-j", "2")
    killed: dict[int, int] = {}  # worker → its file: a page at which two workers die would be a failed one
    for size in (200_000, 900_000):
        batch.wait_for(process, size)
        kill_another(batch, killed)
    batch.go_on()
    printed, _ = process.communicate()
    assert process.returncode == 0 and killed, printed
    assert left_in(batch.folder) == undisturbed


def kill_another(batch: BatchFolder, killed: dict[int, int]) -> None:
    """Kill a worker, if there is one at a file that is not near those at which others were."""
    for file in (batch.folder / ".qingliu/batch/jobs.yaml/news").glob("worker-*"):
        if (at_hand := AtHandFile.read(file)) and at_hand.pid not in killed:
            os.kill(at_hand.pid, signal.SIGSTOP)
            stopped = AtHandFile.read(file) or at_hand
            if all(abs(stopped.file - other) > 1 for other in killed.values()):
                os.kill(at_hand.pid, signal.SIGKILL)
                killed[at_hand.pid] = stopped.file
                return
            os.kill(at_hand.pid, signal.SIGCONT)


@pytest.mark.parametrize(
    ("text", "error", "reason"),
    [
        (KILLS, "WorkerDiedError", "2 workers died at it"),
        (HANGS, "WorkerDiedError", "2 workers died at it"),
        (DEVOURS, "MemoryError", ""),
    ],
)
def test_a_page_that_ends_its_worker_costs_one_page(tmp_path: Path, text: str, error: str, reason: str) -> None:
    for patience in (1, 20, 400):  # with too little of it, on a slow machine other pages hang as well
        batch = BatchFolder(tmp_path / f"{patience}")
        for number in range(6):
            batch.page(f"{number}.txt", text if number == 3 else f"第{number}句。")
        batch.run("-s", f"BATCH_PATIENCE={patience}")
        if batch.report(1)["balance"]["failed"] == 1:
            break
    assert batch.paths(1) == ["0.txt", "1.txt", "2.txt", "4.txt", "5.txt"]
    report = batch.report(1)
    assert (report["balance"]["failed"], report["failures"][0]["kind"].partition(": ")[2]) == (1, error)
    assert report["failures"][0]["samples"] == [{"path": "pages/3.txt", "reason": reason, "kept": None}]


def test_a_page_at_which_a_worker_dies_by_chance_becomes_an_item(tmp_path: Path) -> None:
    batch = BatchFolder(tmp_path / "a")
    batch.page("0.txt", KILLS_ONCE)
    batch.page("1.txt")
    assert "A worker died" in batch.run()
    assert batch.paths(1) == ["0.txt", "1.txt"]


def large(folder: Path) -> BatchFolder:
    """One archive that workers share: pages, some of which fail, pictures, and an end that is missing."""
    draw = random.Random(SEED)
    pages = {}
    for number in range(IN_LARGE):
        text = "".join(chr(draw.randrange(0x4E00, 0x9F00)) for _ in range(3_000))
        pages[f"{number:04d}.txt"] = saved_dump(f"<div><p>{text}。</p></div>", title=f"第{number}题")
        pages[f"{number:04d}.jpg"] = b"\xff\xd8\xff"
    pages[f"{IN_LARGE - 9:04d}.txt"] = saved_dump(f"<div><p>{WAITS}。</p></div>", title="最后一题")
    pages |= {f"{number:04d}.txt": b"\0\1" for number in range(10, IN_LARGE, 20)}
    made = BatchFolder(folder, ARCHIVE, is_watched=False)
    made.write("large.tar", KINDS["tar"](pages)[:-20_000])
    return made


@pytest.fixture(scope="module")
def by_one(tmp_path_factory: pytest.TempPathFactory) -> BatchFolder:
    batch = large(tmp_path_factory.mktemp("large") / "a")
    batch.run("-j", "1", code=1)
    return batch


def told(batch: BatchFolder) -> dict[str, object]:
    """What the report of the first run says, but for when it was and how long it took."""
    report: dict[str, object] = batch.report(1)
    return {name: value for name, value in report.items() if name not in {"started", "ended", "seconds", "stages", "phases"}}


def test_workers_that_share_an_archive_write_what_one_writes(by_one: BatchFolder, tmp_path: Path) -> None:
    batch = large(tmp_path / "a")
    process = batch.start("-j", "3")
    os.kill(batch.held(process), signal.SIGKILL)
    batch.go_on()
    printed, _ = process.communicate()
    assert process.returncode == 1 and "A worker died" in printed
    assert left_in(batch.folder) == left_in(by_one.folder) and told(batch) == told(by_one)
    batch.write("large.tar", (batch.folder / "large.tar").read_bytes())
    batch.run("-j", "2", code=1)
    pages = batch.report(2)["pages"]
    assert (pages["new"], pages["changed"], pages["vanished"]) == (0, 1, 0), "the last one is cut off, and read again"


def test_an_archive_that_is_shared_is_gone_on_with(by_one: BatchFolder, tmp_path: Path) -> None:
    batch = large(tmp_path / "a")
    for size in (100_000, 400_000, 800_000):
        process = batch.start("-j", "2")
        batch.wait_for(process, size)
        process.kill_all()
        process.communicate()
    batch.run("-j", "2", code=1)
    assert left_in(batch.folder) == left_in(by_one.folder)
    assert {**told(batch), "continued": False} == {**told(by_one), "continued": False}


def test_a_run_that_is_stopped_finishes_the_page_at_hand_and_is_gone_on_with(
    undisturbed: dict[str, bytes], tmp_path: Path
) -> None:
    batch = filled(tmp_path / "a")
    process = batch.start("-j", "2")
    batch.wait_for(process, 400_000)
    process.terminate()
    printed, _ = process.communicate()
    assert process.returncode == 3, printed
    assert not (batch.folder / "out/items.jsonl").exists()
    before = batch.written()
    assert before >= 400_000
    assert "not finished" in batch.runs()
    batch.run("-j", "2")
    assert left_in(batch.folder) == undisturbed
    assert batch.report(1)["continued"] is True


def test_a_finished_shard_is_not_done_again_and_a_damaged_one_is(undisturbed: dict[str, bytes], tmp_path: Path) -> None:
    batch = filled(tmp_path / "a")
    process = batch.start("-j", "1")
    folder = batch.folder / ".qingliu/batch/jobs.yaml/news"
    batch.held(process)
    process.kill_all()
    process.communicate()
    (batch.folder / HELD).unlink()
    whole, torn = sorted(folder.glob("*.done"))[:2]
    data = torn.read_bytes()
    torn.write_bytes(data[:5000] + b"\0" * 100 + data[5100:])
    inode = whole.stat().st_ino
    process = batch.start("-j", "1")
    batch.held(process)
    assert whole.stat().st_ino == inode
    batch.go_on()
    printed, _ = process.communicate()
    assert process.returncode == 0, printed
    assert left_in(batch.folder) == undisturbed


def test_a_second_run_says_who_is_running(tmp_path: Path) -> None:
    batch = BatchFolder(tmp_path / "a")
    for number in range(3):
        batch.page(f"{number}.txt", HANGS)
    process = batch.start()
    batch.wait_for(process, 0)
    lock = batch.folder / ".qingliu/batch/jobs.yaml.lock"
    while not lock.exists() or not lock.stat().st_size:
        assert process.poll() is None
        time.sleep(0.01)
    printed = batch.run(code=75)
    process.kill_all()
    process.communicate()
    assert re.search(rf"already running: process {process.pid} on \S+ has \S+ since \d{{4}}-", printed)
    assert batch.items(1) == []


def test_a_run_that_is_stopped_twice_ends_at_once_with_3_and_leaves_no_worker(tmp_path: Path) -> None:
    batch = BatchFolder(tmp_path / "a")
    batch.page("0.txt", HANGS)
    process = batch.start("-j", "1", "-L", "INFO")
    at_hand = batch.folder / ".qingliu/batch/jobs.yaml/news/worker-0"
    while process.poll() is None and not (at_hand.exists() and at_hand.stat().st_size):
        time.sleep(0.01)
    (worker,) = struct.unpack_from("<q", at_hand.read_bytes())
    process.terminate()
    assert process.says("Received SIGTERM")
    process.terminate()
    printed, _ = process.communicate()
    assert process.returncode == 3, printed
    with pytest.raises(ProcessLookupError):
        while True:  # it ends soon
            os.kill(worker, 0)
            time.sleep(0.05)
