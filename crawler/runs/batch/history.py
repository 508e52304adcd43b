"""The record of what a job's runs made of its pages: queried before a run, updated while it runs and at its end, and pruned."""

import json
from collections.abc import Iterable
from typing import NamedTuple

from crawler.runs.batch.page_rows import PageRows
from crawler.runs.batch.shard import KnownPage
from crawler.runs.batch.store import Store
from crawler.runs.rules_version import Rules

Signature = tuple[int, int, int]


class KnownFile(NamedTuple):
    """A file as found by the last run; its size is -1 if its pages must be looked at in any case."""

    id: int
    signature: Signature
    pages: int


class RulesOnRecord(NamedTuple):
    """The rules by which the pages of a job were cleaned."""

    rules: Rules
    schema_version: int


class History:
    """The record of one job, in a :class:`Store` that also holds those of others. All methods raise sqlite3.Error. A run is on
    record from :meth:`finish` on; until then nothing that it did counts."""

    def __init__(self, store: Store, job_file: str, job: str) -> None:
        self.store = store
        with store.transaction() as database:
            database.execute("INSERT OR IGNORE INTO job (file, name) VALUES (?, ?)", (job_file, job))
            (self.job,) = database.execute("SELECT id FROM whole_job WHERE file = ? AND name = ?", (job_file, job)).fetchone()
        self.run = 0

    def begin(self, rules: RulesOnRecord, started: str) -> tuple[int, str, bool]:
        """Begin a run and return its number, when it began, and whether it continues a run that an earlier process began and did
        not finish."""
        with self.store.transaction() as database:
            row = database.execute("SELECT id, started FROM whole_run WHERE job = ? AND ended IS NULL", (self.job,)).fetchone()
            if row:
                self.run = row[0]
                database.execute("DELETE FROM page WHERE since = ?", (self.run,))
                database.execute("UPDATE run SET rules = ? WHERE id = ?", (_rules_id(self.store, rules), self.run))
                return self.run, row[1], True
            added = database.execute(
                "INSERT INTO run (job, started, rules) VALUES (?, ?, ?)", (self.job, started, _rules_id(self.store, rules))
            )
            self.run = int(added.lastrowid or 0)
        return self.run, started, False

    def rules(self) -> RulesOnRecord | None:
        """Return the rules of the last run on record; None if there is none."""
        row = self.store.connection.execute(
            "SELECT shared, sites, schema_version FROM whole_run AS run JOIN whole_rules AS rules ON rules.id = run.rules "
            "WHERE job = ? AND ended IS NOT NULL ORDER BY run.id DESC LIMIT 1",
            (self.job,),
        ).fetchone()
        return RulesOnRecord(Rules(row[0], json.loads(row[1])), row[2]) if row else None

    def files(self) -> dict[str, KnownFile]:
        """Return the records of all files that the last run found, by path."""
        rows = self.store.connection.execute(
            "SELECT path, id, size, mtime_ns, inode, pages FROM whole_file WHERE job = ? AND size IS NOT NULL", (self.job,)
        )
        return {path: KnownFile(number, (size, mtime, inode), pages) for path, number, size, mtime, inode, pages in rows}

    def touched(self, sites: Iterable[str]) -> dict[int, dict[str | None, int]]:
        """Return file → site → the number of its pages that belong to one of these sites, or to no site file."""
        found: dict[int, dict[str | None, int]] = {}
        rows = self.store.connection.execute(
            "SELECT file, page.site, count(*) FROM whole_page AS page JOIN whole_file AS file ON file.id = page.file "
            "WHERE job = ? AND until IS NULL AND since <> ? "
            "AND (site IS NULL OR site IN (SELECT value FROM json_each(?))) GROUP BY file, page.site",
            (self.job, self.run, json.dumps(sorted(sites))),
        )
        for file, site, pages in rows:
            found.setdefault(file, {})[site] = pages
        return found

    def pages(self, file: int) -> dict[tuple[str, int], KnownPage]:
        """Return the recorded pages of a file, by name and number."""
        rows = self.store.connection.execute(
            "SELECT name, nth, id, digest, site FROM whole_page WHERE file = ? AND until IS NULL AND since <> ?", (file, self.run)
        )
        return {(name, nth): KnownPage(number, digest, site) for name, nth, number, digest, site in rows}

    def rows(self) -> PageRows:
        """Return the object that records the outcomes of pages in this run."""
        return PageRows(self.store, self.job, self.run)

    def finish(
        self, ended: str, report: bytes, found: Iterable[tuple[str, Signature]], gone: Iterable[int], vanished: Iterable[int]
    ) -> None:
        """Record the run: its ``report``, the files that it ``found`` new or changed, the pages of them that are ``gone``, and
        the files that have ``vanished``."""
        run = self.run
        with self.store.transaction() as database:
            database.execute(
                "UPDATE page SET until = :run WHERE id IN (SELECT older.id FROM page AS newer JOIN page AS older "
                "ON older.file = newer.file AND older.name = newer.name AND older.nth = newer.nth "
                "WHERE newer.since = :run AND older.until IS NULL AND older.since <> :run)",
                {"run": run},
            )
            database.executemany("UPDATE page SET until = ? WHERE id = ?", ((run, page) for page in gone))
            for file in vanished:
                database.execute("UPDATE page SET until = ? WHERE file = ? AND until IS NULL", (run, file))
                database.execute("UPDATE file SET size = NULL, pages = 0 WHERE id = ?", (file,))
            for path, signature in found:
                self._note_file(path, signature)
            database.execute("UPDATE run SET ended = ?, report = ? WHERE id = ?", (ended, report, run))
        self.store.make_durable()

    def _note_file(self, path: str, signature: Signature) -> None:
        self.store.connection.execute(
            "INSERT INTO file (job, path, size, mtime_ns, inode) VALUES (?, ?, ?, ?, ?) ON CONFLICT (job, path) "
            "DO UPDATE SET size = excluded.size, mtime_ns = excluded.mtime_ns, inode = excluded.inode",
            (self.job, path, *signature),
        )
        self.store.connection.execute(
            "UPDATE file SET pages = (SELECT count(*) FROM whole_page AS page WHERE page.file = file.id AND until IS NULL) "
            "WHERE job = ? AND path = ?",
            (self.job, path),
        )

    def reports(self, last: int) -> list[bytes]:
        """Return the reports of the given number of last runs on record, newest first."""
        rows = self.store.connection.execute(
            "SELECT report FROM whole_run WHERE job = ? AND ended IS NOT NULL ORDER BY id DESC LIMIT ?", (self.job, last)
        )
        return [report for (report,) in rows]

    def runs_on(self, date: str) -> int:
        """Return how many runs on record began on that day, in their own time zones."""
        row = self.store.connection.execute(
            "SELECT count(*) FROM whole_run WHERE job = ? AND ended IS NOT NULL AND substr(started, 1, 10) = ?", (self.job, date)
        ).fetchone()
        return int(row[0])

    def unfinished(self) -> int:
        """Return the number of the run that began and is not on record; 0 if there is none."""
        row = self.store.connection.execute("SELECT id FROM whole_run WHERE job = ? AND ended IS NULL", (self.job,)).fetchone()
        return int(row[0]) if row else 0


