"""Credits: who made the text and who it was taken from, read from credit lines, captions and comments."""

import re

from crawler.body import Block, Body, Draft
from crawler.items import Article, Credit, Post, Removal
from pipelines._credit_grammar import SENTENCE_END, Credits, list_of_people, parse_credit_line
from pipelines._person_names import HAN, is_bare_organisation, is_medium

GLUED = 60
"""How far from either end of a paragraph a glued credit stands."""
LONGEST_CAPTION_CREDIT = 40

BRACKETS = re.compile(r"[（(【\[]([^（()）【】\[\]]{2,50})[)）】\]]")
BEFORE_OPENING_CREDIT = "电讯日】)）]"
NO_CREDIT = frozenset(("完", "图", "图文", "全文完", "本文完", "未完待续"))
DISPATCH = re.compile(
    rf"[【（(\[]?(?P<medium>[{HAN}A-Za-z0-9+ ]{{1,12}}[社网报台家闻经端刊])\s?[{HAN}]{{0,8}}\s?"  # and the place
    r"(?:(?:\d{1,2}\s?月\s?)?\d{1,2}\s?日\s?)?"
    r"(?:(?:讯|电)(?=[\s】）)\](（,，:：\d])|消息(?=[:：\s】）]|(?<=日消息)|(?<=日 消息)))"
)
NOT_A_MEDIUM = re.compile(r"本[报网台社刊].*|据.*|.*(?:官网|互联网|网友)")
CAPTION_HINT = re.compile(r"摄|[图供]\s?[/／|｜丨:：]|拍摄|供图")
CAPTION_EDGE = re.compile(r"[\s。，,；;（(|【△▲]")
COMMENT_HINT = re.compile("标题|来源")
COMMENT_EDGE = re.compile(r"[<>\[\]\n]+")


def glued_credits(text: str) -> Credits:
    """Read credits in brackets at the start of a paragraph, and in brackets or after the last sentence at its end.

    Looks at the first and last 60 characters only. A medium's name (（第一财经）) at the end is the source; two or more
    people's names (（黄伟 陈志奎）) are reporters.
    """
    read, head, tail = Credits(), text[:GLUED], text[-GLUED:].rstrip()
    if "（" in head or "【" in head or "(" in head or "[" in head:
        _read_opening(head, read)
    if tail and tail[-1] not in SENTENCE_END:
        _read_closing(tail, read)
    return read


def _read_opening(head: str, read: Credits) -> None:
    for match in BRACKETS.finditer(head):
        before = head[: match.start()].rstrip()
        if before and before[-1] not in BEFORE_OPENING_CREDIT:
            return
        read.add(parse_credit_line(match[1]) or Credits())


def _read_closing(tail: str, read: Credits) -> None:
    while tail and tail[-1] in "）)】]":
        start = max(map(tail.rfind, "（(【["))
        inside, tail = tail[start + 1 : -1], tail[: max(start, 0)].rstrip()
        said = _in_closing_brackets(inside, tail)
        if said is None:
            return
        read.add(said)
    if tail and tail[-1] not in SENTENCE_END:
        start = max(map(tail.rfind, SENTENCE_END))
        read.add((start >= 0 and parse_credit_line(tail[start + 1 :])) or Credits())


def _in_closing_brackets(inside: str, before: str) -> Credits | None:
    if said := parse_credit_line(inside):
        return said
    if inside in NO_CREDIT:
        return Credits()
    if not before or before[-1] not in SENTENCE_END:
        return None
    if is_medium(inside):
        return Credits(source=inside)
    people = list_of_people(inside)
    return Credits([Credit("reporter", name) for name in people]) if people else None


def dispatch_source(text: str) -> str | None:
    """The medium that opens a text as its own (金山网讯, 【深圳商报讯】, 新华社北京8月9日电, 央视网消息：); never 据…报道."""
    match = DISPATCH.match(text[:GLUED])
    medium = match["medium"].strip() if match else ""
    return medium if is_medium(medium) and not NOT_A_MEDIUM.fullmatch(medium) else None


def caption_credits(caption: str) -> list[Credit]:
    """The photographers named at the end of a caption (新华社记者 李四 摄; 图/李四); a picture agency is none."""
    if not CAPTION_HINT.search(caption):
        return []
    tail = caption.rstrip(" )）。】")[-LONGEST_CAPTION_CREDIT:]
    for start in [0, *(edge.end() for edge in CAPTION_EDGE.finditer(tail))]:
        if said := parse_credit_line(tail[start:]):
            return [credit for credit in said.credits if credit.role == "photographer"]
    return []


def read_credits(body: Body) -> list[Removal]:
    """Write ``credits``, ``source`` and ``original_headline`` of the body's owner; drop blocks that are credit lines.

    Changes the owner and ``body.blocks``. Only paragraphs are dropped: headings, list items and tables stay. What the
    owner already says is kept. Returns one removal, with the text as it was, for each dropped block.
    """
    owner, kept, removed = body.owner, list[Block](), list[Removal]()
    read = Credits(list(owner.credits), owner.source)
    for block in body.blocks:
        line = _own_line(block)
        if line is None:
            kept.append(block)
        else:
            removed.append(Removal("credit-line", "a line of credits", block.text))
        read.add(_beside_the_text(block) if line is None else line)
    _read_comments(body.comments, read)
    body.blocks[:] = kept
    removed += _read_first_paragraph(body, read)
    _write(read, owner)
    return removed


def _own_line(block: Block) -> Credits | None:
    return parse_credit_line(block.text) if block.kind == "paragraph" else None


def _beside_the_text(block: Block) -> Credits:
    """What is read of a block that stays."""
    if block.kind == "paragraph":
        return glued_credits(block.text)
    caption = block.image.caption if block.image else None
    return Credits(caption_credits(caption)) if caption else Credits()


def _read_comments(comments: list[str], read: Credits) -> None:
    """Read 原标题 and 来源, the only credits that editors leave in comments."""
    for comment in comments:
        for line in COMMENT_EDGE.split(comment) if COMMENT_HINT.search(comment) else ():
            if said := parse_credit_line(line):
                read.add(Credits([], said.source, said.original_headline))


def _read_first_paragraph(body: Body, read: Credits) -> list[Removal]:
    """Where nothing else names a source, the text's first words or a first line that is only a name may."""
    first = next((block for block in body.blocks if block.kind == "paragraph"), None)
    if read.source or first is None:
        return []
    source = dispatch_source(first.text)
    if source and source.replace(" ", "") != getattr(body.owner, "publisher", None):
        read.source = source
    if len(body.blocks) == 1 or not is_bare_organisation(first.text.strip()):
        return []
    read.source = first.text.strip()
    body.blocks.remove(first)
    return [Removal("credit-line", "a line that only names the source", first.text)]


def _write(read: Credits, owner: Article | Post) -> None:
    owner.credits, owner.source = read.credits, read.source
    if isinstance(owner, Article):
        owner.original_headline = owner.original_headline or read.original_headline


class CreditsPipeline:
    """Read the credits of every body and record the lines that are taken out."""

    def process_item(self, item: Draft) -> Draft:
        for body in item.bodies:
            item.item.removed += read_credits(body)
        return item
