"""Which pages that have not changed are done again, because what they are cleaned by has."""

from collections.abc import Mapping
from typing import NamedTuple, Self

from crawler.runs.batch.history import RulesOnRecord

NOBODYS = "pages of no site's file"


class Redo(NamedTuple):
    """``everything`` is the reason why all pages are; ``sites`` are those whose file is another, has come or is gone."""

    everything: str | None
    sites: frozenset[str] = frozenset()

    @classmethod
    def of(cls, before: RulesOnRecord | None, now: RulesOnRecord, full: bool) -> Self:
        """What is done again by the rules of ``now``, after a run by those of ``before``."""
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
        """The sites whose pages are done again; None stands for the pages that no site's file has to do with."""
        return frozenset({*self.sites, None}) if self.sites else frozenset()

    def reason(self, site: str | None) -> str:
        """Why the pages of ``site`` are done again."""
        if self.everything:
            return self.everything
        return f"rules of {site} changed" if site else f"rules of {', '.join(sorted(self.sites))} changed: {NOBODYS}"

    def reasons(self, pages: int, touched: Mapping[str | None, int]) -> dict[str, int]:
        """Reason → how many of a file's ``pages`` are done again for it."""
        if self.everything:
            return {self.everything: pages}
        return {self.reason(site): count for site, count in touched.items()}
