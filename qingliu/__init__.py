"""Saved Chinese news and forum pages as clean, attributed items, without a crawler.

    >>> import qingliu
    >>> article = qingliu.clean(page, url="https://www.example.com/2026/03/05/harbour.html")
    >>> article.headline

:func:`clean` makes an item of one page, :func:`replay` of all pages of a folder or an archive. Neither keeps anything, writes a
file, logs, or starts a reactor. ``docs/python.md`` tells more.
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
