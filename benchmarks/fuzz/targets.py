"""What is fuzzed: of every reader, what it is given, what it begins from, and what must hold of whatever comes out."""

import os
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

import msgspec

from benchmarks.fuzz import mutation, seeds
from benchmarks.fuzz.confinement import confined
from crawler.content.html import TooDeepError, TooManyAttributesError
from crawler.items import Item
from crawler.pages import ArchiveError, Limits, NoPagesError, PageTooLargeError, SavedPage, Skipped, count_pages, saved_pages
from crawler.platforms import NothingToKeep
from crawler.platforms.registry import draft_of
from crawler.readers import UnreadablePageError, read_page
from crawler.readers._encoding import decode
from crawler.runs.journal.entries import Entry
from crawler.runs.journal.file import Header, JournalFile
from pipelines.validate import InvalidItemError
from tests.made_archives import write
from tests.support import STAGES, bodies_of, plain, saved_dump, valid
from tests.test_html_safety import assert_safe
from tests.test_html_sanitizer import assert_proven

UNREADABLE = (ArchiveError, NoPagesError, PageTooLargeError, OSError)
"""The errors by which what is in an archive is refused."""
LIMITS = Limits(page_bytes=1 << 20, ratio=200)
LINES = 200
"""Of a list: each may name all files."""
SELDOM = 8
"""One in so many inputs is read twice, and its HTML is shown to sanitizers and browsers' parsers, which are slow."""


class Target(NamedTuple):
    """``check`` raises for an input that is treated wrongly; ``words`` are pieces that libFuzzer puts in."""

    check: Callable[[bytes], None]
    seeds: Callable[[], Iterable[bytes]]
    mutate: mutation.Mutator = mutation.text
    words: tuple[bytes, ...] = ()


def check_page(data: bytes) -> None:
    """A page becomes a valid item with safe HTML, always the same, or is refused."""
    assert_sound(SavedPage("page", Path("page")), data)


def assert_sound(page: SavedPage, data: bytes) -> None:
    item = _item(page, data)
    if item is None:
        return
    assert plain(valid(item)) == plain(item)
    for body in bodies_of(item):
        assert_safe(body.html)
    if crc32(data) % SELDOM == 0:
        assert_proven(item)
        again = _item(page, data)
        assert again is not None and msgspec.json.encode(again) == msgspec.json.encode(item)


def _item(page: SavedPage, data: bytes) -> Item | None:
    """The item, by every stage; None for a page that is refused with an error that may be where it is."""
    try:
        document = read_page(page.path, data, content_type=page.content_type, captured=page.captured, modified=page.modified)
    except UnreadablePageError:
        return None
    try:
        item = draft_of(document)
    except (NothingToKeep, TooDeepError, TooManyAttributesError):
        return None
    try:
        for stage in STAGES:
            item = stage.process_item(item)
    except InvalidItemError:
        return None
    return item  # type: ignore[return-value]  # after the last stage


def check_html(data: bytes) -> None:
    """The same of the body of a dump."""
    check_page(saved_dump(data.decode("utf-8", "replace").replace("\0", "")))


def check_encoding(data: bytes) -> None:
    """Bytes with the header that they came with (the first line) become text without surrogates, or are refused."""
    header, _, body = data.partition(b"\n")
    try:
        decoded = decode("page", body, header.decode("latin-1"))
    except UnreadablePageError:
        return
    decoded.text.encode("utf-8")
    assert "\0" not in decoded.text
    assert decode("page", body, header.decode("latin-1")) == decoded


def check_archive(data: bytes) -> None:
    """An archive gives pages and reasons, named below it, always the same, and opens no other file."""
    with tempfile.TemporaryDirectory(dir=os.environ.get("FUZZ_FOLDER")) as name:
        archive = Path(name, "archive")
        archive.write_bytes(data)
        with confined(archive):
            list(count_pages(name, limits=LIMITS))
            outcomes = _outcomes(name)
            assert crc32(data) % SELDOM or _outcomes(name) == outcomes
    for path, _ in outcomes:
        assert path.startswith(str(archive)) and ".." not in path.split("/")


