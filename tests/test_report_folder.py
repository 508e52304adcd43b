"""Whose a report's folder is."""

import json
from multiprocessing import get_context
from pathlib import Path

import pytest

from crawler.runs.batch.report_folder import claimed
from tests.batch_runs import JOBS, BatchFolder


def test_a_folder_is_that_of_one_job_file_as_long_as_that_is_there(tmp_path: Path) -> None:
    one, other, folder = tmp_path / "one.yaml", tmp_path / "other.yaml", tmp_path / "reports/night"
    one.touch()
    other.touch()
    assert [claimed(folder, one, "a"), claimed(folder, one, "renamed")] == [folder, folder]
    second = folder.with_name("night-2")
    assert [claimed(folder, other, "a"), claimed(folder, other, "a")] == [second, second]
    one.unlink()
    assert claimed(folder, other, "a") == folder


def test_a_folder_that_is_moved_with_its_job_file_stays_its_own(tmp_path: Path) -> None:
    (tmp_path / "here").mkdir()
    (tmp_path / "here/jobs.yaml").touch()
    claimed(tmp_path / "here/reports", tmp_path / "here/jobs.yaml", "a")
    (tmp_path / "here").rename(tmp_path / "there")
    moved = tmp_path / "there/reports"
    assert claimed(moved, tmp_path / "there/jobs.yaml", "a") == moved


def test_of_two_at_once_each_has_its_own(tmp_path: Path) -> None:
    files = [tmp_path / f"{number}.yaml" for number in range(8)]
    for file in files:
        file.touch()
    with get_context("fork").Pool(4) as pool:
        folders = pool.starmap(claimed, [(tmp_path / "reports", file, "a") for file in files])
    assert len(set(folders)) == len(files)


def test_a_saved_page_where_a_report_would_be_stays(tmp_path: Path) -> None:
    pages = tmp_path / "pages"
    pages.mkdir()
    (pages / "report.html").write_text("<p>saved</p>")
    assert claimed(pages, tmp_path / "jobs.yaml", "a") == tmp_path / "pages-2"
    assert [file.name for file in pages.iterdir()] == ["report.html"]


@pytest.mark.parametrize("damage", [b"", b"{", b'{"job_file": 3}'])
def test_a_mark_that_is_damaged_is_written_anew(damage: bytes, tmp_path: Path) -> None:
    (tmp_path / "jobs.yaml").touch()
    (tmp_path / ".owner.json").write_bytes(damage)
    assert claimed(tmp_path, tmp_path / "jobs.yaml", "a") == tmp_path
    assert json.loads((tmp_path / ".owner.json").read_bytes()) == {"job_file": "jobs.yaml", "job": "a"}


def test_where_nothing_can_be_written_the_folder_is_the_one_that_was_named(tmp_path: Path) -> None:
    (tmp_path / "reports").write_text("in the way")
    assert claimed(tmp_path / "reports/night", tmp_path / "jobs.yaml", "a") == tmp_path / "reports/night"


@pytest.mark.runs
def test_two_job_files_that_name_one_folder_keep_both_reports_and_reviews(tmp_path: Path) -> None:
    batch = BatchFolder(tmp_path, JOBS + "    report: out/night\n    review: true\n")
    batch.page("0.txt")
    batch.write("other.yaml", JOBS.replace("news:", "more:") + "    report: out/night\n    review: true\n")
    assert "night-2" not in batch.run()
    printed = batch.run(job_file="other.yaml")
    assert "out/night holds what is not of more, whose report goes to out/night-2" in printed
    jobs = [json.loads((tmp_path / f"out/{name}/report.json").read_bytes())["job"] for name in ("night", "night-2")]
    assert jobs == ["news", "more"]
    assert all((tmp_path / f"out/{name}/review/index.html").is_file() for name in ("night", "night-2"))
