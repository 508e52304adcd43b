"""Finds the elements of any site's page that are the body of its article, and those within it that are not part of the text."""

from crawler.platforms.web.finder.found import FoundBody, PageKind
from crawler.platforms.web.finder.search import find_body

__all__ = ["FoundBody", "PageKind", "find_body"]
