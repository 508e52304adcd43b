"""The grammar of credit lines: which words announce whom, and how names follow or precede them.

A line is a row of segments. A *free* label (来源, 原标题, 题图来自) takes the text up to the next label as it is printed.
Between free labels stand *by-lines*: labels and names, the label before the names (文 | 王五) or after them (王五 / 摄).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

from crawler.items import Credit, Role
from pipelines._person_names import FUNCTION_CHARACTERS, HAN, SPACED_NAME, is_organisation, is_pen_name, is_person

Free = Literal["source", "headline", "picture", "account"]

FREE_LABELS: dict[Free, str] = {
    "headline": "原标题 原文标题",
    "source": "来源 文章来源 本文来源 信息来源 新闻来源 稿件来源 内容来源 转自 转载自 稿源 本文来自 文章来自 本文转自 "
    "微信公众号 公众号 公号",
    "picture": "题图来自 头图来自 封面图来自 封面来自 配图来自 图片来自 题图来源 头图来源 封面来源 封面图来源 图片来源 "
    "图源 题图 头图 封面图 首图",
    "account": "ID 微信ID 微信号",
}
ROLE_LABELS: dict[Role, str] = {
    "author": "文 作者 撰文 撰稿 执笔 文字 本文作者 原作者",
    "reporter": "采写 采访 采编 报道",
    "photographer": "图 摄 摄影 摄像 拍摄 图片 配图 供图 头图摄影 题图摄影 封面摄影 摄影记者",
    "editor": "编辑 责任编辑 责编 美编 主编 副主编 总编辑 编 编排",
    "translator": "翻译 编译 译 译者",
    "illustrator": "图表 制图 漫画 插画 插图 设计 美术 绘 绘图 海报",
    "producer": "监制 出品 出品人 策划 总策划 统筹 制片人 制作人",
    "contributor": "校对 审核 审校 审读 排版 终审 初审 复审 编审 剪辑 配音 运营 整理",
}
JOINT_LABELS: dict[str, tuple[Role, ...]] = {
    "文图": ("author", "photographer"),
    "图文": ("author", "photographer"),
    "摄影报道": ("reporter", "photographer"),
}
TITLES: dict[str, Role] = {
    "记者": "reporter",
    "实习生": "reporter",
    "通讯员": "correspondent",
    "撰稿人": "author",
    "评论员": "author",
    "专栏作者": "author",
    "特约作者": "author",
}
"""Who somebody is. A title names the role of its own only where no other label does: 记者 王五 摄 is a photographer."""

AFTER_THE_NAME = frozenset(
    ("文", "图", "摄", "摄影", "摄影报道", "文图", "图文", "供图", "编译", "译", "绘", "制图", "报道", "整理", "采写")
)
TOGETHER_WITH_THE_NAME = frozenset(("摄", "摄影", "摄影报道"))
"""Labels that are written together with a name without a title (王五摄; but 高铁报道 is no by-line)."""
BYLINE_MARKS = frozenset("|｜丨·•")
"""Marks that nothing but a by-line puts after such a word: any signature may follow."""

SIGNED_ROLES: frozenset[Role] = frozenset({"author", "editor"})
"""Roles under which people sign with other than their own names (文/巴九灵, 编辑：阿七)."""
PERSONAL_ROLES: frozenset[Role] = frozenset({"reporter", "correspondent", "photographer"})
"""Roles that an organisation never has: what stands there is its people's medium, or the owner of a picture."""

LONG_NAME_MARKS = BYLINE_MARKS | {" "}
"""What stands before names of four characters; 记者：何时开始 is a question."""

ROLES: dict[str, tuple[Role, ...]] = JOINT_LABELS | {
    word: (role,) for role, words in ROLE_LABELS.items() for word in words.split()
}
FREE: dict[str, Free] = {word: kind for kind, words in FREE_LABELS.items() for word in words.split()}


