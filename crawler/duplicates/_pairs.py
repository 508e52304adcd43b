"""The texts of a run that tell the same story as another of the run, or one in the store."""

from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache

from crawler.duplicates._held import Held
from crawler.items import Item
from crawler.state import Store
from crawler.state._segments import MOST_ALIKE
from crawler.stories import is_same_story, normal_form, story_text

FORMS_KEPT = 2_000
AT_ONCE = 500


class SameStories:
    """What :func:`pairs_in` finds: exact hashes of the texts that tell the same story as an item's, by the item's place, and
    the places of the items whose texts are new to the store."""

    def __init__(self, held: Held) -> None:
        self._held = held
        self.same_as: defaultdict[int, set[bytes]] = defaultdict(set)
        self.new: set[int] = set()
        self._form = lru_cache(FORMS_KEPT)(self._form_at)

    def is_same(self, exact: bytes, item: Item) -> bool:
        """Whether a text of the run, by its exact hash, and that of a stored item are one story."""
        return is_same_story(self._form(self._held.texts()[exact]), normal_form(story_text(item)))

    def are_same(self, one: int, other: int) -> bool:
        """Whether the texts of two items of the run are one story."""
        return is_same_story(self._form(one), self._form(other))

    def _form_at(self, at: int) -> str:
        return normal_form(story_text(self._held.item(at, self._held.page(at).type)))


def pairs_in(held: Held, store: Store, found: SameStories) -> Iterator[None]:
    """Fill ``found``; None comes often, so that others have their turn. Raises StateError, OSError."""
    for exact in _chunks(list(held.texts())):
        known = store.known_texts(exact)
        found.new.update(held.texts()[each] for each in exact if each not in known)
        yield
    positions = [position for position, at in enumerate(held.owners) if at in found.new]
    yield from _in_store(held, store, found, positions)
    yield from _in_run(held, found, positions)


def _in_store(held: Held, store: Store, found: SameStories, positions: list[int]) -> Iterator[None]:
    likely: defaultdict[int, set[int]] = defaultdict(set)
    for pairs in store.candidates([[keys[position] for position in positions] for keys in held.bands]):
        for position, text in pairs:
            likely[text].add(held.owners[positions[position]])
        yield
    for texts in _chunks(sorted(likely)):
        for text, (exact, item) in store.stories_of(texts).items():
            for at in sorted(likely[text]):
                if found.is_same(held.page(at).exact, item):
                    found.same_as[at].add(exact)
            yield


def _in_run(held: Held, found: SameStories, positions: list[int]) -> Iterator[None]:
    compared: set[tuple[int, int]] = set()
    for keys in held.bands:
        alike: defaultdict[int, list[int]] = defaultdict(list)
        for position in positions:
            alike[keys[position]].append(held.owners[position])
        for places in alike.values():
            if 1 < len(places) <= MOST_ALIKE:
                compared.update((one, other) for at, one in enumerate(places) for other in places[at + 1 :])
        yield
    for at, (one, other) in enumerate(sorted(compared)):
        if found.are_same(one, other):
            found.same_as[other].add(held.page(one).exact)
        if at % 20 == 0:
            yield


def _chunks(values: list[bytes] | list[int]) -> Iterator[list]:
    return (values[at : at + AT_ONCE] for at in range(0, len(values), AT_ONCE))
