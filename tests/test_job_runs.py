"""Whole runs by one process and by several: the same files, the same stats, the same exit code, whoever listens."""

import json
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from benchmarks.pages import distinct_pages
from crawler.settings import ITEM_PIPELINES
from tests.made_archives import KINDS
from tests.made_pictures import drawn, file_of
from tests.processes import UNWATCHED, run
from tests.support import saved_dump

ITEMS = ["-O", "out/items.jsonl"]
BY_TWO = ["-s", "JOBS=2", "-s", "JOBS_FROM=0"]
BY_ONE = ["-s", "JOBS=1"]


def made_pages() -> dict[str, bytes]:
    """Articles that are distinct, some with two copies, one in two revisions, two of one id; pages that are dropped or fail."""
    pages = {f"{number:03d}.txt": text.encode() for number, (_, text) in enumerate(distinct_pages(40))}
    pages |= {f"copy-{number}.txt": pages[f"{number:03d}.txt"] for number in (3, 4)}
    pages["revised.txt"] = pages["005.txt"].replace(b"</div>", "<p>江水退了，桥又通了，渡口的人回家去了。</p></div>".encode(), 1)
    story = saved_dump(f"<div><p>{'渡口的船在雾里等了三个钟头，' * 20}</p></div>", title="渡口的船")
    pages |= {"story.txt": story, "story-elsewhere.txt": story.replace("观察者网".encode(), b"ZAKER")}
    pages |= {"no-text.txt": b"\0\1", "gone.txt": saved_dump("<div><p>（原文已被删除）</p></div>", author="ZAKER")}
    quoted = '他说：“duplicate_of”:null，又说 "duplicate_of":null,"revision":1,"revised_from":null。'
    return pages | {"quoting.txt": saved_dump(f"<div><p>{quoted}</p><p>{'桥上有灯。' * 30}</p></div>", title="桥")}


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pages")
    (folder / "pages").mkdir()
    for name, data in made_pages().items():
        (folder / "pages" / name).write_bytes(data)
    for kind in ("zip", "tar.zst", "warc.gz"):
        (folder / f"pages.{kind}").write_bytes(KINDS[kind](made_pages()))
    return folder


def files_of(cwd: Path, pages: Path, options: Sequence[str], settings: str = "crawler.settings") -> dict[str, bytes | str]:
    """All files that a run leaves but its state, its stats but for time and memory, and its exit code."""
    cwd.mkdir()
    environment = UNWATCHED | {"SCRAPY_SETTINGS_MODULE": settings}
    ended = run(cwd, "crawl", "replay", "-a", f"pages={pages}", *options, environment=environment)
    files = {
        file.relative_to(cwd).as_posix(): file.read_bytes()
        for file in cwd.rglob("*")
        if file.is_file() and not file.name.startswith("state.db")
    }
    stats = re.findall(r"^[ {]'(?!elapsed|finish_time|start_time|memusage).*$", ended.stderr, re.M)
    assert any("qingliu/pages" in line for line in stats), ended.stderr
    return {**files, "stats": "\n".join(stats), "exit code": str(ended.returncode)}


MANY_WAYS = {
    "as it is": ITEMS,
    "copies of one site dropped": [*ITEMS, "-s", "DUPLICATES=drop", "-a", "site=zaker"],
    "nothing compared": [*ITEMS, "-s", "DUPLICATES=off"],
    "no feed": [],
    "other feeds": [*ITEMS, "-O", "out/items.csv", "-O", "out/items.md", "-s", "KEEP_FAILED_PAGES=kept"],
    "all revisions of some items": [*ITEMS, "-s", "REVISIONS=all", "-s", "CLOSESPIDER_ITEMCOUNT=100000"],
}


@pytest.mark.runs
@pytest.mark.parametrize("options", MANY_WAYS.values(), ids=list(MANY_WAYS))
def test_two_processes_leave_what_one_leaves(pages: Path, tmp_path: Path, options: list[str]) -> None:
    one = files_of(tmp_path / "one", pages / "pages", [*options, *BY_ONE])
    two = files_of(tmp_path / "two", pages / "pages", [*options, *BY_TWO])
    assert two == one
    assert not options or one["out/items.jsonl"]


@pytest.mark.runs
def test_somebody_who_listens_hears_of_items_and_changes_nothing(pages: Path, tmp_path: Path) -> None:
    options = [*ITEMS, "-s", "LISTENING=1"]
    one = files_of(tmp_path / "one", pages / "pages", [*options, *BY_ONE], "tests.batch_settings")
    two = files_of(tmp_path / "two", pages / "pages", [*options, *BY_TWO], "tests.batch_settings")
    assert two == one and "heard" in one
    unheard = files_of(tmp_path / "unheard", pages / "pages", [*ITEMS, *BY_TWO])
    assert unheard["out/items.jsonl"] == one["out/items.jsonl"]


