"""Whether two texts are one story, by the texts themselves."""

from crawler.stories.fingerprint import LONGEST, SHORT, four_grams

ALIKE = 0.4
"""Of the 4-grams of both texts, how many must be common: 0.49 are left when a tenth of the characters is edited."""


def is_same_story(one: str, other: str) -> bool:
    """Whether two normal forms are of one story; the order of the two does not matter.

    Short texts, and those longer than any article, are when they are equal; empty ones never are.
    """
    if one == other:
        return one != ""
    shorter, longer = sorted((len(one), len(other)))
    if shorter < SHORT or longer > LONGEST or shorter < ALIKE * longer:
        return False
    grams, others = set(four_grams(one)), set(four_grams(other))
    common = len(grams & others)
    return common >= ALIKE * (len(grams) + len(others) - common)
