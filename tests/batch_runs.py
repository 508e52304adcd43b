"""Batch runs for tests, each set of them in a folder of its own."""

import json
import os
import time
from itertools import count
from pathlib import Path
from typing import Any

from tests import processes
from tests.batch_stages import GOES_ON, HELD
from tests.processes import DEVNULL, PIPE, STDOUT, UNWATCHED, Running
from tests.support import saved_dump

LONG_AGO = 1_700_000_000
SETTINGS = {"SCRAPY_SETTINGS_MODULE": "tests.batch_settings"}
ENVIRONMENT = processes.ENVIRONMENT | SETTINGS
JOBS = """
jobs:
  news:
    pages: pages
    feeds:
      out/%(job)s-%(run)s.jsonl:
"""


class BatchFolder:
    """A working directory with saved pages in ``pages/`` and a job file. Coverage may not watch runs over many pages: they show
    it nothing that runs over few do not."""

    def __init__(self, folder: Path, jobs: str = JOBS, is_watched: bool = True) -> None:
        self.folder, self.is_watched, self._writes = folder, is_watched, count(LONG_AGO)
        (folder / "pages").mkdir(parents=True)
        self.write("jobs.yaml", jobs)

    def write(self, path: str, content: str | bytes) -> Path:
        """Write a file that looks as if nobody had touched it for long."""
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        os.utime(file, (LONG_AGO, next(self._writes)))
        return file

    def page(self, name: str, text: str = "树发了芽。", author: str = "观察者网") -> Path:
        return self.write(f"pages/{name}", saved_dump(f"<div><p>{text}</p></div>", title=f"题{name}", author=author))

    def start(self, *arguments: str, is_watched: bool = False, job_file: str = "jobs.yaml") -> Running:
        """Begin a run, in a process group of its own. Coverage watches none that is killed."""
        environment = (ENVIRONMENT if is_watched else UNWATCHED) | SETTINGS
        streams = (DEVNULL, PIPE, STDOUT)
        words = ("batch", job_file, "-L", "WARNING", *arguments)
        return processes.start(self.folder, *words, environment=environment, streams=streams, new_session=True)

    def run(self, *arguments: str, code: int = 0, job_file: str = "jobs.yaml") -> str:
        """What a run printed; fails unless it ends with ``code``."""
        self.go_on()
        with self.start(*arguments, is_watched=self.is_watched, job_file=job_file) as process:
            printed, _ = process.communicate()
        assert process.returncode == code, printed
        return printed

    def go_on(self) -> None:
        """From now on no page waits."""
        (self.folder / GOES_ON).touch()

    def held(self, process: Running) -> int:
        """Wait until a page waits: the process that is at it."""
        while not (self.folder / HELD).exists():
            assert process.poll() is None
            time.sleep(0.01)
        return int((self.folder / HELD).read_text())

    def runs(self, *arguments: str) -> str:
        """What ``scrapy runs`` prints."""
        ended = processes.run(self.folder, "runs", *arguments, environment=ENVIRONMENT)
        assert ended.returncode == 0, ended.stderr
        return ended.stdout

    def report(self, run: int, job: str = "news") -> Any:
        return json.loads((self.folder / f"out/reports/{job}/{run}/report.json").read_bytes())

    def items(self, run: int, job: str = "news") -> list[dict[str, Any]]:
        """The items in the feed of a run; none where there is no feed."""
        feed = self.folder / f"out/{job}-{run}.jsonl"
        return [json.loads(line) for line in feed.read_bytes().splitlines()] if feed.exists() else []

    def paths(self, run: int) -> list[str]:
        return [item["page"]["path"].removeprefix("pages/") for item in self.items(run)]

    def written(self) -> int:
        """Bytes that workers wrote of the run that is not finished."""
        total = 0
        for file in (self.folder / ".qingliu/batch").rglob("*.*"):
            try:
                total += file.stat().st_size if file.suffix in {".part", ".done"} else 0
            except FileNotFoundError:  # it was renamed
                continue
        return total

    def wait_for(self, process: Running, size: int) -> None:
        """Wait until workers of a run that a page holds wrote so many bytes."""
        while self.written() < size:
            assert process.poll() is None
            time.sleep(0.002)
