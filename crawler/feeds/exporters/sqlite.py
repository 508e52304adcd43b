"""SQLite: the items as tables with a full-text index, in one file."""

import shutil
from pathlib import Path
from tempfile import gettempdir
from typing import IO, Any

import sqlalchemy as sa

from crawler.feeds.exporters import _sqlite_index
from crawler.feeds.exporters._sql import SqlExporter, told_in_a_line
from crawler.feeds.exporters._sql_rows import ItemRows
from crawler.files.scratch import ScratchFolder

DISPOSABLE = "PRAGMA journal_mode=MEMORY; PRAGMA synchronous=OFF;"
"""For a file that is thrown away when the run is killed, and synced before it gets its name."""


class SqliteExporter(SqlExporter):
    """Builds the database in ``file``'s own place, or elsewhere and copies it where that has none (compressed, a pipe)."""

    appends_compressed = False

    def __init__(self, file: IO[bytes], **options: Any) -> None:
        super().__init__(**options)
        self._file = file
        self._elsewhere: ScratchFolder | None = None

    def start_exporting(self) -> None:
        self._path = Path(str(getattr(self._file, "name", "")))
        if not self._path.is_file():
            self._elsewhere = ScratchFolder(Path(gettempdir()), "qingliu-feed-")
            self._path = self._elsewhere.path / "items.db"
        engine = sa.create_engine(sa.URL.create("sqlite", database=str(self._path)), hide_parameters=True)
        sa.event.listen(engine, "connect", lambda connection, _: connection.executescript(DISPOSABLE))
        self.begin(engine)

    def create(self, connection: sa.Connection) -> None:
        super().create(connection)
        self._is_indexed = _sqlite_index.is_current(connection)

    def write(self, connection: sa.Connection, newest: dict[str, ItemRows]) -> None:
        """Write items, and into indexes that are there already; new ones are made at the end, all at once."""
        if self._is_indexed:
            _sqlite_index.forget(connection, newest)
        super().write(connection, newest)
        if self._is_indexed:
            _sqlite_index.learn(connection, newest)

    def finish_exporting(self) -> None:
        try:
            self.flush()
        finally:
            self._close()

    def _close(self) -> None:
        """Index what is not indexed yet; then part with the database."""
        with told_in_a_line(), self._engine.begin() as connection:
            if not self._is_indexed:
                _sqlite_index.make(connection)
        self._engine.dispose()
        if self._elsewhere:
            with self._path.open("rb") as database:
                shutil.copyfileobj(database, self._file)
            self._elsewhere.remove()
