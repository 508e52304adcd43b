"""The candidates of a ``srcset``, which by the HTML standard are one picture in several sizes."""

from typing import NamedTuple

from crawler.content.patterns import regex

CANDIDATE = regex(r"[\s,]*([^\s,][^\s]*)(?:\s+([\d.]{1,9})([wx])(?:\s+[\d.]{1,9}h)?)?\s*(?:,|$)")
MOST = 32
"""Candidates that are read."""
LONGEST = 65_536
"""Characters; of a longer attribute nothing is read."""
PLAIN_WIDTH = 500
"""What a picture for a screen of density 1 is taken to measure, to compare it with one whose width is said."""


class Sized(NamedTuple):
    """A URL of a ``srcset``, and how wide its picture is, in pixels."""

    url: str
    width: float


def srcset(attribute: str) -> list[str]:
    """The URLs of a ``srcset``, the largest first; of those as large as one another, as they stand."""
    return list(dict.fromkeys(candidate.url for candidate in sized(attribute)))


def sized(attribute: str) -> list[Sized]:
    """The candidates of a ``srcset``, the largest first; of those as large as one another, as they stand.

    A URL ends at white space, as the standard says, so commas may stand in it; a comma at its end is none of it.
    """
    if len(attribute) > LONGEST:
        return []
    found: list[Sized] = []
    at = 0
    while len(found) < MOST and (candidate := CANDIDATE.match(attribute, at)):
        url, number, unit = candidate.groups()
        if url := url.rstrip(","):
            found.append(Sized(url, _number(number) * (1 if unit == "w" else PLAIN_WIDTH)))
        at = candidate.end()
    return sorted(found, key=lambda candidate: -candidate.width)


def _number(descriptor: str | None) -> float:
    try:
        return float(descriptor or 1)
    except ValueError:  # "1.2.3"
        return 0.0