MARKS = "：:/／|｜丨"
ANNOUNCING_MARKS = frozenset(MARKS)
EDGE = rf"\s{MARKS}、，,；;（）()【】\[\]〔〕·•"
SENTENCE_END = "。！？!?…”"
LONG_WORDS = "|".join(sorted((word for word in [*ROLES, *TITLES] if len(word) > 1), key=len, reverse=True))
SHORT_WORDS = "".join(word for word in ROLES if len(word) == 1 and word != "摄")
FREE_WORDS = "|".join(sorted(FREE, key=len, reverse=True))
FIRST_CHARACTERS = "".join(sorted({word[0] for word in [*ROLES, *TITLES, *FREE]}))

TOKENS = re.compile(
    rf"((?=[{FIRST_CHARACTERS}])"  # labels; 李四摄 is written together
    rf"(?:{LONG_WORDS}|摄(?![^{EDGE}])|(?<![^{EDGE}])[{SHORT_WORDS}](?![^{EDGE}]))"
    rf"|[{MARKS}]|(?<![A-Za-z.])\s+|\s+(?![A-Za-z])|[、，,；;（）()【】\[\]〔〕_&＆]+)"  # John Smith is one name
)
SEGMENT_START = re.compile(
    rf"(?=[{FIRST_CHARACTERS}])(?:"
    rf"(?<![^{EDGE}。自])(?P<free>{FREE_WORDS})(?:\s?(?P<mark>[{MARKS}])|(?<=自)(?=\S)|(?<=[自源])\s)\s*"
    rf"|(?:{LONG_WORDS}|(?<=\s)[{SHORT_WORDS}])(?=\s?[{MARKS}]))"
)
HINT = re.compile(rf"{LONG_WORDS}|{FREE_WORDS}")  # literals only, which are searched for by their first characters
SHORT_HINT = re.compile(rf"[{SHORT_WORDS}摄](?![^{EDGE}])")
LABEL_FIRST = re.compile(rf"[【（(\[]?(?:本文来自|(?:{LONG_WORDS}|{FREE_WORDS}|[{SHORT_WORDS}摄])\s?[{MARKS}])")
BRACKETED_NAMES = re.compile(r"[（(]([^（()）]{5,30})[）)]")
STAFF_CODE = re.compile(r"[A-Z]{0,4}\d{1,8}|[A-Z]{2}")
PREFIX = re.compile(rf"[{HAN}A-Za-z0-9+《》]{{1,14}}")
INTERN = re.compile(r"[（(](?:实习生?|见习)[）)]")
NOTE = re.compile(r"我?要?纠错|等|完|[^，。]{0,12}授权(?:发布|转载)")
PROVENANCE = re.compile(r"(?:.{0,12}(?:截图|网络|提供|资料图?|授权|受访者))|Unsplash|Pexels|Pixabay")
SOURCE_DATE = re.compile(r"\s?\d{4}[-/.年]\d{1,2}[-/.月]\d[\d日 :：]*$")
CLOSING_BRACKETS = frozenset("）)】]〕")
ORNAMENTS = " ·•—-－.“”\"'\u3000\xa0"
LONGEST_LINE = 140
LONGEST_SOURCE = 40


@dataclass(slots=True)
class Credits:
    """What credit lines say: who did what, who the text was taken from, and the title that it had there."""

    credits: list[Credit] = field(default_factory=list)
    source: str | None = None
    original_headline: str | None = None

    def add(self, other: "Credits") -> None:
        """Take over what ``other`` says and this does not; changes this object."""
        self.credits += [credit for credit in other.credits if credit not in self.credits]
        self.source = self.source or other.source
        self.original_headline = self.original_headline or other.original_headline


@dataclass(slots=True)
class _Label:
    word: str
    before: str  # what parts it from the word before: a mark, a space or nothing
    marked_after: bool = False


@dataclass(slots=True)
class _Run:
    """Labels in a row with the names that follow them, and the labels that stand after those."""

    labels: list[_Label] = field(default_factory=list)
    mark: str = ""
    names: list[str] = field(default_factory=list)
    labels_after: list[str] = field(default_factory=list)


