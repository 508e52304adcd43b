"""Without its library a format says which extra to install, before any page; the table of extras is that of pyproject.toml."""

import re
import tomllib
from pathlib import Path

import pytest

from crawler.files.extras import EXTRAS
from tests.support import ROOT
from tests.tiny import ENVIRONMENT, crawling, run

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"]
DISTRIBUTIONS = {name: {re.split(r"[\[<>=;]", each)[0].lower() for each in needed} for name, needed in PROJECT.items()}


@pytest.mark.parametrize(
    ("library", "feed", "extra"),
    [
        ("pyarrow", "items.parquet", "parquet"),
        ("psycopg", "postgresql://nobody@nowhere/nothing", "sql"),
    ],
)
def test_a_missing_library_is_told_in_one_line(tmp_path: Path, library: str, feed: str, extra: str) -> None:
    absent = f'raise ModuleNotFoundError("No module named {library!r}", name={library!r})'
    (tmp_path / f"{library}.py").write_text(absent)
    environment = ENVIRONMENT | {"PYTHONPATH": f"{tmp_path}:{ROOT}"}
    ended = run(tmp_path, *crawling("a", "-O", "other.jsonl", "-O", feed), environment=environment)
    assert ended.returncode == 2 and not (tmp_path / "other.jsonl").exists()
    assert f'{library} is not installed: pip install -e ".[{extra}]"' in ended.stderr.splitlines()[-1]
    assert "Traceback" not in ended.stderr


@pytest.mark.parametrize(("library", "extra"), EXTRAS.items())
def test_an_extra_installs_its_library(library: str, extra: str) -> None:
    assert {"PIL": "pillow"}.get(library, library) in DISTRIBUTIONS[extra]


def test_all_and_dev_have_every_extra() -> None:
    named = {extra: f"qingliu[{extra}]" for extra in set(EXTRAS.values())}
    everything = PROJECT["all"]
    assert {re.sub(r".*\[|\].*", "", each) for group in everything for each in group.split(",")} >= set(named)
    assert any("qingliu[all]" in each for each in PROJECT["dev"])
