"""The other pages of an article that is split over several."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from lxml.etree import XPath, _Element

from crawler.content.html import text_of
from crawler.content.patterns import regex
from crawler.content.web_url import is_web_url, resolved
from crawler.platforms.web.address import domain_of
from crawler.platforms.web.metadata import Metadata

_NEXT = XPath("//a[contains(., '下一页') or contains(., '下一頁') or contains(., '余下全文')][@href]")
_FIRST, _SAID = "下", ("下一", "余下全文")
"""A character that can be checked for in almost no time, and words one of which is in the text of such a link."""
_WORDS = regex(r"[\s\[【<>》»›|]{0,12}(?:下一[页頁]|余下全文)[\s\]】<>》»›|]{0,12}")
_NUMBER = regex(r"[\[【(（第\s]{0,3}(\d{1,2})[\]】)）页頁\s]{0,3}")
_STEM = regex(r"(?:[_-](?:\d{1,2}|s|all))?(?:\.[a-z]{3,5})?(?:[?&](?:page|p)=\d{1,3})?$", re.IGNORECASE)
"""The part in which the addresses of an article's pages differ."""
_ENDING = regex(r"\.[a-z]{3,5}$", re.IGNORECASE)
_TWO = regex(r">\s{0,3}[\[【]?\s?2\s?[】\]]?\s{0,3}<")
_SECOND = regex(r"[_-][12]\.[a-z]{3,5}$", re.IGNORECASE)
"""The end of the address of a second page; with a query it would be one of comments or of a list."""
_LONGEST = 12
_MOST = 60
"""Number of links next to the one to the next page to look at."""


class Paging(NamedTuple):
    """``following`` is the address of the next page, ``pages`` the number of pages if page numbers next to that link show it."""

    following: str | None = None
    pages: int | None = None


def paging_of(root: _Element, metadata: Metadata, source: str, url: str | None, base: str | None) -> Paging:
    """The pages of an article by its link to the next; links to other articles do not count. ``source`` is the page's."""
    following = next((found for href in metadata.links.get("next", ()) if (found := _page_of(href, url, base))), None)
    if _FIRST in source and any(word in source for word in _SAID):
        for link in _NEXT(root):
            if _WORDS.fullmatch(text_of(link, _LONGEST)) and (found := _page_of(link.get("href") or "", url, base)):
                return Paging(found, max(_numbers(link, url, base), default=None))
    if following is None and url and _TWO.search(source):
        return _second_of(root, url, base)
    return Paging(following)


def _second_of(root: _Element, url: str, base: str | None) -> Paging:
    """The second page of an article whose pages have links by their numbers alone, as the first page shows them."""
    for link in root.iter("a"):
        if (number := _NUMBER.fullmatch(text_of(link, _LONGEST))) and number[1] == "2":
            found = _page_of(link.get("href") or "", url, base)
            if found and _SECOND.search(found) and _bare(url) == _stem(url):
                return Paging(found, max(_numbers(link, url, base), default=None))
    return Paging()


def _bare(url: str) -> str:
    """An address without its scheme and the ending of its file, which is the stem of a first page."""
    return _ENDING.sub("", url.partition("://")[2].partition("#")[0])


def _page_of(href: str, url: str | None, base: str | None) -> str | None:
    """Return the address of a link if it may be another page of the article at ``url``, else None."""
    address = resolved(href.strip(), base)
    if not is_web_url(address) or address == url:
        return None
    if url is None:
        return address
    return address if domain_of(address) == domain_of(url) and _stem(address) == _stem(url) else None


def _stem(url: str) -> str:
    return _STEM.sub("", url.partition("://")[2].partition("#")[0])


def _numbers(link: _Element, url: str | None, base: str | None) -> Iterator[int]:
    """Yield the page numbers next to the link to the next page."""
    for holder in link.iterancestors():
        links = [each for _, each in zip(range(_MOST), holder.iter("a"), strict=False)]
        numbers = [int(found[1]) for each in links if (found := _NUMBER.fullmatch(text_of(each, _LONGEST)))]
        if numbers or len(links) >= _MOST or holder.tag in ("body", "table"):
            yield from (number for number in numbers if number > 1)
            return
