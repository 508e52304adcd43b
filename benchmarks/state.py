"""What memory costs: a store that is full, and a whole run with the stage on against one without.

    python -m benchmarks.state [--articles 300000] [--images 1000000] [--pages 5000 20000] [--url sqlite:////tmp/state.db]
    python -m benchmarks.state --crawl [--pages 5000]

The store is filled with articles whose bands are drawn from those of real texts (made by ``benchmarks.chinese_articles``), each
band by itself, so that a new text meets as many others by chance as it would among real ones. Then a run of other articles is
settled in it, and the same again, each with the store opened before and closed after it. All times are of CPU, per page;
fingerprints are not in them, which are the stage's.
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

import msgspec
import numpy as np

from benchmarks.chinese_articles import Writer
from benchmarks.pages import distinct_stories
from crawler.images.item_content import content_sha256
from crawler.items import Article, Image, Page
from crawler.runs.duplicates import PAGES_AT_ONCE
from crawler.runs.settling import SameStories, WaitingItems, additions_of, find_in_run, find_in_store, outcomes
from crawler.state import Addition, Store, encoded, open_state, page_record
from crawler.stories import SIGNATURE, Fingerprint, fingerprint, normal_form, signatures_of, story_text

POOL = 10_000
BATCH = 5_000


def articles(writer: Writer, numbers: Iterator[int], images: float) -> Iterator[Article]:
    """Made-up articles with so many pictures on average, and html and a page like real ones."""
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
    """Store ``total`` articles that share the bands of ``pool`` and nothing else."""
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


class Stopwatch:
    """Prints what each part cost a page."""

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
    """Settle a run as the extension does, and print what it costs."""
    gc.collect()
    gc.freeze()  # what the benchmark holds, and a crawl does not
    held = WaitingItems()
    store = open_state(where)
    watch = Stopwatch(len(items))
    for item in items:
        held.add(item)
    watch.lap("(fingerprints and holding, not the store's)", False)
    found = SameStories(held)
    for _ in find_in_store(held, store, found):
        pass
    watch.lap("looking for the same stories")
    for _ in find_in_run(held, found):
        pass
    watch.lap("(comparing the new texts, not the store's)", False)
    run = store.begin("measured")
    for additions in additions_of(held, found, PAGES_AT_ONCE):
        store.add(run, additions, found.is_same)
    watch.lap("writing")
    store.finish(run)
    watch.lap("merging segments")
    with store.reading() as view:
        told = [outcome for known in outcomes(held, view) for _, outcome in known]
    watch.lap("asking what became of them")
    store.close()
    watch.lap("closing")
    marked = sum(outcome.duplicate_of is not None for outcome in told)
    print(f"  {'lookups and writes':44}{watch.total:9.1f} µs/page; {marked} marked")
    held.close()


def measure_store(options: argparse.Namespace, folder: str) -> None:
    """Fill a store, and settle each run in it twice."""
    writer, numbers = Writer(1), count()
    pool = list(islice(articles(writer, numbers, options.images / options.articles), POOL))
    where = options.url or str(Path(folder, "state.db"))
    with open_state(where) as store:
        fill(store, pool, options.articles, random.Random(2))
        with store.reading() as view:
            print(view.counts())
        size = store.size()
    print(f"{size / 1e6:,.0f} MB, {size / options.articles:,.0f} bytes/page")
    new = articles(writer, count(10**8), options.images / options.articles)
    for pages in options.pages:
        items = list(islice(new, pages))
        for name in ("new pages", "the same pages again"):
            print(f"{pages:,} {name}")
            settle(where, items)


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
    """Crawl the same pages without the stage, with it, and again with it, in turn."""
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
    parser.add_argument("--images", type=int, default=1_000_000)
    parser.add_argument("--pages", type=int, nargs="+", default=[5_000, 20_000], help="of a run, or of several")
    parser.add_argument("--url", help="of an empty store, elsewhere than in a temporary folder")
    parser.add_argument("--crawl", action="store_true", help="measure whole runs")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        (measure_crawl if options.crawl else measure_store)(options, folder)


if __name__ == "__main__":
    main()
