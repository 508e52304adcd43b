"""Opens and migrates the database of a store, and turns its errors into StateError."""

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import quote

import sqlalchemy as sa
from sqlalchemy.exc import ArgumentError, DBAPIError

from crawler.files.extras import MissingExtraError, load_component
from crawler.files.seals import DamageError
from crawler.state._check import structure_faults
from crawler.state._tables import schema, tables
from crawler.state._upgrades import VERSION, upgrade

DEFAULT = "sqlite:///.qingliu/state.db"
WAIT = 60
"""Seconds to wait for another run that is writing."""
CACHE = 2**24
"""Bytes of cache while a store is being written, so that a batch changes each database page only once."""
PAGE = 2**15
"""Bytes per database page of a new store: seven articles, or a part of an array that is read as a whole."""
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
                return _file_size(connection)
            sizes = (sa.func.pg_total_relation_size(name) for name in tables.tables)
            return sum(int(connection.execute(sa.select(size)).scalar_one()) for size in sizes)

    def _see_to_structure(self, connection: sa.Connection) -> None:
        """Check all of a small file, which costs less than cleaning a page; larger files are checked only where and when they are
        read."""
        if self.is_sqlite and _file_size(connection) <= SMALL:
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


def _file_size(connection: sa.Connection) -> int:
    pages, size = (connection.exec_driver_sql(f"PRAGMA {name}").scalar_one() for name in ("page_count", "page_size"))
    return int(pages * size)


def url_of(where: str) -> sa.URL:
    """The URL of a store given as a URL or a path. Raises ArgumentError."""
    return sa.make_url(where) if "://" in where else sa.URL.create("sqlite", database=where)


def _engine(url: sa.URL) -> sa.Engine:
    match url.get_backend_name():
        case "postgresql":
            engine: sa.Engine = load_component("crawler.feeds.exporters.postgresql.engine_of")(url.render_as_string(False))
            return engine
        case "sqlite":
            if url.database and url.database != ":memory:":
                file = Path(url.database)
                file.parent.mkdir(parents=True, exist_ok=True)
                _refuse_others(file)
                if file.exists() and not (os.access(file, os.W_OK) and os.access(file.parent, os.W_OK)):
                    return _reading_engine(file)
            engine = sa.create_engine(url, connect_args={"timeout": WAIT}, hide_parameters=True)
            sa.event.listen(engine, "connect", _prepare)
            return engine
    raise StateError(f"the state {url.render_as_string()} is neither sqlite:// nor postgresql:// nor a path")


def _refuse_others(file: Path) -> None:
    """Raise StateError if a file is the database of another program, without changing a byte of it: opening one does."""
    if not file.is_file():
        return
    with (
        suppress(sqlite3.DatabaseError),
        closing(sqlite3.connect(f"file:{quote(str(file))}?immutable=1", uri=True)) as connection,
    ):
        names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
        if names and schema.name not in names:
            raise StateError(f"the state {file}: a database of something else, with the table {names[0]}")


def _reading_engine(file: Path) -> sa.Engine:
    """An engine for a store that this user may not change. Unless somebody is writing to it, SQLite opens it as immutable,
    because it would otherwise create a log."""
    query = {"mode": "ro", "uri": "true"} | ({} if Path(f"{file}-wal").exists() else {"immutable": "1"})
    url = sa.URL.create("sqlite", database=f"file:{quote(str(file))}", query=query)
    engine = sa.create_engine(url, hide_parameters=True)
    sa.event.listen(engine, "connect", lambda connection, _: setattr(connection, "isolation_level", None))
    return engine


def _prepare(connection: sqlite3.Connection, _: Any) -> None:
    connection.isolation_level = None  # otherwise the driver begins transactions of its own
    connection.execute(f"PRAGMA page_size={PAGE}")
    _log_ahead(connection)
    connection.execute("PRAGMA synchronous=NORMAL")  # a crash of the machine may lose the last transactions, but nothing else
    connection.execute(f"PRAGMA cache_size=-{CACHE // 1024}")
    (page,) = connection.execute("PRAGMA page_size").fetchone()
    connection.execute(f"PRAGMA wal_autocheckpoint={CACHE // page}")  # checkpoint the log when it holds that much


def _log_ahead(connection: sqlite3.Connection) -> None:
    """Switch to WAL. If two runs do so at once in a new store, one of them gets "locked" immediately, without waiting."""
    end = time.monotonic() + WAIT
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > end:
                raise
            time.sleep(0.02)


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
