"""What a page prints between headline and text: the date, the authors and the source."""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from crawler.content.english_bylines import AFTER_NAMES, BESIDE, people_in
from crawler.content.names import NOBODY, PROVINCES, is_medium, is_organisation, is_pen_name, is_person
from crawler.content.patterns import regex
from crawler.content.plain_text import without_invisible
from crawler.content.scripts import for_rules
from crawler.platforms.web.byline_dates import DATE, LONGEST, read_dates

_WORDS = (
    r"(?:更新|发布|发表)于?|(?:分享|转发|推荐(?!文章))|[【\[]?(?:打印|列印|收藏|纠错|举报|关闭|复制链接|手机看新闻|我要评论|(?:暂无)?(?:网友)?评论|点赞)(?:本页|窗口)?[\]】]?"
    r"|微信|微博|[Qq][Qq](?:空间|好友)?|Qzone|原创|转载|参与(?:互动|评论)|听新闻|手机(?:免费)?访问|随时随地看新闻|[【\[]转载[】\]]|我有话说|(?:我来)?说两句|跟[贴帖]|字号"
)
_COUNT = r"[\d,.]{1,10}\s?[万wWkK]?"
_CONTROLS = regex(
    rf"(?<![\w：:])(?<![：:]\s)(?:(?:{_WORDS})\s?){{1,8}}(?![\w“])"
    r"|(?:最后|首次|最新)(?:更新|发布|发表)(?:时间|日期|于)?[：:]?|(?:更新|发布|发表)(?:时间[：:]?|日期[：:]?|于?[：:])|(?:分享|转发|推荐)[到至给][：:]?"
    r"|(?:小|大|超大|标准|中)?字[号体级](?:[：:]?\s?[\[【]?\s?(?:A[+-]?|[大中小]|超大|标准)\s?){0,5}|[缩放][小大]字体"
    rf"|有?{_COUNT}\s?(?:人参与|[条则]?评论|条跟[贴帖]|阅读|次?浏览|人浏览|次阅读|人气)|(?<=\s)条评论"
    r"|评论\s?\d{1,7}\s?[条则]|\[\s?\d{4,12}\s?\](?:\s?\d{4,12})?"
    rf"|(?:阅读|浏览|点击|点阅|观看|访问|(?:网友)?评论|人气)(?:次数|量|数)?\s?(?:[：:]\s?(?:{_COUNT}|loading)?|[（(\[]\s?(?:{_COUNT})?\s?[)）\]]|{_COUNT})次?"
)
_NOISE = regex(
    r"(?:最后|首次|最新)?(?:发布|发表|刊发|更新|编辑|修改|来自|发自|于|时间|日期)?(?:于|时间|日期)?[：:]?|正文|[+＋]?\s?关注(?:我们|新华网)?|原创|首页"
    r"|(?:下载|打开|登录|扫码|分享|收藏|来自|发布于|关注)\S{0,8}|最新推荐文章于?"
    r"|(?:Last\s)?(?:Updated|Published|Posted|Reviewed|Modified|Edited|Follow)(?:\son)?:?"
    r"|\d{1,3}[ -]min(?:ute)?s?\.?(?:\s[a-z]{3,9}){0,2}"
)
"""Words between date and names that are not names."""
_FROM = regex(r"^(?:出[处處自]|[来來]自)\s?(?:[：:]|(?=[\[【《]))|^[来來]源[于於]\s?[：:]?\s?")
"""Another label of the source, which in a text is that of a quotation."""
_TAKEN = regex(r"^(?:本文|文章)(?:来源|来自|转自|摘自)于?[：:]?")
_EDGES = " \u3000\xa0,，:：-—"
_PLACE = regex(rf"(?<=[^\s：:])\s{{1,9}}(?:(?:IP属地\s?[：:]?\s?)?(?:{'|'.join(PROVINCES)})|\d[\d.]{{0,9}}[万wWkK]\+?)$")
"""The location of the account that published a page (``来源：渡口报 北京``), or how often that was read (``1.1w``)."""
_BOXED = regex(r"(?:[□■◎◆●]\s?(?=\S{2,4}$)|Author, )(?P<name>\S.{1,40})")
"""Who wrote a text on a line of its own, in newspapers and on pages that are read aloud (``□ 秦小荷``, ``Author, 秦小荷``)."""
_POSTER = regex(r"(?P<name>[A-Za-z][\w.-]{2,19})\s{1,3}[发發][布佈表][于於]\s?[:：]?\s?(?=\d)")
"""Who posted a text on a blog, by the name of an account, before the date; other words there may be those of a column."""
_BY = regex(
    r"(?:(?:(?:this (?:post|article|story) (?:was|is) )?written|words|posted|reported|(?P<other>reviewed)|story|text)\s+by"
    r"|by|author)\s*:?\s+(?P<names>\S.{1,80})",
    re.IGNORECASE,
)
_NO_LABEL = "".join(
    rf"(?<!\b{label}{space})"
    for label in ["文", "图", "摄", "作者", "记者", "编辑", "撰文", "摄影", "来源"]
    for space in ("", r"\s")
)
_BEFORE_DATE = r"\s(?=(?:Updated|Published|Posted|Reviewed|Modified|Edited|Follow|Last)\b)"
_PIECES = regex(
    rf"\s{{2,}}|{_BEFORE_DATE}|\s(?=[\u4e00-\u9fff]{{2,8}}[：:]|出[处處自][\[【《])|{_NO_LABEL}[|｜丨]|(?<![\u4e00-\u9fff])(?<![·•\s：:\u4e00-\u9fff][A-Z])[·•]|[·•](?![\u4e00-\u9fff]|[A-Z][·•])"
)
"""What separates the parts of a byline; not a bar between a label and the name, nor a dot in a name (约翰·史密斯, J·K·罗琳)."""
_LABEL = regex(r"[\u4e00-\u9fff \u3000]{2,10}[：:]|(?:Written |Posted )?[Bb]y:")
"""A label, perhaps in a cell or on a line of its own."""
_SIGNED = regex(r"作者\s?[：:]\s?(?P<name>\S{2,20})")
_ENDS = regex(rf"{BESIDE}|(?<=\d)\s(?=by\s[A-Z])|\s*[–—]\s*|\s{{2,}}|\s(?=Reviewed\b)|(?<=\S)\s(?:{AFTER_NAMES})")
_NAME = regex(r"[A-ZÀ-Þ][\w'’.-]*(?:\s+(?:[a-z]{2,3}\s+){0,2}[A-ZÀ-Þ][\w'’.-]*){1,4}")

