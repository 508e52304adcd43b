"""Delivers the report of a run: writes it for programs and for people, and sends a summary as an alert if the run is bad."""

import logging
from pathlib import Path
from pkgutil import resolve_name
from typing import Any

import msgspec

from crawler.files.atomic_file import replacing
from crawler.runs.batch.alert import tell
from crawler.runs.batch.jobs import Job
from crawler.runs.batch.judgement import judgement
from crawler.runs.batch.report import REPORT_HTML, REPORT_JSON, RunReport
from crawler.runs.terminal import encodable

logger = logging.getLogger(__name__)
HTML = "crawler.runs.batch.html_report:html_report"
SHARED = ("job", "run", "started", "ended", "seconds", "exit_code", "verdict", "pages", "balance", "expectations")
"""The fields of a summary that are those of :class:`~crawler.runs.batch.report.RunReport`."""


def run_summary(report: RunReport, report_html: Path | None) -> dict[str, Any]:
    """Return the summary of a run, with its ``report`` as an absolute path if there is one, and with one line of ``text`` for
    people, which Slack, Mattermost and others show as the message."""
    judged = judgement(report)
    text = f"{report.job}, run {report.run}: {'; '.join([judged.title.lower(), *judged.reasons])}"
    shared = {name: getattr(report, name) for name in SHARED}
    return {"text": text, "report": str(report_html.absolute()) if report_html else None, **shared}


def failure_summary(job: str, reason: str) -> dict[str, Any]:
    """Return the summary of a job without a recorded run, because of the ``reason``."""
    said = encodable(reason)
    return {"text": f"{job}: not done; {said}", "report": None, "job": job, "exit_code": 3, "verdict": [said]}


def after_run(job: Job, report: RunReport, folder: Path) -> None:
    """Write ``report.json`` and ``report.html`` into ``folder``, and send alerts if the exit code of the run is not 0.

    Alerts are sent even if the reports cannot be written, which raises OSError. A failed alert is logged.
    """
    try:
        with replacing(folder / REPORT_JSON) as file:
            file.write(msgspec.json.format(msgspec.json.encode(report), indent=2) + b"\n")
        html_report = resolve_name(HTML)  # loaded here: every command of Scrapy loads all commands, and this loads a lot
        with replacing(folder / REPORT_HTML) as file:
            file.write(html_report(report, folder).encode())
    finally:
        if report.exit_code:
            _tell(job, run_summary(report, folder / REPORT_HTML))


def after_failure(job: Job, reason: str) -> None:
    """Send the job's alerts because it could not begin or its run could not be recorded."""
    _tell(job, failure_summary(job.name, reason))


def _tell(job: Job, summary: dict[str, Any]) -> None:
    for reason in tell(job.alert, msgspec.json.encode(summary)):
        logger.error("An alert about %s failed: %s", summary["text"], reason)
