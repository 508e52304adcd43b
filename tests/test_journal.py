"""The parts of a run that can be resumed: lines of a journal, files that are complete, the version of the rules."""

import subprocess
import sys
import tomllib
from pathlib import Path
from tempfile import TemporaryDirectory
from zlib import crc32

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from scrapy.settings import Settings

from crawler.files.atomic_file import AtomicFile
from crawler.runs.journal.entries import Dropped, Entry, Failed, PageRead, clean
from crawler.runs.journal.file import Header, JournalFile, RunningError
from crawler.runs.rules_version import LIBRARIES, _files, rules_version
from tests.made_items import made_article, made_thread
from tests.support import ROOT

HEADER = Header("replay", "0" * 64)
OUTCOMES = [clean(made_article()), clean(made_thread()), Dropped("空"), Failed("read", "E", "\x00\n"), None]
ENTRIES = [Entry(PageRead(f"{at}.txt", "ab" * 32, None, None), outcome) for at, outcome in enumerate(OUTCOMES * 2)]


def written(path: Path, entries: list[Entry]) -> bytes:
    file = JournalFile.open(path)
    file.begin(HEADER)
    for entry in entries:
        file.append(entry)
    file.close(keep=True)
    return path.read_bytes()


with TemporaryDirectory() as folder:
    WHOLE = written(Path(folder, "journal"), ENTRIES)


@given(st.integers(0, len(WHOLE)), st.integers(0, len(WHOLE) - 1), st.integers(0, 7), st.binary(max_size=40))
@example(len(WHOLE), len(WHOLE) - 1, 0, b"")
@example(len(WHOLE) - 1, 0, 0, b"\0" * 40)
def test_any_damage_leaves_the_pages_before_it_and_what_is_written_anew(cut: int, at: int, bit: int, tail: bytes) -> None:
    damaged = bytearray(WHOLE[:cut] + tail)
    if at < len(damaged):
        damaged[at] ^= 1 << bit
    with TemporaryDirectory() as folder:
        path = Path(folder, "journal")
        path.write_bytes(damaged)
        file = JournalFile.open(path)
        if file.before != HEADER:
            file.begin(HEADER)
        kept = list(iter(file.next, None))
        assert kept == ENTRIES[: len(kept)]
        for entry in ENTRIES[len(kept) :]:
            file.append(entry)
        file.close(keep=True)
        assert path.read_bytes() == WHOLE


@pytest.mark.parametrize("json", [b'["\xe5"]', b'[["a","b",null,null],["failed","a","b","\xff"]]', b"[" * 9999, b"[1e999]", b""])
def test_a_line_that_is_no_page_though_its_sum_is_right(tmp_path: Path, json: bytes) -> None:
    whole = written(tmp_path / "journal", ENTRIES[:2])
    (tmp_path / "journal").write_bytes(whole + b"%08x %s\n" % (crc32(json), json) + whole)
    file = JournalFile.open(tmp_path / "journal")
    assert list(iter(file.next, None)) == ENTRIES[:2]
    file.close(keep=True)
    assert (tmp_path / "journal").read_bytes() == whole


def test_what_comes_after_a_page_that_has_changed_is_forgotten(tmp_path: Path) -> None:
    written(tmp_path / "journal", ENTRIES)
    file = JournalFile.open(tmp_path / "journal")
    assert [file.next() for _ in range(3)] == ENTRIES[:3]
    file.cut()
    assert file.next() is None
    file.append(ENTRIES[2])
    file.close(keep=True)
    assert (tmp_path / "journal").read_bytes() == written(tmp_path / "other", ENTRIES[:3])


def test_an_item_that_is_no_json_is_cleaned_again(tmp_path: Path) -> None:
    article = made_article()
    article.headline = "\ud800"
    read = PageRead("a", "0" * 64, None, None)
    assert written(tmp_path / "a", [Entry(read, clean(article))]) == written(tmp_path / "b", [Entry(read, None)])


def test_a_journal_is_of_one_process(tmp_path: Path) -> None:
    path = tmp_path / "folder" / "journal"
    first = JournalFile.open(path)
    with pytest.raises(RunningError):
        JournalFile.open(path)
    first.close(keep=False)
    assert not path.parent.exists()
    JournalFile.open(path).close(keep=True)
    assert path.exists()


def test_leftovers_of_killed_runs_are_removed_and_what_is_in_use_is_not(tmp_path: Path) -> None:
    (tmp_path / ".items.jsonl.01234567.part").touch()
    (tmp_path / ".other.jsonl.01234567.part").touch()
    first, second = (AtomicFile(tmp_path / "items.jsonl") for _ in range(2))
    first.open().write(b"1")
    assert len(list(tmp_path.iterdir())) == 2
    second.open().write(b"2")
    assert len(list(tmp_path.iterdir())) == 3
    second.store()
    first.store()
    assert (tmp_path / "items.jsonl").read_bytes() == b"1"
    assert sorted(path.name for path in tmp_path.iterdir()) == [".other.jsonl.01234567.part", "items.jsonl"]


def test_what_is_thrown_away_leaves_nothing(tmp_path: Path) -> None:
    file = AtomicFile(tmp_path / "out" / "file")
    file.open().write(b"1")
    file.discard()
    assert list((tmp_path / "out").iterdir()) == []


def test_every_library_of_the_project_counts() -> None:
    """One that changes no item may be left out here by name."""
    without_effect = {"itemadapter", "tqdm", "sqlalchemy", "numpy", "rensa", "jinja2", "pydantic"}
    dependencies = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]
    names = {dependency.partition(";")[0].partition(">")[0].partition("=")[0].strip() for dependency in dependencies}
    assert (names - without_effect) | {"pillow"} == set(LIBRARIES)  # of the extras, the one that decodes what items hold


def project_settings(**more: object) -> Settings:
    settings = Settings()
    settings.setmodule("crawler.settings")
    settings.setdict(more, priority="cmdline")
    return settings


@pytest.mark.parametrize(
    ("more", "same"),
    [
        ({"LOG_LEVEL": "ERROR"}, True),
        ({"RESUME": "1"}, True),
        ({"FEEDS": {"a.csv": {}}}, True),
        ({"MAX_PAGE_BYTES": "9"}, False),
        ({"A_SETTING_NOBODY_KNOWS": "1"}, False),
        ({"ITEM_PIPELINES": {"tests.tiny.parts.Finish": 1}}, False),
    ],
    ids=str,
)
def test_the_rules_are_those_of_the_settings_that_change_items(more: dict[str, object], same: bool) -> None:
    assert (rules_version(project_settings(**more)) == rules_version(project_settings())) is same


def test_what_python_compiles_is_none_of_the_rules(tmp_path: Path) -> None:
    (tmp_path / "__pycache__").mkdir()
    for name in ("ads.py", "words.txt", "__pycache__/ads.cpython-311.pyc.140694370095536"):
        (tmp_path / name).touch()
    assert [path for path, _ in _files(tmp_path, "sites")] == ["sites/ads.py", "sites/words.txt"]


def test_the_rules_are_the_same_in_every_process() -> None:
    code = "from tests.test_journal import *; print(rules_version(project_settings()))"
    ended = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, encoding="utf-8", check=True)
    assert ended.stdout.strip() == rules_version(project_settings())
