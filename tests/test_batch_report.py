"""A run from its job file to what people get of it: report, webhook and command say the same."""

import json
import re
import shutil
from collections import Counter
from pathlib import Path
from typing import Any

import msgspec
import pytest
import yaml
from lxml import html

from crawler.feeds.review.pages import records_of
from crawler.runs.batch.report import RunReport
from tests.processes import ENVIRONMENT, Ended, run
from tests.support import ROOT, saved_dump
from tests.webhook_server import webhook_server

PAGES = {
    f"{site}.txt": next((ROOT / "fixtures" / site).glob("*.txt")).read_bytes() for site in ("guancha", "zaker", "jurong_bbs")
}
BAD = {
    "empty.txt": b"",
    '"><script>alert(1)</script>.txt'.replace("/", "∕"): b"no page",
    "quoted.txt": saved_dump('<p>一</p><script>alert("x")</script>', author="<img src=x onerror=alert(1)>"),
}


def batch(folder: Path, **job: Any) -> Ended:
    """Run one job over the pages in ``folder``."""
    (folder / "jobs.yaml").write_text(
        yaml.safe_dump({"jobs": {"nightly": {"pages": "pages", "report": "reports"} | job}}), "utf-8"
    )
    return run(folder, "batch", "jobs.yaml", "-j", "1", environment=ENVIRONMENT | {"no_proxy": "127.0.0.1"})


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    """A folder with pages that are good, bad and hostile."""
    (tmp_path / "pages").mkdir()
    for name, page in (PAGES | BAD).items():
        (tmp_path / "pages" / name).write_bytes(page)
    return tmp_path


def shown(report: Path) -> dict[str, int]:
    """The whole numbers of a report by their place in ``report.json``."""
    numbers = html.document_fromstring(report.read_text("utf-8")).xpath("//data[@data-report]")
    return {number.get("data-report"): int(number.text) for number in numbers if number.text.isdigit()}


def test_an_expectation_that_fails_is_told_and_all_say_the_same(pages: Path) -> None:
    with webhook_server(503, 200) as server:
        alert = {"command": ["tee", "told.json"], "webhook": f"{server.base}/hooks/SECRET"}
        ended = batch(pages, expect={"items": 1000}, alert=alert, feeds={"items.jsonl": {"format": "jsonlines"}})
    assert ended.returncode == 1, ended.stderr
    assert "SECRET" not in ended.stdout + ended.stderr
    assert ended.stdout.splitlines()[-1] == "verdict: expectations not met: items: 4, wanted at least 1,000"
    report = json.loads((pages / "reports/report.json").read_bytes())
    assert [part["phase"] for part in report["phases"]] == ["plan", "pages", "compare", "settle", "write", "other"]
    assert sum(part["seconds"] for part in report["phases"]) == pytest.approx(report["seconds"])
    first, second = (json.loads(request.body) for request in server.told)
    assert first == second == json.loads((pages / "told.json").read_bytes())
    same = [name for name in first if name not in {"text", "report"}]
    assert len(same) == 10 and {name: report[name] for name in same} == {name: first[name] for name in same}
    assert first["report"] == str(pages / "reports/report.html")
    assert first["text"].startswith("nightly, run 1: 1 of 1 expectations not met; items: ")
    numbers = shown(pages / "reports/report.html")
    balance = {name: numbers[f"balance.{name}"] for name in ("pages", "items", "dropped", "failed")}
    none = ("unsettled", "difference", "lost", "lost_places", "lost_unknown", "lost_bytes", "damaged", "errors")
    assert balance | dict.fromkeys(none, 0) == report["balance"]
    assert numbers["exit_code"] == report["exit_code"] == 1
    assert report["balance"]["items"] == len((pages / "items.jsonl").read_bytes().splitlines()) == 4


def test_the_report_of_pages_that_are_hostile_is_harmless_and_links_them(pages: Path) -> None:
    ended = batch(pages)
    assert ended.returncode == 0, ended.stderr
    text = (pages / "reports/report.html").read_text("utf-8")
    document = html.document_fromstring(text)
    assert not document.xpath("//img | //@onerror") and len(document.xpath("//script")) == 1
    failed = document.xpath("//section[@id='failures']//a")
    linked = [(pages / "reports" / link.get("href")).resolve() for link in failed if "%" not in link.get("href")]
    assert pages / "pages/empty.txt" in linked
    assert "&lt;script&gt;" in text


@pytest.mark.parametrize("expect", [{}, {"items": 4}])
def test_nobody_is_told_of_a_good_run(expect: dict[str, int], pages: Path) -> None:
    ended = batch(pages, expect=expect, alert={"command": ["tee", "told.json"]})
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout.splitlines()[-1] == "verdict: good"
    assert not (pages / "told.json").exists()


