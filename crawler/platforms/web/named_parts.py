"""The source and the authors in elements between headline and text that a page names for them, without a label."""

import re
from collections.abc import Iterator
from itertools import islice, takewhile

from lxml.etree import _Element

from crawler.content.html import text_of
from crawler.content.names import is_medium, is_organisation, is_person, without_description
from crawler.content.patterns import regex
from crawler.content.scripts import for_rules
from crawler.platforms.web.byline_dates import DATE, LONGEST
from crawler.platforms.web.surroundings import between

_SOURCE = regex(r"source|media-?_?name|jgname|\b(?:from|where)\b", re.IGNORECASE)
_AUTHOR = regex(r"author|writer|reporter", re.IGNORECASE)
_CALLED_SOURCE = regex(r"(?:^|\s)(?:source(?:_baidu|-nolink|_?name)?|media-?_?name)(?=\s|$)", re.IGNORECASE)
"""The names of elements that hold nothing but a source, which may be an account of any name."""
_ACCOUNT = regex(r"(?![^\s]{0,4}(?:原创|转载|转发|综合|未知|不详|匿名|本站|佚名|来源|更多))(?=.{0,9}[\u4e00-\u9fff])[\w·.]{2,12}")
_LABEL = regex(r"^(?:[来來稿]源(?:[于於自])?|[来來]自|出[处處])\s?[：:]?\s?")
_AND = regex(r"[、，,\s]+")
_LONGEST_NAME, _MOST_NAMES = 30, 4
_MOST, _MOST_INSIDE = 12, 40
"""Elements between headline and text, and inside of each, to look at."""


def named_parts(headline: _Element, text: _Element) -> list[str]:
    """Return credit lines for what is alone in elements called like ``source`` and ``author``, down to the ``text``: a medium or
    an organisation, and people. What does not have the form of either is left out."""
    around = (each for each in between(headline, text) if not isinstance(each, str) and isinstance(each.tag, str))
    short = takewhile(lambda each: each is not text and len(text_of(each, 2 * LONGEST)) <= LONGEST, islice(around, _MOST))
    return list(dict.fromkeys(said for each in short for part in islice(each.iter("*"), _MOST_INSIDE) for said in _said(part)))


def _said(part: _Element) -> Iterator[str]:
    called = " ".join(part.values())
    is_source, is_author = _SOURCE.search(called), _AUTHOR.search(called)
    if not (is_source or is_author) or not 1 < len(said := text_of(part, 2 * _LONGEST_NAME)) <= _LONGEST_NAME:
        return
    name = _LABEL.sub("", said)
    if is_source and _is_source(for_rules(name), _CALLED_SOURCE.search(called) is not None):
        yield f"来源：{name}"
    names = _AND.split(without_description(said))
    if is_author and len(names) <= _MOST_NAMES and not said.isascii() and all(is_person(for_rules(each)) for each in names):
        yield f"作者：{'、'.join(names)}"


def _is_source(name: str, is_called_so: bool) -> bool:
    if " " not in name and (is_medium(name) or (is_organisation(name) and len(name) > 3)):
        return True
    return is_called_so and _ACCOUNT.fullmatch(name) is not None and not is_person(name) and not DATE.search(name)
