"""A Scrapy project as small as can be, to run crawls in that go wrong."""

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
ENVIRONMENT = os.environ | {
    "PYTHONPATH": str(ROOT),
    "PYTHONIOENCODING": "utf-8",
    "SCRAPY_SETTINGS_MODULE": "tests.tiny.settings",
}
UNWATCHED = {name: value for name, value in ENVIRONMENT.items() if not name.startswith("COVERAGE_")}
"""For runs that are killed or out of disk: what measures coverage would write a file of its own, and fail at it."""


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "scrapy", *arguments]


def run(folder: Path, *arguments: str, environment: Mapping[str, str] = ENVIRONMENT) -> subprocess.CompletedProcess[str]:
    """Run ``scrapy`` with ``arguments`` in ``folder``."""
    return subprocess.run(command(*arguments), cwd=folder, env=environment, capture_output=True, encoding="utf-8", timeout=60)


def run_all(
    folder: Path, *commands: Sequence[str], environment: Mapping[str, str] = ENVIRONMENT
) -> list[subprocess.CompletedProcess[str]]:
    """Run ``scrapy`` with each of ``commands``, in a folder of its own under ``folder``, two at a time."""
    folders = [folder / str(number) for number in range(len(commands))]
    for each in folders:
        each.mkdir()
    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(lambda each, arguments: run(each, *arguments, environment=environment), folders, commands))


def crawling(pages: str, *arguments: str) -> list[str]:
    """The arguments of a crawl over ``pages``."""
    return ["crawl", "tiny", "-a", f"pages={pages}", *arguments]


def crawl(folder: Path, pages: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the tiny spider over ``pages``, names with spaces between, and do with each what its name says."""
    return run(folder, *crawling(pages, *arguments))
