"""Clean HTML back to blocks, and nothing but clean HTML."""

from crawler.content.body import Block, BlockKind
from crawler.content.html.parse import parse_html
from crawler.content.html.render import TAGS, render_html
from crawler.content.web_url import is_web_url
from crawler.items import Image

NOT_RENDERED = frozenset({"struck", "formula", "gutter"})
"""What a page told beside its blocks, and clean HTML tells by its tags."""
DIGITS = 9
"""Of a size in pixels; longer numbers are not read to the end, and so do not come back the same."""


class UncleanHtmlError(ValueError):
    """HTML that the stages of this project did not write: it may hold anything."""


def clean_blocks(html: str) -> list[Block]:
    """The blocks of the ``html`` of an item.

    Raises :class:`UncleanHtmlError` unless rendering them gives ``html`` to the letter, and so where there is a script, a
    handler, a tag or an attribute that is not ours, and TooDeepError. Images have the URL, alt text, caption and size that
    stand there.
    """
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
    """Text and inner HTML of a block of this ``kind`` whose inner HTML was changed; nothing where nothing is left."""
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
