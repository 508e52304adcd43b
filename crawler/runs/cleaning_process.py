"""A process that cleans pages for another one."""

import gc
import pickle
import signal
from collections.abc import Sequence
from ctypes import Array, c_char

import msgspec

from crawler.platforms.draft import Draft
from crawler.runs.child_process import become_child
from crawler.runs.cleaning import Begun, Cleaner, PageData, in_time
from crawler.runs.jobs import Work
from crawler.runs.journal.entries import Dropped, Failed, Outcome
from crawler.runs.ready_items import Became, MakesReady, ReadyItem, makes_ready
from crawler.runs.stages import cleaner_of
from crawler.runs.time_limit import end_after

STAGE_BYTES = 128
"""The maximum length of a stage's name."""
LEFT = 1.0
"""Seconds of CPU after which work that should have been aborted, but was not, ends the process."""
_decode = msgspec.msgpack.Decoder(Outcome | ReadyItem).decode


class _Process:
    """The state of this process."""

    cleaner: Cleaner
    patience = 0.0
    """Seconds of CPU that it may take for a page, or for several together; 0: no limit."""
    stage: Array[c_char] | None = None
    ready: MakesReady | None = None
    begins = False


def start_cleaning(work: Work, stage: Array[c_char] | None) -> None:
    """Make this process do ``work``, whose settings were sent to it, writing into ``stage`` where it is with a page. SIGTERM ends
    it: a killed process may have left a lock that the others would wait for, and so they are ended."""
    become_child()
    if hasattr(signal, "SIGPROF"):
        signal.signal(signal.SIGPROF, signal.SIG_DFL)
    gc.freeze()  # what is loaded stays
    _Process.cleaner, _Process.stage = cleaner_of(work.settings, work.site), stage
    _Process.begins = work.begins
    _Process.ready = makes_ready(work.compares) if work.readies else None
    if stage is not None:
        _Process.cleaner.announce(_say)
    seconds = work.settings.getfloat("MAX_PAGE_SECONDS")
    _Process.patience = 2 * seconds + LEFT if seconds else 0.0  # a page is read, and is cleaned


def _say(stage: str) -> None:
    if _Process.stage is not None:
        _Process.stage.value = stage.encode()[: STAGE_BYTES - 1]


def is_alive() -> bool:
    """Return whether the process is running far enough to answer."""
    return True


def clean_pages(pages: Sequence[PageData]) -> list[bytes]:
    """Return the outcome of each page, in the form read by :func:`outcome_of`."""
    return in_time(_cleaned, pages)


def _cleaned(pages: Sequence[PageData]) -> list[bytes]:
    end_after(_Process.patience)
    try:
        if _Process.begins:
            return [_encoded(_without_page(became)) for became in _Process.cleaner.begin_together(pages)]
        outcomes = [cleaned.outcome for cleaned in _Process.cleaner.clean_together(pages)]
        return [_encoded(_Process.ready(outcome) if _Process.ready else outcome) for outcome in outcomes]
    finally:
        end_after(0)


def outcome_of(encoded: bytes) -> Became:
    """Decode the outcome of a page from the bytes sent by a process."""
    read: Became = _decode(encoded[1:]) if encoded[:1] == b"m" else pickle.loads(encoded[1:])  # noqa: S301 - our own wrote it
    return read


def _without_page(became: Begun | Dropped | Failed) -> Begun | Dropped | Failed:
    """Remove what the other process has already, so that it is not sent back."""
    if isinstance(became, Begun) and isinstance(became.item, Draft):
        became.item.saved = became.item.file = None
    return became


def _encoded(outcome: Became) -> bytes:
    if isinstance(outcome, Begun):
        return b"p" + pickle.dumps(outcome)
    try:
        return b"m" + msgspec.msgpack.encode(outcome)
    except (ValueError, OverflowError, TypeError):  # the first for a lone surrogate
        return b"p" + pickle.dumps(outcome)
