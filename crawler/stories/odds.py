"""How unlikely it is that a difference was made by edits."""

from math import log


def doubt(changed: int, compared: int, expected: float) -> float:
    """Natural logarithm of the odds against edits having changed ``changed`` of ``compared`` facts; 0 if that is no more than
    expected.

    ``expected`` is the share that edits change, between 0 and 1. This is Chernoff's bound: ``compared`` times the
    Kullback-Leibler divergence of the two shares.
    """
    if not compared or changed / compared <= expected:
        return 0.0
    share = changed / compared
    rest = (1 - share) * log((1 - share) / (1 - expected)) if share < 1 else 0.0
    return compared * (share * log(share / expected) + rest)
