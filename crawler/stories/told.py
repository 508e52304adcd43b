"""What is compared of an item: its text, and where that is short also its headline and its pictures."""

from array import array
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from crawler.content.patterns import regex
from crawler.images import identity
from crawler.items import Item, images_of
from crawler.stories.fingerprint import SHORT, Fingerprint, fingerprint
from crawler.stories.headlines import are_of_one_story
from crawler.stories.normal_form import normal_form, story_text
from crawler.stories.verification import NOTICE, is_same_story

DIGITS = regex(r"[0-9]+")
COMMON, COMMON_IN_A_NOTICE = 0.5, 2 / 3
"""Of the numbers of the text that has fewer, how many are common."""
FULL, MOST_NUMBERS = 3, 16
"""Numbers."""
NumberRows = NDArray[np.uint32]
BRIEF = 200
"""Characters of a normal form. Of fewer the headline and the pictures are a part of what an item says."""


@dataclass(frozen=True)
class Told:
    """What an item is compared by: the normal forms of its text and of its headline, and what its pictures are known by.

    Of items that are not :data:`BRIEF` headline and pictures are empty.
    """

    form: str
    headline: str = ""
    pictures: frozenset[str] = frozenset()

    @cached_property
    def numbers(self) -> frozenset[str]:
        """The numbers of the text."""
        return frozenset(DIGITS.findall(self.form))


def told_of(item: Item) -> Told:
    """What ``item`` is compared by."""
    form = normal_form(story_text(item))
    if len(form) >= BRIEF:
        return Told(form)
    return Told(form, normal_form(item.headline), frozenset(identity(image.url) for image in images_of(item)))


def may_be_copies(one: Told, other: Told) -> bool:
    """Whether two items have most of their numbers in common, as copies mostly have."""
    fewer = min(len(one.numbers), len(other.numbers))
    share = COMMON if min(len(one.form), len(other.form)) >= NOTICE else COMMON_IN_A_NOTICE
    return len(one.numbers & other.numbers) >= share * fewer


def are_other_notices(one: Told, other: Told) -> bool:
    """Whether two items that have not most of their numbers in common are short and full of numbers: notices of other facts."""
    return min(len(one.form), len(other.form)) < NOTICE and min(len(one.numbers), len(other.numbers)) >= FULL


def notice_numbers(told: Told) -> bytes:
    """The numbers of a notice as a row for :func:`are_of_other_numbers`: 32 bits of a hash of each, and zeros.

    Empty for a text that is no notice, or has more than :data:`MOST_NUMBERS`."""
    if len(told.form) >= NOTICE or len(told.numbers) > MOST_NUMBERS:
        return b""
    hashes = [crc32(number.encode()) or 1 for number in told.numbers]
    return array("I", hashes + [0] * (MOST_NUMBERS - len(hashes))).tobytes()


def are_of_other_numbers(ones: NumberRows, others: NumberRows) -> NDArray[np.bool_]:
    """Of pairs of notices, by rows of their numbers, which are :func:`are_other_notices` and not :func:`may_be_copies`."""
    fewer = np.minimum(np.count_nonzero(ones, axis=1), np.count_nonzero(others, axis=1))
    are_equal = (ones[:, :, None] == others[:, None, :]) & (ones != 0)[:, :, None]
    common = np.count_nonzero(are_equal, axis=(1, 2))
    are_other: NDArray[np.bool_] = (fewer >= FULL) & (common < COMMON_IN_A_NOTICE * fewer)
    return are_other


def fingerprint_of(told: Told) -> Fingerprint:
    """The fingerprint by which copies are found. Its hash is equal where all that is compared is."""
    found = fingerprint(told.form)
    if len(told.form) >= BRIEF or not told.form:
        return found
    whole = "\x1f".join((told.form, told.headline, *sorted(told.pictures)))
    return found._replace(exact=blake2b(whole.encode("utf-8", "surrogatepass"), digest_size=16).digest())


def is_same_told(one: Told, other: Told) -> bool:
    """Whether two items tell one story; the order of the two does not matter. Those that tell nothing never do.

    Where one of them is brief, not both may have pictures of which none is common, nor headlines of other facts. Of very short
    ones all must be equal.
    """
    if min(len(one.form), len(other.form)) < SHORT:
        return one == other and one.form != ""
    if one.pictures and other.pictures and one.pictures.isdisjoint(other.pictures):
        return False
    if not is_same_story(one.form, other.form):
        return False
    return not (one.headline and other.headline) or are_of_one_story(one, other)
