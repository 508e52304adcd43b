"""What docs/parquet.md and docs/sql.md tell to type works as it stands there."""

import os
import re
import sqlite3
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from tests.postgresql_server import running_server
from tests.processes import UNWATCHED, run
from tests.support import ROOT

BLOCK = re.compile(r"^```(console|python|sql|pgsql)\n(.*?)^```", re.MULTILINE | re.DOTALL)
EXAMPLE_URL = "postgresql://me@localhost/corpus"
ENVIRONMENT = UNWATCHED | {
    "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
}


def blocks(document: str) -> list[tuple[str, str]]:
    return BLOCK.findall((ROOT / "docs" / document).read_text("utf-8"))


def said(folder: Path, *command: str) -> str:
    ended = subprocess.run(command, cwd=folder, env=ENVIRONMENT, capture_output=True, encoding="utf-8")
    assert ended.returncode == 0, f"{command}: {ended.stderr}"
    return ended.stdout


def commands(text: str) -> list[str]:
    return [line[2:] for line in text.splitlines() if line.startswith("$ ") and "pip install" not in line]


def test_parquet(tmp_path: Path) -> None:
    found = blocks("parquet.md")
    for command in (command for language, text in found if language == "console" for command in commands(text)):
        said(tmp_path, "bash", "-c", command)
    assert len((tmp_path / "items.jsonl").read_bytes().splitlines()) == 5
    python = "\n".join(text for language, text in found if language == "python")
    assert python.count("print(") == 8 and "娄勤俭" in said(tmp_path, sys.executable, "-c", python)


def test_sql(tmp_path: Path) -> None:
    found = blocks("sql.md")
    with running_server() as server:
        url = server.create("corpus")
        for command in (command for language, text in found if language == "console" for command in commands(text)):
            said(tmp_path, "bash", "-c", command.replace(EXAMPLE_URL, f"'{url}'"))
            if ">" in command:
                assert len((tmp_path / "items.jsonl").read_bytes().splitlines()) == 5
        with psycopg.connect(url) as connection:
            for query in (line for language, text in found if language == "pgsql" for line in text.splitlines()):
                assert connection.execute(query).fetchall(), query


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("database")
    run(folder, "crawl", "replay", "-O", "items.db").check_returncode()
    return folder / "items.db"


@pytest.mark.parametrize(
    "query", [line for language, text in blocks("sql.md") if language == "sql" for line in text.splitlines()]
)
def test_queries_find_something(database: Path, query: str) -> None:
    connection = sqlite3.connect(database)
    assert connection.execute(query).fetchall()
    connection.close()