def parse_credit_line(text: str) -> Credits | None:
    """Read a line that is nothing but credits (来源：交汇点 责任编辑：王五); ``None`` for any other text.

    What is credited to no person (图／视觉中国) or to nobody (责任编辑：) is a credit line that says nothing.
    """
    line = text.strip()
    if not 1 < len(line) <= LONGEST_LINE:
        return None
    if line[0] in "（(" and (names := BRACKETED_NAMES.fullmatch(line)) and (people := list_of_people(names[1])):
        return Credits([Credit("reporter", name) for name in people])
    if (line[-1] in SENTENCE_END and not LABEL_FIRST.match(line)) or not (HINT.search(line) or SHORT_HINT.search(line)):
        return None
    read = Credits()
    for kind, value, announced in _segments(line):
        said = _byline(value) if kind == "byline" else _free_value(kind, value, announced)
        if said is None:
            return None
        read.add(said)
    return read


def list_of_people(text: str) -> list[str]:
    """The names in a bare list of two or more people (黄伟 陈志奎); empty for any other text."""
    names = [name for name in TOKENS.split(SPACED_NAME.sub(r"\1\2", text))[::2] if name]
    return names if len(names) > 1 and all(map(is_person, names)) else []


def _segments(line: str) -> Iterator[tuple[Free | Literal["byline"], str, bool]]:
    """The parts of a line: what they are, their text, and whether a mark announced it."""
    kind: Free | Literal["byline"] = "byline"
    start, announced = 0, True
    for match in SEGMENT_START.finditer(line):
        if match["free"]:
            yield kind, line[start : match.start()], announced
            kind, start, announced = FREE[match["free"]], match.end(), match["mark"] is not None
        elif kind != "byline" and (kind != "headline" or line[match.start() - 1].isspace()):
            yield kind, line[start : match.start()], announced
            kind, start, announced = "byline", match.start(), True
    yield kind, line[start:], announced


def _free_value(kind: Free, text: str, announced: bool) -> Credits | None:
    value = _without_loose_brackets(text.strip(" \u3000\xa0，,；;|｜丨/"))
    if kind == "headline":
        return Credits(original_headline=value or None)
    value = value.strip("。")
    if (
        len(value) > LONGEST_SOURCE
        or not set("。！？!?").isdisjoint(value)
        or ("，" in value and not all(map(is_organisation, value.split("，"))))
    ):
        return None
    if kind == "picture":
        is_name = announced or (FUNCTION_CHARACTERS.isdisjoint(value) and not value.startswith("于"))
        return Credits([Credit("photographer", value)] if is_person(value) and not value.isascii() else []) if is_name else None
    if kind == "account":
        return Credits()
    return (
        Credits(source=SOURCE_DATE.sub("", value) or None)
        if not value or announced or is_organisation(value) or "公众号" in value
        else None
    )


def _without_loose_brackets(value: str) -> str:
    """``value`` without brackets at its ends whose other half is not in it."""
    for opening, closing in ("（）", "()", "【】", "[]"):
        if value.endswith(closing) and opening not in value:
            value = value.rstrip(closing)
        if value.endswith(opening):
            value = value.rstrip(opening)
    return value.strip()


def _byline(text: str) -> Credits | None:
    runs = _runs(text.rstrip("。 "))
    _give_labels_to_names_before(runs)
    read = Credits()
    for run in runs:
        said = _credits_of(run)
        if said is None:
            return None
        read.add(Credits(said))
    return read


def _tokens(text: str) -> Iterator[tuple[Literal["label", "mark", "gap", "name"], str]]:
    """Split a by-line. What is written together with a label and can belong to it (首席, 羊城晚报全媒体) is left out."""
    pieces = TOKENS.split(SPACED_NAME.sub(r"\1\2", INTERN.sub(" ", text)))
    for piece, separator in zip(pieces[::2], [*pieces[1::2], ""], strict=True):
        name, is_label = piece.strip(ORNAMENTS), separator in ROLES or separator in TITLES
        belongs = is_label and _is_prefix(name)
        if name and not belongs:
            yield "name", name
        elif piece and not name:
            yield "mark", piece.strip() or " "
        if separator:
            yield "label" if is_label else "mark" if separator in MARKS else "gap", separator


def _is_prefix(word: str) -> bool:
    free_of_grammar = FUNCTION_CHARACTERS.isdisjoint(word) or is_organisation(word)
    return free_of_grammar and PREFIX.fullmatch(word) is not None and not is_person(word)