@pytest.mark.runs
@pytest.mark.parametrize(("stage", "order"), [("Numbering", 10), ("Numbering", 450), ("Waiting", 750), ("NumberingLast", 950)])
def test_stages_of_others_see_all_items_in_one_process_in_their_order(
    pages: Path, tmp_path: Path, stage: str, order: int
) -> None:
    stages = json.dumps({**ITEM_PIPELINES, f"tests.job_stages.{stage}": order})
    options = [*ITEMS, "-s", f"ITEM_PIPELINES={stages}"]
    one = files_of(tmp_path / "one", pages / "pages", [*options, *BY_ONE])
    two = files_of(tmp_path / "two", pages / "pages", [*options, *BY_TWO])
    assert two == one
    assert int(one["seen"]) > 40
    numbers = re.findall("第(\\d+)篇", bytes(one["out/items.jsonl"]).decode())  # type: ignore[arg-type]
    assert numbers and [*map(int, numbers)] == sorted(set(map(int, numbers)))


@pytest.mark.runs
def test_pictures_are_stored_by_one_process_of_pages_that_others_began(tmp_path: Path) -> None:
    saved = tmp_path / "saved"
    saved.mkdir()
    for number in range(40):
        body = f'<div><p>{number}号渡口{"的灯亮着，" * 9}</p><img src="{number % 3}.png" data-src="https://img.example.org/{number}"></div>'
        (saved / f"{number:02d}.txt").write_bytes(saved_dump(body, title=f"渡口{number}"))
    for number in range(2):
        (saved / f"{number}.png").write_bytes(file_of(drawn(number), "PNG"))
    options = [*ITEMS, "-s", "IMAGES=out/store", "-s", "IMAGES_FETCH=0"]
    one = files_of(tmp_path / "one", saved, [*options, *BY_ONE])
    two = files_of(tmp_path / "two", saved, [*options, *BY_TWO])
    assert two == one
    assert sum(name.startswith("out/store/") and name.endswith(".png") for name in one) == 2


@pytest.mark.runs
@pytest.mark.parametrize("kind", ["zip", "tar.zst", "warc.gz"])
def test_one_archive_gives_work_to_all(pages: Path, tmp_path: Path, kind: str) -> None:
    one = files_of(tmp_path / "one", pages / f"pages.{kind}", [*ITEMS, *BY_ONE])
    two = files_of(tmp_path / "two", pages / f"pages.{kind}", [*ITEMS, *BY_TWO])
    assert two == one


SCRIPT = """
import asyncio
import sys
import threading

from scrapy.crawler import AsyncCrawlerProcess
from scrapy.settings import Settings


class Marking:
    def process_item(self, item):
        item.publisher = "江声"
        return item


settings = Settings()
settings.setmodule("crawler.settings", priority="project")
settings["FEEDS"] = {"items.jsonl": {"format": "jsonlines"}}
settings["ITEM_PIPELINES"] = {**settings.getdict("ITEM_PIPELINES"), Marking: 950}
settings["JOBS"], settings["JOBS_FROM"] = sys.argv[2], sys.argv[3]


def crawl():
    asyncio.set_event_loop(asyncio.new_event_loop())
    process = AsyncCrawlerProcess(settings)
    process.crawl("replay", pages=sys.argv[1])
    process.start(install_signal_handlers=False)


if sys.argv[4] == "thread":
    thread = threading.Thread(target=crawl)
    thread.start()
    thread.join()
else:
    crawl()
print("ended")
"""


@pytest.mark.runs
@pytest.mark.parametrize("where", ["main", "thread"])
def test_a_script_that_crawls_wherever_it_is_loaded_crawls_once(pages: Path, tmp_path: Path, where: str) -> None:
    """And a stage that is declared in it is known to it alone. In another thread a process cleans, though it is one."""
    (tmp_path / "script.py").write_text(SCRIPT)
    written = []
    for jobs in (("1", "400"), ("2", "0")):
        cwd = tmp_path / jobs[0]
        cwd.mkdir()
        command = [sys.executable, "../script.py", str(pages / "pages/00?.txt"), *jobs, where]
        ended = subprocess.run(command, cwd=cwd, env=UNWATCHED, capture_output=True, encoding="utf-8")
        assert (ended.returncode, ended.stdout.count("ended")) == (0, 1), ended.stderr
        assert "no others can be started" not in ended.stderr
        written.append((cwd / "items.jsonl").read_bytes())
    assert written[0] == written[1]
    assert "江声".encode() in written[0]
