"""The body of a post: its blocks, what the forum added to it, and what it quotes."""

import re
from collections.abc import Collection, Iterator
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from lxml.etree import _Element

from crawler.content.body import Block
from crawler.content.html import lines_of, read_element, text_of
from crawler.content.patterns import regex
from crawler.content.web_url import PICTURE_FILES
from crawler.platforms.forum import named, note
from crawler.platforms.quotations import take_quotations
from crawler.platforms.web.posts.contents import is_control
from crawler.platforms.web.posts.signs import Signs
from crawler.platforms.web.posts.survey import BREAKS
from crawler.platforms.web.posts.units import Unit, count_between, count_in, head_places, inside, places_in, plain_of, prose_of
from crawler.platforms.web.posts.vocabulary import ATTACHED, EDITED, SIGNATURE, is_beside, is_quote

_ON_THEIR_OWN = frozenset(
    ("div", "ul", "ol", "section", "footer", "header", "aside", "table", "form", "nav", "p", "dl", "article")
)
_ON_THEIR_OWN |= {"details", "fieldset", "blockquote"}
_CONTROLS = frozenset(("footer", "form", "nav"))
_SCREENED = regex(r"forbidden_tip|messageNotice--(?:deleted|moderated|spam)")
_REPLY, _HEAD, _ATTACHMENTS, _ACTIONS = map(named, ("reply", "post-head", "attachments", "actions"))
_REST = regex(r"(?:\d{1,6}\s?[.、#楼]\s?)?[:：]\s?")
"""What stands between a name and the words of a post (3. 阿七：…)."""
_OF_ANY_LENGTH = frozenset(("signature", "attachments"))
_PICTURE = regex(rf"\.(?:{PICTURE_FILES})$", re.IGNORECASE)
_MOST_OUTSIDE = 3000  # elements
_LONGEST_HEAD = 30  # characters
_LINE, _SHORTEST_QUOTED = 120, 8  # characters
_NOTED = frozenset(("signature", "edit-notice", "attachments"))


class PostBody(NamedTuple):
    """``quote`` is the text that the post quotes, one paragraph per line, or None if it quotes nothing."""

    blocks: list[Block]
    quote: str | None
    comments: list[str]


class Asides:
    """The elements of a unit that are not the poster's own; called by the walk through its contents."""

    def __init__(
        self, signs: Signs, unit: Unit, contents: list[int], controls: set[int], polls: Collection[_Element] = ()
    ) -> None:
        elements, prose = signs.survey.elements, signs.prose
        self.signs, self.unit, self.contents, self.controls = signs, unit, contents, controls
        marks = [*places_in(signs.names, unit), *places_in(signs.times, unit)]
        holds = [contents[0] <= place < signs.survey.ends[contents[0]] for place in marks[:1]]
        self._named = {elements[place]: "actions" for place in inside(signs, unit, contents) if place in controls}
        if contents[0] == unit.place or any(holds):
            self._named |= dict.fromkeys((elements[place] for place in [*marks, *_head(signs, unit, contents)]), "post-head")
        else:
            time = head_places(signs, signs.times, unit, contents)[:1]
            self._named |= dict.fromkeys((elements[place] for place in time), "post-head")
        self._named |= dict.fromkeys((elements[place] for place in _edits(signs, unit, contents)), "edit-notice")
        self._named |= {elements[each.place]: "reply" for each in unit.inner} | dict.fromkeys(polls, "poll")
        half = max(1, prose_of(signs, unit)) / 2
        self._large = {
            elements[place] for place in range(unit.place, unit.end) if prose[signs.survey.ends[place]] - prose[place] > half
        }

    def __call__(self, element: _Element) -> str | None:
        """Return the name of an element, or None if it is the poster's own."""
        if name := self._named.get(element):
            return named(name)
        kind = _kind(element)
        return named(kind) if kind and (element not in self._large or kind in _OF_ANY_LENGTH) else None


def _head(signs: Signs, unit: Unit, contents: list[int]) -> list[int]:
    """Return the element in the contents that holds the name and the time and almost nothing else, if the contents hold more."""
    name = next(places_in(signs.names, unit), -1)
    time = min(places_in(signs.times, unit), key=lambda place: abs(place - name), default=-1)
    ends, plain = signs.survey.ends, signs.plain
    around = min(name, time)
    while around > unit.place and ends[around] <= max(name, time):
        around = signs.survey.parents[around]
    said = plain[ends[around]] - plain[around]
    is_head = min(name, time) > unit.place < around and around not in contents and said <= _LONGEST_HEAD
    return [around] if is_head and plain_of(signs, unit) > said else []


def _edits(signs: Signs, unit: Unit, contents: list[int]) -> Iterator[int]:
    """Yield the elements in the contents that say when the post was edited, with by whom and why if this fits on a line."""
    parents, elements = signs.survey.parents, signs.survey.elements
    for place in places_in(signs.times, unit) if signs.edits else ():
        if place not in signs.edits or place in contents:
            continue
        around = parents[place]
        while around > unit.place and around not in contents and _is_line(elements[around]):
            place, around = around, parents[around]
            if elements[place].tag in BREAKS:
                break
        yield place


