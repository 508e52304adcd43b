"""Takes quotations out of posts, for all forum software."""

from collections.abc import Callable
from itertools import groupby
from operator import itemgetter

from crawler.content.body import Block
from crawler.content.patterns import regex
from crawler.platforms.forum import named

_QUOTED_IMAGE = named("quoted-image")
_SAYS_WHOM = regex(
    r"^.{0,60}(?:wrote|said|schrieb|a écrit)\s?(?:[:：]|$)"
    r"|写道[:：]?|写[了到]\s?[:：]|发表于|引用|Originally [Pp]osted|^Quote\b|^@?\S{1,30}[:：]$"
    r"|^@\S{1,30} (?:.{0,60}说|said in .{1,80})\s?[:：]$"
)
_LINKS_TO_POST = regex(r'<a href="[^"]{0,300}(?:/d/\d{1,9}[^"/]{0,99}/\d|#(?:p|pid|msg|post-?)\d)[^"]{0,20}"')
"""A quotation that begins with a link to a post (Flarum)."""
_SAYS_WHOM_WITHIN = 120  # characters


def take_quotations(blocks: list[Block], is_quote: Callable[[str], bool]) -> str | None:
    """Remove quotations of other posts from ``blocks``, in place, and return their text, one line per paragraph; None if there
    are none.

    ``is_quote`` says whether a class name is that of a quotation.

    A quotation is of a post if its element or a part of it has such a name, or if it or the line above it says whom it quotes.
    Any other quotes something else and stays. Pictures stay and are marked as quoted.
    """
    numbers = [_quotation(block, is_quote) for block in blocks]
    if not any(numbers):
        return None
    marked = {-1 - number for number in numbers if number is not None and number < -1}
    numbers = [-1 - number if number in marked else number for number in numbers]
    kept: list[Block] = []
    quoted: list[str] = []
    for quotation, group in groupby(zip(numbers, blocks, strict=True), key=itemgetter(0)):
        box = [block for _, block in group]
        if quotation is None or not (quotation < 0 or _says_whom([*kept[-1:], *box[:2]])):
            kept += box
            continue
        if kept and _SAYS_WHOM.search(kept[-1].text) and len(kept[-1].text) < _SAYS_WHOM_WITHIN:
            quoted.append(kept.pop().text)
        quoted += [line for block in box if block.kind != "image" for line in block.text.split("\n") if line]
        for block in box:
            if block.kind == "image":
                block.names |= {_QUOTED_IMAGE}
                kept.append(block)
    blocks[:] = kept
    return "\n".join(quoted) or None


def _quotation(block: Block, is_quote: Callable[[str], bool]) -> int | None:
    """Return the number of the quotation that contains a block, or None; negative if a class name marks it as a quotation."""
    number = next((container.id for container in block.containers if container.tag == "blockquote"), None)
    if any(map(is_quote, block.names)):
        return -1 - (number or 0)
    return number


def _says_whom(blocks: list[Block]) -> bool:
    said = any(len(block.text) < _SAYS_WHOM_WITHIN and _SAYS_WHOM.search(block.text) for block in blocks)
    return said or any(_LINKS_TO_POST.match(block.html) for block in blocks)
