"""How well copies of a story are found, and how well other stories are left alone.

    python -m benchmarks.duplicates [--articles 50000] [--copies 500] [--templates 250]

Among made-up articles are planted ``--copies`` of each kind of near-copy, ``--templates`` items of each template (the same words,
other facts) with a copy of every fifth, and pairs of articles that quote one statement. Items go through the functions of
``crawler.stories`` as in a run: text, normal form, fingerprint, candidates by band, verification, grouping.
A copy is found when it is in one group with its original. An item is *wrongly* marked when the kept one tells another story.
"""

import argparse
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise
from random import Random
from typing import NamedTuple

from benchmarks.chinese_articles import Writer
from benchmarks.near_copies import COPIES, promoted, word_edits
from benchmarks.template_news import reports_of_one_event, template_news
from crawler.items import Article, Page
from crawler.stories import (
    SIGNATURE,
    Candidates,
    Fingerprint,
    clusters,
    find_candidates,
    fingerprint,
    is_same_story,
    normal_form,
    signatures_of,
    story_text,
)
from crawler.stories.fingerprint import four_grams

UNIQUE, ONE_EVENT = "different articles", "two reports that quote one statement"
PAGE = Page(path="made", sha256="0" * 64, bytes=0, reader="made")


class Document(NamedTuple):
    """An item, which story it tells, what kind of item it is, and how it was copied."""

    item: Article
    story: int
    kind: str
    copied: str | None


class Told(NamedTuple):
    """What the grouping looks at."""

    key: int
    date_published: str | None
    length: int
    captured: str | None
    id: str
    path: str
    site: str = "made"
    publisher: str | None = None


