"""Counts pages that yielded no item, by the reason, with the first pages of each; and what was lost in damaged archives."""

from typing import NamedTuple

import msgspec

from crawler.runs.terminal import encodable

SAMPLES = 10


class Losses(NamedTuple):
    """How much was lost, in how many ``places``.

    ``pages`` is the known number of lost pages; in ``unknown`` of the places the number is unknown, and these span ``bytes``
    of the archives. A place may have lost nothing but the archive's own structure.
    """

    places: int = 0
    pages: int = 0
    unknown: int = 0
    bytes: int = 0

    def plus(self, pages: int | None, size: int) -> "Losses":
        """These losses plus those of one more place."""
        if pages is None:
            return Losses(self.places + 1, self.pages, self.unknown + 1, self.bytes + size)
        return Losses(self.places + 1, self.pages + pages, self.unknown, self.bytes)

    def __str__(self) -> str:
        """``3 pages``, ``an unknown number of pages in 4,096 bytes``, or both."""
        known = [f"{self.pages:,} page{'' if self.pages == 1 else 's'}"] if self.pages or not self.unknown else []
        where = f" in {self.bytes:,} bytes" if self.bytes else ""
        unknown = [f"an unknown number of pages{where}"] if self.unknown else []
        return " and ".join(known + unknown)


class SamplePage(msgspec.Struct, kw_only=True):
    """A page that failed or was dropped, or the archive in which pages were lost."""

    path: str
    reason: str
    kept: str | None = None
    """The file that holds the page's bytes, with the setting ``KEEP_FAILED_PAGES``."""


class LeftOut(msgspec.Struct, kw_only=True):
    """Pages that failed in one way (``kind`` is ``stage: error``), were dropped for one reason or lost for one."""

    kind: str
    pages: int
    samples: list[SamplePage]
    """The first of them, ten at most."""

    def paths(self) -> list[str]:
        """The paths of the samples."""
        return [page.path for page in self.samples]

    def reason(self) -> str:
        """The first reason that one of them gives, with an ellipsis if others give another, or none."""
        reasons = dict.fromkeys(page.reason for page in self.samples)
        return f"{next(filter(None, reasons), '')}{', …' if len(reasons) > 1 else ''}"


class LeftOutCounts(dict[str, LeftOut]):
    """Kind → pages of that kind."""

    def add(self, kind: str, path: str, reason: str, kept: str | None = None, pages: int = 1) -> None:
        """Count ``pages``, of which ``path`` is one (or holds them)."""
        found = self.setdefault(kind, LeftOut(kind=kind, pages=0, samples=[]))
        found.pages += pages
        if len(found.samples) < SAMPLES:
            found.samples.append(SamplePage(path=encodable(path), reason=encodable(reason), kept=kept))

    def largest_first(self) -> list[LeftOut]:
        """Return them with the largest counts first, and alphabetically among equal counts."""
        return sorted(self.values(), key=lambda one: (-one.pages, one.kind))
