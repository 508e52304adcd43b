"""Counts the pages of a run while it runs."""

from collections.abc import Iterator
from itertools import islice
from time import perf_counter

MOMENT = 0.005  # seconds
AT_ONCE = 20  # counts, between two looks at the clock


class PageCount:
    """Adds up ``counts``, where None means that the number is unknown. They are read in short intervals, so nothing has to
    wait."""

    def __init__(self, counts: Iterator[int | None]) -> None:
        self._counts = counts
        self._sum: int | None = 0
        self._complete = False

    def total(self) -> int | None:
        """Count for a moment and return the number of pages; None while it is incomplete or if it cannot be known."""
        until = perf_counter() + MOMENT
        while not self._complete and perf_counter() < until:
            self._add(list(islice(self._counts, AT_ONCE)))
        return self._sum if self._complete else None

    def _add(self, counts: list[int | None]) -> None:
        known = [count for count in counts if count is not None]
        self._sum = None if self._sum is None or len(known) < len(counts) else self._sum + sum(known)
        self._complete = self._sum is None or len(counts) < AT_ONCE
