"""The cost of reading a page and of each stage, in multiples of the floor, also on a busy machine.

    python -m benchmarks.stages [PAGES] [--most 250] [--rounds 6]

For every page and stage the minimum of several rounds is used, which excludes the effects of other programs. ``PAGES`` is as for
a crawl; by default pages are generated. The floor is that of :mod:`benchmarks.replay`. The work of a crawl around a page (finding
it, the engine, the journal, the feeds) and its start-up are not included.
"""

import argparse
import tempfile
from collections import Counter
from itertools import islice
from pathlib import Path

from scrapy.settings import Settings

from benchmarks.pages import write_pages
from benchmarks.replay import floor
from crawler import settings
from crawler.pages import SavedPage, saved_pages
from crawler.runs.stages import cleaner_of

Data = tuple[SavedPage, bytes]


def least(pages: list[Data], rounds: int) -> Counter[str]:
    """Seconds of each stage for all pages."""
    cleaner = cleaner_of(Settings({name: value for name, value in vars(settings).items() if name.isupper()}))
    best: dict[tuple[int, str], float] = {}
    for _ in range(rounds):
        for at, (page, data) in enumerate(pages):
            cleaner.seconds.clear()
            cleaner.clean(page, data)
            for stage, seconds in cleaner.seconds.items():
                best[at, stage] = min(seconds, best.get((at, stage), seconds))
    sums: Counter[str] = Counter()
    for (_, stage), seconds in best.items():
        sums[stage] += seconds  # type: ignore[assignment]  # a Counter of seconds
    return sums


def least_floor(pages: list[Data], rounds: int) -> float:
    files = [page.file for page, _ in pages]
    return sum(min(floor([file]) for _ in range(rounds)) for file in files)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pages", nargs="?")
    parser.add_argument("--most", type=int, default=250)
    parser.add_argument("--rounds", type=int, default=6)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        if options.pages is None:
            write_pages(Path(name), options.most)
        found = (page for page in saved_pages(options.pages or name) if isinstance(page, SavedPage))
        pages = [(page, page.read()) for page in islice(found, options.most)]
        least_of_all = least_floor(pages, options.rounds)
        stages = least(pages, options.rounds)
    print(f"{len(pages)} pages, floor {least_of_all / len(pages) * 1e3:.3f} ms a page")
    for stage, seconds in [("all", stages.total()), *stages.most_common()]:
        print(f"{stage:24}{seconds / least_of_all:8.2f} x")


if __name__ == "__main__":
    main()
