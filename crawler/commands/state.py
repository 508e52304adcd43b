"""Implements ``scrapy state``."""

import argparse
from collections.abc import Sequence
from pathlib import Path

import msgspec
from scrapy.exceptions import UsageError
from scrapy.settings import BaseSettings

from crawler.commands._state import failed, state_of
from crawler.content.patterns import regex
from crawler.files.atomic_file import replacing
from crawler.files.own_files import shared_places
from crawler.runs.terminal import aligned, printable
from crawler.state import StateError, Store
from crawler.state.view import before, of_site

DATE = regex(r"\d{4}-\d{2}-\d{2}")


def run(settings: BaseSettings, args: list[str], opts: argparse.Namespace) -> int:
    """Do what was requested and return the exit code: 1 if the state or the file cannot be used. Raises UsageError."""
    _check(args, opts)
    try:
        with state_of(settings, as_it_is=args[:1] in (["check"], ["export"])) as store:
            match args:
                case ["check"]:
                    return tell_faults(store)
                case ["export", file] if [*shared_places((settings["STATE"], file))]:
                    return failed(StateError(f"{file} is the state itself, which an export does not replace"))
                case ["export", file]:
                    return tell_exported(*export(store, Path(file)), file)
                case ["forget"]:
                    chosen = of_site(opts.site) if opts.site else before(opts.before)
                    print(f"{store.forget(chosen):,} pages forgotten")
                case _:
                    print("\n".join(lines(store)))
    except (StateError, OSError) as error:
        return failed(error)
    return 0


def _check(args: Sequence[str], opts: argparse.Namespace) -> None:
    if args and not (args in (["forget"], ["check"]) or (args[0] == "export" and len(args) == 2)):
        raise UsageError("expected no arguments, check, export FILE, or forget")
    if (args == ["forget"]) != bool(opts.site or opts.before) or (opts.site and opts.before):
        raise UsageError("forget takes either --site or --before, and nothing else does")
    if opts.before and not DATE.fullmatch(opts.before):
        raise UsageError(f"--before takes a date like 2021-07-28, not {opts.before}")


def lines(store: Store) -> list[str]:
    """The counts and the size of a store, and its sites."""
    with store.reading() as view:
        counts, sites = view.counts(), view.sites()
    rows = [(count, name) for name, count in zip(counts._fields, counts, strict=True)]
    return [
        f"state: {store.name}, {store.size():,} bytes",
        *aligned(rows, "  "),
        "pages by site",
        *aligned([(n, s) for s, n in sites], "  "),
    ]


def tell_faults(store: Store) -> int:
    """Print what is damaged, and return the exit code."""
    found = store.faults()
    print("\n".join(map(printable, found)) or f"state: {store.name} is undamaged")
    return int(bool(found))


def tell_exported(pages: int, damaged: int, file: str) -> int:
    """Print what was exported, and return the exit code."""
    print(f"{pages:,} pages written to {file}" + (f", {damaged:,} damaged ones left out" if damaged else ""))
    return int(bool(damaged))


def export(store: Store, path: Path) -> tuple[int, int]:
    """Write ``{run, item}`` of every page to a JSON Lines file, atomically. Returns how many pages were written, and how many
    were left out because they are damaged. Raises OSError, StateError."""
    pages = damaged = 0
    with replacing(path) as file, store.reading() as view:
        for run, item in view.all_pages():
            if item is None:
                damaged += 1
                continue
            file.write(msgspec.json.encode({"run": run, "item": item}) + b"\n")
            pages += 1
    return pages, damaged
