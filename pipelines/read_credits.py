"""Reads credits (who made the text, and its source) from credit lines, captions and comments."""

import re
from collections.abc import Iterator

from crawler.content.body import Block, Body
from crawler.content.names import is_bare_organisation, is_person
from crawler.content.patterns import regex
from crawler.content.scripts import all_for_rules
from crawler.items import Article, Credit, Post, Removal
from crawler.platforms.draft import Draft
from pipelines._credits.form import by_form
from pipelines._credits.grammar import CUE, SENTENCE_END
from pipelines._credits.in_text import caption_credits, described_credits, dispatch_source, glued_credits
from pipelines._credits.lines import parse_credit_line
from pipelines._credits.said import CreditLine, Credits
from pipelines._credits.works import in_descriptions

WRITERS = frozenset({"author", "reporter", "correspondent"})
COMMENT_EDGE = regex(r"[<>\[\]\n]+")
OF_THE_TEXT = regex(r"[（(【\[\s]{0,2}(?:本文|文章|稿件|新闻|内容)(?:来源|[转来]自)")
"""An explicit statement of the source of the text, rather than of a picture or video in it."""
ACCOUNT = regex(r"(?:微信|官方)?(?:公众号|公号)\s?[:：]")
CONTACT = regex(r"\S{0,4}联系(?:人|电话|方式|邮箱|地址)|\S{0,4}(?:电话|地址|邮箱|热线)\s?[:：]|邮编|传真|QQ|网址|手机|E-?mail")
NOTICES = frozenset({"exclusive-notice", "copyright-notice", "disclaimer", "judged"})
CLAUSE = regex(r"[（(【\[]?([^，,。；;（）()]{4,60})(?=[，,。；;）)】\]]|$)")
"""The beginning of a notice: 本文转自青山晚报，版权归原作者所有."""
AT_THE_END = 2
"""Blocks at the end of a text, where a source after an incomplete sentence is the text's."""


def read_credits(body: Body, publisher: str | None = None, kept_lines: re.Pattern[str] | None = None) -> list[Removal]:
    """Set ``credits``, ``source`` and ``original_headline`` of the body's owner; remove blocks that are credit lines.

    Modifies the owner and ``body.blocks``. Only paragraphs of articles, and a list of credits at the end, are removed: headings,
    other list items and tables stay, and so do forum posts and descriptions of works in the text, whose credits are not the
    text's. Existing values of the owner are kept, and ``publisher`` is not the source of its own pages. Lines that ``kept_lines``
    matches are read, but stay. Returns one removal, with the original text, for each removed block.
    """
    owner, gone, removed = body.owner, set[int](), list[Removal]()
    is_article = isinstance(owner, Article)
    read, beside, sources = Credits(list(owner.credits), owner.source), Credits(), list[str]()
    for own in filter(None, (parse_credit_line(line) or described_credits(line) for line in body.beside)):
        read.add(own)
    of_works = in_descriptions(body.blocks, owner.headline) if isinstance(owner, Article) else frozenset()
    formed = dict(by_form(body.blocks)) | dict(_closing_list(body.blocks)) if is_article else {}
    for at in sorted((_with_cues(body.blocks) | formed.keys()) - of_works):
        block = body.blocks[at]
        line = parse_credit_line(block.text) if block.kind == "paragraph" else None
        line = line or formed.get(at)
        if line and ACCOUNT.match(block.text) and _is_among_contacts(body.blocks, at):
            line = None
        if line and is_article and not (kept_lines and kept_lines.match(block.text)):
            removed.append(Removal("credit-line", "a line of credits", block.text, at=block.number))
            gone.add(at)
        if line:
            sources += [line.source] if line.source and OF_THE_TEXT.match(block.text) else []
            read.add(line)
        elif said := _beside_the_text(block):
            read.add(said._replace(source=None))
            beside.add(said if _may_name_the_source(body.blocks, at) else said._replace(source=None))
    _read_comments(body.comments, read)
    read.source = owner.source or next(iter(sources), None) or read.source or beside.source
    body.blocks[:] = [block for at, block in enumerate(body.blocks) if at not in gone]
    if not read.source:
        removed += _read_first_paragraph(body, read, publisher)
    _write(read, body)
    return removed


def _with_cues(blocks: list[Block]) -> set[int]:
    """The places of the blocks that can hold credits; nearly all are known by one search each to hold none."""
    told = zip(blocks, all_for_rules([block.text for block in blocks]), strict=True)
    return {at for at, (block, text) in enumerate(told) if (CUE.search(text) if block.kind == "paragraph" else block.image)}


def _closing_list(blocks: list[Block]) -> Iterator[tuple[int, CreditLine]]:
    """The places of the list items at the end of a text that are credit lines, with their content."""
    for at in range(len(blocks) - 1, 0, -1):
        line = parse_credit_line(blocks[at].text) if blocks[at].kind == "item" else None
        if line is None:
            return
        yield at, line


def _is_among_contacts(blocks: list[Block], at: int) -> bool:
    """Whether a neighbouring line has contact data, so that an account is also a contact and not the source."""
    return any(CONTACT.match(blocks[near].text) for near in (at - 1, at + 1) if 0 <= near < len(blocks))


def _may_name_the_source(blocks: list[Block], at: int) -> bool:
    """Whether a source appended to a block is the text's: one after the caption of a picture or video is not."""
    words = blocks[at].text.rpartition("（")[0] or blocks[at].text.rpartition("(")[0]
    return at >= len(blocks) - AT_THE_END or not words.strip() or words.rstrip()[-1] in SENTENCE_END


def _said_in(notice: str) -> Iterator[str]:
    """Yield the parts of a notice that may say where the text is from: all of it, its beginning, its last sentence."""
    clause = CLAUSE.match(notice)
    yield from (notice, clause[1] if clause else "", notice.rstrip("。").rpartition("。")[2])


def _beside_the_text(block: Block) -> CreditLine | None:
    """The credits read from a block that stays."""
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
    """If there is no other source, use the first words of the text, or a first line that is only a name."""
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


def _write(read: Credits, body: Body) -> None:
    """Set the owner's fields from what was read; if nothing printed names a writer, use the authors in the metadata, which
    also tell where a name in Latin letters ends (by John Smith River News)."""
    owner = body.owner
    read.credits = [Credit(credit.role, _as_declared(credit.name, body.authors)) for credit in read.credits]
    if body.authors and not any(credit.role in WRITERS for credit in read.credits):
        known = {read.source, *(credit.name for credit in read.credits)}
        read.credits += [Credit("author", name) for name in body.authors if name not in known]
    owner.credits, owner.source = read.credits, read.source
    if isinstance(owner, Article):
        owner.original_headline = owner.original_headline or read.original_headline


def _as_declared(name: str, authors: list[str]) -> str:
    return next((author for author in authors if name.startswith(f"{author} ") and is_person(author)), name)


class ReadCreditsPipeline:
    """Reads the credits of every body, and those in notices that stages before removed; records what it removes."""

    def process_item(self, item: Draft) -> Draft:
        if item.bodies and isinstance(item.item, Article):  # an exported item has none
            notices = (removal.text for removal in item.item.removed if removal.rule in NOTICES)
            item.bodies[0].beside += [said for notice in notices for said in _said_in(notice)]
        for body in item.bodies:
            item.item.removed += read_credits(body, item.item.publisher, item.site.bylines_in_text)
        return item
