"""Metadata in a comment behind the text, by the publishing system of Founder (方正翔宇), which many Chinese newspapers use."""

from collections.abc import Iterator

from crawler.content.patterns import regex

_BEGINS = "<!--enpproperty"
_LONGEST = 20_000
_PROPERTY = regex(r"<([a-z]{3,20})>([^<>]{1,2000})</\1>")
_NAMES = {"date": "publishdate", "author": "author", "title": "articletitle", "keyword": "keywords", "sourcename": "sourcename"}
"""The usual names in metadata, by those in the comment."""
_DATE = regex(r"(\d{4}-\d\d-\d\d)(?: (\d\d:\d\d:\d\d)(?::\d{1,3})?)?")


def founder_metadata(source: str) -> Iterator[tuple[str, str]]:
    """Yield the names and contents in such a comment in the ``source`` of a page (中国网). Dates are in Chinese time, and
    without a time if that is midnight."""
    start = source.find(_BEGINS)
    said = source[start : start + _LONGEST].partition("-->")[0] if start >= 0 else ""
    for name, content in _PROPERTY.findall(said):
        if name in _NAMES and content != "null":
            yield _NAMES[name], _dated(content) if name == "date" else content


def _dated(content: str) -> str:
    day, time = found.groups() if (found := _DATE.fullmatch(content)) else (content, None)
    return day if time in (None, "00:00:00") else f"{day}T{time}+08:00"
