"""The store: nothing lost and nothing doubled, whoever is killed or writes at the same time, in SQLite and PostgreSQL."""

import os
import random
import signal
import sqlite3
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from crawler.items import Item
from crawler.state import StateError, Store, StoredPage, open_state, versions_of
from crawler.state._indexes import BY_ID, Index, Indexes
from crawler.state._segments import Entries, texts_with
from crawler.state._tables import sketches
from crawler.state.view import Counts, before, of_site
from crawler.stories.candidates import MOST_ALIKE, Candidates
from crawler.stories.fingerprint import Bands, SignedRows, signatures_of
from crawler.stories.normal_form import story_text
from tests.made_records import addition, additions, made_item
from tests.postgresql_server import Server, running_server
from tests.processes import DEVNULL, ENVIRONMENT, PIPE, ROOT, UNWATCHED, Running, start

BATCHES, SIZE = 12, 50


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with running_server() as running:
        yield running


@pytest.fixture(params=["sqlite", "postgresql"])
def where(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A store that there is not yet, of both kinds."""
    if request.param == "sqlite":
        return str(tmp_path / "new" / "state.db")
    server: Server = request.getfixturevalue("server")
    return server.create(f"state{abs(hash(tmp_path))}")


def nobody(exact: bytes, item: Item) -> bool:
    return False


def counts(store: Store) -> Counts:
    with store.reading() as view:
        return view.counts()


def is_whole(store: Store) -> bool:
    """Whether every page has its text and pictures, and pages and texts have their places in segments and indexes, once."""
    held = counts(store)
    return not store.faults() and held.images == held.pages + (held.pages > 0) and held.texts == held.pages


def numbers_by(kind: str, connection: sa.Connection) -> list[int]:
    return [number for part in Indexes(connection).of(kind) for number in part.numbers.tolist()]


def test_pages_are_stored_once(where: str) -> None:
    with open_state(where) as store:
        run = store.begin("a crawl")
        for _ in range(2):
            store.add(run, list(additions(0, 100)), nobody)
        store.finish(run)
        assert counts(store) == Counts(pages=100, items=100, texts=100, pairs=0, images=101, runs=1)
        assert is_whole(store) and store.size() > 100_000
    with open_state(where) as store:
        assert counts(store).pages == 100
        with store.reading() as view:
            found = [item for _, item in view.all_pages() if item]
    assert [item.id for item in found] == [f"{number:016x}" for number in range(100)]
    assert found[7] == made_item(7, story_text(found[7]))


def test_a_page_that_becomes_another_item_takes_its_place(where: str) -> None:
    with open_state(where) as store:
        run = store.begin("a crawl")
        store.add(run, [addition(made_item(1, "原文已被删除" * 5))], nobody)
        changed = made_item(1, "新的一段话" * 9)
        changed.images, before, changed.id = [], changed.id, "f" * 16
        store.add(store.begin("another"), [addition(changed)], nobody)
        with store.reading() as view:
            (page,) = view.pages_of([changed.id, before]).pop(changed.id)
            assert not view.pages_of([before])
            assert (page.run, view.items([page.number])[page.number]) == (run, changed)
            assert numbers_by(BY_ID, view.connection) == [page.number]
        assert counts(store).images == 0


def test_hashes_of_which_64_bits_are_the_same_are_told_apart(where: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crawler.state._indexes.last_bits", lambda hashes: np.array([7 for _ in hashes], np.uint64))
    monkeypatch.setattr("crawler.state._check.last_bits", lambda hashes: np.array([7 for _ in hashes], np.uint64))
    monkeypatch.setattr("crawler.state._segment_rows.last_bits", lambda hashes: np.array([7 for _ in hashes], np.uint64))
    with open_state(where) as store:
        run, stored = store.begin("a crawl"), list(additions(0, 30))
        for first in (0, 20, 0):
            store.add(run, stored[first : first + 20], nobody)
        store.finish(run)
        exact = [each.page.exact for each in stored]
        assert sorted(store.known_texts([*exact[5:8], b"0" * 16])) == sorted(exact[5:8])
        assert counts(store)[:3] == (30, 30, 30) and is_whole(store)
        with store.reading() as view:
            assert view.alone({stored[3].page.id, "nobody"}) == {stored[3].page.id}
            assert list(view.pages_of([stored[3].page.id])) == [stored[3].page.id]


def test_a_run_that_did_not_end_keeps_its_number(where: str) -> None:
    with open_state(where) as store:
        first = store.begin("one")
        assert store.begin("one") == first != store.begin("two")
        store.finish(first)
        assert store.begin("one") != first


def test_pages_are_forgotten_with_all_that_is_theirs_alone(where: str) -> None:
    with open_state(where) as store:
        run = store.begin("a crawl")
        batch = list(additions(0, 60))
        batch[5].same_as = [batch[4].page.exact]
        store.add(run, batch, nobody)
        assert counts(store).pairs == 1
        assert store.forget(of_site("site1")) == 20
        assert counts(store)[:5] == (40, 40, 40, 0, 41) and is_whole(store)
        assert store.forget(before("2999-01-01")) == 0  # they have no date
        assert store_sites(store) == [("site0", 20), ("site2", 20)]


def store_sites(store: Store) -> list[tuple[str, int]]:
    with store.reading() as view:
        return view.sites()


def writing(where: str, first: int, environment: dict[str, str] = ENVIRONMENT, stdin: int = DEVNULL) -> Running:
    arguments, streams = (where, str(first), str(BATCHES), str(SIZE)), (stdin, PIPE, PIPE)
    return start(ROOT, *arguments, module="tests.made_records", environment=environment, streams=streams)


def test_two_runs_at_once(where: str) -> None:
    """Half of the pages are in both."""
    runs = [writing(where, first) for first in (0, BATCHES * SIZE // 2)]
    for run in runs:
        _, told = run.communicate()
        assert run.returncode == 0, told
    with open_state(where) as store:
        assert counts(store)[:4] == (BATCHES * SIZE * 3 // 2, BATCHES * SIZE * 3 // 2, BATCHES * SIZE * 3 // 2, 0)
        assert is_whole(store)


def test_no_segment_grows_beyond_what_a_value_may_hold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crawler.state.store.LARGEST", 1_500)
    with open_state(str(tmp_path / "state.db")) as store:
        for first in range(0, 200, 10):
            run = store.begin(f"a crawl {first}")
            store.add(run, list(additions(first, 10)), nobody)
            store.finish(run)
        with store.reading() as view:
            sizes = view.connection.execute(sa.select(sa.func.length(sketches.c.entries))).scalars().all()
        assert len(sizes) >= 5 and max(sizes) < 4 * min(sizes) and is_whole(store)
        store.forget(of_site("site1"))
        assert is_whole(store)


def test_what_two_runs_store_at_once_is_compared(where: str) -> None:
    one, other = (addition(made_item(number, f"{'清流之水' * 40}{number}")) for number in (1, 2))
    with open_state(where) as first, open_state(where) as second:
        for store in (first, second):
            found = Candidates()
            assert not list(store.find_candidates(SignedRows(signatures_of([])), found)) and not list(found.pairs())
        first.add(first.begin("one"), [one], nobody)
        asked: list[tuple[bytes, str]] = []

        def is_asked(exact: bytes, item: Item) -> bool:
            asked.append((exact, item.id))
            return True

        second.add(second.begin("two"), [other], is_asked)
        assert asked == [(other.page.exact, f"{1:016x}")]
        assert counts(second).pairs == 1


@pytest.mark.parametrize("seed", range(2))
def test_kill_at_random_moments(tmp_path: Path, seed: int) -> None:
    """Ten kills each; between them the store is whole, and the run is done again with what is missing."""
    draw, path = random.Random(seed), str(tmp_path / "state.db")
    stdin, open_end = os.pipe()  # none of them ends before it is killed
    for _ in range(10):
        process = writing(path, 0, UNWATCHED, stdin)
        for _ in range(draw.randint(0, BATCHES - 2)):
            assert process.stdout and process.stdout.readline()
        time.sleep(draw.random() * 0.05)
        process.kill()
        process.communicate()
        assert process.returncode == -signal.SIGKILL
        if Path(path).exists():
            with open_state(path) as store:
                assert is_whole(store) and counts(store).pages % SIZE == 0
    os.close(open_end)
    os.close(stdin)
    process = writing(path, 0, UNWATCHED)
    process.communicate()
    with open_state(path) as store:
        assert counts(store)[:3] == (BATCHES * SIZE,) * 3 and counts(store).runs == 1
        assert is_whole(store)


def test_a_server_that_is_killed_in_mid_run_is_told_and_nothing_is_lost(server: Server) -> None:
    where = server.create("killed")
    stdin, open_end = os.pipe()  # it does not end before
    process = writing(where, 0, UNWATCHED, stdin)
    for _ in range(3):
        assert process.stdout and process.stdout.readline()
    server.stop()  # without a shutdown: what was not committed is gone
    os.close(open_end)
    _, told = process.communicate()
    os.close(stdin)
    server.start()
    assert process.returncode and "StateError: the state " in told.splitlines()[-1], told
    with open_state(where) as store:
        assert is_whole(store) and counts(store).pages % SIZE == 0 and counts(store).pages >= 3 * SIZE
    again = writing(where, 0, UNWATCHED)
    again.communicate()
    with open_state(where) as store:
        assert counts(store)[:3] == (BATCHES * SIZE,) * 3 and counts(store).runs == 1 and is_whole(store)


def test_a_store_that_is_locked_or_read_only_is_told_by_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "state.db"
    open_state(str(path)).close()
    monkeypatch.setattr("crawler.state._sqlite.WAIT", 0.1)
    with open_state(str(path)) as store, sqlite3.connect(path, isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StateError, match=r"state\.db: database is locked"):
            store.begin("a crawl")
        other.execute("ROLLBACK")
    with open_state(f"sqlite:///file:{path}?mode=ro&uri=true") as store, pytest.raises(StateError, match="readonly database"):
        store.begin("a crawl")


def test_a_server_that_does_not_answer_is_told_without_its_password(tmp_path: Path) -> None:
    with pytest.raises(StateError) as told:
        open_state(f"postgresql://me:secret@/nowhere?host={tmp_path}")
    assert "nowhere" in str(told.value) and "secret" not in str(told.value)


keys = st.lists(st.tuples(st.integers(0, 5) | st.just(2**32 - 1), st.integers(1, 50)), max_size=30, unique=True)


@given(keys)
def test_segments_find_what_was_put_in(put_in: list[tuple[int, int]]) -> None:
    entries = Entries.of(numbers(key for key, _ in put_in), numbers(text for _, text in put_in))
    entries = Entries.restored(entries.stored())
    looked_for = [0, 1, 2, 3, 4, 5, 6, 2**32 - 1]
    found = [(looked_for[place], text) for place, text in zip(*map(list, texts_with(numbers(looked_for), entries)), strict=True)]
    first = [pair for key in looked_for for pair in sorted(pair for pair in put_in if pair[0] == key)[:MOST_ALIKE]]
    assert sorted(found) == sorted(first)


hashes = st.lists(st.tuples(st.integers(0, 5) | st.just(2**64 - 1), st.integers(0, 2**32 - 1)), max_size=30)


@given(hashes)
def test_indexes_find_what_was_put_in(put_in: list[tuple[int, int]]) -> None:
    index = Index.of(np.array([key for key, _ in put_in], np.uint64), numbers(number for _, number in put_in))
    index = Index.restored(index.stored())
    for looked_for in ([0], [1, 4], [5, 2**64 - 1], [6], []):
        found = index.numbers_of(np.array(looked_for, np.uint64)).tolist()
        assert sorted(found) == sorted(number for key, number in put_in if key in looked_for)


def test_of_a_band_that_very_many_have_the_first_are_looked_at() -> None:
    entries = Entries.of(numbers([1] * (MOST_ALIKE + 1) + [2] * MOST_ALIKE), numbers(range(1, 2 * MOST_ALIKE + 2)))
    assert [len(texts_with(numbers([key]), entries)[0]) for key in (1, 2, 3)] == [MOST_ALIKE, MOST_ALIKE, 0]


def numbers(values: Iterable[int]) -> Bands:
    return np.fromiter(values, dtype=np.uint32)


PAGE = StoredPage(1, b"1", "id", "article", b"a", 1, 1, "s", None, None, "h", None, None, None, 9, "p")
SAVED_PAGES = [
    PAGE._replace(content=b"a", run=1),
    PAGE._replace(content=b"b", run=2),
    PAGE._replace(content=b"c", run=2, latest="2021-07-28T10:00:00+00:00"),
    PAGE._replace(content=b"d", captured="2021-07-28T19:00+08:00"),
    PAGE._replace(content=b"e", captured="2021-07-28T11:30+00:00"),
    PAGE._replace(content=b"a", run=9, captured="2022-01-01T00:00+00:00"),
]


@given(st.permutations(SAVED_PAGES))
def test_versions_come_in_the_order_in_which_they_were_saved(saved: list[StoredPage]) -> None:
    """What nobody knows the time of comes first; a content that comes back is no new version."""
    assert [version.first.content for version in versions_of(saved)] == [b"a", b"b", b"c", b"d", b"e"]


@pytest.mark.parametrize("is_being_written", [False, True])
def test_a_state_that_this_user_must_not_change_is_read_and_left_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_being_written: bool
) -> None:
    file = tmp_path / "state.db"
    writer = open_state(str(file))
    writer.add(writer.begin("a"), list(additions(0, 3)), nobody)
    if not is_being_written:
        writer.close()
    before, files = file.read_bytes(), sorted(tmp_path.iterdir())
    monkeypatch.setattr("crawler.state._sqlite.os.access", lambda *_: False)
    with open_state(str(file)) as store:
        assert counts(store).pages == 3
        with pytest.raises(StateError, match="readonly"):
            store.begin("b")
    assert (file.read_bytes(), sorted(tmp_path.iterdir())) == (before, files)
    writer.close()
