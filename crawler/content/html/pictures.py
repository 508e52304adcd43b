"""Elements that show a picture, and what their attributes say of it."""

import re
from collections.abc import Iterable, Iterator
from html import unescape
from itertools import takewhile

from lxml.etree import HTMLParser, _Element
from parsel.selector import create_root_node

from crawler.content.body import Block
from crawler.content.html.unseen import hides_all
from crawler.content.patterns import regex
from crawler.content.web_url import PICTURE_FILES, is_web_url, resolved

PICTURES = ("img", "image", "amp-img", "amp-anim", "mip-img", "a-img")
"""Elements that show a picture; ``image`` is SVG's, and elsewhere an alias of ``img`` in browsers."""
RATIOS = frozenset({"responsive", "intrinsic", "fill"})
"""Layouts of AMP in which width and height are the aspect ratio of a picture."""
SMALL = 48
"""Pixels. Pictures up to this size are inline (emoticons, icons)."""
NUMBERS = ("width", "height", "data-width", "data-height")
SIZES = frozenset({*NUMBERS, "style"})
"""Attributes that may declare a size."""
PIXELS = regex(r"\s*(\d{1,6})\d*(?:\.\d{1,9})?(?:px)?\s*")
PIXEL = 2
"""Pixels; a picture declared this small and loaded by a script has the size of its placeholder."""
LETTERS = 3
"""How many times the size of a letter an inline picture may be."""
EMOTICON_NAME = regex(
    r"(?:^|\s)(?:[a-zA-Z0-9]{1,20}[-_])?(?:emoji|emoticon|smiley|smilies|emotion)(?:[-_]{1,2}[a-zA-Z0-9]{1,20})?(?:\s|$)",
    re.IGNORECASE,
)
STYLE_SIZE = regex(r"(?:^|[;\s])(?:max-)?(width|height)\s*:\s*(\d{1,5}(?:\.\d{1,5})?)(px|r?em|ex|ch|pt)", re.IGNORECASE)
BASE = regex(r"<base\s(?:[^>]{0,500}\s)?href\s*=\s*[\"']?([^\s\"'>]{1,2000})", re.IGNORECASE)
EMPTY = 12
"""Elements; an element with more is not searched for text."""
FILE_OF_PICTURE = regex(rf"\.(?:{PICTURE_FILES})(?![a-z])", re.IGNORECASE)
CSS_PICTURES = ("url(", "image-set(")
BACKGROUND_NAME = regex(r"background|(?:^|-)bg(?:-|$|set)")
MOST_IN_FIGURE = 60
"""Blocks; more of them are not a figure."""
CREDITING = frozenset({"span", "small", "cite"})
"""Elements in which the credit of a caption is."""
LONGEST_LINE = 120
"""Characters of a line next to a picture in a table."""


def is_small(attributes: dict[str, str]) -> bool:
    """Whether the page declares that an image is about as small as a letter, or a line, or that it is an emoticon."""
    if "smilieid" in attributes or ("class" in attributes and EMOTICON_NAME.search(attributes["class"])):
        return True
    if SIZES.isdisjoint(attributes) or attributes.get("layout") in RATIOS:
        return False
    declared = [found for key in NUMBERS if key in attributes and (found := PIXELS.fullmatch(attributes[key]))]
    sizes: list[float] = [int(found[1]) for found in declared]
    if "style" in attributes:
        styled = [_pixels(float(number), unit.lower()) for _, number, unit in STYLE_SIZE.findall(attributes["style"][:2000])]
        sizes = styled or sizes
    largest = max(sizes, default=SMALL + 1)
    is_line = any((found := PIXELS.fullmatch(attributes.get(key, ""))) and int(found[1]) == 1 for key in ("width", "height"))
    if (largest > SMALL and not is_line) or (not largest and FILE_OF_PICTURE.search(attributes.get("src", "")[:4096])):
        return False
    return PIXEL < largest <= SMALL or not any(
        FILE_OF_PICTURE.search(value[:4096]) for key, value in attributes.items() if key[:5] == "data-"
    )


