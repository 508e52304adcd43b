"""Holds the items of a run until all of them are there, and settles them in a store."""

import logging
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import gettempdir

from crawler.files.scratch import ScratchFolder
from crawler.items import Item
from crawler.runs.phases import Phase
from crawler.runs.settling import SettlingError
from crawler.runs.settling.identities import tell_apart
from crawler.runs.settling.kept_texts import borne_out
from crawler.runs.settling.outcomes import Outcome, outcomes
from crawler.runs.settling.read_items import Items
from crawler.runs.settling.same_stories import SameStories, additions_of, pairs_in
from crawler.runs.settling.waiting_items import WaitingItems
from crawler.state import StateError, encoded, open_state
from crawler.stories.compared import Compared
from crawler.stories.grouping import Rank

logger = logging.getLogger(__name__)
PAGES_AT_ONCE = 2_000


class Settlement:
    """The items that are ``held`` on disk, and the store ``where`` they are settled; empty: a temporary one, without items. All
    methods raise SettlingError."""

    def __init__(self, where: str) -> None:
        self.held = WaitingItems()
        with _told(), ExitStack() as opened:
            opened.callback(self.held.close)
            if not where:
                temporary = ScratchFolder(Path(gettempdir()), "qingliu-state-")
                opened.callback(temporary.remove)
            self._store = opened.enter_context(open_state(where or str(temporary.path / "state.db"), keeps_items=bool(where)))
            self.close = opened.pop_all().close

    def add(self, item: Item) -> None:
        """Hold ``item``. Raises ValueError for one that cannot be encoded or lacks its hashes."""
        self.hold(encoded(item), Compared.of(item))

    def hold(self, item: bytes, compared: Compared, counts: bytes = b"") -> None:
        """Hold an item already encoded as MessagePack or JSON, and its counts."""
        try:
            self.held.add_encoded(item, compared, counts)
        except OSError as error:
            raise SettlingError(f"items cannot be held in {gettempdir()}: {error}") from error

    def outcomes(self, command: str, rank: Rank, begin: Callable[[Phase], object]) -> Iterator[list[Outcome]]:
        """Store all items as those of ``command``, and yield their outcomes, in order: several at once, and often none, to let
        others run. ``begin`` is told of the phases."""
        with _told():
            begin("compare")
            logger.info("%s items are compared with one another and with those in %s", f"{len(self.held):,}", self._store.name)
            run = self._store.begin(command)
            found = SameStories(self.held)
            yield from self._compared(run, found)
            begin("settle")
            yield from self._stored(run, found, rank)
            alone = None if self._store.met_others else found.alone()
            with self._store.reading() as view:
                yield from outcomes(self.held, view, rank, alone)

    def _compared(self, run: int, found: SameStories) -> Iterator[list[Outcome]]:
        with self._store.reading() as view:
            for _ in tell_apart(self.held, view, Items(self.held, view), run):
                yield []
        for _ in pairs_in(self.held, self._store, found):
            yield []

    def _stored(self, run: int, found: SameStories, rank: Rank) -> Iterator[list[Outcome]]:
        """Store all pages, and compare the members of each story found with those that are kept of it."""
        for additions in additions_of(self.held, found, PAGES_AT_ONCE):
            self._store.add(run, additions, found.is_same)
            yield []
        missing: set[tuple[int, int]] = set()
        with self._store.reading() as view:
            for pairs in borne_out(found.touched(view), view, Items(self.held, view), rank):
                missing |= pairs
                yield []
        self._store.add_same(missing)
        self._store.finish(run)


@contextmanager
def _told() -> Iterator[None]:
    """Convert what the store and the disk raise to SettlingError."""
    try:
        yield
    except (StateError, OSError) as error:
        raise SettlingError(str(error)) from error