_AND = regex(r"\s?[、，,]\s?|(?<=[\u4e00-\u9fff])\s|\s(?=[\u4e00-\u9fff])")
"""What stands between names, which in Latin letters have spaces of their own."""
_IMPRINT = regex(r"《(?P<medium>[^《》]{2,12})》\s?[（(]\s?(?=(?:19|20)\d\d年)")
"""The paper before the day on which it printed a text, and the page."""

_NAME_ALONE, _MOST_NAMES, _COLUMN = 3, 4, 2
_COLONS = ("：", ":")


class Byline(NamedTuple):
    """A byline. ``date`` is the first date not marked as a change, ``changed`` the first one that is, both as printed. ``lines``
    hold the rest, without controls, as credit lines; ``authors`` are the names in English bylines, and those
    that only a label tells from other words (作者：江边的猫)."""

    date: str | None = None
    changed: str | None = None
    lines: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    in_script: str | None = None
    """A date that the page prints only by script."""
    made_by: tuple[str, ...] = ()
    """Names that a script has for those who made the text."""
    unlike: str | None = None
    """The only date, if it has no year or is in a form that few pages use."""


def read_byline(lines: Iterable[str]) -> Byline:
    """Parse the ``lines`` next to a headline."""
    given = (_POSTER.sub(r"作者：\g<name>  ", without_invisible(line)) for line in lines if len(line) <= LONGEST)
    said = list(_whole(_BOXED.sub(r"作者：\g<name>", line) if _BOXED.fullmatch(line) else line for line in given))
    dates = read_dates(said)
    rest = dict.fromkeys(credit for line in [*_signatures(said), *said] for credit in _credits(line))
    signed = (found["name"] for line in rest if (found := _SIGNED.fullmatch(line)) and _is_pen_name(found["name"]))
    authors = dict.fromkeys([*_english(said), *signed])
    return Byline(dates.published, dates.changed, tuple(rest), tuple(authors), unlike=dates.unlike)


