"""Which members of a cluster repeat which: the same whatever the order in which the pages came."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Protocol, TypeVar

LAST = datetime.max.replace(tzinfo=UTC)


class Member(Protocol):
    """What the choice of the kept one looks at; any object with these attributes will do.

    ``key`` is the document's own, different for any two; ``date_published`` and ``captured`` are instants of items (ISO 8601
    with an offset) or None; ``length`` is that of the normal form; ``id`` and ``path`` are the item's and its page's.
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


AMember = TypeVar("AMember", bound=Member)


def in_order(members: Iterable[AMember]) -> list[AMember]:
    """The members from the one to keep first: published earliest (unknown last), then longest, captured earliest (unknown last),
    then by id and path."""
    return sorted(members, key=_rank)


def kept_of(member: Member, kept: Iterable[Member], is_same: Callable[[Member, Member], bool]) -> Member | None:
    """The first of ``kept``, in their order, of which ``member`` tells the same story; None when it is to be kept itself.

    Those that do not come before ``member`` are not asked.
    """
    rank = _rank(member)
    return next((one for one in in_order(kept) if _rank(one) < rank and is_same(one, member)), None)


def clusters(members: Iterable[Member], same_pairs: Iterable[tuple[int, int]]) -> dict[int, int]:
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
    for member in in_order(by_key.values()):
        kept = (by_key[key] for key in same[member.key] if key in by_key and key not in repeats)
        if found := kept_of(member, kept, lambda _one, _other: True):
            repeats[member.key] = found.key
    return repeats


def _rank(member: Member) -> tuple[datetime, int, datetime, str, str, int]:
    published, captured = _instant(member.date_published), _instant(member.captured)
    return published, -member.length, captured, member.id, member.path, member.key


def _instant(text: str | None) -> datetime:
    return datetime.fromisoformat(text) if text else LAST
