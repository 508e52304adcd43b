"""Reads credits within text that stays: attached to a paragraph, in a caption, or as the opening of a dispatch."""

import re

from crawler.content.names import CALLINGS, HAN, is_medium, is_person
from crawler.content.patterns import regex
from crawler.content.scripts import as_printed, for_rules
from crawler.items import Credit
from pipelines._credits.bylines import list_of_people
from pipelines._credits.grammar import AGENCY, CLOSING_BRACKETS, SENTENCE_END
from pipelines._credits.lines import parse_credit_line
from pipelines._credits.said import CreditLine, Credits, in_either_script

GLUED = 60
"""Characters at either end of a paragraph in which an attached credit is found."""
LONGEST_CAPTION_CREDIT = 40

OPENING_BRACKETS = frozenset("（(【[〔［")
BRACKETS = regex(r"[（(【\[〔［]([^（()）【】\[\]〔〕［］]{2,50})[)）】\]〕］]")
LONGEST_DESCRIBED = 80
SHORT = 6
"""Characters at the beginning of a line that name the author, and end with that label."""
_CALLING = rf"(?:{'|'.join(CALLINGS)}|作家|诗人|编剧|研究生|秘书长|[主总]编|学会|大学|学院|研究[院所])"
_AUTHOR = r"[（(【]?(?:本文)?作者\s?(?:[：:|｜丨/]\s?)?"
DESCRIBED = regex(
    rf"{_AUTHOR}(?P<name>[{HAN}·]{{2,12}}?)(?:\s?(?:[，,（(\s]\s?[现系为是]{{0,2}}|[系为是])"
    rf"[^，,。：:（()）]{{2,30}}(?:[，,、][^，,。：:（()）]{{2,30}}){{0,2}})?{_CALLING}[）)】]?。?"
)
CALLED = regex(rf"{_AUTHOR}(?<=[：:|｜丨/\s])[^，,。：:（()）\s]{{2,20}}{_CALLING}\s?(?P<name>[{HAN}·]{{2,4}})[）)】]?。?")
"""The author with what the person is: behind the name (作者：王五，青山大学教授; 作者：王五教授), or before it."""
DESCRIPTION = regex(rf"(?<=[{HAN}]{{2}})\s?[（(\[【][^（()）\[\]【】：:/／|｜丨]{{2,30}}[)）\]】]")
"""Who somebody is, in brackets behind the name."""
BEFORE_OPENING_CREDIT = "电讯日息】)）]〕］"
DISPATCHED = frozenset("电讯")
"""Endings of the opening of a dispatch, behind which a name alone in brackets is the reporter's."""
REPORTED = regex(
    rf"[^。：:]{{2,20}}讯\s{{0,3}}(?P<line>[{HAN}]{{0,8}}记者\s?[{HAN}·]{{2,4}}(?:[、\s][{HAN}·]{{2,4}}){{0,3}}\s?报[道导])(?=[:：，,\s])"
)
"""The opening of a text with the reporter (本报讯 记者王五报道：)."""
PLACE_FIRST = regex(rf"[{HAN}]{{2,4}}[，,]\s?(?=\S{{0,4}}(?:记者|编辑))")
"""The location of an agency's reporter: 北京，记者 王五."""
TO_SENTENCE_END = regex(f".*[{SENTENCE_END}]", re.DOTALL)
NO_CREDIT = frozenset(("完", "图", "图文", "全文完", "本文完", "未完待续"))
DISPATCH = regex(
    rf"[【（(\[]?(?P<medium>(?:(?!记者)[{HAN}A-Za-z0-9+ ]){{1,12}}[社网报台家闻经端刊])\s?[{HAN}]{{0,8}}\s?"  # and the place
    r"(?:(?:\d{1,2}\s?月\s?)?\d{1,2}\s?日\s?)?"
    r"(?:(?:讯|电)(?=[\s】）)\](（,，:：\d])|消息(?=[:：\s】）]|(?<=日消息)|(?<=日 消息)))"
)
NOT_A_MEDIUM = regex(r"本[报网台社刊].*|据.*|.*(?:官网|互联网|网友)")
CAPTION_HINT = regex(r"摄|[图供]\s?[/／|｜丨:：]|拍摄|供图")
CODE = regex(r"(?<=[）)])1[01]\d[01]\d[0-3]\d$|\s1[01]\d年\d{1,2}月\d{1,2}日$")
"""The day in Taiwan's calendar, which an agency prints behind the editor (（编辑：秦小荷）1130410) and the photographer."""
CAPTION_EDGE = regex(r"[\s。，,；;（(|【〔△▲]")


