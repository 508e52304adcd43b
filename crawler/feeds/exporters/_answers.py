"""Which post of a thread answers which."""

from collections.abc import Iterable

from crawler.content.patterns import regex
from crawler.items import Post

FLOOR = regex(r"(?<!\d)(\d{1,6}) ?(?:楼|樓|#)")
MINUTE = regex(r"(?<!\d)\d{4}-\d{1,2}-\d{1,2} \d{1,2}:\d{2}")
NAME = regex(r"(?:引用[:：]? ?)?(?:原帖由 )?(\S(?:.{0,28}\S)?) (?:发表于|發表於|于)(?= )")
LONGEST = 120
"""Characters of the line above a quoted post that names whom and when."""


def answers(posts: Iterable[Post]) -> dict[int, int | None]:
    """Floor of each post → floor of the one that it answers; None for the first, which is the opener.

    That is the post that its quote names: by floor, by the minute of its date, or by its author, whose latest post before it
    counts. Every other post answers the opener. Posts are not changed.
    """
    answered: dict[int, int | None] = {}
    minutes: dict[str, int] = {}
    authors: dict[str, int] = {}
    opener: int | None = None
    for post in posts:
        header = (post.quote or "").partition("\n")[0][:LONGEST]
        named = _named(header, answered, minutes, authors) if header else None
        answered[post.floor] = opener if named is None else named
        opener = post.floor if opener is None else opener
        if minute := MINUTE.match(post.date_published_raw or ""):
            minutes.setdefault(minute[0], post.floor)
        if post.author:
            authors[post.author] = post.floor
    return answered


def _named(header: str, earlier: dict[int, int | None], minutes: dict[str, int], authors: dict[str, int]) -> int | None:
    """The floor of the earlier post that ``header`` names; None where it names none, or one that is not on the page."""
    if (minute := MINUTE.search(header)) and minute[0] in minutes:
        return minutes[minute[0]]
    if (floor := FLOOR.search(header)) and int(floor[1]) in earlier:
        return int(floor[1])
    name = NAME.match(header)
    return authors.get(name[1]) if name and not minute else None
