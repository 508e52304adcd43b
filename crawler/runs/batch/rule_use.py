"""Compares how often rules fired with how often they usually do."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from math import sqrt
from typing import Literal

from crawler.platforms.ads import COMMON_AD_RULES
from crawler.platforms.registry import SITE_MODULES, all_sites
from crawler.runs.batch.report import RuleUse, RunReport

LEAST = 10
"""Removals; fewer are never unusual."""
FAR_MORE = 3


def rules_by_use(
    removals: Mapping[str, int], items: int, last: Sequence[RunReport], packages: Iterable[str] = SITE_MODULES
) -> list[RuleUse]:
    """All rules that fired or belong to sites of ``packages``, most used first. ``last`` are reports, newest first."""
    before: Counter[str] = Counter()
    for report in last:
        before.update({use.rule: use.removals for use in report.rules})
    fired = {use.rule for report in last[:1] for use in report.rules if use.judged != "never"}
    fired |= {rule for rule, count in before.items() if count}
    seen = sum(report.balance.items for report in last)
    names = known_rules(packages) | removals.keys() | before.keys()
    uses = [_use(rule, removals.get(rule, 0), items * before[rule] / seen if seen else None, rule in fired) for rule in names]
    return sorted(uses, key=lambda use: (-use.removals, use.rule))


def known_rules(packages: Iterable[str] = SITE_MODULES) -> set[str]:
    """Return the names of the advertisement rules of all sites."""
    own = (rule.name for sites in all_sites(packages).values() for site in sites for rule in site.ad_rules)
    return {rule.name for rule in COMMON_AD_RULES} | set(own)


def _use(rule: str, removals: int, usual: float | None, fired_before: bool) -> RuleUse:
    judged: Literal["usual", "new", "unusual", "never"] = "usual"
    if not removals and not fired_before:
        judged = "never"
    elif usual is not None and not fired_before:
        judged = "new"
    elif usual is not None and removals >= LEAST and removals > FAR_MORE * usual + 3 * sqrt(usual):
        judged = "unusual"
    return RuleUse(rule=rule, removals=removals, usual=None if usual is None else round(usual, 2), judged=judged)
