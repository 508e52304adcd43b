"""A review: a folder of pages that open from a disk, without network, and show what was read, taken out and joined."""

from collections.abc import Iterable
from functools import cache
from os.path import relpath
from pathlib import Path
from typing import Any, ClassVar, Self

import msgspec
from scrapy.crawler import Crawler
from scrapy.exporters import BaseItemExporter

from crawler.feeds.review.pages import Frame, View, records_of
from crawler.feeds.review.rows import Stories, member_of, removals_of, row_of, text_of
from crawler.feeds.storages.local import Folder, FolderFeed
from crawler.items import Item

ITEMS_A_PAGE, ITEMS_AN_INDEX, TEXTS_A_PAGE, STORIES_A_PAGE = 100, 20_000, 2_000, 100
PAGES_KEPT = 32
encode = msgspec.json.encode


class ReviewExporter(BaseItemExporter):
    """Writes ``index.html`` with the pages that it leads to: items, texts to search in, what was taken out, stories.

    Pages hold their data as JSON and one script that shows it. A feed of more than 20,000 items has further indexes. Pictures
    are shown from the folder ``IMAGES`` where they were stored, by their URL on a click only. Options: ``title``, and ``most``,
    how many items are written, the first of all; the index says so of the others.
    """

    storage: ClassVar[type[FolderFeed]] = FolderFeed
    in_memory = False
    schemes = ("", "file")
    images: Path | None = None

    def __init__(self, file: Folder, *, title: str = "清流 Qingliu", most: int | None = None, **options: Any) -> None:
        super().__init__(**options)
        if not isinstance(file, Folder):
            raise TypeError("a review is a local folder: nothing else can be written to, nor compressed")
        self._file, self._title = file, title
        self._most, self._kept, self._all = most, 0, 0
        self._items: list[bytes] = []
        self._rows: list[bytes] = []
        self._removals: list[bytes] = []
        self._texts: list[bytes] = []
        self._text_pages: list[tuple[str, int]] = []
        self._stories = Stories()
        self._pages = self._indexes = self._all_texts = 0
        self._frames: dict[View, Frame] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler, file: Folder, **options: Any) -> Self:
        exporter = cls(file, **options)
        folder = crawler.settings.get("IMAGES")
        exporter.images = Path(folder).absolute() if folder else None
        return exporter

    def export_item(self, item: Item) -> None:
        record, text = encode(item), encode(text_of(item))  # whatever cannot be written is refused before anything is
        self._all += 1
        if self._kept == self._most:
            return
        self._kept += 1
        if len(self._items) == ITEMS_A_PAGE:
            self._write_items(last=False)
        if len(self._texts) == TEXTS_A_PAGE:
            self._write_texts()
        if len(self._rows) == ITEMS_AN_INDEX:
            self._write_index(last=False)
        place = (self._pages + 1, len(self._items))
        self._items.append(record)
        self._texts.append(text)
        self._rows.append(encode(row_of(item, place)))
        self._removals += map(encode, removals_of(item, place))
        self._stories.add(item)

    def finish_exporting(self) -> None:
        if self._items:
            self._write_items(last=True)
        self._write_index(last=True)
        self._write_stories()

    def _write_items(self, last: bool) -> None:
        self._pages += 1
        self._write("items", f"items-{self._pages}.html", self._items, part=self._pages, size=ITEMS_A_PAGE, more=not last)
        self._items = []

    def _write_texts(self) -> None:
        name = f"texts-{self._all_texts + 1}.html"
        self._text_pages.append((name, TEXTS_A_PAGE * len(self._text_pages)))
        self._all_texts += 1
        self._write("texts", name, self._texts)
        self._texts = []

    def _write_index(self, last: bool) -> None:
        if self._texts:
            self._write_texts()
        self._indexes += 1
        about = {"part": self._indexes, "more": not last, "kept": self._kept, "all": self._all}
        self._write("index", _numbered("index", self._indexes), self._rows, **about, texts=self._text_pages)
        self._write("removed", _numbered("removed", self._indexes), self._removals, **about)
        self._rows, self._removals, self._text_pages = [], [], []

    def _write_stories(self) -> None:
        stories = list(self._stories)
        where = {story: number // STORIES_A_PAGE + 1 for number, (story, _) in enumerate(stories)}
        parts = max(len(stories) - 1, 0) // STORIES_A_PAGE + 1
        page = cache(lambda number: records_of((self._file.path / f"items-{number}.html").read_bytes()))
        for part in range(1, parts + 1):
            these = stories[(part - 1) * STORIES_A_PAGE : part * STORIES_A_PAGE]
            records = []
            for story, numbers in these:
                places = [(number // ITEMS_A_PAGE + 1, number % ITEMS_A_PAGE) for number in numbers]
                records.append(encode((story, [member_of(page(at)[number], (at, number)) for at, number in places])))
                if page.cache_info().currsize > PAGES_KEPT:
                    page.cache_clear()
            self._write(
                "stories", _numbered("stories", part), records, part=part, more=part < parts, where=where if part == 1 else {}
            )

    def _write(self, view: View, name: str, records: Iterable[bytes], **about: Any) -> None:
        frame = self._frames.setdefault(view, Frame.of(view, self._title))
        images = relpath(self.images, self._file.path) + "/" if self.images else None
        self._file.add(name, frame.page({"title": self._title, "images": images, **about}, records))


def _numbered(name: str, part: int) -> str:
    return f"{name}-{part}.html" if part > 1 else f"{name}.html"