@in_either_script
def glued_credits(text: str) -> CreditLine | None:
    """Read credits in brackets at the start of a paragraph, and in brackets or after the last sentence at its end, and the name
    of an author in a line that also says who that is (作者：王五，青山大学教授).

    Only the first and last 60 characters are examined; ``None`` if there are no credits. A medium's name (（第一财经）) at the
    end is the source; the names of two or more people (（黄伟 陈志奎）) are reporters.
    """
    lines: list[CreditLine] = []
    head = text[:GLUED]
    if "讯" in head or not OPENING_BRACKETS.isdisjoint(head):
        lines += _opening_credits(head)
    if "作者" in head[:SHORT] and len(text) <= LONGEST_DESCRIBED and (said := described_credits(text)):
        lines.append(said)
    if text[-1:] not in SENTENCE_END:
        lines += _closing_credits(CODE.sub("", text[-GLUED:].rstrip()))
    if not lines or not any(map(any, lines)):
        return None
    read = Credits()
    for line in lines:
        read.add(line)
    return read.as_line()


@in_either_script
def described_credits(text: str) -> CreditLine | None:
    """The credits of a line that also says who the people are: 作者：王五(教授)、李四(研究员); 作者：王五，青山大学教授."""
    said = DESCRIBED.fullmatch(text) or CALLED.fullmatch(text)
    if said and is_person(said["name"]):
        return CreditLine((Credit("author", said["name"]),))
    bare = DESCRIPTION.sub(" ", text)
    return parse_credit_line(bare) if bare != text else None


def _opening_credits(head: str) -> list[CreditLine]:
    lines: list[CreditLine] = []
    for match in BRACKETS.finditer(head):
        before = head[: match.start()].rstrip()
        if before and before[-1] not in BEFORE_OPENING_CREDIT and not is_medium(before):
            break
        said = parse_credit_line(PLACE_FIRST.sub("", match[1], count=1))
        if said is None and before[-1:] in DISPATCHED:
            said = parse_credit_line(match[0])
        if said:
            lines.append(said)
    if reported := REPORTED.match(head):
        lines += filter(None, [parse_credit_line(reported["line"])])
    return lines


def _closing_credits(tail: str) -> list[CreditLine]:
    lines: list[CreditLine] = []
    while tail and tail[-1] in CLOSING_BRACKETS:
        start = max(map(tail.rfind, OPENING_BRACKETS))
        inside, tail = tail[start + 1 : -1], tail[: max(start, 0)].rstrip()
        said = _in_closing_brackets(inside, tail)
        if said is None:
            return lines
        lines.append(said)
    if tail and tail[-1] not in SENTENCE_END:
        sentences = TO_SENTENCE_END.match(tail)
        if sentences and (said := parse_credit_line(tail[sentences.end() :])):
            lines.append(said)
    return lines


def _in_closing_brackets(inside: str, before: str) -> CreditLine | None:
    if said := parse_credit_line(inside) or described_credits(inside):
        return said
    if inside in NO_CREDIT:
        return CreditLine()
    if not before or before[-1] not in SENTENCE_END:
        return None
    if is_medium(inside):
        return CreditLine(source=inside)
    people = list_of_people(inside)
    return CreditLine(tuple(Credit("reporter", name) for name in people)) if people else None


def dispatch_source(text: str) -> str | None:
    """The medium that opens a text as its own (金山网讯, 【深圳商报讯】, 新华社北京8月9日电, 央视网消息：); never 据…报道."""
    head = text[:GLUED]
    plain = for_rules(head)
    match = DISPATCH.match(plain) if "讯" in plain or "电" in plain or "消息" in plain else None
    medium = match["medium"].strip() if match else ""
    return as_printed(medium, plain, head) if is_medium(medium) and not NOT_A_MEDIUM.fullmatch(medium) else None


def caption_credits(caption: str) -> list[Credit]:
    """The photographers named at the end of a caption (新华社记者 李四 摄; 图/李四); picture agencies do not count."""
    if not CAPTION_HINT.search(for_rules(caption)):
        return []
    tail = AGENCY.sub("", CODE.sub("", caption)).rstrip(" )）。】〕")[-LONGEST_CAPTION_CREDIT:]
    for start in [0, *(edge.end() for edge in CAPTION_EDGE.finditer(tail))]:
        if said := parse_credit_line(tail[start:]):
            return [credit for credit in said.credits if credit.role == "photographer"]
    return []
