"""Settles items with the functions of a run, without a crawl."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from itertools import chain
from typing import NamedTuple

from crawler.items import Item
from crawler.runs.settling.identities import tell_apart
from crawler.runs.settling.kept_texts import borne_out
from crawler.runs.settling.read_items import Items
from crawler.runs.settling.same_stories import SameStories, additions_of, find_in_run, find_in_store
from crawler.runs.settling.settlement import PAGES_AT_ONCE, Settlement
from crawler.runs.settling.waiting_items import WaitingItems
from crawler.state import Store
from crawler.stories.grouping import earliest


class Settled(NamedTuple):
    """The id of an item, that of the one that it repeats, and whether it is the newest revision."""

    id: str
    duplicate_of: str | None
    is_newest: bool


def settled(items: Sequence[Item]) -> list[Settled]:
    """The outcome of each item of a run."""
    with closing(Settlement("sqlite://")) as settlement:
        for item in items:
            settlement.add(item)
        told = [*chain.from_iterable(settlement.outcomes("a run", earliest, str))]
        ids = [settlement.held.page(at).id for at in range(len(told))]
    return [Settled(id_, outcome.duplicate_of, outcome.is_newest) for id_, outcome in zip(ids, told, strict=True)]


def steps(held: WaitingItems, store: Store, command: str) -> Iterator[str]:
    """Settle the held items, yielding the name of each step when it is done."""
    run = store.begin(command)
    with store.reading() as view:
        list(tell_apart(held, view, Items(held, view), run))
    yield "telling items of one id apart"
    found = SameStories(held)
    list(find_in_store(held, store, found))
    yield "looking for the same stories"
    list(find_in_run(held, found))
    yield "comparing the new texts"
    for additions in additions_of(held, found, PAGES_AT_ONCE):
        store.add(run, additions, found.is_same)
    yield "writing"
    with store.reading() as view:
        missing = {pair for pairs in borne_out(found.touched(view), view, Items(held, view)) for pair in pairs}
    store.add_same(missing)
    yield "comparing with what is kept"
    store.finish(run)
    yield "merging segments"
