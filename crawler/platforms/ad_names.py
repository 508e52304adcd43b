"""Recognises class names and ids that mark an element as an advertisement, by their words."""

from functools import lru_cache

from crawler.content.class_names import words_of
from crawler.content.patterns import regex

LONGEST = 80
"""Characters; longer names are generated and mean nothing."""
ADVERTISEMENT = regex(
    r"ads?|adv|adverts?|advertis(?:ing|ements?|ers?)|adsense|adsbygoogle|guanggao|tuiguang|sponsor(?:s|ed|ing)?"
)
STEMS = ("ad", "gg", "guanggao", "tuiguang", "sponsor")
"""Every name of an advertisement contains one of these."""
PLACES = (
    "box|banner|wrap|wrapper|container|area|slot|unit|list|img|image|pic|text|link|zone|space|item|top|bottom|left|right|side"
    "|sidebar|bar|frame|label|mid|middle|inner|holder|place|placeholder|placement|div|row|col|panel|section|video|pop|popup|float"
    "|fixed|footer|foot|header|head|words|tips?|title|card|iframe|native|word|code|cell|site|page|position|pos|layer|content|body"
)
OWNERS = (
    "google|baidu|dfp|gpt|sina|qq|tanx|taboola|banner|top|bottom|side|left|right|text|img|pic|float|popup|video|native|page|article"
    "|content"
)
GLUED = regex(rf"ads?(?:{PLACES})|(?:{OWNERS})(?:ads?|adv)|gg(?:box|wrap|img|pic|list|text|banner|w|wei)")
WHERE_THEY_ARE_NOT = frozenset(
    {"with", "without", "no", "not", "non", "has", "have", "hide", "show", "after", "before", "between", "around", "skip", "and"}
)
"""Before one of these are words for what contains or lacks advertisements (``content-with-ads``)."""
STATES = frozenset(
    {"free", "enabled", "disabled", "loaded", "support", "supported", "blocker", "blocked", "editor", "off", "on"}
    | {"margin", "margins", "padding", "gap", "offset"}
)
"""Words after an advertisement word that make a name mean something else (``ad-free``)."""
SUBJECTS = frozenset({"tag", "category", "cat", "term", "topic", "keyword"})
"""First words of names that describe what a text is about (``category-advertising``)."""
PLACE_WORDS = frozenset(PLACES.split("|"))
PIECE = regex(r"[A-Za-z\d]+")
WRITTEN = regex(r"(?:\d{2,4}x\d{2,4})?[A-Za-z]+(?:\d{1,4}(?:x\d{2,4})?)?|\d{1,6}")
"""A piece of a name that a person wrote; other mixtures of letters and digits are generated."""
MOST_MADE = 1
"""How many generated pieces a meaningful name may contain."""
HASH = regex(r"(?<=__)[A-Za-z]{5,6}$")
"""A suffix that a program adds to make a name unique (``table_root__adKqa``), unless it consists of words usual in such names."""


@lru_cache(4096)
def is_ad_name(name: str) -> bool:
    """Whether a word of ``name`` marks an advertisement: ``ad-banner``, ``adBox``; not ``shadow`` or ``content-with-ads``."""
    if len(name) > LONGEST or not any(map(name.lower().__contains__, STEMS)):
        return False
    pieces = PIECE.findall(_without_hash(name))
    written = list(filter(WRITTEN.fullmatch, pieces))
    words = [word for piece in written for word in words_of(piece)]
    if len(pieces) - len(written) > MOST_MADE or not SUBJECTS.isdisjoint(words[:1]):
        return False
    if words[:1] == ["gg"]:
        return not PLACE_WORDS.isdisjoint(words)
    return any(
        (ADVERTISEMENT.fullmatch(word) or GLUED.fullmatch(word))
        and WHERE_THEY_ARE_NOT.isdisjoint(words[max(0, at - 1) : at])
        and STATES.isdisjoint(words[at + 1 : at + 2])
        for at, word in enumerate(words)
    )


def _without_hash(name: str) -> str:
    found = HASH.search(name)
    words = words_of(found[0]) if found else []
    is_made = len(words) > 1 and not PLACE_WORDS.issuperset(word for word in words if not ADVERTISEMENT.fullmatch(word))
    return name[: -len(found[0])] if found and is_made else name