def is_hidden(attributes: dict[str, str]) -> bool:
    """Whether a picture is not displayed, and no script loads it later: a counting pixel."""
    return "style" in attributes and hides_all(attributes["style"]) and not any(key[:5] == "data-" for key in attributes)


def _pixels(number: float, unit: str) -> float:
    """A CSS length in pixels; relative lengths are scaled so that the limit for inline pictures is the same."""
    letter = SMALL / LETTERS
    return number * (letter if unit.endswith("em") else letter / 2 if unit in ("ex", "ch") else 1)


def may_show_background(attributes: Iterable[tuple[str, str]]) -> bool:
    """Whether attributes of an element that is not a picture name one: in its style, or for a script to load."""
    for key, value in attributes:
        if key == "style":
            if any(sign in value.lower() for sign in CSS_PICTURES):
                return True
        elif (key == "background" or key[:5] == "data-") and FILE_OF_PICTURE.search(value[:4096]):
            return True
    return False


def background_of(element: _Element) -> dict[str, str]:
    """The attributes of an element that name its background picture."""
    named = {key: value for key, value in element.items() if key == "style" or BACKGROUND_NAME.search(key)}
    return {str(key): str(value) for key, value in named.items() if may_show_background(((str(key), str(value)),))}


def is_empty(element: _Element) -> bool:
    """Whether an element contains neither text nor a picture."""
    for number, inner in enumerate(element.iter()):
        if number > EMPTY or inner.tag in PICTURES:
            return False
        if (inner.text or "").strip() or (inner is not element and (inner.tail or "").strip()):
            return False
    return True


def base_in(html: str, address: str | None) -> str | None:
    """The base of relative URLs in ``html`` at ``address``: its first ``<base>``, or otherwise the address."""
    found = BASE.search(html)
    base = resolved(unescape(found[1]), address) if found else None
    return base if base and is_web_url(base) else address


def shown_by(element: _Element) -> dict[str, str] | None:
    """The attributes of an embedded object that is only a picture; None for any other element."""
    if element.tag in ("object", "embed"):
        url = element.get("data") or element.get("src") or ""
        if (element.get("type") or "").startswith("image") or FILE_OF_PICTURE.search(url[:4096]):
            return attributes_of(element)
    return None


def credits_in(caption: _Element) -> list[_Element]:
    """The elements at the end of a caption that are called something or small print, and have no text between them."""
    while len(caption) == 1 and not (caption.text or caption[0].tail or "").strip():
        caption = caption[0]
    last = takewhile(lambda each: not (each.tail or "").strip() and each.tag in CREDITING, caption.iterchildren(reversed=True))
    return list(takewhile(lambda each: each.tag != "span" or each.get("class"), last))


def lays_out_pictures(blocks: list[Block]) -> bool:
    """Whether the blocks of a table are pictures with at most one line for each: such a table is a figure."""
    images = sum(block.kind == "image" for block in blocks)
    lines = [block for block in blocks if block.kind != "image"]
    fit = all(block.kind == "paragraph" and len(block.text) <= LONGEST_LINE for block in lines)
    return 0 < len(lines) <= images and len(blocks) <= MOST_IN_FIGURE and fit


def pictures_in(element: _Element) -> Iterator[dict[str, str]]:
    """The attributes of pictures in an element that is never walked through, such as an SVG drawing."""
    for inner in element.iter("*"):
        if inner.tag in PICTURES or may_show_background(inner.items()):
            yield attributes_of(inner)
        elif poster := inner.get("poster"):
            yield {"poster": poster}


def text_in(value: str) -> str:
    """The text of an attribute that may be markup, on one line."""
    if "<" in value and value.strip():
        value = "".join(create_root_node(value, HTMLParser).itertext())
    return " ".join(value.split())


def attributes_of(element: _Element | None) -> dict[str, str]:
    """The attributes of an element; none of None."""
    return {} if element is None else {str(key): str(value) for key, value in element.items()}
