"""A Scrapy project as small as can be, to run crawls in that go wrong."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
ENVIRONMENT = os.environ | {
    "PYTHONPATH": str(ROOT),
    "PYTHONIOENCODING": "utf-8",
    "SCRAPY_SETTINGS_MODULE": "tests.tiny.settings",
}


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "scrapy", *arguments]


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run ``scrapy`` with ``arguments`` in ``folder``."""
    return subprocess.run(command(*arguments), cwd=folder, env=ENVIRONMENT, capture_output=True, encoding="utf-8", timeout=60)


def crawl(folder: Path, pages: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the tiny spider over ``pages``, names with spaces between, and do with each what its name says."""
    return run(folder, "crawl", "tiny", "-a", f"pages={pages}", *arguments)
