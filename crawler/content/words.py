"""Searches a long text for words that hardly any text contains, such as the signs of forum software: for all at once."""

from typing import TYPE_CHECKING, Any

from crawler.content.utf_8 import utf_8_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

LONG = 65_536
"""Characters of a text below which searching for one word after the other is faster."""
GRAM = 4  # bytes
SHORTEST = 2 * GRAM - 1
"""Length of a word that contains a whole gram wherever it stands, as the grams of a text begin at every fourth byte."""
COMMON = b"etaoinsrlcdpmuhgfbyvw"
"""The most common letters of HTML first."""
FACTOR, BITS = 2_654_435_761, 16
"""Multiplicative hashing of grams: the upper half of the product."""


class Words:
    """Words, some of which may be in a text."""

    def __init__(self, *words: str) -> None:
        self._words = words
        self._short = tuple(word for word in words if len(word) < SHORTEST)
        for word in words:
            if len(word) >= SHORTEST:
                _PASS.look_for(word.encode("ascii"))

    def any_in(self, text: str, end: int | None = None) -> bool:
        """Whether ``text`` contains one of the words before ``end``, or one of the longer ones after it.

        All that the program ever looks for are searched for in one pass over a long text, except for those shorter than
        :data:`SHORTEST`.
        """
        if len(text) < LONG:
            return any(word in text for word in self._words)
        return not _PASS.found_in(text).isdisjoint(self._words) or any(text.find(word, 0, end) >= 0 for word in self._short)


class _Pass:
    """The pass over the grams of a text; its result is kept until the next text. For every way in which a word may stand to the
    grams, its rarest one there is looked up, and the word is compared where that is found."""

    def __init__(self) -> None:
        self._words: dict[int, list[tuple[bytes, int]]] = {}
        self._is_looked_for: NDArray[Any] | None = None
        self._last: tuple[str, frozenset[str]] = "", frozenset()

    def look_for(self, word: bytes) -> None:
        for start in range(GRAM):
            at = min(range(start, len(word) - GRAM + 1, GRAM), key=lambda at: _commonness(word[at : at + GRAM]))
            self._words.setdefault(int.from_bytes(word[at : at + GRAM], "little"), []).append((word, at))
        self._is_looked_for, self._last = None, ("", frozenset())

    def found_in(self, text: str) -> frozenset[str]:
        """Return those of the words that are in ``text``."""
        last, found = self._last
        if last is not text:
            found = frozenset(map(bytes.decode, self._found(utf_8_of(text))))
            self._last = text, found
        return found

    def _found(self, text: bytes) -> set[bytes]:
        import numpy as np  # not needed for a page as small as most

        grams = np.frombuffer(text, "<u4", len(text) // GRAM)
        if self._is_looked_for is None:
            self._is_looked_for = np.zeros(1 << BITS, np.bool_)
            self._is_looked_for[_hashed(np.fromiter(self._words, np.uint32))] = True
        places = np.flatnonzero(self._is_looked_for.take(_hashed(grams)))
        words, found = self._words, zip((places * GRAM).tolist(), grams[places].tolist(), strict=True)
        return {
            word for place, gram in found if gram in words for word, at in words[gram] if text.startswith(word, place - at)
        }  # before the beginning is near the end, where there is no room for the word


def _commonness(gram: bytes) -> int:
    return -sum(COMMON.index(byte) if byte in COMMON else len(COMMON) for byte in gram)


def _hashed(grams: "NDArray[Any]") -> "NDArray[Any]":
    hashed: NDArray[Any] = grams * grams.dtype.type(FACTOR)
    hashed >>= BITS
    return hashed


_PASS = _Pass()
