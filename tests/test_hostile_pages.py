"""Whatever is in a folder, a run goes to its end: what is acceptable comes out clean, what is not fails alone."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from crawler.settings import ITEM_PIPELINES
from tests import processes
from tests.hostile_pages import ARCHIVES, CLEAN, FAIL, GOOD, MEGA, TEXT, body
from tests.processes import UNWATCHED
from tests.support import made_once, saved_dump
from tests.test_html_safety import assert_safe


def crawl(folder: Path, makers: dict[str, Callable[[], bytes]], *arguments: str) -> None:
    """Run over the files that ``makers`` make. They have one title, so they would be revisions of one item.

    Coverage does not watch it: it waits for itself for ever when it is broken off while it holds the lock on its data.
    """
    (folder / "run/pages").mkdir(parents=True)
    for name, make in makers.items():
        (folder / "run/pages" / name).write_bytes(make())
    replay = ("crawl", "replay", "-a", "pages=pages", "-O", "items.jsonl", "-L", "WARNING", "-s", "DUPLICATES=off")
    ended = processes.run(folder / "run", *replay, *arguments, environment=UNWATCHED)
    (folder / "ended.json").write_text(json.dumps([ended.returncode, ended.stdout, ended.stderr]))


class Run:
    """What a run has left."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "run"
        self.code, self.out, self.err = json.loads((folder / "ended.json").read_text())
        items = (json.loads(line) for line in (self.folder / "items.jsonl").open(encoding="utf-8"))
        self.items: dict[str, Any] = {item["page"]["path"].removeprefix("pages/"): item for item in items}
        failures = map(json.loads, (self.folder / "out" / "failed.jsonl").read_text("utf-8").splitlines())
        self.failed: dict[str, Any] = {failure["page"].removeprefix("pages/"): failure for failure in failures}


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """One run over all that is hostile, with more seconds a page than any machine needs."""
    failing = {name: fails.page for name, fails in FAIL.items()}
    makers = {**failing, **CLEAN, **{name: archive.make for name, archive in ARCHIVES.items()}}
    return Run(made_once(tmp_path_factory, "hostile", lambda folder: crawl(folder, makers, "-s", "MAX_PAGE_SECONDS=100")))


@pytest.mark.parametrize("name", FAIL)
def test_a_page_that_cannot_be_read_fails_with_its_reason(run: Run, name: str) -> None:
    assert run.failed[name]["error"] == FAIL[name].error
    assert FAIL[name].reason in run.failed[name]["reason"]
    assert run.failed[name]["stage"] == "read" and name not in run.items


@pytest.mark.parametrize("name", CLEAN)
def test_a_page_that_is_acceptable_comes_out_clean(run: Run, name: str) -> None:
    assert name not in run.failed
    assert TEXT in run.items[name]["text"] and run.items[name]["headline"] == "标题"
    if len(run.items[name]["html"]) < MEGA:
        assert_safe(run.items[name]["html"])


@pytest.mark.parametrize("name", ARCHIVES)
def test_of_an_archive_what_is_readable_comes_out_and_the_rest_fails(run: Run, name: str) -> None:
    failed = {path[len(name) :].removeprefix("!/"): failure for path, failure in run.failed.items() if path.startswith(name)}
    assert failed.keys() == ARCHIVES[name].failures.keys()
    assert [words for path, words in ARCHIVES[name].failures.items() if words not in failed[path]["reason"]] == []
    assert [path.removeprefix(f"{name}!/") for path in run.items if path.startswith(name)] == list(ARCHIVES[name].pages)


def test_the_run_is_bad_for_what_archives_lost_alone_and_leaves_nothing_behind(run: Run) -> None:
    assert (
        run.code == 1 and "verdict: BAD, because lost in damaged archives" in run.out and "pages that are damaged: 2\n" in run.out
    )
    assert "2  symbolic link" in run.out
    assert sorted(path.name for path in run.folder.iterdir()) == ["items.jsonl", "out", "pages"]
    assert "Traceback" not in run.err


def test_every_limit_is_a_setting_and_costs_one_page(tmp_path: Path) -> None:
    makers = {
        "a first one": lambda: GOOD,  # at which much is loaded, for which a slow machine may need too long
        "bytes": lambda: GOOD + b" " * 13 * MEGA,
        "depth": lambda: body("<div>" * 12),
        "good": lambda: body("<div>" * 8),
        "seconds to clean": lambda: saved_dump(f"<pre>{('x' + chr(10)) * 6 * MEGA}</pre>"),
        "seconds to read": lambda: saved_dump("<p>字<b>字</b></p>" * (6 * MEGA // 24)),
    }
    limits = ["MAX_PAGE_BYTES=13000000", "MAX_PAGE_DEPTH=12", "MAX_PAGE_SECONDS=0.2"]
    crawl(tmp_path, makers, *(argument for limit in limits for argument in ("-s", limit)))
    run = Run(tmp_path)
    run.items.pop("a first one", None) or run.failed.pop("a first one")
    assert run.items.keys() == {"good"} and run.code == 0
    assert {name: (failure["error"], failure["reason"]) for name, failure in run.failed.items()} == {
        "bytes": ("PageTooLargeError", "larger than MAX_PAGE_BYTES = 13,000,000"),
        "depth": ("TooDeepError", "elements nest deeper than MAX_PAGE_DEPTH = 12 or than Python's stack"),
        "seconds to clean": ("PageTooSlowError", "took more than MAX_PAGE_SECONDS = 0.2 seconds of CPU"),
        "seconds to read": ("PageTooSlowError", "took more than MAX_PAGE_SECONDS = 0.2 seconds of CPU"),
    }
    assert run.failed["seconds to read"]["stage"] == "read"
    assert run.failed["seconds to clean"]["stage"] in {"read", *(path.split(".")[1] for path in ITEM_PIPELINES)}
