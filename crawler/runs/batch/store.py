"""The file that holds the history: ``runs.db``."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import Any

from crawler.files.seals import seal_of
from crawler.runs.batch._schema import STEPS, TABLES, of_row

BUSY_SECONDS = 60.0
SMALL = 2**24
"""Bytes. Files up to this size are checked completely when opened, which costs less than a page."""
REMEDY = "a run makes a new one, and does all pages anew, when the file is moved away"


class StoreError(sqlite3.Error):
    """The history cannot be used. The message names the file and the reason."""


class Store:
    """An SQLite file in WAL mode, so it can be read while it is written. A power failure costs at most the last transactions.

    Every row has a checksum, verified by views such as ``whole_page``, through which rows are read. Errors in statements are
    raised as :class:`StoreError`.
    """

    def __init__(self, path: Path) -> None:
        """Open the file, creating it if it is missing. Raises :class:`StoreError`."""
        self.path = path
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self.connection = _Connection(path)
        except (OSError, sqlite3.Error) as error:
            raise StoreError(f"{path} cannot be used: {error}") from error
        self.connection.execute("PRAGMA journal_mode = WAL")
        self.connection.execute("PRAGMA foreign_keys = ON")
        self._see_to_structure()
        self._migrate()
        for table, columns in TABLES.items():
            # in a subquery, into which SQLite does not put the constants that columns are compared with
            is_whole = f"(SELECT see_to('{table}', {table}.seal, {of_row(columns, table)}))"
            self.connection.execute(f"CREATE TEMP VIEW whole_{table} AS SELECT * FROM {table} WHERE {is_whole}")  # noqa: S608

    def _see_to_structure(self) -> None:
        if self.path.stat().st_size <= SMALL:
            (fault,) = self.connection.execute("PRAGMA integrity_check(1)").fetchone()
            if fault != "ok":
                raise StoreError(f"{self.path} cannot be used: {' '.join(fault.split())}; {REMEDY}")

    def _migrate(self) -> None:
        with self.transaction() as connection:
            (version,) = connection.execute("PRAGMA user_version").fetchone()
            if version > len(STEPS):
                raise StoreError(f"{self.path} was written by a newer version of the project ({version} > {len(STEPS)})")
            for step in STEPS[version:]:
                for statement in _statements(step):
                    connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {len(STEPS)}")

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Run a transaction: all of it takes effect or nothing does. Raises sqlite3.Error."""
        self.connection.execute("BEGIN IMMEDIATE")
        try:
            yield self.connection
        except BaseException:
            self.connection.execute("ROLLBACK")
            raise
        self.connection.execute("COMMIT")

    def make_durable(self) -> None:
        """Make everything written so far survive a power failure."""
        self.connection.execute("PRAGMA wal_checkpoint(FULL)").fetchone()

    def close(self) -> None:
        self.connection.close()


def _told(method: Any) -> Any:
    @wraps(method)
    def told(self: sqlite3.Cursor, *args: Any) -> Any:
        with self.connection.told():  # type: ignore[attr-defined]  # of a _Connection
            return method(self, *args)

    return told


class _Cursor(sqlite3.Cursor):
    """Names the file in errors, including those raised when rows are fetched."""

    execute, executemany = _told(sqlite3.Cursor.execute), _told(sqlite3.Cursor.executemany)
    __next__, fetchone, fetchall = map(_told, (sqlite3.Cursor.__next__, sqlite3.Cursor.fetchone, sqlite3.Cursor.fetchall))


class _Connection(sqlite3.Connection):
    """A connection to a history file, with functions for checksums."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, timeout=BUSY_SECONDS, isolation_level=None)
        self._path, self._damage = path, ""
        self.create_function("seal_of", -1, seal_of, deterministic=True)
        self.create_function("see_to", -1, self._see_to)

    def _see_to(self, table: str, seal: int, number: int, *values: Any) -> bool:
        if seal != seal_of(number, *values):
            self._damage = f"row {number} of the table {table} is damaged"
            raise ValueError
        return True

    def cursor(self, factory: Any = _Cursor) -> Any:
        return super().cursor(factory)

    def execute(self, *args: Any) -> sqlite3.Cursor:
        cursor: sqlite3.Cursor = self.cursor().execute(*args)
        return cursor

    def executemany(self, *args: Any) -> sqlite3.Cursor:
        cursor: sqlite3.Cursor = self.cursor().executemany(*args)
        return cursor

    @contextmanager
    def told(self) -> Iterator[None]:
        """Turn errors into StoreError."""
        try:
            yield
        except StoreError:
            raise
        except (sqlite3.Error, OSError) as error:
            why, self._damage = self._damage or str(error), ""
            raise StoreError(f"{self._path} cannot be used: {why}; {REMEDY}") from error


def _statements(step: str) -> Iterator[str]:
    """Yield the statements of a step, each with its semicolons."""
    text = ""
    for piece in step.split(";"):
        text += f"{piece};"
        if sqlite3.complete_statement(text):
            yield text
            text = ""