def _whole(lines: Iterable[str]) -> Iterator[str]:
    """Yield lines, a label that is alone on one with what follows it."""
    label = ""
    for line in lines:
        if label and _LABEL.match(line):
            yield label
            label = ""
        label, line = "", line if line.endswith("。") else label + line
        if _LABEL.fullmatch(line):
            label = f"{line} " if line.isascii() else line
        else:
            yield line


def _signatures(lines: list[str]) -> Iterator[str]:
    """Yield the names that are alone on the line before the date, as credit lines. Names of two characters are left out unless
    there are several, because columns are called like them (文史)."""
    for line, following in pairwise(lines):
        names = _AND.split(for_rules(line))
        are_names = len(line) >= _NAME_ALONE and 0 < len(names) <= _MOST_NAMES and all(map(is_person, names))
        if are_names and not line.isascii() and DATE.search(following):
            yield f"作者：{'、'.join(_AND.split(line))}"


def _credits(line: str) -> list[str]:
    """The parts of a line but its date. If it has a date, names without a label get a label for a source or an author."""
    parts = DATE.split(_IMPRINT.sub(r"  来源：\g<medium>  ", line))[:: DATE.groups + 1]
    pieces = [piece for part in parts for piece in _PIECES.split(_without_controls(part)) if not piece.endswith(_COLONS)]
    pieces = [_PLACE.sub("", _trimmed(piece)) for piece in pieces]
    said = [_FROM.sub("来源：", piece) for piece in pieces if not _NOISE.fullmatch(for_rules(piece))]
    if len(parts) > 1:
        said = [named for piece in said for named in _named(piece)]
    together = " ".join(said)
    return [each for each in [*said, "" if len(said) < 2 or together.isascii() else together] if each]


def _without_controls(part: str) -> str:
    """``part`` with gaps in place of controls and counts."""
    plain, kept, at = for_rules(part), [], 0
    for control in _CONTROLS.finditer(plain):
        kept.append(part[at : control.start()])
        at = control.end()
    return "  ".join([*kept, part[at:]])


def _trimmed(piece: str) -> str:
    """Return a part of a line without separators at its ends, nor a quotation mark there that has no other."""
    piece = piece.strip(_EDGES)
    return piece if piece.count("“") == piece.count("”") and piece.count('"') != 1 else piece.strip(f'{_EDGES}“”"')


def _named(piece: str) -> list[str]:
    """Return a part of a line with a date with the label that it needs: a medium and people, each with its own; a column of two
    characters may stand before them."""
    medium, *people = piece.split()
    if len(medium) == _COLUMN and len(people) > 1:
        medium, *people = people
    if (
        people
        and is_medium(for_rules(medium))
        and all(len(name) >= _NAME_ALONE and is_person(for_rules(name)) for name in people)
    ):
        return [_labelled(medium), f"作者：{'、'.join(people)}"]
    return [_labelled(piece)]


def _labelled(piece: str) -> str:
    piece = _TAKEN.sub("", piece)
    if not 2 <= len(piece) <= 20:
        return piece
    plain = for_rules(piece)
    if is_medium(plain) or (is_organisation(plain) and len(plain) > 3):
        return f"来源：{piece}"
    return f"作者：{piece}" if is_person(plain) and not plain.isascii() else piece


def _is_pen_name(name: str) -> bool:
    return is_pen_name(name, any_words=True) and not NOBODY.fullmatch(name)


def _english(lines: list[str]) -> list[str]:
    """Return the names in English bylines; who reviewed the text counts only if nobody wrote it."""
    pieces = [[piece.strip() for piece in _ENDS.split(DATE.sub("|", line))] for line in lines]
    found = [by for each in pieces if (by := next(filter(None, map(_BY.match, each)), None))]
    names = [name.strip(" .-–") for by in [by for by in found if not by["other"]] or found for name in people_in(by["names"])]
    return [latin[0] if (latin := _NAME.match(name)) else name for name in names if _NAME.match(name) or is_person(name)]
