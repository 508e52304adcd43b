"""Whether two texts are one story, by the texts themselves."""

from crawler.stories.fingerprint import LONGEST, SHORT
from crawler.stories.names import doubt_by_names
from crawler.stories.numbers import doubt_by_numbers
from crawler.stories.profile import Profile, overlap, profile_of

ALIKE = 1 / 3
"""Of the 4-grams of both texts, how many must be common: 0.49 are left when a tenth of the characters is edited."""
PROBES = 32
"""4-grams of the shorter text that are looked for in the longer one before anything else is done."""
PROBES_FOUND = 8
OWN = 0.2
"""How much of the shorter text may be passages that the other has not, when the longer one has as many."""
DOUBT = 4.0
"""Natural logarithm of the odds against edits having made other facts: 1 to 55."""


def is_same_story(one: str, other: str) -> bool:
    """Whether two normal forms are of one story; the order of the two does not matter.

    Short texts, and those longer than any article, are when they are equal; empty ones never are. Others are when they have
    enough 4-grams in common, not both have passages of their own, and edits explain the numbers and names that differ.
    """
    if one == other:
        return one != ""
    shorter, longer = sorted((one, other), key=lambda text: (len(text), text))
    if len(shorter) < SHORT or len(longer) > LONGEST or len(shorter) < ALIKE * len(longer):
        return False
    return _is_worth_a_look(shorter, longer) and _is_copy(profile_of(shorter), profile_of(longer))


def _is_worth_a_look(shorter: str, longer: str) -> bool:
    step = max(1, (len(shorter) - 4) // PROBES)
    probes = [shorter[at : at + 4] for at in range(0, step * PROBES, step)]
    return sum(map(longer.__contains__, probes)) >= PROBES_FOUND


def _is_copy(shorter: Profile, longer: Profile) -> bool:
    common = len(shorter.known & longer.known)
    if not common or common < ALIKE * (len(shorter.known) + len(longer.known) - common):
        return False
    edited, own = overlap(shorter, longer)
    if doubt_of(shorter, longer, edited) > DOUBT:
        return False
    allowed = OWN * len(shorter.masked)
    return own <= allowed or overlap(longer, shorter).own <= allowed


def doubt_of(shorter: Profile, longer: Profile, edited: float) -> float:
    """How hard it is to believe that edits made the numbers and names that differ; see :func:`crawler.stories.odds.doubt`.

    ``edited`` is the share of the characters that edits change. Where the numbers are enough, the names are not compared.
    """
    by_numbers = doubt_by_numbers(shorter.numbers, longer.numbers, edited)
    return by_numbers if by_numbers > DOUBT else by_numbers + doubt_by_names(shorter.pairs, longer.pairs, edited)
