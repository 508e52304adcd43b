"""The tables of a store. Lookups by hash go through ``indexes``."""

import sqlalchemy as sa

BIG = sa.BigInteger().with_variant(sa.Integer, "sqlite")
tables = sa.MetaData()

schema = sa.Table("state_schema", tables, sa.Column("version", sa.Integer, primary_key=True, autoincrement=False))
runs = sa.Table(
    "state_runs",
    tables,
    sa.Column("number", BIG, primary_key=True, autoincrement=False),
    sa.Column("command", sa.Text, nullable=False, comment="what makes two runs the same"),
    sa.Column("finished", sa.Boolean, nullable=False),
    sa.Column("seal", BIG, comment="checksum of the other columns; null where an earlier version wrote them"),
)
texts = sa.Table(
    "state_texts",
    tables,
    sa.Column("number", BIG, primary_key=True, autoincrement=False),
    sa.Column("exact", sa.LargeBinary(16), nullable=False, comment="hash of the normal form"),
)
pages = sa.Table(
    "state_pages",
    tables,
    sa.Column("number", BIG, primary_key=True, autoincrement=False),
    sa.Column("sha256", sa.LargeBinary(32), nullable=False, comment="of the bytes of the page"),
    sa.Column("id", sa.Text, nullable=False),
    sa.Column("content", sa.LargeBinary(32), nullable=False, comment="content_sha256 of the item"),
    sa.Column("text", BIG, nullable=False, index=True, comment="number of its text"),
    sa.Column("run", BIG, nullable=False, comment="that saw it first"),
    sa.Column("type", sa.Text, nullable=False),
    sa.Column("site", sa.Text, nullable=False),
    sa.Column("publisher", sa.Text),
    sa.Column("source", sa.Text),
    sa.Column("headline", sa.Text, nullable=False),
    sa.Column("date_published", sa.Text),
    sa.Column("captured", sa.Text),
    sa.Column("latest", sa.Text, comment="the latest instant on the page, in UTC"),
    sa.Column("length", BIG, nullable=False, comment="characters of the normal form"),
    sa.Column("path", sa.Text, nullable=False, comment="where it was seen first"),
    sa.Column("given", sa.Text, comment="the id that its site gives it, where another item has it"),
    sa.Column("seal", BIG, comment="checksum of the columns but the item; null where an earlier version wrote them"),
    sa.Column("item_seal", BIG, comment="checksum of the item, likewise"),
    sa.Column("item", sa.LargeBinary, comment="MessagePack or JSON, compressed with zstd; null where items are not kept"),
)
pairs = sa.Table(
    "state_pairs",
    tables,
    sa.Column("one", BIG, primary_key=True, autoincrement=False),
    sa.Column("other", BIG, primary_key=True, autoincrement=False, index=True),
    sa.Column("seal", BIG, comment="checksum of both; null where an earlier version wrote them"),
    comment="numbers of two texts that are one story",
)
segments = sa.Table(
    "state_segments",
    tables,
    sa.Column("number", BIG, primary_key=True, autoincrement=False),
    sa.Column("band", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column(
        "entries",
        sa.LargeBinary,
        nullable=False,
        comment="band hash and number of a text, 32 bits each, sorted; then a checksum",
    ),
)
sketches = sa.Table(
    "state_sketches",
    tables,
    sa.Column("segment", BIG, primary_key=True, autoincrement=False),
    sa.Column(
        "entries",
        sa.LargeBinary,
        nullable=False,
        comment="number, 64 bits of exact, and sketch of a text, sorted; then a checksum",
    ),
)
indexes = sa.Table(
    "state_indexes",
    tables,
    sa.Column("segment", BIG, primary_key=True, autoincrement=False),
    sa.Column("kind", sa.Text, primary_key=True, comment="bytes, id and image tell pages, text tells texts"),
    sa.Column(
        "entries",
        sa.LargeBinary,
        nullable=False,
        comment="64 bits of a hash each, sorted; then 32 bits of a number each; then a checksum",
    ),
)
