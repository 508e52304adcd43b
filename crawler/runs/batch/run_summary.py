"""The summary of a run for alerts: the part of its report that fits in a message."""

from pathlib import Path

import msgspec

from crawler.runs.batch.judgement import judgement
from crawler.runs.batch.report import ExpectationChecked, PageBalance, PagesFound, RunReport
from crawler.runs.terminal import encodable


class RunSummary(msgspec.Struct, kw_only=True):
    """The summary of a run. All fields except ``text`` and ``report`` are those of
    :class:`~crawler.runs.batch.report.RunReport`."""

    text: str
    """One line for people, which Slack, Mattermost and others show as the message."""
    report: str | None
    """The absolute path of ``report.html``."""
    job: str
    run: int
    started: str
    ended: str
    seconds: float
    exit_code: int
    verdict: list[str]
    pages: PagesFound
    balance: PageBalance
    expectations: list[ExpectationChecked]


class FailureSummary(msgspec.Struct, kw_only=True):
    """The summary of a job without a recorded run; fields have the same meaning as in :class:`RunSummary`."""

    text: str
    report: None = None
    job: str
    exit_code: int = 3
    verdict: list[str]


def failure_summary(job: str, reason: str) -> FailureSummary:
    """Return the summary of a job that is not done, with the ``reason``."""
    said = encodable(reason)
    return FailureSummary(text=f"{job}: not done; {said}", job=job, verdict=[said])


def run_summary(report: RunReport, report_html: Path | None) -> RunSummary:
    """Return the summary of a run whose report is at ``report_html``, if there is one."""
    judged = judgement(report)
    text = f"{report.job}, run {report.run}: {'; '.join([judged.title.lower(), *judged.reasons])}"
    same = {name: getattr(report, name) for name in RunSummary.__struct_fields__ if name in RunReport.__struct_fields__}
    return RunSummary(text=text, report=str(report_html.absolute()) if report_html else None, **same)
