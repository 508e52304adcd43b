"""How well copies of a story are found, and how well different stories are kept apart.

    python -m benchmarks.duplicates [--articles 50000] [--copies 500] [--templates 250] [--wires 150 250 600]

Generated articles are mixed with ``--copies`` of each kind of near-copy; ``--templates`` items of each template and of each
notice (the same words with different facts, which occur once), with a copy of every fifth; pairs of articles that quote one
statement; different articles under one headline and instant; columns of pictures; stubs; and stories that many papers print.
Items are settled as in a run. A copy is found if it repeats the same item as its original. An item is *wrongly* marked if the
kept one tells a different story, or if it is dropped as an older revision.
"""

import argparse
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations
from random import Random
from typing import NamedTuple

from benchmarks.chinese_articles import Writer
from benchmarks.near_copies import COPIES, promoted, wire_copies, word_edits
from benchmarks.settled import settled
from benchmarks.template_news import notices, reports_of_one_event, template_news
from crawler.images.item_content import content_sha256
from crawler.items import Article, Image, Page
from crawler.platforms.identity import by_what_is_proved
from crawler.stories.grams import four_grams
from crawler.stories.normal_form import normal_form

UNIQUE, ONE_EVENT = "different articles", "two reports that quote one statement"
INSTANT = "Wed, 28 Jul 2021 02:30:00 GMT"
STUBS = ("本文来自合作媒体，点击查看原文。", "因版权原因，本文不予转载，请前往发布者的网站或客户端阅读全文，感谢理解。", "")


class Document(NamedTuple):
    """An item with its story, its kind, and how it was copied."""

    item: Article
    story: int
    kind: str
    copied: str | None = None


class Maker:
    """Makes documents, each on a page of its own."""

    def __init__(self, seed: int) -> None:
        self.writer = Writer(seed)
        self.made: list[Document] = []
        self.story = 0

    def add(self, paragraphs: list[str], kind: str, copied: str | None = None, headline: str = "", picture: str = "") -> None:
        """Add an item of the current story, with an id and a headline, by default one of its own."""
        draw = self.writer.draw
        published = f"2021-07-{draw.randint(1, 28):02d}T08:00:00+08:00"
        item = Article(
            id=f"{draw.getrandbits(64):016x}",
            site="made",
            headline=headline or "".join(self.writer.words(6)),
            text="\n\n".join(paragraphs),
            date_published=published,
            images=[Image(picture, [picture])] if picture else [],
            page=Page(path=f"{len(self.made)}", sha256=f"{len(self.made):064x}", bytes=0, reader="made"),
        )
        self._take(item, kind, copied)

    def _take(self, item: Article, kind: str, copied: str | None) -> None:
        item.content_sha256 = content_sha256(item)
        self.made.append(Document(item, self.story, kind, copied))

    def under_one_id(self, paragraphs: list[str], kind: str) -> None:
        """Add an item with the same id as all others of its kind."""
        self.add(paragraphs, kind, headline=kind)
        item = self.made.pop().item
        item.id, item.id_basis = by_what_is_proved("made", kind, INSTANT, ())
        self._take(item, kind, None)


