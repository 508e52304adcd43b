"""Literals of JavaScript, which are JSON with more freedom."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.content.javascript import NotALiteralError, read_literal, string_of

LEAVES = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text()
VALUES = st.recursive(LEAVES, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=20)


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("{a: 1, 'b': '二', \"c\": [1, 2.5, -3,],}", {"a": 1, "b": "二", "c": [1, 2.5, -3]}),
        ("{a: decoded('x\\x0ay'), b: '8' * 1, c: window.x || '', d: x ? 'u' : 'v'}", {"a": "x\ny", "b": "8", "c": "", "d": "u"}),
        ("{a: function(){return {x: 1}}, b: !0, c: undefined, d: name}", {"a": {}, "b": 0, "c": None, "d": None}),
        ("[{} /* ] */, // ]\n `三`]", [{}, "三"]),
        ("[[], (1, 2), f()]", [[], 1]),
        ("{a: 'it\\'s', b: '\\ud83d\\ude00', c: '\\/'}", {"a": "it's", "b": "😀", "c": "/"}),
    ],
)
def test_a_literal(source: str, value: Any) -> None:
    assert read_literal(f"x = {source}; y = 1", 4) == (value, 4 + len(source))


@pytest.mark.parametrize("source", ["{a: 1", "[1}", "{a: b; c}", "{a: 'b}", "[" * 200 + "]" * 200, "x", "", "]"])
def test_no_literal(source: str) -> None:
    with pytest.raises(NotALiteralError):
        read_literal(source, 0)


@given(st.lists(VALUES) | st.dictionaries(st.text(min_size=1), VALUES))
def test_json_is_a_literal(value: Any) -> None:
    assert read_literal(source := json.dumps(value), 0) == (json.loads(source), len(source))


@given(st.text(alphabet="[]{}(),:;'\"\\a1 /*\n"))
def test_any_source_is_read_or_refused(source: str) -> None:
    try:
        assert 0 < read_literal(source, 0)[1] <= len(source)
    except NotALiteralError as error:
        assert 0 <= error.at <= len(source)


def test_a_string_in_an_attribute() -> None:
    assert string_of("一\\x0a二\\x26quot;") == "一\n二&quot;"
