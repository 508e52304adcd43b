"""Who posted when, and on which floor, from the elements of an HTML page."""

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
_MOST_AROUND = 2
_LONGEST_ROW = 40  # elements of a row in which a name, a floor or a time is looked for


def header_of(parts: PostParts) -> RawPost | None:
    """The header of a post as of a text dump, without lines; ``None`` where there is neither a date nor a text.

    Its ``raw`` is what stands in the element of the date where that cannot be read; empty where there is none.
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
    """The time that a title in an element gives in full where the page prints it in words (昨天)."""
    spans = () if element is None else islice(element.iter("span"), _LONGEST_ROW)
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
    shown = (text_of(element, _LONGEST) for element in islice(parts.row.iter("span", "em", "b", "i", "a", "li"), _LONGEST_ROW))
    floor, name = next((text for text in shown if floor_in(text)), ""), _in_row(parts.row)
    return floor or (text_of(parts.row, _LONGEST).partition(name)[0] if name else "")


def _author(parts: PostParts) -> str | None:
    """The member's name: in the column, or else before the date; ``None`` for guests and anonymous members."""
    name = _REMOVED_MEMBER.sub("", next(filter(None, _places(parts)), "")).strip(" |")
    return name if name and not NOBODY.fullmatch(name) else None


def _places(parts: PostParts) -> Iterator[str]:
    """What stands where the templates and their skins have the name, the surest place first."""
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
    """The text of the row in which the date of a post stands, and of what is around it, as far as that is no more than a row."""
    if parts.date is None and parts.row is not None:
        return text_of(parts.row, _LONGEST)
    if parts.date is None:  # in a skin that has neither's id nor class
        return " | ".join(lines_of(parts.start, parts.message, _LONGEST))[:_LONGEST] if parts.message is not None else ""
    text = ""
    for around in islice(parts.date.iterancestors("div", "p", "td", "span", "li", "ul", "dd"), _MOST_AROUND):
        if around is parts.start or (parts.message is not None and around in parts.message.iterancestors()):
            break
        text = text_of(around, _LONGEST)
    return text


def _is_whole(parts: PostParts) -> bool:
    """Whether the row has the name, as in the views for telephones."""
    return parts.row is not None and (parts.date is None or parts.row.get("class") == "bm_user")


def _in_column(column: _Element | None) -> str:
    """The name at the head of the column: in an element of its own, or with what is said in its place."""
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
    """The name in a row: in the element that the templates have for it, or else the first link that is no floor."""
    if row is None:
        return ""
    elements = list(islice(row.iter("span", "b", "a"), _LONGEST_ROW))
    named = [element for element in elements if element.tag == "b" or element.get("class") == "z"]
    links = [element for element in elements if element.tag == "a"]
    return next((text for text in (text_of(each, _LONGEST) for each in named + links) if text and not floor_in(text)), "")


def _before(date: _Element | None) -> str:
    """The last link before the date that has a text."""
    if date is None:
        return ""
    links = (text_of(element, _LONGEST) for element in _few(date.itersiblings(preceding=True)) if element.tag == "a")
    return next((link for link in links if link), "")
