"""The cost of an item from a full page, layer by layer, in multiples of one parse of the same page by lxml.

    python -m benchmarks.full_pages PAGES [--most 150] [--rounds 3]

``PAGES`` is as for a crawl; anything but full pages is left out. The parse is ``lxml.html.fromstring`` of the bytes. Both are
done in turn and measured in CPU time; for every page and layer, the minimum of several rounds is used, which excludes the effects
of other programs.
"""

import argparse
from collections.abc import Callable
from contextlib import suppress
from itertools import islice
from time import process_time
from typing import TypeVar

import lxml.html

import qingliu
from crawler.pages import SavedPage, saved_pages
from crawler.platforms import NothingToKeep
from crawler.platforms.draft import Draft
from crawler.platforms.registry import draft_of
from crawler.platforms.web.finder import find_body
from crawler.platforms.web.head import PageHead
from crawler.platforms.web.posts import comments_in
from crawler.readers import Document, UnreadablePageError, decode, read_page
from tests.support import STAGES

Result = TypeVar("Result")
PARSE, ALL, DRAFT = "one parse", "the whole item", "a draft of it"


class Costs(dict[str, float]):
    """CPU seconds of the layers of one page, each the minimum of all measurements."""

    def of(self, layer: str, work: Callable[[], Result]) -> Result:
        """Return the result of ``work``, whose time is added to ``layer``."""
        began = process_time()
        try:
            return work()
        finally:
            seconds = process_time() - began
            self[layer] = min(seconds, self.get(layer, seconds))


def parsed(data: bytes) -> None:
    lxml.html.fromstring(data, parser=lxml.html.HTMLParser(encoding="utf-8"))


def cleaned(page: SavedPage, data: bytes) -> None:
    with suppress(qingliu.NotAnItem, qingliu.UnreadablePage):
        qingliu.clean(data, url=page.url, content_type=page.content_type)


def measure(page: SavedPage, data: bytes, costs: Costs) -> None:
    """Measure one page once more."""
    costs.of(PARSE, lambda: parsed(data))
    costs.of(ALL, lambda: cleaned(page, data))
    document = costs.of("text and tree", lambda: read(page, data))
    costs.of("  text alone", lambda: decode(page.path, data, page.content_type))
    draft = costs.of(DRAFT, lambda: drafted(document))
    document = read(page, data)
    head, root = costs.of("  the head", lambda: PageHead.of(document)), document.root
    if root is not None:
        found = costs.of("  its body", lambda: find_body(root, head.url))
        costs.of("  comments", lambda: comments_in(root, found.outline))
    for stage in STAGES if draft else ():
        draft = costs.of(type(stage).__module__.removeprefix("pipelines."), lambda: stage.process_item(draft))  # noqa: B023


def read(page: SavedPage, data: bytes) -> Document:
    return read_page(page.path, data, content_type=page.content_type, url=page.url)


def drafted(document: Document) -> Draft | None:
    with suppress(NothingToKeep):
        return draft_of(document)
    return None


def is_full(page: SavedPage, data: bytes) -> bool:
    try:
        return read(page, data).page.reader == "web_page"
    except UnreadablePageError:
        return False


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pages")
    parser.add_argument("--most", type=int, default=150)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    found = ((page, page.read()) for page in saved_pages(options.pages) if isinstance(page, SavedPage))
    sums: dict[str, float] = {}
    count = size = 0
    for page, data in islice((each for each in found if is_full(*each)), options.most):
        costs = Costs()
        for _ in range(options.rounds):
            measure(page, data, costs)
        for layer, seconds in costs.items():
            sums[layer] = sums.get(layer, 0.0) + seconds
        count, size = count + 1, size + len(data)
    if not count:
        parser.error("no full page there")
    print(f"{count} pages of {size / count / 1000:.0f} kB, one parse {sums[PARSE] / count * 1e3:.2f} ms")
    for layer, seconds in sums.items():
        print(f"{layer:28}{seconds / sums[PARSE]:8.2f} x")


if __name__ == "__main__":
    main()
