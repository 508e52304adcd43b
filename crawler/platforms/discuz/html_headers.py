"""Reads author, time and floor of posts from the elements of an HTML page."""

import re
from collections.abc import Iterator
from itertools import islice

from lxml.etree import _Element

from crawler.content.html import lines_of, text_of
from crawler.content.patterns import regex
from crawler.platforms.discuz.actions import Actions
from crawler.platforms.discuz.floors import floor_in
from crawler.platforms.discuz.headers import DATE, Header
from crawler.platforms.discuz.html_parts import PostParts
from crawler.platforms.discuz.lines import squeezed
from crawler.platforms.discuz.members import NOBODY
from crawler.platforms.discuz.posts import RawPost
from crawler.platforms.discuz.times import TIME
from crawler.readers.language_packs import in_both_packs

_TIME = in_both_packs(TIME)
_LABEL = in_both_packs(r"^(?:(?:发表|发布|回复)于?[:：]?|Posted on) ?")
_REMOVED_MEMBER = in_both_packs(r" ?该用户已被删除$")
_LIFTED = in_both_packs(r"^置顶\S{0,4} ?(?=来自)")
_COUNT = regex(r"\+?(\d{1,9})", re.ASCII)
_LONGEST = 300  # characters and elements of a row
_NEIGHBOURS = 16  # elements of the row on each side of the date
_NAMED = in_both_packs(r"(?:^|[| ])(?:作者|楼主|发帖人|发表者|发布者|发布人|会员)[:：] ?([^\s|:：]{1,24})")
_ROWS = ("div", "p", "td", "span", "li", "ul", "dd")
_MOST_AROUND = 2
_LONGEST_ROW = 40  # elements of a row in which a name, a floor or a time is looked for


def header_of(parts: PostParts) -> RawPost | None:
    """Return the header of a post in the form used for text dumps, without lines; ``None`` if it has neither date nor text.

    Its ``raw`` is the text of the date element if no date can be read from it, and empty if there is no such element.
    """
    row = row_text(parts) if parts.date is None else squeezed(_row_around(parts.date))
    date = DATE.search(row) or _TIME.search(row)
    if date is None and parts.message is None:
        return None
    raw, rest = (date[date.lastindex or 0], row[date.end() :]) if date else (_unread(parts.date), "")
    return RawPost(Header(0, 0, raw, _author(parts), _LIFTED.sub("", _label(parts)), rest), [], 0, 0, Actions(0, 0))


def _unread(date: _Element | None) -> str:
    return _LABEL.sub("", squeezed(text_of(date, _LONGEST))) if date is not None else ""


def exact_time(element: _Element | None) -> str | None:
    """Return the full time from the title of a span in an element, where the page prints it in words (昨天)."""
    for span in () if element is None else islice(element.iter("span"), _LONGEST_ROW):
        if (title := span.get("title")) and _TIME.fullmatch(title := squeezed(title)):
            return title
    return None


def exact_edit(message: _Element | None) -> str | None:
    """Return the full time from the edit notice in a post's text."""
    notices = () if message is None else message.iter("i")
    return exact_time(next((notice for notice in notices if notice.get("class") == "pstatus"), None))


def count_in(element: _Element | None) -> int | None:
    """Return an element's text as a number, if it is nothing else."""
    found = _COUNT.fullmatch(text_of(element, _LONGEST)) if element is not None else None
    return int(found[1]) if found else None


def _row_around(date: _Element) -> str:
    """Return the text of the row that contains the date, limited to the date's neighbours."""
    pieces = [text_of(date, _LONGEST), date.tail or ""]
    for element in _few(date.itersiblings()):
        pieces += [text_of(element, _LONGEST), element.tail or ""]
    return " ".join(pieces)[:_LONGEST]


def _few(elements: Iterator[_Element]) -> Iterator[_Element]:
    for element, _ in zip(elements, range(_NEIGHBOURS), strict=False):
        if isinstance(element.tag, str):
            yield element


def _label(parts: PostParts) -> str:
    """Return the floor as printed; empty if it is not shown."""
    if parts.label is not None:
        return text_of(parts.label, _LONGEST)
    if parts.row is None:
        return ""
    shown = (text_of(element, _LONGEST) for element in islice(parts.row.iter("span", "em", "b", "i", "a", "li"), _LONGEST_ROW))
    floor, name = next((text for text in shown if floor_in(text)), ""), _in_row(parts.row)
    return floor or (text_of(parts.row, _LONGEST).partition(name)[0].strip() if name else "")


def _author(parts: PostParts) -> str | None:
    """Return the member's name from the column, or else from before the date; ``None`` for guests and anonymous members."""
    name = _REMOVED_MEMBER.sub("", next(filter(None, _places(parts)), "")).strip(" |")
    return name if name and not NOBODY.fullmatch(name) else None


def _places(parts: PostParts) -> Iterator[str]:
    """Yield the texts at the places where the templates and their skins print the name, most reliable place first."""
    yield _in_column(parts.column)
    if _is_whole(parts):
        yield _in_row(parts.row)
    yield _before(parts.date)
    if parts.row is not None and parts.date is not None and parts.row not in parts.date.iterancestors():
        yield _in_row(parts.row)  # it is another one than the date's
    yield text_of(parts.member, _LONGEST) if parts.member is not None else ""
    named = _NAMED.search(row_text(parts))
    yield named[1] if named else ""


def row_text(parts: PostParts) -> str:
    """Return the text of the row with a post's date, including the elements around it as long as that is just one row."""
    if parts.date is None and parts.row is not None:
        return text_of(parts.row, _LONGEST)
    if parts.date is None:  # in a skin that has neither's id nor class
        return " | ".join(lines_of(parts.start, parts.message, _LONGEST))[:_LONGEST] if parts.message is not None else ""
    row = None
    for around in islice(parts.date.iterancestors(*_ROWS), _MOST_AROUND):
        if around is parts.start or (parts.message is not None and around in parts.message.iterancestors(*_ROWS)):
            break
        row = around
    return text_of(row, _LONGEST) if row is not None else ""


def _is_whole(parts: PostParts) -> bool:
    """Whether the row contains the name, as in mobile views."""
    return parts.row is not None and (parts.date is None or parts.row.get("class") == "bm_user")


def _in_column(column: _Element | None) -> str:
    """Return the name at the head of the column, from its own element, or the text printed instead of a name."""
    if column is None:
        return ""
    for element in column.iter("div", "cite"):
        classes = (element.get("class") or "").split()
        if (
            element.tag == "cite"
            or "authi" in classes
            or "postinfo" in classes
            or ("pi" in classes and element.find("div") is None)
        ):
            link = next(element.iter("a"), None)
            return text_of(link if link is not None else element, _LONGEST)
    return ""


def _in_row(row: _Element | None) -> str:
    """Return the name in a row: from the templates' element for it, or else the first link that is not a floor."""
    if row is None:
        return ""
    elements = list(islice(row.iter("span", "b", "a"), _LONGEST_ROW))
    named = [element for element in elements if element.tag == "b" or element.get("class") == "z"]
    links = [element for element in elements if element.tag == "a"]
    return next((text for text in (text_of(each, _LONGEST) for each in named + links) if text and not floor_in(text)), "")


def _before(date: _Element | None) -> str:
    """Return the text of the last link before the date that has any."""
    if date is None:
        return ""
    links = (text_of(element, _LONGEST) for element in _few(date.itersiblings(preceding=True)) if element.tag == "a")
    return next((link for link in links if link), "")
