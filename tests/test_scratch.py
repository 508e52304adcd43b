"""What is on its way: locked while its run lives, gone when it was killed, and never written by two."""

from contextlib import suppress
from pathlib import Path

import pytest

from crawler.feeds.storages.local import FolderFeed
from crawler.feeds.storages.partitioned import Partitions
from crawler.feeds.storages.partitions import LONGEST, escaped
from crawler.files.atomic_file import AtomicFile, hidden_prefix
from crawler.files.locking import alone_in
from crawler.files.scratch import InUseError, ScratchFolder
from tests.made_items import made_article

LONG_NAMES = ["作者" * 60, "🍜" * 90, ":" * 120, "a" * 300, "é" * 130]


def test_a_folder_of_a_run_that_lives_stays_and_that_of_a_killed_one_goes(tmp_path: Path) -> None:
    living, killed = ScratchFolder(tmp_path, "x-"), ScratchFolder(tmp_path, "x-")
    killed.release()  # as the system does for a process that is gone
    other = ScratchFolder(tmp_path, "x-")
    assert set(tmp_path.iterdir()) == {living.path, other.path}
    for folder in (living, other, other):
        folder.remove()
    assert not list(tmp_path.iterdir())


def test_a_name_is_no_pattern(tmp_path: Path) -> None:
    first = ScratchFolder(tmp_path, "[x]*")
    assert first.path.name.startswith("[x]*")
    with pytest.raises(InUseError, match="another run"):
        ScratchFolder(tmp_path, "[x]*", alone=True)
    ScratchFolder(tmp_path, "x", alone=True)


def test_two_that_append_to_one_feed_at_once_do_not_lose_an_item(tmp_path: Path) -> None:
    first, second = AtomicFile(tmp_path / "a.jsonl"), AtomicFile(tmp_path / "a.jsonl")
    first.open(append=True, alone=True).write(b"1\n")
    with pytest.raises(InUseError):
        second.open(append=True, alone=True)
    first.store()
    second.open(append=True, alone=True).write(b"2\n")
    second.store()
    assert (tmp_path / "a.jsonl").read_bytes() == b"1\n2\n"


def test_who_is_alone_in_a_folder_can_write_files_in_it(tmp_path: Path) -> None:
    with alone_in(tmp_path):
        file = AtomicFile(tmp_path / "a")
        file.open().write(b"x")
        file.store()
    assert (tmp_path / "a").read_bytes() == b"x"


def test_a_folder_feed_is_written_by_one(tmp_path: Path) -> None:
    first, second = (FolderFeed(str(tmp_path / "a.md"), feed_options={"overwrite": True}) for _ in "ab")
    folder = first.open(None)  # type: ignore[arg-type]
    with pytest.raises(InUseError):
        second.open(None)  # type: ignore[arg-type]
    first.store(folder)
    second.store(second.open(None))  # type: ignore[arg-type]
    assert [path.name for path in tmp_path.iterdir()] == ["a.md"]


@pytest.mark.parametrize("is_there", [True, False])
def test_a_folder_feed_that_was_being_replaced_by_a_killed_run_comes_back(tmp_path: Path, is_there: bool) -> None:
    (tmp_path / ".a.md.01234567.before").mkdir()
    (tmp_path / ".a.md.01234567.before/old.md").touch()
    if is_there:
        (tmp_path / "a.md").mkdir()
    feed = FolderFeed(str(tmp_path / "a.md"), feed_options={"overwrite": True})
    with suppress(FileExistsError):
        feed.open(None)  # type: ignore[arg-type]
    feed.discard()
    assert [path.name for path in tmp_path.iterdir()] == ["a.md"]
    assert (tmp_path / "a.md/old.md").exists() is not is_there


def test_what_a_killed_run_left_of_a_partitioned_feed_goes_with_the_next(tmp_path: Path) -> None:
    template = str(tmp_path / "site=%(item_site)s/a.jsonl")
    killed, partitions = Partitions(template, overwrite=True), Partitions(template, overwrite=True)
    killed.begin()
    assert killed.spill and killed.scratch
    killed.spill.add("x", made_article())
    with pytest.raises(InUseError):
        partitions.begin()
    killed.scratch.release()
    partitions.begin()
    assert len(list(tmp_path.iterdir())) == 1
    partitions.discard()
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("name", LONG_NAMES)
def test_names_are_bounded_in_bytes(name: str) -> None:
    assert len(escaped(name).encode()) <= LONGEST
    assert escaped(name) != escaped(name + "b"), "what is cut is told apart"
    assert len(f"{hidden_prefix(name)}01234567.part".encode()) <= 255


def test_what_is_short_is_as_it_is() -> None:
    assert [escaped(value) for value in ("潮汐日报", "a/b", None, "..")] == [
        "潮汐日报",
        "a%2Fb",
        "__HIVE_DEFAULT_PARTITION__",
        "%2E%2E",
    ]
