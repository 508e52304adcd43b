"""Writes the outcomes of pages to the history."""

from crawler.files.compressed import Compressor
from crawler.runs.batch.records import Done, Made
from crawler.runs.batch.shard import member_name, page_digest
from crawler.runs.batch.store import Store

AT_ONCE = 500
"""Pages per transaction."""
Row = tuple[object, ...]


class PageRows:
    """Rows of a ``run`` of a ``job``. Several processes may write them, each for other files. All methods raise sqlite3.Error."""

    def __init__(self, store: Store, job: int, run: int) -> None:
        self._store, self._job, self._run = store, job, run
        self._compress = Compressor().compress
        self._files: set[str] = set()
        self._items: list[Row] = []
        self._pages: list[Row] = []
        self.replaces = False
        """Whether a process that was killed may have written rows of the same pages in this run."""

    def add(self, path: str, record: Done) -> None:
        """Record the outcome of a page of the file at ``path``, now or together with the next ones."""
        outcome = record.outcome
        digest = page_digest(record.page) if record.page.sha256 else b""
        item, reason = (outcome.digest, None) if isinstance(outcome, Made) else (None, outcome.reason)
        name = member_name(record.page.path, path)
        self._files.add(path)
        self._pages.append((self._job, path, name, record.nth, self._run, digest, record.site, item, reason))
        if isinstance(outcome, Made):
            self._items.append((outcome.digest, outcome.kind, self._compress(bytes(outcome.json))))
        if len(self._pages) == AT_ONCE:
            self.write()

    def write(self) -> None:
        """Write all pending rows to the file."""
        if not self._pages:
            return
        with self._store.transaction() as database:
            new_files = ((self._job, path) for path in sorted(self._files))
            database.executemany("INSERT OR IGNORE INTO file (job, path) VALUES (?, ?)", new_files)
            if self.replaces:
                database.executemany(
                    "DELETE FROM page WHERE file = (SELECT id FROM file WHERE job = ? AND path = ?) AND name = ? AND nth = ? "
                    "AND since = ?",
                    (page[:5] for page in self._pages),
                )
            database.executemany("INSERT INTO item (hash, kind, content) VALUES (?, ?, ?) ON CONFLICT DO NOTHING", self._items)
            database.executemany(
                "INSERT INTO page (file, name, nth, since, digest, site, item, reason) VALUES "
                "((SELECT id FROM file WHERE job = ? AND path = ?), ?, ?, ?, ?, ?, (SELECT id FROM item WHERE hash = ?), ?)",
                self._pages,
            )
        self.discard()

    def discard(self) -> None:
        """Discard the rows that are not written yet."""
        self._files, self._items, self._pages = set(), [], []
