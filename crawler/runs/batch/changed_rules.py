"""Determines which unchanged pages are cleaned again because the rules that apply to them changed."""

from collections.abc import Mapping
from typing import NamedTuple, Self

from crawler.runs.batch.history import RulesOnRecord

NOBODYS = "pages of no site's file"


class Redo(NamedTuple):
    """What to clean again: ``everything`` is the reason if it is all pages; ``sites`` are those whose file was changed, added or
    removed."""

    everything: str | None
    sites: frozenset[str] = frozenset()

    @classmethod
    def of(cls, before: RulesOnRecord | None, now: RulesOnRecord, full: bool) -> Self:
        """Return what is cleaned again with the rules of ``now``, after a run with those of ``before``."""
        if before is None:
            return cls(None)
        if full:
            return cls("asked for by --full")
        if before.schema_version != now.schema_version:
            return cls(f"schema version {before.schema_version} → {now.schema_version}")
        if before.rules.shared != now.rules.shared:
            return cls("code, libraries or settings changed that all sites share")
        names = before.rules.sites.keys() | now.rules.sites.keys()
        return cls(None, frozenset(name for name in names if before.rules.sites.get(name) != now.rules.sites.get(name)))

    @property
    def touched(self) -> frozenset[str | None]:
        """The sites whose pages are cleaned again; None stands for pages that no site file was used for."""
        return frozenset({*self.sites, None}) if self.sites else frozenset()

    def reason(self, site: str | None) -> str:
        """Return why the pages of ``site`` are cleaned again."""
        if self.everything:
            return self.everything
        return f"rules of {site} changed" if site else f"rules of {', '.join(sorted(self.sites))} changed: {NOBODYS}"

    def reasons(self, pages: int, touched: Mapping[str | None, int]) -> dict[str, int]:
        """Return how many of a file's ``pages`` are cleaned again for each reason."""
        if self.everything:
            return {self.everything: pages}
        return {self.reason(site): count for site, count in touched.items()}
