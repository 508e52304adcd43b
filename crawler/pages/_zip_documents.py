"""Documents that are zips: EPUB, OpenDocument, Microsoft Office."""

from itertools import islice
from typing import BinaryIO

from crawler.pages._other_formats import CONTENT_TYPES, OFFICE, refused
from crawler.pages._page import DamagedError
from crawler.pages._streams import HEAD
from crawler.pages._zip_directory import entries
from crawler.pages._zip_end import end_of

NAMES_READ = 2000


def document_in(raw: BinaryIO) -> str | None:
    """What the zip ``raw`` is, in words, where it is a document that is not read; None for any other zip, be it damaged."""
    raw.seek(0)
    if (other := refused(raw.read(HEAD), "")) and other.document:
        return other.document
    end = end_of(raw)
    try:
        names = {entry.name for entry in islice(entries(raw, end), NAMES_READ)} if end else set()
    except DamagedError:  # is told when the members are read
        return None
    if CONTENT_TYPES not in names:
        return None
    return next((document for folder, document in OFFICE.items() if any(name.startswith(folder) for name in names)), None)
