"""Parses ``srcset``, which by the HTML standard lists one picture in several sizes."""

from typing import NamedTuple

from crawler.content.patterns import regex

CANDIDATE = regex(r"[\s,]*([^\s,][^\s]*)(?:\s+([\d.]{1,9})([wxhWXH])(?:\s+[\d.]{1,9}[hH])?)?\s*(?:,|$)")
MOST = 32
"""Candidates that are read."""
LONGEST = 65_536
"""Characters; longer attributes are ignored."""
PLAIN_WIDTH = 500
"""The assumed width of a picture for pixel density 1, for comparing it with one whose width is given."""


class Sized(NamedTuple):
    """A URL in a ``srcset``, and the width of its picture in pixels, or its height where only that is given."""

    url: str
    width: float


def srcset(attribute: str) -> list[str]:
    """The URLs of a ``srcset``, the largest first; equally large ones in their original order."""
    return list(dict.fromkeys(candidate.url for candidate in sized(attribute)))


def sized(attribute: str) -> list[Sized]:
    """The candidates of a ``srcset``, the largest first; equally large ones in their original order.

    By the standard, a URL ends at white space, so it may contain commas; a comma at its end does not belong to it.
    """
    if len(attribute) > LONGEST:
        return []
    found: list[Sized] = []
    at = 0
    while len(found) < MOST and (candidate := CANDIDATE.match(attribute, at)):
        url, number, unit = candidate.groups()
        if url := url.rstrip(","):
            found.append(Sized(url, _number(number) * (PLAIN_WIDTH if unit in (None, "x", "X") else 1)))
        at = candidate.end()
    return sorted(found, key=lambda candidate: -candidate.width)


def _number(descriptor: str | None) -> float:
    try:
        return float(descriptor or 1)
    except ValueError:  # "1.2.3"
        return 0.0
