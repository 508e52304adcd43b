"""The names of people in bylines, most of them English ones, with what is printed beside them."""

import re
from collections.abc import Iterator

from crawler.content.names import HAN, LATIN_PERSON, is_person, without_description
from crawler.content.patterns import regex

_DEGREE = r"(?:Ph\.?D|M\.?D|Jr|Sr|MBA|RD|RN|CPA|Esq)\b\.?\s{0,9}(?:[,;&(|]|$|and\b)"
_AND = regex(
    rf"\s{{0,9}}[;；、&|/](?!\s{{0,9}}{_DEGREE})\s{{0,9}}(?:(?:and|with)\s)?|(?:\s{{0,9}}[,，])?\s{{1,9}}(?:and|with)\s{{1,9}}",
    re.IGNORECASE,
)
_COMMA = regex(rf"\s{{0,9}}[,，](?!\s{{0,9}}{_DEGREE})\s{{0,9}}", re.IGNORECASE)
"""What stands between two names; a comma also between a name and what somebody is."""
_AND_ELSEWHERE = regex(r"\s(?:og|och|ja|und|en|et|y|e|i|a|и|і|та|ve|và|dan|oraz|și|és|και|및)\s|と|および|及び")
"""The same in other languages, where it may also be part of a name."""
_NAME_IN_HAN = regex(rf"[{HAN}]{{3,6}}|[가-힣]{{2,4}}")
_APART = regex(rf"(?<=[{HAN}])\s(?=[{HAN}])")
_WORK = (
    r"(?:(?:staff|senior|chief|special|contributing|associate|assistant|deputy|managing|executive|business|political|sports|news)"
    r" ){0,3}(?:writer|reporter|correspondent|editor(?:-at-large)?|columnist|contributor|journalist|producer|photographer|analyst"
    r"|intern)s?"
)
_ALONE = regex(_WORK, re.IGNORECASE)
"""What somebody is, in place of the name: Staff Writer."""
_STAFF = regex(r"(?:[\w.'’&-]{1,30} ){0,3}(?:staff(?: (?:writer|reporter)s?)?|team|newsroom|desk)", re.IGNORECASE)
"""Who wrote a text together: Ferry Times Staff."""
_CALLED = regex(rf"(?<!\bThe)\s(?=[A-Z])(?i:{_WORK})$")
"""The same behind the name, without a comma."""
_WORKS = regex(rf"(?:[\w.'’&-]{{1,30}} ){{0,4}}{_WORK}(?: (?:at|for|of) .{{1,60}})?", re.IGNORECASE)
"""The same behind a comma: Ferry Times political reporter, Senior Analyst at Ferry."""
_POSITION = regex(
    r"(?:[\w.'’&-]{1,30} ){0,4}(?:director|manager|president|(?:co-?)?founder|officer|C[A-Z]O|head|partner|professor|lecturer"
    r"|fellow|researcher|scientist|engineer|consultant|specialist|strategist|(?:psycho|nutrition)[a-z]*ist|dietitian|attorney"
    r"|blogger)(?: (?:at|for|of) .{1,60})?",
    re.IGNORECASE,
)
"""Other work, which only behind a comma is told from a name."""
_MOST_SPACES = 5
_PICTURED = regex(r".{0,60}[（(][^（()）]{0,20}(?:photo|image|摄影|攝影)[^（()）]{0,20}[)）]?", re.IGNORECASE)
"""Who took the pictures."""
_TITLE = regex(rf"[{HAN}]{{0,4}}(?:记者|编辑|作者|通讯员|撰稿人|评论员)")
AFTER_NAMES = (
    r"\b(?:on\s)?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b"
    r"|\b(?:Updated|Published|Posted|Last|Reviewed|Modified|Edited|Follow|Read|Written|Email|Contact|View)\b"
    r"|\s[-–—|•·@/]\s|\s?[<(（]?[\w.+-]{1,64}@[\w-]{1,63}\.|\s[Oo]n\s|\b(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?\s\d"
)
"""What follows the names in a byline: a day, a button, an address."""
BESIDE = r"\s(?:in|at|[Ff]or|from|of the)\s(?=[A-Z])|\s{0,9}[|｜•·]|\s[–—-]\s"
"""What parts a name from a place or a medium: John Smith in London, John Smith | River Times."""
_BESIDE = regex(rf"(?:{BESIDE}).*")


def english_names(text: str) -> list[str]:
    """The names in ``text``, which follows "By": John Smith and Mary Jones, Staff Writers. Empty if it holds anything else."""
    names = people_in(_BESIDE.sub("", text))
    return names if all(map(is_person, names)) else []


def is_calling(line: str) -> bool:
    """Whether a line says what somebody is, without a name."""
    return _ALONE.fullmatch(line) is not None


def people_in(text: str) -> list[str]:
    """The names in ``text`` but those of a whole staff, and what is too long for one."""
    return [name for name in names_in(text) if not _STAFF.fullmatch(name) and name.count(" ") <= _MOST_SPACES]


def names_in(text: str) -> Iterator[str]:
    """Yield what stands between commas, "and" and the like in ``text``, without what somebody is: John Smith (Times) Staff
    Writer, Mary Jones, Ferry Times reporter. Chinese people may be separated by spaces, also from a title (林溪 记者)."""
    first = ""
    for number, together in enumerate(_AND.split(text)):
        parts = [name for part in _COMMA.split(together) for name in _joined(part.strip())]
        first = first or parts[0]
        are_works = [number + at > 0 and _is_work(part, first) for at, part in enumerate(parts)]
        for at, part in enumerate(parts):
            is_abbreviation = part.isupper() and not first.isupper()  # a degree, or an agency
            is_of_work = are_works[at] or (any(are_works[:at]) and not any(are_works[at + 1 : at + 2]))
            if part and not (is_abbreviation or is_of_work or _ALONE.fullmatch(part) or _PICTURED.fullmatch(part)):
                yield from _apart(part if number + at else _bare(part))


def _is_work(part: str, first: str) -> bool:
    """Whether a part says what somebody is: by its words, or because there are few and only the ``first`` name has capitals."""
    is_called = _WORKS.fullmatch(part) or _POSITION.fullmatch(part)
    return is_called is not None or (part.islower() and not first.islower() and part.count(" ") < _MOST_SPACES)


def _bare(name: str) -> str:
    """A name without the title behind it."""
    bare = _CALLED.sub("", name)
    return bare if is_person(bare) else name


def _apart(part: str) -> list[str]:
    """A name without what is in brackets behind it, or several Chinese ones."""
    name = without_description(part)
    words = _APART.split(name)
    people = [word for word in words if not _TITLE.fullmatch(word)]
    return people if people and len(words) > 1 and all(map(is_person, people)) else [name]


def _joined(part: str) -> list[str]:
    """Both names where a word of another language joins them, if each is a full one (Ana Pérez y Luis Gómez, but not José Ortega
    y Gasset); otherwise ``part``."""
    names = _AND_ELSEWHERE.split(part)
    is_of_two = len(names) == 2 and (all(map(LATIN_PERSON.fullmatch, names)) or all(map(_NAME_IN_HAN.fullmatch, names)))
    return names if is_of_two else [part]
