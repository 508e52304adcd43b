"""The folder of a run's report and its owner, so that no job silently replaces the report of another, or a saved page."""

import logging
import os
from itertools import count
from pathlib import Path

import msgspec

from crawler.files.locking import alone_in
from crawler.runs.batch.report import REPORT_HTML

logger = logging.getLogger(__name__)
OWNER = ".owner.json"


class Owner(msgspec.Struct):
    """The owner of a folder; ``job_file`` is a path relative to the folder, so that both can be moved together."""

    job_file: str
    job: str


def claimed(folder: Path, job_file: Path, job: str) -> Path:
    """Return ``folder``, or ``folder-2`` and so on if it belongs to a job of another file that still exists, or to nobody and
    holds what a report would replace; and claim it for ``job``.

    Returns ``folder`` if nothing can be written: that is reported when the report is written. Jobs of one file never share a
    folder in one night, so a claim by another job of the same file is from an earlier job.
    """
    own = folder
    try:
        for number in count(2):
            if _is_claimed(own, job_file, job):
                break
            own = folder.with_name(f"{folder.name}-{number}")
    except OSError:
        return folder
    if own != folder:
        logger.warning("%s holds what is not of %s, whose report goes to %s", folder, job, own)
    return own


def _is_claimed(folder: Path, job_file: Path, job: str) -> bool:
    """Claim ``folder`` unless it belongs to another file, or to nobody. If two claim it at once, the first one gets it."""
    mine = os.path.relpath(job_file, folder)
    with alone_in(folder):
        owner = _owner(folder / OWNER)
        if owner and owner.job_file != mine and (folder / owner.job_file).is_file():
            return False
        if (folder / REPORT_HTML).exists() and not (folder / OWNER).exists():
            return False
        (folder / OWNER).write_bytes(msgspec.json.encode(Owner(mine, job)))
    return True


def _owner(file: Path) -> Owner | None:
    try:
        return msgspec.json.decode(file.read_bytes(), type=Owner)
    except (FileNotFoundError, msgspec.MsgspecError):
        return None
