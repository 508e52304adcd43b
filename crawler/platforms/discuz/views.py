"""The views of a thread that a dump may contain: desktop, printable, archiver and touch screens."""

from collections.abc import Iterator

from crawler.content.patterns import regex
from crawler.platforms.discuz.floors import floor_in
from crawler.platforms.discuz.headers import Header, date_in, desktop_headers
from crawler.platforms.discuz.lines import Dump, Lines
from crawler.platforms.discuz.members import NAME
from crawler.platforms.discuz.times import TIME, instant
from crawler.readers.language_packs import in_both_packs

PRINTED_TITLE = in_both_packs(r"标题[:：] ?")
_PRINTED_DATE = in_both_packs(rf"作者[:：] ?(\S{{1,40}}) 时间[:：] ?({TIME})")
_BARE_DATE = in_both_packs(rf"(?:\d{{1,9}} ){{0,2}}({TIME})")
_DATE_AND_NAME = in_both_packs(rf"({TIME}) (\S{{1,40}})")
_FLOOR_AND_NAME = regex(rf"(\d{{1,6}} ?[#楼樓]) ({NAME.pattern})")
_LONGEST = 80  # characters of a date line in these views
_TOUCH_LINES = 4  # from the floor to the date


def headers(dump: Dump) -> list[Header]:
    """Return the headers of the posts, from the first view that yields any."""
    views = (_printable_headers, _archiver_headers, _old_archiver_headers, _touch_headers)
    return desktop_headers(dump) or next((found for view in views if (found := list(view(dump.lines)))), [])


def _printable_headers(lines: Lines) -> Iterator[Header]:
    for at, line in enumerate(lines):
        found = _PRINTED_DATE.fullmatch(line) if len(line) <= _LONGEST else None
        if found:
            titled = at + 1 < len(lines) and PRINTED_TITLE.match(lines[at + 1])
            yield Header(at, at + 2 if titled else at + 1, found[2], found[1])


def _is_archiver(lines: Lines) -> bool:
    return any(line.startswith("查看完整版本") or line.endswith("Archiver") for line in lines)


def _archiver_headers(lines: Lines) -> Iterator[Header]:
    if not _is_archiver(lines):
        return
    seen: set[str] = set()
    last = latest = ""
    for at, line in enumerate(lines):
        found = date_in(line)
        if found and found.end() == len(line) and NAME.fullmatch(line[: found.start()].strip()):
            printed = instant(found[1], None) or latest
            if (line in seen and line != last) or printed < latest:  # of a quotation: posts are in the order of their times
                continue
            titled = not seen and at + 1 < len(lines) and _ends_the_path(lines[at + 1], lines[:at])
            seen.add(line)
            last, latest = line, printed
            yield Header(at, at + 2 if titled else at + 1, found[1], line[: found.start()].strip())


def _old_archiver_headers(lines: Lines) -> Iterator[Header]:
    """Headers of the archiver of Discuz! 5, which prints the date before the name, and above the words of the first post their
    title. Posts are in the order of their times."""
    latest = ""
    for at, line in enumerate(lines if _is_archiver(lines) else ()):
        found = _DATE_AND_NAME.fullmatch(line) if len(line) <= _LONGEST else None
        printed = instant(found[1], None) or latest if found else ""
        if found and printed >= latest:
            titled = not latest and at + 1 < len(lines) and _ends_the_path(lines[at + 1], lines[:at])
            latest = printed
            yield Header(at, at + 2 if titled else at + 1, found[1], found[2])


def _ends_the_path(title: str, head: Lines) -> bool:
    """Whether ``title`` is the last item of the path in the head, or begins the title of the page: the archiver repeats the
    headline above the first post."""
    return any(line.endswith((f"› {title}", f"» {title}")) or line.startswith(f"{title} - ") for line in head)


def _touch_headers(lines: Lines) -> Iterator[Header]:
    """Headers of the touch view: above the date a floor, the name and at most two counts, one a line, or the first two on one."""
    for at, line in enumerate(lines):
        if len(line) > _LONGEST or not (date := _BARE_DATE.fullmatch(line)):
            continue
        if at and (named := _FLOOR_AND_NAME.fullmatch(lines[at - 1])):
            yield Header(at - 1, at + 1, date[1], named[2], named[1])
            continue
        for start in range(at - 2, max(at - _TOUCH_LINES - 1, -1), -1):
            if floor_in(lines[start]):
                yield Header(start, at + 1, date[1], lines[start + 1], lines[start])
                break
