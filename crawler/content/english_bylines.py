"""The names of people in English bylines, with what is printed beside them."""

import re

from crawler.content.names import is_person
from crawler.content.patterns import regex

AND = regex(r"\s{0,9}(?:,|&|;|\band\b|\bwith\b)\s{0,9}", re.IGNORECASE)
"""What stands between two names."""
CALLING = regex(
    r"(?:(?:staff|senior|chief|special|contributing|associate|assistant|deputy|managing|executive) ){0,3}"
    r"(?:writer|reporter|correspondent|editor|columnist|contributor|journalist|producer|photographer|analyst|intern)s?"
    r"|(?:[\w.'’&-]{1,30} ){0,3}(?:staff|team|newsroom|desk)",
    re.IGNORECASE,
)
"""What somebody is, behind the name or in its place: Staff Writer, Times Staff."""
BESIDE = r"\s(?:in|at|for|from)\s(?=[A-Z])|\s{0,9}[|｜•·]|\s[–—-]\s"
"""What parts a name from a place or a medium: John Smith in London, John Smith | River Times."""
_BESIDE = regex(rf"(?:{BESIDE}).*")


def english_names(text: str) -> list[str]:
    """The names in ``text``, which follows "By": John Smith and Mary Jones, Staff Writers. Empty if it holds anything else."""
    names = [name for name in AND.split(_BESIDE.sub("", text)) if name and not CALLING.fullmatch(name)]
    return names if all(map(is_person, names)) else []
