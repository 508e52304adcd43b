"""What batch runs do again and what they do not, what they leave on record, and how they end."""

import json
import os
import shutil
import sqlite3
import tarfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from crawler.runs.batch.history import RulesOnRecord
from crawler.runs.batch.plan import Redo
from crawler.runs.rules_version import Rules, rules_of
from tests.batch_runs import ENVIRONMENT, JOBS, BatchFolder
from tests.made_archives import KINDS
from tests.processes import run
from tests.support import ROOT, saved_dump
from tests.test_job_file import project_settings

Change = Callable[[BatchFolder], object]
NAMES = ["0.txt", "1.txt", "2.txt", "3.txt"]


@pytest.fixture
def batch(tmp_path: Path) -> BatchFolder:
    made = BatchFolder(tmp_path / "a")
    for name in NAMES:
        made.page(name, f"第{name[0]}句。")
    return made


def counts(batch: BatchFolder, run: int) -> dict[str, int]:
    """What a report says of the pages that were found, but for zeros."""
    pages = batch.report(run)["pages"]
    pages["redone"] = sum(pages["redone"].values())
    return {name: count for name, count in pages.items() if count}


@pytest.mark.parametrize(
    ("change", "done", "expected"),
    [
        (lambda batch: None, [], {"found": 4, "unchanged": 4}),
        (lambda batch: batch.page("4.txt"), ["4.txt"], {"found": 5, "unchanged": 4, "new": 1}),
        (lambda batch: batch.page("1.txt", "改了。"), ["1.txt"], {"found": 4, "unchanged": 3, "changed": 1}),
        (lambda batch: (batch.folder / "pages/2.txt").unlink(), [], {"found": 3, "unchanged": 3, "vanished": 1}),
        (lambda batch: (batch.folder / "pages/2.txt").touch(), [], {"found": 4, "unchanged": 4}),
        (
            lambda batch: (batch.folder / "pages/0.txt").rename(batch.folder / "pages/9.txt"),
            ["9.txt"],
            {"found": 4, "unchanged": 3, "new": 1, "vanished": 1},
        ),
        (lambda batch: batch.write("pages/2.txt", b"\0\1"), [], {"found": 4, "unchanged": 3, "changed": 1}),
    ],
    ids=["nothing", "one more", "changed", "gone", "only touched", "renamed", "broken"],
)
def test_only_what_is_new_or_has_changed_is_done(
    batch: BatchFolder, change: Change, done: list[str], expected: dict[str, int]
) -> None:
    batch.run()
    assert (batch.paths(1), counts(batch, 1)) == (NAMES, {"found": 4, "new": 4})
    change(batch)
    batch.run()
    assert (batch.paths(2), counts(batch, 2)) == (done, expected)
    batch.run()
    assert (batch.items(3), counts(batch, 3)) == ([], dict.fromkeys(("found", "unchanged"), expected["found"]))


def test_a_file_that_was_written_just_now_is_looked_at_again(batch: BatchFolder) -> None:
    """It may be written once more within one tick of the clock of the file system, and keep its size."""
    new = batch.page("new.txt")
    os.utime(new, (time.time() + 600,) * 2)
    batch.run()
    status = new.stat()
    new.write_bytes(new.read_bytes().replace("树发了芽".encode(), "树结了果".encode()))
    os.utime(new, ns=(status.st_atime_ns, status.st_mtime_ns))
    batch.run()
    assert (batch.paths(2), batch.items(2)[0]["text"]) == (["new.txt"], "树结了果。")


@pytest.mark.parametrize("kind", ["zip", "tar", "warc.gz"])
def test_of_an_archive_that_has_grown_only_the_new_pages_are_done(tmp_path: Path, kind: str) -> None:
    batch = BatchFolder(tmp_path / "a", JOBS.replace("pages: pages", f"pages: pages.{kind}"))
    pages = {f"{number}.txt": saved_dump(f"<div><p>第{number}句。</p></div>", title=f"第{number}题") for number in range(4)}
    batch.write(f"pages.{kind}", KINDS[kind](pages))
    batch.run()
    before = [item["page"]["path"] for item in batch.items(1)]
    assert len(before) == 4
    pages["1.txt"] = saved_dump("<div><p>改了。</p></div>", title="第1题")
    pages["5.txt"] = saved_dump("<div><p>新的。</p></div>", title="第5题")
    del pages["2.txt"]
    batch.write(f"pages.{kind}", KINDS[kind](pages))
    batch.run()
    assert [item["page"]["path"] for item in batch.items(2)] == [before[1], before[1].replace("1.txt", "5.txt")]
    assert counts(batch, 2) == {"found": 4, "new": 1, "changed": 1, "unchanged": 2, "vanished": 1}


