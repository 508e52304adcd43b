"""Characters of Chinese and Japanese: how many there are, and the simplified ones for traditional ones.

The table maps single characters: different words in Taiwan or Hong Kong are left as they are.
"""

import re
from functools import lru_cache
from importlib.resources import files

from crawler.content.patterns import regex

TABLE = "traditional.txt"
HAN, KANA = regex(r"[\u4e00-\u9fff]+"), regex(r"[\u3041-\u3096\u30a1-\u30fa]+")
"""Runs of them."""
ALSO_SIMPLIFIED = "乾吒夥徵拚捱摺榘菸薹袷醣麴麽著"
"""Characters of the table that are words of simplified texts as well (著名, 乾隆): a rule must see them as they are."""


def _read() -> dict[int, str]:
    lines = files(__package__).joinpath(TABLE).read_text("utf-8").splitlines()
    characters = "".join(line for line in lines if not line.startswith("#"))
    return {ord(one): other for one, other in zip(characters[::2], characters[1::2], strict=True)}


SIMPLIFIED = _read()
_FOR_RULES = {chr(one): other for one, other in SIMPLIFIED.items() if chr(one) not in ALSO_SIMPLIFIED}
_TRADITIONAL = regex(lambda: f"[{''.join(_FOR_RULES)}]")


def count_characters(text: str, script: re.Pattern[str]) -> int:
    """The number of characters of a ``script`` in ``text``."""
    return sum(map(len, script.findall(text)))


def simplified(text: str) -> str:
    """``text`` with traditional characters replaced by simplified ones, for comparing texts."""
    return text.translate(SIMPLIFIED)


def for_rules(text: str) -> str:
    """``text`` in simplified characters, in which rules are written, character by character; nearly always ``text`` itself."""
    return _replaced(text) if _TRADITIONAL.search(text) else text


def all_for_rules(texts: list[str]) -> list[str]:
    """:func:`for_rules` of each of ``texts``, which are searched at once."""
    return list(map(for_rules, texts)) if _TRADITIONAL.search("".join(texts)) else texts


@lru_cache(256)  # several stages read a line
def _replaced(text: str) -> str:
    return _TRADITIONAL.sub(lambda found: _FOR_RULES[found[0]], text)


def as_printed(found: str, plain: str, text: str) -> str:
    """What a rule ``found`` in ``plain``, in the characters of the ``text`` that it was made of by :func:`for_rules`."""
    if plain is text:
        return found
    at = plain.find(found)
    return text[at : at + len(found)] if at >= 0 else found.translate(dict(zip(map(ord, plain), text, strict=True)))
