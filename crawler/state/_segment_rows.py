"""Writes and merges segments, and removes forgotten pages and texts from them."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray

from crawler.files.seals import sealed
from crawler.state._indexes import BY_BYTES, BY_ID, BY_IMAGE, BY_TEXT, KINDS, NUMBER, Index, Numbers, index_by_id, last_bits
from crawler.state._rows import Written
from crawler.state._segments import SKETCH, Entries, entries_in, sketches_restored
from crawler.state._tables import indexes, insert_many, segments, sketches
from crawler.stories.fingerprint import BANDS, Signatures

BANDS_AT_ONCE = 8
Rows = NDArray[np.void]


class Kept(NamedTuple):
    """The numbers of texts and pages that are not forgotten."""

    texts: Numbers
    pages: Numbers


def insert_segment(connection: sa.Connection, texts: Sequence[int], signatures: Signatures, found: Mapping[str, Index]) -> int:
    """Store a segment: the signatures of texts with these ascending numbers, and indexes by kind. Returns its number."""
    numbers = np.array(texts, dtype=NUMBER)
    about = np.empty(len(texts), dtype=SKETCH)
    about["text"], about["exact"], about["sketch"] = numbers, signatures["exact"], signatures["sketch"]
    return _insert(connection, about, found, (Entries.of(keys, numbers) for keys in signatures["bands"].T))


def indexes_of(written: Written) -> dict[str, Index]:
    """The index entries of what was written: of new pages and texts, and of replaced pages but by their bytes, which stay."""
    both = written.new | written.replaced
    shown = [(image, number) for number, page in both.items() for image in page.images]
    pictures = np.array(shown, dtype=np.int64).reshape(-1, 2)
    return {
        BY_BYTES: Index.of(last_bits(page.sha256 for page in written.new.values()), np.array(list(written.new), NUMBER)),
        BY_ID: index_by_id(both.items()),
        BY_TEXT: Index.of(last_bits(written.texts), np.array(list(written.texts.values()), NUMBER)),
        BY_IMAGE: Index.of(pictures[:, 0].astype(np.uint64), pictures[:, 1].astype(NUMBER)),
    }


def merge_segments(connection: sa.Connection, numbers: Collection[int], kept: Kept | None = None) -> int:
    """Replace several segments with one that has only what is ``kept``, if given. Returns the number of the new segment."""
    listed = sa.select(sketches.c.entries).where(sketches.c.segment.in_(numbers))
    about = np.concatenate([sketches_restored(data) for data in connection.execute(listed).scalars()])
    if kept:
        about = about[np.isin(about["text"], kept.texts)]
    found = {kind: _merged_index(connection, numbers, kind, kept) for kind in KINDS}
    arrays = (_merged(connection, numbers, band, kept) for band in range(BANDS))
    merged = _insert(connection, about[np.argsort(about["text"], kind="stable")], found, arrays)
    for column in (segments.c.number, sketches.c.segment, indexes.c.segment):
        connection.execute(sa.delete(column.table).where(column.in_(numbers)))
    return merged


def _merged_index(connection: sa.Connection, numbers: Collection[int], kind: str, kept: Kept | None) -> Index:
    listed = sa.select(indexes.c.entries).where(indexes.c.kind == kind, indexes.c.segment.in_(numbers))
    parts = [Index.restored(data) for data in connection.execute(listed).scalars()]
    found = Index.of(*(np.concatenate(column) for column in zip(*parts, strict=True)))
    return found.chosen(np.isin(found.numbers, kept.texts if kind == BY_TEXT else kept.pages)) if kept else found


def _merged(connection: sa.Connection, numbers: Collection[int], band: int, kept: Kept | None) -> Entries:
    keys, of_texts = (np.concatenate(column) for column in zip(*entries_in(connection, numbers, band), strict=True))
    if kept:
        is_kept = np.isin(of_texts, kept.texts)
        keys, of_texts = keys[is_kept], of_texts[is_kept]
    return Entries.of(keys, of_texts)


def _insert(connection: sa.Connection, about: Rows, found: Mapping[str, Index], arrays: Iterable[Entries]) -> int:
    number = (connection.execute(sa.select(sa.func.max(sketches.c.segment))).scalar() or 0) + 1
    insert_many(connection, sketches, [{"segment": number, "entries": sealed(about.tobytes())}])
    kinds = [{"segment": number, "kind": kind, "entries": index.stored()} for kind, index in found.items()]
    insert_many(connection, indexes, kinds)
    rows = ({"number": number, "band": band, "entries": entries.stored()} for band, entries in enumerate(arrays))
    while some := list(islice(rows, BANDS_AT_ONCE)):
        insert_many(connection, segments, some)
    return number
