"""Implements ``scrapy runs``."""

import argparse
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import msgspec
from scrapy.exceptions import UsageError
from scrapy.settings import BaseSettings

from crawler.commands._marks import Marks
from crawler.runs.batch.report import RunReport
from crawler.runs.batch.runs import ItemChange, NoSuchRunError, RunLine, item_changes, report_on_record, run_lines
from crawler.runs.batch.store import Store, StoreError
from crawler.runs.terminal import aligned, printable
from crawler.stories.paragraphs import paragraph_diff

HEADINGS = ("run", "job", "started", "pages", "items", "dropped", "failed", "lost", "seconds", "exit", "")


def run(settings: BaseSettings, args: list[str], opts: argparse.Namespace) -> int:
    """Do what was requested and return the exit code: 1 if there is no such run, or no readable history. Raises UsageError."""
    path = Path(settings.get("BATCH_DIR"), "runs.db")
    try:
        if not path.exists():
            raise StoreError(f"there is no history yet: scrapy batch creates {path}")
        with closing(Store(path)) as store:
            for line in _lines(store, args, opts):
                print(line)
    except (StoreError, NoSuchRunError, sqlite3.Error) as error:
        print(printable(str(error)), file=sys.stderr)
        return 1
    return 0


def _lines(store: Store, args: list[str], opts: argparse.Namespace) -> Iterator[str]:
    match args:
        case []:
            yield from list_lines(list(run_lines(store, opts.job)))
        case ["show", run] if run.isdecimal():
            report = report_on_record(store, int(run))
            yield from [msgspec.json.format(msgspec.json.encode(report)).decode()] if opts.json else report_lines(report)
        case ["diff", before, after] if before.isdecimal() and after.isdecimal():
            for change in item_changes(store, int(before), int(after)):
                yield from (
                    [msgspec.json.encode(change._asdict()).decode()]
                    if opts.json
                    else change_lines(change, Marks.of(full=opts.full))
                )
        case _:
            raise UsageError("expected no arguments (to list all runs), show ID, or diff A B")


def list_lines(runs: list[RunLine]) -> list[str]:
    """A table of runs."""
    rows: list[tuple[str | int, ...]] = [HEADINGS]
    for run in runs:
        about, report = (f"{run.run}", f"{run.job} ({run.job_file})", run.started), run.report
        if report is None:
            rows.append((*about, *[""] * (len(HEADINGS) - 4), "not finished"))
        else:
            counts = (report.balance.pages, report.balance.items, report.balance.dropped, report.balance.failed)
            missed = [f"{expectation.name}: {expectation.got}" for expectation in report.expectations if not expectation.met]
            said = "; ".join([*report.verdict, *missed])
            rows.append(
                (
                    *about,
                    *(f"{count:,}" for count in counts),
                    f"{report.balance.lost:,}{' + ?' if report.balance.lost_unknown else ''}",
                    f"{report.seconds:,.1f}",
                    f"{report.exit_code}",
                    said,
                )
            )
    return aligned(rows)


def report_lines(report: RunReport) -> Iterator[str]:
    """The numbers of a run."""
    pages, balance = report.pages, report.balance
    yield printable(f"run {report.run} of {report.job} ({report.job_file}), {report.started} to {report.ended}")
    counts = {"new": pages.new, "changed": pages.changed, "redone": sum(pages.redone.values()), "unchanged": pages.unchanged}
    yield f"pages found: {pages.found:,}: {', '.join(f'{count:,} {name}' for name, count in counts.items())}"
    yield from (f"  {count:,} redone: {printable(reason)}" for reason, count in pages.redone.items())
    yield f"vanished: {pages.vanished:,}"
    yield f"{balance.pages:,} pages = {balance.items:,} items + {balance.dropped:,} dropped + {balance.failed:,} failed"
    for name, left_out in (("dropped", report.drops), ("failed", report.failures), ("lost", report.losses)):
        yield from aligned([(one.pages, name, one.kind, one.samples[0].path) for one in left_out], "  ") if left_out else ()
    told = [use for use in report.rules if use.judged in {"new", "unusual"}]
    yield from (f"rule {use.rule}: {use.removals:,} removals, usually {use.usual:,.1f}: {use.judged}" for use in told)
    for one in report.expectations:
        yield printable(f"expected {one.name} {one.wanted}: {one.got}: {'met' if one.met else 'NOT MET'}")
    yield from (
        printable(f"feed {feed.uri}: {feed.items:,} items{'' if feed.stored else ': NOT STORED'}") for feed in report.feeds
    )
    yield printable(f"exit code {report.exit_code}{''.join(f'; {reason}' for reason in report.verdict)}")


def change_lines(change: ItemChange, marks: Marks) -> Iterator[str]:
    """One item and its changed fields: the differences, with some context."""
    yield marks.painted(printable(f"{change.kind} {change.id} {change.path}: {change.headline}"), "bold")
    for field, before, after in change.fields:
        if isinstance(before, str) and isinstance(after, str) and "\n\n" in before + after:
            yield f"  {field}:"
            yield from (f"    {line}" for line in marks.changes(paragraph_diff(before, after)))
        else:
            was, is_now = (msgspec.json.encode(value).decode() for value in (before, after))
            yield f"  {field}: {marks.told(was, is_now)}"
