"""What became of every page of a run, written down as it goes, so that a run that was stopped can go on."""

from crawler.runs.journal._entries import (
    CleanArticle,
    CleanThread,
    Dropped,
    EncodedItem,
    Entry,
    Failed,
    Outcome,
    PageRead,
    checked_json,
    clean,
    encoded_item,
    line_of,
)
from crawler.runs.journal._file import Header, JournalFile, RunningError

__all__ = [
    "CleanArticle",
    "CleanThread",
    "Dropped",
    "EncodedItem",
    "Entry",
    "Failed",
    "Header",
    "JournalFile",
    "Outcome",
    "PageRead",
    "RunningError",
    "checked_json",
    "clean",
    "encoded_item",
    "line_of",
]
