"""The tables of the history, in numbered steps; ``PRAGMA user_version`` is the number of steps applied to a file."""

TABLES = {
    "rules": "id, shared, sites, schema_version",
    "job": "id, file, name",
    "run": "id, job, started, rules, ended, report",
    "file": "id, job, path, size, mtime_ns, inode, pages",
    "item": "id, hash, kind, content",
    "page": "id, file, name, nth, since, until, digest, site, item, reason",
}
"""Table → the columns covered by the checksum of its rows."""


def of_row(columns: str, row: str) -> str:
    """The columns of ``row``, a name in SQL."""
    return ", ".join(f"{row}.{column.strip()}" for column in columns.split(","))


def _sealed(table: str) -> str:
    """Set the checksum of every row when it is written or changed, after verifying the old one."""
    columns = TABLES[table]
    old, new = of_row(columns, "OLD"), of_row(columns, "NEW")
    seal = f"UPDATE {table} SET seal = seal_of({new}) WHERE id = NEW.id"  # noqa: S608 - names are ours
    return f"""
    ALTER TABLE {table} ADD COLUMN seal INTEGER;
    UPDATE {table} SET seal = seal_of({columns});
    CREATE TRIGGER {table}_added AFTER INSERT ON {table} BEGIN {seal}; END;
    CREATE TRIGGER {table}_changed AFTER UPDATE OF {columns} ON {table} BEGIN
        SELECT see_to('{table}', OLD.seal, {old}); {seal}; END;
    """  # noqa: S608


STEPS = (
    """
    CREATE TABLE rules (id INTEGER PRIMARY KEY, shared TEXT NOT NULL, sites TEXT NOT NULL, schema_version INTEGER NOT NULL);
    CREATE TABLE job (id INTEGER PRIMARY KEY, file TEXT NOT NULL, name TEXT NOT NULL, UNIQUE (file, name));
    CREATE TABLE run (
        id INTEGER PRIMARY KEY AUTOINCREMENT, job INTEGER NOT NULL REFERENCES job, started TEXT NOT NULL,
        rules INTEGER NOT NULL REFERENCES rules, ended TEXT, report BLOB
    );
    CREATE TABLE file (
        id INTEGER PRIMARY KEY, job INTEGER NOT NULL REFERENCES job, path TEXT NOT NULL,
        size INTEGER, mtime_ns INTEGER, inode INTEGER, pages INTEGER NOT NULL DEFAULT 0, UNIQUE (job, path)
    );
    CREATE TABLE item (id INTEGER PRIMARY KEY, hash BLOB NOT NULL UNIQUE, kind TEXT NOT NULL, content BLOB NOT NULL);
    CREATE TABLE page (
        id INTEGER PRIMARY KEY, file INTEGER NOT NULL REFERENCES file, name TEXT NOT NULL, nth INTEGER NOT NULL,
        since INTEGER NOT NULL REFERENCES run, until INTEGER REFERENCES run,
        digest BLOB NOT NULL, site TEXT, item INTEGER REFERENCES item, reason TEXT
    );
    CREATE INDEX page_of_file ON page (file, name, nth);
    CREATE INDEX page_since ON page (since);
    CREATE INDEX page_until ON page (until) WHERE until IS NOT NULL;
    CREATE INDEX page_of_item ON page (item) WHERE item IS NOT NULL;
    """,
    "".join(map(_sealed, TABLES)),
)
"""``page``: what became of a page from the run ``since`` up to, and without, the run ``until``. ``name`` is what its path adds to
the file's, ``digest`` stands for its bytes (empty: they could not be read), ``reason`` is why there is no item."""
