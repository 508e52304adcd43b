"""Recognizes lines at the start of a text that repeat what the page says elsewhere: headline, date, by-line, path."""

from collections.abc import Iterator
from functools import cached_property, lru_cache

from crawler.content.patterns import regex
from pipelines._judge import shape

NOT_WORDS = regex(r"\W+")
SHORTEST = 6
"""Characters of a part of a headline that is repeated."""
SAME = 0.8
"""Ratio of the lengths of two lines from which they are the same."""
LONGEST = 160
PUBLISHER_SUFFIX = regex(r"(?:新闻网|日报社?|晚报|新闻|在线|网站?|客户端|周刊|财经|频道|\.com|\.cn|[-－—\s].*)$")
SHORTEST_SITE = 2


def words(line: str) -> str:
    """A line without spaces and marks, for comparison."""
    return NOT_WORDS.sub("", line).lower()


@lru_cache(256)
def short_name(publisher: str) -> str:
    """The stem of a publisher's name that its other names share: 青山新闻 and 青山众测 are of 青山."""
    name = PUBLISHER_SUFFIX.sub("", publisher)
    return name if len(name) >= SHORTEST_SITE else publisher


class Headline:
    """A headline that may be repeated in a body."""

    def __init__(self, line: str) -> None:
        self._line = line

    @cached_property
    def _words(self) -> str:
        return words(self._line)

    def is_repeated_in(self, text: str) -> bool:
        """Whether a line repeats all or nearly all of it."""
        if not SAME * SAME * len(text) <= len(self._line) <= len(text) / SAME / SAME:
            return False
        said, headline = words(text), self._words
        if said == headline:
            return bool(said)
        shorter, longer = sorted((said, headline), key=len)
        return len(shorter) >= SHORTEST and len(shorter) >= SAME * len(longer) and shorter in longer


def head_signs(text: str, headline: Headline) -> Iterator[str]:
    """The signs of a line before the text."""
    if len(text) > LONGEST:
        return
    if headline.is_repeated_in(text):
        yield "repeats the headline"
    elif shape.PATH_MARK.search(text) and shape.BREADCRUMB.fullmatch(text):
        yield "a path to the page"
    elif shape.DIGIT.search(text) and (found := shape.DATE.match(text)):
        rest = text[found.end() :]
        if not words(rest):
            yield "a date under the headline"
        elif shape.FACTS.search(rest):
            yield "facts under the headline"
