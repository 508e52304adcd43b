"""What a report shows of the items of a run: the first of everything, in bounds, the same whoever took them."""

from collections.abc import Iterable
from dataclasses import replace

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.items import Article, Item, Removal
from crawler.items.flags import lacking
from crawler.runs.batch.item_samples import COLUMNS, OF_A_RULE, OF_A_SITE, REPEATED, SHOWN, SITES, ItemSamples
from crawler.runs.left_out import LeftOut
from tests.made_items import made_article, made_thread


def taken(items: Iterable[Item]) -> ItemSamples:
    samples = ItemSamples()
    for item in items:
        samples.add(item)
    return samples


def article(number: int, site: str = "guancha", **more: object) -> Article:
    return replace(made_article(site=site), id=f"{number:016x}", headline=f"题{number}", **more)  # type: ignore[arg-type]


def test_a_night_of_any_size_is_told_in_bounds() -> None:
    removed = [Removal(f"rule{at % 5}", "没" * 500, "字" * 10_000) for at in range(50)]
    items = [article(number, f"site{number % 90}", removed=removed) for number in range(2_000)]
    items += [article(number, duplicate_of="0" * 16) for number in range(50)]
    items += [article(number, revision=2) for number in range(50)]
    samples = taken(items)
    assert (len(samples.headlines), {len(kept) for kept in samples.headlines.values()}) == (SITES, {OF_A_SITE})
    assert (len(samples.duplicates), len(samples.revisions), samples.revised) == (REPEATED, REPEATED, 50)
    assert {len(kept) for kept in samples.removals.values()} == {OF_A_RULE}
    assert len(samples.shown()) == SHOWN
    assert len(msgspec.msgpack.encode(samples)) < 200 * 4 * COLUMNS


def test_every_site_has_its_first_items_shown_before_any_has_its_second() -> None:
    items = [article(number) for number in range(9)] + [article(number, "zaker") for number in range(9, 11)]
    assert [one.headline for one in taken(items).shown()] == [*(f"题{number}" for number in (0, 1, 2, 3, 4, 5)), "题9", "题10"]
    many = [article(number, f"site{number % 13}") for number in range(26)]
    shown = [one.site for one in taken(many).shown()]
    assert shown == [f"site{at}" for at in range(13) for _ in range(2 if at < 11 else 1)]


@given(st.lists(st.tuples(st.integers(0, 30), st.booleans(), st.integers(1, 2)), max_size=60), st.integers(0, 60))
def test_samples_of_parts_are_those_of_the_whole(drawn: list[tuple[int, bool, int]], cut: int) -> None:
    items = [
        article(number, f"site{site}", revision=revision, duplicate_of="0" * 16 if is_copy else None, credits=[])
        for number, (site, is_copy, revision) in enumerate(drawn)
    ]
    one, other = taken(items[:cut]), taken(items[cut:])
    one.update(msgspec.msgpack.decode(msgspec.msgpack.encode(other), type=ItemSamples))
    assert one == taken(items)


@pytest.mark.parametrize(
    ("item", "lacks"),
    [
        (replace(made_article(), date_published=None, credits=[], source=None), ["date", "author", "source"]),
        (replace(made_thread(), date_published=None), ["date"]),
        (replace(made_thread(), date_published="2026-11-28", posts=[]), ["author"]),
    ],
)
def test_what_an_item_lacks(item: Item, lacks: list[str]) -> None:
    assert lacking(item) == lacks


def test_numbers_of_what_repeats() -> None:
    drops = [
        LeftOut(kind=kind, pages=pages, samples=[]) for kind, pages in (("duplicate", 3), ("older revision", 2), ("notice", 9))
    ]
    repeats = taken([article(1, revision=2)]).repeats(5, drops)
    assert (repeats.marked, repeats.dropped, repeats.revised, repeats.older) == (5, 3, 1, 2)
