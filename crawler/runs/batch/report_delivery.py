"""Delivers the report of a run: writes it for programs and for people, and sends alerts if the run is bad."""

import logging
from pathlib import Path
from pkgutil import resolve_name

import msgspec

from crawler.files.atomic_file import AtomicFile
from crawler.runs.batch.alert import tell
from crawler.runs.batch.jobs import Job
from crawler.runs.batch.report import REPORT_JSON, RunReport
from crawler.runs.batch.run_summary import FailureSummary, RunSummary, failure_summary, run_summary

logger = logging.getLogger(__name__)
REPORT_HTML = "report.html"
HTML = "crawler.runs.batch.html_report:html_report"


def after_run(job: Job, report: RunReport, folder: Path) -> None:
    """Write ``report.json`` and ``report.html`` into ``folder``, and send alerts if the exit code of the run is not 0.

    Alerts are sent even if the reports cannot be written, which raises OSError. A failed alert is logged.
    """
    try:
        _write(folder / REPORT_JSON, msgspec.json.format(msgspec.json.encode(report), indent=2) + b"\n")
        html_report = resolve_name(HTML)  # loaded here: every command of Scrapy loads all commands, and this loads a lot
        _write(folder / REPORT_HTML, html_report(report, folder).encode())
    finally:
        if report.exit_code:
            _tell(job, run_summary(report, folder / REPORT_HTML))


def after_failure(job: Job, reason: str) -> None:
    """Send the job's alerts because it could not begin or its run could not be recorded."""
    _tell(job, failure_summary(job.name, reason))


def _tell(job: Job, summary: RunSummary | FailureSummary) -> None:
    for reason in tell(job.alert, msgspec.json.encode(summary)):
        logger.error("An alert about %s failed: %s", summary.text, reason)


def _write(path: Path, content: bytes) -> None:
    file = AtomicFile(path)
    try:
        file.open().write(content)
        file.store()
    finally:
        file.discard()
