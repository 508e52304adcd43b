"""Finds text that is the same in a page's posts, not the posters' own: buttons, labels and counters, whatever their names."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, chain

from crawler.content.html import text_of
from crawler.content.patterns import regex
from crawler.platforms.web.posts.marks import Kind, kind_of
from crawler.platforms.web.posts.signs import Signs
from crawler.platforms.web.posts.units import Unit, inside

_FEWEST, _FEWEST_CLICKED = 3, 2
_OF_POSTS, _OF_KIND = 0.5, 0.9
"""The share of posts that must have a control, and of those with an element of its kind in which it must say the same."""
_LONGEST = 24  # characters
_LARGEST = 24  # elements
_LETTERS = regex(r"[^\W\d_]+")
_COUNTER = regex(r"(?:[来來]自|第(?=\s?\d)|\d[楼樓]|[楼樓]主|[\s\d\ue000-\uf8ff|·•/,.:()\[\]<>+-]){0,96}")
"""Text next to a button: numbers, floors, symbols, the characters of icon fonts, and what comes before an app's name."""
_ACTIONS = frozenset({"回复", "回覆", "举报", "檢舉", "引用", "点赞", "赞", "收藏", "分享", "评论"}) | frozenset(
    {"reply", "report", "quote", "like", "share", "permalink"}
)
"""What is said by elements to click on, even if a single post has them."""
_NOWHERE = ("", "#")
Said = tuple[Kind, str]


def controls_of(signs: Signs, units: Sequence[Unit], contents: Sequence[Sequence[int]]) -> set[int]:
    """Return the places of elements in the ``contents`` of ``units`` that are controls.

    An element is a control if its text, apart from numbers, is the same in most posts, it is alone on its line or shares it with
    other controls and their counters, and the post says or shows something else. Takes time in proportion to the posts.
    """
    lines = _Lines(signs)
    found = [dict(lines.short_in(unit, places)) for unit, places in zip(units, contents, strict=True)]
    common = _common(signs, found)
    taken: set[int] = set()
    for unit, places, said in zip(units, contents, found, strict=True):
        own = {place for place, what in said.items() if what in common}
        taken |= lines.made_of(own, [*places, *inside(signs, unit, places)]) if own else set()
    return taken


class _Lines:
    """The printed lines of a page and the elements on them."""

    def __init__(self, signs: Signs) -> None:
        self.signs, self.survey = signs, signs.survey
        self.pieces: dict[int, list[int]] = {}  # of each element, the numbers of those that stand straight in it
        for number, owner in enumerate(self.survey.owners):
            self.pieces.setdefault(owner, []).append(number)
        own = (sum(len(self.survey.texts[at]) for at in self.pieces.get(place, ())) for place in range(len(self.survey.ends)))
        self.sizes = [0, *accumulate(own)]
        self.pictures = frozenset(self.survey.pictures)

    def short_in(self, unit: Unit, contents: Sequence[int]) -> Iterator[tuple[int, Said]]:
        """Yield the elements with little text in the contents of a unit, as their places with their kinds and their letters."""
        ends, elements = self.survey.ends, self.survey.elements
        for place in inside(self.signs, unit, contents):
            if ends[place] - place <= _LARGEST and 0 < self.sizes[ends[place]] - self.sizes[place] <= 4 * _LONGEST:
                letters = "".join(_LETTERS.findall(text_of(elements[place])))
                if 0 < len(letters) <= _LONGEST:
                    yield place, (kind_of(self.signs, place), letters)

    def made_of(self, own: set[int], places: Sequence[int]) -> set[int]:
        """Return those of ``places`` whose lines contain no text other than that of ``own``; empty if nothing else would be left
        of the contents."""
        survey = self.survey
        covered = set(chain.from_iterable(range(place, survey.ends[place]) for place in own))
        pieces = [(place, number) for place in places for number in self.pieces.get(place, ())]
        lines = {survey.blocks[number] for place, number in pieces if place in covered}
        lines -= {survey.blocks[at] for place, at in pieces if place not in covered and not _COUNTER.fullmatch(survey.texts[at])}
        taken = {place for place in places if self._stands_on(place, lines)}
        is_left = any(survey.blocks[number] not in lines for _, number in pieces)
        return taken if is_left or not self.pictures.isdisjoint(places) else set()

    def _stands_on(self, place: int, lines: Iterable[int]) -> bool:
        """Whether an element has text, and all of it is on ``lines``."""
        end = self.survey.ends[place]
        if end - place > _LARGEST or self.sizes[end] == self.sizes[place]:
            return False
        return all(self.survey.blocks[number] in lines for each in range(place, end) for number in self.pieces.get(each, ()))


def _common(signs: Signs, found: list[dict[int, Said]]) -> set[Said]:
    """Return the texts that most posts have in an element of one kind, and those of actions."""
    kinds: dict[Kind, int] = {}
    counts: dict[Said, int] = {}
    clicked: set[Said] = set()
    for said in found:
        for what in set(said.values()):
            counts[what] = counts.get(what, 0) + 1
        for kind in {kind for kind, _ in said.values()}:
            kinds[kind] = kinds.get(kind, 0) + 1
        clicked |= {what for place, what in said.items() if _is_clicked(signs, place)}
    return {
        what
        for what, count in counts.items()
        if (what in clicked and what[1].casefold() in _ACTIONS)
        or count >= max(_FEWEST_CLICKED if what in clicked else _FEWEST, _OF_POSTS * len(found), _OF_KIND * kinds[what[0]])
    }


def _is_clicked(signs: Signs, place: int) -> bool:
    """Whether an element is a button, or a link that leads nowhere."""
    element = signs.survey.elements[place]
    address = (element.get("href") or "").strip()
    leads_nowhere = element.tag == "a" and (address in _NOWHERE or address.startswith("javascript:"))
    return leads_nowhere or element.tag == "button" or element.get("role") == "button" or "onclick" in element.attrib
