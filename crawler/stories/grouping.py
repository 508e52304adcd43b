"""Which members of a cluster repeat which: the same whatever the order in which the pages came."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Any, Protocol, TypeVar

LAST = datetime.max.replace(tzinfo=UTC)
CORPUS = "corpus:"
"""What the path of an item begins with that was given to be compared with; it is kept before all others."""


class Member(Protocol):
    """What the choice of the kept one looks at; any object with these attributes will do.

    ``key`` is the document's own, different for any two; ``date_published`` and ``captured`` are instants of items (ISO 8601
    with an offset) or None; ``length`` is that of the normal form; ``id`` and ``path`` are the item's and its page's; ``site``
    and ``publisher`` say whose it is.
    """

    @property
    def key(self) -> int: ...
    @property
    def date_published(self) -> str | None: ...
    @property
    def length(self) -> int: ...
    @property
    def captured(self) -> str | None: ...
    @property
    def id(self) -> str: ...
    @property
    def path(self) -> str: ...
    @property
    def site(self) -> str: ...
    @property
    def publisher(self) -> str | None: ...


AMember = TypeVar("AMember", bound=Member)
Rank = Callable[[Member], tuple[Any, ...]]
"""What members are sorted by, the one to keep first; different for any two."""


def earliest(member: Member) -> tuple[Any, ...]:
    """Published earliest (unknown last), then longest, captured earliest (unknown last), then by id and path."""
    published, captured = _instant(member.date_published), _instant(member.captured)
    is_given = member.path.startswith(CORPUS)
    return not is_given, published, -member.length, captured, member.id, member.path, member.key


def longest(member: Member) -> tuple[Any, ...]:
    """Longest, then as :func:`earliest`."""
    return not member.path.startswith(CORPUS), -member.length, *earliest(member)


def rank_of(keep: str) -> Rank:
    """That of ``earliest``, ``longest``, or a list of publishers or sites with commas: the first of these that printed a story,
    then as :func:`earliest`. ValueError for an empty list."""
    if keep in (known := {"earliest": earliest, "longest": longest}):
        return known[keep]
    places = {name.strip(): place for place, name in enumerate(keep.split(",")) if name.strip()}
    if not places:
        raise ValueError(f"STORIES_KEEP is {keep!r}, and neither earliest nor longest nor a list of publishers")

    def by_publisher(member: Member) -> tuple[Any, ...]:
        place = min(places.get(name or "", len(places)) for name in (member.publisher, member.site))
        return not member.path.startswith(CORPUS), place, *earliest(member)

    return by_publisher


def in_order(members: Iterable[AMember], rank: Rank = earliest) -> list[AMember]:
    """The members from the one to keep first."""
    return sorted(members, key=rank)


def kept_of(
    member: Member, kept: Iterable[Member], is_same: Callable[[Member, Member], bool], rank: Rank = earliest
) -> Member | None:
    """The first of ``kept``, in their order, of which ``member`` tells the same story; None when it is to be kept itself.

    Those that do not come before ``member`` are not asked.
    """
    own = rank(member)
    return next((one for one in in_order(kept, rank) if rank(one) < own and is_same(one, member)), None)


def clusters(members: Iterable[Member], same_pairs: Iterable[tuple[int, int]], rank: Rank = earliest) -> dict[int, int]:
    """For the key of every member that repeats another the key of the one that is kept.

    ``same_pairs`` are keys of members that were verified as one story, each pair once, in any order. A member repeats the first
    one that is kept and is one story with it; it is never compared by way of a third.
    """
    same: defaultdict[int, set[int]] = defaultdict(set)
    for one, other in same_pairs:
        same[one].add(other)
        same[other].add(one)
    by_key = {member.key: member for member in members}
    repeats: dict[int, int] = {}
    for member in in_order(by_key.values(), rank):
        kept = (by_key[key] for key in same[member.key] if key in by_key and key not in repeats)
        if found := kept_of(member, kept, lambda _one, _other: True, rank):
            repeats[member.key] = found.key
    return repeats


def _instant(text: str | None) -> datetime:
    return datetime.fromisoformat(text) if text else LAST
