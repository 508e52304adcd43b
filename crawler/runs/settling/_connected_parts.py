"""What hangs together by pairs."""

from collections.abc import Iterable

import numpy as np

from crawler.stories import Places


class ConnectedParts:
    """Parts of which all members are connected, by any number of others; every member is one of its own at first."""

    def __init__(self, pairs: Iterable[tuple[int, int]] = ()) -> None:
        self._leaders: dict[int, int] = {}
        for one, other in pairs:
            self.join(one, other)

    def leader_of(self, member: int) -> int:
        """The least of the part that a member is in."""
        leaders = self._leaders
        while (leader := leaders.get(member, member)) != member:
            if (next_one := leaders.get(leader, leader)) != leader:
                leaders[member] = next_one
            member = leader
        return member

    def join(self, one: int, other: int) -> None:
        """Make one part of two."""
        first, second = sorted((self.leader_of(one), self.leader_of(other)))
        if first != second:
            self._leaders[second] = first

    def are_joined(self, one: int, other: int) -> bool:
        """Whether two members are in one part."""
        return self.leader_of(one) == self.leader_of(other)


def leaders_among(ones: Places, others: Places, count: int) -> Places:
    """For each of so many members the least of the part that it is in, by all pairs at once."""
    leaders = np.arange(count)
    while not np.array_equal(leaders[ones], leaders[others]):
        least = np.minimum(leaders[ones], leaders[others])
        for members in (leaders[ones], leaders[others], ones, others):
            np.minimum.at(leaders, members, least)
        leaders = leaders[leaders]
    return leaders
