"""Titles get back the characters that the dump generator replaced, where the text shows them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.platforms.headline import REPLACED, restored
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


@pytest.mark.parametrize(
    ("title", "original"),
    [
        ("新桥何时通车_", "新桥何时通车?"),
        ("新桥六月能通车吗_", "新桥六月能通车吗?"),
        ("新桥，多少钱_", "新桥，多少钱?"),
        ("新桥六月通车_", "新桥六月通车_"),
        ("老桥去哪了，新桥通车_", "老桥去哪了，新桥通车_"),
        ("新桥修好了吗_市长这样说", "新桥修好了吗?市长这样说"),
        ("为什么修桥_市长这样说", "为什么修桥_市长这样说"),
        ("市长_新桥六月通车", "市长:新桥六月通车"),
        ("美国前总统_新桥六月通车", "美国前总统:新桥六月通车"),
        ("外交部发言人王小明_新桥六月通车", "外交部发言人王小明:新桥六月通车"),
        ("专家解读_新桥六月通车", "专家解读_新桥六月通车"),
        ("国家统计局_新桥多了三成", "国家统计局:新桥多了三成"),
        ("英媒_新桥六月通车", "英媒:新桥六月通车"),
        ("教授_博导", "教授_博导"),
        ("新桥_老桥之外的桥", "新桥_老桥之外的桥"),
        ("新桥六月通车_潮汐网", "新桥六月通车_潮汐网"),
        ("这座_会呼吸_的桥", "这座“会呼吸”的桥"),
        ("新桥被称_城市客厅_", "新桥被称“城市客厅”"),
        ("_城市客厅_来了", "“城市客厅”来了"),
        ("从_无桥_到_千桥_", "从“无桥”到“千桥”"),
        ("新桥通车_本地_潮汐网", "新桥通车_本地_潮汐网"),
        ("_视频_新桥通车", "[视频]新桥通车"),
        ("_某桥_新桥通车", "_某桥_新桥通车"),
        ("新桥见 https___a.example", "新桥见 https://a.example"),
        ("00_26 新桥通车", "00:26 新桥通车"),
        ("00_26", "00_26"),
        ("99_26 新桥", "99_26 新桥"),
        ("11T_Pro 手机将至", "11T_Pro 手机将至"),
        ("snake_case_name 是什么", "snake_case_name 是什么"),
    ],
)
def test_restored_by_grammar(title: str, original: str) -> None:
    assert restored(title, []) == original


def test_what_the_text_shows_is_asked_first() -> None:
    assert restored("市长_新桥六月通车", ["市长|新桥六月通车"]) == "市长|新桥六月通车"


def test_the_headline_of_an_article_is_restored_from_its_text_and_unescaped() -> None:
    article = cleaned_article("<p>市长：新桥六月通车。</p>", title=" 市长_新桥六月通车 &#123;图&#125; &amp; ")
    assert article.headline == "市长：新桥六月通车 {图} &"


@given(st.text(max_size=30), st.lists(st.text(max_size=60), max_size=4))
def test_nothing_but_the_replaced_character_changes(title: str, texts: list[str]) -> None:
    original = restored(title, texts)
    assert len(original) == len(title)
    assert all(ours == theirs or (theirs == "_" and ours in REPLACED) for ours, theirs in zip(original, title, strict=True))
