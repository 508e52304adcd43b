"""A store of which bytes were changed is told by name, or gives the right answer."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from itertools import chain
from pathlib import Path
from random import Random

import pytest

from crawler.items import Item
from crawler.runs.settling import SettlingError
from crawler.runs.settling.settlement import Settlement
from crawler.state import StateError, open_state
from crawler.stories.grouping import earliest
from tests.made_records import made_item

DAMAGES = 60
WORDS = "雨水江市防汛响应堤坝群众转移安置物资巡查山洪预警气象部门"


def items(first: int, last: int) -> list[Item]:
    """Articles, of which every third is a copy of the one before it, and every fifth a revision of it as well."""
    made: list[Item] = []
    for number in range(first, last):
        draw = Random(number - (number % 3 == 2))
        text = "".join(draw.choice(WORDS) for _ in range(300)) + "完" * (number % 3 == 2)
        item = made_item(number, text)
        item.id = f"{number - (number % 5 == 4):016x}"
        made.append(item)
    return made


def told(where: str, made: list[Item]) -> list[tuple[object, ...]]:
    """What becomes of the items of a run."""
    with closing(Settlement(where)) as settlement:
        for item in made:
            settlement.add(item)
        outcomes = chain.from_iterable(settlement.outcomes("a run", earliest, str))
        return [(settlement.held.page(at).id, *outcome) for at, outcome in enumerate(outcomes)]


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The file of a store of three runs."""
    path = tmp_path_factory.mktemp("whole") / "state.db"
    for first in (0, 20, 40):
        told(str(path), items(first, first + 20))
    return path.read_bytes()


@pytest.fixture(scope="module")
def right(stored: bytes, tmp_path_factory: pytest.TempPathFactory) -> list[tuple[object, ...]]:
    """What a run says of the same pages and of new ones."""
    path = tmp_path_factory.mktemp("right") / "state.db"
    path.write_bytes(stored)
    return told(str(path), items(0, 70))


def damaged(stored: bytes, draw: Random) -> bytes:
    """The file with a bit flipped, a stretch zeroed, or cut."""
    data, at = bytearray(stored), draw.randrange(len(stored))
    kind = draw.randrange(8)
    if kind == 0:
        data[at : at + 64] = bytes(len(data[at : at + 64]))
    elif kind == 1:
        del data[at:]
    else:
        data[at] ^= 1 << draw.randrange(8)
    return bytes(data)


@pytest.mark.parametrize("seed", range(DAMAGES))
def test_damage_is_told_or_does_no_harm(stored: bytes, right: list[tuple[object, ...]], tmp_path: Path, seed: int) -> None:
    path = tmp_path / "state.db"
    path.write_bytes(damaged(stored, Random(seed)))
    try:
        assert told(str(path), items(0, 70)) == right
    except SettlingError as error:
        assert str(path) in str(error)


def flips(stored: bytes, what: bytes) -> Iterator[bytes]:
    for at in (stored.index(what), stored.index(what) + len(what) - 1):
        data = bytearray(stored)
        data[at] ^= 1
        yield bytes(data)


def test_what_is_damaged_is_said_by_the_check_and_the_rest_is_exported(stored: bytes, tmp_path: Path) -> None:
    path = tmp_path / "state.db"
    for data in flips(stored, b"state_segments"):
        path.write_bytes(data)
        with pytest.raises(StateError, match=r"state\.db"):
            open_state(str(path))
    for data in flips(stored, "标题13".encode()):
        path.write_bytes(data)
        with open_state(str(path)) as store:
            assert store.faults() == ["page 14: what is stored of page 14 is damaged"]
        with open_state(str(path), as_it_is=True) as store, store.reading() as view:
            assert sum(item is not None for _, item in view.all_pages()) == 60


def test_an_item_that_is_not_as_it_was_is_passed_over_by_a_search(stored: bytes, tmp_path: Path) -> None:
    path = tmp_path / "state.db"
    path.write_bytes(stored)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE state_pages SET item_seal = item_seal + 1 WHERE number = 3")
    with open_state(str(path), as_it_is=True) as store, store.reading() as view:
        looked = list(view.searched([]))
    assert [page.number for page in looked if page.is_damaged] == [3]
    assert sum(page.item is not None for page in looked) == len(looked) - 1
