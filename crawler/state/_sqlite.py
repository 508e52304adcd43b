"""Stores in SQLite: how their files are opened."""

import os
import sqlite3
import time
from contextlib import closing, suppress
from pathlib import Path
from typing import Any
from urllib.parse import quote

import sqlalchemy as sa

from crawler.state._tables import schema

WAIT = 60
"""Seconds to wait for another run that is writing."""
CACHE = 2**24
"""Bytes of cache while a store is being written, so that a batch changes each database page only once."""
PAGE = 2**15
"""Bytes per database page of a new store: seven articles, or a part of an array that is read as a whole."""


def sqlite_engine(url: sa.URL) -> sa.Engine:
    """The engine for a file, which is created if it does not exist, or for memory. Raises OSError and sqlite3.Error."""
    if url.database and url.database != ":memory:":
        file = Path(url.database)
        file.parent.mkdir(parents=True, exist_ok=True)
        _refuse_others(file)
        if file.exists() and not (os.access(file, os.W_OK) and os.access(file.parent, os.W_OK)):
            return _reading_engine(file)
    engine = sa.create_engine(url, connect_args={"timeout": WAIT}, hide_parameters=True)
    sa.event.listen(engine, "connect", _prepare)
    return engine


def file_size(connection: sa.Connection) -> int:
    """Bytes of the database, as this transaction sees it."""
    pages, size = (connection.exec_driver_sql(f"PRAGMA {name}").scalar_one() for name in ("page_count", "page_size"))
    return int(pages * size)


def _refuse_others(file: Path) -> None:
    """Raise sqlite3.Error if a file is the database of another program, without changing a byte of it: opening one does."""
    if not file.is_file():
        return
    names: list[str] = []
    with (
        suppress(sqlite3.DatabaseError),  # of a damaged file, which is told later
        closing(sqlite3.connect(f"file:{quote(str(file))}?immutable=1", uri=True)) as connection,
    ):
        names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
    if names and schema.name not in names:
        raise sqlite3.DatabaseError(f"a database of something else, with the table {names[0]}")


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
