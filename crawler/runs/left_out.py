"""Counts pages that yielded no item, by the reason, with the first pages of each."""

import msgspec

from crawler.runs.terminal import encodable

SAMPLES = 10


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
