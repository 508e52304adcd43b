"""Decides by the texts themselves whether two are one story, or revisions of one article or thread."""

from itertools import pairwise

import numpy as np

from crawler.stories.facts import SMALL, Site, facts_among, is_number, sites_of
from crawler.stories.fingerprint import LONGEST, SHORT
from crawler.stories.grams import GRAM, are_in, four_grams
from crawler.stories.names import doubt_by_names
from crawler.stories.numbers import Changes, changes_between, doubt_by_numbers
from crawler.stories.profile import Overlap, Profile, overlap, profile_of

ALIKE = 0.14
"""The share of the 4-grams of both texts that must be common: 0.49 are left when a tenth of the characters is edited, and 0.16 to
0.41 between two copies each edited in this way."""
MUCH, UNEVEN = 1 / 3, 2.5
"""If fewer are common, edits must have removed them one by one: 0.7 to 1.8 times the edits are seen where matches break off."""
LEAST = 1 / 3
"""The length of the shorter text as a share of the longer one's, at least."""
PROBES = 32
"""4-grams of the shorter text that are looked for in the longer one before anything else."""
PROBES_FOUND = 4
OWN = 0.2
"""The share of the shorter text that may be passages of its own, if the longer one has as many."""
DOUBT, DOUBT_WHERE_EDITED = 4.0, 7.0
"""Natural logarithm of the odds against edits having changed the facts: 1 to 55, and 1 to 1,100 if words are edited as well."""
EDITED = 0.1
"""The share of characters edited from which words count as edited."""
NOTICE = 150
"""Characters of a normal form; in shorter texts any number is a fact, in longer ones only those that identify something."""
ONE_FACT = 500
"""Characters. A notice has at least one fact in so many; in an article one may be corrected."""
COMMON = 1 / 3
"""The share of the 4-grams of both texts that must be common, as for copies of a story."""
CONTAINED = 1 / 2
"""Or the share of the shorter text's that must be in the other: an article that was continued, a thread with more replies."""


def is_same_story(one: str, other: str) -> bool:
    """Whether two normal forms are one story, regardless of their order.

    Short texts, and those longer than any article, must be equal; empty ones never are one story. Others must have enough 4-grams
    in common, must not both have passages of their own, and edits must explain the numbers and names that differ.
    """
    if one == other:
        return one != ""
    shorter, longer = sorted((one, other), key=lambda text: (len(text), text))
    if len(shorter) < SHORT or len(longer) > LONGEST or len(shorter) < LEAST * len(longer):
        return False
    return _is_worth_a_look(shorter, longer) and _is_copy(profile_of(shorter), profile_of(longer))


def _is_worth_a_look(shorter: str, longer: str) -> bool:
    step = max(1, (len(shorter) - GRAM) // PROBES)
    found = 0
    for at in range(0, step * PROBES, step):
        found += shorter[at : at + GRAM] in longer
        if found == PROBES_FOUND:
            return True
    return False


def _is_copy(shorter: Profile, longer: Profile) -> bool:
    known = are_in(shorter.known, longer.known)
    common = np.count_nonzero(known)
    both = len(shorter.known) + len(longer.known) - common
    if not common or common < ALIKE * both:
        return False
    ours = Overlap.of(known[shorter.places].tobytes())
    if common < MUCH * both and not _is_edited_throughout(ours):
        return False
    changes = changes_between(shorter.numbers, longer.numbers)
    if doubt_of(shorter, longer, changes, ours.edited) > (DOUBT if ours.edited < EDITED else DOUBT_WHERE_EDITED):
        return False
    theirs = overlap(longer, shorter)
    allowed = OWN * len(shorter.masked)
    return min(ours.own, theirs.own) <= allowed and not has_other_facts(shorter, longer, changes, ours.found, theirs.found)


def _is_edited_throughout(ours: Overlap) -> bool:
    """Whether 4-grams are lost as by scattered edits, and not in whole passages."""
    by_loss: float = 1 - (ours.found.count(1) / len(ours.found)) ** (1 / GRAM)
    return by_loss <= UNEVEN * ours.edited


def is_about_another(one: str, other: str) -> bool:
    """Whether two short forms of mostly the same words name a different place, person or side. Numbers may be corrected."""
    shorter, longer = sorted((one, other), key=lambda text: (len(text), text))
    if one == other or not SHORT <= len(shorter) < NOTICE or len(longer) > LONGEST:
        return False
    named, edited = facts_among((site for site in places_apart(shorter, longer) if not is_number(site)), is_small=True)
    return named > 0 and named >= edited


def places_apart(one: str, other: str) -> list[Site]:
    """Where two normal forms differ, with numbers masked. Empty if there are too many places."""
    ours, theirs = profile_of(one), profile_of(other)
    return sites_of(ours.masked, theirs.masked, overlap(ours, theirs).found, overlap(theirs, ours).found) or []


def doubt_of(shorter: Profile, longer: Profile, changes: Changes, edited: float) -> float:
    """How unlikely it is that edits made the numbers and names differ; see :func:`crawler.stories.odds.doubt`.

    ``edited`` is the share of characters changed by edits. Names are not compared if the numbers suffice.
    """
    by_numbers = doubt_by_numbers(changes, shorter.numbers, edited)
    return by_numbers if by_numbers > DOUBT else by_numbers + doubt_by_names(shorter.pairs, longer.pairs, edited)


def has_other_facts(shorter: Profile, longer: Profile, changes: Changes, ours: bytes, theirs: bytes) -> bool:
    """Whether the differences between two texts are mostly facts (which day, number, place or person they are about), and enough
    of them for the length. ``ours`` and ``theirs`` mark the 4-grams of the shorter and of the longer text that are in both."""
    size = len(shorter.masked)
    facts = changes.which if size >= NOTICE else max(changes.changed, changes.which)
    others = max(changes.changed, changes.which) - facts
    sites = sites_of(shorter.masked, longer.masked, ours, theirs)
    if sites is None:
        return False
    named, edited = facts_among(sites, size < SMALL, size < NOTICE)
    facts, others = facts + named, others + edited
    return facts > 0 and facts * ONE_FACT >= size and (facts >= others if size < NOTICE else facts > others)


def resembles(one: str, other: str) -> bool:
    """Whether a normal form may be a revision of another, with which it shares much text, whatever numbers differ.

    Short texts are compared by character pairs. An empty one resembles all, since its content is unknown.
    """
    if one == other or not one or not other:
        return True
    parts, others = _parts(one, other), _parts(other, one)
    common = len(parts & others)
    return common >= COMMON * len(parts | others) or common >= CONTAINED * min(len(parts), len(others))


def _parts(text: str, other: str) -> frozenset[object]:
    if min(len(text), len(other)) >= SHORT:
        return frozenset(four_grams(text).tolist())
    return frozenset(map("".join, pairwise(text))) or frozenset((text,))
