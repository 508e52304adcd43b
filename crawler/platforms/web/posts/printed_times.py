"""How pages print the time of a post, in Chinese and English, among labels."""

import re
from functools import lru_cache

from crawler.content.patterns import regex

LONGEST = 60
"""Maximum length in characters of a text that gives the time of a post."""
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?"
    r"|Dec(?:ember)?)\.?"
)
_HALF = r"(?:上午|中午|下午|晚上|凌晨)"
_WEEKDAY = r"\s?[(（](?:[一二三四五六日]|周[一二三四五六日]|[月火水木金土]|Mon|Tue|Wed|Thu|Fri|Sat|Sun)[)）]"
_CLOCK = (
    rf"(?:(?:{_WEEKDAY})?,?\s{{0,3}}(?:at|@|[-–»·,])?\s{{0,3}}{_HALF}?\s{{0,2}}\d{{1,2}}[:：]\d{{2}}"
    r"(?::\d{2}(?:\.\d{1,3})?)?(?:\s?[AaPp]\.?[Mm]\.?)?)"
)
_DAY = (
    r"\d{4}\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}日?(?:T[\d:.]{5,12}(?:Z|[+-]\d\d:?\d\d)?)?"
    r"|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}|\d{1,2}月\d{1,2}日|\d{1,2}-\d{1,2}(?=\s{1,3}\d{1,2}:\d{2})"
    rf"|(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{{0,6}},?\s)?(?:{_MONTH}\s?\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s(?:\d{{4}}|'\d\d))?"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?[\s-]{_MONTH}(?:,?[\s-](?:\d{{4}}|'?\d\d))?)|今天|昨天|前天|Yesterday|Today"
)
_UNIT = r"(?:s|m|h|d|w|mo|y|secs?|seconds?|mins?|minutes?|hrs?|hours?|days?|weeks?|months?|mos|years?|yrs?)"
_AGO = (
    r"刚刚|剛剛|半小时前|\d{1,4}\s?(?:秒钟?|分[钟鐘]?|个?小[时時]|天|日|周|星期|个?月|年)\s?前|just now|a moment ago"
    rf"|(?:(?:about |over |almost )?(?:\d{{1,4}}|an?|one))\s?{_UNIT}\.? ago"
)
_DATE = regex(
    rf"(?:{_AGO}|(?:{_DAY}){_CLOCK}?|^\d{{1,2}}:\d{{2}}(?:\s?[ap]m)?(?=[,\s]{{1,3}}(?:{_DAY})))(?:,?\s(?:{_DAY}))?", re.IGNORECASE
)
_BARE_AGE = regex(r"\d{1,2}\s?(?:y|yr|mo|w|d|h|m|s)")
_MAY_BE = regex(r"[\d刚剛昨今前半]|[Jj]ust|[Aa]go|[Yy]ester|[Tt]oday|YESTER|TODAY")
_OF_THE_AUTHOR = regex(r"\bjoin|regist|member since|注册|註冊|last (?:visit|seen|active|login)|最后登录", re.IGNORECASE)
_LEAST_SHARE = 0.3


@lru_cache(4096)
def date_in(text: str) -> str | None:
    """Return the date that makes up a short text, apart from labels; None for any other text, and for a date about the author."""
    if len(text) > LONGEST or not _MAY_BE.search(text) or _OF_THE_AUTHOR.search(text):
        return None
    if found := _DATE.search(text):
        return found[0] if len(found[0]) >= _LEAST_SHARE * len(text) else None
    return text if _BARE_AGE.fullmatch(text) else None
