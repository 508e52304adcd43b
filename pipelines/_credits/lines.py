"""Parses lines that consist only of credits (来源：交汇点 责任编辑：王五)."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Literal

from crawler.content.english_bylines import english_names
from crawler.content.names import FUNCTION_CHARACTERS, is_medium, is_organisation, is_person
from crawler.content.patterns import regex
from crawler.items import Credit, Role
from pipelines._credits.bylines import list_of_people, parse_byline
from pipelines._credits.grammar import (
    AGENCY,
    BRACKETED_LABEL,
    BULLET_SIGNS,
    BULLETS,
    DATE_FIRST,
    DESK_FIRST,
    DIGEST,
    EDITORS_NOTE,
    EVERYBODY,
    FREE,
    HINT,
    IMPRINT,
    JOINED_AUTHOR,
    LABEL_FIRST,
    LABEL_STARTS,
    LATIN_BYLINE,
    LEAVE,
    MEDIA_SEPARATORS,
    NO_SOURCE,
    NOTE_VALUE,
    PROVIDED_BESIDE,
    REPORTED_BY,
    REPORTED_FROM,
    ROLES,
    SEGMENT_START,
    SENTENCE_END,
    SOURCE_AND_NAME,
    SOURCE_DATE,
    SPACED_LABEL,
    TITLES,
    Free,
)
from pipelines._credits.said import CreditLine, Credits, in_either_script

LONGEST_LINE = 140
LONGEST_SOURCE = 40
DIGITS = frozenset("12")
"""First digits of years."""
SIGNED_SENTENCES = LABEL_STARTS | frozenset(BULLET_SIGNS) | frozenset(filter(str.isspace, map(chr, range(0x3001))))
"""First characters of credit lines that end like a sentence: of a label, or characters that are stripped first."""
IMPRINT_ENDS = frozenset("版）)】")
REMEMBERED_LINES = 1024
"""Newsrooms use the same lines again and again, so results are cached."""
IN_BRACKETS = regex(r"[（(【\[]\s?([^（()）【】\[\]]{2,30}?)\s?[)）】\]]")
OPENING = frozenset("（(【")
REPORTS: tuple[tuple[re.Pattern[str], Role], ...] = ((REPORTED_FROM, "reporter"), (REPORTED_BY, "author"))
"""By-lines with a slash, each with the role of a name without a label."""
IN_TITLE_MARKS = regex(r"《([^《》]+)》")
FULL_NAME = 3
"""Characters of the shortest name that is a signature in brackets alone: （王小五）, but not （高潮）."""
ACCOUNT = regex("公众号|公号")
QUOTED = frozenset("》】”」")
"""Last characters of sources that their marks tell from other words: 转载自某某专栏《青山》."""


@in_either_script
def parse_credit_line(text: str) -> CreditLine | None:
    """Parse a line that consists only of credits; ``None`` for any other text.

    A line that credits no person (图／视觉中国) or nobody (责任编辑：) is a credit line without content.
    """
    if not text or len(text) > LONGEST_LINE or (text[-1] in SENTENCE_END and text[0] not in SIGNED_SENTENCES):
        return None
    line = _with_plain_labels(text.strip())
    if line[:1] in BULLET_SIGNS:
        line = BULLETS.sub(" ", line).strip()
    if line.startswith("编者按"):
        line = EDITORS_NOTE.sub("", line)
    if len(line) < 2 or (line[-1] in SENTENCE_END and not (line[0] in LABEL_STARTS and LABEL_FIRST.match(line))):
        return None
    if line[0] in DIGITS and (dated := DATE_FIRST.match(line)):
        line = line[dated.end() :]
    line = PROVIDED_BESIDE.sub("", AGENCY.sub("", DESK_FIRST.sub("记者", line)))
    if ("／" in line or "/" in line or "╱" in line) and (reported := _reported(line)):
        return reported
    if HINT.search(line):
        return _parsed(JOINED_AUTHOR.sub("：", line) if "作者" in line else line)
    return _signature(line) or _digest(line) or _imprint(line) or _latin_byline(line)


def _reported(line: str) -> CreditLine | None:
    """Parse the medium and the reporters in front of the place from which they report, or the medium and one of the two."""
    for pattern, without_label in REPORTS:
        found = pattern.fullmatch(line)
        names = MEDIA_SEPARATORS.split(found["names"]) if found and found["names"] else []
        if found and all(map(is_person, names)) and (found["medium"] is None or is_medium(found["medium"])):
            role: Role = "translator" if found["label"] == "编译" else "reporter" if found["label"] else without_label
            return CreditLine(tuple(Credit(role, name) for name in names), found["medium"])
    return None


def _imprint(line: str) -> CreditLine | None:
    """A newspaper, with the day and page on which it printed the text."""
    found = IMPRINT.fullmatch(line) if line[-1] in IMPRINT_ENDS else None
    return CreditLine(source=found["medium"]) if found and is_medium(found["medium"]) else None


def _latin_byline(line: str) -> CreditLine | None:
    """Parse "by John Smith and Mary Jones", "Posted by 王五"."""
    found = LATIN_BYLINE.match(line) if line[0] in "BbPpWw" else None
    names = english_names(line[found.end() :].strip()) if found else []
    return CreditLine(tuple(Credit("author", name) for name in names)) if names else None


def _with_plain_labels(line: str) -> str:
    """``line`` with labels that are neither spaced out nor in brackets."""
    if " " in line or "\u3000" in line or "\xa0" in line:
        line = SPACED_LABEL.sub(_together, line)
    return BRACKETED_LABEL.sub(r"\1：", line) if ("】" in line or "]" in line) and HINT.search(line) else line


def _together(spaced: re.Match[str]) -> str:
    """A spaced-out label as one word; other words unchanged."""
    word = "".join(spaced[0].split())
    return word if word in ROLES or word in TITLES or word in FREE else spaced[0]


@lru_cache(REMEMBERED_LINES)
def _parsed(line: str) -> CreditLine | None:
    read, is_note = Credits(), True
    pen_names = ACCOUNT.search(line) is not None
    for kind, value, announced in _segments(line):
        if kind == "byline":
            people = parse_byline(value, pen_names)
            said = None if people is None else CreditLine(tuple(people))
        else:
            said = _free_value(kind, value, announced)
        if said is None:
            return _digest(line)
        is_note = is_note and (kind == "note" or not value)
        read.add(said)
    return None if is_note else read.as_line()


def _signature(line: str) -> CreditLine | None:
    """Names, or a medium, alone in brackets."""
    found = IN_BRACKETS.fullmatch(line) if line[0] in OPENING else None
    if found is None:
        return None
    name = found[1].strip()
    if is_medium(name):
        return CreditLine(source=name)
    people = [name] if len(name) == FULL_NAME and is_person(name) else list_of_people(name)
    return CreditLine(tuple(Credit("reporter", person) for person in people)) if people else None


def _digest(line: str) -> CreditLine | None:
    if "综合" not in line and "据" not in line:
        return None
    inside = IN_BRACKETS.fullmatch(line)
    text = inside[1] if inside else line
    found = DIGEST.fullmatch(text)
    if found is None:
        return None
    first, others = found["medium"], MEDIA_SEPARATORS.split(found["media"] or found["others"] or "")
    named = (not first or is_medium(first)) and all(
        is_organisation(other) or EVERYBODY.fullmatch(other) for other in others if other
    )
    return CreditLine(source=text if "综合" in text else found["media"]) if named else None


def _segments(line: str) -> Iterator[tuple[Free | Literal["byline"], str, bool]]:
    """The segments of a line: their kind, their text, and whether a mark announced them."""
    kind: Free | Literal["byline"] = "byline"
    start, announced = 0, True
    for match in SEGMENT_START.finditer(line):
        is_spaced = match["spaced"] or match["titled"]
        if match["free"]:
            yield kind, line[start : match.start()], announced
            kind, start, announced = FREE[match["free"]], match.end(), match["mark"] is not None
        elif kind != "byline" and (kind != "headline" or (line[match.start() - 1].isspace() and not is_spaced)):
            yield kind, line[start : match.start()], announced
            kind, start, announced = "byline", match.start(), True
    yield kind, line[start:], announced


def _free_value(kind: Free, text: str, announced: bool) -> CreditLine | None:
    value = _without_loose_brackets(text.strip(" \u3000\xa0，,；;|｜丨/"))
    if kind == "headline":
        if value.count("。") > 1:
            return None
        return CreditLine(original_headline=(found[1] if (found := IN_TITLE_MARKS.fullmatch(value)) else value) or None)
    value = LEAVE.sub("", value.strip("。"))
    media = value.split("，")
    if (
        len(value) > LONGEST_SOURCE
        or not set("。！？!?").isdisjoint(value)
        or (len(media) > 1 and not all(map(is_organisation, media)))
        or (kind == "source" and text.rstrip().endswith("。") and _is_sentence(value))
    ):
        return None
    if kind == "source":
        value = SOURCE_DATE.sub("", value)
        if (both := SOURCE_AND_NAME.fullmatch(value)) and is_organisation(both["medium"]) and is_person(both["name"]):
            return CreditLine((Credit("reporter" if both["reporter"] else "author", both["name"]),), both["medium"])
        value = "" if NO_SOURCE.fullmatch(value) else value
        named = not value or announced or value[-1] in QUOTED or is_organisation(value) or ACCOUNT.search(value)
        whole = IN_BRACKETS.fullmatch(value) or IN_TITLE_MARKS.fullmatch(value)
        return CreditLine(source=(whole[1] if whole else value) or None) if named else None
    if kind == "note":
        return CreditLine() if announced and NOTE_VALUE.fullmatch(value) else None
    if kind == "picture":
        return (
            _picture_owner(value) if announced or (FUNCTION_CHARACTERS.isdisjoint(value) and not value.startswith("于")) else None
        )
    return CreditLine()


def _is_sentence(value: str) -> bool:
    """Whether what follows 来源： says something instead of naming a source (来源：是水从哪里来的意思)."""
    return value != "" and not (FUNCTION_CHARACTERS.isdisjoint(value) or value[-1] in QUOTED or is_organisation(value))


def _picture_owner(value: str) -> CreditLine:
    return CreditLine((Credit("photographer", value),)) if is_person(value) and not value.isascii() else CreditLine()


def _without_loose_brackets(value: str) -> str:
    """``value`` without unmatched brackets at its ends."""
    for opening, closing in ("（）", "()", "【】", "[]"):
        if value.endswith(closing) and opening not in value:
            value = value.rstrip(closing)
        if value.endswith(opening):
            value = value.rstrip(opening)
    return value.strip()
