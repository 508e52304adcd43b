"""The fingerprints of many texts, side by side in arrays, so that they are compared all at once."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from crawler.stories.fingerprint import BANDS, Fingerprint

Places = NDArray[np.int64]
Bands = NDArray[np.uint32]
Sketches = NDArray[np.uint8]
AT_ONCE = 100_000
"""Pairs of sketches: 13 MB."""


@dataclass(frozen=True, slots=True)
class Signatures:
    """Of every text a row of ``bands``, a row of ``sketches``, and in ``exact`` the first 64 bits of its exact hash."""

    bands: Bands
    sketches: Sketches
    exact: NDArray[np.uint64]

    @classmethod
    def of(cls, texts: Iterable[Fingerprint]) -> Self:
        """The signatures of texts that have bands."""
        rows = [(text.bands, text.sketch, text.exact[:8]) for text in texts]
        return cls.joined(*(b"".join(column) for column in zip(*rows, strict=True))) if rows else cls.joined(b"", b"", b"")

    @classmethod
    def joined(cls, bands: bytes, sketches: bytes, exact: bytes) -> Self:
        """The signatures of texts, whose bands, sketches and first 8 bytes of exact hashes stand one after the other."""
        rows = np.frombuffer(bands, dtype="<u4").reshape(-1, BANDS)
        return cls(rows, np.frombuffer(sketches, dtype=np.uint8).reshape(-1, BANDS), np.frombuffer(exact, dtype="<u8"))

    def __len__(self) -> int:
        return len(self.exact)

    def at(self, places: Places) -> Self:
        """The signatures of some of the texts, in the order of ``places``."""
        return type(self)(self.bands[places], self.sketches[places], self.exact[places])


def likeness(ones: Sketches, others: Sketches, pairs: tuple[Places, Places]) -> Sketches:
    """Of how many bytes the sketches of each pair are equal: a row of ``ones`` and a row of ``others``."""
    alike = np.empty(len(pairs[0]), dtype=np.uint8)
    for start in range(0, len(alike), AT_ONCE):
        one, other = (places[start : start + AT_ONCE] for places in pairs)
        alike[start : start + AT_ONCE] = np.count_nonzero(ones[one] == others[other], axis=1)
    return alike
