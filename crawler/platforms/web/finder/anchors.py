"""What the head of a page says about the text in its body."""

import json
import re
from typing import NamedTuple

from lxml.etree import _Element

from crawler.content.patterns import regex

_TYPE = regex(r'"@type"\s*:\s*"(\w{1,40})"')
_BODY = regex(r'"articleBody"\s*:\s*("(?:[^"\\]|\\.)*+")', re.DOTALL)

LONGEST, LONGEST_BODY = 300, 30_000
"""Length limits, in characters, for the title and the body in which the page's texts are looked up."""


class Anchors(NamedTuple):
    """The title of a page, its description, and the text of its article if JSON-LD has it; each is on one line, or empty.

    ``types`` are the schema.org types in JSON-LD, and ``og_type`` is the page's Open Graph type.
    """

    title: str = ""
    description: str = ""
    body: str = ""
    types: frozenset[str] = frozenset()
    og_type: str = ""


def anchors_of(root: _Element) -> Anchors:
    """Read the anchors of the page with the tree ``root``."""
    title = description = body = ""
    og_type: str | None = None
    types: set[str] = set()
    for element in root.iter("title", "meta", "script"):
        if element.tag == "meta":
            name, property_ = element.get("name"), element.get("property")
            if not description and (name or property_ or "").lower().endswith("description"):
                description = _line(element.get("content"))
            if og_type is None and property_ == "og:type":
                og_type = element.get("content") or ""
        elif element.tag == "title":
            title = title or _line(element.text)
        elif "ld+json" in (element.get("type") or "") and (source := element.text):
            types.update(_TYPE.findall(source))
            if not body and (found := _BODY.search(source)):
                body = _unquoted(found[1])
    return Anchors(title[:LONGEST], description, body[:LONGEST_BODY], frozenset(types), og_type or "")


def _line(text: str | None) -> str:
    return " ".join((text or "").split())


def _unquoted(text: str) -> str:
    try:
        return _line(json.loads(text, strict=False))
    except ValueError:
        return ""
