"""The cost of the state: of a full store, and of a whole run with the stage compared with one without.

    python -m benchmarks.state [--articles 300000] [--images 1000000] [--pages 5000 20000] [--url sqlite:////tmp/state.db]
    python -m benchmarks.state --texts 20000000 --pages 1000
    python -m benchmarks.state --crawl [--pages 5000]

The store is filled with articles whose bands are drawn from those of realistic texts (made by ``benchmarks.chinese_articles``),
each band independently, so that a new text collides with as many others by chance as among real ones. Then a run of other
articles is settled in it, twice, with the store opened before and closed after each. All times are CPU times per page, without
fingerprints, which are the stage's. With ``--texts``, a store has the indexes for that many texts, but not their rows: bands,
sketches and hashes are random, so that a run reads what it would read of such a store.
"""

import argparse
import gc
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from itertools import count, islice
from pathlib import Path
from typing import Any

import msgspec
import numpy as np

from benchmarks.chinese_articles import Writer
from benchmarks.pages import distinct_stories
from benchmarks.settled import steps
from crawler.images.item_content import content_sha256
from crawler.items import Article, Image, Page
from crawler.runs.settling.outcomes import outcomes
from crawler.runs.settling.waiting_items import WaitingItems
from crawler.state import Addition, Store, encoded, open_state
from crawler.state._indexes import BY_BYTES, BY_ID, BY_IMAGE, BY_TEXT, Index
from crawler.state._segment_rows import insert_segment
from crawler.state._tables import pages, texts
from crawler.state.engine import Database
from crawler.stories.compared import page_record
from crawler.stories.fingerprint import SIGNATURE, Fingerprint, fingerprint, signatures_of
from crawler.stories.normal_form import normal_form, story_text

OF_THE_TEXTS = {"comparing the new texts"}
POOL = 10_000
OF_A_SEGMENT = 25_000
NO_PAGE: dict[str, Any] = {
    "sha256": bytes(32),
    "content": bytes(32),
    **dict.fromkeys(("id", "type", "site", "headline", "path"), ""),
}
BATCH = 5_000


def articles(writer: Writer, numbers: Iterator[int], images: float) -> Iterator[Article]:
    """Generated articles with that many pictures on average, and with realistic html and page."""
    for number, paragraphs in zip(numbers, writer.articles(sys.maxsize), strict=False):
        urls = [f"https://n.sinaimg.cn/news/{number:09d}_{at}.jpg" for at in range(int(images + writer.draw.random()))]
        html = "\n".join([f"<p>{text}</p>" for text in paragraphs] + [f'<figure><img src="{url}"></figure>' for url in urls])
        page = Page(path=f"archive/{number:09d}.txt", sha256=f"{number:064x}", bytes=len(html), reader="front_matter")
        item = Article(
            id=f"{number:016x}",
            site=f"site{number % 40}",
            headline="".join(writer.words(6)),
            date_published=f"2021-07-{1 + number % 28:02d}T08:00:00+08:00",
            text="\n\n".join(paragraphs),
            html=html,
            images=[Image(url, [url]) for url in urls],
            page=page,
        )
        item.content_sha256 = content_sha256(item)
        yield item


def fill(store: Store, pool: Sequence[Article], total: int, draw: random.Random) -> None:
    """Store ``total`` articles that have bands from ``pool`` in common and nothing else."""
    known = [(item, fingerprint(normal_form(story_text(item)))) for item in pool]
    columns = np.ascontiguousarray(signatures_of([found for _, found in known])["bands"].T)
    choose = np.random.default_rng(2)
    run, numbers = store.begin("filling"), count(len(pool))
    for start in range(0, total, BATCH):
        batch = []
        signatures = np.empty(min(BATCH, total - start), SIGNATURE)
        signatures["bands"] = np.stack([choose.choice(column, len(signatures)) for column in columns], axis=1)
        signatures["sketch"] = choose.integers(256, size=signatures["sketch"].shape)
        for signature in signatures:
            number, (item, found) = next(numbers), draw.choice(known)
            text = Fingerprint(draw.randbytes(16), found.length)
            record = page_record(item, text)
            images = tuple(draw.getrandbits(63) for _ in record.images)
            record = msgspec.structs.replace(
                record, sha256=number.to_bytes(32, "big"), id=f"{number:016x}", content=draw.randbytes(32), images=images
            )
            batch.append(Addition(record, encoded(item), signature.tobytes()))
        store.add(run, batch, lambda exact, item: False)
        if start // BATCH % 4 == 3:
            store.finish(run)
    store.finish(run)


