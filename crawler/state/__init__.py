"""The state of a project: the pages seen in all runs, with their items, texts and pictures, in SQLite or PostgreSQL.

:func:`open_state` opens a store; :class:`Store` has all operations on it. The store is independent of any crawler.
"""

from crawler.state._indexes import hash_of_id
from crawler.state._order import StoredPage, Version, versions_of
from crawler.state._page import PageRecord, decoded, encoded, page_record
from crawler.state._rows import Addition
from crawler.state._seals import seal_of
from crawler.state.engine import DEFAULT, StateError
from crawler.state.store import Store, open_state
from crawler.state.view import View

__all__ = [
    "DEFAULT",
    "Addition",
    "PageRecord",
    "StateError",
    "Store",
    "StoredPage",
    "Version",
    "View",
    "decoded",
    "encoded",
    "hash_of_id",
    "open_state",
    "page_record",
    "seal_of",
    "versions_of",
]
