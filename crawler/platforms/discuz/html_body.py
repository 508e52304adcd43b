"""Reads the body of a post on an HTML page: its blocks and quotations."""

from itertools import groupby, islice
from typing import NamedTuple

from lxml.etree import _Element

from crawler.content.body import Block
from crawler.content.html import blocks_aside, escaped, lines_of, read_element, text_of
from crawler.items import PollOption
from crawler.platforms.discuz.html_chrome import aside
from crawler.platforms.discuz.html_parts import PostParts
from crawler.platforms.discuz.lines import squeezed
from crawler.platforms.discuz.polls import PollLine, read_poll
from crawler.platforms.discuz.quotes import is_header
from crawler.platforms.forum import named

_FIND_POST = "goto=findpost"
_POLL = frozenset({named("poll")})


class HtmlPost(NamedTuple):
    """The blocks of a post including those added by the software, its quotations, the comments in its source, and its poll."""

    blocks: list[Block]
    quote: str | None
    comments: list[str]
    poll: list[PollOption]


def read_body(parts: PostParts, base: str | None, is_opener: bool, max_depth: int) -> HtmlPost:
    """Read the content of a post. Links are relative to ``base``; elements may nest ``max_depth`` deep."""
    blocks: list[Block] = []
    comments: list[str] = []
    options: list[PollOption] = []
    names = frozenset[str]()
    for element in parts.content:
        if element.tag in ("img", "h2"):
            blocks.append(_whole(element))
            continue
        body = read_element(element, aside, max_depth, base)
        inside = frozenset[str]().union(*[block.names for block in body.blocks])
        names |= inside
        if element.tag == "form" or inside >= _POLL:
            forms = (form for form in element.iter("form") if form.get("id") == "poll")
            options += [option for form in islice(forms, 1) for option in _take_poll(body.blocks, form, element)]
        blocks += body.blocks
        comments += body.comments
    if "blockcode" in names:
        blocks = _with_code(blocks)
    quote = _take_quotes(blocks, is_opener) if "quote" in names else None
    for name, element in parts.chrome:
        blocks += blocks_aside(element, frozenset({named(name)}))[:1]  # pictures beside words are avatars and buttons
    return HtmlPost(blocks, quote, comments, options)


def _take_poll(blocks: list[Block], form: _Element, content: _Element) -> list[PollOption]:
    """Replace the poll's form in ``blocks`` with paragraphs, in place, and return the options.

    Options become paragraphs of the post; all other lines of the form become paragraphs marked as the software's. ``blocks`` are
    those of ``content``, which is or contains the form; if it is the form itself, its pictures stay.
    """
    poll = read_poll(lines_of(form))
    lines = [_line_of_poll(line) for line in poll.lines]
    if form is content:
        blocks[:] = [*(block for block in blocks if block.kind == "image"), *lines]
    elif (at := next((at for at, block in enumerate(blocks) if block.names >= _POLL), -1)) >= 0:
        blocks[at : at + 1] = lines
    return poll.options


def _line_of_poll(line: PollLine) -> Block:
    return Block("paragraph", line.text, escaped(line.text), _POLL if line.option is None else frozenset())


def _whole(element: _Element) -> Block:
    """Return the block for a standalone picture or for the title of a reply."""
    if element.tag == "img":
        return Block("image", attributes=dict(element.items()))
    text = text_of(element)
    return Block("h2", text, escaped(text))


def _with_code(blocks: list[Block]) -> list[Block]:
    """Return the blocks with each code box, whose lines are list items, merged into one block."""
    together: list[Block] = []
    for number, group in groupby(blocks, key=_code_box):
        if number is None:
            together += group
            continue
        lines = list(group)
        code = "\n".join(line.text for line in lines)
        together.append(Block("preformatted", code, escaped(code), lines[0].names, lines[0].containers[:-2]))
    return together


def _code_box(block: Block) -> int | None:
    """Return the number of the code box that a block is a line of, or ``None``."""
    if "blockcode" not in block.names or block.kind == "image" or [each.tag for each in block.containers[-2:-1]] != ["ol"]:
        return None
    return block.containers[-2].id


def _take_quotes(blocks: list[Block], is_opener: bool) -> str | None:
    """Remove quotations from ``blocks``, in place, and return their text, one line per paragraph; ``None`` if there are none.

    A quotation box counts as a quotation if it says whom it quotes, or if it is in a reply that has words outside it. Otherwise
    the poster only used the box to set words apart. Pictures stay and are marked as quoted.
    """
    has_own_words = any(block.text and block.kind != "image" and _quotation(block) is None for block in blocks)
    kept: list[Block] = []
    quoted: list[str] = []
    for number, group in groupby(blocks, key=_quotation):
        box = list(group)
        if number is None or not (_says_whom(box) or (has_own_words and not is_opener)):
            kept += box
            continue
        quoted += [line for block in box for line in map(squeezed, block.text.split("\n")) if line]
        for block in box:
            if block.kind == "image":
                block.names |= {named("quoted-image")}
                kept.append(block)
    blocks[:] = kept
    return "\n".join(quoted) or None


def _quotation(block: Block) -> int | None:
    """Return the number of the quotation that contains a block, or ``None``."""
    if "quote" not in block.names:
        return None
    return next((container.id for container in block.containers if container.tag == "blockquote"), None)


def _says_whom(box: list[Block]) -> bool:
    return any(_FIND_POST in block.html or is_header(squeezed(block.text)) for block in box[:2])