def _runs(text: str) -> list[_Run]:
    runs, before = [_Run()], ""
    for kind, word in _tokens(text):
        run = runs[-1]
        if kind == "label":
            _add_label(runs, word, before)
        elif kind == "name":
            run.names.append(word)
        elif run.labels and not run.names:
            run.labels[-1].marked_after |= kind == "mark"
            run.mark = word if kind == "mark" else run.mark or " "
        if kind == "gap" and not CLOSING_BRACKETS.isdisjoint(word):
            runs.append(_Run())
        before = word if kind == "mark" else (before or " ") if kind == "gap" else ""
    return runs


def _add_label(runs: list[_Run], word: str, before: str) -> None:
    run = runs[-1]
    if word in TITLES and all(map(is_organisation, run.names)):
        run.names.clear()  # the medium that the title belongs to: 人民日报 记者 王五
    elif run.names:
        runs.append(run := _Run())
    if run.labels and before in ANNOUNCING_MARKS:  # 文/图: what holds for the one holds for both
        run.labels[-1].marked_after = False
        before = run.labels[-1].before
    run.labels.append(_Label(word, before))


def _give_labels_to_names_before(runs: list[_Run]) -> None:
    """Move labels that stand after their names (王五 / 摄) to the run of those names."""
    line_ends_with_label = not runs[-1].names
    for before, run in pairwise(runs):
        titled = any(label.word in TITLES for label in before.labels)
        free = before.names and all(label.word in TITLES for label in before.labels)
        while free and run.labels and _belongs_before(run.labels[0], titled, line_ends_with_label):
            before.labels_after.append(run.labels.pop(0).word)


def _belongs_before(label: _Label, titled: bool, line_ends_with_label: bool) -> bool:
    if label.word not in AFTER_THE_NAME or label.marked_after:
        return False
    apart = bool(label.before) or titled or label.word in TOGETHER_WITH_THE_NAME
    return label.before in ANNOUNCING_MARKS or (line_ends_with_label and apart)


def _credits_of(run: _Run) -> list[Credit] | None:
    """Who is credited in ``run``; ``None`` when one of its words is no name, or when names stand there without a label."""
    roles = _roles([label.word for label in run.labels] + run.labels_after)
    names = [name for name in run.names if not NOTE.fullmatch(name)]
    if not names and run.labels:
        return (
            []
            if run.labels[-1].marked_after and all(label.word in ROLES and len(label.word) > 1 for label in run.labels)
            else None
        )
    credited = _credited_names(names, run.mark, roles)
    together = not run.mark and not run.labels_after and all(label.word not in TITLES for label in run.labels)
    if credited is None or (credited and together and roles != ["editor"]):
        return None
    return [Credit(role, name) for name in credited for role in roles]


def _roles(labels: list[str]) -> list[Role]:
    titles = [TITLES[word] for word in labels if word in TITLES]
    roles = [role for word in labels if word in ROLES for role in ROLES[word]]
    if titles:
        roles = [titles[0] if role in ("author", "reporter") else role for role in roles] or titles[:1]
    return list(dict.fromkeys(roles))


def _credited_names(names: list[str], mark: str, roles: list[Role]) -> list[str] | None:
    """The people in ``names``, else the organisations where the role is one that they can have; ``None`` if one is neither."""
    signed = mark in BYLINE_MARKS or (mark in ANNOUNCING_MARKS and not SIGNED_ROLES.isdisjoint(roles))
    longest = 4 if mark in LONG_NAME_MARKS and "photographer" not in roles else 3
    people: list[str] = []
    organisations: list[str] = []
    for name in names:
        if is_person(name, longest):
            people.append(name)
        elif is_organisation(name):
            organisations.append(name)
        elif (people and STAFF_CODE.fullmatch(name)) or ("photographer" in roles and PROVENANCE.fullmatch(name)):
            continue
        elif signed and is_pen_name(name):
            people.append(name)
        else:
            return None
    return people or (organisations if roles and PERSONAL_ROLES.isdisjoint(roles) else [])
