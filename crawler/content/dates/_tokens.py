"""The tokenizer for printed dates. Text with anything unknown is not a date."""

import re
from collections import defaultdict
from collections.abc import Iterable

from crawler.content.dates._halves import HALVES
from crawler.content.dates._words import KINDS, LABELS, UPDATED, ZONES
from crawler.content.patterns import regex

Tokens = defaultdict[str, list[re.Match[str]]]
"""The matches of each kind, in order; their groups are those of :data:`_PATTERNS`."""


def _any_of(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


_UNIT = r"秒|分|小?时|天|日|周|星期|礼拜"
_PATTERNS = {
    "ago": rf"(?P<count>\d{{1,4}}|半) ?个?(?P<unit>{_UNIT})钟?[以之]?前"
    r"|(?P<english_count>\d{1,4}|an?) ?(?P<english_unit>second|minute|hour|day|week|sec|min|hr|[mhdw])s? ago",
    "now": r"刚刚|刚才|just now",
    "compact": r"(?P<compact_date>(?:19|20)\d{6}|\d{4}-?w\d\d-?[1-7])"
    r"(?:[t ]?(?P<compact_hour>\d\d)(?P<compact_minute>\d\d)(?:(?P<compact_second>\d\d)(?:[.,]\d{1,9}|\d{3})?)?)?(?!\d)",
    "unix": r"(?P<seconds>\d{10})(?:\d{3}){0,3}(?:\.\d{1,9})?(?!\d)",
    "day": r"(?P<year>\d{4}) ?(?P<separator>[-/.·]) ?(?P<month>\d{1,2}) ?(?P=separator) ?(?P<day>\d{1,2})(?!\d)"
    r"\.?(?P<iso>t(?=\d))?|(?P<year_han>\d{4}) ?年 ?(?P<month_han>\d{1,2}) ?月 ?(?P<day_han>\d{1,2})(?!\d)(?: ?[日号])?"
    r"|(?P<month_last>\d{1,2}) ?月 ?(?P<day_last>\d{1,2}) ?(?:[日号] ?,?|,) ?(?P<year_last>\d{4})(?!\d)",  # WordPress, in Chinese
    "either": r"(?P<first>\d{1,2})(?P<between>[-/.])(?P<second>\d{1,2})(?P=between)(?P<last_year>\d{4})(?!\d)",
    "yearless": r"(?P<some_month>\d{1,2})(?:[-/.](?=\d)| ?月 ?)(?P<some_day>\d{1,2})(?![\d/.:-])(?: ?[日号])?",
    "clock": r"(?P<hour>\d{1,2}) ?: ?(?P<minute>\d{2})(?: ?: ?(?P<clock_second>\d{2})(?:[.,]\d{1,9})?)?(?![\d:])(?: ?[分秒])?",
    "spoken": r"(?P<spoken_hour>\d{1,2}) ?[时点](?!间)钟?(?: ?"
    r"(?:(?P<spoken_minute>\d{1,2}) ?分(?: ?(?P<spoken_second>\d{1,2}) ?秒)?|(?P<bare_minute>\d{2})(?![\d年月日])"
    r"|整|(?P<half_past>半)|(?P<quarter>[13]) ?刻))?",
    "hour_alone": r"(?P<english_hour>\d{1,2}(?= ?[ap]\.?m(?![a-z]))|(?<=\dt)\d\d(?![\d:]))",
    "offset": r"(?:(?:gmt|utc|ut) ?|(?<![a-z]))[+-]\d{1,2}(?::?\d{2})?(?![\d:])|[东西](?:\d{1,2}|[一二三四五六七八九十]{1,2})区",
    "lunar": r"(?:农历|阴历|旧历) ?(?:[\u4e00-\u9fff]{2,3}年)? ?[\u4e00-\u9fff\d]{1,3}月(?:大|小|\(大\)|\(小\))? ?"
    r"(?:\d{1,2}|[初廿卅一二三四五六七八九十]{1,3})日?",  # beside the day of our calendar
    "word_day": r"(?P<which>[今昨]|大?前)(?P<part>[天日晨早晚夜])|(?P<english_day>today|yesterday)",
    "week_before": r"(?P<which_week>上上|[上本这])个?(?:星期|礼拜|周) ?(?P<day_of_week>[一二三四五六日天])",
    "weekday": r"(?:星期|礼拜|周) ?(?P<weekday_han>[一二三四五六日天])|\((?P<weekday_alone>[一二三四五六日月火水木金土])\)"
    r"|(?P<weekday_sign>[月火水木金土日])曜日?",
    "zone": rf"(?:{_any_of([name for name in ZONES if not name.isascii() or ' ' in name])})(?![a-z])",
    "half": "(?P<half_english>[ap])[.]?m[.]?(?![a-z])|" + _any_of([word for word in HALVES if not word.isascii()]),
    "updated": rf"(?:最后|最近)?(?:{_any_of(UPDATED)})(?:时间|日期|于)?",
    "label": rf"(?:{_any_of(LABELS)})?(?:时间|日期|于)|{_any_of(LABELS)}",
    "place": r"[a-z]+(?:/[a-z_]+(?:[+-]\d{1,2})?){1,2}",
    "word": r"[a-z]+",
    "number": r"(?P<number>\d{1,2})(?!\d)(?:st|nd|rd|th)?(?![a-z\d])",
    "some_year": r"\d{4}(?!\d)",
    "nothing": r"[ ,:;|/_()\[\]【】·•.\u2300-\u23ff\u2600-\u27bf\ufe0f\U0001f300-\U0001faff-]",
}
_TOKEN = regex("|".join(f"(?P<{kind}_>{pattern})" for kind, pattern in _PATTERNS.items()), re.ASCII)
_COMMENT = regex(r"([+-]\d{1,2}(?::?\d{2})?) ?\(([^()\d]{1,60})\)")


def tokens_of(text: str) -> Tokens | None:
    """The tokens of a date in plain form, without its meaningless parts; None if any part is unknown.

    A word in parentheses after an offset, which browsers write in their user's language, is ignored: the offset says the same.
    """
    found: Tokens = defaultdict(list)
    text, at = _COMMENT.sub(_without_comment, text), 0
    while at < len(text):
        token = _TOKEN.match(text, at)
        kind = token and (token.lastgroup or "").rstrip("_")
        if token is None or (kind == "word" and not (kind := KINDS.get(token[0]))):
            return None
        found[str(kind)].append(token)
        at = token.end()
    return found


def _without_comment(found: re.Match[str]) -> str:
    return found[0] if KINDS.get(found[2]) in ("zone", "half") else f"{found[1]} "
