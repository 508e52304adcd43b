"""Finds the start and end of front matter: ``---`` lines of any length, one of which may be missing; and titles in it that YAML
would not read as intended, as written by scripts without a YAML library."""

import re
from contextlib import suppress
from functools import lru_cache
from itertools import pairwise
from json import JSONDecoder
from typing import NamedTuple

from crawler.content.patterns import regex
from crawler.content.plain_text import NOT_PRINTED
from crawler.readers._head_keys import RANKS, bare

HEAD_LIMIT = 64 * 1024  # characters; the heads of real dumps are under 2,000
JUNK = regex(
    rf"(?:[{NOT_PRINTED}\ufffd]|ï»¿|锘[?\ufffd]?|<!--(?:[^-]|-(?!->)){{0,500}}+-->|%(?:YAML|TAG)[^\n]{{0,80}}\n|<\?xml[^<>]{{0,200}}\?>)*+"
)
"""Meaningless text above a head: byte order marks, including wrongly decoded ones, and comments."""
_SPACES = r"[ \t\xa0\u3000\u200b\ufeff]*"
_HYPHENS = r"[-;]{3,}|[—－–−]{2,}"
FENCE = regex(rf"(?:(?:{_HYPHENS})(?:[ \t]?(?:ya?ml|json|(toml)))?|(\+{{3}})){_SPACES}\n")
CLOSING_FENCE = regex(rf"\n(?:{_HYPHENS}|\.{{3}}){_SPACES}(?:\n|\Z)")
"""Some editors turn hyphens into dashes or fullwidth hyphens, or put spaces behind them; Hexo encloses JSON in ``;;;``, and
gray-matter names the language (``---json``)."""
CLOSING_TOML = regex(rf"\n\+{{3}}{_SPACES}(?:\n|\Z)")
BLANK = regex(r"\n[ \t]*(?:\n|\Z)")
FIRST_KEY = regex(r"^[A-Za-z_][\w-]*:(?:\s|$)", re.MULTILINE)
KEY = regex(r"""^[ \t{]{0,4}["']?([^\W\d][\w-]{0,40})["']?[ \t]{0,4}[:=：]""", re.MULTILINE)
_DECODER = JSONDecoder()
OWN_LINE = regex(r"[ \t]*(?:#|-[ \t]|$)|[ \t]+\S")
"""A line of a head without a key: a comment, a list entry, a blank line, or a continuation."""
TITLE_LINE = regex(r"""([ \t]{0,4}["']?([^\W\d][\w-]{0,40})["']?[ \t]{0,4}:[ \t]+)(.*)""")
CUT_BY_YAML = regex(r"#|\[(?![\"'])|\{[^:]{0,1000}\}\Z|[^\"'|>!&*].{0,1000} #")
"""A title with ``#`` (a Weibo topic), which YAML takes for a comment, or in brackets."""


class Split(NamedTuple):
    """A page split into its head, which may be empty, and its body."""

    head: str
    body: str
    is_toml: bool = False


def begins_as_markup(text: str) -> bool:
    """Whether ``text`` begins with a tag, as most pages without a head do."""
    junk = JUNK.match(text)
    return text.startswith("<", junk.end() if junk else 0)


@lru_cache(1)  # called first to recognize a head, then to read it
def split(text: str) -> Split:
    """Split ``text`` into its front matter, if it begins with one, and the rest.

    Front matter is enclosed in lines of three or more ``-`` (``+++`` in TOML; ``...`` may end it). If one or both of these lines
    are missing, the head must have a title, another known key, and no line that does not belong to a head; it extends from the
    start of the page, or up to the first blank line. Line endings are normalized.
    """
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    junk = JUNK.match(text)
    start = junk.end() if junk else 0
    fence = FENCE.match(text, start)
    if text.startswith("{", start):
        return _json(text, start)
    if fence is None:
        if KEY.match(text, start) is None:
            return Split("", text)
        closed = _unfenced(text, start, CLOSING_FENCE)
        return closed if closed.head else _unfenced(text, start, BLANK)
    closing = (CLOSING_TOML if fence[2] else CLOSING_FENCE).search(text, fence.end() - 1, fence.end() + HEAD_LIMIT)
    if closing is None:
        return _unfenced(text, fence.end(), BLANK)
    return Split(text[fence.end() : closing.start() + 1], text[closing.end() :], bool(fence[1] or fence[2]))


def has_key(head: str) -> bool:
    """Whether any line of ``head`` has a key and a value, or at least a known key."""
    return FIRST_KEY.search(head) is not None or any(bare(key[1]) in RANKS for key in KEY.finditer(head))


def _unfenced(text: str, start: int, end: re.Pattern[str]) -> Split:
    closing = end.search(text, start, start + HEAD_LIMIT)
    if closing and _is_head(head := text[start : closing.start() + 1]):
        return Split(head, text[closing.end() :])
    return Split("", text)


def _json(text: str, start: int) -> Split:
    """Split off a JSON object with a title and another known key, as Hugo reads it; it is YAML as well."""
    with suppress(ValueError, RecursionError):
        head, end = _DECODER.raw_decode(text[: start + HEAD_LIMIT], start)
        known = {RANKS[bare(key)][0] for key in head if bare(key) in RANKS}
        if "title" in known and len(known) > 1 and text[end:].strip():
            return Split(text[start:end], text[end:])
    return Split("", text)


def _is_head(head: str) -> bool:
    """Whether lines are certainly a head: they have a title and another known key, and no line is anything else."""
    known: set[str] = set()
    for line in head.split("\n"):
        if key := KEY.match(line):
            known.add(RANKS.get(bare(key[1]), ("", 0))[0])
        elif not OWN_LINE.match(line):
            return False
    return "title" in known and len(known - {""}) > 1


def with_whole_titles(head: str) -> str:
    """``head`` with quotes around titles that YAML would truncate."""
    if "#" not in head and "[" not in head and "{" not in head:
        return head
    return "\n".join(_whole(line, following) for line, following in pairwise([*head.split("\n"), ""]))


def _whole(line: str, following: str) -> str:
    found = TITLE_LINE.fullmatch(line)
    if not found or following[:1] in (" ", "\t") or RANKS.get(bare(found[2]), ("",))[0] != "title":
        return line
    if not CUT_BY_YAML.match(title := found[3].strip()):
        return line
    quoted = title.replace("'", "''")
    return f"{found[1]}'{quoted}'"
