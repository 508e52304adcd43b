"""How far a run is: on a real terminal, in a log, and how the pages are counted."""

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.pages import SavedPage, count_pages, saved_pages
from crawler.runs.progress import AT_ONCE, PageCount
from crawler.settings import ITEM_PIPELINES
from tests import processes
from tests.job_stages import HELD
from tests.made_archives import KINDS, tarred, write, zipped
from tests.processes import run, start
from tests.support import saved_dump

termios = pytest.importorskip("termios", reason="no terminals of this kind")
GOOD = saved_dump("<div><p>桥修好了。</p></div>" * 60)
MANY = 1500
LINE = re.compile(r"replay: +\d+%\|[^|]*\| ([\d]+)/1500 \[[\d:]+<[\d:?]+, [^]]*pages/s, \d+ failed\]")
ENVIRONMENT = processes.UNWATCHED | {"NO_COLOR": "1"}


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A thousand and a half pages, one in a hundred of which fails, as a folder and as a tar."""
    folder = tmp_path_factory.mktemp("many")
    data = {f"{number:04}.txt": b"\0" if number % 100 == 7 else GOOD for number in range(MANY)}
    for name, page in data.items():
        write(folder / "pages", name, page)
    write(folder, "pages.tar", tarred(data))
    return folder


def on_terminal(folder: Path, columns: int, *arguments: str) -> tuple[int, str]:
    """Exit code of ``scrapy`` on a terminal of so many columns, and all that it wrote there, stderr and stdout."""
    ours, theirs = os.openpty()
    termios.tcsetwinsize(theirs, (24, columns))
    process = start(folder, *arguments, environment=ENVIRONMENT, streams=(theirs, theirs, theirs))
    os.close(theirs)
    written = b"".join(iter(lambda: read_from(ours), b""))
    os.close(ours)
    return process.wait(), written.decode()


def read_from(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65536)
    except OSError:  # what Linux says when nobody has it open any more
        return b""


def seen(written: str) -> list[str]:
    """The lines that stay on the terminal: what a carriage return takes back to the beginning is written over."""
    return [line.split("\r")[-1] for line in written.replace("\r\n", "\n").split("\n")]


def test_on_a_terminal_a_line_shows_pages_speed_failures_and_time_left(pages: Path, tmp_path: Path) -> None:
    held = ["-s", f"ITEM_PIPELINES={json.dumps({**ITEM_PIPELINES, 'tests.job_stages.UntilCounted': 950})}"]
    code, written = on_terminal(tmp_path, 110, "crawl", "replay", "-a", f"pages={pages / 'pages'}", "-O", "items.jsonl", *held)
    assert code == 0, written
    drawn = [int(number) for number in LINE.findall(written)]
    assert any(HELD <= number < MANY for number in drawn) and drawn == sorted(drawn), written
    stay = seen(written)
    assert not [line for line in stay if "pages/s," in line and not line.startswith("pages of replay")]
    assert "1,500 pages = 1,485 items + 0 dropped + 15 failed: OK" in stay
    assert all(re.match(r"\d{4}-\d\d-\d\d ", line) for line in stay if " INFO: " in line), "a log line is broken"
    assert [line for line in stay if line.endswith("INFO: Closing spider (finished)")], "the log goes on above the line"
    assert "\x1b[3" not in written, "a colour"


def test_of_an_archive_whose_pages_are_not_known_no_time_left_is_shown(pages: Path, tmp_path: Path) -> None:
    code, written = on_terminal(tmp_path, 40, "crawl", "replay", "-a", f"pages={pages / 'pages.tar'}", "-L", "ERROR")
    assert code == 0, written
    drawn = re.findall(r"\r(replay: [^\r]*)", written)
    assert drawn and not [line for line in drawn if "%" in line or "<" in line]
    assert max(map(len, drawn)) <= 40, "wider than the terminal"


def test_on_a_terminal_that_the_feed_goes_to_nothing_is_drawn(tmp_path: Path) -> None:
    code, written = on_terminal(tmp_path, 110, "crawl", "replay", "-O", "/dev/stdout:jsonl", "-L", "ERROR")
    assert code == 0
    assert written.startswith('{"schema_version"') and "pages/s]" not in written


def test_without_a_terminal_the_log_has_lines(pages: Path, tmp_path: Path) -> None:
    settings = ["-s", "LOGSTATS_INTERVAL=0.05", "-O", "items.jsonl"]
    ended = run(tmp_path, "crawl", "replay", "-a", f"pages={pages / 'pages'}", *settings, environment=ENVIRONMENT)
    lines = re.findall(r"\[crawler.runs.progress\] INFO: ([\d,]+) pages, ([\d,]+) pages/s, (\d+) failed\n", ended.stderr)
    assert any(speed != "0" for _, speed, _ in lines)  # none are read yet while processes start, nor while items are compared
    assert "\r" not in ended.stderr and "Crawled" not in ended.stderr


def test_all_kinds_are_counted_as_they_are_replayed(tmp_path: Path) -> None:
    for kind, make in KINDS.items():
        write(tmp_path / kind, "a", make({"1.txt": b"1", "2.txt": b"2", ".hidden": b"x"}))
        count, pages = counted(tmp_path / kind), replayed(tmp_path / kind)
        assert (count == pages) if kind == "zip" else count is None, kind


def test_what_is_no_page_is_not_counted(tmp_path: Path) -> None:
    write(tmp_path, "pages/a.txt", GOOD)
    write(tmp_path, "pages/.hidden/b.txt", GOOD)
    write(tmp_path, "pages/c.golden.json", b"{}")
    write(tmp_path, "pages/deep/er/d.txt", b"")
    write(tmp_path, "pages/e.zip", zipped({"x/": b"", "x/y.txt": GOOD, ".z": GOOD}))
    (tmp_path / "pages" / "link").symlink_to("gone")
    (tmp_path / "pages" / "folder").symlink_to("deep")
    os.mkfifo(tmp_path / "pages" / "pipe")
    assert counted(tmp_path / "pages") == replayed(tmp_path / "pages")
    write(tmp_path, "list", b"pages/a.txt\n# x\npages/deep\nnowhere\n")
    assert sum(count or 0 for count in count_pages("list", tmp_path)) == sum(
        isinstance(page, SavedPage) for page in saved_pages("list", tmp_path)
    )


def test_the_pages_of_an_archive_in_a_zip_are_not_counted_beforehand(tmp_path: Path) -> None:
    write(tmp_path, "e.zip", zipped({"x/y.txt": GOOD, "inner.zip": zipped({"i": GOOD, "j": GOOD})}))
    assert (counted(tmp_path), replayed(tmp_path)) == (None, 3)


def test_the_items_of_a_feed_are_not_counted_beforehand(tmp_path: Path) -> None:
    write(tmp_path, "items.jsonl", b'{"schema_version":1}\n' * 3)
    assert replayed(tmp_path) == 3
    assert counted(tmp_path) is None


def counted(folder: Path) -> int | None:
    counts = list(count_pages(str(folder)))
    return None if None in counts else sum(count or 0 for count in counts)


def replayed(folder: Path) -> int:
    return sum(isinstance(page, SavedPage) for page in saved_pages(str(folder)))


@pytest.mark.parametrize("damage", [b"", b"PK\x03\x04", b"PK\x05\x06" + b"\xff" * 18, b"\x1f\x8b", b"BZh9"])
def test_what_is_damaged_is_counted_as_something(tmp_path: Path, damage: bytes) -> None:
    write(tmp_path, "a", damage)
    assert list(count_pages(str(tmp_path))) in ([1], [None])


@given(st.lists(st.integers(0, 3) | st.none(), max_size=3 * AT_ONCE))
def test_counting_ends_with_the_sum_or_without_one(counts: list[int | None]) -> None:
    count = PageCount(iter(counts))
    totals = [count.total() for _ in range(len(counts) + 2)]
    assert totals[-1] == (None if None in counts else sum(number or 0 for number in counts))


def test_counting_is_done_in_moments() -> None:
    def endless() -> Iterator[int]:
        while True:
            yield 1

    count = PageCount(endless())
    assert [count.total() for _ in range(3)] == [None] * 3
