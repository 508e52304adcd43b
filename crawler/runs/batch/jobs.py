"""The jobs declared in a job file."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from crawler.items import Flag

REPORTS = "out/reports/%(job)s/%(run)s"
REVIEW = "review/"
"""The feed of a job with ``review``, beside its report."""
REVIEWED = 20_000
"""The number of items in it."""
SHARES_FROM = 10
"""Items; with fewer, shares are not meaningful."""


@dataclass(frozen=True, slots=True)
class Expectations:
    """Expectations of a run of a job; None for no expectation. Shares are from 0 to 1."""

    items: int | None = None
    """The least number of items, if anything is new."""
    failed: float | None = None
    """The largest share of the processed pages that may fail."""
    lost: int | None = None
    """The largest number of pages, named or not, that archives may have lost; None means 0. An unknown number is too many."""
    with_date: float | None = None
    """The least share of items with a ``date_published``; the next two are similar."""
    with_author: float | None = None
    """The same for items with an author: at least one credit or, for a thread, an author of its opener."""
    with_source: float | None = None
    """The same for a source, among articles only: threads have none."""
    flagged: Mapping[Flag, float] = field(default_factory=dict)
    """The limit for items with each flag: a share if it is a float, otherwise a number."""
    site_halved: bool | None = None
    """False: no site may yield less than half of its median number of items in the last runs."""
    nothing_new: bool | None = None
    """False: it must not happen that all pages are known already."""
    shares_from: int = SHARES_FROM
    """Shares are judged only if there are at least this many items."""
    errors: int | None = None
    """The largest number of pages lost to errors that are not about them; None: each makes the run bad, whatever is expected."""


@dataclass(frozen=True, slots=True)
class Keep:
    """How long the record of a run is kept: while it is one of the last ``runs`` or not older than ``days``."""

    runs: int | None = None
    days: int | None = None


@dataclass(frozen=True, slots=True)
class Alert:
    """Whom to alert if an expectation failed or a run is not good."""

    command: tuple[str, ...] = ()
    webhook: str | None = None


@dataclass(frozen=True, slots=True)
class Job:
    """One job. ``feeds`` are as Scrapy's setting FEEDS has them, their URIs with ``%(job)s``, ``%(date)s`` and ``%(run)s``."""

    name: str
    pages: tuple[str, ...]
    site: str | None = None
    """Only pages of this site."""
    feeds: dict[str, dict[str, Any]] = field(default_factory=dict)
    settings: dict[str, Any] = field(default_factory=dict)
    expect: Expectations = field(default_factory=Expectations)
    keep: Keep = field(default_factory=Keep)
    report: str | None = None
    """The folder for ``report.json`` of every run; None: :data:`REPORTS`."""
    review: bool = False
    """Whether it contains a feed ``review/`` of the run's items."""
    alert: Alert = field(default_factory=Alert)
