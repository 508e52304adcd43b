"""Finds the authors of posts on pages that do not mark names: the text before the time, at the same position in all posts."""

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from crawler.content.patterns import regex
from crawler.platforms.web.posts.floors import FLOOR
from crawler.platforms.web.posts.opener import OPENER
from crawler.platforms.web.posts.printed_times import date_in
from crawler.platforms.web.posts.signs import LABEL, Signs
from crawler.platforms.web.posts.units import Unit, outside, places_in

_LONGEST = 30  # characters
_FEWEST, _FEWEST_LABELLED = 3, 2  # posts
_MOST_HAVE = 0.8
_WORD, _LETTER = regex(r"[^\W_]"), regex(r"[^\W\d_]")
_AROUND = " \t\r\n\xa0·•|,，-–—"
_STEPS = 3  # pieces of text that are signs alone
_SENTENCE = regex(r"[。！？!?：:；;]|\.\s|\.$")


def names_before_times(signs: Signs) -> frozenset[int]:
    """Return the elements that hold the names of posters if each stands right before a time, and the page marks none; empty if
    these are few, or not of the same kind, or all the same. Two are enough if the times say that something was posted then."""
    first, count = _first_pieces(signs), Counter(_kind(signs, place) for place in signs.times)
    kind, most = count.most_common(1)[0] if count else (("", ""), 0)
    times = [place for place in signs.times if place in first and _kind(signs, place) == kind]
    are_labelled = all(_is_labelled(signs.survey.texts[first[place]]) for place in times)
    if signs.names or most < (_FEWEST_LABELLED if are_labelled else _FEWEST):
        return frozenset()
    pieces = (_before_time(signs, Unit(start, end), first[end]) for start, end in pairwise([0, *times]))
    return frozenset(signs.survey.owners[piece] for piece in _alike(signs, [each for each in pieces if each is not None], most))


def _is_labelled(text: str) -> bool:
    """Whether a text is a time after a label (发表于 …)."""
    label = text.partition(date_in(text.strip()) or text)[0]
    return _WORD.search(label) is not None and LABEL.fullmatch(label.strip()) is not None


def authors_by_place(signs: Signs, units: Sequence[Unit], contents: Sequence[Sequence[int]]) -> dict[Unit, str]:
    """Return the authors of ``units`` in which no name is marked; empty if these are few, or if too many of them have no author.

    An author is the text right before the first time of a unit, outside its ``contents``, in an element of the same kind in most
    units, or in most replies to an opener of another form. The texts must not all be the same.
    """
    nameless = [(unit, places) for unit, places in zip(units, contents, strict=True) if not any(places_in(signs.names, unit))]
    if len(nameless) < max(_FEWEST, len(units) * _MOST_HAVE):
        return {}
    first = _first_pieces(signs)
    found: dict[int, Unit] = {}
    for unit, places in nameless:
        time = next((place for place in outside(signs, places_in(signs.times, unit), places) if place in first), None)
        if time is not None and (piece := _before_time(signs, unit, first[time])) is not None:
            found[piece] = unit
    most = sum(unit.group != OPENER for unit, _ in nameless)
    return {found[piece]: _text(signs, piece) for piece in _alike(signs, list(found), most)}


def _first_pieces(signs: Signs) -> dict[int, int]:
    """Return the number of the first piece of text in each element that holds some."""
    first: dict[int, int] = {}
    for at, owner in enumerate(signs.survey.owners):
        first.setdefault(owner, at)
    return first


def _alike(signs: Signs, pieces: Sequence[int], most: int) -> list[int]:
    """Return those of ``pieces`` that are of the commonest kind; none if that has too few of ``most``, or they are the same."""
    kinds = Counter(_kind(signs, signs.survey.owners[piece]) for piece in pieces)
    kind, count = kinds.most_common(1)[0] if kinds else (("", ""), 0)
    alike = [piece for piece in pieces if _kind(signs, signs.survey.owners[piece]) == kind]
    is_enough = count >= most * _MOST_HAVE and len({_text(signs, piece) for piece in alike}) > 1
    return alike if is_enough else []


def _text(signs: Signs, piece: int) -> str:
    return signs.survey.texts[piece].strip(_AROUND)


def _before_time(signs: Signs, unit: Unit, time: int) -> int | None:
    """Return the number of the piece of text before the one numbered ``time`` in a unit if it can be a name."""
    texts, owners = signs.survey.texts, signs.survey.owners
    for at in range(time - 1, max(time - 1 - _STEPS, -1), -1):
        text = texts[at].strip()
        if not unit.place <= owners[at] < unit.end:
            return None
        if not (LABEL.fullmatch(text) or FLOOR.fullmatch(text)):
            is_name = len(text) <= _LONGEST and not (_SENTENCE.search(text) or date_in(text))
            return at if is_name and not _is_addressee(signs, unit, at) else None
    return None


def _is_addressee(signs: Signs, unit: Unit, piece: int) -> bool:
    """Whether a label precedes a name on its line, which may then be that of the person answered."""
    before = signs.survey.texts[piece - 1].strip() if piece else ""
    blocks = signs.survey.blocks
    is_inside = piece > 0 and unit.place <= signs.survey.owners[piece - 1] < unit.end and blocks[piece - 1] == blocks[piece]
    return (
        is_inside and _LETTER.search(before) is not None and not FLOOR.fullmatch(before) and LABEL.fullmatch(before) is not None
    )


def _kind(signs: Signs, place: int) -> tuple[str, str]:
    element = signs.survey.elements[place]
    return str(element.tag), element.get("class") or ""
