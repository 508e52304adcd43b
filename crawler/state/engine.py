"""Opens and migrates the database of a store, and turns its errors into StateError."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import ArgumentError, DBAPIError

from crawler.files.extras import MissingExtraError, load_component
from crawler.files.seals import DamageError
from crawler.state._check import structure_faults
from crawler.state._sqlite import file_size, sqlite_engine
from crawler.state._tables import schema, tables
from crawler.state._upgrades import VERSION, upgrade

DEFAULT = "sqlite:///.qingliu/state.db"
LOCK = 0x71_69_6E_67
"""The advisory lock that writers of a PostgreSQL store hold."""
SMALL = 2**24
"""Bytes of a file up to which all of it is checked when it is opened."""
REMEDY = (
    "`scrapy state check` lists all damage, `scrapy state export FILE` saves the readable items, "
    "and if the file is moved away, the next run creates a new one"
)


class StateError(Exception):
    """A store cannot be used. The message names the store and the reason."""


class RehearsalError(Exception):
    """Rolls back a rehearsal."""


class Database:
    """One connection to a store, with transactions for reading a consistent snapshot and for exclusive writing."""

    def __init__(self, where: str) -> None:
        """Connect to ``where``, a path or an SQLAlchemy URL. Raises StateError, also if an extra is missing."""
        with told(where):
            url = url_of(where)
            self.name = url.render_as_string(hide_password=True) if url.host or url.query else str(url.database or ":memory:")
            self._engine = _engine(url)
            self.is_sqlite = self._engine.dialect.name == "sqlite"
        with self._told():
            self._connection = self._engine.connect()

    def close(self) -> None:
        """Close the connection; closing twice does nothing."""
        self._connection.close()
        self._engine.dispose()

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """A transaction that reads a consistent snapshot of the store. Raises StateError."""
        with self._told(), self._begun("BEGIN", "REPEATABLE READ") as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """An exclusive, atomic write transaction. Raises StateError."""
        with self._told(), self._begun("BEGIN IMMEDIATE", "READ COMMITTED") as connection:
            if not self.is_sqlite:
                connection.execute(sa.select(sa.func.pg_advisory_xact_lock(LOCK)))
            yield connection

    @contextmanager
    def rehearsing(self) -> Iterator[sa.Connection]:
        """A transaction that upgrades the store to this version and is rolled back at the end. Raises StateError."""
        with self.writing() as connection, suppress(RehearsalError), connection.begin_nested():
            if (version := _version(connection)) != VERSION:
                upgrade(connection, version)
            yield connection
            raise RehearsalError

    @contextmanager
    def _begun(self, begin: str, isolation: str) -> Iterator[sa.Connection]:
        connection = self._connection
        if self.is_sqlite:
            with connection.begin():
                connection.exec_driver_sql(begin)
                yield connection
        else:
            connection.execution_options(isolation_level=isolation)
            with connection.begin():
                yield connection

    def _told(self) -> Any:
        return told(self.name)

    def size(self) -> int:
        """Bytes of the tables with their indexes. Raises StateError."""
        with self.reading() as connection:
            if self.is_sqlite:
                return file_size(connection)
            sizes = (sa.func.pg_total_relation_size(name) for name in tables.tables)
            return sum(int(connection.execute(sa.select(size)).scalar_one()) for size in sizes)

    def _see_to_structure(self, connection: sa.Connection) -> None:
        """Check all of a small file, which costs less than cleaning a page; larger ones are checked where they are read."""
        if self.is_sqlite and file_size(connection) <= SMALL:
            for fault in structure_faults(connection):
                raise DamageError(fault)

    def migrate(self) -> None:
        """Upgrade the store to this version. Raises StateError if it has a newer version or is not a store."""
        with self.reading() as connection:
            self._see_to_structure(connection)
            if _version(connection) == VERSION:
                return
        with self.writing() as connection:
            version = _version(connection)
            if version > VERSION:
                raise StateError(f"the state {self.name} has version {version}, but this program supports only version {VERSION}")
            upgrade(connection, version)
            connection.execute(sa.delete(schema))
            connection.execute(sa.insert(schema).values(version=VERSION))


def url_of(where: str) -> sa.URL:
    """The URL of a store given as a URL or a path. Raises ArgumentError."""
    return sa.make_url(where) if "://" in where else sa.URL.create("sqlite", database=where)


def _engine(url: sa.URL) -> sa.Engine:
    match url.get_backend_name():
        case "postgresql":
            engine: sa.Engine = load_component("crawler.feeds.exporters.postgresql.engine_of")(url.render_as_string(False))
            return engine
        case "sqlite":
            return sqlite_engine(url)
    raise StateError(f"the state {url.render_as_string()} is neither sqlite:// nor postgresql:// nor a path")


def _version(connection: sa.Connection) -> int:
    if not sa.inspect(connection).has_table(schema.name):
        return 0
    return int(connection.execute(sa.select(schema.c.version)).scalar_one())


@contextmanager
def told(name: str) -> Iterator[None]:
    """Convert exceptions of databases and files to StateError, with the name of the store."""
    try:
        yield
    except DamageError as damage:
        raise StateError(f"the state {name}: {damage}; {REMEDY}") from None
    except DBAPIError as error:
        raise StateError(f"the state {name}: {' '.join(str(error.orig).split())}") from None
    except (OSError, sqlite3.Error, ArgumentError, MissingExtraError) as error:
        raise StateError(f"the state {name}: {error}") from None


def is_there(where: str) -> bool:
    """Whether the store exists; always true for a database server. Raises StateError if ``where`` is not a valid URL."""
    with told(where):
        url = url_of(where)
    return url.get_backend_name() != "sqlite" or Path(str(url.database)).exists()
