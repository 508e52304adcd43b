"""The file that holds the history: ``runs.db``."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from crawler.runs.batch._schema import STEPS

BUSY_SECONDS = 60.0


class StoreError(Exception):
    """The history cannot be used. The message names the file and the reason."""


class Store:
    """An SQLite file in WAL mode: read while it is written. A power failure costs at most the last transactions, whole ones."""

    def __init__(self, path: Path) -> None:
        """Open the file, which is made where it is missing. Raises :class:`StoreError`."""
        self.path = path
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self.connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
            self.connection.execute("PRAGMA journal_mode = WAL")
            self.connection.execute("PRAGMA foreign_keys = ON")
            self._migrate()
        except (sqlite3.Error, OSError) as error:
            raise StoreError(f"{path} cannot be used: {error}") from error

    def _migrate(self) -> None:
        with self.transaction() as connection:
            (version,) = connection.execute("PRAGMA user_version").fetchone()
            if version > len(STEPS):
                raise StoreError(f"{self.path} was written by a newer version of the project ({version} > {len(STEPS)})")
            for step in STEPS[version:]:
                for statement in step.split(";"):
                    connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {len(STEPS)}")

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """All of it or nothing. Raises sqlite3.Error."""
        self.connection.execute("BEGIN IMMEDIATE")
        try:
            yield self.connection
        except BaseException:
            self.connection.execute("ROLLBACK")
            raise
        self.connection.execute("COMMIT")

    def make_durable(self) -> None:
        """Have everything that was written so far survive a power failure."""
        self.connection.execute("PRAGMA wal_checkpoint(FULL)").fetchone()

    def close(self) -> None:
        self.connection.close()
