"""Parts of the day, and the hour of 24 that a printed hour means with one of them."""

from collections.abc import Iterable

HALF = r"[AaPp]\.?[Mm]\b\.?|[上下]午|凌晨|早上|中午|晚上"
"""A pattern for the parts of the day that software prints."""
_FORENOON = {12: 0} | {hour: hour for hour in range(12)}
_AFTERNOON = {hour: hour % 12 + 12 for hour in range(13)} | {hour: hour for hour in range(13, 24)}
_DAWN = {12: 0} | {hour: hour for hour in range(7)}
_MORNING = {hour: hour for hour in range(3, 12)}
_NOON = {10: 10, 11: 11, 12: 12, 1: 13, 2: 14, 13: 13, 14: 14}
_DUSK = {hour: hour % 12 + 12 for hour in (*range(4, 9), *range(16, 21))}
_EVENING = {hour: hour % 12 + 12 for hour in (*range(5, 12), *range(17, 24))} | {12: 24, 24: 24}
_NIGHT = {hour: hour % 12 + 12 for hour in (*range(8, 12), *range(20, 24))} | {hour: hour for hour in range(6)}

_PARTS = (
    (_FORENOON, "am 上午 午前 오전"),
    (_AFTERNOON, "pm 下午 午后 오후"),
    (_DAWN, "凌晨 拂晓 黎明"),
    (_MORNING, "早上 早晨 早间 清晨 清早 早 晨"),
    (_NOON, "中午 正午 午间 noon"),
    (_DUSK, "傍晚 黄昏"),
    (_EVENING, "晚上 晚间 夜晚 晚"),
    (_NIGHT, "深夜 夜里 夜间 夜 半夜 午夜 子夜"),
)
HALVES = {word: hours for hours, words in _PARTS for word in words.split()}
"""Word → printed hour → hour of 24. 12 is midnight with AM and before dawn, noon with PM, and the end of the day in the evening
(晚12时 of one day is 0:00 of the next); at night it could be either end, so it is missing, as are hours outside a part of the
day."""

_TRADITIONAL = str.maketrans({"后": "[后後]", "间": "[间間]", "里": "[里裡裏]", "晓": "[晓曉]", "黄": "[黄黃]", "凌": "[凌淩]"})
_WORDS = "|".join(sorted((word for word in HALVES if not word.isascii()), key=len, reverse=True)).translate(_TRADITIONAL)
_NUMBER = r"(?:\d{1,2}|[〇零一二三四五六七八九十]{1,3}|[两兩])"
_ENGLISH = r"[AaPp]\.?[Mm](?![A-Za-z])\.?"
_SPOKEN = (
    rf"{_NUMBER}\s?[时時点點](?!间|間)[钟鐘]?"
    rf"(?:\s?(?:整|半|[13一三]\s?刻|{_NUMBER}\s?分(?:\s?{_NUMBER}\s?秒)?|\d\d(?![\d年月日])))?"
)
TIME_OF_DAY = (
    rf"(?:(?:{_ENGLISH}|{_WORDS})\s?)?"
    rf"(?:\d{{1,2}}\s?[:：∶]\s?\d{{2}}(?:\s?[:：∶]\s?\d{{2}})?|{_SPOKEN})(?:\s?(?:{_ENGLISH}|[上下]午))?"
)
"""A pattern for the times that people print: 10:30:00, 下午3点半, 晚八時, 3:30 PM."""


def hour_of_day(printed: int, words: Iterable[str]) -> int | None:
    """The hour from 0 to 24; None if a word does not have it, or two words mean different hours."""
    hours = {HALVES[word].get(printed) for word in words} or {printed}
    return hours.pop() if len(hours) == 1 else None
