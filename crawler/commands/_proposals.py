"""Proposes strip rules for repeated blocks, as lines of Python for a site's file."""

import re
from collections.abc import Iterator

from crawler.commands._recurrence import Repeat
from crawler.content.patterns import regex
from crawler.runs.terminal import printable

SHORTEST_NAME = 10
"""Characters; a shorter part of a URL may occur in other URLs."""
SHOWN_PATHS = 3
NOT_A_NAME = regex("[^a-z0-9]+")


def proposal(repeat: Repeat, number: int, found: int, articles: int) -> Iterator[str]:
    """The evidence as comments, and the rule with a name ending in ``number``; ``found`` of the site's ``articles`` have the
    block."""
    share = f"{found} of {articles} articles"
    where = ", ".join(f"{place} of {count}" for place, count in sorted(repeat.places.items()))
    yield f"# {share} ({found / articles:.0%}); {where}"
    yield from (f"#   {printable(page.path)}" for page in repeat.stories()[:SHOWN_PATHS])
    name = f"{NOT_A_NAME.sub('-', repeat.site.lower()).strip('-') or 'site'}-repeated-{number}"
    test = f"image={literal(image_pattern(repeat))}" if repeat.kind == "image" else f"text={literal(re.escape(repeat.key))}"
    anywhere = ', where="anywhere"' if repeat.kind == "text" and "in the middle" in repeat.places else ""
    yield f'AdRule("{name}", "stands in {share}", {test}{anywhere}),'


def image_pattern(repeat: Repeat) -> str:
    """A pattern for every URL under which the picture was seen: its name if all have it, otherwise each URL."""
    path = repeat.key.partition("/")[2].partition("?")[0]
    stem = path.rpartition(".")[0] or path
    names = (f"/{path}", f"/{stem}", *("/" + "/".join(stem.split("/")[-count:]) for count in (3, 2, 1)))
    if "?" not in repeat.key:
        for name in names:
            if len(name) > SHORTEST_NAME and all(name in url for url in repeat.urls):
                return re.escape(name) + r"(?![0-9A-Za-z])"
    return "|".join(re.escape(url.partition("://")[2]) + r"(?!\S)" for url in repeat.urls)


def literal(pattern: str) -> str:
    """A Python string literal, raw if possible, on one line and printable."""
    raw = pattern.isprintable() and '"' not in pattern and not pattern.endswith("\\")
    return f'r"{pattern}"' if raw else repr(pattern)
