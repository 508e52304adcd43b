"""Signs of pictures that do not belong to a text: portraits of authors, marks of players, QR codes."""

import re
from collections.abc import Iterator

from crawler.content.body import Block
from crawler.content.patterns import regex

MARK = regex(
    r"(?<![a-z])(?:avatar|portrait|head_?(?:img|pic)|user_?(?:img|pic|face)|logo|slogan|icon|qr_?code|erweima|wechat|weixin"
    r"|app_?(?:download|code))(?![a-z])",
    re.IGNORECASE,
)
SIZE = regex(r"(?<!\d)(\d{1,4})[_x×*](\d{1,4})(?=\D*$)")
SMALL = 100
"""Pixels of both sides."""


def picture_signs(block: Block) -> Iterator[str]:
    """The signs of a picture by itself."""
    image = block.image
    if image is None:
        return
    if MARK.search(image.url.partition("?")[0]):
        yield "called a portrait or a mark"
    named = SIZE.search(image.url.rpartition("/")[2])
    declared = (image.width, image.height) if image.width and image.height else named.groups() if named else ()
    if declared and max(map(int, declared)) <= SMALL:
        yield "a small picture"
