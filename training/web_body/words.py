"""Scores of words in the names of elements, learned from domains other than the page's own."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from math import log

import numpy as np
from pages import Example

from crawler.platforms.web.finder.names import words_of

LEAST_DOMAINS = 4
PRIOR = 0.3
LEAST = 50.0  # characters
Counts = dict[str, list[float]]


def counts_by_domain(examples: Sequence[Example]) -> dict[str, Counts]:
    """For each domain and word: the shares of its pages' text, and of other text, in elements with that word in their names."""
    pages = Counter(example.domain for example in examples)
    counts: dict[str, Counts] = defaultdict(lambda: defaultdict(lambda: [0.0, 0.0]))
    for example in examples:
        length = np.array([len(text) for text in example.texts], float)
        body, rest = length * example.y, length * (1 - example.y)
        by_way = np.zeros((len(example.seen.paths), 2))
        ways = np.array(example.seen.ways)[example.seen.homes]
        np.add.at(by_way, ways, np.stack([body / max(body.sum(), LEAST), rest / max(rest.sum(), LEAST)], 1))
        words: list[set[str]] = []
        for path in example.seen.paths:
            words.append(words_of(path[1:]) | (words[path[0]] if path[0] >= 0 else set()))
        domain = counts[example.domain]
        for way in np.flatnonzero(by_way.any(1)):
            for word in words[way]:
                domain[word][0] += by_way[way, 0] / pages[example.domain]
                domain[word][1] += by_way[way, 1] / pages[example.domain]
    return counts


def total(counts: Mapping[str, Counts]) -> Counts:
    """For each word the sums over domains, and the number of domains."""
    sums: Counts = defaultdict(lambda: [0.0, 0.0, 0.0])
    for domain in counts.values():
        for word, (body, rest) in domain.items():
            one = sums[word]
            one[0], one[1], one[2] = one[0] + body, one[1] + rest, one[2] + 1
    return sums


def scores(sums: Counts, but: Counts | None = None) -> dict[str, float]:
    """The scores of words that occur on enough domains, without the counts ``but`` of one domain."""
    found = {}
    for word, (body, rest, domains) in sums.items():
        if but and word in but:
            body, rest, domains = body - but[word][0], rest - but[word][1], domains - 1
        if domains >= LEAST_DOMAINS:
            found[word] = log((max(body, 0) + PRIOR) / (max(rest, 0) + PRIOR))
    return found