def test_names_that_are_no_text(batch: BatchFolder) -> None:
    (batch.folder / "pages/0.txt").rename(batch.folder / "pages/\udcff.txt")
    with zipfile.ZipFile(batch.folder / "pages/b.zip", "w") as archive:
        archive.writestr("\xa0.txt", saved_dump("<div><p>在压缩包里。</p></div>", title="压缩包"))
    with tarfile.open(batch.folder / "pages/c.tar", "w") as tape:
        tape.addfile(tarfile.TarInfo("\udcfe.txt"))
    batch.run()
    assert sorted(batch.paths(1))[3:] == ["\\udcff.txt", "b.zip!/\xa0.txt"]
    assert batch.report(1)["failures"][0]["samples"][0]["path"] == "pages/c.tar!/\\udcfe.txt"
    batch.run()
    assert (counts(batch, 2)["found"], batch.items(2)) == (6, [])


def test_a_page_that_could_not_be_read_is_tried_again(batch: BatchFolder) -> None:
    batch.write("jobs.yaml", JOBS.replace("pages: pages", "pages: list.txt"))
    batch.write("list.txt", "".join(f"pages/{name}\n" for name in NAMES * 3) + "pages/late.txt\n")
    batch.run()
    assert (batch.paths(1), batch.report(1)["balance"]["failed"]) == (NAMES, 1)
    assert batch.report(1)["failures"][0]["samples"][0]["reason"] == "no such file, folder or glob: pages/late.txt"
    batch.page("late.txt")
    batch.run()
    assert (batch.paths(2), counts(batch, 2)) == (["late.txt"], {"found": 5, "changed": 1, "unchanged": 4})


def test_full_does_all_again_and_says_so(batch: BatchFolder) -> None:
    batch.run()
    batch.run("--full")
    assert batch.paths(2) == NAMES
    assert batch.report(2)["pages"]["redone"] == {"asked for by --full": 4}
    assert "changed" not in batch.runs("diff", "1", "2")


def test_other_settings_redo_all_and_settings_of_how_it_runs_nothing(batch: BatchFolder) -> None:
    batch.run()
    batch.run("-s", "KEEP_FAILED_PAGES=out/kept")
    assert batch.items(2) == []
    batch.run("-s", "MAX_PAGE_DEPTH=100")
    assert batch.report(3)["pages"]["redone"] == {"code, libraries or settings changed that all sites share": 4}


def rules(shared: str = "a", version: int = 1, **sites: str) -> RulesOnRecord:
    return RulesOnRecord(Rules(shared, sites), version)


@pytest.mark.parametrize(
    ("before", "now", "full", "everything", "touched"),
    [
        (None, rules(), False, None, set()),
        (rules(), rules(), False, None, set()),
        (rules(), rules(), True, "asked for by --full", set()),
        (rules(), rules(version=2), False, "schema version 1 → 2", set()),
        (rules(), rules("b"), False, "code, libraries or settings changed that all sites share", set()),
        (rules(x="1", y="1"), rules(x="2", y="1"), False, None, {"x", None}),
        (rules(x="1"), rules(x="1", y="1"), False, None, {"y", None}),
        (rules(x="1", y="1"), rules(x="1"), False, None, {"y", None}),
    ],
)
def test_what_other_rules_touch(
    before: RulesOnRecord | None, now: RulesOnRecord, full: bool, everything: str | None, touched: set[str | None]
) -> None:
    redo = Redo.of(before, now, full)
    assert (redo.everything, set(redo.touched)) == (everything, touched)


def test_the_file_of_a_site_is_told_from_what_all_sites_share() -> None:
    found = rules_of(project_settings())
    assert {"guancha", "sina_finance", "zaker", "jurong_bbs"} <= set(found.sites)
    assert not any(name.startswith("_") for name in found.sites)


def test_the_rules_of_one_site_redo_its_pages_and_those_of_no_site(tmp_path: Path) -> None:
    for folder in ("crawler", "pipelines", "tests"):
        shutil.copytree(ROOT / folder, tmp_path / folder)  # with what was compiled
    batch = BatchFolder(tmp_path / "a")
    for name, author in (("0.txt", "观察者网"), ("1.txt", "ZAKER"), ("2.txt", "某某资讯")):
        batch.page(name, author=author)
    (tmp_path / "scrapy.cfg").write_text("[settings]\ndefault = crawler.settings\n")
    environment = ENVIRONMENT | {"PYTHONPATH": str(tmp_path)}
    for edited in ("", "# another rule\n"):
        with (tmp_path / "crawler/sites/zaker.py").open("a") as site:
            site.write(edited)
        run(batch.folder, "batch", "jobs.yaml", environment=environment).check_returncode()
    assert batch.paths(2) == ["1.txt", "2.txt"]
    assert batch.report(2)["pages"]["redone"] == {
        "rules of zaker changed": 1,
        "rules of zaker changed: pages of no site's file": 1,
    }


