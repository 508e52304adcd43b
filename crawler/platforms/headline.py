"""Restores titles that the dump generator altered."""

from collections.abc import Iterator, Sequence

from crawler.content.patterns import regex
from crawler.platforms.title_grammar import by_grammar

REPLACED = ':/\\?*“”"<>|[]：？／｜《》'
"""The generator wrote ``_`` for ``: / \\ ? * “ ” < > | [ ]`` in titles; pages also show their full-width forms."""
WRITTEN = str.maketrans(dict.fromkeys(REPLACED, "_") | {"_": "\0"})
"""A ``_`` on a page was none of these."""
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
    start = max(0, at - REACH)
    return _only(found[at - start] for found in _shown(title[start : at + 1 + REACH], texts)) or "_"


def _quoted(words: str, texts: Sequence[str]) -> str:
    return _only(found for found in _shown(words, texts) if found[0] in '“"' and found[-1] in '”"') or words


def _only(found: Iterator[str]) -> str | None:
    """Return what is found if it is the same everywhere."""
    distinct = set(found)
    return distinct.pop() if len(distinct) == 1 else None


def _shown(part: str, texts: Sequence[str]) -> Iterator[str]:
    """Yield what ``texts`` show where the generator would have written this part of a title."""
    words = max(part.split("_"), key=len)
    for text in texts:
        if words not in text:  # as nearly all
            continue
        written = text.translate(WRITTEN)
        at = written.find(part)
        while at >= 0:
            yield text[at : at + len(part)]
            at = written.find(part, at + 1)
