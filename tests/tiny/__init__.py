"""A Scrapy project as small as can be, to run crawls in that go wrong."""

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests import processes
from tests.processes import Ended

SETTINGS = {"SCRAPY_SETTINGS_MODULE": "tests.tiny.settings"}
ENVIRONMENT = processes.ENVIRONMENT | SETTINGS


def run(folder: Path, *arguments: str, environment: Mapping[str, str] = ENVIRONMENT) -> Ended:
    """Run ``scrapy`` with ``arguments`` in ``folder``."""
    return processes.run(folder, *arguments, environment=environment)


def run_all(folder: Path, *commands: Sequence[str], environment: Mapping[str, str] = ENVIRONMENT) -> list[Ended]:
    """Run ``scrapy`` with each of ``commands``, in a folder of its own under ``folder``, two at a time."""
    folders = [folder / str(number) for number in range(len(commands))]
    for each in folders:
        each.mkdir()
    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(lambda each, arguments: run(each, *arguments, environment=environment), folders, commands))


def crawling(pages: str, *arguments: str) -> list[str]:
    """The arguments of a crawl over ``pages``."""
    return ["crawl", "tiny", "-a", f"pages={pages}", *arguments]


def crawl(folder: Path, pages: str, *arguments: str) -> Ended:
    """Run the tiny spider over ``pages``, names with spaces between, and do with each what its name says."""
    return run(folder, *crawling(pages, *arguments))
