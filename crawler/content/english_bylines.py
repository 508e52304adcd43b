"""The names of people in bylines, most of them English ones, with what is printed beside them."""

import re
from collections.abc import Iterator

from crawler.content.names import HAN, is_person, without_description
from crawler.content.patterns import regex

_DEGREE = r"(?:Ph\.?D|M\.?D|Jr|Sr|MBA|RD|RN|CPA|Esq)\b\.?\s{0,9}(?:[,;&(|]|$|and\b)"
_AND = regex(
    rf"\s{{0,9}}[,，;；、&|/](?!\s{{0,9}}{_DEGREE})\s{{0,9}}(?:(?:and|with)\s)?|\s{{1,9}}(?:and|with)\s{{1,9}}", re.IGNORECASE
)
"""What stands between two names."""
_APART = regex(rf"(?<=[{HAN}])\s(?=[{HAN}])")
_WORK = (
    r"(?:(?:staff|senior|chief|special|contributing|associate|assistant|deputy|managing|executive|business|political|sports|news)"
    r" ){0,3}(?:writer|reporter|correspondent|editor(?:-at-large)?|columnist|contributor|journalist|producer|photographer|analyst"
    r"|intern)s?"
)
_ALONE = regex(_WORK, re.IGNORECASE)
"""What somebody is, in place of the name: Staff Writer."""
_STAFF = regex(r"(?:[\w.'’&-]{1,30} ){0,3}(?:staff|team|newsroom|desk)", re.IGNORECASE)
"""Who wrote a text together: Ferry Times Staff."""
_CALLED = regex(rf"(?<!\bThe)\s(?=[A-Z])(?i:{_WORK})$")
"""The same behind the name, without a comma."""
_WORKS = regex(rf"(?:[\w.'’&-]{{1,30}} ){{0,4}}{_WORK}(?: (?:at|for|of) .{{1,60}})?", re.IGNORECASE)
"""The same behind a comma: Ferry Times political reporter, Senior Analyst at Ferry."""
_PICTURED = regex(r".{0,60}[（(][^（()）]{0,20}(?:photo|image|摄影|攝影)[^（()）]{0,20}[)）]?", re.IGNORECASE)
"""Who took the pictures."""
_TITLE = regex(rf"[{HAN}]{{0,4}}(?:记者|编辑|作者|通讯员|撰稿人|评论员)")
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
    """The names in ``text`` but those of a whole staff."""
    return [name for name in names_in(text) if not _STAFF.fullmatch(name)]


def names_in(text: str) -> Iterator[str]:
    """Yield what stands between commas, "and" and the like in ``text``, without what somebody is: John Smith (Times) Staff
    Writer, Mary Jones, Ferry Times reporter. Chinese people may be separated by spaces, also from a title (林溪 记者)."""
    parts = [part.strip() for part in _AND.split(text)]
    for at, part in enumerate(parts):
        is_abbreviation = at > 0 and part.isupper() and not parts[0].isupper()  # a degree, or an agency
        if not part or is_abbreviation or (_WORKS if at else _ALONE).fullmatch(part) or _PICTURED.fullmatch(part):
            continue
        name = without_description(part)
        name = bare if not at and is_person(bare := _CALLED.sub("", name)) else name
        words = _APART.split(name)
        people = [word for word in words if not _TITLE.fullmatch(word)]
        yield from people if people and len(words) > 1 and all(map(is_person, people)) else [name]
