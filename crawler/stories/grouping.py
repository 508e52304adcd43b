"""Decides which members of a cluster repeat which, independent of the order in which the pages arrived."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Any, Protocol

LAST = datetime.max.replace(tzinfo=UTC)
CORPUS = "corpus:"
"""Prefix of the paths of items in the ``CORPUS``, which are only compared with, and kept before all others."""


class Member(Protocol):
    """The attributes that decide which member of a cluster is kept.

    ``key`` is unique to the document; ``date_published`` and ``captured`` are dates of items (ISO 8601 with an offset) or None;
    ``length`` is that of the normal form; ``id`` and ``path`` are those of the item and its page; ``site`` and ``publisher`` are
    the item's.
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


Rank = Callable[[Member], tuple[Any, ...]]
"""A sort key for members, unique to each; the first in order is kept."""


def earliest(member: Member) -> tuple[Any, ...]:
    """Published first (unknown last), then longest, captured first (unknown last), then by id and path."""
    published, captured = _instant(member.date_published), _instant(member.captured)
    is_given = member.path.startswith(CORPUS)
    return not is_given, published, -member.length, captured, member.id, member.path, member.key


def longest(member: Member) -> tuple[Any, ...]:
    """Longest first, then as :func:`earliest`."""
    return not member.path.startswith(CORPUS), -member.length, *earliest(member)


def rank_of(keep: str) -> Rank:
    """The rank for ``earliest``, ``longest``, or a comma-separated list of publishers or sites: the first of these that published
    a story, then as :func:`earliest`. Raises ValueError for an empty list."""
    if keep in (known := {"earliest": earliest, "longest": longest}):
        return known[keep]
    places = {name.strip(): place for place, name in enumerate(keep.split(",")) if name.strip()}
    if not places:
        raise ValueError(f"STORIES_KEEP is {keep!r}, and neither earliest nor longest nor a list of publishers")

    def by_publisher(member: Member) -> tuple[Any, ...]:
        place = min(places.get(name or "", len(places)) for name in (member.publisher, member.site))
        return not member.path.startswith(CORPUS), place, *earliest(member)

    return by_publisher


def kept_of(
    member: Member, kept: Iterable[Member], is_same: Callable[[Member, Member], bool], rank: Rank = earliest
) -> Member | None:
    """The first of ``kept``, in order of rank, that tells the same story as ``member``; None if ``member`` is to be kept itself.
    Only those that rank before ``member`` are compared."""
    own = rank(member)
    return next((one for one in sorted(kept, key=rank) if rank(one) < own and is_same(one, member)), None)


def clusters(members: Iterable[Member], same_pairs: Iterable[tuple[int, int]], rank: Rank = earliest) -> dict[int, int]:
    """Map the key of every member that repeats another to the key of the one that is kept.

    ``same_pairs`` are keys of members verified to be one story, each pair once, in any order. A member repeats the first kept one
    that it is directly paired with; pairs are not transitive.
    """
    same: defaultdict[int, set[int]] = defaultdict(set)
    for one, other in same_pairs:
        same[one].add(other)
        same[other].add(one)
    by_key = {member.key: member for member in members}
    repeats: dict[int, int] = {}
    for member in sorted(by_key.values(), key=rank):
        kept = (by_key[key] for key in same[member.key] if key in by_key and key not in repeats)
        if found := kept_of(member, kept, lambda _one, _other: True, rank):
            repeats[member.key] = found.key
    return repeats


def _instant(text: str | None) -> datetime:
    return datetime.fromisoformat(text) if text else LAST
