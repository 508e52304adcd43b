"""Settles items with the functions of a run, without a crawl."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from crawler.items import Item
from crawler.runs.settling.identities import tell_apart
from crawler.runs.settling.kept_texts import borne_out
from crawler.runs.settling.outcomes import outcomes
from crawler.runs.settling.read_items import Items
from crawler.runs.settling.same_stories import SameStories, additions_of, find_in_run, find_in_store
from crawler.runs.settling.settlement import PAGES_AT_ONCE
from crawler.runs.settling.waiting_items import WaitingItems
from crawler.state import Store, open_state


class Settled(NamedTuple):
    """The id of an item, that of the one that it repeats, and whether it is the newest revision."""

    id: str
    duplicate_of: str | None
    is_newest: bool


def settled(items: Sequence[Item], where: str = "sqlite://") -> list[Settled]:
    """The outcome of each item of a run."""
    held = WaitingItems()
    for item in items:
        held.add(item)
    with open_state(where) as store:
        for _ in steps(held, store, "a run"):
            pass
        with store.reading() as view:
            told = [outcome for known in outcomes(held, view) for outcome in known]
    made = [Settled(held.page(at).id, outcome.duplicate_of, outcome.is_newest) for at, outcome in enumerate(told)]
    held.close()
    return made


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
