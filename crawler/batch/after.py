"""What is done with the report of a run."""

from pathlib import Path

import msgspec

from crawler.batch.jobs import Job
from crawler.batch.report import RunReport
from crawler.extensions.atomic_file import AtomicFile

REPORT = "report.json"


def after_run(job: Job, report: RunReport, folder: Path) -> None:
    """Write ``report.json`` into ``folder``. Raises OSError.

    This is the place for whatever else is made of a report (a page to read), and for telling someone (``job.alert``).
    """
    file = AtomicFile(folder / REPORT)
    try:
        file.open().write(msgspec.json.format(msgspec.json.encode(report), indent=2) + b"\n")
        file.store()
    finally:
        file.discard()
