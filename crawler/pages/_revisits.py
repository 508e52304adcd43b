"""Records of a WARC that say: the same as that other record."""

from collections.abc import Iterator

from crawler.pages._digests import key_of
from crawler.pages._times import warc_date
from crawler.pages._warc_pages import type_of
from crawler.pages._warc_records import Record

MOST = 20_000
"""Revisits that are remembered at once, a kilobyte each; when there are more, they are looked up in passes."""
Key = tuple[str, ...]
REFERRING = ("warc-refers-to", "warc-refers-to-target-uri", "warc-refers-to-date", "warc-payload-digest")
REFERRED = ("warc-record-id", "warc-target-uri", "warc-date", "warc-payload-digest")
"""What a revisit says of its original, and what that says of itself."""


class Revisits:
    """Revisits whose original is still to be found."""

    def __init__(self) -> None:
        self._waiting: dict[int, Record] = {}
        self._by_key: dict[Key, list[int]] = {}
        self._count = 0

    def add(self, revisit: Record) -> None:
        """Wait for the original of ``revisit``: by what it says to refer to, or by the digest of its payload."""
        self._waiting[self._count] = revisit
        for key in _keys(*map(revisit.fields.get, REFERRING)):
            self._by_key.setdefault(key, []).append(self._count)
        self._count += 1

    @property
    def are_many(self) -> bool:
        return len(self._waiting) >= MOST

    def take(self, original: Record) -> Iterator[Record]:
        """The revisits of ``original``, and theirs, which then wait no longer."""
        found = [original] if type_of(original) in {"response", "resource"} else []
        for record in found:
            for key in _keys(*map(record.fields.get, REFERRED)):
                taken = [self._waiting.pop(number) for number in self._by_key.pop(key, ()) if number in self._waiting]
                found += taken
                yield from taken

    def take_rest(self) -> Iterator[Record]:
        """Those that are left."""
        self._by_key.clear()
        while self._waiting:
            yield self._waiting.pop(next(iter(self._waiting)))

    def __bool__(self) -> bool:
        return bool(self._waiting)


def _keys(record_id: str | None, url: str | None, date: str | None, digest: str | None) -> Iterator[Key]:
    if record_id:
        yield ("id", record_id)
    if url and date:
        yield ("url", url.strip("<>"), warc_date(date) or date)
    if digest:
        yield ("digest", key_of(digest))
