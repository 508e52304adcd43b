"""How hard it is to believe that edits made the difference."""

from math import log


def doubt(changed: int, compared: int, expected: float) -> float:
    """Natural logarithm of the odds against ``changed`` of ``compared`` facts being other ones by edits; 0 where there are none.

    ``expected`` is the share that edits change, between 0 and 1. The bound is Chernoff's: ``compared`` times the
    Kullback-Leibler divergence of the two shares.
    """
    if not compared or changed / compared <= expected:
        return 0.0
    share = changed / compared
    rest = (1 - share) * log((1 - share) / (1 - expected)) if share < 1 else 0.0
    return compared * (share * log(share / expected) + rest)
