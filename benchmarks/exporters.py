"""The cost of each format: the same items for every exporter in ``FEED_EXPORTERS``.

    python -m benchmarks.exporters [--items 20000] [--format parquet ...]

Each format is written in a separate process, as by a feed, and then again by a bare loop over the underlying library, if there is
one: the same data, prepared, into the same columns. CPU time is that of the exporter alone, as a ratio to JSON Lines; memory is
the peak of the process, which makes a thousand items at a time (``nothing`` makes them without exporting). PostgreSQL has a
separate server, whose CPU time is not counted.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from itertools import chain, islice
from pathlib import Path
from typing import Any

import psycopg
from scrapy.settings import Settings
from scrapy.utils.misc import build_from_crawler, load_object
from scrapy.utils.test import get_crawler

from benchmarks.items import distinct_items
from benchmarks.libraries import LIBRARIES
from tests.postgresql_server import running_server

AT_ONCE = 1000
BASE = "jsonl"
NOTHING = "nothing"
SERVER = "postgresql"
Write = Callable[[list[Any]], None]


def formats() -> list[str]:
    """One name for every exporter in the settings, JSON Lines first."""
    settings = Settings()
    settings.setmodule("crawler.settings")
    named = {settings["FEED_EXPORTERS"][BASE]: BASE}
    for name, path in settings["FEED_EXPORTERS"].items():
        named.setdefault(path, name)
    return sorted(named.values(), key=lambda name: name != BASE)


def exporting(form: str, uri: str) -> tuple[Write, Callable[[], None]]:
    """Functions that export a list of items to ``uri``, and that store the result, as in a feed."""
    crawler = get_crawler(settings_dict=settings_of_project())
    scheme = SERVER if form == SERVER else ""
    writer = load_object(crawler.settings["FEED_EXPORTERS"][form])
    stored = getattr(writer, "storage", None) or load_object(crawler.settings["FEED_STORAGES"][scheme])
    storage = stored(uri, feed_options={"overwrite": True, "format": form})
    file = storage.open(None)
    options = {"fields_to_export": None, "encoding": "utf-8", "indent": None}
    exporter: Any = build_from_crawler(writer, crawler, file, **options)
    exporter.start_exporting()

    def write(items: list[Any]) -> None:
        for item in items:
            exporter.export_item(item)

    def store() -> None:
        exporter.finish_exporting()
        storage.store(file)

    return write, store


def settings_of_project() -> dict[str, Any]:
    settings = Settings()
    settings.setmodule("crawler.settings")
    return {name: settings[name] for name in ("FEED_STORAGES", "FEED_EXPORTERS")}


def size_of(uri: str) -> int:
    """Bytes of the file, of the files in the folder, or of the database."""
    if uri.startswith(SERVER):
        with psycopg.connect(uri) as connection:
            return int((connection.execute("SELECT pg_database_size(current_database())").fetchone() or (0,))[0])
    path = Path(uri)
    return sum(file.stat().st_size for file in (path.rglob("*") if path.is_dir() else [path]) if file.is_file())


def no_export(items: list[Any]) -> None:
    """Accept the items and do nothing."""


def run(form: str, uri: str, count: int, bare: bool) -> dict[str, float]:
    """Export ``count`` items: CPU seconds, seconds, bytes, peak MiB."""
    prepare: Callable[[list[Any]], Any] = list
    write: Callable[[Any], None] = no_export
    store: Callable[[], Any] = list
    if bare:
        prepare, write, store = LIBRARIES[form](uri)
    elif form != NOTHING:
        write, store = exporting(form, uri)
    items, cpu, seconds = distinct_items(count), 0.0, 0.0
    while batch := list(islice(items, AT_ONCE)):
        prepared = prepare(batch)
        cpu, seconds = cpu - time.process_time(), seconds - time.perf_counter()
        write(prepared)
        cpu, seconds = cpu + time.process_time(), seconds + time.perf_counter()
    cpu, seconds = cpu - time.process_time(), seconds - time.perf_counter()
    store()
    cpu, seconds = cpu + time.process_time(), seconds + time.perf_counter()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"cpu": cpu, "seconds": seconds, "peak": peak, "bytes": 0 if form == NOTHING else size_of(uri)}


def measured(form: str, count: int, new_place: Callable[[str], str], bare: bool = False) -> dict[str, float]:
    """Call :func:`run` in a separate process."""
    place = new_place(f"{form}_{'bare' if bare else 'feed'}")
    command = [sys.executable, "-m", "benchmarks.exporters", "--run", form, place, "--items", str(count), *["--bare"] * bare]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    if ended.returncode:
        raise SystemExit(f"{form}: {ended.stderr}")
    found: dict[str, float] = json.loads(ended.stdout.splitlines()[-1])
    return found


def rows(chosen: list[str], count: int) -> Iterator[list[str]]:
    """A row of the table for each format."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        server = stack.enter_context(running_server()) if SERVER in chosen else None
        base = 0.0
        for form in (NOTHING, *chosen):
            place = server.create if server and form == SERVER else lambda name: str(folder / name)
            found = measured(form, count, place)
            base = base or (found["cpu"] if form == BASE else 0.0)
            bare = measured(form, count, place, bare=True)["cpu"] / base if form in LIBRARIES and base else 0.0
            yield [
                form,
                f"{count / found['seconds']:,.0f}" if found["cpu"] > 0.01 else "",
                f"{found['cpu'] / count * 1e6:,.0f}",
                f"{found['cpu'] / base:.1f}" if base else "",
                f"{bare:.1f}" if bare else "",
                f"{found['bytes'] / 1e6:,.1f}",
                f"{found['peak']:,.0f}",
            ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--items", type=int, default=20_000)
    parser.add_argument("--format", action="append", choices=formats(), help="only this one, after jsonl; may be repeated")
    parser.add_argument("--run", nargs=2, metavar=("FORMAT", "URI"), help=argparse.SUPPRESS)
    parser.add_argument("--bare", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.run:
        form, uri = options.run
        print(json.dumps(run(form, uri, options.items, options.bare)))
        return
    every = formats()
    chosen = [form for form in every if form in (BASE, *(options.format or every))]
    heads = ("format", "items/s", "CPU us/item", f"x {BASE}", "bare library", "MB", "peak MiB")
    for row in chain([heads], rows(chosen, options.items)):
        print(f"{row[0]:12}" + "".join(f"{cell:>14}" for cell in row[1:]), flush=True)


if __name__ == "__main__":
    main()
