"""A process that cleans pages for another one."""

import gc
import pickle
from collections.abc import Sequence
from typing import Any

import msgspec

from crawler.pages import SavedPage
from crawler.runs.child_process import become_child
from crawler.runs.cleaning import Cleaner
from crawler.runs.journal import Outcome
from crawler.runs.stages import cleaner_of

PageData = tuple[SavedPage, bytes]
"""A page and its bytes, which another process has read."""
_decode = msgspec.msgpack.Decoder(Outcome).decode


class _Process:
    """The state of this process."""

    cleaner: Cleaner


def start_cleaning(settings: dict[str, Any], site: str | None) -> None:
    """Make this process one that cleans pages as ``settings`` say. SIGTERM ends it: one of several that was killed may have left
    a lock that the others would wait for, and so they are ended."""
    become_child()
    gc.freeze()  # what is loaded stays
    _Process.cleaner = cleaner_of(settings, site)


def is_alive() -> bool:
    """Whether the process got as far as to say so."""
    return True


def clean_pages(pages: Sequence[PageData]) -> list[bytes]:
    """What becomes of each page, as :func:`outcome_of` reads it."""
    return [_encoded(_Process.cleaner.clean(page, data).outcome) for page, data in pages]


def outcome_of(encoded: bytes) -> Outcome:
    """What became of a page, from the bytes that a process sent."""
    read: Outcome = _decode(encoded[1:]) if encoded[:1] == b"m" else pickle.loads(encoded[1:])  # noqa: S301 - our own wrote it
    return read


def _encoded(outcome: Outcome) -> bytes:
    try:
        return b"m" + msgspec.msgpack.encode(outcome)
    except (ValueError, OverflowError, TypeError):  # the first for a lone surrogate
        return b"p" + pickle.dumps(outcome)