def documents(articles: int, copies: int, templates: int, wires: Sequence[int], seed: int) -> list[Document]:
    """Generated items in random order."""
    maker = Maker(seed)
    writer = maker.writer
    for number, paragraphs in enumerate(writer.articles(articles)):
        maker.story += 1
        maker.add(paragraphs, UNIQUE)
        if number < copies * len(COPIES):
            name = list(COPIES)[number // copies]
            maker.add(COPIES[name](writer, paragraphs), UNIQUE, name)
    _add_templates(maker, templates)
    for paragraphs in reports_of_one_event(writer, copies // 2):
        maker.story += 1
        maker.add(paragraphs, ONE_EVENT)
    _add_of_few_words(maker, templates)
    for size in wires:
        maker.story += 1
        for paragraphs in wire_copies(writer, writer.article(450), size):
            maker.add(paragraphs, f"wire story of {size} papers", f"wire story of {size} papers")
    writer.draw.shuffle(maker.made)
    return maker.made


def _add_templates(maker: Maker, count: int) -> None:
    writer = maker.writer
    for kind, paragraphs in template_news(writer, count):
        maker.story += 1
        maker.add(paragraphs, kind, headline=kind)
        if maker.story % 5 == 0:
            maker.add(promoted(writer, word_edits(0.02, writer, paragraphs)), kind, "template copied", headline=kind)
    for kind, paragraphs in notices(writer, count):
        maker.story += 1
        maker.add(paragraphs, kind, headline=kind)
        if maker.story % 5 == 0:
            maker.add(promoted(writer, paragraphs), kind, "notice copied", headline=kind)


def _add_of_few_words(maker: Maker, count: int) -> None:
    for number, paragraphs in enumerate(maker.writer.articles(count)):
        maker.story += 1
        maker.under_one_id(paragraphs, "other texts under one headline and instant")
        maker.story += 1
        maker.add([], "columns of pictures", headline="每日图集", picture=f"https://img.example/{number}.jpg")
        maker.story += 1
        maker.add(["今天的图集，由各地的摄影师拍摄。"], "captioned columns", picture=f"https://img.example/day/{number}.jpg")
        maker.story += 1
        maker.add([STUBS[number % len(STUBS)]], "stubs")


def kept_places(made: Sequence[Document]) -> list[int | None]:
    """For each item the place of the one that is kept; None if it is dropped as an older revision."""
    told = settled([document.item for document in made])
    places = {each.id: at for at, each in enumerate(told)}
    return [places[each.duplicate_of or each.id] if each.is_newest else None for each in told]


def recall(made: Sequence[Document], kept: Sequence[int | None]) -> dict[str, tuple[int, int]]:
    """For every kind of copy, how many are in the group of their original, and how many there are."""
    groups: defaultdict[int, list[int]] = defaultdict(list)
    for at, document in enumerate(made):
        groups[document.story].append(at)
    total: Counter[str] = Counter()
    hits: Counter[str] = Counter()
    for members in groups.values():
        most = Counter(kept[at] for at in members).most_common(1)[0][1]
        if copied := next((made[at].copied for at in members if made[at].copied), None):
            total[copied] += len(members) - 1
            hits[copied] += most - 1
    return {name: (hits[name], total[name]) for name in total}


def precision(made: Sequence[Document], kept: Sequence[int | None]) -> dict[str, tuple[int, int, int]]:
    """For every kind of item, how many there are, how many are marked as duplicates, and how many of these wrongly."""
    counts: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for at, document in enumerate(made):
        count, place = counts[document.kind], kept[at]
        count[0] += 1
        count[1] += place != at
        count[2] += place is None or made[place].story != document.story
    return {kind: (count[0], count[1], count[2]) for kind, count in counts.items()}


def likeness(forms: Sequence[str], count: int = 300) -> list[float]:
    """The Jaccard similarity of the 4-grams of pairs of different articles, in ascending order."""
    grams = [set(four_grams(form).tolist()) for form in Random(0).sample(forms, min(count, len(forms)))]
    return sorted(len(one & other) / len(one | other) for one, other in combinations(grams, 2))


def quality(made: Sequence[Document], kept: Sequence[int | None]) -> Iterator[str]:
    """The tables of recall and of precision."""
    yield f"{'copies':44}{'planted':>9}{'found':>8}{'recall':>9}"
    for name, (hits, total) in recall(made, kept).items():
        yield f"{name:44}{total:9}{hits:8}{hits / total:9.4f}"
    yield f"\n{'items':44}{'items':>8}{'marked':>8}{'wrongly':>9}{'precision':>11}{'left alone':>12}"
    rows = precision(made, kept)
    hard = [row for kind, row in rows.items() if kind != UNIQUE]
    for name, (items, marked, wrong) in (*rows.items(), ("all hard negatives", _sum(hard)), ("all", _sum([*rows.values()]))):
        alone = items - marked + wrong
        share = 1 - wrong / alone if alone else 1.0
        yield f"{name:44}{items:8}{marked:8}{wrong:9}{1 - wrong / (marked or 1):11.4f}{share:12.4f}"


def _sum(rows: Sequence[tuple[int, int, int]]) -> tuple[int, int, int]:
    items, marked, wrong = map(sum, zip(*rows, strict=True))
    return items, marked, wrong


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=50_000)
    parser.add_argument("--copies", type=int, default=500, help="of each kind")
    parser.add_argument("--templates", type=int, default=250, help="items of each template and notice")
    parser.add_argument("--wires", type=int, nargs="*", default=[150, 250, 600], help="papers that print one story")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    made = documents(options.articles, options.copies, options.templates, options.wires, options.seed)
    forms = [normal_form(each.item.text) for each in made if each.kind == UNIQUE and not each.copied]
    alike = likeness(forms)
    print(f"{len(made)} items; unrelated articles are {sum(alike) / len(alike):.4f} alike, the most {alike[-1]:.3f}")
    began = time.process_time()
    kept = kept_places(made)
    print(f"settled in {(time.process_time() - began) / len(made) * 1e6:.0f} µs of CPU an item\n")
    print("\n".join(quality(made, kept)))


if __name__ == "__main__":
    main()