def test_a_job_that_cannot_begin_is_told(pages: Path) -> None:
    (pages / ".qingliu").mkdir()
    (pages / ".qingliu/runs.db").write_bytes(b"no database at all, but long enough to be one" * 100)
    ended = batch(pages, alert={"command": ["tee", "told.json"]})
    told = json.loads((pages / "told.json").read_bytes())
    assert (ended.returncode, told["exit_code"], told["job"], told["report"]) == (3, 3, "nightly", None)
    assert "runs.db cannot be used: file is not a database" in told["text"] and told["verdict"][0] in told["text"]


def test_a_job_whose_pages_are_gone_is_told(pages: Path) -> None:
    (pages / "empty").mkdir()
    ended = batch(pages, pages="empty", alert={"command": ["tee", "told.json"]})
    assert ended.returncode == 3, ended.stderr
    assert json.loads((pages / "told.json").read_bytes())["exit_code"] == 3


def test_a_report_that_cannot_be_written_is_told_as_well(pages: Path) -> None:
    (pages / "reports").write_text("in the way")
    ended = batch(pages, expect={"items": 1000}, alert={"command": ["tee", "told.json"]})
    assert ended.returncode == 3 and "reports" in ended.stderr
    assert json.loads((pages / "told.json").read_bytes())["exit_code"] == 3


def test_who_cannot_be_told_is_in_the_log_without_secrets(pages: Path) -> None:
    ended = batch(pages, expect={"items": 1000}, alert={"command": ["false"], "webhook": "ftp://x/SECRET"})
    assert ended.returncode == 2
    assert "must be an http or https URL" in ended.stderr and "SECRET" not in ended.stderr
    with webhook_server(404) as server:
        ended = batch(pages, expect={"items": 1000}, alert={"command": ["false"], "webhook": f"{server.base}/SECRET"})
    assert ended.returncode == 1
    assert "the command false ended with status 1" in ended.stderr
    assert re.search(r"the webhook at http://127\.0\.0\.1:\d+ failed: status 404", ended.stderr)
    assert "SECRET" not in ended.stderr


def test_every_number_about_items_is_that_of_the_feed(pages: Path) -> None:
    for site in ("guancha", "sina_finance", "zaker"):
        for number, file in enumerate(sorted((ROOT / "fixtures" / site).glob("*.txt"))):
            shutil.copy(file, pages / f"pages/{site}-{number}.txt")
            shutil.copy(file, pages / f"pages/copy-of-{site}-{number}.txt")
    batch(pages, feeds={"items.jsonl": {"format": "jsonlines"}}, review=True)
    items = [json.loads(line) for line in (pages / "items.jsonl").read_bytes().splitlines()]
    report = msgspec.json.decode((pages / "reports/report.json").read_bytes(), type=RunReport)
    lacks = Counter(
        (lack, item["site"])
        for item in items
        for lack, is_so in (
            ("date", item["date_published"] is None),
            ("author", not (item["credits"] if item["type"] == "article" else item["posts"][0]["author"])),
            ("source", item["type"] == "article" and item["source"] is None),
        )
        if is_so
    )
    removals = [removal for item in items for removal in item["removed"]]
    numbers = shown(pages / "reports/report.html")
    assert {(row.lack, row.site): numbers[f"lacking.{at}.items"] for at, row in enumerate(report.lacking)} == lacks
    assert numbers["repeats.marked"] == sum(item["duplicate_of"] is not None for item in items) > 0
    assert numbers["repeats.revised"] == sum(item["revision"] > 1 for item in items)
    used = {rule.rule: numbers[f"rules.{at}.removals"] for at, rule in enumerate(report.rules) if rule.removals}
    assert used == Counter(removal["rule"] for removal in removals)
    texts = {removal["text"] for removal in removals}
    samples = [sample for rule in report.rules for sample in rule.samples]
    assert samples and all(any(text.startswith(sample.text.rstrip("…")) for text in texts) for sample in samples)
    by_id = {item["id"]: item for item in items}
    assert all(by_id[one.id]["headline"].startswith(one.headline.rstrip("…")) for one in report.headlines)
    indexed = (pages / "reports/review/index.html").read_bytes()
    assert [json.loads(row)[0] for row in records_of(indexed)] == [item["id"] for item in items]


def test_the_report_of_a_second_run_says_what_is_unchanged(pages: Path) -> None:
    batch(pages)
    shutil.copy(pages / "pages/zaker.txt", pages / "pages/again.txt")
    assert batch(pages, report="reports/%(run)s").returncode == 0
    numbers = shown(pages / "reports/2/report.html")
    assert (numbers["pages.found"], numbers["pages.new"], numbers["pages.unchanged"]) == (7, 1, 6)
