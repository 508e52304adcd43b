"""How well the doubt of ``crawler.stories`` separates edited copies from items of one template, and what different band counts
find.

python -m benchmarks.story_doubts [--copies 600] [--templates 60]
"""

import argparse
from collections.abc import Iterable, Sequence
from itertools import combinations

from rensa import RMinHash

from benchmarks.chinese_articles import Writer
from benchmarks.near_copies import COPIES, scattered_edits
from benchmarks.template_news import template_news
from crawler.stories.fingerprint import SEED
from crawler.stories.grams import four_grams
from crawler.stories.normal_form import normal_form
from crawler.stories.numbers import changes_between
from crawler.stories.profile import overlap, profile_of
from crawler.stories.verification import DOUBT, doubt_of

SCHEMES = ((24, 2), (32, 4), (80, 4), (40, 3), (48, 3), (56, 3), (64, 3))
"""Bands and rows."""


def doubts(pairs: Iterable[tuple[str, str]]) -> list[float]:
    """The doubt of each pair of normal forms, in ascending order."""
    found = []
    for pair in pairs:
        shorter, longer = map(profile_of, sorted(pair, key=len))
        changes = changes_between(shorter.numbers, longer.numbers)
        found.append(doubt_of(shorter, longer, changes, overlap(shorter, longer).edited))
    return sorted(found)


def print_doubts(name: str, found: Sequence[float]) -> None:
    above = sum(doubt > DOUBT for doubt in found) / len(found)
    shown = " | ".join(f"{found[round((len(found) - 1) * share)]:5.1f}" for share in (0, 0.01, 0.5, 0.99, 1))
    print(f"| {name:32} | {len(found):5} | {shown} | {above:6.1%} |")


def signature(text: str, length: int) -> list[int]:
    grams = four_grams(text)
    minima: list[int] = RMinHash.digest_matrix_from_flat_token_hashes(grams, [0, len(grams)], length, SEED).to_rows()[0]
    return minima


def banded(minima: Sequence[int], bands: int, rows: int) -> set[tuple[int, ...]]:
    return {(at, *minima[at * rows : (at + 1) * rows]) for at in range(bands)}


def print_bands(originals: Sequence[str], copies: Sequence[str]) -> None:
    """How many copies with a tenth of the characters edited share a band, and how many unrelated pairs."""
    longest = max(bands * rows for bands, rows in SCHEMES)
    ones, others = ([signature(text, longest) for text in texts] for texts in (originals, copies))
    print("\n| bands | rows | copies found | unrelated candidates |")
    for bands, rows in SCHEMES:
        keys, copied = ([banded(minima, bands, rows) for minima in minimas] for minimas in (ones, others))
        found = sum(not one.isdisjoint(other) for one, other in zip(keys, copied, strict=True)) / len(keys)
        false = sum(not one.isdisjoint(other) for one, other in combinations(keys[:1000], 2)) / (500 * 999)
        print(f"| {bands:5} | {rows:4} | {found:12.4f} | {false:20.6f} |")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--copies", type=int, default=600, help="of each kind")
    parser.add_argument("--templates", type=int, default=60, help="items of each template, of which all pairs are compared")
    options = parser.parse_args()
    writer = Writer(21)
    print("| pairs | number | least | 1 % | median | 99 % | most | over the limit |")
    by_kind: dict[str, list[str]] = {}
    for kind, paragraphs in template_news(writer, options.templates):
        by_kind.setdefault(kind, []).append(normal_form("".join(paragraphs)))
    for kind, texts in by_kind.items():
        print_doubts(kind, doubts(combinations(texts, 2)))
    articles = list(writer.articles(max(1000, options.copies)))
    originals = [normal_form("".join(paragraphs)) for paragraphs in articles]
    for name, copy in COPIES.items():
        copies = (normal_form("".join(copy(writer, paragraphs))) for paragraphs in articles[: options.copies])
        print_doubts(name, doubts(zip(originals, copies, strict=False)))
    print_bands(originals, [normal_form("".join(scattered_edits(0.1, writer, paragraphs))) for paragraphs in articles])


if __name__ == "__main__":
    main()
