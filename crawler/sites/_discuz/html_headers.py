"""Who posted when, and on which floor, from the elements of an HTML page."""

import re
from collections.abc import Iterator

from lxml.etree import _Element

from crawler.documents._language_packs import in_both_packs
from crawler.html import text_of
from crawler.sites._discuz.actions import Actions
from crawler.sites._discuz.headers import DATE, Header
from crawler.sites._discuz.html_parts import PostParts
from crawler.sites._discuz.lines import squeezed
from crawler.sites._discuz.members import NOBODY
from crawler.sites._discuz.posts import RawPost
from crawler.sites._discuz.times import TIME

_TIME = in_both_packs(TIME)
_REMOVED_MEMBER = in_both_packs(r" ?该用户已被删除$")
_LIFTED = in_both_packs(r"^置顶\S{0,4} ?(?=来自)")
_COUNT = re.compile(r"\+?(\d{1,9})", re.ASCII)
_LONGEST = 300  # characters of a row
_NEIGHBOURS = 16  # elements of the row on each side of the date
_LINKS = 40


def header_of(parts: PostParts) -> RawPost | None:
    """The header of a post as of a text dump, without lines; ``None`` where there is no date."""
    if parts.date is not None:
        row = squeezed(_row_around(parts.date))
        date = DATE.search(row) or _TIME.search(row)
    elif parts.row is not None:
        row = text_of(parts.row, _LONGEST)
        date = _TIME.search(row)
    else:
        return None
    if date is None:
        return None
    label = _LIFTED.sub("", _label(parts))
    raw = date[1] if date.re is DATE else date[0]
    return RawPost(Header(0, 0, raw, _author(parts), label, row[date.end() :]), [], 0, 0, Actions(0, 0))


def exact_time(element: _Element | None) -> str | None:
    """The time that a title in an element gives in full where the page prints it in words (昨天)."""
    spans = () if element is None else element.iter("span")
    titles = (squeezed(span.get("title") or "") for span in spans)
    return next((title for title in titles if _TIME.fullmatch(title)), None)


def exact_edit(message: _Element | None) -> str | None:
    """The time that the edit notice in a post's text gives in full."""
    notices = () if message is None else message.iter("i")
    return exact_time(next((notice for notice in notices if notice.get("class") == "pstatus"), None))


def count_in(element: _Element | None) -> int | None:
    """The number that is all of an element's text."""
    found = _COUNT.fullmatch(text_of(element, _LONGEST)) if element is not None else None
    return int(found[1]) if found else None


def _row_around(date: _Element) -> str:
    """The text of the row that the date stands in, as far as its neighbours go."""
    pieces = [text_of(date, _LONGEST), date.tail or ""]
    for element in _few(date.itersiblings()):
        pieces += [text_of(element, _LONGEST), element.tail or ""]
    return " ".join(pieces)[:_LONGEST]


def _few(elements: Iterator[_Element]) -> Iterator[_Element]:
    for element, _ in zip(elements, range(_NEIGHBOURS), strict=False):
        if isinstance(element.tag, str):
            yield element


def _label(parts: PostParts) -> str:
    """The floor as printed; empty where it is not shown."""
    if parts.label is not None:
        return text_of(parts.label, _LONGEST)
    if parts.row is None:
        return ""
    if parts.row.tag != "ul":  # of small telephones: the floor, then the name
        name = parts.row.find("a")
        return squeezed(text_of(parts.row, _LONGEST).partition(text_of(name, _LONGEST))[0]) if name is not None else ""
    shown = (element for element in parts.row.iter("span", "em") if element.tag == "em" or element.get("class") == "y")
    first = next(shown, None)
    return text_of(first, _LONGEST) if first is not None else ""


def _author(parts: PostParts) -> str | None:
    """The member's name: in the column, or else before the date; ``None`` for guests and anonymous members."""
    places = (_in_column(parts.column), _in_row(parts.row), _before(parts.date))
    name = _REMOVED_MEMBER.sub("", next((place for place in places if place), "")).strip(" |")
    return name if name and not NOBODY.fullmatch(name) else None


def _in_column(column: _Element | None) -> str:
    """The name at the head of the column: in an element of its own, or with what is said in its place."""
    if column is None:
        return ""
    for element in column.iter("div"):
        classes = (element.get("class") or "").split()
        if "authi" in classes or "postinfo" in classes or ("pi" in classes and element.find("div") is None):
            link = next(element.iter("a"), None)
            return text_of(link if link is not None else element, _LONGEST)
    return ""


def _in_row(row: _Element | None) -> str:
    if row is None:
        return ""
    if row.tag != "ul":
        named = row.find("a")
    else:
        named = next((element for element in row.iter("span", "b") if element.tag == "b" or element.get("class") == "z"), None)
    return text_of(named, _LONGEST) if named is not None else ""


def _before(date: _Element | None) -> str:
    """The last link before the date that has a text."""
    if date is None:
        return ""
    links = (text_of(element, _LONGEST) for element in _few(date.itersiblings(preceding=True)) if element.tag == "a")
    return next((link for link in links if link), "")
