"""What the head of a page says of the words in its body."""

import json
import re
from typing import NamedTuple

from lxml.etree import _Element

from crawler.content.patterns import regex

_BODY = regex(r'"articleBody"\s*:\s*("(?:[^"\\]|\\.)*+")', re.DOTALL)

LONGEST, LONGEST_BODY = 300, 30_000
"""Characters of a title and of a body in which the texts of the page are looked for."""


class Anchors(NamedTuple):
    """The title of a page, its description, and the text of its article where JSON-LD has it: each on one line, else empty."""

    title: str = ""
    description: str = ""
    body: str = ""


def anchors_of(root: _Element) -> Anchors:
    """What the elements of the page of which ``root`` is the tree say."""
    title = description = body = ""
    for element in root.iter("title", "meta", "script"):
        if element.tag == "meta":
            if not description and (element.get("name") or element.get("property") or "").lower().endswith("description"):
                description = _line(element.get("content"))
        elif element.tag == "title":
            title = title or _line(element.text)
        elif not body and "ld+json" in (element.get("type") or "") and (found := _BODY.search(element.text or "")):
            body = _unquoted(found[1])
    return Anchors(title[:LONGEST], description, body[:LONGEST_BODY])


def _line(text: str | None) -> str:
    return " ".join((text or "").split())


def _unquoted(text: str) -> str:
    try:
        return _line(json.loads(text, strict=False))
    except ValueError:
        return ""
