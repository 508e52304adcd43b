"""White space and invisible characters, the same everywhere. The author's own wording and punctuation stay as they are."""

import re

from crawler.body import Block, Body, Draft

INVISIBLE = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff"
    r"\ud800-\udfff]"
    r"|(?<![\u2600-\u27bf\ufe0f\U0001f000-\U0001faff])\u200d"  # joins emoji, and is noise elsewhere
)
UNUSUAL_SPACES = re.compile(r"[\xa0\u2000-\u200a\u2028\u2029\u202f\u205f]+")
OPENING_TAGS = re.compile(r"((?:<[^/>][^>]*>)+)\s+")
CLOSING_TAGS = re.compile(r"\s+((?:</\w+>)+)$")
CLOSING_REACH = 60  # characters in which the last closing tags of a paragraph stand


def normalize_text(body: Body) -> None:
    """Clean the text and the HTML of the blocks of ``body`` in place.

    No-break and typographic spaces become spaces; zero-width, control and direction characters go; ideographic and other
    spaces go from the ends of paragraphs; paragraphs with nothing left go.
    """
    for block in body.blocks:
        if block.kind not in ("image", "preformatted"):
            _trim(block)
        if not block.text.isprintable():
            block.text, block.html = _cleaned(block.text), _cleaned(block.html)
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


def _cleaned(text: str) -> str:
    return UNUSUAL_SPACES.sub(" ", INVISIBLE.sub("", text))


class NormalizeTextPipeline:
    def process_item(self, item: Draft) -> Draft:
        for body in item.bodies:
            normalize_text(body)
        return item
