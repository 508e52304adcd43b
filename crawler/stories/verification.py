"""Whether two texts are one story, by the texts themselves."""

from crawler.stories.fingerprint import LONGEST, SHORT, four_grams
from crawler.stories.numbers import numbers_of, tell_other_numbers

ALIKE = 0.4
"""Of the 4-grams of both texts, how many must be common: 0.49 are left when a tenth of the characters is edited."""
PROBES = 32
"""4-grams of the shorter text that are looked for in the longer one before anything else is done."""
PROBES_FOUND = 8
STRETCH = 40
"""4-grams in a row that the other text has not: words of a text's own, and not edits."""
OWN = 0.2
"""How much of the shorter text may be such stretches when the longer one has as many."""


def is_same_story(one: str, other: str) -> bool:
    """Whether two normal forms are of one story; the order of the two does not matter.

    Short texts, and those longer than any article, are when they are equal; empty ones never are. Others are when they have most
    4-grams in common, not both have passages of their own, and no more numbers differ than words.
    """
    if one == other:
        return one != ""
    shorter, longer = sorted((one, other), key=lambda text: (len(text), text))
    if len(shorter) < SHORT or len(longer) > LONGEST or len(shorter) < ALIKE * len(longer):
        return False
    return _is_worth_a_look(shorter, longer) and _is_edited(shorter, longer)


def _is_worth_a_look(shorter: str, longer: str) -> bool:
    step = max(1, (len(shorter) - 4) // PROBES)
    return sum(shorter[at : at + 4] in longer for at in range(0, step * PROBES, step)) >= PROBES_FOUND


def _is_edited(shorter: str, longer: str) -> bool:
    numbers, others = numbers_of(shorter), numbers_of(longer)
    grams, other_grams = four_grams(numbers.masked), four_grams(others.masked)
    known, others_known = set(grams), set(other_grams)
    common = len(known & others_known)
    if not common or common < ALIKE * (len(known) + len(others_known) - common):
        return False
    surviving = common / min(len(known), len(others_known))
    if tell_other_numbers(numbers, others, surviving):
        return False
    return min(_own(grams, others_known), _own(other_grams, known)) <= OWN * len(shorter)


def _own(grams: memoryview, known: set[int]) -> int:
    """How many of a text's 4-grams stand in stretches of which the other text knows nothing."""
    marks = bytearray(len(grams))
    found = bytes(map(known.__contains__, grams))
    at = 0
    for start in range(4):
        every_fourth = len(range(start, len(grams), 4))
        marks[start::4] = found[at : at + every_fourth]
        at += every_fourth
    return sum(len(stretch) for stretch in marks.split(b"\1") if len(stretch) >= STRETCH)
