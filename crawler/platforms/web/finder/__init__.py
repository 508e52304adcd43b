"""Which elements of a page of any site are the body of its article, and what in them is none of its text."""

from crawler.platforms.web.finder.found import FoundBody, PageKind
from crawler.platforms.web.finder.search import find_body

__all__ = ["FoundBody", "PageKind", "find_body"]
