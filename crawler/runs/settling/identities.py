"""Decides whether items given the same id by their site are one item: a revision resembles what it revises."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import datetime
from hashlib import blake2b
from typing import NamedTuple

import numpy as np

from crawler.images import identity
from crawler.items import Item, images_of
from crawler.runs.settling.read_items import APage, Items
from crawler.runs.settling.waiting_items import WaitingItems
from crawler.state import StoredPage, View
from crawler.stories.compared import PageRecord
from crawler.stories.normal_form import normal_form, story_text
from crawler.stories.verification import is_about_another, resembles

AT_ONCE = 500
MOST_GROUPS = 32
"""Items with one id that a page is compared with; if there are more, only equal content counts as the same."""
SHORT = 200
"""Characters of a normal form; under shorter texts, the pictures are the content."""
FIRM = frozenset({"url", "number"})
"""Bases of ids whose items may later show other pictures."""
IsOne = Callable[[APage, APage], bool]
"""Whether two pages given the same id by their site are of one item."""


class Candidate(NamedTuple):
    """A page of the run: its place and its record."""

    at: int
    page: PageRecord


class Group:
    """The pages of one item; ``id`` is empty until one is chosen."""

    def __init__(self, id_: str = "") -> None:
        self.id = id_
        self.pages: list[APage] = []
        self._contents: set[bytes] = set()

    def add(self, page: APage) -> None:
        self.pages.append(page)
        self._contents.add(page.content)

    def says(self, page: APage) -> bool:
        """Whether one of its pages has the same content."""
        return page.content in self._contents


class Groups:
    """The items with one id, which belongs to the one that was there first."""

    def __init__(self, is_one: IsOne) -> None:
        self._is_one = is_one
        self._groups: list[Group] = []
        self._of_bytes: dict[bytes, Group] = {}

    def add_stored(self, page: StoredPage) -> None:
        """Add a page whose item is known."""
        group = next((each for each in self._groups if each.id == page.id), None)
        self._add(page, group or self._made(Group(page.id)))

    def add(self, page: PageRecord) -> None:
        """Add a page to the item that it resembles, or to a new one."""
        self._add(page, self._of_bytes.get(page.sha256) or self._like(page) or self._made(Group()))

    def _add(self, page: APage, group: Group) -> None:
        self._of_bytes[page.sha256] = group
        group.add(page)

    def _made(self, group: Group) -> Group:
        self._groups.append(group)
        return group

    def _like(self, page: PageRecord) -> Group | None:
        same = (group for group in self._groups if group.says(page))
        like = (
            group
            for group in self._groups[:MOST_GROUPS]
            if self._is_one(group.pages[-1], page) or self._is_one(group.pages[0], page)
        )
        return next(same, None) or next(like, None)

    def choose_ids(self, id_: str) -> None:
        """Assign an id to every item: one of them has or gets ``id_``."""
        is_taken = any(group.id == id_ for group in self._groups)
        for group in self._groups:
            if not group.id:
                group.id = own_id(id_, group.pages[0]) if is_taken else id_
                is_taken = True

    def id_of(self, page: PageRecord) -> str:
        """Return the id of the item that an added page belongs to."""
        return self._of_bytes[page.sha256].id


def tell_apart(waiting: WaitingItems, view: View, items: Items, run: int) -> Iterator[None]:
    """Rename items that have the id of another item but do not resemble any revision of it. Often yields None. Raises StateError.

    The id stays with the item that has pages stored by an earlier run than ``run``, or else with the one captured first.
    """
    waiting.share_id = np.zeros(len(waiting), dtype=np.bool_)
    for places in _suspects(waiting, view):
        of_id: defaultdict[str, list[Candidate]] = defaultdict(list)
        for at in places:
            page = waiting.page(at)
            of_id[page.id].append(Candidate(at, page))
        given = view.given(of_id.keys())
        for id_, candidates in of_id.items():
            stored = given.get(id_, [])
            if _says_several(candidates, stored):
                groups = Groups(lambda one, other: _is_one(items.item(one), items.item(other)))
                _fill(groups, sorted(candidates, key=_order), [page for page in stored if page.run != run])
                groups.choose_ids(id_)
                waiting.revised.update(_rename(waiting, groups, candidates))
        yield


def _suspects(waiting: WaitingItems, view: View) -> Iterator[list[int]]:
    """Yield the places of items whose id another page has as well, those with one id together."""
    ids = np.array(waiting.ids, np.uint64)
    order = np.argsort(ids, kind="stable")
    ordered = ids[order]
    as_next = np.append(ordered[1:] == ordered[:-1], False)[: len(ids)]
    some: list[int] = []
    suspects = order[as_next | np.roll(as_next, 1) | view.are_known(ordered)]
    waiting.share_id[suspects] = True
    for at in suspects.tolist():
        if len(some) >= AT_ONCE and ids[at] != ids[some[-1]]:
            yield some
            some = []
        some.append(at)
    if some:
        yield some


def _says_several(candidates: Iterable[Candidate], stored: Collection[StoredPage]) -> bool:
    contents = {page.content for page in stored} | {page.content for _, page in candidates}
    return len(contents) > 1 or any(page.given for page in stored)


def _fill(groups: Groups, candidates: Iterable[Candidate], stored: Iterable[StoredPage]) -> None:
    for page in stored:
        groups.add_stored(page)
    for candidate in candidates:
        groups.add(candidate.page)


def _order(candidate: Candidate) -> tuple[float, str, int, bytes, bytes]:
    """Return a key that sorts by time of capture (unknown first), the latest time in the page, length and content."""
    page = candidate.page
    captured = datetime.fromisoformat(page.captured).timestamp() if page.captured else float("-inf")
    return captured, page.latest or "", page.length, page.exact, page.content


def _rename(waiting: WaitingItems, groups: Groups, candidates: Iterable[Candidate]) -> Iterator[str]:
    for at, page in candidates:
        if (id_ := groups.id_of(page)) != page.id:
            waiting.rename(at, id_)
        yield id_


def own_id(id_: str, page: APage) -> str:
    """Return a new id for an item whose id belongs to another, from that id and the content of its first page."""
    return blake2b(bytes.fromhex(id_) + page.content, digest_size=8).hexdigest()


def _is_one(one: Item, other: Item) -> bool:
    """Whether an item may be a revision of another with the same id from its site."""
    forms = normal_form(story_text(one)), normal_form(story_text(other))
    if not resembles(*forms):
        return False
    if {one.id_basis, other.id_basis} <= FIRM:
        return True
    return not is_about_another(*forms) and (min(map(len, forms)) >= SHORT or not _shows_others(one, other))


def _shows_others(one: Item, other: Item) -> bool:
    """Whether both items have pictures but none in common."""
    pictures, others = ({identity(image.url) for image in images_of(item)} for item in (one, other))
    return bool(pictures and others) and pictures.isdisjoint(others)