def test_a_dry_run_prints_the_plan_and_does_nothing(batch: BatchFolder) -> None:
    printed = batch.run("--dry-run")
    assert "news: 4 files in pages\n  4 new\n  0 unchanged, with 0 pages that are done\n" in printed
    assert not (batch.folder / "out").exists()
    batch.run()
    batch.page("1.txt", "改了。")
    (batch.folder / "pages/2.txt").unlink()
    batch.page("4.txt")
    printed = batch.run("--dry-run", "--full")
    assert "1 new\n  1 changed" in printed and "2 to be processed again\n    2 pages: asked for by --full\n" in printed
    assert "1 vanished, with 1 pages" in printed
    assert batch.report(1)["pages"]["found"] == 4 and not (batch.folder / "out/reports/news/2").exists()


def test_files_that_a_job_writes_among_its_pages_are_skipped_and_counted(batch: BatchFolder) -> None:
    batch.write("jobs.yaml", JOBS.replace("out/%(job)s-%(run)s.jsonl", "pages/items-%(run)s.jsonl"))
    batch.run()
    batch.page("4.txt")
    assert "1 skipped, written by this run" in batch.run("--dry-run")
    batch.run()
    assert (batch.report(1)["skipped"], batch.report(2)["skipped"]) == ({}, {"written by this run": 1})


EXPECTING = JOBS + "    expect: {{{}, shares_from: 4}}\n"


@pytest.mark.parametrize(
    ("expect", "code", "got"),
    [
        ("items: 4", 0, "4"),
        ("items: 5", 1, "4"),
        ("failed: 20%", 0, "20.00%: 1 of 5 pages"),
        ("failed: 19%", 1, "20.00%: 1 of 5 pages"),
        ("with_date: 100%", 0, "100.00%: 4 of 4 items"),
        ("with_author: 1%", 1, "0.00%: 0 of 4 items"),
        ("with_source: 1%", 1, "0.00%: 0 of 4 items"),
        ("site_halved: false", 0, "too few runs to say: 0"),
    ],
)
def test_an_expectation_that_fails_is_exit_code_1(batch: BatchFolder, expect: str, code: int, got: str) -> None:
    batch.write("jobs.yaml", EXPECTING.format(expect))
    batch.write("pages/broken.txt", b"\0\1")
    batch.run(code=code)
    (checked,) = batch.report(1)["expectations"]
    assert (checked["name"], checked["got"], checked["met"]) == (expect.partition(":")[0], got, not code)
    batch.run("--dry-run")
    assert len(batch.runs().splitlines()) == 2


def test_a_site_whose_items_are_down_by_half(batch: BatchFolder) -> None:
    batch.write("jobs.yaml", EXPECTING.format("site_halved: false"))
    for night, pages in enumerate((30, 12, 11, 3)):
        for number in range(pages):
            batch.page(f"{night}-{number}.txt")
        batch.run(code=int(night == 3))
    assert batch.report(4)["expectations"][0]["got"] == "guancha 3 instead of 12"


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        ([], 2, "expected one job file"),
        (["none.yaml"], 2, "none.yaml:1:1: No such file or directory"),
        (["wrong.yaml"], 2, 'wrong.yaml:1:1: unknown key of a job file "job": did you mean jobs?'),
        (["jobs.yaml", "olds"], 2, "unknown job olds (jobs: news)"),
        (["-s", "MAX_PAGE_BYTES=10MB", "jobs.yaml"], 2, "MAX_PAGE_BYTES must be a whole number"),
        (["-s", "MAX_PAGE_BITES=3", "jobs.yaml"], 2, "did you mean MAX_PAGE_BYTES?"),
        (["-j", "0", "jobs.yaml"], 2, "expected one job file, and -j of at least 1"),
    ],
)
def test_wrong_usage_is_exit_code_2(batch: BatchFolder, arguments: list[str], code: int, said: str) -> None:
    batch.write("wrong.yaml", "job: {}\n")
    ended = run(batch.folder, "batch", *arguments, environment=ENVIRONMENT)
    assert (ended.returncode, said in ended.stderr) == (code, True), ended.stderr
    assert not (batch.folder / "out").exists()


