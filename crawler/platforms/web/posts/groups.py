"""Finds posts and comments: repeated elements, each with a name, a time and words of its own."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise, zip_longest

from crawler.platforms.web.posts.opener import children_of, is_like, with_head
from crawler.platforms.web.posts.signs import Signs, is_named_as_post
from crawler.platforms.web.posts.units import (
    BOTH,
    LEAST_PROSE,
    Span,
    Unit,
    count_in,
    is_post,
    names_in,
    nested,
    prose_of,
    signed_by,
)
from crawler.platforms.web.posts.unrepeated import lone_posts
from crawler.platforms.web.posts.vocabulary import REPLY, words_in

_MOST_GROUPS = 200
_MOST_TRIED = 24
_HIGHEST = 60
"""Number of levels to climb from a sign to the post that it belongs to."""
_MOST_ARE = 0.7
LEAST_SINGLE = 20
"""Minimum length in characters if a page has a single post."""
_UNSIGNED_COUNTS, _UNNAMED_COUNTS = 0.4, 0.7
_SHARE_OF_LARGEST = 0.5
_LITTLE = 0.15


@dataclass(slots=True)
class Group:
    """Units of one kind in document order. ``is_named``: their elements, or some inside, are named or numbered as posts."""

    spans: tuple[Span, ...]
    is_named: bool
    good: int = 0  # how many are posts
    signed: int = 0  # of these how many have both a name and a time
    prose: int = 0  # of these

    @property
    def is_signed(self) -> bool:
        """Whether most of its units have both a name and a time."""
        return self.signed >= _MOST_ARE * len(self.spans)


def units_in(signs: Signs, shortest: int = LEAST_SINGLE) -> list[Unit]:
    """Return the posts or comments of a page in document order, replies after the post that contains them; empty if there are
    none. If nothing repeats, this may be a single one of at least ``shortest`` characters."""
    groups = good_groups(signs)
    if not any(group.signed or len(group.spans) > BOTH for group in groups):
        single = lone_posts(signs, shortest)
        if not groups or any(unit.place <= span[0] and span[1] <= unit.end for unit in single for span in groups[0].spans[:1]):
            return single
    groups = [group for group in groups if not any(_is_framed(signs, each, group) for each in groups)]
    largest = max(group.prose for group in groups)
    groups.sort(key=lambda group: _rank(group, largest), reverse=True)
    taken: dict[Span, int] = {}
    for number, group in enumerate(groups[:_MOST_TRIED]):
        _add(signs, taken, group, number)
    units = nested(taken)
    for unit in units:
        unit.group = taken[unit.place, unit.end]
    return units


def good_groups(signs: Signs) -> list[Group]:
    """Return the groups in which most units are posts."""
    ends = signs.survey.ends
    seen: dict[tuple[Span, ...], Group] = {}
    for key, members in sorted(signs.kinds.items(), key=lambda kind: -len(kind[1]))[:_MOST_GROUPS]:
        if len(members) < BOTH:
            break
        is_named = is_named_as_post(key)
        spans = _around(signs, members)
        spans = spans if len(spans) > BOTH else (spans[0], _below_its_like(signs, members[1], spans[1]))
        alone = [tuple((place, ends[place]) for place in members)] if words_in(key[-1]) & REPLY else []
        for each in (spans, _headed(signs, spans, _with_siblings(signs, spans)), *alone):
            seen.setdefault(each, Group(each, is_named)).is_named |= is_named
    return [group for group in seen.values() if _is_good(signs, group)]


def _is_framed(signs: Signs, named: Group, group: Group) -> bool:
    """Whether a group is that of the posts which are ``named`` so, with units around them that say little: lists of other
    threads below, and notices above beside the name of who began this one; beside another it is the first post."""
    if group.is_named or not (named.is_named and named.is_signed and named.good == len(named.spans)):
        return False
    more = set(group.spans).difference(named.spans)
    says_little = group.prose - named.prose <= _LITTLE * group.prose
    is_whole = says_little and bool(more) and len(more) == len(group.spans) - len(named.spans)
    first, last = named.spans[0], named.spans[-1]
    begun = names_in(signs, first)
    return is_whole and all(
        place >= last[1] or (end <= first[0] and not begun.isdisjoint(names_in(signs, (place, end)))) for place, end in more
    )


def _rank(group: Group, largest: int) -> tuple[bool, float, bool, int]:
    """Return a sort key: groups that say much rank first, by their number of posts, and then those that say less."""
    says_much = group.prose >= _SHARE_OF_LARGEST * largest
    posts = group.signed if group.is_signed else _UNSIGNED_COUNTS * group.good
    posts *= 1 if group.is_named else _UNNAMED_COUNTS
    posts *= (group.prose / largest) ** 0.75 if largest else 1
    return says_much, posts if says_much else group.prose, group.is_named, group.prose


def _around(signs: Signs, members: list[int]) -> tuple[Span, ...]:
    """Return the highest element around each of ``members`` that contains no other of them."""
    parents, ends = signs.survey.parents, signs.survey.ends
    spans: list[Span] = []
    for before, place, after in zip([-1, *members], members, [*members[1:], len(ends)], strict=False):
        for _ in range(_HIGHEST):
            parent = parents[place]
            if parent <= before or ends[parent] > after or parent < 0:
                break
            place = parent
        spans.append((place, ends[place]))
    return tuple(spans)


def _below_its_like(signs: Signs, place: int, span: Span) -> Span:
    """Return the element around ``place`` and inside ``span`` that is a post below an element like it with words: the first post,
    whose name is elsewhere. Return ``span`` if there is none."""
    parents, ends = signs.survey.parents, signs.survey.ends
    while place > span[0]:
        unit = Unit(place, ends[place])
        if is_post(signs, unit, is_named=False):
            like = (each for each in children_of(signs, parents[place], place) if is_like(signs, each, unit))
            if any(not signed_by(signs, each) for each in like):
                return place, unit.end
        place = parents[place]
    return span


def _with_siblings(signs: Signs, spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """Extend each unit to what is between it and the next in the same element; return ``spans`` if there is nothing. The last
    unit of an element gets as many siblings as the one before."""
    parents, ends = signs.survey.parents, signs.survey.ends
    wider: list[Span] = []
    siblings = 0
    for (place, end), (following, _) in zip_longest(spans, spans[1:], fillvalue=(-1, -1)):
        if parents[place] < 0:
            return spans
        count, is_last = 0, following < end or parents[following] != parents[place]
        limit = ends[parents[place]] if is_last else following
        while end < limit and (not is_last or count < siblings):
            end = ends[end]
            count += 1
        siblings = siblings if is_last else count
        wider.append((place, end))
    return tuple(wider)


def _headed(signs: Signs, spans: tuple[Span, ...], wider: tuple[Span, ...]) -> tuple[Span, ...]:
    """Return the units ``wider`` by what follows each of ``spans``, or by what precedes it if names and times stand there: else
    each unit would have those of the next, and the last one none."""
    if wider == spans or any(signed_by(signs, Unit(*span)) for span in (*spans, wider[-1])):
        return wider
    parents, first = signs.survey.parents, with_head(signs, Unit(*spans[0]))
    starts = (end if parents[end] == parents[place] else place for (_, end), (place, _) in pairwise(spans))
    headed = ((first.place, first.end), *((start, end) for start, (_, end) in zip(starts, spans[1:], strict=True)))
    return headed if all(signed_by(signs, Unit(*span)) for span in headed[1:]) else wider


def _is_good(signs: Signs, group: Group) -> bool:
    """Measure the group and return whether most of its units are posts."""
    titled = 0
    for unit in nested(group.spans):
        if is_post(signs, unit, group.is_named):
            group.good += 1
            group.signed += signed_by(signs, unit) == BOTH
            group.prose += prose_of(signs, unit)
            titled += _is_titled(signs, unit)
    return group.good >= max(BOTH, _MOST_ARE * len(group.spans)) and titled < _MOST_ARE * group.good


def _is_titled(signs: Signs, unit: Unit) -> bool:
    """Whether a heading in the unit links to another page, as in lists of articles."""
    at = bisect_left(signs.headings, unit.place)
    place = signs.headings[at] if at < len(signs.headings) else unit.end
    if place >= unit.end:
        return False
    survey = signs.survey
    if survey.elements[survey.parents[place]].tag == "a":
        return True
    link = next(survey.elements[place].iter("a"), None)
    leads_away = link is not None and "#" not in (link.get("href") or "#")
    return leads_away and not count_in(signs.names, Unit(place, survey.ends[place]))


def _add(signs: Signs, taken: dict[Span, int], group: Group, number: int) -> None:
    """Take the units of a group that are neither parts nor frames of those taken. A taken unit that proves to be the frame of
    several is dropped. If others were taken before, the group must be named as posts and its units signed."""
    new = set(group.spans) - taken.keys()
    if not new or (taken and not (group.is_signed and group.is_named)) or any(_cross(new | taken.keys())):
        return
    together = {(unit.place, unit.end): unit for unit in nested(taken.keys() | new)}
    fit = {span for span, unit in together.items() if is_post(signs, unit, group.is_named, LEAST_PROSE)}
    if not taken:  # others may be a sign or a picture
        fit |= {span for span in new if signed_by(signs, together[span]) == BOTH}
    frames = {span for span, unit in together.items() if len(unit.inner) > 1} - fit
    fit -= _threads(new, sorted(place for place, _ in taken))
    emptied = {span for span in new - fit if together[span].inner}
    if taken.keys() <= fit | frames and len(new & fit) >= max(1, _MOST_ARE * len(new - emptied)):
        for frame in frames & taken.keys():
            del taken[frame]
        taken |= dict.fromkeys(new & fit, number)


def _threads(new: set[Span], taken: list[int]) -> set[Span]:
    """Return the spans that contain more than half of the posts beginning at ``taken``: such a span is the thread and not one of
    its posts."""
    counts = {span: bisect_left(taken, span[1]) - bisect_left(taken, span[0]) for span in new}
    return {span for span, count in counts.items() if 2 * count > len(taken) > 1}


def _cross(spans: set[Span]) -> Iterator[bool]:
    """Yield, for each span in order, whether it overlaps an earlier one without being inside it."""
    ends: list[int] = []
    for place, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        while ends and ends[-1] <= place:
            ends.pop()
        yield bool(ends) and end > ends[-1]
        ends.append(end)
