"""The candidates of a ``srcset``, which by the HTML standard are one picture in several sizes."""

import re

CANDIDATE = re.compile(r"[\s,]*([^\s,][^\s]*)(?:\s+([\d.]{1,9})([wx])(?:\s+[\d.]{1,9}h)?)?\s*(?:,|$)")
MOST = 32
"""Candidates that are read."""
LONGEST = 65_536
"""Characters; of a longer attribute nothing is read."""


def srcset(attribute: str) -> list[str]:
    """The URLs of a ``srcset``, the largest first; of those as large as one another, as they stand.

    A URL ends at white space, as the standard says, so commas may stand in it; a comma at its end is none of it.
    """
    if len(attribute) > LONGEST:
        return []
    found: list[tuple[float, str]] = []
    at = 0
    while len(found) < MOST and (candidate := CANDIDATE.match(attribute, at)):
        url, number, _ = candidate.groups()
        found.append((_number(number), url.rstrip(",")))
        at = candidate.end()
    return list(dict.fromkeys(url for _, url in sorted(found, key=lambda sized: -sized[0]) if url))


def _number(descriptor: str | None) -> float:
    try:
        return float(descriptor or 1)
    except ValueError:  # "1.2.3"
        return 0.0
