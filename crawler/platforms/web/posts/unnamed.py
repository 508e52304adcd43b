"""Finds the authors of posts on pages that do not mark names: the text before the time, at the same position in all posts."""

from collections import Counter
from collections.abc import Sequence

from crawler.content.patterns import regex
from crawler.platforms.web.posts.printed_times import date_in
from crawler.platforms.web.posts.signs import LABEL, Signs
from crawler.platforms.web.posts.units import Unit, outside, places_in

_LONGEST = 30  # characters
_FEWEST = 3  # posts
_MOST_HAVE = 0.8
_BETWEEN = regex(r"[\W_]*")
_AROUND = " \t\r\n\xa0·•|,，-–—"
_STEPS = 3  # pieces of text that are signs alone
_SENTENCE = regex(r"[。！？!?：:；;]|\.\s|\.$")


def authors_by_place(signs: Signs, units: Sequence[Unit], contents: Sequence[Sequence[int]]) -> dict[Unit, str]:
    """Return the authors of ``units`` in which no name is marked; empty if these are few, or if too many of them have no author.

    An author is the text right before the first time of a unit, outside its ``contents``, in an element of the same kind in most
    units. The texts must not all be the same.
    """
    nameless = [(unit, places) for unit, places in zip(units, contents, strict=True) if not any(places_in(signs.names, unit))]
    if len(nameless) < max(_FEWEST, len(units) * _MOST_HAVE):
        return {}
    first: dict[int, int] = {}
    for at, owner in enumerate(signs.survey.owners):
        first.setdefault(owner, at)
    found = {unit: piece for unit, places in nameless if (piece := _before_time(signs, unit, places, first)) is not None}
    kinds = Counter(_kind(signs, piece) for piece in found.values())
    if not kinds:
        return {}
    kind, count = kinds.most_common(1)[0]
    names = {unit: signs.survey.texts[piece].strip(_AROUND) for unit, piece in found.items() if _kind(signs, piece) == kind}
    return names if count >= len(nameless) * _MOST_HAVE and len(set(names.values())) > 1 else {}


def _before_time(signs: Signs, unit: Unit, contents: Sequence[int], first: dict[int, int]) -> int | None:
    """Return the number of the piece of text before the first time of a unit if it can be a name."""
    time = next((place for place in outside(signs, places_in(signs.times, unit), contents) if place in first), None)
    texts, owners = signs.survey.texts, signs.survey.owners
    for at in range(first[time] - 1, max(first[time] - 1 - _STEPS, -1), -1) if time is not None else ():
        text = texts[at].strip()
        if not unit.place <= owners[at] < unit.end:
            return None
        if not _BETWEEN.fullmatch(text):
            is_name = len(text) <= _LONGEST and not (LABEL.fullmatch(text) or _SENTENCE.search(text) or date_in(text))
            return at if is_name and not _is_addressee(signs, unit, at) else None
    return None


def _is_addressee(signs: Signs, unit: Unit, piece: int) -> bool:
    """Whether a label precedes a name, which may then be that of the person answered."""
    before = signs.survey.texts[piece - 1].strip() if piece else ""
    is_inside = piece > 0 and unit.place <= signs.survey.owners[piece - 1] < unit.end
    return is_inside and not _BETWEEN.fullmatch(before) and LABEL.fullmatch(before) is not None


def _kind(signs: Signs, piece: int) -> tuple[str, str]:
    element = signs.survey.elements[signs.survey.owners[piece]]
    return str(element.tag), element.get("class") or ""
