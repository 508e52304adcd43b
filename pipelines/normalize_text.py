"""Normalizes white space and invisible characters. The author's wording and punctuation are unchanged."""

from crawler.content.body import Block, Body
from crawler.content.html import collapsed, read_again, without_empty
from crawler.content.patterns import regex
from crawler.content.plain_text import UNUSUAL_SPACE, visible, without_invisible
from crawler.platforms.draft import Draft

OPENING_TAGS = regex(r"((?:<[^/>][^>]*>)+)\s+")
CLOSING_TAGS = regex(r"\s{1,40}((?:</\w{1,12}>|<del>[^<>]{0,120}</del>){1,9})$")
"""What no longer has text at the end of a paragraph: tags, and what is struck out."""
WITH_INDENTS = frozenset({"image", "preformatted", "table"})
"""Leading and trailing white space of these is significant: a table may begin with an empty cell."""
CLOSING_REACH = 200  # characters in which these stand


def normalize_text(body: Body) -> None:
    """Clean the text and the HTML of the blocks of ``body`` in place.

    Invisible characters are removed (:func:`crawler.content.plain_text.visible`); in code, each unusual space becomes one space,
    which keeps indents. Ideographic and other spaces at the ends of paragraphs are removed, and so are paragraphs with nothing
    left, except those whose words are all struck out.
    """
    for block in body.blocks:
        if block.text != block.text.strip() and block.kind not in WITH_INDENTS:
            _trim(block)
        if not block.text.isprintable() or "<del>" in block.html:
            _clean(block)
    body.blocks[:] = [block for block in body.blocks if block.text or block.kind == "image" or "<del>" in block.html]


def _clean(block: Block) -> None:
    cleaned = _with_indents if block.kind == "preformatted" else visible
    text, html = cleaned(block.text), cleaned(block.html)
    if html != block.html and "<" in html:
        text, html = read_again(block.kind, html)
    elif html and block.kind not in WITH_INDENTS:
        text, html = collapsed(text), collapsed(html)
    if block.kind == "preformatted":  # HTML drops a line break at its start
        text, html = text.strip("\n"), html.strip("\n")
    block.text, block.html = text, html
    if block.kind not in WITH_INDENTS:
        _trim(block)


def _with_indents(code: str) -> str:
    return UNUSUAL_SPACE.sub(" ", without_invisible(code))


def _trim(block: Block) -> None:
    text = block.text.strip()
    if text != block.text:
        block.text = text
        block.html = _trimmed_html(block.html)


def _trimmed_html(html: str) -> str:
    html = html.strip()
    if html.startswith("<") and (opening := OPENING_TAGS.match(html)):
        html = opening[1] + html[opening.end() :]
    if html.endswith(">") and (closing := CLOSING_TAGS.search(html, max(0, len(html) - CLOSING_REACH))):
        html = html[: closing.start()] + closing[1]
    return without_empty(html) if "></" in html else html


class NormalizeTextPipeline:
    def process_item(self, item: Draft) -> Draft:
        for body in item.bodies:
            normalize_text(body)
        return item
