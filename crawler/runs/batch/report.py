"""What a batch run leaves behind for readers and programs: the content of ``report.json``.

Instants are ISO 8601 strings with an offset, paths and URIs are as the run had them, counts are of pages unless they say
otherwise. Lists are sorted, largest count first where there is a count, so that equal runs give equal reports but for the
instants and seconds.
"""

from typing import Literal

import msgspec

from crawler.items import Flag
from crawler.items.flags import Lack
from crawler.runs.left_out import LeftOut

REPORT_JSON, REPORT_HTML = "report.json", "report.html"


class PagesFound(msgspec.Struct, kw_only=True):
    """What the run found, and why it processed what it did: found = new + changed + redone + unchanged."""

    found: int
    new: int
    changed: int
    unchanged: int
    redone: dict[str, int]
    """Unchanged pages that were cleaned again, by the reason (``rules of guancha changed``, ``asked for by --full``)."""
    vanished: int
    """Pages that the previous run found and this one did not."""
    undone: int = 0
    """Files not reached because the run was stopped; the number of pages in archives among them is unknown."""


class PageBalance(msgspec.Struct, kw_only=True):
    """What became of the processed pages: pages = items + dropped + failed + unsettled + difference."""

    pages: int
    items: int
    dropped: int
    failed: int
    unsettled: int = 0
    """Items of a run that was stopped before it was known what they repeat."""
    difference: int
    lost: int = 0
    """Lost pages of archives that cannot be named any more; they are not among the others."""
    lost_places: int = 0
    """Damaged places of archives."""
    lost_unknown: int = 0
    """Damaged places for which the number of pages is unknown."""
    lost_bytes: int = 0
    """The number of bytes in these places."""
    damaged: int = 0
    """Failed pages that are no longer complete in their archives."""
    errors: int = 0
    """Failed pages that were lost to an error that is not about them."""


class ItemCount(msgspec.Struct, kw_only=True):
    """The number of items of a site, by type and day."""

    site: str
    type: str
    day: str | None
    """The day of ``date_published``, ``YYYY-MM-DD``."""
    items: int


class FlagCount(msgspec.Struct, kw_only=True):
    """The number of items of a site with a flag."""

    flag: Flag
    site: str
    items: int


class HeadlineSample(msgspec.Struct, kw_only=True):
    """An item as shown in a report."""

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
    """The number of removals."""
    path: str


class Repeats(msgspec.Struct, kw_only=True):
    """Repetitions of what is known: items, and pages of which none was kept."""

    marked: int
    """Items with ``duplicate_of``."""
    dropped: int
    """Pages that were dropped because they repeat an item."""
    revised: int
    """Items that are a revision of an earlier one."""
    older: int
    """Pages that were dropped because there is a newer revision."""
    duplicates: list[HeadlineSample]
    """The first marked items, six at most."""
    revisions: list[HeadlineSample]
    """The first revisions, six at most."""


class LackCount(msgspec.Struct, kw_only=True):
    """The number of items of a site without a ``date_published``, an author (a credit or, for a thread, an author of its opener)
    or a ``source``."""

    lack: Lack
    site: str
    items: int


class RemovalSample(msgspec.Struct, kw_only=True):
    """A removal by a rule: the first 240 columns of what it took out of an item."""

    text: str
    reason: str
    site: str
    id: str
    revision: int
    path: str


class RuleUse(msgspec.Struct, kw_only=True):
    """How often a rule removed something from a text."""

    rule: str
    removals: int
    usual: float | None
    """The number expected from the last runs of the job, in proportion to the items; None if there were none."""
    judged: Literal["usual", "new", "unusual", "never"]
    """``new``: it fired for the first time; ``unusual``: far more often than usual; ``never``: in no run on record."""
    samples: list[RemovalSample] = []
    """Its first removals, three at most."""


class ExpectationChecked(msgspec.Struct, kw_only=True):
    """One line of the job's ``expect``."""

    name: str
    """As in the job file: ``items``, ``nothing_new``, ``failed``, ``lost``, ``errors``, ``with_date``, ``with_author``,
    ``with_source``, ``site_halved``, or one of :data:`crawler.items.flags.EXPECTED_AS`."""
    wanted: str
    got: str
    met: bool


class StageSpeed(msgspec.Struct, kw_only=True):
    """How long work of one kind took; for workers, the sum over all workers, which run in parallel."""

    stage: str
    """``plan``, ``read``, the name of an item pipeline's file, ``export``."""
    seconds: float
    pages: int
    pages_per_second: float | None
    """None if it took no measurable time."""


class PhaseTime(msgspec.Struct, kw_only=True):
    """How long a part of the run took by the clock; the parts follow one another and add up to the whole."""

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
    """None unless it is a local file."""
    stored: bool


class RunReport(msgspec.Struct, kw_only=True):
    """One run of one job."""

    format: int = 1
    """The version of this structure."""
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
    """Things in archives that are not pages, by kind."""
    items: list[ItemCount]
    flags: list[FlagCount] = []
    """What to know about the items before trusting them; empty for runs of earlier versions."""
    headlines: list[HeadlineSample] = []
    """The first items of each site, without copies and revisions: 24 at most, from as many sites as possible."""
    repeats: Repeats | None = None
    """None for runs of earlier versions."""
    lacking: list[LackCount] = []
    failures: list[LeftOut]
    drops: list[LeftOut]
    losses: list[LeftOut] = []
    """What archives lost, by the reason; ``pages`` is the known number."""
    rules: list[RuleUse]
    expectations: list[ExpectationChecked]
    stages: list[StageSpeed]
    phases: list[PhaseTime] = []
    """They add up to ``seconds``; empty for runs of earlier versions."""
    feeds: list[FeedWritten]
    verdict: list[str]
    """Why the run is not good; empty if it is. Failed expectations are not included."""
    exit_code: Literal[0, 1, 3]
