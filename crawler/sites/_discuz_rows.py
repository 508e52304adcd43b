"""The rows around a post of a thread dump: the date line above it and the row of actions below."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from crawler.sites._discuz_words import (
    AUTHOR_MARK,
    BAR_ENDS,
    BAR_ORDER,
    BARE_DATE,
    CLIENT,
    COMMENT,
    DATE,
    DISLIKE,
    DOTTED_PLACE,
    FLOOR,
    HEADER_LABEL,
    HEADER_LINE,
    LIKE,
    NAME,
    PLACE,
    PRINTED_DATE,
    PRINTED_TITLE,
    TOUCH_ORDER,
    buttons,
)

Lines = Sequence[str]


@dataclass(slots=True)
class Header:
    """A date line that fills the lines from ``start`` up to ``end``; ``rest`` is what follows the time."""

    start: int
    end: int
    raw: str
    author: str | None = None
    label: str = ""
    rest: str = ""

    @property
    def place_and_client(self) -> tuple[str | None, str | None]:
        """来自 (or · 广东), and what it was posted with, as printed."""
        place = client = None
        before, _, after = self.rest.partition("|")
        dotted = DOTTED_PLACE.search(before)
        if dotted:
            place, before = dotted[1], before[: dotted.start()] + before[dotted.end() :]
        for part in (before, *HEADER_LABEL.sub("|", after).split("|")):
            words = part.strip()
            if CLIENT.search(words):
                client = client or words
            elif found := PLACE.fullmatch(words):
                place = place or found[1]
        return place, client


@dataclass(slots=True)
class Bar:
    """The row of actions, from line ``start`` up to ``end``, with its votes."""

    start: int
    end: int
    likes: int | None = None
    dislikes: int | None = None

    def count(self, found: tuple[tuple[str, str], ...]) -> None:
        """Take the votes from the words of one of its lines."""
        for word, count in found:
            if count.strip("+") and word == LIKE:
                self.likes = int(count.strip("+"))
            elif count.strip("+") and word in DISLIKE:
                self.dislikes = int(count.strip("+"))


def headers(lines: Lines) -> list[Header]:
    """The date lines of the posts, in the view of the thread that the dump was made of."""
    for view in (_desktop, _printable, _archiver, _touch):
        found = list(view(lines))
        if found:
            return found
    return []


def bar(lines: Lines, first: int, stop: int, ends: frozenset[str] = BAR_ENDS) -> Bar | None:
    """The last row of actions between two lines: one of ``ends``, and upwards what the templates put before it."""
    for last in range(stop - 1, first - 1, -1):
        found = buttons(lines[last])
        if any(word in ends for word, _ in found):
            return _upwards(lines, first, last)
    return None


def _upwards(lines: Lines, first: int, last: int) -> Bar:
    """A single bare word belongs to the row only at its place in the order, because it may be all that somebody said."""
    row, below = Bar(last + 1, last + 1), len(BAR_ORDER)
    order = TOUCH_ORDER if buttons(lines[last])[-1][0] in COMMENT else BAR_ORDER
    inline = False
    for at in range(last, first - 1, -1):
        found = buttons(lines[at])
        place = order.get(found[0][0]) if found else None
        bare = len(found) == 1 and not found[0][1]
        if place is None or (bare and (place >= below or (inline and found[0][0] in COMMENT))):
            break
        row.start, below, inline = at, place, not bare
        row.count(found)
    return row


def _desktop(lines: Lines) -> Iterator[Header]:
    for at, line in enumerate(lines):
        found = DATE.search(line) if "表" in line and len(line) <= 200 else None
        if not found:
            continue
        end, rest = _rest(lines, at, line[found.end() :])
        before, _, after = rest.partition("|")
        linked = HEADER_LABEL.search(after) or HEADER_LABEL.search(before)
        if (linked and len(before) <= 60) or (len(rest) <= 40 and _after_a_row(lines, at)):
            label, author = _label_and_author(line[: found.start()])
            if author is None or NAME.fullmatch(author) or linked:
                yield Header(at, end, found[1], author, label, rest)


def _rest(lines: Lines, at: int, rest: str) -> tuple[int, str]:
    """The lines that go on with a date line, at most a dozen: where they end, and all of them.

    The client may stand on a line of its own before the first link.
    """
    end = at + 1
    for below in range(at + 1, min(len(lines), at + 12)):
        line = lines[below]
        if DATE.search(line) or len(line) > 80:
            break
        if HEADER_LINE.fullmatch(line):
            rest, end = " ".join((rest, *lines[end : below + 1])), below + 1
        elif below > at + 2 or HEADER_LABEL.search(rest):
            break
    return end, rest.strip()


def _after_a_row(lines: Lines, at: int) -> bool:
    """Whether a date line without links (an anonymous post's) stands where a post begins."""
    if not at:
        return False
    above = lines[at - 1]
    return bool(FLOOR.fullmatch(above) or AUTHOR_MARK.search(above) or any(word in BAR_ENDS for word, _ in buttons(above)))


def _label_and_author(before: str) -> tuple[str, str | None]:
    """What stands before 发表于: a floor, a name, the mark of the thread's author."""
    words = AUTHOR_MARK.sub("", before.strip()).strip(" |")
    label = FLOOR.match(words)
    if label:
        return label[0], words[label.end() :].strip(" |") or None
    return "", words or None


def _printable(lines: Lines) -> Iterator[Header]:
    for at, line in enumerate(lines):
        found = PRINTED_DATE.fullmatch(line)
        if found:
            titled = at + 1 < len(lines) and PRINTED_TITLE.match(lines[at + 1])
            yield Header(at, at + 2 if titled else at + 1, found[2], found[1])


def _archiver(lines: Lines) -> Iterator[Header]:
    if not any(line.startswith("查看完整版本") for line in lines):
        return
    for at, line in enumerate(lines):
        found = DATE.search(line)
        if found and found.end() == len(line) and NAME.fullmatch(line[: found.start()].strip()):
            yield Header(at, at + 1, found[1], line[: found.start()].strip())


def _touch(lines: Lines) -> Iterator[Header]:
    for at, line in enumerate(lines):
        if at < 2 or not BARE_DATE.fullmatch(line):
            continue
        for start in range(at - 2, max(at - 5, -1), -1):
            label = FLOOR.fullmatch(lines[start])
            if label and label["number"]:
                yield Header(start, at + 1, line, lines[start + 1], lines[start])
                break