def test_a_feed_that_cannot_be_written_is_exit_code_3_and_the_next_run_writes_it(batch: BatchFolder) -> None:
    blocked = batch.write("out", "no folder")
    batch.run(code=3)
    blocked.unlink()
    batch.run()
    assert batch.paths(1) == NAMES
    assert batch.report(1)["continued"] is True


def test_jobs_run_one_after_the_other_and_the_worst_exit_code_counts(batch: BatchFolder) -> None:
    two = JOBS + JOBS.replace("jobs:\n", "").replace("news:", "other:") + "    expect: {items: 99}\n"
    batch.write("jobs.yaml", two)
    batch.run(code=1)
    assert (batch.paths(1), len(batch.items(2, "other"))) == (NAMES, 4)
    assert len(batch.runs("--job", "other").splitlines()) == 2
    batch.run("news")


def test_a_second_run_on_a_day_replaces_no_feed_of_the_first(batch: BatchFolder) -> None:
    batch.write("jobs.yaml", JOBS.replace("%(run)s", "%(date)s"))
    batch.run()
    batch.page("5.txt")
    batch.run()
    feeds = sorted((batch.folder / "out").glob("*.jsonl"), key=lambda file: file.stat().st_size)
    assert [feed.read_bytes().count(b"\n") for feed in feeds] == [1, 4]


def test_runs_are_listed_shown_and_compared_field_by_field(batch: BatchFolder) -> None:
    batch.run()
    batch.page("0.txt", "改了。")
    (batch.folder / "pages/1.txt").unlink()
    batch.page("5.txt", "新的。")
    (batch.folder / "pages/3.txt").rename(batch.folder / "pages/7.txt")
    batch.run()
    changes = [json.loads(line) for line in batch.runs("diff", "1", "2", "--json").splitlines()]
    found = {(change["kind"], change["path"]): [field for field, *_ in change["fields"]] for change in changes}
    page = ["page.path"]
    assert set(found) == {
        ("changed", "pages/0.txt"),
        ("vanished", "pages/1.txt"),
        ("appeared", "pages/5.txt"),
        ("changed", "pages/7.txt"),
    }
    assert found["changed", "pages/7.txt"] == page
    assert found["changed", "pages/0.txt"][:2] == ["text", "html"]
    assert '  text: "第0句。" → "改了。"' in batch.runs("diff", "1", "2")
    shown = batch.runs("show", "2")
    assert "pages found: 4: 2 new, 1 changed, 0 redone, 1 unchanged" in shown and "vanished: 2" in shown
    assert json.loads(batch.runs("show", "2", "--json")) == batch.report(2)
    assert [line.split()[0] for line in batch.runs().splitlines()] == ["run", "2", "1"]


@pytest.mark.parametrize("arguments", [["show", "9"], ["diff", "1", "9"]])
def test_a_run_that_is_not_on_record(batch: BatchFolder, arguments: list[str]) -> None:
    batch.run()
    ended = run(batch.folder, "runs", *arguments, environment=ENVIRONMENT)
    assert (ended.returncode, "there is no run 9 on record" in ended.stderr) == (1, True)


def test_retention_forgets_runs_and_not_what_is_done(batch: BatchFolder) -> None:
    batch.write("jobs.yaml", JOBS + "    keep: {runs: 2}\n")
    for night in range(1, 4):
        batch.page("0.txt", f"第{night}夜。")
        batch.run()
    assert [line.split()[0] for line in batch.runs().splitlines()] == ["run", "3", "2"]
    assert '"第2夜。" → "第3夜。"' in batch.runs("diff", "2", "3")
    with sqlite3.connect(batch.folder / ".qingliu/runs.db") as database:
        (items,) = database.execute("SELECT count(*) FROM item").fetchone()
    assert items == 5, "four that are, and one that was when run 2 ended"
    batch.run()
    assert counts(batch, 4) == {"found": 4, "unchanged": 4}


@pytest.mark.parametrize(
    ("content", "reason"),
    [(b"no database at all, but long enough to be one" * 100, "file is not a database"), (None, "written by a newer version")],
)
def test_a_history_that_cannot_be_used_is_named(batch: BatchFolder, content: bytes | None, reason: str) -> None:
    path = batch.folder / ".qingliu/runs.db"
    path.parent.mkdir()
    if content is None:
        with sqlite3.connect(path) as database:
            database.execute("PRAGMA user_version = 99")
    else:
        path.write_bytes(content)
    printed = batch.run(code=3)
    assert "runs.db" in printed and reason in printed
