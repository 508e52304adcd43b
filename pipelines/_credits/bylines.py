"""Parses by-lines: who is credited with what."""

from itertools import chain

from crawler.content.dates import is_counted
from crawler.content.names import NOBODY, SPACED_NAME, is_organisation, is_pen_name, is_person
from crawler.content.patterns import regex
from crawler.items import Credit, Role
from pipelines._credits.grammar import (
    ANNOUNCING_MARKS,
    BYLINE_MARKS,
    LONG_NAME_MARKS,
    NOTE,
    OTHER_ROLE,
    PERSONAL_ROLES,
    PROVENANCE,
    ROLES,
    SIGNED_ROLES,
    STAFF_CODE,
    TITLES,
    TOKENS,
)
from pipelines._credits.runs import Run, runs_of

_AND = regex("[和与]")


def list_of_people(text: str) -> list[str]:
    """The names in a bare list of two or more people (黄伟 陈志奎); empty for any other text."""
    names = [name for name in TOKENS.split(SPACED_NAME.sub(r"\1\2\3\4", text))[::2] if name]
    return names if len(names) > 1 and all(map(is_person, names)) else []


def parse_byline(text: str, pen_names: bool = False) -> list[Credit] | None:
    """The credits in ``text`` (文 | 王五 编辑 | 赵六); ``None`` if it contains anything but labels and names.

    With ``pen_names``, the line is certainly a by-line, so that any name may be a signature. Where several labels with marks are
    followed by names, any of these may be pen names (排版：阿七 校对：小荷).
    """
    read: list[Credit] = []
    runs = runs_of(text.rstrip("。 "))
    is_signed = sum(run.mark in ANNOUNCING_MARKS and bool(run.names) for run in runs) > 1
    for run in runs:
        said = _credits_of(run, pen_names, is_signed)
        if said is None:
            return None
        read += said
    return read


def _credits_of(run: Run, pen_names: bool, is_signed: bool) -> list[Credit] | None:
    """The credits in ``run``; ``None`` if one of its words is not a name, or if there are names without a label."""
    roles = _roles([label.word for label in run.labels] + run.labels_after)
    names = [name for name in run.names if not NOTE.fullmatch(name)]
    if not names and run.labels:
        if run.names and all(map(NOBODY.fullmatch, run.names)):
            return []
        return [] if run.labels[-1].marked_after and roles == ["editor"] else None  # the name was left out
    credited = _credited_names(names, run, roles, pen_names, is_signed)
    together = not run.mark and not run.labels_after and all(label.word not in TITLES for label in run.labels)
    if credited is None or (credited and together and roles != ["editor"]):
        return None
    return [Credit(role, name) for name in credited for role in roles]


def _joined(name: str) -> list[str]:
    """The two names in 王小五和李小四; a name alone is not parted (李和平)."""
    both = _AND.split(name)
    return both if len(both) == 2 and all(map(is_person, both)) and not is_person(name, 4) else [name]


def _roles(labels: list[str]) -> list[Role]:
    titles = [TITLES[word] for word in labels if word in TITLES]
    roles = [role for word in labels if word not in TITLES for role in ROLES.get(word, OTHER_ROLE)]
    if titles:
        roles = [titles[0] if role in ("author", "reporter") else role for role in roles] or titles[:1]
    return list(dict.fromkeys(roles))


def _credited_names(names: list[str], run: Run, roles: list[Role], pen_names: bool, is_signed: bool) -> list[str] | None:
    """The people in ``names``, otherwise the organisations if the role is one that they can have; ``None`` if one is neither."""
    mark = run.mark
    signed = mark in BYLINE_MARKS or (mark in ANNOUNCING_MARKS and (is_signed or not SIGNED_ROLES.isdisjoint(roles)))
    longest = 4 if mark in LONG_NAME_MARKS and "photographer" not in roles else 3
    people: list[str] = []
    organisations: list[str] = []
    for name in chain.from_iterable(map(_joined, names)):
        if is_person(name, longest):
            people.append(name)
        elif is_organisation(name):
            organisations.append(name)
        elif (
            ((people or roles == ["editor"]) and STAFF_CODE.fullmatch(name))
            or ("photographer" in roles and PROVENANCE.fullmatch(name))
            or (people and is_counted(name))
        ):
            continue
        elif signed and is_pen_name(name, any_words=pen_names):
            people.append(name)
        else:
            return None
    if organisations and not people and mark not in ANNOUNCING_MARKS and not run.labels_after and roles:
        return None  # 记者观察 and 图片新闻 are columns
    return people or (organisations if roles and PERSONAL_ROLES.isdisjoint(roles) else [])
