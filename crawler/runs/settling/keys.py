"""Hashes of many items side by side in memory; a dictionary would take six times as much."""

from bisect import bisect_left

import numpy as np

from crawler.stories.fingerprint import Places


class Keys:
    """Keys of a fixed number of bytes, a multiple of 8, each belonging to a place from 0."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._data = bytearray()
        self._sorted: tuple[Places, Places] | None = None

    def __len__(self) -> int:
        return len(self._data) // self._size

    def __getitem__(self, at: int) -> bytes:
        return bytes(self._data[at * self._size : (at + 1) * self._size])

    def add(self, key: bytes) -> None:
        """Add the key of the next place."""
        self._data += key
        self._sorted = None

    def firsts(self) -> Places:
        """Return for every place the first place with the same key."""
        order, starts = self._order()
        firsts = np.empty_like(order)
        firsts[order] = order[starts]
        return firsts

    def first_with(self, key: bytes) -> int | None:
        """Return the first place that has a key."""
        order, _ = self._order()
        at = bisect_left(order, key, key=self.__getitem__)
        return int(order[at]) if at < len(order) and self[order[at]] == key else None

    def _order(self) -> tuple[Places, Places]:
        """The places in the order of their keys, ascending among equal keys, and for each the first place with the same key."""
        if self._sorted is None:
            words = np.frombuffer(bytes(self._data), ">u8").astype(np.uint64).reshape(-1, self._size // 8)
            order = np.lexsort(words.T[::-1])
            are_other = np.any(words[order[1:]] != words[order[:-1]], axis=1)
            places = np.arange(len(order))
            places[1:][~are_other] = 0
            self._sorted = order, np.maximum.accumulate(places)
        return self._sorted
