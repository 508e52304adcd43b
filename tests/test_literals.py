"""What must stand in a text that a pattern matches."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.content.beginnings import glance_of
from crawler.content.literals import any_of, hint_of
from crawler.platforms.ads import COMMON_AD_RULES
from crawler.platforms.discuz.chrome import CHROME_RULES
from crawler.readers.language_packs import in_both_packs


@pytest.mark.parametrize(
    ("pattern", "hint"),
    [
        (".{0,60}发表于 ?[0-9]", "发表于"),
        ("a(?:bc|d)?e|xy{2}", "a(?:bce|de|e)|x"),
        (r"\d{1,6} ?#", r"\#"),
        ("(?:[发發]帖)+.*[!?]", "发帖|發帖"),
        ("(?P<a>x+)yz(?!u)", "yz"),
        ("(?>left|right)(?=on)hand", "lefthand|righthand"),
        ("a?b?", ""),
        (".*", ""),
        ("(?i)abc", ""),
        ("x(?i:abc)", "x"),
        ("[^a]b|c", "b|c"),
    ],
)
def test_a_hint_is_what_every_match_holds(pattern: str, hint: str) -> None:
    assert hint_of(re.compile(pattern)).pattern == hint


NONE = r"[^\s\S]"
PATTERN = st.recursive(
    st.sampled_from(["a", "b", "c", ".", "[ab]", "[^a]", r"\w", "(?!b)", "^"]),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map("".join),
        st.lists(inner, min_size=1, max_size=3).map(lambda ways: f"(?:{'|'.join(ways)})"),
        st.tuples(inner, st.sampled_from(["?", "*", "+", "{2}", "{0,2}", "+?"])).map(lambda both: f"(?:{both[0]}){both[1]}"),
    ),
    max_leaves=8,
)


@given(PATTERN.map(re.compile), st.text("abcd", max_size=8))
def test_a_text_without_its_hint_matches_nothing(pattern: re.Pattern[str], text: str) -> None:
    assert hint_of(pattern).search(text) or not pattern.search(text)


@pytest.mark.parametrize(
    ("pattern", "first", "word"),
    [
        ("[(【]{0,2}(?:ab|cd)e|更多", r"[\(ac【更]", NONE),
        (r"(?:x?\d|[^a]{0,3}bc)", r"[\dx]", "bc"),
        (r"(?!b)a-?|\s+z", r"[\sa]", NONE),
        ("[0-9a]b", "[0-9a]", NONE),
        (".{2}|a", "", ""),
        ("a?", "", ""),
        ("(?i)ab", "", ""),
        ("(?i:a)b|c", "[c]", "b"),
        (r"(?P<x>a|b)(?P=x)", NONE, "a|b"),
    ],
)
def test_a_glance_sees_first_characters_and_what_else_is_needed(pattern: str, first: str, word: str) -> None:
    glance = glance_of(pattern)
    assert (glance.first.pattern, glance.word.pattern) == (first, word)


@given(PATTERN, st.text("abcd", max_size=8))
def test_a_text_that_a_glance_does_not_see_is_not_matched(pattern: str, text: str) -> None:
    assert glance_of(pattern).sees(text) or not re.match(pattern, text)


def test_a_glance_refuses_most_lines_for_the_promotions() -> None:
    glance = glance_of(*(rule.text for rule in COMMON_AD_RULES if rule.text), flags=re.DOTALL)
    assert glance.sees("长按二维码关注我们")
    assert glance.sees("青山桥头，未经许可禁止转载")
    assert not glance.sees("桥上的人都在等船")


@given(st.lists(st.text("ab.|", min_size=1, max_size=4), min_size=1), st.text("ab.|", max_size=8))
def test_any_of_words_is_one_of_them(words: list[str], text: str) -> None:
    assert bool(re.search(any_of(words), text)) == any(word in text for word in words)


def test_the_rules_of_a_forum_have_one() -> None:
    hint = hint_of(in_both_packs("|".join(rule.line for rule in CHROME_RULES)))
    assert hint.pattern
    assert hint.search("下载附件")
    assert not hint.search("桥修好了")
