"""Forums that run Discuz!, from text dumps of their threads and from HTML pages.

A dump consists of lines (``lines``). The head of the page comes above the first post (``head``, ``title``); a post begins with
its header, the date line (``headers``, ``views``), and ends with the row of actions (``actions``); between two posts is the
column about the author of the next one (``members``, ``floors``). ``posts`` cuts a page at these, ``quotes`` takes quotations
out, ``text_parts`` makes posts from the rest, and ``reading`` makes the item. What the software prints inside posts (``chrome``,
``glued``) and ``signatures`` are declared here and removed by a stage. ``site`` is what a forum's file declares.

On an HTML page, ``html_parts`` finds the elements of the head and of each post; ``html_headers``, ``html_body`` and ``html_head``
read them, ``html_chrome`` identifies those of the software, and ``html_thread`` assembles the thread.
"""

from crawler.platforms.discuz.chrome import CHROME_RULES
from crawler.platforms.discuz.site import DiscuzSite
from crawler.platforms.discuz.times import instant

__all__ = ["CHROME_RULES", "DiscuzSite", "instant"]
