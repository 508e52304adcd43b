"""Pages in zip archives, and in the WARCs inside them (a WACZ is such a zip)."""

import re
import stat
from array import array
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cached_property
from io import SEEK_END, BytesIO
from itertools import chain, islice
from pathlib import Path
from typing import BinaryIO, cast

from crawler.content.patterns import regex
from crawler.pages import _warc
from crawler.pages._kinds import Kind, is_picture, is_plain, kind_of, passed_over
from crawler.pages._members import TABLES, InArchive, Pages, in_member
from crawler.pages._names import NameDecoder, member_path
from crawler.pages._page import ArchiveError, DamagedError, Found, Limits, Lost, SavedPage, Skipped, unreadable
from crawler.pages._parts import as_parts, is_part, may_be_part, pages_with_parts
from crawler.pages._streams import HEAD
from crawler.pages._zip_content import MisplacedError, Watched, check, opened, packed_content, unpacked_content
from crawler.pages._zip_directory import Entry, entries, local_entry
from crawler.pages._zip_documents import NAMES_READ
from crawler.pages._zip_end import End, end_of
from crawler.pages._zip_recovery import Recovered

ARCHIVE = regex(rb"\.(?:warc|arc|zip|wacz|tar|t[gbx]z)(?:\.|$)", re.IGNORECASE)
WARC_OF_WACZ = regex(rb"archive/.+\.warc(\.gz)?")
LONGEST_LINK = 4096
STREAMED = frozenset({Kind.JSON_ROWS, Kind.CSV_ROWS})
"""Tables that are read forwards."""
Readers = Callable[[Callable[[], BinaryIO]], Iterator[Found]]
"""What gives the pages of what a function opens."""


def pages(raw: BinaryIO, path: str, file: Path, limits: Limits) -> Iterator[InArchive]:
    """The pages of the zip ``raw``, shown as ``path``, in the order of its directory, and what in it is no page: in a WACZ that
    is all but its WARCs.

    Where the directory is damaged or missing, the members that it does not name follow, by the headers before them. What it
    counts and is not there is :class:`Lost`.
    """
    zipped = _Zip(raw, path, file, limits)
    yield from zipped.found()


def count(raw: BinaryIO) -> Iterator[int | None]:
    """1 for every member that :func:`pages` takes for a page; None at the first archive, by its name, or without a directory.
    Raises :class:`ArchiveError` where the directory is damaged."""
    end = end_of(raw)
    if end is None:
        yield None
        return
    for entry in entries(raw, end):
        is_page = not _no_page_by_name(entry, entry.name.decode("utf-8", "replace")) and not _is_link(entry)
        if is_page and not may_be_part(entry.name):
            yield None if ARCHIVE.search(entry.name) else 1


