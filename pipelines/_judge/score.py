"""How sure the judge is: what each sign weighs, and what a block's signs come to."""

from collections.abc import Iterable
from math import exp

NOTHING_KNOWN = -4.0
"""In log-odds: of a block of which nothing is known, one in fifty is none of the text."""
WEIGHTS: dict[str, float] = {
    # where it stands
    "after the last paragraph": 2.5,
    "near the end": -0.5,
    "before the first paragraph": 1.0,
    "inside": -2.0,
    "in a long run of short lines": -3.0,
    # what it looks like
    "short": 1.0,
    "middling": 0.3,
    "long": -1.0,
    "very long": -2.0,
    "no end of a sentence": 0.8,
    "full stop": -2.5,
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
    "a count": 4.0,
    "imprint": 3.0,
    "an author's label": -4.0,
    "a label alone": -1.8,
    "numbered": -1.5,
    "parted by bars": 1.0,
    "points with a mark": 1.8,
    "a number or address to write to": 1.0,
    "in brackets": 0.3,
    "linked": 1.2,
    # what it does with words
    "made of such words": 2.2,
    "half of such words": 1.2,
    "several kinds of such words": 0.5,
    "many such words": 2.5,
    "asks": 0.5,
    "asks twice": 0.5,
    "asks first": 0.7,
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
    "tells": -1.5,
    "tells much": -1.5,
}
"""In log-odds: above 0 for what texts hardly ever do. Set by hand; ``benchmarks`` measure what they find."""


def score_of(signs: Iterable[str]) -> float:
    """From 0, certainly of the text, to 1, certainly none of it."""
    return 1 / (1 + exp(-(NOTHING_KNOWN + sum(WEIGHTS.get(sign, 0.0) for sign in signs))))
