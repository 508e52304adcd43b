"""The connected parts of a graph given by pairs."""

from collections.abc import Iterable

import numpy as np

from crawler.stories.fingerprint import Places


class ConnectedParts:
    """Parts whose members are all connected, directly or through others; each member initially forms a part of its own."""

    def __init__(self, pairs: Iterable[tuple[int, int]] = ()) -> None:
        self._leaders: dict[int, int] = {}
        for one, other in pairs:
            self.join(one, other)

    def leader_of(self, member: int) -> int:
        """Return the smallest member of the part that a member is in."""
        leaders = self._leaders
        while (leader := leaders.get(member, member)) != member:
            if (next_one := leaders.get(leader, leader)) != leader:
                leaders[member] = next_one
            member = leader
        return member

    def join(self, one: int, other: int) -> None:
        """Merge the parts of two members."""
        first, second = sorted((self.leader_of(one), self.leader_of(other)))
        if first != second:
            self._leaders[second] = first

    def are_joined(self, one: int, other: int) -> bool:
        """Whether two members are in the same part."""
        return self.leader_of(one) == self.leader_of(other)


def leaders_among(ones: Places, others: Places, count: int) -> Places:
    """Return for each of ``count`` members the smallest member of its part, from all pairs at once."""
    leaders = np.arange(count)
    while not np.array_equal(leaders[ones], leaders[others]):
        least = np.minimum(leaders[ones], leaders[others])
        for members in (leaders[ones], leaders[others], ones, others):
            np.minimum.at(leaders, members, least)
        leaders = leaders[leaders]
    return leaders
