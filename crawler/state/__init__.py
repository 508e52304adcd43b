"""The state of a project: the pages seen in all runs, with their items, texts and pictures, in SQLite or PostgreSQL.

:func:`open_state` opens a store; :class:`Store` has all operations on it. The store is independent of any crawler.
"""

from crawler.state._indexes import hash_of_id
from crawler.state._rows import Addition
from crawler.state._stored_pages import StoredPage, Version, decoded, encoded, versions_of
from crawler.state.engine import DEFAULT, StateError
from crawler.state.store import Store, open_state
from crawler.state.view import View

__all__ = [
    "DEFAULT",
    "Addition",
    "StateError",
    "Store",
    "StoredPage",
    "Version",
    "View",
    "decoded",
    "encoded",
    "hash_of_id",
    "open_state",
    "versions_of",
]