class _Zip:
    def __init__(self, raw: BinaryIO, path: str, file: Path, limits: Limits) -> None:
        self._raw, self._path, self._file, self._limits = raw, path, file, limits
        self._size = raw.seek(0, SEEK_END)
        self._end = end_of(raw)
        self._names, self._only_warcs = NameDecoder("cp437"), False
        self._offsets = array("Q")
        """Of the members that the directory named."""
        self._misplaced: dict[bytes, list[Entry]] = {}
        """Those that are not where it says, by name."""
        self._count = self._total = 0
        if self._end:
            self._look_through(self._end)

    def _look_through(self, end: End) -> None:
        """Find out in which encoding the names are, and whether this is a WACZ: it describes itself and holds a WARC."""
        missing = {b"datapackage.json", b"a WARC"}
        try:
            for entry in islice(entries(self._raw, end), NAMES_READ):
                self._names.learn(entry.name)
                local = local_entry(self._raw, entry.offset) if b".warc" in entry.name[-9:] or b"archive/" in entry.name else None
                names = {entry.name, local.name if local else entry.name}
                missing.difference_update(b"a WARC" if WARC_OF_WACZ.fullmatch(name) else name for name in names)
        except DamagedError:  # is told when the members are read
            pass
        self._only_warcs = not missing

    @cached_property
    def _with_parts(self) -> frozenset[bytes]:
        """The pages beside which there are folders of their parts."""
        end = self._end
        return pages_with_parts(lambda: (entry.name for entry in entries(self._raw, end))) if end else frozenset()

    def found(self) -> Iterator[InArchive]:
        damage = None
        try:
            yield from self._named()
        except DamagedError as error:
            damage = str(error)
        except ArchiveError as error:  # a decompression bomb
            yield Lost(self._path, str(error), max(0, self._end.members - self._count) if self._end else None)
            return
        yield from self._beside(damage or self._doubt())

    def _named(self) -> Iterator[InArchive]:
        """What the directory names."""
        if self._end is None:
            raise DamagedError("cut off: the central directory is missing")
        for entry in entries(self._raw, self._end):
            self._count += 1
            yield from self._of(entry)
            if not self._misplaced or entry is not self._misplaced.get(entry.name, [None])[-1]:
                self._offsets.append(max(0, entry.offset))

    def _of(self, entry: Entry) -> Iterator[InArchive]:
        if self._limits.around:  # before a page, since there may be as many as there are archives around it
            self._refuse_bomb(self._total + entry.size)
        yield from self._member(entry)
        self._refuse_bomb(self._total)

    def _refuse_bomb(self, unpacked: int) -> None:
        if self._limits.is_bomb(self._size, unpacked):
            raise ArchiveError(f"decompression bomb: more than MAX_COMPRESSION_RATIO = {self._limits.ratio} bytes a byte")

    def _doubt(self) -> str | None:
        """Why there may be other members than the directory named."""
        end = self._end
        if end is None or end.is_doubted:
            return "damaged: its end contradicts itself"
        if end.shift > 0 and local_entry(self._raw, 0):
            return "damaged: members of another zip stand before it"
        if end.members == (self._count if end.is_wide else self._count & 0xFFFF):
            return None
        return f"damaged: its end counts {end.members:,} members, the central directory {self._count:,}"

    def _beside(self, damage: str | None) -> Iterator[InArchive]:
        """What a damaged directory does not name, and how much is lost."""
        if damage is None and not self._misplaced:
            return
        recovered, misplaced = Recovered(self._raw, set(self._offsets), self._limits.page_bytes), self._misplaced
        self._misplaced = {}
        try:
            for entry in recovered:
                if named := misplaced.get(entry.name):
                    yield from self._of(replace(named.pop(0), offset=entry.offset))
                elif damage:
                    self._count += 1
                    self._names.learn(entry.name)
                    yield from self._of(entry)
        except ArchiveError as error:
            damage = str(error)
        for entry in chain(*misplaced.values(), *self._misplaced.values()):
            shown = member_path(self._path, self._name_of(entry))
            yield unreadable(shown, self._file, DamagedError("damaged: no header where one must be"))
        damage = damage or "damaged: members are not where the central directory says"
        if self._end is None:
            yield Lost(self._path, damage, None, self._size - recovered.last)
        else:
            yield Lost(self._path, damage, max(0, self._end.members - self._count))

    def _member(self, entry: Entry) -> Iterator[InArchive]:
        name = self._name_of(entry)
        shown = member_path(self._path, name)
        try:
            is_beside_warcs = self._only_warcs and not WARC_OF_WACZ.fullmatch(entry.name)
            kind = _no_page_by_name(entry, name) or (is_beside_warcs and "part of a WACZ")
            if kind and self._both_say(entry):
                yield Skipped(shown, kind)
            elif entry.size > self._limits.page_bytes:
                yield from self._large(entry, shown)
            else:
                found = self._content(entry, shown, packed_content(self._raw, entry, self._limits))
                yield from as_parts(found) if may_be_part(entry.name) and is_part(entry.name, self._with_parts) else found
        except MisplacedError:
            self._misplaced.setdefault(entry.name, []).append(entry)
        except Exception as error:  # decompressors raise many kinds; one member costs one page
            yield unreadable(shown, self._file, error)

    def _name_of(self, entry: Entry) -> str:
        if (unicode_name := entry.unicode_name) is not None:
            return self._names.decode(unicode_name, is_utf_8=True)
        return self._names.decode(entry.name, entry.is_utf_8)

    def _both_say(self, entry: Entry) -> bool:
        """Whether both headers of a member have the name for which it is passed over."""
        local = local_entry(self._raw, entry.offset) if entry.size else None
        return local is None or local.name == entry.name

    def _content(self, entry: Entry, shown: str, packed: bytes) -> Iterator[InArchive]:
        data = unpacked_content(entry, packed)
        self._total += len(data)
        head = data[:HEAD]
        if not is_plain(head) and not is_picture(head) and kind_of(BytesIO(data), self._limits) is Kind.WARC:
            limits = replace(self._limits, around=self._total / self._size)
            yield from self._watched(entry, lambda: BytesIO(data), self._warc(shown, limits))
            return
        check(entry, packed, data)
        if _is_link(entry) and len(data) < LONGEST_LINK and b"\n" not in data:
            yield Skipped(shown, "symbolic link")
        else:
            yield from in_member(data, shown, self._file, self._limits, entry.modified, self._total / self._size)

    def _large(self, entry: Entry, shown: str) -> Iterator[Found]:
        """A member that is larger than a page may be: a WARC or table, which is read from where it stands."""
        kind = kind_of(opened(self._raw, entry), self._limits)
        if kind is not Kind.WARC and kind not in STREAMED:
            packed_content(self._raw, entry, self._limits)  # raises, for one reason or another
        pages = self._table(TABLES[kind], shown) if kind in STREAMED else self._warc(shown, self._limits)
        yield from self._watched(entry, lambda: opened(self._raw, entry), pages)

    def _warc(self, shown: str, limits: Limits) -> Readers:
        return lambda reopen: _warc.pages(reopen, shown, self._file, limits)

    def _table(self, pages: Pages, shown: str) -> Readers:
        return lambda reopen: pages(reopen(), shown, self._file, self._limits)

    def _watched(self, entry: Entry, open_content: Callable[[], BinaryIO], pages: Readers) -> Iterator[Found]:
        """Yields the results of ``pages`` for a member, then verifies the member's checksum unless they have reported damage."""
        first = Watched(open_content())
        readers = chain([first], map(Watched, iter(open_content, None)))
        is_told, shown = False, member_path(self._path, self._name_of(entry))
        for one in pages(lambda: cast("BinaryIO", next(readers))):
            is_told = is_told or isinstance(one, Lost) or (isinstance(one, SavedPage) and one.is_damaged)
            yield one
        if first.error or (not is_told and (first.size, first.crc) != (entry.size, entry.crc)):
            yield Lost(shown, first.error or "damaged: its CRC-32 is of other bytes", None, entry.packed)


def _no_page_by_name(entry: Entry, name: str) -> str | None:
    if not entry.size and (name.endswith(("/", "\\")) or stat.S_ISDIR(entry.attributes >> 16)):
        return "directory"
    return passed_over(name)


def _is_link(entry: Entry) -> bool:
    return stat.S_ISLNK(entry.attributes >> 16)
