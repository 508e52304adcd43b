"""One pass over a text finds the same words as searching for each, wherever they stand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.content import words
from crawler.content.words import Words

SHORT, EXACT, LONG, CHINESE = "kite", "bridges", "lamp-posts-of-the-bridge", "桥"
PIECES = st.sampled_from([SHORT, EXACT, LONG, CHINESE, EXACT[:-1], LONG[1:], "d", "\ud800", "lamp", "post", "\U0001f600"])


@given(pieces=st.lists(PIECES, max_size=40))
@pytest.mark.parametrize("word", [SHORT, EXACT, LONG])
def test_a_long_text_holds_what_a_search_finds(pieces: list[str], word: str) -> None:
    text = "".join(pieces)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(words, "LONG", 0)
        assert Words(word, "of another text").any_in(text) is (word in text)


def test_short_words_count_before_the_end_alone() -> None:
    text = EXACT + "\n" * words.LONG + SHORT
    assert Words(SHORT).any_in(text)
    assert not Words(SHORT).any_in(text, len(EXACT))
    assert Words(SHORT, EXACT).any_in(text, 0)


def test_words_that_are_declared_later_are_found_in_the_same_text() -> None:
    text = "\n" * words.LONG + "a-later-word"
    assert not Words("an-earlier-word").any_in(text)
    assert Words("a-later-word").any_in(text)
