"""Runs that are killed, stopped or out of space lose nothing: resumed, they write what an undisturbed run writes."""

import json
import random
import re
import shlex
import signal
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from benchmarks.pages import distinct_pages
from crawler.commands.crawl import resuming
from crawler.runs.journal.file import JournalFile
from crawler.settings import EXTENSIONS
from crawler.state import open_state
from tests.killed_when_settling import MOMENTS
from tests.made_archives import KINDS
from tests.processes import DEVNULL, PIPE, STDOUT, UNWATCHED, Ended, Running, run, start
from tests.support import saved_dump

FEEDS = ("jsonl", "json", "csv", "xml")
OUTPUT = [argument for form in FEEDS for argument in ("-O", f"out/items.{form}")]
KEEP = ["-s", "KEEP_FAILED_PAGES=out/kept"]
RESUME = ["-s", "RESUME=1"]
HELD = "tests.held_at_a_page.HeldAtAPage"
BY_TWO = ["-s", "JOBS=2", "-s", "JOBS_FROM=0"]
AT_LAST = "before finish"
"""The moment at which a run kills itself that nobody has killed before."""
PAGES = 80
SEED = 3


def made_pages() -> dict[str, bytes]:
    """Pages that become items, and every tenth one that is dropped or fails, when it is read or in a stage."""
    bad = [
        saved_dump("<div><p>（原文已被删除）</p></div>", author="ZAKER"),
        b"\0\1",
        "没有出处的一段文字。".encode(),
        saved_dump("<div><p>树发了芽。</p></div>", author="某某资讯"),
    ]
    pages = {f"{number:03d}.txt": text.encode() for number, (_, text) in enumerate(distinct_pages(PAGES))}
    return pages | {f"{number:03d}.txt": bad[number // 10 % 4] for number in range(0, PAGES, 10)}


PLACES = ("pages", "pages.zip", "pages.tar.zst", "pages.warc.gz")


class Runs:
    """Replays of the same pages, each in a folder of its own. Most are killed, so coverage watches none."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        pages = made_pages()
        (folder / "pages").mkdir()
        for name, data in pages.items():
            (folder / "pages" / name).write_bytes(data)
        for place in PLACES[1:]:
            (folder / place).write_bytes(KINDS[place.partition(".")[2]](pages))
        with ThreadPoolExecutor(2) as pool:
            self.undisturbed = dict(zip(PLACES, pool.map(self.run_through, PLACES), strict=True))

    def start(self, cwd: Path, place: str, *more: str, files: int | None = None, settings: str = "crawler.settings") -> Running:
        """Begin a run; ``files`` is how large a file may become."""
        cwd.mkdir(exist_ok=True)
        crawl = ("crawl", "replay", "-a", f"pages={self.folder / place}", *OUTPUT, *KEEP, *more)
        environment = UNWATCHED | {"SCRAPY_SETTINGS_MODULE": settings}
        return start(
            cwd,
            *crawl,
            environment=environment,
            streams=(DEVNULL, PIPE, STDOUT),
            largest_file=files,
        )

    def end(self, process: Running) -> str:
        """What a run printed; fails unless its verdict is good."""
        printed, _ = process.communicate()
        assert process.returncode == 0, printed
        return printed

    def run_through(self, place: str) -> Mapping[str, bytes]:
        cwd = self.folder / f"undisturbed-{place}"
        self.end(self.start(cwd, place))
        return files_in(cwd)


def files_in(folder: Path) -> dict[str, bytes]:
    """The content of every file below ``folder`` but the state, by its path."""
    files = (file for file in sorted(folder.rglob("*")) if file.is_file() and not file.name.startswith("state.db"))
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> Runs:
    return Runs(tmp_path_factory.mktemp("runs"))


def complete(runs: Runs, place: str, cwd: Path) -> bool:
    """Whether every file under a final name is one of the undisturbed run, whole."""
    found = {name: data for name, data in files_in(cwd).items() if not Path(name).name.startswith(".") and ".qingliu" not in name}
    return all(runs.undisturbed[place].get(name) == data for name, data in found.items())


def wait_for(process: Running, cwd: Path, journal: int) -> None:
    """Wait until the journal of a run has so many bytes, or the run has ended. Only a run that is held cannot end meanwhile."""
    while process.poll() is None and sum(file.stat().st_size for file in cwd.glob(".qingliu/*.journal")) < journal:
        time.sleep(0.002)


def test_the_undisturbed_run_has_items_drops_and_failures(runs: Runs) -> None:
    for files in runs.undisturbed.values():
        assert {name for name in files if "/kept/" not in name} == {"out/failed.jsonl", *(f"out/items.{form}" for form in FEEDS)}
        failed = [json.loads(line) for line in files["out/failed.jsonl"].splitlines()]
        assert len(failed) == PAGES // 20
        assert all(files[f"out/kept/{failure['kept']}"] for failure in failed)
        assert files["out/items.jsonl"].count(b"\n") == PAGES * 39 // 40 - len(failed)
        assert b'"duplicate_of":"' in files["out/items.jsonl"]


@pytest.mark.parametrize("place", PLACES)
def test_kill_at_random_moments(runs: Runs, tmp_path: Path, place: str) -> None:
    """Five kills for each of the four places: in three runs, two of which are killed again when they are resumed; in the last
    run two processes clean the pages."""
    size = len(runs.undisturbed[place]["out/items.jsonl"])
    moments = ([(0, 0, 1.0)], [(0, size, 0.01), (0, size, 0.3)], [(0, size, 0.01), (size * 4 // 5, size, 0.1)])

    def killed(number: int) -> None:
        cwd, draw = tmp_path / f"{number}", random.Random(f"{SEED} {place} {number}")
        for at, (low, high, delay) in enumerate(moments[number]):
            how = RESUME if at else BY_TWO if number == len(moments) - 1 else []
            process = runs.start(cwd, place, "-s", f"KILLED={AT_LAST}", *how, settings="tests.batch_settings")
            wait_for(process, cwd, draw.randint(low, high))
            time.sleep(draw.random() * delay)
            process.kill()
            process.communicate()
            assert process.returncode == -signal.SIGKILL
            assert complete(runs, place, cwd)
        runs.end(runs.start(cwd, place, *RESUME, settings="tests.batch_settings"))
        assert files_in(cwd) == runs.undisturbed[place]

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(killed, range(len(moments))))


@pytest.mark.parametrize("moment", MOMENTS)
def test_kill_while_items_are_settled(runs: Runs, tmp_path: Path, moment: str) -> None:
    process = runs.start(tmp_path, PLACES[0], "-s", f"KILLED={moment}", settings="tests.batch_settings")
    process.communicate()
    assert process.returncode == -signal.SIGKILL
    assert complete(runs, PLACES[0], tmp_path)
    runs.end(runs.start(tmp_path, PLACES[0], *RESUME, settings="tests.batch_settings"))
    assert files_in(tmp_path) == runs.undisturbed[PLACES[0]]
    with open_state(str(tmp_path / ".qingliu" / "state.db")) as store:
        assert not store.faults()


def held_until(file: Path) -> list[str]:
    """The arguments of a run that does not end before there is a file."""
    return ["-s", f"EXTENSIONS={json.dumps({**EXTENSIONS, HELD: 1})}", "-s", f"PROGRESS_HELD_UNTIL={file}"]


def stopped(runs: Runs, cwd: Path, number: signal.Signals) -> str:
    """What a run prints that is sent a signal in its middle."""
    told = cwd.with_name(f"{cwd.name}-was-told")
    process = runs.start(cwd, "pages", *held_until(told), *(BY_TWO if number == signal.SIGTERM else []))
    wait_for(process, cwd, 100_000)
    process.send_signal(number)
    told.touch()
    printed, _ = process.communicate()
    assert process.returncode == 1, printed
    return printed


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_run_that_is_stopped_says_how_to_go_on(runs: Runs, tmp_path: Path, number: signal.Signals) -> None:
    printed = stopped(runs, tmp_path, number)
    assert "stopped before its end: shutdown" in printed
    assert [name for name in files_in(tmp_path) if not Path(name).name.startswith(".") and "/kept/" not in name] == [
        next(name for name in files_in(tmp_path) if name.startswith(".qingliu/"))
    ]
    how = shlex.split(printed.splitlines()[-1].removeprefix("to resume the run: python "))
    assert how[:2] == ["-m", "scrapy"]
    ended = run(tmp_path, *how[2:])
    assert ended.returncode == 0, ended.stderr
    assert re.search(r"^  \d+ of them were done by the run before$", ended.stdout, re.MULTILINE)
    assert files_in(tmp_path) == runs.undisturbed["pages"]


def test_a_run_that_is_stopped_twice_can_be_resumed(runs: Runs, tmp_path: Path) -> None:
    process = runs.start(tmp_path, "pages", *held_until(tmp_path), "-s", "PROGRESS_INTERRUPTED=2")
    printed, _ = process.communicate()
    assert process.returncode != 0 and "Received SIGINT twice, forcing unclean shutdown" in printed
    assert complete(runs, "pages", tmp_path)
    runs.end(runs.start(tmp_path, "pages", *RESUME))
    assert files_in(tmp_path) == runs.undisturbed["pages"]


def test_the_line_that_resumes_is_fit_for_a_shell() -> None:
    assert resuming(["/bin/scrapy", "replay", "-a", "pages=a b*"]) == "scrapy crawl replay -a 'pages=a b*' -s RESUME=1"
    assert resuming(["scrapy", "replay", "-s", "RESUME=1"]) == "scrapy crawl replay -s RESUME=1"


@pytest.mark.parametrize("size", [500_000, 800_000])
def test_a_disk_that_fills_up(runs: Runs, tmp_path: Path, size: int) -> None:
    process = runs.start(tmp_path, "pages", files=size)
    printed, _ = process.communicate()
    assert process.returncode == 1
    assert "Traceback" not in printed
    assert re.search(r"ERROR: .*(?:File too large|disk is full|disk I/O error)", printed)
    assert complete(runs, "pages", tmp_path)
    assert "-s RESUME=1" in printed.splitlines()[-1]
    runs.end(runs.start(tmp_path, "pages", *RESUME))
    assert files_in(tmp_path) == runs.undisturbed["pages"]


def test_a_feed_on_a_full_device_stops_the_run(runs: Runs, tmp_path: Path) -> None:
    (tmp_path / "full.jsonl").symlink_to("/dev/full")
    process = runs.start(tmp_path, "pages", "-O", "full.jsonl")
    printed, _ = process.communicate()
    assert process.returncode == 1
    assert "The feed full.jsonl is not stored: it cannot be written: [Errno 28] No space left on device" in printed
    assert "verdict: BAD" in printed and not (tmp_path / "out/items.jsonl").exists()
    (tmp_path / "full.jsonl").unlink()
    runs.end(runs.start(tmp_path, "pages", "-O", "full.jsonl", *RESUME))
    assert (tmp_path / "full.jsonl").read_bytes() == runs.undisturbed["pages"]["out/items.jsonl"]


def test_two_runs_of_one_command_at_once(runs: Runs, tmp_path: Path) -> None:
    told = tmp_path.with_name(f"{tmp_path.name}-was-told")
    first = runs.start(tmp_path, "pages", *held_until(told))
    wait_for(first, tmp_path, 100_000)
    second = runs.start(tmp_path, "pages", *RESUME)
    printed, _ = second.communicate()
    told.touch()
    assert second.returncode == 1
    assert "The same command is already running" in printed and "-s RESUME=1" not in printed.splitlines()[-1]
    runs.end(first)
    assert files_in(tmp_path) == runs.undisturbed["pages"]


def test_a_journal_that_is_damaged(runs: Runs, tmp_path: Path) -> None:
    stopped(runs, tmp_path, signal.SIGTERM)
    (journal,) = tmp_path.glob(".qingliu/*.journal")
    whole = journal.read_bytes()
    flipped = bytearray(whole)
    flipped[len(whole) // 2] ^= 4
    for damaged in (whole[: len(whole) // 2], whole[: len(whole) // 3] + bytes(9_999), bytes(flipped), b""):
        journal.parent.mkdir(exist_ok=True)
        journal.write_bytes(damaged)
        printed = runs.end(runs.start(tmp_path, "pages", *RESUME))
        assert ("were done by the run before" in printed) is bool(damaged)
        assert files_in(tmp_path) == runs.undisturbed["pages"]


def few(folder: Path) -> Path:
    """A folder of eight small pages, of which a stage drops one and fails one."""
    pages = folder / "few"
    pages.mkdir()
    for name in "abcdef":
        (pages / f"{name}.txt").write_bytes(saved_dump(f"<div><p>第{name}段。</p></div>", title=f"标题{name}"))
    for name in ("drop", "raise"):
        (pages / f"{name}.txt").write_bytes(saved_dump(f"<div><p>{name}</p></div>", title=f"标题{name}"))
    return pages


STAGES = ["-s", 'ITEM_PIPELINES={"pipelines.hash_content.HashContentPipeline": 50, "tests.tiny.parts.Finish": 100}']
PICKY = ["-s", 'FEED_EXPORTERS={"jsonl": "tests.tiny.parts.PickyExporter"}']


def replay(cwd: Path, *arguments: str) -> Ended:
    return run(cwd, "crawl", "replay", "-a", "pages=few", "-O", "items.jsonl", *KEEP, *arguments)


def test_after_an_exporter_that_raises_only_the_feed_is_made_again(tmp_path: Path) -> None:
    few(tmp_path)
    undisturbed = replay(tmp_path, *STAGES)
    expected = files_in(tmp_path)
    ended = replay(tmp_path, *STAGES, *PICKY)
    assert ended.returncode == 1 and "missing from feeds: 1 items, 1 feeds" in ended.stdout
    resumed = replay(tmp_path, *STAGES, *RESUME)
    assert "  8 of them were done by the run before" in resumed.stdout
    assert files_in(tmp_path) == expected
    assert [line for line in resumed.stdout.splitlines()[1:] if "run before" not in line] == undisturbed.stdout.splitlines()[1:]


def test_bytes_of_a_page_that_fails_in_a_stage_are_kept(tmp_path: Path) -> None:
    page = (few(tmp_path) / "raise.txt").read_bytes()
    assert replay(tmp_path, *STAGES).returncode == 0
    (failure,) = map(json.loads, (tmp_path / "out/failed.jsonl").read_text("utf-8").splitlines())
    assert (failure["page"], failure["stage"]) == ("few/raise.txt", "parts")
    assert (tmp_path / "out/kept" / failure["kept"]).read_bytes() == page


def test_bytes_that_cannot_be_read_are_not_kept(tmp_path: Path) -> None:
    (few(tmp_path) / "large.txt").write_bytes(b"x" * 5000)
    assert replay(tmp_path, "-s", "MAX_PAGE_BYTES=4000").returncode == 0
    (failure,) = map(json.loads, (tmp_path / "out/failed.jsonl").read_text("utf-8").splitlines())
    assert failure["kept"] is None and not (tmp_path / "out/kept").exists()


def test_pages_that_have_changed_are_done_anew(tmp_path: Path) -> None:
    pages = few(tmp_path)
    replay(tmp_path, *PICKY)
    (pages / "c.txt").write_bytes(saved_dump("<div><p>改过了。</p></div>", title="标题c"))
    resumed = replay(tmp_path, *RESUME)
    assert "few/c.txt differs from the page recorded here" in resumed.stderr
    assert "  2 of them were done by the run before" in resumed.stdout
    left = files_in(tmp_path)
    assert replay(tmp_path).returncode == 0
    assert files_in(tmp_path) == left and "改过了。" in left["items.jsonl"].decode()


def test_other_rules_start_anew(tmp_path: Path) -> None:
    few(tmp_path)
    replay(tmp_path, *PICKY)
    resumed = replay(tmp_path, *RESUME, *STAGES)
    assert "Rules, libraries or settings have changed" in resumed.stderr
    assert resumed.returncode == 0 and "run before" not in resumed.stdout


def test_a_run_without_resume_starts_anew(tmp_path: Path) -> None:
    few(tmp_path)
    replay(tmp_path, *PICKY)
    again = replay(tmp_path)
    assert "RESUME=1 would have continued it" in again.stderr
    assert "run before" not in again.stdout


def test_resuming_a_run_that_is_finished_changes_nothing(tmp_path: Path) -> None:
    few(tmp_path)
    replay(tmp_path)
    before = files_in(tmp_path)
    resumed = replay(tmp_path, *RESUME)
    assert resumed.returncode == 0 and "There is no journal of this command" in resumed.stderr
    assert files_in(tmp_path) == before


def test_a_journal_that_cannot_be_written_costs_only_the_journal(tmp_path: Path) -> None:
    few(tmp_path)
    (tmp_path / "journals").touch()
    ended = replay(tmp_path, "-s", "JOURNAL_DIR=journals")
    assert ended.returncode == 0 and ended.stderr.count("The journal is no longer written") == 1
    assert "8 pages = 8 items" in ended.stdout


def test_stages_that_finish_out_of_order_and_stages_that_remember(tmp_path: Path) -> None:
    few(tmp_path)
    stages = ["-s", STAGES[1].replace("}", ', "tests.tiny.parts.SlowMemory": 200}')]
    replay(tmp_path, *stages, *PICKY)
    (journal,) = tmp_path.glob(".qingliu/*.journal")
    file = JournalFile.open(journal)
    paths = [entry.page.path for entry in iter(file.next, None)]
    file.close(keep=True)
    assert paths == [f"few/{name}.txt" for name in (*"abcdef"[:4], "drop", "e", "f", "raise")]
    assert "SlowMemory recalls 6 items" in replay(tmp_path, *stages, *RESUME).stderr
