"""Thirty nightly runs over a growing folder, and the gain from a second worker.

    python -m benchmarks.batch soak [--nights 30] [--pages 2000]
    python -m benchmarks.batch workers [--pages 20000] [--repeat 3] [--duplicates mark]

``soak``: every night that many pages are added, 1 % of them broken, and 3 % as many of the existing pages change; prints the CPU
time of the whole run, including workers, and the growth of the store. If a night's counts do not add up, it stops. ``workers``:
the wall-clock time of whole runs, including start-up, with one and two workers in turn. If other programs took more than 5 % of
the time of a run, it is repeated, up to five times; on a system without ``/proc/stat`` this is not checked.
"""

import argparse
import ctypes
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from statistics import median
from typing import NamedTuple

from benchmarks.pages import distinct_pages, distinct_stories

SUBREAPER = 36  # PR_SET_CHILD_SUBREAPER of linux/prctl.h
YESTERDAY = 86_400
JOBS = """
jobs:
  nightly:
    pages: pages
    feeds:
      out/%%(run)s.jsonl:
    settings: {DUPLICATES: "%s"}
    report: reports/%%(run)s
"""
CHANGED, BROKEN = 0.03, 0.01
STAT = Path("/proc/stat")
OTHERS = 0.05
ATTEMPTS = 5


class Run(NamedTuple):
    """The cost of a run: seconds of wall clock, of CPU, and of CPU of other programs at the same time."""

    wall: float
    cpu: float
    others: float


class Night(NamedTuple):
    """What happened to the pages on a day."""

    new: int
    changed: int
    broken: int


def batch(folder: Path, *arguments: str) -> Run:
    """Run the job file in ``folder``; CPU seconds are those of all processes, which are waited for. Fails unless it exits with
    0."""
    command = [str(Path(sys.executable).with_name("scrapy")), "batch", "jobs.yaml", "-L", "WARNING", *arguments]
    environment = os.environ | {"SCRAPY_SETTINGS_MODULE": "crawler.settings", "PYTHONPATH": str(Path(__file__).parents[1])}
    began, before, busy = time.perf_counter(), _cpu(), _busy()
    subprocess.run(command, cwd=folder, env=environment, check=True, stdout=subprocess.DEVNULL)
    wall = time.perf_counter() - began
    with suppress(ChildProcessError):  # when there are no more
        while True:
            os.wait()
    cpu = _cpu() - before
    return Run(wall, cpu, _busy() - busy - cpu)


def _cpu() -> float:
    times = os.times()
    return times.children_user + times.children_system


def _busy() -> float:
    """Seconds for which the processors of this machine have been busy since it was started."""
    if not STAT.exists():
        return 0.0
    return sum(map(int, STAT.read_text().split(maxsplit=4)[1:4])) / os.sysconf("SC_CLK_TCK")


def undisturbed(folder: Path, *arguments: str) -> Run:
    """A run during which other programs did next to nothing, in ``folder``, which is restored before each attempt.

    After :data:`ATTEMPTS` the last one is used, and a message says so.
    """
    for attempt in range(ATTEMPTS):
        if attempt:
            for left in (".qingliu", "out", "reports"):
                shutil.rmtree(folder / left)
        run = batch(folder, *arguments)
        if run.others < OTHERS * run.wall:
            break
        print(f"other programs took {run.others:.1f} s of the processors in {run.wall:.1f} s", flush=True)
    return run