def fill_with_texts(where: str, total: int) -> None:
    """Write the indexes for that many texts, in segments as large as they become, and a row for the last text and its page."""
    choose = np.random.default_rng(3)
    database = Database(where)
    database.migrate()
    for first in range(1, total + 1, OF_A_SEGMENT):
        numbers = np.arange(first, min(first + OF_A_SEGMENT, total + 1), dtype=np.uint32)
        size = len(numbers)
        signatures = np.empty(size, SIGNATURE)
        signatures["bands"] = choose.integers(2**32, size=signatures["bands"].shape, dtype=np.uint32)
        signatures["sketch"] = choose.integers(256, size=signatures["sketch"].shape)
        signatures["exact"] = choose.integers(2**63, size=size)
        found = {
            kind: Index.of(choose.integers(2**63, size=size).astype(np.uint64), numbers) for kind in (BY_BYTES, BY_ID, BY_TEXT)
        }
        shown = np.repeat(numbers, 3)
        found[BY_IMAGE] = Index.of(choose.integers(2**63, size=len(shown)).astype(np.uint64), shown)
        with database.writing() as connection:
            insert_segment(connection, numbers.tolist(), signatures, found)
    with database.writing() as connection:
        connection.execute(texts.insert().values(number=total, exact=bytes(16)))
        connection.execute(pages.insert().values(number=total, text=total, run=1, length=0, **NO_PAGE))
    database.close()


class Stopwatch:
    """Prints the cost of each part per page."""

    def __init__(self, pages: int) -> None:
        self.pages, self.total = pages, 0.0
        self._began = time.process_time()

    def lap(self, name: str, is_the_stores: bool = True) -> None:
        now = time.process_time()
        cost = (now - self._began) / self.pages * 1e6
        print(f"  {name:44}{cost:9.1f} µs/page", flush=True)
        self.total += cost * is_the_stores
        self._began = time.process_time()


def settle(where: str, items: Sequence[Article]) -> None:
    """Settle a run like the extension, and print its cost."""
    gc.collect()
    gc.freeze()  # held by the benchmark, not by a crawl
    held = WaitingItems()
    store = open_state(where)
    watch = Stopwatch(len(items))
    for item in items:
        held.add(item)
    watch.lap("(fingerprints and holding, not the store's)", False)
    for name in steps(held, store, "measured"):
        watch.lap(f"({name}, not the store's)" if name in OF_THE_TEXTS else name, name not in OF_THE_TEXTS)
    with store.reading() as view:
        told = [outcome for known in outcomes(held, view) for outcome in known]
    watch.lap("asking what became of them")
    store.close()
    watch.lap("closing")
    marked = sum(outcome.duplicate_of is not None for outcome in told)
    print(f"  {'lookups and writes':44}{watch.total:9.1f} µs/page; {marked} marked")
    held.close()


def measure_store(options: argparse.Namespace, folder: str) -> None:
    """Fill a store, and settle each run in it twice."""
    writer, numbers = Writer(1), count()
    where = options.url or str(Path(folder, "state.db"))
    if options.texts:
        fill_with_texts(where, options.texts)
    else:
        pool = list(islice(articles(writer, numbers, options.images / options.articles), POOL))
        with open_state(where) as store:
            fill(store, pool, options.articles, random.Random(2))
    with open_state(where) as store:
        size = store.size()
    print(f"{size / 1e6:,.0f} MB, {size / (options.texts or options.articles):,.0f} bytes/page")
    new = articles(writer, count(10**8), options.images / options.articles)
    for size in options.pages:
        items = list(islice(new, size))
        for name in ("new pages", "the same pages again"):
            print(f"{size:,} {name}")
            began = time.monotonic()
            settle(where, items)
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            print(f"  in {time.monotonic() - began:.1f} s; {peak:,.0f} MB of memory at the peak")


def crawl(folder: Path, *arguments: str) -> float:
    """CPU seconds of a whole crawl of ``folder``."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    scrapy = str(Path(sys.executable).with_name("scrapy"))
    out = str(folder.parent / "items.jsonl")
    command = [
        scrapy,
        "crawl",
        "replay",
        "-a",
        f"pages={folder}",
        "-O",
        out,
        "-L",
        "WARNING",
        "-s",
        f"STATE={folder.parent}/state.db",
    ]
    subprocess.run([*command, *arguments], check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def measure_crawl(options: argparse.Namespace, folder: str) -> None:
    """Crawl the same pages without the stage, with it, and with it again, in turn."""
    pages = Path(folder, "pages")
    pages.mkdir()
    for number, (_, text) in enumerate(distinct_stories(options.pages[0])):
        (pages / f"{number:06d}.txt").write_text(text, encoding="utf-8")
    for _ in range(2):
        off = crawl(pages, "-s", "DUPLICATES=off")
        Path(folder, "state.db").unlink(missing_ok=True)
        new, again = crawl(pages), crawl(pages)
        for name, cost in (("without", off), ("with, new pages", new), ("with, the same again", again)):
            print(f"{name:24}{cost / options.pages[0] * 1e3:8.3f} ms/page{cost / off:8.2f} x", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=300_000)
    parser.add_argument("--texts", type=int, default=0, help="so many texts without their articles, instead")
    parser.add_argument("--images", type=int, default=1_000_000)
    parser.add_argument("--pages", type=int, nargs="+", default=[5_000, 20_000], help="of a run, or of several")
    parser.add_argument("--url", help="of an empty store, elsewhere than in a temporary folder")
    parser.add_argument("--crawl", action="store_true", help="measure whole runs")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        (measure_crawl if options.crawl else measure_store)(options, folder)


if __name__ == "__main__":
    main()
