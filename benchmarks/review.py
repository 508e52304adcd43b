"""How long a user waits for a review: from a key press until the items found are drawn on the screen, in a real Chromium.

    python -m benchmarks.review [--items 20000] [--repeat 5]

Words of one to four characters that are in the texts, and some that are not, are typed character by character; then the filters
are selected. The clock starts when the browser creates the event, and stops with the frame after the one in which everything is
counted. Also prints the seconds and bytes for writing the index.
"""

import argparse
import random
import statistics
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from playwright.sync_api import Page

from benchmarks.items import distinct_items
from crawler.feeds.exporters.review import ReviewExporter
from crawler.feeds.storages.local import Folder
from crawler.items import Article, Item
from tests.browser import chromium, opened

WATCH = """
() => {
  const field = document.getElementById("search"), count = document.getElementById("count");
  window.waits = [];
  document.addEventListener("input", (event) => { window.began = event.timeStamp; window.done = 0; }, true);
  document.addEventListener("change", (event) => { window.began = event.timeStamp; window.done = 0; }, true);
  new MutationObserver(() => {
    if (/reading/.test(count.textContent)) return;
    requestAnimationFrame(() => setTimeout(() => { window.done = performance.now() - window.began; }));
  }).observe(count, { childList: true, characterData: true, subtree: true });
}
"""
DONE = """
() => new Promise((done) => {
  const look = () => (window.done > 0 ? done(window.done) : setTimeout(look, 5));
  look();
})
"""
ABSENT = ("鼎鼎", "qzx", "龘龘龘")


def written(folder: Path, items: list[Item]) -> tuple[Path, float, int]:
    """The review of ``items``, the CPU seconds that it took, and its bytes."""
    file = Folder(folder, ".review")
    exporter = ReviewExporter(file)
    began = time.process_time()
    exporter.start_exporting()
    for item in items:
        exporter.export_item(item)
    exporter.finish_exporting()
    seconds = time.process_time() - began
    return file.path, seconds, sum(each.stat().st_size for each in file.path.iterdir())


def words_of(items: list[Item], count: int) -> Iterator[str]:
    """Words of one to four characters that occur in texts."""
    chance = random.Random(1)
    while count:
        item = chance.choice(items)
        text = item.text if isinstance(item, Article) else item.posts[0].text
        length = 1 + count % 4
        start = chance.randrange(max(len(text) - length, 1))
        word = text[start : start + length]
        if len(word) == length and word.isalnum():
            count -= 1
            yield word


def wait(page: Page) -> float:
    return float(page.evaluate(DONE))


def typed(page: Page, words: list[str]) -> dict[str, list[float]]:
    """Milliseconds of every key press, by the number of characters typed."""
    waits: defaultdict[str, list[float]] = defaultdict(list)
    for word in words:
        if page.input_value("#search"):
            page.evaluate("window.done = 0")
            page.fill("#search", "")
            waits["cleared"].append(wait(page))
        page.focus("#search")
        for length, character in enumerate(word, 1):
            page.evaluate("window.done = 0")
            page.keyboard.insert_text(character)
            waits[f"{length} characters" if length > 1 else "1 character"].append(wait(page))
    page.fill("#search", "")
    for name in ("site", "flag", "rule", "type", "order"):
        for value in page.locator(f"#{name} option").evaluate_all("all => all.slice(0, 4).map(e => e.value)"):
            page.evaluate("window.done = 0")
            page.select_option(f"#{name}", value)
            waits[name].append(wait(page))
        page.select_option(f"#{name}", index=0)
    return waits


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--items", type=int, default=20_000)
    parser.add_argument("--repeat", type=int, default=5)
    options = parser.parse_args()
    items = list(islice(distinct_items(options.items), options.items))
    characters = sum(len(item.text) for item in items if isinstance(item, Article))
    with tempfile.TemporaryDirectory() as folder:
        review, seconds, size = written(Path(folder, "review"), items)
        print(f"{len(items):,} items, {characters:,} characters: {seconds:.2f} s of CPU, {size:,} bytes")
        words = [*words_of(items, 8 * options.repeat), *ABSENT]
        with chromium() as browser, opened(browser, (review / "index.html").as_uri()) as (page, _):
            page.focus("#search")
            page.locator("iframe").first.wait_for(state="detached")
            while page.locator("iframe").count():
                page.wait_for_timeout(50)
            page.evaluate(WATCH)
            waits = typed(page, words)
    print(f"{'':14} {'median':>8} {'worst':>8}   ms")
    for name, values in waits.items():
        print(f"{name:14} {statistics.median(values):8.1f} {max(values):8.1f}   of {len(values)}")


if __name__ == "__main__":
    main()
