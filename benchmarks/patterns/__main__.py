"""python -m benchmarks.patterns

No regular expression of the project can be made to crawl: pages are hostile, and one bad page costs one page. Every pattern is
run over texts that are built from the pattern itself. What makes a pattern crawl is that twice the text takes four times the CPU
time, so that is what is measured, and what seems to crawl must do so again and again before it is named. Exit code 1 where one
does, or where what is known to crawl is not told from what does not.
"""

import re
import sys
from time import process_time
from typing import Any

from benchmarks.patterns import BOUNDED, all_patterns, methods_of
from benchmarks.patterns.attacks import attacks

LONGEST = 20_000
"""Characters; a paragraph of a real page has some hundreds."""
TWICE = 3
SLACK = 0.03
"""Seconds; what takes less is too short to be compared, and no attack."""
HALVINGS = 6
CONFIRMATIONS = 5
CRAWLING = (r"\s+x", r"[ab]*c", r".*,.*,.*x", r"x+x+y", r"\d+[年月]")
HARMLESS = (r"\s{1,9}x", r"[ab]+", r"(?<!a)a+b", r"[一-三]{0,40}四")
"""By which the measure itself is tried."""


def cpu(pattern: re.Pattern[Any], methods: set[str], text: str) -> float:
    subject = text.encode() if isinstance(pattern.pattern, bytes) else text
    start = process_time()
    for method in methods:
        found = pattern.sub(subject[:0], subject) if method == "sub" else getattr(pattern, method)(subject)
        if method == "finditer":
            list(found)
    return process_time() - start


def crawls(pattern: re.Pattern[str], methods: set[str], piece: str, longest: int) -> bool:
    """Whether twice as much of ``piece``, and a last character that nothing matches, takes much more than twice the time.

    Begins with short texts, so that what is worse than quadratic is found before it takes minutes.
    """
    for halvings in range(HALVINGS, -1, -1):
        small, large = (piece * (longest // 2**halvings // parts // len(piece)) + "\x00" for parts in (2, 1))
        if cpu(pattern, methods, large) >= SLACK:
            once, twice = (min(cpu(pattern, methods, text) for _ in range(3)) for text in (small, large))
            if twice > TWICE * once:
                return True
    return False


def crawling(pattern: re.Pattern[str], methods: set[str], longest: int = LONGEST) -> str | None:
    """The first of the attacks on a pattern that makes it crawl, again and again."""

    def crawls_on(piece: str) -> bool:
        return all(crawls(pattern, methods, piece, longest) for _ in range(CONFIRMATIONS))

    return next((piece for piece in attacks(pattern) if crawls_on(piece)), None)


def longest_asked(name: str) -> int:
    return next((longest for bounded, longest in BOUNDED.items() if name.startswith(bounded)), LONGEST)


def wrong(patterns: dict[str, re.Pattern[str]]) -> list[str]:
    """What is to be said of the patterns that crawl, and of the measure."""
    found = [(name, crawling(pattern, methods_of(name), longest_asked(name))) for name, pattern in sorted(patterns.items())]
    said = [f"{name} crawls over {piece!r}" for name, piece in found if piece is not None]
    said += [f"not caught: {pattern}" for pattern in CRAWLING if crawling(re.compile(pattern), {"search"}) is None]
    return said + [f"caught: {pattern}" for pattern in HARMLESS if crawling(re.compile(pattern), {"search"}) is not None]


def main() -> None:
    patterns = all_patterns()
    said = wrong(patterns)
    print(*said, f"{len(patterns)} patterns", sep="\n")
    sys.exit(bool(said))


if __name__ == "__main__":
    main()
