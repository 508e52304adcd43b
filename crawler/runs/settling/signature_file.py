"""The signatures of a run's texts, stored on disk by columns; only one column is in memory at a time."""

import os
from bisect import bisect_right
from functools import lru_cache
from itertools import pairwise
from tempfile import TemporaryFile
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from crawler.stories.fingerprint import BANDS, SIGNATURE, Bands, Fingerprint, Places, Signatures, Sketches, signatures_of

AScalar = TypeVar("AScalar", bound=np.generic)
AT_ONCE = 1_000
"""The maximum number of signatures in a block."""
EXACT, SKETCH, BAND = np.dtype("<u8"), np.dtype(("u1", BANDS)), np.dtype("<u4")


class SignatureFile:
    """Signatures of texts in an unnamed temporary file; a text's place is its number from 0. They are stored in blocks: all
    hashes of a block, all its sketches, then band after band."""

    def __init__(self) -> None:
        self._file = TemporaryFile(buffering=0)  # noqa: SIM115 - closed by close
        self._starts = [0]
        self._waiting: list[Fingerprint] = []
        self._last = lru_cache(1)(self._block)

    def __len__(self) -> int:
        return self._starts[-1] + len(self._waiting)

    def add(self, text: Fingerprint) -> None:
        """Add the signature of a text that has minima. Raises OSError."""
        self._waiting.append(text)
        if len(self._waiting) == AT_ONCE:
            self._write()

    def _write(self) -> None:
        if self._waiting:
            rows = signatures_of(self._waiting)
            self._file.write(rows["exact"].tobytes() + rows["sketch"].tobytes() + rows["bands"].T.tobytes())
            self._starts.append(self._starts[-1] + len(rows))
            self._waiting.clear()

    def exact(self) -> NDArray[np.uint64]:
        """Return the first 64 bits of the hash of every text."""
        return self._column(EXACT, 0)

    def sketches(self) -> Sketches:
        """Return the sketches of all texts."""
        return self._column(SKETCH, EXACT.itemsize).reshape(-1, BANDS)

    def bands(self, number: int) -> Bands:
        """Return a band of every text."""
        return self._column(BAND, EXACT.itemsize + SKETCH.itemsize + number * BAND.itemsize)

    def row(self, at: int) -> bytes:
        """Return the signature of a text, as a row of :data:`~crawler.stories.fingerprint.SIGNATURE`."""
        self._write()
        block = bisect_right(self._starts, at) - 1
        signature: bytes = self._last(block)[at - self._starts[block]].tobytes()
        return signature

    def _block(self, block: int) -> Signatures:
        start, count = self._starts[block], self._starts[block + 1] - self._starts[block]
        data = os.pread(self._file.fileno(), count * SIGNATURE.itemsize, start * SIGNATURE.itemsize)
        rows = np.empty(count, SIGNATURE)
        after_sketches = count * (EXACT.itemsize + SKETCH.itemsize)
        rows["exact"] = np.frombuffer(data, EXACT, count)
        rows["sketch"] = np.frombuffer(data, np.uint8, count * BANDS, count * EXACT.itemsize).reshape(-1, BANDS)
        rows["bands"] = np.frombuffer(data, BAND, count * BANDS, after_sketches).reshape(BANDS, -1).T
        return rows

    def _column(self, kind: np.dtype[Any], before: int) -> NDArray[Any]:
        """Return a column of this type that is preceded by the given number of bytes in each row."""
        self._write()
        column = np.empty(self._starts[-1] * kind.itemsize, np.uint8)
        for start, end in pairwise(self._starts):
            block = column.data[start * kind.itemsize : end * kind.itemsize]
            os.preadv(self._file.fileno(), [block], start * SIGNATURE.itemsize + (end - start) * before)
        return column.view(kind.base)

    def close(self) -> None:
        """Close the file."""
        self._file.close()


class ChosenSignatures:
    """Some of the signatures in a file; a text's place is its number among those ``chosen``."""

    def __init__(self, file: SignatureFile, chosen: Places) -> None:
        self._file, self._chosen = file, chosen

    def __len__(self) -> int:
        return len(self._chosen)

    def exact(self) -> NDArray[np.uint64]:
        return self._of(self._file.exact())

    def sketches(self) -> Sketches:
        return self._of(self._file.sketches())

    def bands(self, number: int) -> Bands:
        return self._of(self._file.bands(number))

    def _of(self, column: NDArray[AScalar]) -> NDArray[AScalar]:
        return column if len(column) == len(self._chosen) else column[self._chosen]
