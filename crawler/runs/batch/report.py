"""What a batch run leaves behind for readers and programs: the content of ``report.json``.

Instants are ISO 8601 strings with an offset, paths and URIs are as the run had them, counts are of pages unless they say
otherwise. Lists are sorted, largest count first where there is a count, so that equal runs give equal reports but for the
instants and seconds.
"""

from typing import Literal

import msgspec

from crawler.items import Flag
from crawler.items.lacks import Lack
from crawler.runs.left_out import LeftOut

REPORT_JSON = "report.json"


class PagesFound(msgspec.Struct, kw_only=True):
    """What the run found, and why it did what it did: found = new + changed + redone + unchanged."""

    found: int
    new: int
    changed: int
    unchanged: int
    redone: dict[str, int]
    """Why pages that had not changed were done again (``rules of guancha changed``, ``asked for by --full``) → how many."""
    vanished: int
    """Pages that the run before found, and this one did not."""
    undone: int = 0
    """Files that were not reached, because the run was stopped; nobody knows how many pages an archive among them has."""


class PageBalance(msgspec.Struct, kw_only=True):
    """What became of the pages that were done: pages = items + dropped + failed + unsettled + difference."""

    pages: int
    items: int
    dropped: int
    failed: int
    unsettled: int = 0
    """Items of a run that was stopped before it knew what they repeat."""
    difference: int
    lost: int = 0
    """Pages that archives held and nobody can name any more, and that are none of the others."""
    lost_places: int = 0
    """Damaged places of archives."""
    lost_unknown: int = 0
    """Of these, those of which nobody knows how many pages they held."""
    lost_bytes: int = 0
    """In how many bytes of the archives."""
    damaged: int = 0
    """Of the failed pages, those that archives do not hold as a whole any more."""


class ItemCount(msgspec.Struct, kw_only=True):
    """How many items a site gave of a type and a day."""

    site: str
    type: str
    day: str | None
    """Of ``date_published``, ``YYYY-MM-DD``."""
    items: int


class FlagCount(msgspec.Struct, kw_only=True):
    """How many items of a site bear a flag."""

    flag: Flag
    site: str
    items: int


class HeadlineSample(msgspec.Struct, kw_only=True):
    """An item, as a report shows it."""

    id: str
    revision: int
    headline: str
    site: str
    publisher: str
    language: str | None
    date: str | None
    """``date_published``."""
    picture: str | None
    """The URL of the first picture."""
    duplicate_of: str | None
    removed: int
    """How much was taken out."""
    path: str


class Repeats(msgspec.Struct, kw_only=True):
    """What says again what is known: items, and pages of which none was kept."""

    marked: int
    """Items with ``duplicate_of``."""
    dropped: int
    """Pages that were dropped because they repeat an item."""
    revised: int
    """Items that are a revision of an earlier one."""
    older: int
    """Pages that were dropped because there is a newer revision."""
    duplicates: list[HeadlineSample]
    """The first of those that are marked, six at most."""
    revisions: list[HeadlineSample]
    """The first of those that are revised, six at most."""


class LackCount(msgspec.Struct, kw_only=True):
    """How many items of a site have no ``date_published``, no author (credits; of a thread: of its opener), no ``source``."""

    lack: Lack
    site: str
    items: int


class RemovalSample(msgspec.Struct, kw_only=True):
    """What a rule took out of an item, the first 240 columns of it."""

    text: str
    reason: str
    site: str
    id: str
    revision: int
    path: str


class RuleUse(msgspec.Struct, kw_only=True):
    """How often a rule took something out of a text."""

    rule: str
    removals: int
    usual: float | None
    """What the last runs of the job, item for item, would have it be; None where there was none."""
    judged: Literal["usual", "new", "unusual", "never"]
    """``new``: it fired for the first time; ``unusual``: far more often than usual; ``never``: in no run on record."""
    samples: list[RemovalSample] = []
    """What it took out first, three at most."""


class ExpectationChecked(msgspec.Struct, kw_only=True):
    """One line of the job's ``expect``."""

    name: str
    """As in the job file: ``items``, ``nothing_new``, ``failed``, ``lost``, ``with_date``, ``with_author``, ``with_source``,
    ``site_halved``, or one of :data:`crawler.items.flags.EXPECTED_AS`."""
    wanted: str
    got: str
    met: bool


class StageSpeed(msgspec.Struct, kw_only=True):
    """How long work of one kind took; that of the workers adds up over all workers, who do it at the same time."""

    stage: str
    """``plan``, ``read``, the name of an item pipeline's file, ``export``."""
    seconds: float
    pages: int
    pages_per_second: float | None
    """None where it took no time that could be measured."""


class PhaseTime(msgspec.Struct, kw_only=True):
    """How long a part of the run took by the clock: the parts follow one another, and add up to the whole."""

    phase: str
    """``plan``; ``pages``, which wait for the workers; when all are done ``compare``, ``settle`` and ``write``; ``other``."""
    seconds: float


class FeedWritten(msgspec.Struct, kw_only=True):
    """A feed that the run wrote."""

    uri: str
    """Without passwords."""
    format: str
    items: int
    bytes: int | None
    """None where it is no local file."""
    stored: bool


class RunReport(msgspec.Struct, kw_only=True):
    """One run of one job."""

    format: int = 1
    """Of this structure."""
    run: int
    job: str
    job_file: str
    started: str
    ended: str
    seconds: float
    """Wall-clock seconds of this process: a resumed run does not know how long the stopped one took."""
    continued: bool = False
    """Whether the run resumed one that was stopped or killed."""
    pages: PagesFound
    balance: PageBalance
    skipped: dict[str, int]
    """What in archives is no page, by kind."""
    items: list[ItemCount]
    flags: list[FlagCount] = []
    """What is to be known of the items before they are trusted; runs of earlier versions have none."""
    headlines: list[HeadlineSample] = []
    """The first items of each site that are no copies and no revisions, 24 at most, from as many sites as there are."""
    repeats: Repeats | None = None
    """None in runs of earlier versions."""
    lacking: list[LackCount] = []
    failures: list[LeftOut]
    drops: list[LeftOut]
    losses: list[LeftOut] = []
    """What archives lost, by the reason; ``pages`` is the known number."""
    rules: list[RuleUse]
    expectations: list[ExpectationChecked]
    stages: list[StageSpeed]
    phases: list[PhaseTime] = []
    """They add up to ``seconds``; runs of earlier versions have none."""
    feeds: list[FeedWritten]
    verdict: list[str]
    """Why the run is not good; empty where it is. An expectation that failed is none of these."""
    exit_code: Literal[0, 1, 3]
