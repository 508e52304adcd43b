"""The texts of a run that tell the same story as another of the run, or one in the store."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import combinations
from typing import TypeVar

from crawler.duplicates._held import Held
from crawler.items import Item
from crawler.state import Store
from crawler.stories import MOST_ALIKE, are_alike, is_same_story, normal_form, story_text

T = TypeVar("T")
FORMS_KEPT = 10_000
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
        for at, text in pairs:
            likely[text].add(positions[at])
        yield
    for texts in _chunks(sorted(likely)):
        alike = {
            text: [held.owners[position] for position in sorted(likely[text]) if are_alike(held.sketches[position], sketch)]
            for text, sketch in _numbers(store.sketches_of(texts))
        }
        for text, (exact, item) in store.stories_of(text for text, places in alike.items() if places).items():
            for at in alike[text]:
                if found.is_same(held.page(at).exact, item):
                    found.same_as[at].add(exact)
        yield


def _numbers(sketches: dict[int, bytes]) -> Iterator[tuple[int, int]]:
    return ((text, int.from_bytes(sketch, "big")) for text, sketch in sketches.items())


def _in_run(held: Held, found: SameStories, positions: list[int]) -> Iterator[None]:
    likely: set[tuple[int, int]] = set()
    for keys in held.bands:
        for group in _sharing(keys, positions):
            if len(group) <= MOST_ALIKE:
                likely.update(pair for pair in combinations(group, 2) if are_alike(*(held.sketches[at] for at in pair)))
        yield
    for one, other in sorted(likely):
        if found.are_same(held.owners[one], held.owners[other]):
            found.same_as[held.owners[other]].add(held.page(held.owners[one]).exact)
        yield


def _sharing(keys: Sequence[int], positions: Iterable[int]) -> Iterable[list[int]]:
    """The positions that have a key in common with others; few have, and no list is made for those that have not."""
    first: dict[int, int] = {}
    groups: dict[int, list[int]] = {}
    for position in positions:
        key = keys[position]
        if (before := first.setdefault(key, position)) != position:
            groups.setdefault(key, [before]).append(position)
    return groups.values()


def _chunks(values: list[T]) -> Iterator[list[T]]:
    return (values[at : at + AT_ONCE] for at in range(0, len(values), AT_ONCE))
