"""Titles that YAML would not read as they are meant: scripts that write a head by hand put none in quotation marks."""

from itertools import pairwise

from crawler.content.patterns import regex
from crawler.readers._head_keys import RANKS, bare

TITLE_LINE = regex(r"""([ \t]{0,4}["']?([^\W\d][\w-]{0,40})["']?[ \t]{0,4}:[ \t]+)(.*)""")
CUT_BY_YAML = regex(r"#|\[(?![\"'])|[^\"'|>!&*].{0,1000} #")
"""A title that is a topic of Weibo's, has a number sign in it, or stands in brackets: a comment, or a list."""


def with_whole_titles(head: str) -> str:
    """``head`` with quotation marks around titles that YAML would cut."""
    if "#" not in head and "[" not in head:
        return head
    return "\n".join(_whole(line, following) for line, following in pairwise([*head.split("\n"), ""]))


def _whole(line: str, following: str) -> str:
    found = TITLE_LINE.fullmatch(line)
    if not found or following[:1] in (" ", "\t") or not _is_title(found[2]) or not CUT_BY_YAML.match(title := found[3].strip()):
        return line
    quoted = title.replace("'", "''")
    return f"{found[1]}'{quoted}'"


def _is_title(key: str) -> bool:
    return RANKS.get(bare(key), ("",))[0] == "title"
