"""Dates as pages print them next to a headline, and which of them is the page's own."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from crawler.content.dates import TIME_OF_DAY, printed_date
from crawler.content.patterns import regex

_MONTH = r"(?i:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec)[A-Za-z]{0,6}\.?"
_ZONE = r"\s?[(（]?(?:Z|(?:GMT|UTC)(?:\s?[+-]\d{1,2}(?::?\d{2})?)?|[A-Z]{2,4}T|[+-]\d{2}:?\d{2})\b"
_CLOCK = rf"(?P<clock>{TIME_OF_DAY}(?:{_ZONE})?)"
_WEEKDAY = (
    r"(?:[（(]?(?:(?:星期|周|週|[礼禮]拜)[一二三四五六日天]|(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{0,6})[)）]?"
    r"|[（(][一二三四五六日月火水木金土][)）])?"
)
_HAN_YEAR = r"(?:[一二][〇○◯零Oo0一二三四五六七八九]{3}|民[国國][〇○零一二三四五六七八九十百]{2,6})年"
_SIGN = r"\s?[-/.·‐‑‒–—−－／．]\s?"
_LUNAR = rf"(?:[农農阴陰][历曆])\s?[\u4e00-\u9fff]{{2,12}}[ ,，\u3000\xa0]{{1,2}}{_WEEKDAY}[ ,，\u3000\xa0]{{0,2}}"
"""The day of the lunar calendar, between day and hour."""
_NUMERAL = r"(?:\d{1,2}|[一二三四五六七八九十廿]{1,3})"
DATE = regex(
    rf"(?<!\d)(?:(?P<day>(?:19|20|１９|２０)\d{{2}}{_SIGN}\d{{1,2}}{_SIGN}\d{{1,2}}|(?:(?:19|20|１９|２０)\d{{2}}|民[国國]\s?\d{{2,3}}|令和\s?\d{{1,2}}|1[01]\d)\s?年\s?\d{{1,2}}\s?月\s?\d{{1,2}}\s?[日号號]?"
    r"|(?<![/.-])1[01]\d(?P<between>[/.-])\d\d(?P=between)\d\d(?![\d/.-]))"
    rf"(?:[T ,，|·/_\u3000\xa0-]{{0,4}}{_WEEKDAY}[ ,，\u3000\xa0]{{0,2}}(?:{_LUNAR})?(?:HKT\s)?{_CLOCK})?"
    r"|(?P<year>20\d\d)\s?(?P<month_and_day>(?:0[1-9]|1[0-2])/[0-3]\d)\s?(?P<hour>[0-2]\d:[0-5]\d(?::[0-5]\d)?)"
    rf"|(?:{_MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?,?\s(?:19|20)\d{{2}}|\d{{1,2}}(?:st|nd|rd|th)?\.?\s{_MONTH},?\s(?:19|20)\d{{2}})"
    rf"(?:,?\s(?:at\s|@\s?|[-–|•·]\s)?\d{{1,2}}:\d{{2}}(?::\d{{2}})?(?:\s?[AaPp]\.?[Mm]\b\.?)?(?:{_ZONE})?)?"
    rf"|{_MONTH}\s\d{{1,2}}\s\d\d:\d\d:\d\d\s[A-Z]{{3,4}}(?:[+-]\d{{4}})?\s(?:19|20)\d\d)"
)
"""A date with a year, as news pages print it, with its time if there is one."""
_HOUR = r"\d{1,2}[:：]\d{2}(?:[:：]\d{2})?"
_UNLIKE = regex(
    rf"(?<![\d/.-])(?:(?:[今昨前]天|[今昨]日|yesterday(?:\sat)?|星期[一二三四五六日天])\s?{_HOUR}|[今昨]晚\s?\d{{1,2}}(?:点|點|[:：]\d\d)"
    rf"|(?:\d{{1,3}}|半)\s?[个個]?(?:秒[钟鐘]?|分[钟鐘]|小[时時]|天|[周週]|星期|月|年)[之以]?前(?![^发發更来來\W])(?:\s{_HOUR})?|[刚剛][刚剛](?=\s|$)"
    r"|(?:\d{1,2}|an?)\s(?:minute|min|hour|hr|day|week|month|year)s?\sago"
    rf"|(?:\d{{1,2}}月\d{{1,2}}日|\d{{1,2}}[-/]\d{{1,2}})\s{_HOUR}"
    rf"|(?!20\d\d年\d{{1,2}}月\d)(?:{_HAN_YEAR}|20\d\d年){_NUMERAL}月{_NUMERAL}[日号號](?:\s?{TIME_OF_DAY})?"
    r"|\d{1,2}/\d{1,2}/\d{4}|\d{2}-\d{2}-\d{2}(?:\s\d{2}:\d{2})?)(?!\d)"
)
"""Dates without a year or in rarer forms. Texts have them too, so they count only if no other date is next to the headline."""
_TODAY = regex(r"(?:今天|今日|现在|當前|当前|today|now)的?\s?(?:是|为|is|时间|日期)?[:：]?\s?$", re.IGNORECASE)
"""What comes before the day on which a page was served."""
_EVENT = regex(
    r"(?:活动|报名|截止|开始|结束|起止|举办|举行|会议|比赛|考试|开庭|公示|征集|招聘|投标|开标|有效|施行|实施|出生|成立|上映|开业|收稿|投稿|录用|接[收受]|修回|拍摄|采访|截至|截止)(?:时间|日期|期|于)?[^\d]{0,4}$"
    r"|\d\s{0,3}(?:[至到~～—–]{1,2}|\s-)\s{0,3}$|\b(?:[Rr]eceived|[Aa]ccepted|[Ss]ubmitted)(?: on)?[:\s]{1,3}$"
)
_GOES_ON = regex(r"\s{0,3}(?:[至到~～—–]{1,2}\s{0,3}(?:\d{4}|\d{1,2}[月日:])|-\s?(?:19|20)\d{2}[-/.年])")
"""What comes before or after a date that is not the publication date."""
_PUBLISHED = regex(r"(?:[发發][布佈表稿]|刊[发發登]|首[发發]|公开日期|posted|published)[^\d]{0,12}$", re.IGNORECASE)
_CHANGED = regex(
    r"(?:更新|修改|(?:编辑|編輯)(?!\s{1,4}[发發][布佈表])|推荐[^\d]{0,4}于|updated|modified|edited|reviewed|revised)[^\d]{0,24}$",
    re.IGNORECASE,
)
_BEHIND = regex(r"(?<=[\d日分])\s{0,2}(?:(?P<published>[发發][布佈表])|更新|修改)(?=[\s|｜,，;；/]|$)")
"""A label behind a date, with nothing else of the line behind it."""
LONGEST = 160
_SHORT = 40
_LABEL = 4
"""Characters that a line with a date may have besides it, including its full stop, and still not count as a sentence."""
_PROSE = ("。", "！", "？", "!", "?")
_BESIDE_DATE = 24
"""Characters that may accompany a date on a line that consists of it."""


class BylineDates(NamedTuple):
    """Dates as printed: ``published`` is the first one not marked as a change, and ``changed`` the first one that is.

    If there is neither, ``unlike`` is the only other date: one without a year, or in a form that few pages use.
    """

    published: str | None = None
    changed: str | None = None
    unlike: str | None = None


def read_dates(lines: Iterable[str]) -> BylineDates:
    """Read the dates in the ``lines`` next to a headline, skipping today's date, dates of events, and dates in sentences.

    A date that is called that of publication comes before others, such as that of the decision that a notice publishes.
    """
    dates: list[str] = []
    called: list[str] = []
    changed: list[str] = []
    unlike: set[str] = set()
    for line in lines:
        for found in DATE.finditer(line):
            if not _is_of_something_else(line, found) and (raw := _read(found)):
                is_called, is_changed = _called(line, found)
                (changed if is_changed else called if is_called else dates).append(raw)
        if len(line) <= _SHORT and not line.endswith(_PROSE):
            unlike |= {found[0] for found in _UNLIKE.finditer(line)}
    if dates or called or changed:
        return BylineDates(next(iter([*called, *dates]), None), next(iter(changed), None))
    return BylineDates(unlike=unlike.pop() if len(unlike) == 1 else None)


def _called(line: str, found: re.Match[str]) -> tuple[bool, bool]:
    """Whether a date is called that of publication, or that of a change, before or behind it."""
    before, behind = _BEHIND.sub("", line[: found.start()]), _BEHIND.match(line, found.end())
    is_changed = _CHANGED.search(before) is not None or (behind is not None and not behind["published"])
    return not is_changed and (behind or _PUBLISHED.search(before)) is not None, is_changed


def _is_of_something_else(line: str, found: re.Match[str]) -> bool:
    """Whether a date is not the page's own: today's date, the date of an event, or one in a sentence."""
    before = line[: found.start()]
    if _TODAY.search(before) or _EVENT.search(before) or _GOES_ON.match(line, found.end()):
        return True
    return line.endswith(_PROSE) and len(DATE.sub("", line)) > _LABEL and not _PUBLISHED.search(before)


def names_date(line: str) -> bool:
    """Whether a short line contains a date."""
    return len(line) <= LONGEST and DATE.search(line) is not None


def says_only_date(line: str) -> bool:
    """Whether a line contains little besides a date: at most a label or a name."""
    rest = DATE.sub("", line).strip(" .,|·•:-–—")
    return len(rest) <= _BESIDE_DATE and not rest.endswith(_PROSE)


def _read(found: re.Match[str]) -> str | None:
    """Return a date as printed, or if that is none with a space between its digits and its time, and the parts of a date in boxes
    together (2021 | 11/03 | 10:30); without its time if no such time exists, and None if no such day does."""
    boxed = f"{found['year']}/{found['month_and_day']} {found['hour']}" if found["year"] else found[0]
    spellings = (boxed, f"{found['day']} {found['clock']}", found["day"] or "")
    return next((said for said in spellings if printed_date(said)), None)
