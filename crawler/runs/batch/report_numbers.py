"""Formats numbers, instants and durations for reports that people read."""

from functools import reduce

from markupsafe import Markup

from crawler.content.patterns import regex
from crawler.runs.batch.report_words import both

ZONE = regex(r"(?:[+-]\d\d:\d\d|Z)$")
UNITS = {" h": " 小时", " min": " 分", " s": " 秒"}


def grouped(number: float) -> str:
    return f"{number:,}"


def about(number: float) -> str:
    """Format a number as ``1,204``, ``7.3`` or ``0.004``: nobody reads more digits of a measurement."""
    return f"{number:,.0f}" if number >= 10 else f"{number:.{1 if number >= 1 else 3}f}".rstrip("0").rstrip(".")


def to_milliseconds(seconds: float) -> str:
    """Format seconds like ``7.300``: the parts of a time in this form add up to it."""
    return f"{seconds:,.3f}"


def moment(instant: str) -> str:
    """Format ``2026-11-28T02:15:03+08:00`` as ``2026-11-28 02:15 +08:00``: local time with its offset."""
    zone = ZONE.search(instant)
    return f"{instant[:16].replace('T', ' ')}{f' {zone[0]}' if zone else ''}"


def took(seconds: float) -> Markup:
    """Format a duration as ``2 h 3 min``, ``4 min 28 s`` or ``0.3 s``."""
    said = duration(seconds)
    return both(said, reduce(lambda text, unit: text.replace(*unit), UNITS.items(), said))


def duration(seconds: float) -> str:
    if seconds < 60:
        return f"{seconds:.1f} s"
    minutes, left = divmod(round(seconds), 60)
    return f"{minutes} min {left} s" if minutes < 60 else f"{minutes // 60} h {minutes % 60} min"
