"""Finding saved pages in files, folders and archives. Pages come out one at a time; nothing is ever unpacked to disk. Archives
are recognised by their content, never by their name."""

from crawler.pages._count import count_pages, is_archive
from crawler.pages._folders import exists
from crawler.pages._names import BETWEEN, record_path, shown
from crawler.pages._open import holds_pictures, skipped_in
from crawler.pages._page import ArchiveError, DamagedError, Found, Limits, Lost, PageTooLargeError, SavedPage, Skipped
from crawler.pages.walk import BESIDE_PAGES, NoPagesError, SavedFile, named, saved_files, saved_pages

__all__ = [
    "BESIDE_PAGES",
    "BETWEEN",
    "ArchiveError",
    "DamagedError",
    "Found",
    "Limits",
    "Lost",
    "NoPagesError",
    "PageTooLargeError",
    "SavedFile",
    "SavedPage",
    "Skipped",
    "count_pages",
    "exists",
    "holds_pictures",
    "is_archive",
    "named",
    "record_path",
    "saved_files",
    "saved_pages",
    "shown",
    "skipped_in",
]
