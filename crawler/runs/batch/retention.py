"""Prunes the history."""

from crawler.runs.batch.history import History


def prune(history: History, runs: int | None, since: str | None) -> int:
    """Delete the runs of a job that are neither among the last ``runs`` nor began at ``since`` or later; return their number.

    The records of the pages in their current state stay, and so do their items. Raises sqlite3.Error.
    """
    with history.store.transaction() as database:
        kept = database.execute(
            "SELECT min(id) FROM (SELECT id, started, row_number() OVER (ORDER BY id DESC) AS place FROM run "
            "WHERE job = :job AND ended IS NOT NULL) "
            "WHERE place = 1 OR place <= :runs OR julianday(started) >= julianday(:since)",
            {"job": history.job, "runs": runs or 0, "since": since},
        ).fetchone()[0]
        if kept is None:
            return 0
        of_job = "SELECT id FROM whole_file WHERE job = ?"
        database.execute(f"DELETE FROM page WHERE until <= ? AND file IN ({of_job})", (kept, history.job))  # noqa: S608
        database.execute(f"UPDATE page SET since = ? WHERE since < ? AND file IN ({of_job})", (kept, kept, history.job))  # noqa: S608
        database.execute("DELETE FROM item WHERE id NOT IN (SELECT item FROM whole_page WHERE item IS NOT NULL)")
        database.execute("DELETE FROM file WHERE job = ? AND size IS NULL AND id NOT IN (SELECT file FROM page)", (history.job,))
        forgotten = database.execute("DELETE FROM run WHERE job = ? AND id < ?", (history.job, kept)).rowcount
        database.execute("DELETE FROM rules WHERE id NOT IN (SELECT rules FROM run)")
    return int(forgotten)
