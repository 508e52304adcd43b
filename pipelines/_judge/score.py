"""The scoring: the weight of each sign, and the sum for a block."""

from collections.abc import Iterable
from math import exp, log

STRIP_FROM = 0.85
"""Score from which a block is removed."""
NOTHING_KNOWN = -4.0
"""In log-odds: without any signs, one block in fifty does not belong to the text."""
RECURS = "recurs in texts of the site"
WEIGHTS: dict[str, float] = {
    # its place
    "after the last paragraph": 2.5,
    "near the end": -1.5,
    "before the first paragraph": 1.0,
    "inside": -2.0,
    # its form
    "short": 1.0,
    "middling": 0.3,
    "long": -1.0,
    "very long": -2.0,
    "no end of a sentence": 0.8,
    "full stop": -2.5,
    "semicolon": -2.0,
    "exclamation": -0.5,
    "question": -0.5,
    "hashtags": 4.5,
    "keywords": 4.0,
    "end mark": 4.5,
    "marks only": 1.3,
    "page numbers": 4.0,
    "a playing time": 3.0,
    "a number alone": -0.5,
    "a date alone": -3.0,
    "a date of the page": 3.0,
    "a count": 4.0,
    "an author's label": -4.0,
    "a label alone": -1.8,
    "label and value": 0.0,
    "numbered": -1.5,
    "parted by bars": 1.0,
    "points with a mark": 1.8,
    "a number or address to write to": 1.0,
    "in brackets": 0.3,
    "linked": 1.2,
    "partly linked": -1.0,
    # its wording
    "made of such words": 2.2,
    "half of such words": 1.2,
    "several kinds of such words": 0.5,
    "many such words": 2.5,
    "asks": 0.5,
    "asks twice": 0.7,
    "asks first": 0.4,
    "asks for something of the publisher's": 1.5,
    "names a way to the publisher": 0.6,
    "praises": 0.8,
    "points elsewhere": 0.4,
    "begins by pointing elsewhere": 3.0,
    "a control": 0.4,
    "speaks of rights": 1.0,
    "much of rights": 1.2,
    "rights first": 1.2,
    "names the site": 2.0,
    "names a part of the site": 0.8,
    "tells": -1.5,
    "tells much": -1.5,
    # its surroundings
    "in a long run of short lines": -7.0,
    "among an author's labels": -3.5,
    "introduces what stays": -6.0,
    "in an author's list": -6.0,
    "under a label of pointers": 4.5,
    "in the box of a pointer": 12.0,
    "beside what goes": 0.8,
    # other pages
    RECURS: 4.0,
    # the rest of the page
    "repeats the headline": 9.0,
    "a date under the headline": 7.0,
    "facts under the headline": 5.0,
    "a path to the page": 5.5,
    "in a player": 4.0,
    "in an author's box": 1.5,
    "in a box of pointers": 2.5,
    "in a box for sharing": 2.5,
    "among tags": 2.0,
    "in a box of notices": 2.0,
    "in navigation": 2.5,
    "in a box of comments": 2.0,
    "in a promotion": 2.0,
    "in a label of the channel": 3.5,
    "in a box of facts": 1.5,
    # pictures
    "a caption": -6.0,
    "a small picture": 2.5,
    "called a portrait or a mark": 2.0,
    "a picture among what goes": 2.5,
}
"""In log-odds: above 0 for what hardly ever occurs in texts. Set by hand; ``benchmarks.judged_lines`` measures the results."""


def log_odds(signs: Iterable[str]) -> float:
    """The sum of a block's signs, from certainly text (far below 0) to certainly not (far above)."""
    return NOTHING_KNOWN + sum(map(WEIGHTS.__getitem__, signs))


def probability(odds: float) -> float:
    """Log-odds as a score from 0 to 1."""
    return 1 / (1 + exp(-max(-30.0, min(30.0, odds))))


def odds_of(score: float) -> float:
    """The log-odds for ``score``, which may be 0 or 1."""
    return log(max(score, 1e-12) / max(1 - score, 1e-12))


DOUBTFUL = odds_of(0.65)
"""Log-odds from which a block that stays makes its text doubtful."""
