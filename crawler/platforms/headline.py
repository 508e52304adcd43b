"""Restores titles that the dump generator altered."""

import re
from collections.abc import Sequence

from crawler.content.patterns import regex
from crawler.platforms.title_grammar import by_grammar

REPLACED = r'[:/\\?*“”"<>|\[\]：？／｜《》]'
"""The generator wrote ``_`` for ``: / \\ ? * “ ” < > | [ ]`` in titles; pages also show their full-width forms."""
REACH = 5
"""Characters on each side of a ``_`` that must be the same in the text."""
LONGEST = 300
"""Characters. Every ``_`` in a title is searched for in every paragraph."""
QUOTED = regex(r"_([^_]{2,20})_")


def restored(title: str, texts: Sequence[str]) -> str:
    """Return ``title`` with each ``_`` replaced by the character that ``texts`` (paragraphs of the page) show instead.

    Two ``_`` around words that the texts put in quotation marks become those marks. If no paragraph has the surrounding text, or
    paragraphs disagree, grammar may decide (:func:`crawler.platforms.title_grammar.by_grammar`); otherwise the ``_`` stays, as
    does every one in a title longer than :data:`LONGEST`.
    """
    if "_" not in title or len(title) > LONGEST:
        return title
    title = QUOTED.sub(lambda found: _quoted(found[0], texts), title)
    title = "".join(_original(title, at, texts) if char == "_" else char for at, char in enumerate(title))
    return by_grammar(title) if "_" in title else title


def _original(title: str, at: int, texts: Sequence[str]) -> str:
    before, after = title[max(0, at - REACH) : at], title[at + 1 : at + 1 + REACH]
    return _shown(f"{_pattern(before)}({REPLACED}){_pattern(after)}", texts) or "_"


def _quoted(words: str, texts: Sequence[str]) -> str:
    return _shown(f'([“"]{_pattern(words[1:-1])}[”"])', texts) or words


def _shown(pattern: str, texts: Sequence[str]) -> str | None:
    """Return what group 1 of ``pattern`` matches in ``texts``, if it is the same everywhere."""
    surroundings = re.compile(pattern)
    shown = {found[1] for text in texts for found in surroundings.finditer(text)}
    return shown.pop() if len(shown) == 1 else None


def _pattern(part: str) -> str:
    return "".join(REPLACED if char == "_" else re.escape(char) for char in part)
