"""Puts the names of members into links to them that a page leaves to its scripts, as NGA does."""

import json

from lxml.etree import XPath, _Element

from crawler.content.patterns import regex

_SIGN = "userInfo.setAll("
_MEMBER = regex(r'"uid":\s?"?(\d{1,12})"?,\s?"username":\s?("[^"\\<>]{1,80}")')
"""The beginning of what such a script says of a member."""
_LEFT_EMPTY = XPath("//a[contains(@href, 'uid=')][not(node())]")
_NUMBER = regex(r"[?&]uid=(\d{1,12})(?:&|$)")


def put_names(root: _Element, source: str) -> None:
    """Put the names of the members in the scripts of ``source`` into the empty links of its tree ``root``, by their numbers.

    Nothing else is changed; pages without such a script cost one search.
    """
    if _SIGN not in source:
        return
    names = {number: json.loads(name) for number, name in _MEMBER.findall(source)}
    links = _LEFT_EMPTY(root)
    for link in links if isinstance(links, list) else []:
        number = _NUMBER.search(link.get("href") or "") if isinstance(link, _Element) else None
        if number and number[1] in names:
            link.text = names[number[1]]
