"""Reads literals of JavaScript, which are JSON with more freedom: as scripts in pages write down what the page shows."""

import re
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from crawler.content.patterns import regex

_TOKEN = regex(
    r"(?:[\s\ufeff]++|//[^\n]*+|/\*(?:[^*]|\*(?!/))*+(?:\*/|\Z))*+"
    r"(?:(?P<open>[\[({])|(?P<close>[\])}])|(?P<string>\"(?:[^\"\\]|\\.)*+\"|'(?:[^'\\]|\\.)*+'|`(?:[^`\\]|\\.)*+`)"
    r"|(?P<number>-?\d(?:[\w.]|(?<=[eE])[+-])*+)|(?P<word>[\w$]++)|(?P<mark>[,:])|(?P<other>[^;\"'`]))",
    re.DOTALL,
)
_ESCAPE = regex(r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|(.))", re.DOTALL)
_CONTROL = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f", "v": "\v", "0": "", "\n": ""}
_WORDS: dict[str, Any] = {"true": True, "false": False, "null": None, "undefined": None}
_CLOSING = {"[": "]", "{": "}", "(": ")"}
_NOTHING: Any = object()
_DEEPEST = 100


class NotALiteralError(ValueError):
    """``at`` is the place in the source where it turns out to be no literal."""

    def __init__(self, at: int) -> None:
        super().__init__(f"no literal: character {at}")
        self.at = at


class _Open:
    """A bracket that is open: what has been read in it, and the value that is being read."""

    __slots__ = ("items", "key", "sign", "value", "word")

    def __init__(self, sign: str) -> None:
        self.sign = sign
        self.items: list[tuple[Any, Any]] = []
        self.begin()

    def begin(self) -> None:
        self.key = self.value = self.word = _NOTHING

    def take(self, value: Any) -> None:
        """Read a value, unless one has been read that an operator goes on with."""
        if self.value is _NOTHING:
            self.value = value

    def end(self) -> None:
        """End the value being read."""
        if self.value is not _NOTHING or self.key is not _NOTHING:
            self.items.append((self.key, None if self.value is _NOTHING else self.value))
        self.begin()

    def result(self) -> Any:
        """The list, the object, or what the call or the brackets around an expression begin with."""
        self.end()
        if self.sign == "{":
            return {str(key): value for key, value in self.items if key is not _NOTHING}
        values = [value for _, value in self.items]
        return values if self.sign == "[" else values[0] if values else _NOTHING


def read_literal(source: str, at: int, names: Mapping[str, Any] = _WORDS) -> tuple[Any, int]:
    """The list or object that begins at ``at`` in ``source``, and where it ends; ``names`` stand for these values.

    It has what JSON has, with keys, strings, commas and comments as JavaScript allows them. Of an expression, the first literal
    is the value: a string for ``'1' * 1``, ``decoded('…')`` and ``'…' || ''``; of one that has none, None. Raises
    :class:`NotALiteralError` where there is a statement, where brackets do not match, and where they are too deep.
    """
    stack: list[_Open] = []
    while len(stack) <= _DEEPEST and (token := _TOKEN.match(source, at)):
        at, kind, said = token.end(), token.lastgroup, token[token.lastgroup or 0]
        if kind == "open":
            stack.append(_Open(said))
        elif stack and kind != "close":
            _read(kind, said, stack[-1], names)
        elif stack and said == _CLOSING[stack[-1].sign]:
            value = stack.pop().result()
            if not stack:
                return value, at
            stack[-1].take(value)
        else:
            break
    raise NotALiteralError(at)


def _read(kind: str | None, said: str, around: _Open, names: Mapping[str, Any]) -> None:
    """Read a token that is no bracket."""
    if kind == "mark" and said == ",":
        around.end()
    elif kind == "mark":
        if around.key is _NOTHING and around.sign == "{":
            around.key = around.value if around.word is _NOTHING else around.word
            around.value = _NOTHING
    elif kind == "word":
        around.word = said
        if said in names:
            around.take(names[said])
    elif kind != "other":
        around.take(string_of(said[1:-1]) if kind == "string" else _number(said))


def string_of(said: str) -> str:
    """What a string says that is written as ``said`` between its quotation marks."""
    if "\\" not in said:
        return said
    text = _ESCAPE.sub(_character, said)  # an emoji is written as two halves
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace") if "\\u" in said else text


def _character(escaped: re.Match[str]) -> str:
    code = escaped[1] or escaped[2]
    return chr(int(code, 16)) if code else _CONTROL.get(escaped[3], escaped[3])


def _number(said: str) -> int | float | str:
    for kind in (int, float):
        with suppress(ValueError):
            return kind(said)
    return said
