"""A store of an earlier version is brought to this one, and nothing of it is lost."""

from collections.abc import Iterator

import msgspec
import numpy as np
import pytest
import sqlalchemy as sa

from crawler.state import Addition, Store, open_state
from crawler.state._indexes import BY_IMAGE, Index
from crawler.state._segments import Entries, sketches_restored
from crawler.state._stored_pages import packed, unpacked
from crawler.state._tables import indexes, pages, pairs, runs, schema, segments, sketches, texts
from crawler.stories.candidates import Candidates
from crawler.stories.fingerprint import BANDS, SIGNATURE, SignedRows
from tests.made_records import addition, additions, made_item
from tests.postgresql_server import Server, running_server

IMAGES = "CREATE TABLE state_images (image BIGINT NOT NULL, page BIGINT NOT NULL, PRIMARY KEY (image, page))"


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with running_server() as running:
        yield running


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest) -> Iterator[Store]:
    """Two runs, with a text that has no bands and a pair."""
    where = "sqlite://" if request.param == "sqlite" else request.getfixturevalue("server").create("upgraded")
    batch = [addition(made_item(999, "短")), *additions(0, 60)]
    batch[5].same_as = [batch[4].page.exact]
    with open_state(where) as opened:
        run = opened.begin("one")
        opened.add(run, batch, lambda exact, item: False)
        opened.add(run, list(additions(100, 10)), lambda exact, item: False)
        yield opened


def to_version_1(connection: sa.Connection) -> None:
    """Items were JSON, sketches stood with the texts, a picture on a page was a row, and a band's key stood beside its text."""
    for number, item in connection.execute(sa.select(pages.c.number, pages.c.item)).all():
        json = packed(msgspec.json.encode(unpacked(item, "article")))
        connection.execute(sa.update(pages).where(pages.c.number == number).values(item=json))
    binary = "BYTEA" if connection.dialect.name == "postgresql" else "BLOB"
    connection.exec_driver_sql(f"ALTER TABLE state_texts ADD COLUMN sketch {binary}")
    connection.exec_driver_sql("ALTER TABLE state_segments ADD COLUMN texts BIGINT")
    sketch = sa.column("sketch", sa.LargeBinary)
    text = sa.table(texts.name, sa.column("number"), sketch)
    connection.execute(sa.update(text).values(sketch=b""))
    for data in connection.execute(sa.select(sketches.c.entries)).scalars().all():
        for row in sketches_restored(data):
            told = sa.update(text).where(text.c.number == int(row["text"]))
            connection.execute(told.values(sketch=row["sketch"].tobytes()))
    stored = connection.execute(sa.select(indexes.c.entries).where(indexes.c.kind == BY_IMAGE)).scalars()
    parts = [Index.restored(data) for data in stored]
    shown = [pair for part in parts for pair in zip(part.hashes.astype(np.int64).tolist(), part.numbers.tolist(), strict=True)]
    for table in (sketches, indexes):
        table.drop(connection)
    for table, column in ((texts, "exact"), (pages, "sha256")):
        connection.exec_driver_sql(f"CREATE UNIQUE INDEX of_{column} ON {table.name} ({column})")
    connection.exec_driver_sql("CREATE INDEX ix_state_pages_id ON state_pages (id)")
    connection.exec_driver_sql(IMAGES)
    connection.execute(sa.text("INSERT INTO state_images VALUES (:image, :page)"), [{"image": i, "page": p} for i, p in shown])
    for number, band, data in connection.execute(sa.select(segments)).all():
        entries = Entries.restored(data)
        both = entries.keys.astype("<u8") << np.uint64(32) | entries.texts
        this = (segments.c.number == number) & (segments.c.band == band)
        connection.execute(sa.update(segments).where(this).values(entries=both.astype("<u8").tobytes()))
    for table, column in ((pages, "given"), (pages, "seal"), (pages, "item_seal"), (runs, "seal"), (pairs, "seal")):
        connection.exec_driver_sql(f"ALTER TABLE {table.name} DROP COLUMN {column}")
    connection.execute(sa.update(schema).values(version=1))


def found_by(store: Store, looked_for: list[Addition]) -> list[tuple[int, int]]:
    signatures = np.frombuffer(b"".join(each.signature for each in looked_for), SIGNATURE)
    found = Candidates()
    assert len(list(store.find_candidates(SignedRows(signatures), found))) == 2 * BANDS
    return sorted(found.pairs())


def test_a_store_of_version_1_becomes_one_of_this_version(store: Store) -> None:
    looked_for = [*additions(3, 5), *additions(104, 2), *additions(900, 2)]
    with store.reading() as view:
        before = view.counts(), list(view.all_pages())
    found = found_by(store, looked_for)
    assert [place for place, _ in found] == [0, 1, 2, 3, 4, 5, 6]
    with store._database.writing() as connection:
        to_version_1(connection)
    store._database.migrate()
    assert found_by(store, looked_for) == found
    with store.reading() as view:
        assert (view.counts(), list(view.all_pages())) == before
    store.add(store.begin("another"), list(additions(0, 80)), lambda exact, item: False)
    store.finish(1)
    with store.reading() as view:
        assert view.counts().pages == 91