def _rules_id(store: Store, rules: RulesOnRecord) -> int:
    given = (rules.rules.shared, json.dumps(rules.rules.sites, sort_keys=True), rules.schema_version)
    database = store.connection
    row = database.execute("SELECT id FROM whole_rules WHERE shared = ? AND sites = ? AND schema_version = ?", given).fetchone()
    if row:
        return int(row[0])
    return int(database.execute("INSERT INTO rules (shared, sites, schema_version) VALUES (?, ?, ?)", given).lastrowid or 0)


def prune(history: History, runs: int | None, since: str | None) -> int:
    """Delete the runs of a job that are neither among the last ``runs`` nor began at ``since`` or later; return their number.

    The records of the pages in their current state stay, and so do their items. Raises sqlite3.Error.
    """
    with history.store.transaction() as database:
        kept = database.execute(
            "SELECT min(id) FROM (SELECT id, started, row_number() OVER (ORDER BY id DESC) AS place FROM run "
            "WHERE job = :job AND ended IS NOT NULL) "
            "WHERE place = 1 OR place <= :runs OR julianday(started) >= julianday(:since)",
            {"job": history.job, "runs": runs or 0, "since": since},
        ).fetchone()[0]
        if kept is None:
            return 0
        of_job = "SELECT id FROM whole_file WHERE job = ?"
        database.execute(f"DELETE FROM page WHERE until <= ? AND file IN ({of_job})", (kept, history.job))  # noqa: S608
        database.execute(f"UPDATE page SET since = ? WHERE since < ? AND file IN ({of_job})", (kept, kept, history.job))  # noqa: S608
        database.execute("DELETE FROM item WHERE id NOT IN (SELECT item FROM whole_page WHERE item IS NOT NULL)")
        database.execute("DELETE FROM file WHERE job = ? AND size IS NULL AND id NOT IN (SELECT file FROM page)", (history.job,))
        forgotten = database.execute("DELETE FROM run WHERE job = ? AND id < ?", (history.job, kept)).rowcount
        database.execute("DELETE FROM rules WHERE id NOT IN (SELECT rules FROM run)")
    return int(forgotten)
