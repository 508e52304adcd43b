"""Journals: the outcome of every page of a run, written as it becomes known, so that a stopped run can be resumed."""

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
