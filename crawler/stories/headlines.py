"""Decides whether two items tell one story: by their texts and pictures, and by the headlines of short ones."""

from itertools import pairwise

from crawler.content.patterns import regex
from crawler.stories.compared import BRIEF, Told
from crawler.stories.facts import is_another_fact, site_of
from crawler.stories.fingerprint import SHORT
from crawler.stories.verification import ONE_FACT, is_same_story, places_apart

STUB = 60
"""Characters of a normal form; a shorter text may be the same under any headline (点击查看原文)."""
LONGEST = 200
"""Characters of a headline, at most."""
COMMON = 2
"""Characters that two headlines must share to be the same statement about different things."""
WORD = 2
"""Characters of a word that a headline repeats, at least."""
NUMBERS = regex(r"[0-9]+")


def is_same_told(one: Told, other: Told) -> bool:
    """Whether two items tell one story, regardless of their order. Items without text and headline never do.

    If both are brief, they must not have only different pictures, nor headlines about different facts. Very short ones must
    be equal in everything. What the headlines repeat of the texts must not differ, unless these are long.
    """
    if min(len(one.form), len(other.form)) < SHORT:
        return one == other and one.form != ""
    if one.pictures and other.pictures and one.pictures.isdisjoint(other.pictures):
        return False
    if not is_same_story(one.form, other.form) or _name_other_subjects(one, other):
        return False
    are_brief = max(len(one.form), len(other.form)) < BRIEF
    return not (are_brief and one.headline and other.headline) or _may_be_of_one_story(one, other)


def _name_other_subjects(one: Told, other: Told) -> bool:
    """Whether texts that are not long have different words at one place, each of which is in its own headline only: two items
    from one template, whose headlines say what they are about."""
    if one.form == other.form or min(len(one.form), len(other.form)) >= ONE_FACT:
        return False
    apart = site_of(one.headline, other.headline)  # any word that only one of them has is there, or reaches into it
    if not any(pair in one.form for pair in _pairs(apart.before[-1:] + apart.one + apart.after[:1])):
        return False
    return any(
        min(len(site.one), len(site.other)) >= WORD
        and site.one in one.headline
        and site.other in other.headline
        and site.one not in other.headline
        and site.other not in one.headline
        for site in places_apart(one.form, other.form)
    )


def _may_be_of_one_story(one: Told, other: Told) -> bool:
    """Whether the headlines of two otherwise equal short texts allow them to be one story.

    They do if they are equal. They do not if they make the same statement about different things (城东停水, 城西停水). Texts that
    are stubs may not repeat what the headline says: then the headlines must have characters in common, or each must be borne out
    by its text.
    """
    if one.headline == other.headline:
        return True
    if _differ_in_a_fact(one.headline, other.headline):
        return False
    if min(len(one.form), len(other.form)) >= STUB or not _pairs(one.headline).isdisjoint(_pairs(other.headline)):
        return True
    return _is_borne_out(one) and _is_borne_out(other)


def _differ_in_a_fact(one: str, other: str) -> bool:
    if max(len(one), len(other)) > LONGEST:
        return False
    if NUMBERS.sub("0", one) == NUMBERS.sub("0", other):
        return True
    site = site_of(one, other)
    is_alike = len(one) - len(site.one) >= COMMON
    return is_alike and is_another_fact(site, is_small=True, is_notice=True)


def _is_borne_out(told: Told) -> bool:
    return any(pair in told.form for pair in _pairs(told.headline))


def _pairs(text: str) -> set[str]:
    return set(map("".join, pairwise(text)))
