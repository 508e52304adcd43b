"""Clean, attributed items from saved Chinese news and forum pages, without running a crawler.

    >>> import qingliu
    >>> article = qingliu.clean(page, url="https://www.example.com/2026/03/05/harbour.html")
    >>> article.headline

:func:`clean` turns one page into an item; :func:`replay` does the same for every page of a folder or an archive. Neither keeps
state, writes files, sets up logging or starts a reactor. See ``docs/python.md`` for more.
"""

from crawler import __version__
from crawler.items import Article, Credit, Image, Page, PollOption, Post, Removal, Thread
from qingliu._cleaning import NotAnItem, UnreadablePage, clean
from qingliu._replay import Dropped, Failed, Lost, replay

__all__ = [
    "Article",
    "Credit",
    "Dropped",
    "Failed",
    "Image",
    "Lost",
    "NotAnItem",
    "Page",
    "PollOption",
    "Post",
    "Removal",
    "Thread",
    "UnreadablePage",
    "__version__",
    "clean",
    "replay",
]
