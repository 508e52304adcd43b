"""What prints nothing goes, from texts and from all that is one line; what prints stays."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.content.html import printed_line
from crawler.content.plain_text import one_line, visible
from crawler.items import Article, Credit, Image
from pipelines.normalize_lines import normalize_lines
from tests.made_items import made_draft
from tests.support import cleaned_article

NOISE = "\u200b\u200d\u200e\u202a\u202e\u2060\ufeff\xad\x08\x0b\x1d\x85\xa0\u2003\u2028\u3000\r\n\t "
PIECES = st.sampled_from(
    [*NOISE, "&amp;", "&quot;", "&#8220;", "&lt;b&gt;", "<b>", "</b>", "<br/>", "&", ";", "<", ">", "桥", "A", "1", "😀"]
)
TEXTS = st.text(max_size=30) | st.lists(PIECES, max_size=12).map("".join)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("\u200b桥梁\xa0通车\u202e一", "桥梁 通车一"),
        ("桥梁\r\n\r\n  通车", "桥梁 通车"),
        ("\ue5e5\ue5e5桥梁通车", "桥梁通车"),
        ("10\x0b20\x1d30\u202840", "10 20 30 40"),
        ("　桥梁　通车　", "桥梁　通车"),
        ("桥\x00\x08梁", "桥梁"),
        ("见👨\u200d👩\u200d👧和🏳️\u200d🌈", "见👨\u200d👩\u200d👧和🏳️\u200d🌈"),
        ("水\U000e0061\U000e0062位\U000e0001", "水位"),
        ("🏴\U000e0067\U000e0062\U000e007f旗", "🏴\U000e0067\U000e0062\U000e007f旗"),
        ("", ""),
    ],
)
def test_one_line(text: str, line: str) -> None:
    assert one_line(text) == line


@pytest.mark.parametrize(
    ("value", "line"),
    [
        ("<b>桥梁</b>通车<br/>", "桥梁通车"),
        ("桥梁<br>通车", "桥梁 通车"),
        ("桥梁<!--more-->通车<script type='x'>f()</script><STYLE>b{}</STYLE >", "桥梁通车"),
        ("桥梁 <!-- 通车 <script> 是什么", "桥梁 <!-- 通车 <script> 是什么"),
        ("<font color=red>桥梁通车", "桥梁通车"),
        ("&lt;em class=&quot;hl&quot;&gt;桥梁&lt;/em&gt;通车", "桥梁通车"),
        ("桥梁 &amp;quot;通车&amp;quot; &amp;#8220;五&amp;#8221;", '桥梁 "通车" “五”'),
        ("甲&amp;amp;amp;乙", "甲&乙"),
        ("&#123;图&#125; &#x1F600; &hellip;", "{图} 😀 …"),
        ("R&D AT&T ?a=1&copy=2&lt=3", "R&D AT&T ?a=1&copy=2&lt=3"),
        ("<div> 与 <span> 的区别", "<div> 与 <span> 的区别"),
        ("1 < 2 且 3 > 2", "1 < 2 且 3 > 2"),
        ("&am&#8203;p;", "&"),
        ("<b>" * 600 + "桥</b>", "<b>" * 600 + "桥</b>"),
    ],
)
def test_printed_line(value: str, line: str) -> None:
    assert printed_line(value) == line


@given(TEXTS)
def test_once_is_enough(text: str) -> None:
    assert visible(visible(text)) == visible(text)
    assert one_line(one_line(text)) == one_line(text)
    assert printed_line(printed_line(text)) == printed_line(text)


@given(TEXTS)
def test_what_prints_stays(text: str) -> None:
    def printed(text: str) -> str:
        return "".join(char for char in text if not char.isspace() and unicodedata.category(char) not in {"Cc", "Cf", "Cs", "Cn"})

    assert printed(visible(text)) == printed(text) == printed(one_line(text))
    if not re.search("[&<]", text):
        assert printed(printed_line(text)) == printed(text)


def test_every_line_of_an_item_is_normalised() -> None:
    item = made_draft().item
    assert isinstance(item, Article)
    item.headline, item.publisher, item.source = "桥\u200b梁\n通车", "水乡\x1d日报", "\ufeff"
    item.categories, item.keywords = ["\u200b", "新&amp;amp;旧"], ["<b>桥</b>"]
    item.credits = [Credit("author", "王\u200b小明"), Credit("editor", "\u200b")]
    item.images = [Image("https://a.example/1.jpg", [], "桥&amp;quot;梁", "桥\xa0上")]
    normalize_lines(item)
    assert [item.headline, item.publisher, item.source] == ["桥梁 通车", "水乡 日报", None]
    assert (item.categories, item.keywords, item.credits) == (["新&旧"], ["桥"], [Credit("author", "王小明")])
    assert (item.images[0].alt, item.images[0].caption) == ('桥"梁', "桥 上")


def test_what_an_editor_left_in_a_comment_is_normalised() -> None:
    article = cleaned_article("<!--原标题：老桥&amp;新桥\u200b通车--><p>桥修好了。</p>")
    assert article.original_headline == "老桥&新桥通车"
