"""Unquoted titles that YAML would not read as intended, as written by scripts without a YAML library."""

from itertools import pairwise

from crawler.content.patterns import regex
from crawler.readers._head_keys import RANKS, bare

TITLE_LINE = regex(r"""([ \t]{0,4}["']?([^\W\d][\w-]{0,40})["']?[ \t]{0,4}:[ \t]+)(.*)""")
CUT_BY_YAML = regex(r"#|\[(?![\"'])|\{[^:]{0,1000}\}\Z|[^\"'|>!&*].{0,1000} #")
"""A title with ``#`` (a Weibo topic), which YAML takes for a comment, or in brackets."""


def with_whole_titles(head: str) -> str:
    """``head`` with quotes around titles that YAML would truncate."""
    if "#" not in head and "[" not in head and "{" not in head:
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
