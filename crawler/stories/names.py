"""Whether two texts that share their words tell of other people, places or companies: the notices that are written to a template.

A name stands in a text more than once. Edits hit one place or the other, and put in something else each time; a text about
somebody else has the other name in all places.
"""

from collections import Counter

from crawler.stories.odds import doubt

PAIR = 4
"""Bytes of two characters, in UTF-16."""

SELDOM = {2: 0.003, 3: 0.0003}
"""How many of the words that stand so often in a text are replaced throughout a copy, at least."""


def pairs_of(text: str) -> Counter[int]:
    """How often each pair of characters stands in ``text``, as numbers of 32 bits."""
    data = text.encode("utf-16-le", "surrogatepass")
    odd = data[PAIR // 2 :]
    whole = data[: len(data) // PAIR * PAIR] + odd[: len(odd) // PAIR * PAIR]
    return Counter(memoryview(whole).cast("I").tolist())


def doubt_by_names(counts: Counter[int], other_counts: Counter[int], edited: float) -> float:
    """The doubt that two masked texts are one story, by the pairs of characters that each of them repeats and the other lacks.

    ``edited`` is the share of the characters that edits change.
    """
    return min(_doubt_by_lost(counts, other_counts, edited), _doubt_by_lost(other_counts, counts, edited))


def _doubt_by_lost(counts: Counter[int], found: Counter[int], edited: float) -> float:
    repeated = {pair: count for pair, count in counts.items() if count > 1}
    return max(
        _doubt([pair not in found for pair, count in repeated.items() if count >= often], often, edited) for often in SELDOM
    )


def _doubt(lost: list[bool], often: int, edited: float) -> float:
    return doubt(sum(lost), len(lost), max(SELDOM[often], (1 - (1 - edited) ** 2) ** often))
