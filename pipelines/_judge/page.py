"""What the page says of itself elsewhere, and a line at the head of its text says again: headline, date, by-line, path."""

import re
from collections.abc import Iterator
from functools import lru_cache

from pipelines._judge import shape

NOT_WORDS = re.compile(r"\W+")
SHORTEST = 6
"""Characters of a part of a headline that is told again."""
SAME = 0.8
"""The part of the longer of two lines that the shorter one is, from which on they are one."""
LONGEST = 160
PUBLISHER_SUFFIX = re.compile(r"(?:新闻网|日报社?|晚报|新闻|在线|网站?|客户端|周刊|财经|频道|\.com|\.cn|[-－—\s].*)$")
SHORTEST_SITE = 2


def words(line: str) -> str:
    """A line without spaces and marks, by which it is compared."""
    return NOT_WORDS.sub("", line).lower()


@lru_cache(256)
def short_name(publisher: str) -> str:
    """What is left of a publisher's name in the names of its parts: 青山新闻 and 青山众测 are of 青山."""
    name = PUBLISHER_SUFFIX.sub("", publisher)
    return name if len(name) >= SHORTEST_SITE else publisher


def head_signs(text: str, headline: str) -> Iterator[str]:
    """The signs of a line before the text. ``headline`` is given by :func:`words`."""
    if len(text) > LONGEST:
        return
    if repeats(text, headline):
        yield "repeats the headline"
    elif shape.BREADCRUMB.fullmatch(text):
        yield "a path to the page"
    elif found := shape.DATE.match(text):
        rest = text[found.end() :]
        if not words(rest):
            yield "a date under the headline"
        elif shape.FACTS.search(rest):
            yield "facts under the headline"


def repeats(text: str, headline: str) -> bool:
    """Whether a line says the headline, or nearly all of it, again."""
    said = words(text)
    if not said or not headline:
        return False
    if said == headline:
        return True
    shorter, longer = sorted((said, headline), key=len)
    return len(shorter) >= SHORTEST and len(shorter) >= SAME * len(longer) and shorter in longer
