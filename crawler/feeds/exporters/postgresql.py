"""PostgreSQL: the items as tables of a server's database."""

from typing import IO, Any

import psycopg  # noqa: F401  # the driver; here, so that its absence is told before a page is read
import sqlalchemy as sa

from crawler.feeds.exporters import _postgresql_index
from crawler.feeds.exporters._sql import SqlExporter

SCHEME = "postgresql"
DRIVER = "postgresql+psycopg"


def engine_of(url: str) -> sa.Engine:
    """The engine for ``postgresql://user:password@host:port/database``. Raises sqlalchemy.exc.ArgumentError."""
    return sa.create_engine(sa.make_url(url).set(drivername=DRIVER), hide_parameters=True, pool_pre_ping=True)


class PostgresqlExporter(SqlExporter):
    """Writes to the database that ``file.url`` names, which is what a ``postgresql://`` feed has for a file.

    A batch is there as a whole when its transaction is committed, and stays whatever becomes of the run.
    """

    schemes = (SCHEME,)

    def __init__(self, file: IO[bytes], **options: Any) -> None:
        super().__init__(**options)
        url = getattr(file, "url", None)
        if url is None:
            raise ValueError("the format postgresql needs a postgresql:// URL")
        self._engine = engine_of(url)

    def start_exporting(self) -> None:
        self.begin(self._engine)

    def create(self, connection: sa.Connection) -> None:
        super().create(connection)
        _postgresql_index.make(connection)
