"""Which items of an exported database may have the words that somebody looks for, by its full-text indexes."""

from collections.abc import Sequence

import sqlalchemy as sa

from crawler.content.grams import grams_to_find
from crawler.feeds.exporters import _postgresql_index, _sqlite_index


def candidates(engine: sa.Engine, words: Sequence[str]) -> set[str] | None:
    """The ids of the items that may have every one of ``words``, among them all that have; None where the indexes do not say:
    there are none, or no word has two characters. Raises sqlalchemy.exc.DBAPIError.
    """
    is_sqlite = engine.dialect.name == "sqlite"
    wanted = [word for word in words if (grams_to_find(word) if is_sqlite else len(word) > 1)]
    with engine.connect() as connection:
        if not wanted or not _is_indexed(connection):
            return None
        ids_of = _sqlite_index.found_ids if is_sqlite else _postgresql_index.found_ids
        try:
            return set.intersection(*(ids_of(connection, word) for word in wanted))
        except sa.exc.OperationalError:  # FTS5 takes something of a word for a space, of a script that nobody thought of
            return None


def _is_indexed(connection: sa.Connection) -> bool:
    if connection.dialect.name == "sqlite":
        return _sqlite_index.is_current(connection)
    return connection.execute(sa.text("SELECT to_regclass('posts_pairs') IS NOT NULL")).scalar_one() is True


def reindex(path: str) -> None:
    """Make the indexes of a SQLite file anew, after its rows were changed by hand. Raises sqlalchemy.exc.DBAPIError."""
    engine = sa.create_engine(sa.URL.create("sqlite", database=path))
    with engine.begin() as connection:
        _sqlite_index.make(connection)
    engine.dispose()
