"""What hangs together by pairs."""

from collections.abc import Iterable


class Parts:
    """Parts of which all members are connected, by any number of others; every member is one of its own at first."""

    def __init__(self, pairs: Iterable[tuple[int, int]] = ()) -> None:
        self._leaders: dict[int, int] = {}
        for one, other in pairs:
            self.join(one, other)

    def leader_of(self, member: int) -> int:
        """The least of the part that a member is in."""
        while (leader := self._leaders.setdefault(member, member)) != member:
            self._leaders[member] = member = self._leaders[leader]
        return member

    def join(self, one: int, other: int) -> None:
        """Make one part of two."""
        first, second = sorted((self.leader_of(one), self.leader_of(other)))
        self._leaders[second] = first

    def are_joined(self, one: int, other: int) -> bool:
        """Whether two members are in one part."""
        return self.leader_of(one) == self.leader_of(other)
