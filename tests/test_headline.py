"""Titles get back the characters that the dump generator replaced, where the text shows them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.sites._headline import REPLACED, restored
from tests.support import cleaned_article


@pytest.mark.parametrize(
    ("title", "texts", "original"),
    [
        ("没有替换", ["没有替换"], "没有替换"),
        ("市长_新桥六月通车", ["他说：市长：新桥六月通车，届时免费。"], "市长：新桥六月通车"),
        ("市长_新桥六月通车", ["市长:新桥六月通车"], "市长:新桥六月通车"),
        ("_新桥_六月通车", ["所谓“新桥”六月通车"], "“新桥”六月通车"),
        ("新桥何时通车_", ["新桥何时通车？"], "新桥何时通车？"),
        ("比分3_2", ["比分3|2"], "比分3|2"),
        ("甲_乙", ["毫不相干"], "甲_乙"),
        ("甲_乙", ["甲：乙", "甲？乙"], "甲_乙"),
        ("甲_乙", ["甲：乙", "甲：乙"], "甲：乙"),
        ("甲_乙", ["甲_乙"], "甲_乙"),
        ("甲_乙", ["甲，乙"], "甲_乙"),
        ("甲_乙_丙", ["甲：乙？丙"], "甲：乙？丙"),
        ("甲_乙_丙", ["甲：乙", "乙？丙"], "甲_乙_丙"),
        ("一二三四五六_七", ["二三四五六：七"], "一二三四五六：七"),
        ("一二三四五六_七", ["一二三四五：七"], "一二三四五六_七"),
        ("C++_a.b(c)", ["C++/a.b(c)"], "C++/a.b(c)"),
        ("甲_乙", [], "甲_乙"),
        ("___", ["“？”"], "“？”"),
        ("", ["文"], ""),
    ],
)
def test_restored(title: str, texts: list[str], original: str) -> None:
    assert restored(title, texts) == original


def test_the_headline_of_an_article_is_restored_from_its_text_and_unescaped() -> None:
    article = cleaned_article("<p>市长：新桥六月通车。</p>", title=" 市长_新桥六月通车 &#123;图&#125; &amp; ")
    assert article.headline == "市长：新桥六月通车 {图} &"


@given(st.text(max_size=30), st.lists(st.text(max_size=60), max_size=4))
def test_nothing_but_the_replaced_character_changes(title: str, texts: list[str]) -> None:
    original = restored(title, texts)
    assert len(original) == len(title)
    assert all(ours == theirs or (theirs == "_" and ours in REPLACED) for ours, theirs in zip(original, title, strict=True))
