"""What browsers save beside a page, where page and folder are in an archive."""

import re
from collections.abc import Callable, Container, Iterable, Iterator

from crawler.content.patterns import regex
from crawler.pages._folders import OF_PAGES, OF_PARTS, PART
from crawler.pages._members import InArchive, Inner
from crawler.pages._page import SavedPage, Skipped

FOLDER = regex(rb"(?:" + b"|".join(re.escape(ending.encode()) for ending in OF_PARTS) + rb")[/\\]")
ENDINGS = tuple(ending.encode() for ending in OF_PAGES)


def may_be_part(name: bytes) -> bool:
    """Whether the member ``name`` is in a folder that is called like those in which browsers keep the parts of a page."""
    return FOLDER.search(name) is not None


def page_of_parts(name: bytes) -> bytes | None:
    """``name`` without its ending, if it is that of a page which may have parts."""
    return next((name.removesuffix(ending) for ending in ENDINGS if name.endswith(ending)), None)


def is_part(name: bytes, pages: Container[bytes]) -> bool:
    """Whether the member ``name`` is in such a folder beside one of ``pages``, as :func:`page_of_parts` gives them."""
    return any(name[: found.start()] in pages for found in FOLDER.finditer(name))


def pages_with_parts(names: Callable[[], Iterable[bytes]]) -> frozenset[bytes]:
    """Those of the pages among the members, whose ``names`` are given twice, beside which there is such a folder."""
    folders = {name[: found.start()] for name in names() for found in FOLDER.finditer(name)}
    return frozenset(page for name in names() if (page := page_of_parts(name)) in folders)


def as_parts(found: Iterable[InArchive]) -> Iterator[InArchive]:
    """The same, with pages and what holds some skipped as parts of another page."""
    for one in found:
        is_part = isinstance(one, Inner) or (isinstance(one, SavedPage) and not one.is_damaged)
        yield Skipped(one.path, PART) if is_part else one