def _outcomes(place: str, base: Path | None = None) -> list[tuple[str, str | bytes]]:
    """What is at ``place``, in its order; every page goes through all stages."""
    outcomes: list[tuple[str, str | bytes]] = []
    for found in saved_pages(place, base, LIMITS):
        if not isinstance(found, SavedPage):
            outcomes.append((found.path, found.kind if isinstance(found, Skipped) else found.reason))
            continue
        try:
            data = found.read()
        except UNREADABLE as error:
            outcomes.append((found.path, str(error)))
        else:
            assert len(data) <= LIMITS.page_bytes
            outcomes.append((found.path, data))
            assert_sound(found, data)
    return outcomes


def check_list(data: bytes) -> None:
    """A list of paths gives pages and reasons. Lines that lead out of the folder are left out: they would walk the disk."""
    inside = [line for line in data.split(b"\n") if b".." not in line and not line.lstrip().startswith((b"/", b"~"))]
    with tempfile.TemporaryDirectory(dir=os.environ.get("FUZZ_FOLDER")) as name:
        folder = Path(name)
        for file, content in seeds.LISTED.items():
            write(folder, file, content)
        write(folder, "list", b"\n".join(inside[:LINES]))
        with confined(folder):
            list(count_pages("list", folder, LIMITS))
            assert _outcomes("list", folder) == _outcomes("list", folder)


def check_journal(data: bytes) -> None:
    """A damaged journal gives the pages before the damage, and takes new ones."""
    with tempfile.TemporaryDirectory(dir=os.environ.get("FUZZ_FOLDER")) as name:
        path = Path(name, "journal")
        path.write_bytes(data)
        journal = JournalFile.open(path)
        if journal.before is None:
            journal.begin(Header("command", "rules"))
        pages: list[Entry] = []
        while entry := journal.next():
            pages.append(entry)
        journal.append(seeds.ENTRY)
        journal.close(keep=True)
        again = JournalFile.open(path)
        assert again.before is not None
        assert [again.next() for _ in range(len(pages) + 1)] == [*pages, seeds.ENTRY]
        assert again.next() is None
        again.close(keep=False)


TARGETS: dict[str, Target] = {
    "front_matter": Target(check_page, seeds.dumps, words=seeds.OF_DUMPS),
    "discuz_text": Target(check_page, seeds.thread_texts, words=seeds.OF_THREADS),
    "discuz_html": Target(check_page, seeds.thread_pages, words=seeds.OF_THREADS + seeds.OF_HTML),
    "web_page": Target(check_page, seeds.full_pages, words=seeds.OF_PAGES + seeds.OF_HTML),
    "forum": Target(check_page, seeds.forums, words=seeds.OF_PAGES + seeds.OF_HTML),
    "html": Target(check_html, seeds.bodies, words=seeds.OF_HTML),
    "exported_markdown": Target(check_page, seeds.markdown_exports, words=seeds.OF_DUMPS + seeds.OF_MARKDOWN),
    "exported_json": Target(check_page, seeds.json_exports, words=seeds.OF_JSON),
    "encoding": Target(check_encoding, seeds.encoded, words=seeds.OF_CHARSETS),
    "zip": Target(check_archive, seeds.zips, mutation.zip_members, seeds.OF_ZIPS),
    "tar": Target(check_archive, seeds.tars, mutation.compressed(mutation.summed(mutation.right_tar)), seeds.OF_TARS),
    "warc": Target(check_archive, seeds.warcs, mutation.compressed(mutation.summed(mutation.right_warc)), seeds.OF_WARCS),
    "item_lines": Target(check_archive, seeds.item_lines, mutation.compressed(mutation.text), seeds.OF_JSON),
    "list": Target(check_list, seeds.lists, words=(b"a.txt", b"b/c.zip", b"/", b"**", b"#", b"\n", b"[!a-", b"\0")),
    "journal": Target(check_journal, seeds.journals, mutation.summed(mutation.right_journal), seeds.OF_JSON),
}
