"""Forums that run Discuz!, from text dumps of their threads and from HTML pages.

A dump is lines (``lines``). Above the first post stands the head of the page (``head``, ``title``); a post begins with its
header, the date line (``headers``, ``views``), and ends with the row of actions (``actions``); between two posts stands the
column about the next one's author (``members``, ``floors``). ``posts`` cuts a page at these, ``quotes`` takes quotations out,
``text_parts`` makes posts of what is left and ``reading`` the item. What the software prints inside posts (``chrome``,
``glued``) and ``signatures`` are declared here and taken out by a stage. ``site`` is what a forum's file declares.

Of an HTML page ``html_parts`` finds the elements of each post and of the head; ``html_headers``, ``html_body`` and ``html_head``
read them, ``html_chrome`` says which are the software's, and ``html_thread`` puts the thread together.
"""

from crawler.platforms.discuz.chrome import CHROME_RULES
from crawler.platforms.discuz.site import DiscuzSite
from crawler.platforms.discuz.times import instant

__all__ = ["CHROME_RULES", "DiscuzSite", "instant"]