def write(file: Path, text: str) -> None:
    """Write a page that was last changed yesterday, like the pages of a nightly run."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    os.utime(file, (time.time() - YESTERDAY,) * 2)


def days(folder: Path, nights: int, pages: int) -> Iterator[Night]:
    """Before every night, pages are added and changed. Broken pages stay as they are."""
    draw, texts = random.Random(0), distinct_pages(nights * pages)
    whole: list[Path] = []
    for night in range(nights):
        changed = draw.sample(whole, round(pages * CHANGED) if whole else 0)
        for file in changed:
            write(file, file.read_text(encoding="utf-8") + f"\n<p>第{night}夜更新。</p>\n")
        broken = set(draw.sample(range(pages), round(pages * BROKEN)))
        for number in range(pages):
            file, (_, text) = folder / f"{night:02d}" / f"{number:05d}.txt", next(texts)
            write(file, "\0" if number in broken else text)
            if number not in broken:
                whole.append(file)
        yield Night(pages, len(changed), len(broken))


def soak(nights: int, pages: int) -> None:
    """Print a line for every night. Duplicates are not looked for, because all pages are made of the same sentences."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "jobs.yaml").write_text(JOBS % "off", encoding="utf-8")
        costs, per_page, seen, done = [], [], 0, 0
        print(
            f"{'night':>5}{'pages':>8}{'new':>7}{'changed':>9}{'failed':>8}{'CPU s':>8}{'CPU ms/page done':>18}{'store MB':>10}"
        )
        for night, day in enumerate(days(folder / "pages", nights, pages), start=1):
            run = batch(folder)
            seen, done = seen + day.new, done + day.new + day.changed
            check(json.loads((folder / f"reports/{night}/report.json").read_bytes()), day, seen)
            store = sum(file.stat().st_size for file in (folder / ".qingliu").glob("runs.db*"))
            costs.append(run.cpu)
            per_page.append(run.cpu / (day.new + day.changed))
            counts = f"{night:5}{seen:8,}{day.new:7,}{day.changed:9,}{day.broken:8,}"
            print(f"{counts}{run.cpu:8.2f}{per_page[-1] * 1e3:18.2f}{store / 1e6:10.1f}", flush=True)
        again = second_night(folder / "again", pages)
        print(f"night {nights} / night 2: {costs[-1] / costs[1]:.2f} of CPU")
        print(f"night {nights} / night 2 of a folder that is new, right after it: {costs[-1] / again:.2f} of CPU")
        print(f"store: {store / done:,.0f} bytes for every page that was done, {store / seen:,.0f} for every page there is")


def second_night(folder: Path, pages: int) -> float:
    """CPU seconds of night 2, measured again: if other programs are running, CPU times of an hour ago are not comparable."""
    folder.mkdir()
    (folder / "jobs.yaml").write_text(JOBS % "off", encoding="utf-8")
    return [batch(folder).cpu for _ in days(folder / "pages", 2, pages)][1]


def check(report: dict[str, dict[str, int]], day: Night, seen: int) -> None:
    """Check that a night's counts add up. Raises AssertionError."""
    pages, balance = report["pages"], report["balance"]
    found = (pages["found"], pages["new"], pages["changed"], pages["unchanged"], pages["vanished"])
    assert found == (seen, day.new, day.changed, seen - day.new - day.changed, 0), pages
    assert (balance["pages"], balance["failed"], balance["difference"]) == (day.new + day.changed, day.broken, 0), balance
    assert balance["items"] == balance["pages"] - balance["failed"] - balance["dropped"], balance


def workers(pages: int, repeat: int, duplicates: str) -> None:
    """Print pages/s with one worker and with two, and the ratio."""
    speeds: dict[int, list[float]] = {1: [], 2: []}
    with tempfile.TemporaryDirectory() as name:
        source = Path(name, "pages")
        for number, (_, text) in enumerate(distinct_stories(pages)):
            write(source / f"{number // 1000:03d}" / f"{number:06d}.txt", text)
        for turn in range(repeat):
            for count in speeds:
                folder = Path(name, f"{turn}-{count}")
                folder.mkdir()
                (folder / "pages").symlink_to(source)
                (folder / "jobs.yaml").write_text(JOBS % duplicates, encoding="utf-8")
                speeds[count].append(pages / undisturbed(folder, "-j", str(count)).wall)
        feeds = {Path(name, f"{turn}-{count}/out/1.jsonl").read_bytes() for turn in range(repeat) for count in speeds}
        assert len(feeds) == 1, "one worker and two wrote other bytes"
    for count, measured in speeds.items():
        print(f"-j {count}: {', '.join(f'{speed:,.0f}' for speed in measured)} pages/s")
    ratios = [two / one for one, two in zip(speeds[1], speeds[2], strict=True)]
    print(f"-j 2 / -j 1: {median(ratios):.2f} (median of {repeat}), the same bytes")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("soak", "workers"))
    parser.add_argument("--nights", type=int, default=30)
    parser.add_argument("--pages", type=int)
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--duplicates", choices=("off", "mark"), default="off", help="of workers")
    options = parser.parse_args()
    ctypes.CDLL(None).prctl(SUBREAPER, 1, 0, 0, 0)  # so that all processes of a run are waited for here
    if options.what == "soak":
        soak(options.nights, options.pages or 2000)
    else:
        workers(options.pages or 20_000, options.repeat, options.duplicates)


if __name__ == "__main__":
    main()