def documents(articles: int, copies: int, templates: int, seed: int) -> Iterator[Document]:
    """Made-up items in no order."""
    writer, made, story = Writer(seed), [], 0
    originals = copies * len(COPIES)
    for story, paragraphs in enumerate(writer.articles(articles)):
        made.append(_document(writer, paragraphs, story, UNIQUE))
        if story < originals:
            name = list(COPIES)[story // copies]
            made.append(_document(writer, COPIES[name](writer, paragraphs), story, UNIQUE, name))
    for kind, paragraphs in template_news(writer, templates):
        story += 1
        made.append(_document(writer, paragraphs, story, kind))
        if story % 5 == 0:
            made.append(_document(writer, promoted(writer, word_edits(0.02, writer, paragraphs)), story, kind, "template copied"))
    for paragraphs in reports_of_one_event(writer, copies // 2):
        story += 1
        made.append(_document(writer, paragraphs, story, ONE_EVENT))
    writer.draw.shuffle(made)
    yield from made


def _document(writer: Writer, paragraphs: list[str], story: int, kind: str, copied: str | None = None) -> Document:
    headline, number = "".join(writer.words(6)), f"{writer.draw.getrandbits(64):016x}"
    published = f"2021-07-{writer.draw.randint(1, 28):02d}T08:00:00+08:00"
    item = Article(id=number, site="made", headline=headline, text="\n\n".join(paragraphs), date_published=published, page=PAGE)
    return Document(item, story, kind, copied)


def candidates(found: Sequence[Fingerprint]) -> set[tuple[int, int]]:
    """The pairs of texts that are compared in a run."""
    banded = [at for at, each in enumerate(found) if each.minima]
    alike = Candidates()
    for _ in find_candidates(signatures_of(found), alike):
        pass
    return {(banded[min(pair)], banded[max(pair)]) for pair in alike.pairs()}


def grouped(made: Sequence[Document], found: Sequence[Fingerprint], same: set[tuple[int, int]]) -> list[int]:
    """For each item the place of the one that is kept."""
    told = [
        Told(at, document.item.date_published, each.length, None, document.item.id, "made")
        for at, (document, each) in enumerate(zip(made, found, strict=True))
    ]
    repeats = clusters(told, same)
    return [repeats.get(at, at) for at in range(len(made))]


def recall(made: Sequence[Document], kept: Sequence[int]) -> dict[str, tuple[int, int]]:
    """Of every kind of copy how many are in the group of their original, and how many there are."""
    groups: defaultdict[int, list[int]] = defaultdict(list)
    for at, document in enumerate(made):
        groups[document.story].append(at)
    total: Counter[str] = Counter()
    hits: Counter[str] = Counter()
    for pair in groups.values():
        if copied := next((made[at].copied for at in pair if made[at].copied), None):
            total[copied] += 1
            hits[copied] += len({kept[at] for at in pair}) == 1
    return {name: (hits[name], total[name]) for name in [*COPIES, "template copied"] if total[name]}


def precision(made: Sequence[Document], kept: Sequence[int]) -> dict[str, tuple[int, int, int]]:
    """Of every kind of item how many there are, how many are marked as duplicates, and how many of these wrongly."""
    counts: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for at, document in enumerate(made):
        count = counts[document.kind]
        count[0] += 1
        count[1] += kept[at] != at
        count[2] += made[kept[at]].story != document.story
    return {kind: (count[0], count[1], count[2]) for kind, count in sorted(counts.items())}


def likeness(forms: Sequence[str], count: int = 300) -> list[float]:
    """The Jaccard similarity of the 4-grams of pairs of different articles, least first."""
    grams = [set(four_grams(form)) for form in Random(0).sample(forms, min(count, len(forms)))]
    return sorted(len(one & other) / len(one | other) for one, other in combinations(grams, 2))


def print_quality(made: Sequence[Document], kept: Sequence[int]) -> None:
    print(f"\n{'copies':34}{'planted':>9}{'found':>8}{'recall':>9}")
    for name, (hits, total) in recall(made, kept).items():
        print(f"{name:34}{total:9}{hits:8}{hits / total:9.4f}")
    print(f"\n{'items':38}{'items':>8}{'marked':>8}{'wrongly':>9}{'precision':>11}{'left alone':>12}")
    rows = precision(made, kept)
    hard = [row for kind, row in rows.items() if kind != UNIQUE]
    for name, each in [*rows.items(), ("all hard negatives", _sum(hard)), ("all", _sum(list(rows.values())))]:
        items, marked, wrong = each
        print(
            f"{name:38}{items:8}{marked:8}{wrong:9}{1 - wrong / (marked or 1):11.4f}{1 - wrong / (items - marked + wrong):12.4f}"
        )


def _sum(rows: list[tuple[int, int, int]]) -> tuple[int, int, int]:
    items, marked, wrong = map(sum, zip(*rows, strict=True))
    return items, marked, wrong


def print_costs(seconds: dict[str, float], items: int, pairs: int) -> None:
    print(f"\n{'CPU':14}{'µs an item':>11}{'items/s':>9}")
    for name, spent in [*seconds.items(), ("together", sum(seconds.values()))]:
        print(f"{name:14}{spent / items * 1e6:11.1f}{items / spent:9.0f}")
    print(f"a verification: {seconds['verification'] / max(1, pairs) * 1e6:.0f} µs")


def print_memory(found: Sequence[Fingerprint]) -> None:
    print(f"memory a document: {SIGNATURE.itemsize + len(found[0].exact)} bytes")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=50_000)
    parser.add_argument("--copies", type=int, default=500, help="of each kind")
    parser.add_argument("--templates", type=int, default=250, help="items of each template")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    made = list(documents(options.articles, options.copies, options.templates, options.seed))
    times = [time.process_time()]
    forms = [normal_form(story_text(document.item)) for document in made]
    times.append(time.process_time())
    found = [fingerprint(form) for form in forms]
    times.append(time.process_time())
    pairs = candidates(found)
    times.append(time.process_time())
    same = {(one, other) for one, other in sorted(pairs) if is_same_story(forms[one], forms[other])}
    times.append(time.process_time())
    print(f"{len(made)} items of {sum(map(len, forms)) / len(made):.0f} characters in the mean")
    print(f"{len(pairs)} candidates, {len(same)} verified")
    alike = likeness([form for form, each in zip(forms, made, strict=True) if each.kind == UNIQUE and not each.copied])
    print(f"unrelated articles are {sum(alike) / len(alike):.4f} alike, one pair in 1,000 {alike[len(alike) * 999 // 1000]:.3f}")
    print_quality(made, grouped(made, found, same))
    steps = ("normal form", "fingerprint", "candidates", "verification")
    print_costs(
        {step: after - before for step, (before, after) in zip(steps, pairwise(times), strict=True)}, len(made), len(pairs)
    )
    print_memory(found)


if __name__ == "__main__":
    main()
