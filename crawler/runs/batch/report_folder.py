"""The folder of a run's report, and to whom it belongs: no job replaces another's report unseen."""

import logging
import os
from collections.abc import Iterator, Mapping
from itertools import count
from pathlib import Path

import msgspec

from crawler.files.locking import alone_in

logger = logging.getLogger(__name__)
OWNER = ".owner.json"
SAME_NIGHT = {"date": "2026-01-01"}


class Owner(msgspec.Struct):
    """``job_file`` is a path from the folder, so that both can be moved together."""

    job_file: str
    job: str


def shared_reports(templates: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """``(job, an earlier one)`` for every job of a file whose report would be in the folder of another, on one night."""
    taken: dict[str, str] = {}
    for number, (job, template) in enumerate(templates.items()):
        folder = os.path.normpath(template % (SAME_NIGHT | {"job": job, "run": f"{number}"}))
        if folder in taken:
            yield job, taken[folder]
        taken.setdefault(folder, job)


def claimed(folder: Path, job_file: Path, job: str) -> Path:
    """``folder``, or ``folder-2`` and so on where it belongs to a job of another file that is still there; from then on it is
    that of ``job``. ``folder`` where nothing can be written: that is told when the report is.

    Jobs of one file never share a folder on one night, so another job of the same file is one that was there before.
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
        logger.warning("%s holds reports of another job file: that of %s goes to %s", folder, job, own)
    return own


def _is_claimed(folder: Path, job_file: Path, job: str) -> bool:
    """Claim ``folder`` unless it is that of another file. Of two at once the first has it."""
    mine = os.path.relpath(job_file, folder)
    with alone_in(folder):
        owner = _owner(folder / OWNER)
        if owner and owner.job_file != mine and (folder / owner.job_file).is_file():
            return False
        (folder / OWNER).write_bytes(msgspec.json.encode(Owner(mine, job)))
    return True


def _owner(file: Path) -> Owner | None:
    try:
        return msgspec.json.decode(file.read_bytes(), type=Owner)
    except (FileNotFoundError, msgspec.MsgspecError):
        return None
