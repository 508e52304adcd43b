"""Items that are known to be alone have the outcome that looking them up gives, unless another run writes meanwhile."""

from collections.abc import Callable
from itertools import chain
from pathlib import Path
from random import Random

import pytest

from crawler.items import Item
from crawler.runs.settling.identities import tell_apart
from crawler.runs.settling.outcomes import outcomes
from crawler.runs.settling.read_items import Items
from crawler.runs.settling.same_stories import SameStories, additions_of, pairs_in
from crawler.runs.settling.waiting_items import WaitingItems
from crawler.state import Store, open_state
from tests.made_records import made_item

WORDS = "雨水江市防汛响应堤坝群众转移安置物资巡查山洪预警气象部门"


def items(draw: Random, count: int) -> list[Item]:
    """Articles, some of which are copies, revisions, the same bytes again or without words."""
    made: list[Item] = []
    for number in range(count):
        of = draw.choice([number, number, number, draw.randrange(count)])
        words = Random(of)
        text = "".join(words.choice(WORDS) for _ in range(draw.choice([300, 300, 300, 0])))
        item = made_item(draw.choice([number, number, of]), text + "完" * draw.choice([0, 1]))
        item.id = f"{draw.choice([number, number, number, of]):016x}"
        made.append(item)
    return made


def settled(store: Store, made: list[Item], meanwhile: Callable[[], object] = list) -> tuple[bool, int]:
    """Whether another run was met, and how many items are known to be alone. Looking up says the same, if none was met."""
    held = WaitingItems()
    for item in made:
        held.add(item)
    run = store.begin("a run")
    with store.reading() as view:
        list(tell_apart(held, view, Items(held, view), run))
    found = SameStories(held)
    list(pairs_in(held, store, found))
    meanwhile()
    for additions in additions_of(held, found, 7):
        store.add(run, additions, found.is_same)
    store.finish(run)
    alone = found.alone()
    with store.reading() as view:
        looked_up = list(chain.from_iterable(outcomes(held, view)))
        known = list(chain.from_iterable(outcomes(held, view, alone=alone)))
    assert store.met_others or known == looked_up
    held.close()
    return store.met_others, int(alone.sum())


@pytest.mark.parametrize("seed", range(12))
def test_who_is_known_to_be_alone_is(seed: int, tmp_path: Path) -> None:
    draw = Random(seed)
    with open_state(str(tmp_path / "state.db")) as store:
        for count in (20, 30, 40):
            met, alone = settled(store, items(draw, count))
            assert not met
            assert count > 20 or alone


def test_another_run_that_writes_meanwhile_is_met(tmp_path: Path) -> None:
    where, draw = str(tmp_path / "state.db"), Random(1)
    with open_state(where) as store, open_state(where) as other:
        settled(store, items(draw, 10))
        met, _ = settled(store, items(draw, 30), lambda: settled(other, items(draw, 40)))
    assert met
