"""Credits: who made the text and who it was taken from, read from credit lines, captions and comments."""

import re

from crawler.content.body import Block, Body, Draft
from crawler.content.names import is_bare_organisation
from crawler.items import Article, Post, Removal
from pipelines._credits.in_text import caption_credits, dispatch_source, glued_credits
from pipelines._credits.lines import CreditLine, Credits, parse_credit_line
from pipelines._credits.works import in_descriptions

COMMENT_EDGE = re.compile(r"[<>\[\]\n]+")


def read_credits(body: Body, publisher: str | None = None) -> list[Removal]:
    """Write ``credits``, ``source`` and ``original_headline`` of the body's owner; drop blocks that are credit lines.

    Changes the owner and ``body.blocks``. Only paragraphs of articles are dropped: headings, list items and tables stay,
    and so do what a forum's poster wrote and the description of a work that the text speaks of, which credits nobody with the
    text. What the owner already says is kept, and ``publisher`` is not the source of its own pages. Returns one removal, with
    the text as it was, for each dropped block.
    """
    owner, kept, removed = body.owner, list[Block](), list[Removal]()
    is_article = isinstance(owner, Article)
    read = Credits(list(owner.credits), owner.source)
    of_works = in_descriptions(body.blocks, owner.headline) if isinstance(owner, Article) else frozenset()
    for at, block in enumerate(body.blocks):
        if at in of_works:
            kept.append(block)
            continue
        line = parse_credit_line(block.text) if block.kind == "paragraph" else None
        if line and is_article:
            removed.append(Removal("credit-line", "a line of credits", block.text, at=block.number))
        else:
            kept.append(block)
        if said := line or _beside_the_text(block):
            read.add(said)
    _read_comments(body.comments, read)
    body.blocks[:] = kept
    if not read.source:
        removed += _read_first_paragraph(body, read, publisher)
    _write(read, owner)
    return removed


def _beside_the_text(block: Block) -> CreditLine | None:
    """What is read of a block that stays."""
    if block.kind == "paragraph":
        return glued_credits(block.text)
    caption = block.image.caption if block.image else None
    return CreditLine(tuple(caption_credits(caption))) if caption else None


def _read_comments(comments: list[str], read: Credits) -> None:
    """Read 原标题 and 来源, the only credits that editors leave in comments."""
    for comment in comments:
        if "标题" in comment or "来源" in comment:
            for line in COMMENT_EDGE.split(comment):
                if said := parse_credit_line(line):
                    read.add(said._replace(credits=()))


def _read_first_paragraph(body: Body, read: Credits, publisher: str | None) -> list[Removal]:
    """Where nothing else names a source, the text's first words or a first line that is only a name may."""
    first = next((block for block in body.blocks if block.kind == "paragraph"), None)
    if first is None:
        return []
    source = dispatch_source(first.text)
    if source and source.replace(" ", "") != (publisher or "").replace(" ", ""):
        read.source = source
    if isinstance(body.owner, Post) or len(body.blocks) == 1 or not is_bare_organisation(first.text.strip()):
        return []
    read.source = first.text.strip()
    body.blocks.remove(first)
    return [Removal("credit-line", "a line that only names the source", first.text, at=first.number)]


def _write(read: Credits, owner: Article | Post) -> None:
    owner.credits, owner.source = read.credits, read.source
    if isinstance(owner, Article):
        owner.original_headline = owner.original_headline or read.original_headline


class ReadCreditsPipeline:
    """Read the credits of every body and record the lines that are taken out."""

    def process_item(self, item: Draft) -> Draft:
        for body in item.bodies:
            item.item.removed += read_credits(body, item.item.publisher)
        return item
