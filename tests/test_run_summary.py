"""What somebody is told of a run says the same as its report."""

from pathlib import Path

import msgspec
import pytest

from crawler.runs.batch.report import RunReport
from crawler.runs.batch.report_delivery import run_summary
from tests.made_reports import made_report
from tests.support import ROOT

LOST = {"exit_code": 3, "verdict": ["items missing from a feed: 1"]}


@pytest.mark.parametrize(
    ("report", "text"),
    [
        (
            made_report(),
            "nightly, run 214: 2 of 3 expectations not met; failed pages: 1.3 %, wanted at most 1 %; "
            "sites that gave half of what they used to: zaker: 412, usually 1,020, wanted none",
        ),
        (made_report(expectations=[], exit_code=0), "nightly, run 214: all well"),
        (made_report(expectations=[], **LOST), "nightly, run 214: not complete; items missing from a feed: 1"),
    ],
)
def test_the_text_says_what_is_wrong(report: RunReport, text: str) -> None:
    assert run_summary(report, None)["text"] == text


def test_all_else_is_what_the_report_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    report = msgspec.to_builtins(made_report())
    summary = msgspec.to_builtins(run_summary(made_report(), Path("reports/report.html")))
    assert summary.pop("report") == str(tmp_path / "reports/report.html")
    del summary["text"]
    assert summary == {name: report[name] for name in summary}


def test_the_summary_is_documented() -> None:
    document = (ROOT / "docs/batch-report.md").read_text("utf-8")
    names = run_summary(made_report(), None)
    assert [name for name in names if f"`{name}`" not in document] == []
