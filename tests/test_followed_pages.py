"""README and docs/adding-a-site.md, followed from top to bottom: what is to be written is written, what is to be typed is run."""

import re
import shlex
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pyarrow
import pyarrow.parquet
import pytest

from tests.processes import ENVIRONMENT, UNWATCHED, run
from tests.support import ROOT, saved_dump

pytestmark = pytest.mark.runs
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
NAMED = re.compile(r"`((?:fixtures|crawler)/[\w/.-]+\.\w+)`")
COUNT = re.compile(r"\d+\.\d+ s\b|\d+\.\d+s\b|[\d,]+ pages/s|^\d+ passed|^\.+ +\[")
ELSEWHERE = {
    "make": "tests/test_wheel.py builds and installs the wheel, and CI is `make test`",
    "pip": "as above",
    "qingliu": "as above",
    "scrapy crawl record": "tests/test_record.py, which has a server",
    "scrapy learn-ads dumps.zip": "tests/test_learn_ads.py, which has so many pages",
    "scrapy learn-ads pages": "as above",
}
"""Commands that are not run here → where they are."""


class Step(NamedTuple):
    """A command and what it prints, or a file and what is in it."""

    typed: str
    text: str
    file: str = ""


def steps(page: str) -> Iterator[Step]:
    """What a page asks for, in its order. A file is the last one that is named before its block."""
    text = (ROOT / page).read_text("utf-8")
    for block in BLOCK.finditer(text):
        language, body = block.groups()
        if language == "console":
            for typed, printed in re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", body, re.MULTILINE):
                yield Step(re.sub(r" +# .*", "", typed), printed)
        elif language in {"html", "python", "yaml"}:
            yield Step("", body, NAMED.findall(text[: block.start()])[-1])


def is_elsewhere(command: str) -> bool:
    return command.startswith(tuple(ELSEWHERE))


def as_printed(text: str) -> list[str]:
    return [line.rstrip() for line in text.splitlines() if not COUNT.search(line)]


def differences(shown: str, printed: str) -> list[str]:
    """The lines that a page shows and that were not printed in that order; ``…`` stands for any lines, or the end of one."""
    left = iter(as_printed(printed))
    wanted = [line for line in as_printed(shown) if line.strip() != "…"]
    return [line for line in wanted if not any(_is(line, other) for other in left)]


def _is(line: str, other: str) -> bool:
    return other.startswith(line[:-1]) if line.endswith("…") else line == other


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What of a clone is needed to add a site."""
    folder = tmp_path_factory.mktemp("checkout")
    for package in ("crawler", "pipelines", "fixtures", "tests/site_pages"):
        shutil.copytree(ROOT / package, folder / package, ignore=shutil.ignore_patterns("__pycache__"))
    for file in ("scrapy.cfg", "pyproject.toml", "tests/__init__.py", "tests/support.py", "tests/test_golden.py"):
        shutil.copy(ROOT / file, folder / file)
    return folder


def test_a_site_is_added_as_the_page_says(checkout: Path) -> None:
    environment = {name: value for name, value in UNWATCHED.items() if name != "SCRAPY_SETTINGS_MODULE"}
    for step in steps("docs/adding-a-site.md"):
        if step.file:
            (checkout / step.file).parent.mkdir(exist_ok=True)
            (checkout / step.file).write_text(step.text, "utf-8")
        elif not is_elsewhere(step.typed):
            program, *arguments = shlex.split(step.typed)
            python = [sys.executable, "-m", program, *arguments]
            there = environment | {"PYTHONPATH": str(checkout)}
            ended = subprocess.run(python, cwd=checkout, env=there, capture_output=True, encoding="utf-8", check=False)
            printed = ended.stdout + ended.stderr
            assert differences(step.text, printed) == [], printed
            assert ended.returncode == (1 if "Failed:" in step.text else 0), printed


@pytest.fixture
def elsewhere(tmp_path: Path) -> Path:
    """A folder with everything that the README takes for pages."""
    pages = tmp_path / "my-pages"
    for at, page in enumerate(sorted(ROOT.glob("fixtures/*/*.txt"))):
        (pages / f"{at}").mkdir(parents=True)
        shutil.copy(page, pages / f"{at}" / page.name)
    shutil.copytree(ROOT / "fixtures", tmp_path / "fixtures")
    with zipfile.ZipFile(tmp_path / "crawl.warc.gz", "w") as archive:  # an archive is known by what it is
        archive.write(sorted(pages.rglob("*.txt"))[0], "page.txt")
    rows = {"html": [saved_dump("<p>旧港码头昨天重新开放。</p>").decode()], "url": ["https://tide.example/1.html"]}
    pyarrow.parquet.write_table(pyarrow.table(rows), tmp_path / "news.parquet")
    (tmp_path / "jobs.yaml").write_text("jobs:\n  all:\n    pages: my-pages\n    feeds: {items.jsonl: {}}\n")
    return tmp_path


def typed(page: str) -> list[str]:
    return [step.typed for step in steps(page) if step.typed and not is_elsewhere(step.typed)]


def test_the_readme_is_followed(elsewhere: Path) -> None:
    commands = typed("README.md")
    assert len(commands) > 12
    for command in commands:
        program, *arguments = shlex.split(command)
        assert program == "scrapy", command
        quiet = ["-s", "IMAGES_FETCH=False"] if "IMAGES" in command else []
        ended = run(elsewhere, *arguments, *quiet, environment=ENVIRONMENT)
        assert ended.returncode == 0, command + ended.stdout + ended.stderr


def test_the_readme_in_chinese_has_the_same_commands() -> None:
    assert typed("README.zh-CN.md") == typed("README.md")
