"""Inline pictures that represent typed characters: emoticons and emoji."""

import re

from crawler.content.html.pictures import is_small
from crawler.content.patterns import regex

EMOTICON_IN_URL = r"/(?:(?:emoticons?|(?:tw)?emojis?|smil(?:ey|ies)|expressions?)[/@]|(?:faces?/\w{1,12}|em/e\d{1,7})\.gif)"
EMOTICON_AS_TYPED = r"\[[^\[\]\s图]{1,8}\]"
"""How an emoticon is typed: ``[鼓掌]``."""
EMOTICON_URL = regex(EMOTICON_IN_URL + "|/emotions?/", re.IGNORECASE)
EMOTICON_ALT = regex(EMOTICON_AS_TYPED)
EMOJI = regex(
    "(?:[\u203c\u2049\u2122\u2139\u2190-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001fbff]"
    "|[0-9#*]\ufe0f?\u20e3|[\u200d\ufe0f\u20e3\U000e0020-\U000e007f]){1,16}"
)
_PARTS = regex(r"[-_u.]")
LONGEST = 2048
"""Characters of a URL that are searched."""


def stands_in_line(attributes: dict[str, str]) -> bool:
    """Whether an image is part of a sentence: a small one, or an emoticon by its URL or alt text."""
    return is_small(attributes) or is_emoticon(attributes)


def is_emoticon(attributes: dict[str, str]) -> bool:
    """Whether the URL or the alt text of an image is that of an emoticon, or its file is named after the emoji that is its alt
    text."""
    alt, url = attributes.get("alt", "").strip(), attributes.get("src", "")[:LONGEST]
    if "[" in alt and EMOTICON_ALT.fullmatch(alt):
        return True
    if is_emoji(attributes):
        return True
    return bool(url) and EMOTICON_URL.search(url) is not None


def is_emoji(attributes: dict[str, str]) -> bool:
    """Whether the alt text of an image is an emoji, and its file is named after that."""
    emoji, name = emoji_of(attributes), attributes.get("src", "")[:LONGEST].rpartition("/")[2]
    return emoji != "" and f"{ord(emoji[0]):x}" in _PARTS.split(name.lower())


def emoji_of(attributes: dict[str, str]) -> str:
    """The emoji that an image represents: the character that was typed, if software replaced it with a picture; else empty."""
    alt = attributes.get("alt", "").strip()
    return alt if EMOJI.fullmatch(alt) else ""
