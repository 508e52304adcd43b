"""The command `qingliu`: which commands there are, where it remembers, and what `clean` takes."""

import sys
from pathlib import Path

import pytest

from qingliu.__main__ import data_folder, main, names
from tests.processes import DEVNULL, ENVIRONMENT, PIPE, STDOUT, start
from tests.support import ROOT

PAGE = ROOT / "fixtures/zaker"


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("SCRAPY_SETTINGS_MODULE", "crawler.settings")  # which is set for the processes of a batch run
    monkeypatch.chdir(tmp_path)


def test_all_commands_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    main([])
    listed = capsys.readouterr().out
    assert all(f"\n  {name} " in listed for name in names()) and {"clean", "batch", "stories", "list"} <= set(names())
    main(["--version"])
    assert capsys.readouterr().out.startswith("qingliu 0.")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["claen"], "there is no command 'claen'"),
        (["clean"], "expected one file, folder, archive or quoted glob"),
        (["clean", "a", "--sate"], "unknown option --sate"),
        (["clean", "a"], "-o FILE is required"),
        (["clean", "a", "-o", "b.jsonl", "-s", "DUPLICATE=off"], "DUPLICATES"),
        (["stages"], "expected one saved page"),
    ],
)
def test_wrong_usage_ends_with_2_and_says_why(arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2 and said in capsys.readouterr().err


def test_the_commands_of_the_project_are_run(capsys: pytest.CaptureFixture[str]) -> None:
    for arguments, said in ((["list"], "zaker"), (["stages", str(next(PAGE.glob("*.txt"))), "--stage", "read_credits"], "黄伟")):
        with pytest.raises(SystemExit) as ended:
            main(arguments)
        assert not ended.value.code and said in capsys.readouterr().out


@pytest.mark.parametrize("is_remembered", [True, False])
def test_pages_are_cleaned_into_feeds(is_remembered: bool, tmp_path: Path) -> None:
    environment = ENVIRONMENT | {"XDG_DATA_HOME": str(tmp_path / "data")}
    arguments = ("clean", str(PAGE), "-o", "a.jsonl", *([] if is_remembered else ["--no-state"]))
    with start(tmp_path, *arguments, module="qingliu", environment=environment, streams=(DEVNULL, PIPE, STDOUT)) as running:
        printed, _ = running.communicate()
    assert running.returncode == 0 and "verdict: good" in printed, printed
    assert ("and stored there" in printed, (tmp_path / "data/qingliu/state.db").exists()) == (is_remembered, is_remembered)
    assert {path.name for path in tmp_path.iterdir()} == {"a.jsonl"} | ({"data"} if is_remembered else set())


@pytest.mark.parametrize(
    ("platform", "named", "folder"),
    [
        ("linux", {"XDG_DATA_HOME": "/x"}, "/x/qingliu"),
        ("linux", {}, "~/.local/share/qingliu"),
        ("darwin", {}, "~/Library/Application Support/qingliu"),
        ("win32", {"LOCALAPPDATA": "/l"}, "/l/qingliu"),
    ],
)
def test_the_data_folder_is_that_of_the_system(
    platform: str, named: dict[str, str], folder: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("XDG_DATA_HOME", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    for name, value in named.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys, "platform", platform)
    assert data_folder() == Path(folder).expanduser()
