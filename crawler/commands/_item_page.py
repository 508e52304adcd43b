"""Prints an item on a terminal as a reader would see it, with removals in their places."""

from collections.abc import Iterable, Iterator, Sequence

from crawler.commands._marks import Marks
from crawler.content.body import Block, Body
from crawler.items import Article, Item, Post, Removal
from crawler.runs.terminal import printable

HEADINGS = ("h2", "h3", "h4")


def page_lines(item: Item, bodies: Sequence[Body], marks: Marks) -> Iterator[str]:
    """The lines of ``item``: the remaining blocks in ``bodies`` and between them, struck through, what was removed, with rule,
    reason and score. An exported item has no bodies: its text is followed by its removals."""
    yield marks.painted(marks.fit(item.headline), "bold")
    yield marks.painted(marks.fit("  ".join(_facts(item))), "faint")
    left = list(item.removed)
    for body in bodies:
        floor = body.owner.floor if isinstance(body.owner, Post) else None
        yield from _header(body.owner, marks) if isinstance(body.owner, Post) else ()
        own = [removal for removal in left if removal.floor == floor and removal.at is not None]
        left = [removal for removal in left if removal not in own]
        yield from _body(body.blocks, own, marks)
    if not bodies:
        texts = [item.text] if isinstance(item, Article) else [post.text for post in item.posts]
        yield from (marks.fit(paragraph) for text in texts for paragraph in text.split("\n\n"))
    yield from (_removed(removal, marks) for removal in left)


def _facts(item: Item) -> Iterator[str]:
    raw = f" ({item.date_basis}: {item.date_published_raw})" if isinstance(item, Article) and item.date_published_raw else ""
    yield item.publisher or item.site
    yield f"{item.date_published or 'no date'}{raw}"
    if isinstance(item, Article):
        yield from [f"source: {item.source}"] if item.source else []
        yield from (f"{credit.role}: {credit.name}" for credit in item.credits)


def _header(post: Post, marks: Marks) -> Iterator[str]:
    parts = (f"#{post.floor}", post.author or "", post.date_published or "no date")
    yield marks.painted(marks.fit("  ".join(parts)), "faint")


def _body(blocks: Sequence[Block], removals: Iterable[Removal], marks: Marks) -> Iterator[str]:
    waiting = sorted(removals, key=lambda removal: removal.at or 0)
    for number, block in enumerate(blocks):
        while waiting and (waiting[0].at or 0) <= number:
            yield _removed(waiting.pop(0), marks)
        yield _shown(block, marks)
    yield from (_removed(removal, marks) for removal in waiting)


def _shown(block: Block, marks: Marks) -> str:
    if block.image is not None:
        caption = f"  {block.image.caption}" if block.image.caption else ""
        return marks.painted(marks.fit(f"[image {block.image.url}]{caption}"), "faint")
    return marks.painted(marks.fit(block.text), "bold") if block.kind in HEADINGS else marks.fit(block.text)


def _removed(removal: Removal, marks: Marks) -> str:
    score = "" if removal.score is None else f", {removal.score:.2f}"
    why = marks.painted(printable(f"← {removal.rule}: {removal.reason}{score}"), "faint")
    return f"{marks.line('removed', removal.text)}  {why}"
