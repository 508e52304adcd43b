"""Class names and ids that say that an element is an advertisement, by their words."""

import re
from functools import lru_cache

WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")
LONGEST = 80
"""Characters; a longer name is generated and says nothing."""
ADVERTISEMENT = re.compile(
    r"ads?|adv|adverts?|advertis(?:ing|ements?|ers?)|adsense|adsbygoogle|guanggao|tuiguang|sponsor(?:s|ed|ing)?"
)
PLACES = (
    "box|banner|wrap|wrapper|container|area|slot|unit|list|img|image|pic|text|link|zone|space|item|top|bottom|left|right|side"
    "|sidebar|bar|frame|label|mid|middle|inner|holder|place|placeholder|placement|div|row|col|panel|section|video|pop|popup|float"
    "|fixed|footer|foot|header|head|words|tips?|title|card|iframe|native|word|code|cell|site|page|position|pos|layer|content|body"
)
OWNERS = (
    "google|baidu|dfp|gpt|sina|qq|tanx|taboola|banner|top|bottom|side|left|right|text|img|pic|float|popup|video|native|page|article"
    "|content"
)
GLUED = re.compile(rf"ads?(?:{PLACES})|(?:{OWNERS})(?:ads?|adv)|gg(?:box|wrap|img|pic|list|text|banner|w|wei)")
WHERE_THEY_ARE_NOT = frozenset(
    {"with", "without", "no", "not", "non", "has", "have", "hide", "show", "after", "before", "between", "around", "skip", "and"}
)
"""Before such a word: what advertisements stand in, or are missing from (``content-with-ads``)."""
STATES = frozenset({"free", "enabled", "disabled", "loaded", "support", "supported", "blocker", "blocked", "off", "on"})
"""Behind such a word."""
PLACE_WORDS = frozenset(PLACES.split("|"))


@lru_cache(4096)
def is_ad_name(name: str) -> bool:
    """Whether a word of ``name`` says so: ``ad-banner``, ``adBox``, ``google_ads``; not ``shadow`` or ``content-with-ads``."""
    if len(name) > LONGEST:
        return False
    words = [word.lower() for word in WORD.findall(name)]
    if words[:1] == ["gg"]:
        return not PLACE_WORDS.isdisjoint(words)
    return any(
        (ADVERTISEMENT.fullmatch(word) or GLUED.fullmatch(word))
        and WHERE_THEY_ARE_NOT.isdisjoint(words[max(0, at - 1) : at])
        and STATES.isdisjoint(words[at + 1 : at + 2])
        for at, word in enumerate(words)
    )
