"""What a job file asks for."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from crawler.items import Flag

REPORTS = "out/reports/%(job)s/%(run)s"
REVIEW = "review/"
"""The feed of a job with ``review``, beside its report."""
REVIEWED = 20_000
"""Items in it."""
SHARES_FROM = 10
"""Items: of fewer, one without an author is no share that says something."""


@dataclass(frozen=True, slots=True)
class Expectations:
    """What is expected of a run of a job; None for no expectation. Shares are from 0 to 1."""

    items: int | None = None
    """At least so many, where anything is new."""
    failed: float | None = None
    """At most this share of the pages that were done."""
    lost: int | None = None
    """At most so many pages that archives do not hold any more, by name or not; None is 0. An unknown number is too many."""
    with_date: float | None = None
    """At least this share of the items has a ``date_published``; the next two are alike."""
    with_author: float | None = None
    """At least one credit; of a thread: its opener has an author."""
    with_source: float | None = None
    """Articles only: a thread has no source."""
    flagged: Mapping[Flag, float] = field(default_factory=dict)
    """At most so many items with a flag: a share where it is a float, else a number."""
    site_halved: bool | None = None
    """False: no site may give less than half of the items that its last runs gave on average, for as many pages."""
    nothing_new: bool | None = None
    """False: it must not be that all pages are known already."""
    shares_from: int = SHARES_FROM
    """Shares of items are judged from so many items on."""


@dataclass(frozen=True, slots=True)
class Keep:
    """How long the record of a run is kept: as long as it is one of the last ``runs``, or not older than ``days``."""

    runs: int | None = None
    days: int | None = None


@dataclass(frozen=True, slots=True)
class Alert:
    """Whom to tell of an expectation that failed, or of a run that is not good."""

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