def _is_line(element: _Element) -> bool:
    """Whether an element's text fits on a line, and none of it has one of its own."""
    return len(text_of(element, 2 * _LINE)) <= _LINE and all(each is element or each.tag not in BREAKS for each in element.iter())


def read_body(asides: Asides, base: str | None, max_depth: int) -> PostBody:
    """Read the contents of a unit. Links are relative to ``base``; elements may nest ``max_depth`` deep."""
    elements = asides.signs.survey.elements
    read = [read_element(elements[place], asides, max_depth, base) for place in asides.contents]
    for place, body in zip(asides.contents, read, strict=True):
        for block in body.blocks if place in asides.controls else ():
            block.names |= {_ACTIONS} if block.kind != "image" else set()
    blocks = [block for body in read for block in body.blocks if _REPLY not in block.names]
    for head, said in pairwise(blocks):
        if _HEAD in head.names and (rest := _REST.match(said.text)) and said.html.startswith(rest[0]):
            head.text += rest[0]
            said.text, said.html = (words[rest.end() :] for words in (said.text, said.html))
    aside, beside = _outside(asides)
    quote = "\n".join([*beside, *filter(None, [take_quotations(blocks, is_quote)])]) or None
    unit, first = asides.unit, asides.contents[0]
    blocks[:0] = _attached(asides, unit.place + 1, first, base, max_depth)
    blocks += aside
    blocks += _attached(asides, first, unit.end, base, max_depth)
    return PostBody(blocks, quote, [comment for body in read for comment in body.comments])


def _kind(element: _Element) -> str | None:
    """Return what an element is according to its class and role, or None if it is the poster's own."""
    if is_control(element, _CONTROLS):
        return "actions"
    names = " ".join(filter(None, (element.get("class"), element.get("data-role"))))
    return _kind_of(names) if names and element.tag in _ON_THEIR_OWN else None


@lru_cache(4096)
def _kind_of(classes: str) -> str | None:
    if SIGNATURE.search(classes):
        return "signature"
    if ATTACHED.search(classes):
        return "attachments"
    if _SCREENED.search(classes):
        return "screened"
    if EDITED.search(classes):
        return "edit-notice"
    return "actions" if is_beside(classes) else None


def _outside(asides: Asides) -> tuple[list[Block], list[str]]:
    """Return the signature and the edit notice if they are outside the contents, and the lines of quotations there."""
    noted: list[Block] = []
    quoted: list[str] = []
    survey, unit = asides.signs.survey, asides.unit
    skipped = {each.place: each.end for each in unit.inner} | {place: survey.ends[place] for place in asides.contents}
    starts = sorted(skipped)
    place, limit = unit.place, min(unit.end, unit.place + _MOST_OUTSIDE)
    while place < limit:
        if place in skipped:
            place = skipped[place]
            continue
        holds_words = count_between(starts, place + 1, survey.ends[place]) > 0
        if place > unit.place and not holds_words and _is_quotation(asides.signs, place):
            quoted += lines_of(survey.elements[place])
            place = survey.ends[place]
            continue
        kind = "edit-notice" if place in asides.signs.edits else _kind(survey.elements[place]) if place > unit.place else None
        if kind in _NOTED and not count_in(asides.signs.names, Unit(place, survey.ends[place])):
            if text := text_of(survey.elements[place]):
                noted.append(note(kind, text))
            place = survey.ends[place]
            continue
        place += 1
    return noted, quoted


def _is_quotation(signs: Signs, place: int) -> bool:
    """Whether an element on lines of its own is named as a quotation, and says more than its button."""
    element = signs.survey.elements[place]
    classes = (element.get("class") or "") if element.tag in _ON_THEIR_OWN else ""
    said = signs.prose[signs.survey.ends[place]] - signs.prose[place]
    return any(map(is_quote, classes.split())) and said >= _SHORTEST_QUOTED


def _attached(asides: Asides, start: int, end: int, base: str | None, max_depth: int) -> Iterator[Block]:
    """Yield the pictures between two places of a unit: in lists of attachments, whose names and sizes are not the poster's words,
    and beside the words if they link to their files."""
    survey, contents = asides.signs.survey, asides.contents
    skipped = {each.place: each.end for each in asides.unit.inner}
    place, words_end = start, 0
    while place < end:
        element = survey.elements[place]
        words_end = survey.ends[place] if place in contents else words_end
        is_one = asides(element) == _ATTACHMENTS or (place >= words_end and _links_to_picture(element))
        if is_one:
            yield from (block for block in read_element(element, lambda _: None, max_depth, base).blocks if block.kind == "image")
        place = skipped.get(place, survey.ends[place] if is_one else place + 1)


def _links_to_picture(element: _Element) -> bool:
    return element.tag == "a" and _PICTURE.search(element.get("href") or "") is not None
