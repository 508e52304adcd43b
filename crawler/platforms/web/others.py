"""The parts of a page that are about something other than its text: asides, comments, lists of other pages and of those who write
on the site."""

import re
from itertools import islice

from lxml.etree import _Element

from crawler.content.html import lines_of, text_of
from crawler.content.names import is_person
from crawler.content.patterns import regex
from crawler.content.scripts import HAN, for_rules
from crawler.platforms.web.headline import Headline
from crawler.platforms.web.posts.vocabulary import COMMENTS_HEADING

_WHOLE = ("html", "body", "main", "article")
_COMMENTS = regex(r"comment|pinglun|liuyan|gentie|\bcmts?\b", re.IGNORECASE)
_OTHERS = regex(r"\b(?:related|recommend)", re.IGNORECASE)
"""Names of elements with what others wrote here, or elsewhere; those of a whole page tell what it may have."""
_OTHERS_HEADING = regex(
    r"(?:热门|热点|相关|推荐|最新|更多|活跃|人气|优秀|编辑|本[周月日站]|往期|延伸|精彩|专栏)"
    r"(?:作[者家]|专栏|文章|新闻|阅读|推荐|资讯|内容|回顾)(?:排行)?榜?|(?:作[者家]|专栏|热门|阅读)排行榜?|猜你喜欢"
    r"|(?:(?:most )?popular|top|featured|trending|our|more|latest|recent|related|recommended)"
    r" (?:authors|writers|columnists|contributors|experts|posts|articles|stories|news)",
    re.IGNORECASE,
)
"""A heading above other pages, or above others who write on the site."""
_HEADING = 40
"""Characters of a heading above these or above comments, at most."""
_FEWEST, _MOST = 3, 40
"""Number of elements alike that make a list, and to look at."""
_LONGEST = 1000
"""Characters of an element of a list at most."""
_TITLE, _LATIN_TITLE = 8, 15
"""Characters of the title of another page at least, in Chinese and in Latin letters."""


class Beside:
    """What of a page is an aside, its footer, comments or pointers to other pages and to those who write on the site. Answers are
    kept, so that no element is checked twice, however deep the nesting; nothing around the ``headline`` is beside the text."""

    def __init__(self, headline: Headline) -> None:
        element = headline.element
        self._title = headline.text
        self._known = {} if element is None else dict.fromkeys((element, *element.iterancestors()), False)

    def holds(self, element: _Element | None) -> bool:
        """Whether ``element`` is such a part of the page, or inside one."""
        asked: list[_Element] = []
        found = False
        while element is not None and not found and element not in self._known:
            asked.append(element)
            found = _is_named(element) or _is_headed(element) or self._is_listed(element)
            element = None if self._is_own(element) else element.getparent()
        if not found and element is not None:
            found = self._known[element]
        self._known |= dict.fromkeys(asked, found)
        return found

    def _is_listed(self, element: _Element) -> bool:
        """Whether an element is short and one of several alike that each have the title of another page."""
        parent, is_named = element.getparent(), element.get("class") or element.tag not in ("div", "section")
        if parent is None or not is_named or not self._leads_away(element):
            return False
        alike = (each for each in islice(parent, _MOST) if each.tag == element.tag and each.get("class") == element.get("class"))
        return len(list(islice(filter(self._leads_away, alike), _FEWEST))) == _FEWEST

    def _leads_away(self, element: _Element) -> bool:
        return bool(titles := _titles_in(element)) and self._title not in titles

    def _is_own(self, element: _Element) -> bool:
        """Whether an element is the page's own entry in a list of pages."""
        return _titles_in(element) == {self._title}


def has_comments(element: _Element) -> bool:
    """Whether the names of an element, or a heading on its first line, say that it holds comments; a whole page never does."""
    return element.tag not in _WHOLE and (
        _COMMENTS.search(_names_of(element)) is not None or COMMENTS_HEADING.fullmatch(_first_line(element)) is not None
    )


def _is_headed(element: _Element) -> bool:
    if element.tag in _WHOLE:
        return False
    return has_comments(element) or (len(element) > 0 and _OTHERS_HEADING.fullmatch(for_rules(_first_line(element))) is not None)


def _first_line(element: _Element) -> str:
    first, *_ = lines_of(element, longest=_HEADING) or [""]
    return first


def _is_named(element: _Element) -> bool:
    is_footer = element.tag == "footer" and next(element.iterancestors("article"), None) is None
    return element.tag == "aside" or is_footer or _OTHERS.search(_names_of(element)) is not None


def _titles_in(element: _Element) -> set[str]:
    """The titles of other pages to which a short element links; none if it is not short."""
    if len(text_of(element, _LONGEST)) >= _LONGEST:
        return set()
    links = (link for link in element.iter("a") if (link.get("href") or "#")[0] != "#")
    return set(filter(_is_title, (text_of(link, _LONGEST) for link in links)))


def _is_title(text: str) -> bool:
    is_long = len(text) >= _TITLE if HAN.search(text) else len(text) >= _LATIN_TITLE and text.count(" ") > 1
    return is_long and not is_person(text)


def _names_of(element: _Element) -> str:
    return "" if element.tag in _WHOLE else f"{element.get('class')} {element.get('id')}"
