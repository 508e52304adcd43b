"""From bytes to text: UTF-8, GB18030, or a reason why not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.documents import UnreadablePageError, read_page
from crawler.documents._encoding import decode


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("清流".encode(), "清流"),
        ("\ufeff清流".encode(), "清流"),
        ("清流\ufeff".encode(), "清流\ufeff"),
        ("清流".encode("gbk"), "清流"),
        ("签到".encode("gb2312"), "签到"),
        ("顶".encode("gbk"), "顶"),
        ("𠮷野家 🍜".encode("gb18030"), "𠮷野家 🍜"),
        (b"plain ASCII", "plain ASCII"),
        ("e\u0301".encode(), "e\u0301"),
    ],
)
def test_decoded(data: bytes, text: str) -> None:
    assert decode("p", data) == text


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b" \r\n\t ", "empty"),
        (b"text\0text", "binary: holds NUL bytes"),
        ("清流".encode("utf-16"), "binary|neither"),
        (b"\xff\xfe\xff", "neither UTF-8 nor GB18030"),
        (b"\x89PNG\r\n\x1a\n\xff", "neither UTF-8 nor GB18030"),
        (b"\x80 half of nothing", "neither UTF-8 nor GB18030"),
        (b"\xed\xa0\x80\xff", "neither UTF-8 nor GB18030"),
    ],
)
def test_refused(data: bytes, reason: str) -> None:
    with pytest.raises(UnreadablePageError, match=reason) as raised:
        decode("some/page", data)
    assert raised.value.path == "some/page"


def test_a_gbk_dump_is_read_whole() -> None:
    page = "\n---\ntitle: '标题'\nauthor: 某报\n---\n<p>正文</p>".encode("gbk")
    document = read_page("p", page)
    assert document.metadata == {"title": "标题", "author": "某报"}
    assert (document.text, document.page.bytes) == ("<p>正文</p>", len(page))


@given(st.binary(max_size=400))
def test_any_bytes_are_text_or_refused(data: bytes) -> None:
    try:
        text = decode("p", data)
    except UnreadablePageError:
        return
    text.encode()


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\ufeff"), min_size=1))
def test_utf_8_reads_back(text: str) -> None:
    if text.encode().strip():
        assert decode("p", text.encode()) == text
