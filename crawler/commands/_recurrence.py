"""Counts the blocks that recur in several articles of a site.

There are two passes, so that memory does not grow with the number of blocks, nearly all of which occur in one article only: the
first counts hashes in a table of fixed size, the second keeps those that can have occurred often enough. That takes some 70 bytes
per article and, for each repeated block, the hashes of the paragraphs of at most :data:`MOST_STORIES` articles.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import blake2b

from crawler.content.body import Block, Body
from crawler.images import identity, unwrapped
from crawler.items import Article
from crawler.platforms import Site
from crawler.platforms.ads import EDGE, LONGEST
from pipelines.judge_blocks import recurs_as_no_text

SLOTS = 1 << 24
"""One-byte counters: 16 MiB. Blocks that share a counter are distinguished in the second pass."""
MOST_STORIES = 200
"""Articles of a repeated block that are compared with each other; the same share of the others is assumed to be copies."""
COPY = 0.7
"""Two articles tell the same story if this share of the shorter one's characters is in paragraphs of both."""
MOST_PARAGRAPHS = 60
MOST_URLS = 8
SHORTEST = 6
"""Characters; shorter lines (背景, 结语) are the authors' headings."""
PROSE = frozenset({"paragraph", "item"})


@dataclass(frozen=True, slots=True)
class Seen:
    """A block of an article as seen by ``strip_ads``. ``key`` is the text, or the identity of the picture."""

    kind: str  # text | image
    key: str
    url: str
    place: str  # at the start | at the end | in the middle


@dataclass(frozen=True, slots=True)
class Page:
    """What is kept of one article: its site, what distinguishes its story from others, and its blocks."""

    path: str
    site: str
    id: str
    headline: str
    paragraphs: dict[int, int]  # hash → characters
    blocks: list[Seen | None]
    """In order; None for all but lines and pictures: headings, code, tables, long paragraphs, blocks that a stage changed."""

    def tells_what(self, other: "Page") -> bool:
        """Whether ``other`` is the same article, saved again, reprinted or slightly changed."""
        if self.id == other.id or (self.headline and self.headline == other.headline):
            return True
        shared = sum(size for text, size in self.paragraphs.items() if text in other.paragraphs)
        return shared > COPY * min(sum(self.paragraphs.values()), sum(other.paragraphs.values()))


@dataclass(slots=True)
class Repeat:
    """A block that recurs in several articles."""

    site: str
    kind: str
    key: str
    urls: list[str] = field(default_factory=list)
    places: Counter[str] = field(default_factory=Counter)
    occurrences: int = 0
    pages: list[Page] = field(default_factory=list)

    def add(self, page: Page, seen: Seen) -> None:
        """Count one article."""
        self.occurrences += 1
        self.places[seen.place] += 1
        if len(self.urls) < MOST_URLS and seen.url and seen.url not in self.urls:
            self.urls.append(seen.url)
        if len(self.pages) < MOST_STORIES:
            self.pages.append(page)

    def stories(self) -> list[Page]:
        """The first page of each story among those that are compared."""
        first: list[Page] = []
        for page in self.pages:
            if not any(page.tells_what(other) for other in first):
                first.append(page)
        return first

    def articles(self) -> int:
        """The number of articles with the block, counting copies once."""
        return round(self.occurrences * len(self.stories()) / len(self.pages))


def digest(text: str) -> int:
    """A 64-bit hash of a text, the same in every run."""
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")


def before(body: Body, site: Site) -> dict[int, tuple[Block, Seen]]:
    """The current blocks of ``body``, by the identity of the object, which is kept alive."""
    total = len(body.blocks)
    found = ((block, _seen(block, at, total, site)) for at, block in enumerate(body.blocks))
    return {id(block): (block, seen) for block, seen in found if seen}


def page_of(article: Article, path: str, body: Body, met: dict[int, tuple[Block, Seen]]) -> Page:
    """What is kept of ``article``: those of the blocks ``met`` that no stage removed or changed."""
    texts = {block.text for block in body.blocks if block.text}
    longest = sorted(texts, key=lambda text: (-len(text), text))[:MOST_PARAGRAPHS]
    paragraphs = {digest(text): len(text) for text in longest}
    left = [met[id(block)][1] if id(block) in met else None for block in body.blocks]
    blocks = [
        seen if seen and (seen.kind == "image" or (seen.key in texts and len(seen.key) <= LONGEST)) else None for seen in left
    ]
    return Page(path, article.site, article.id, article.headline.strip(), paragraphs, blocks)


def _seen(block: Block, at: int, total: int, site: Site) -> Seen | None:
    place = "at the start" if at < EDGE else "at the end" if at >= total - EDGE else "in the middle"
    if total <= 2 * EDGE and at >= total / 2:
        place = "at the end"
    if block.image is not None:
        url = block.image.url
        return Seen("image", identity(url, site.image_cdns), unwrapped(url), place)
    return Seen("text", block.text, "", place) if block.kind in PROSE else None


class Repeats:
    """The repeated blocks of an archive: ``sketch`` every page, then ``count`` every page again."""

    def __init__(self, least: int) -> None:
        """``least`` is the number of articles in which a block must occur, at most 255."""
        self.least = least
        self.articles: dict[str, set[int]] = {}
        self._counters = bytearray(SLOTS)
        self._found: dict[tuple[str, str, str], Repeat] = {}

    def sketch(self, page: Page) -> None:
        """Do the first pass for a page."""
        self.articles.setdefault(page.site, set()).add(digest(page.id))
        for slot in sorted({_slot(page, seen) for seen in page.blocks if seen}):
            self._counters[slot] = min(255, self._counters[slot] + 1)

    def count(self, page: Page) -> None:
        """The second pass for a page. Only blocks at the edges count: those with only repeated blocks between them and an end."""
        edges = [*self._repeated(page, page.blocks), *self._repeated(page, page.blocks[::-1])]
        for seen in {(seen.kind, seen.key): seen for seen in edges}.values():
            if seen.kind == "image" or (len(seen.key) >= SHORTEST and recurs_as_no_text(seen.key)):
                key = (page.site, seen.kind, seen.key)
                self._found.setdefault(key, Repeat(*key)).add(page, seen)

    def _repeated(self, page: Page, blocks: list[Seen | None]) -> Iterator[Seen]:
        """The leading ``blocks``, as long as they are repeated."""
        for seen in blocks:
            if seen is None or self._counters[_slot(page, seen)] < self.least:
                return
            yield seen

    def found(self, share: float) -> list[tuple[int, Repeat]]:
        """The blocks in enough articles and in this ``share`` of their site's, each with the number of articles; by site, most
        frequent first."""
        often = ((repeat.articles(), repeat) for repeat in self._found.values() if repeat.occurrences >= self.least)
        enough = [each for each in often if each[0] >= max(self.least, share * len(self.articles[each[1].site]))]
        return sorted(enough, key=lambda each: (each[1].site, -each[0], each[1].kind, each[1].key))


def _slot(page: Page, seen: Seen) -> int:
    return digest(f"{page.site}\x1f{seen.kind}\x1f{seen.key}") % SLOTS
