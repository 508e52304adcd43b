"""What the headlines of two short texts say about whether these are one story."""

from itertools import pairwise
from typing import Protocol

from crawler.content.patterns import regex
from crawler.stories.facts import is_another_fact, site_of

STUB = 60
"""Characters of a normal form; a shorter text may be the same under any headline (点击查看原文)."""
LONGEST = 200
"""Characters of a headline."""
COMMON = 2
"""Characters in which headlines that say the same of something else agree, at least."""
NUMBERS = regex(r"[0-9]+")


class Headed(Protocol):
    """A short text under its headline, both in normal form."""

    @property
    def form(self) -> str: ...
    @property
    def headline(self) -> str: ...


def are_of_one_story(one: Headed, other: Headed) -> bool:
    """Whether the headlines of two texts that are copies by themselves let them be: they are equal, or neither says the same of
    something else (城东停水, 城西停水), nor are the texts stubs, which say nothing of what is in their headlines,
    unless these agree."""
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


def _is_borne_out(told: Headed) -> bool:
    return any(pair in told.form for pair in _pairs(told.headline))


def _pairs(text: str) -> set[str]:
    return set(map("".join, pairwise(text)))
