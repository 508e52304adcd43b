"""The time of day in a printed date."""

import re
from datetime import timedelta

from crawler.content.dates._halves import hour_of_day
from crawler.content.dates._tokens import Tokens

_DAY = timedelta(days=1)
_LEAPING = (29, 59)
"""Minutes that may have a second more: it is added at 23:59 UTC, and some zones are half an hour off."""
_PART_OF_WORD = {"晨": "早", "早": "早", "晚": "晚", "夜": "夜"}


def time_of(tokens: Tokens) -> timedelta | None:
    """The time since midnight, or None if there is no time; 24:00 is the next midnight, and a leap second the beginning of the
    next minute. Raises ValueError for times that do not exist, for several times, and for a part of the day without an hour."""
    named = {_printed(token) for kind in ("clock", "spoken", "hour_alone") for token in tokens[kind]}
    compact = (token.group("compact_hour", "compact_minute", "compact_second") for token in tokens["compact"])
    named |= {(int(hour), int(minute), int(second or 0)) for hour, minute, second in compact if hour}
    parts = [f"{token['half_english']}m" if token["half_english"] else token[0] for token in tokens["half"]]
    parts += [_PART_OF_WORD[token["part"]] for token in tokens["word_day"] if token["part"] in _PART_OF_WORD]
    if not named and not parts:
        return None
    ((printed, minute, second),) = named
    hour = hour_of_day(printed, parts)
    at = timedelta(hours=24 if hour is None else hour, minutes=minute, seconds=second)
    if hour is None or minute > 59 or second > (60 if minute in _LEAPING else 59) or at > _DAY:
        raise ValueError("no such time")
    return at


def _printed(token: re.Match[str]) -> tuple[int, int, int]:
    if token["hour"]:
        return int(token["hour"]), int(token["minute"]), int(token["clock_second"] or 0)
    if token["english_hour"]:
        return int(token["english_hour"]), 0, 0
    quarters = 2 if token["half_past"] else int(token["quarter"] or 0)
    minute = int(token["spoken_minute"] or token["bare_minute"] or 15 * quarters)
    return int(token["spoken_hour"]), minute, int(token["spoken_second"] or 0)
