"""docs/exporters.md: the feeds that it writes are all there, and each command of its table reads one of them back."""

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from crawler.settings import FEED_EXPORTERS
from tests import processes
from tests.processes import UNWATCHED
from tests.support import ROOT

DOCUMENT = (ROOT / "docs/exporters.md").read_text("utf-8")
EXPORT = re.search(r"^\$ (scrapy crawl replay -O out/items\.jsonl .*)$", DOCUMENT, re.MULTILINE)
ROW = re.compile(r"^\|(?P<format>[^|]*)\|[^|]*\|[^|]*\|[^|]*\| `(?P<command>(?:[^`|\\]|\\.)+)` \|$", re.MULTILINE)
TABLE = DOCUMENT.partition("| read it back |")[2].partition("\n\n")[0]
COMMANDS = {row["format"].strip(): row["command"].replace(r"\|", "|") for row in ROW.finditer(TABLE)}
ENVIRONMENT = UNWATCHED | {
    "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
}
BALANCE = "5 pages = 5 items"


def run(command: str, folder: Path) -> str:
    """What ``command`` prints in ``folder``, as a shell runs it where it is more than a command of Scrapy; it must succeed."""
    program, *arguments = shlex.split(command)
    if program == "scrapy" and not {"|", ">"} & {*arguments}:
        ended = processes.run(folder, *arguments)
    else:
        ended = subprocess.run(command, shell=True, cwd=folder, env=ENVIRONMENT, capture_output=True, encoding="utf-8")
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which the command of the document has been run."""
    folder = tmp_path_factory.mktemp("exporters")
    assert EXPORT
    assert BALANCE in run(f"{EXPORT[1]} -L ERROR", folder)
    return folder


def test_every_row_of_the_table_has_a_command() -> None:
    assert len(COMMANDS) == TABLE.count("\n|") - 1


def test_every_format_has_a_row() -> None:
    named = {name for row in COMMANDS for name in re.findall(r"`([\w.]+)`", row)}
    assert FEED_EXPORTERS.keys() <= named


@pytest.mark.parametrize("form", [form for form in COMMANDS if "postgresql" not in form])  # read back in test_postgresql
def test_the_command_reads_the_feed_back(form: str, exported: Path) -> None:
    command = COMMANDS[form]
    printed = run(command, exported)
    items = (exported / "out/items.jsonl").read_text("utf-8").splitlines()
    if command.startswith("scrapy items"):
        assert sorted(printed.splitlines()) == sorted(items)
    elif command.startswith("scrapy"):
        assert BALANCE in printed
        assert sorted((exported / "back.jsonl").read_text("utf-8").splitlines()) == sorted(items)
    else:
        assert len(items) == 5
        assert [headline for item in items if (headline := json.loads(item)["headline"]) not in printed] == []
