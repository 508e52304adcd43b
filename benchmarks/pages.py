"""Distinct pages with the structure of the fixtures, for measuring."""

import random
import re
from collections.abc import Iterator
from pathlib import Path

from benchmarks.chinese_articles import Writer
from crawler.pages import SavedPage, saved_pages

FIXTURES = Path(__file__).parents[1] / "fixtures"
SENTENCE = re.compile(r"[\u4e00-\u9fff][^<>\n。]{14,}。")
DIGITS = re.compile(r"(?<=[0-9a-f]{6})[0-9]{5}(?=[0-9a-f]*[_.\w]*\.(?:jpg|png))")


def fixtures() -> list[tuple[str, str]]:
    """Site and text of every page in ``fixtures/``."""
    pages = (page for page in saved_pages(str(FIXTURES)) if isinstance(page, SavedPage))
    return [(page.file.parent.name, page.file.read_text(encoding="utf-8")) for page in pages]


def distinct_pages(count: int, seed: int = 0) -> Iterator[tuple[str, str]]:
    """``count`` pages as (site, text), made from the fixtures in turn: markup, promotions and by-lines are kept, every sentence
    is drawn from all sentences of the fixtures, and titles and image names are numbered."""
    pages, draw = fixtures(), random.Random(seed)
    sentences = sorted({sentence for _, text in pages for sentence in SENTENCE.findall(text)})
    for number in range(count):
        site, text = pages[number % len(pages)]
        text = SENTENCE.sub(lambda _: draw.choice(sentences), text)
        yield site, _numbered(text, number)


def write_pages(folder: Path, count: int) -> list[Path]:
    """Write ``count`` distinct pages into ``folder``, a thousand per subfolder."""
    files = []
    for number, (site, text) in enumerate(distinct_pages(count)):
        file = folder / f"{number // 1000:03d}" / f"{number:06d}_{site}.txt"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        files.append(file)
    return files


def distinct_stories(count: int) -> Iterator[tuple[str, str]]:
    """Like :func:`distinct_pages`, with generated sentences, so that no two pages tell the same story."""
    pages, writer = fixtures(), Writer(3)
    for number in range(count):
        site, text = pages[number % len(pages)]
        text = SENTENCE.sub(lambda found: f"{''.join(writer.article(len(found[0])))[: len(found[0]) - 1]}。", text)
        yield site, _numbered(text, number)


def _numbered(text: str, number: int) -> str:
    text = DIGITS.sub(f"{number:05d}", text)
    return text.replace("title: '", f"title: '第{number}号 ", 1).replace("会议召开\n", f"会议召开 {number}\n", 1)
