"""Documents that are zips: those of offices, and books."""

from itertools import islice
from typing import BinaryIO

from crawler.pages._other_formats import IN_ZIPS, refused
from crawler.pages._page import DamagedError
from crawler.pages._streams import HEAD
from crawler.pages._zip_directory import entries
from crawler.pages._zip_end import end_of

NAMES_READ = 2000
"""Names of a directory that are looked at to tell what a zip is, and in which encoding they are."""


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
    begins = {begin for signs in IN_ZIPS for begin in signs if any(name.startswith(begin) for name in names)}
    return next((document for signs, document in IN_ZIPS.items() if begins.issuperset(signs)), None)
