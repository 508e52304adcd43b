"""What is told of an element that is set aside as a whole: one that is not content, or not displayed."""

from lxml.etree import _Element

from crawler.content.body import Block, BlockKind
from crawler.content.html.alternatives import partner_of
from crawler.content.html.paragraph import escaped
from crawler.content.html.pictures import is_small
from crawler.content.html.text import text_of
from crawler.content.html.vocabulary import FOREIGN


def blocks_aside(element: _Element, names: frozenset[str], kind: BlockKind = "paragraph") -> list[Block]:
    """The text of an element as one block of this ``kind``, and an ``embed`` for each button, frame and picture in it.

    Small pictures are left out if there is text, and so are those for browsers without scripts that show another one again.
    """
    text = "" if element.tag in FOREIGN else text_of(element)
    blocks = [Block(kind, text, escaped(text), names)] if text else []
    for each in element.iter("img", "iframe", "button"):
        if each.tag != "img":
            words = each.get("src") or "" if each.tag == "iframe" else "".join(each.itertext())
            blocks.append(Block("embed", " ".join(words.split()), names=names))
        elif not _is_again(each) and not (is_small(attributes := dict(each.items())) and text):
            blocks.append(Block("embed", " ".join(attributes.values()), names=names, attributes=attributes))
    return blocks


def _is_again(picture: _Element) -> bool:
    around = picture.getparent()
    return around is not None and around.tag == "noscript" and partner_of(around) is not None
