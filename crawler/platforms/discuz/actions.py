"""The actions below a post (回复 支持 3 反对 0 使用道具 举报), in one or several rows, and the votes they show."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import compress

from msgspec import Struct

from crawler.content.patterns import regex
from crawler.readers.language_packs import spellings

_WORDS = ("点评", "回复", "引用", "编辑", "支持", "反对", "使用道具", "道具", "评分", "举报", "报告", "檢舉", "返回顶部", "TOP")
_TOUCH_WORDS = ("回复", "评分", "点评")
_ORDER = {spelling: place for place, word in enumerate(_WORDS) for spelling in spellings(word)}
"""The words, in the order in which the templates print them."""
_TOUCH_ORDER = {spelling: place for place, word in enumerate(_TOUCH_WORDS) for spelling in spellings(word)}
COMMENT = frozenset(spellings("点评"))
_REPLY = frozenset(spellings("回复"))
_ENDS = frozenset({*spellings("使用道具"), *spellings("举报"), *spellings("报告"), "檢舉"})
"""The words that end a post wherever they appear."""
_LIKE, _DISLIKE = frozenset({"支持", *spellings("顶")}), frozenset({*spellings("反对"), "踩"})
_THREAD_WORDS = frozenset({"收藏", "分享", "淘帖", *spellings("转播"), *spellings("淘专辑")})
"""The words in the row about the whole thread, between the opener's text and the signature."""

_COUNTED = _LIKE | _DISLIKE | _THREAD_WORDS
_ALL_WORDS = sorted({*_ORDER, *_THREAD_WORDS}, key=lambda word: (-len(word), word))
_STARTS = frozenset(word[:2] for word in _ALL_WORDS)
_WORD = "|".join((*_ALL_WORDS, r"[顶頂踩](?=\d)"))  # the short ones may as well be a whole reply
_COUNT = r"\+?\(?(\d{0,9})\)?"
_ACTION = regex(f"({_WORD}){_COUNT}", re.ASCII)
_ROW = regex(f"(?:(?:{_WORD}){_COUNT})+", re.ASCII)
_LONGEST = 60  # characters; no row is longer


@dataclass(frozen=True, slots=True)
class Row:
    """One line of actions. ``bare`` means a single word without a count, which could also be an entire reply; ``is_count`` the
    count alone, below its word."""

    words: tuple[str, ...]
    bare: bool
    likes: int | None
    dislikes: int | None
    is_count: bool = False

    def has(self, words: frozenset[str]) -> bool:
        return not words.isdisjoint(self.words)

    @property
    def about_thread(self) -> bool:
        return self.has(_THREAD_WORDS)

    @property
    def ends_post(self) -> bool:
        return self.has(_ENDS)


class Actions(Struct):
    """The rows of actions below a post, from line ``start`` up to ``end``, with its votes."""

    start: int
    end: int
    likes: int | None = None
    dislikes: int | None = None

    def count(self, row: Row) -> None:
        """Add the votes shown in one of the rows."""
        self.likes = self.likes if row.likes is None else row.likes
        self.dislikes = self.dislikes if row.dislikes is None else row.dislikes


def rows_of(lines: Sequence[str]) -> list[Row | None]:
    """Return the result of :func:`row_of` for each line. A number below 支持 or 收藏 is its count, and a row as well."""
    rows = [row_of(line) if line[:2] in _STARTS and len(line) <= _LONGEST else None for line in lines]
    for at in compress(range(1, len(lines)), rows):
        above, count = rows[at - 1], lines[at]
        if above and above.bare and above.words[0] in _COUNTED and count.isdecimal() and (row := row_of(lines[at - 1] + count)):
            rows[at] = replace(row, bare=True, is_count=True)
    return rows


@lru_cache(1024)
def row_of(line: str) -> Row | None:
    """Parse a line that consists of actions only; return ``None`` for any other line."""
    squeezed = line.replace(" ", "").replace("|", "")
    if not _ROW.fullmatch(squeezed):
        return None
    found = _ACTION.findall(squeezed)
    words = tuple(word for word, _ in found)
    bare = len(found) == 1 and squeezed == words[0]
    return Row(words, bare, _votes(found, _LIKE), _votes(found, _DISLIKE))


def _votes(found: list[tuple[str, str]], words: frozenset[str]) -> int | None:
    return next((int(count) for word, count in reversed(found) if word in words and count), None)


def closing_words(rows: Sequence[Row | None]) -> frozenset[str]:
    """Return the words that end the posts of a page: 举报 and similar ones or, on pages without them, 回复 and 点评."""
    return _ENDS if any(row.ends_post for row in rows if row) else _REPLY | COMMENT


def actions_between(rows: Sequence[Row | None], first: int, stop: int, closing: frozenset[str]) -> Actions | None:
    """The last actions between two lines: a row with one of the ``closing`` words, and the rows that templates put above it."""
    for last in range(stop - 1, first - 1, -1):
        row = rows[last]
        if row and row.has(closing):
            return _upwards(rows, first, last, _TOUCH_ORDER if row.words[-1] in COMMENT else _ORDER)
    return None


def _upwards(rows: Sequence[Row | None], first: int, last: int, order: dict[str, int]) -> Actions:
    """Extend actions upwards from a row. A bare word is included only at its place in the order, as it may be a whole reply."""
    actions, below, inline = Actions(last + 1, last + 1), len(order), False
    for at in range(last, first - 1, -1):
        row = rows[at]
        place = order.get(row.words[0]) if row else None
        if not row or place is None:
            break
        if row.bare and (place >= below or (inline and row.words[0] in COMMENT)):
            break
        actions.start, below, inline = at, place + row.is_count, not row.bare
        actions.count(row)
    return actions
