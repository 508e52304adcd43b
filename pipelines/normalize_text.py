"""White space and invisible characters, the same everywhere. The author's own wording and punctuation stay as they are."""

import re

from crawler.body import Block, Body, Draft
from crawler.plain_text import visible

OPENING_TAGS = re.compile(r"((?:<[^/>][^>]*>)+)\s+")
CLOSING_TAGS = re.compile(r"\s+((?:</\w+>)+)$")
CLOSING_REACH = 60  # characters in which the last closing tags of a paragraph stand


def normalize_text(body: Body) -> None:
    """Clean the text and the HTML of the blocks of ``body`` in place.

    What prints nothing goes (:func:`crawler.plain_text.visible`); ideographic and other spaces go from the ends of paragraphs;
    paragraphs with nothing left go.
    """
    for block in body.blocks:
        if block.kind not in ("image", "preformatted"):
            _trim(block)
        if not block.text.isprintable():
            block.text, block.html = visible(block.text), visible(block.html)
            _trim(block)
    body.blocks[:] = [block for block in body.blocks if block.text or block.kind == "image"]


def _trim(block: Block) -> None:
    text = block.text.strip()
    if len(text) != len(block.text):
        block.text = text
        block.html = _trimmed_html(block.html)


def _trimmed_html(html: str) -> str:
    html = html.strip()
    if html.startswith("<") and (opening := OPENING_TAGS.match(html)):
        html = opening[1] + html[opening.end() :]
    if html.endswith(">") and (closing := CLOSING_TAGS.search(html, max(0, len(html) - CLOSING_REACH))):
        html = html[: closing.start()] + closing[1]
    return html


class NormalizeTextPipeline:
    def process_item(self, item: Draft) -> Draft:
        for body in item.bodies:
            normalize_text(body)
        return item
