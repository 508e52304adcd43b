"""Parses clean HTML back to blocks, and rejects any other HTML."""

from crawler.content.body import Block, BlockKind
from crawler.content.html.parse import parse_html
from crawler.content.html.render import TAGS, render_html
from crawler.content.web_url import is_web_url
from crawler.items import Image

NOT_RENDERED = frozenset({"struck", "formula", "gutter", "unseen"})
"""Blocks beside the content of a page, which clean HTML represents by tags."""
DIGITS = 9
"""Digits of a size in pixels; longer numbers are cut off, and therefore rejected."""


class UncleanHtmlError(ValueError):
    """HTML that was not written by this project's stages, and may contain anything."""


def clean_blocks(html: str) -> list[Block]:
    """The blocks of the ``html`` of an item. Raises TooDeepError, and :class:`UncleanHtmlError` unless rendering the blocks gives
    exactly ``html``: so for any script, handler, or unknown tag or attribute. Images have the URL, alt text, caption and size
    that they have there."""
    blocks: list[Block] = []
    for block in _parsed(html):
        if block.kind == "image":
            block.image = _image(block.attributes)
        elif "figcaption" in block.names and blocks and (image := blocks[-1].image):
            image.caption = block.text
            continue
        if block.kind not in NOT_RENDERED:
            blocks.append(block)
    if render_html(blocks) != html:
        raise UncleanHtmlError("html that is not as the stages write it")
    return blocks


def read_again(kind: BlockKind, html: str) -> tuple[str, str]:
    """Text and inner HTML of a block of this ``kind`` after its inner HTML was modified; empty if nothing is left."""
    tag = TAGS.get(kind, "p")
    words = [block for block in parse_html(f"<{tag}>{html}</{tag}>").blocks if block.kind not in NOT_RENDERED]
    return (words[0].text, words[0].html) if len(words) == 1 else ("", "")


def _parsed(html: str) -> list[Block]:
    try:
        return parse_html(html).blocks
    except UnicodeEncodeError as error:
        raise UncleanHtmlError("html with a lone surrogate") from error


def _image(attributes: dict[str, str]) -> Image:
    url = attributes.get("src", "")
    width, height = (
        int(size) if (size := attributes.get(name, "")[:DIGITS]).isdecimal() else None for name in ("width", "height")
    )
    if not is_web_url(url):
        raise UncleanHtmlError("an image without a URL")
    return Image(url, [url], attributes.get("alt") or None, None, width, height)
