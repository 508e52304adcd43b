"""From bytes to text: which encoding a page is in, by what that is known, and what is refused."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.content.utf_8 import utf_8_of
from crawler.readers import UnreadablePageError, read_page
from crawler.readers._charsets import NAMES
from crawler.readers._encoding import Decoded, decode
from tests.made_archives import record, warc_of, write
from tests.processes import run
from tests.support import saved_dump

WORDS = "清流论坛，欢迎你。"
TRADITIONAL = "清流論壇，歡迎你。"
KOREAN = "도서관이 오늘 오전 다시 문을 열었고 독자들이 입구에 줄을 섰다. 예산은 3만 원 늘었다."
LONG = "河边的树发了芽，孩子们在桥上看船。\n" * 100
REPLIES = re.split(
    r"\s+",
    "签到 顶 沙发 板凳 路过 围观 谢谢 谢谢分享 支持 好 赞 学习了 不错 收藏 打卡 来了 哈哈 呵呵 嗯 哦 是的 对 求助 看看 前排 占座 "
    "水 帮顶 加油 恭喜 厉害 牛 多少钱 有图吗 一 二 早 晚安 同问 再见 拿走 啊 吗 的 没 每 忙",
)
Encode = Callable[[str], bytes]


def html(charset: str) -> str:
    return f"text/html; charset={charset}"


def gbk(text: str) -> bytes:
    return text.encode("gbk")


def big5(text: str) -> bytes:
    return text.encode("big5hkscs")


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("清流".encode(), "清流"),
        ("\ufeff清流".encode(), "清流"),
        ("清流\ufeff".encode(), "清流\ufeff"),
        (gbk("清流"), "清流"),
        ("签到".encode("gb2312"), "签到"),
        (gbk("谢谢LZ"), "谢谢LZ"),
        ("𠮷野家 🍜".encode("gb18030"), "𠮷野家 🍜"),
        (big5(TRADITIONAL), TRADITIONAL),
        (b"plain ASCII", "plain ASCII"),
        ("e\u0301".encode(), "e\u0301"),
        ("café · 20°C über".encode(), "café · 20°C über"),
        ("· © »".encode(), "· © »"),
        ("Привет мир".encode(), "Привет мир"),
    ],
)
def test_decoded(data: bytes, text: str) -> None:
    assert decode("p", data).text == text


@pytest.mark.parametrize("reply", REPLIES)
@pytest.mark.parametrize("declared", [None, "iso-8859-1", "gb2312", "GBK", "gb18030"])
def test_a_short_gbk_reply_stays_chinese(reply: str, declared: str | None) -> None:
    decoded = decode("p", gbk(reply), html(declared) if declared else None)
    assert (decoded.text, decoded.encoding) == (reply, "gb18030")


@pytest.mark.parametrize(
    ("data", "content_type", "expected"),
    [
        (WORDS.encode(), None, ("utf-8", "utf-8")),
        (WORDS.encode(), html("utf-8"), ("utf-8", "http")),
        (f"<meta charset=utf-8>{WORDS}".encode(), None, ("utf-8", "meta")),
        (b"\xef\xbb\xbf" + WORDS.encode(), html("gbk"), ("utf-8", "bom")),
        (("\ufeff" + WORDS).encode("utf-16-le"), html("utf-8"), ("utf-16le", "bom")),
        (("\ufeff" + WORDS).encode("utf-16-be"), None, ("utf-16be", "bom")),
        (("\ufeff" + WORDS).encode("utf-32-le"), None, ("utf-32le", "bom")),
        (("\ufeff" + WORDS).encode("utf-32-be"), None, ("utf-32be", "bom")),
        ((WORDS + "\n").encode("utf-16-le"), html("utf-16"), ("utf-16le", "http")),
        (gbk(WORDS), html("gb2312"), ("gb18030", "http")),
        (gbk(WORDS), html('"GBK"'), ("gb18030", "http")),
        (big5(TRADITIONAL), html("big5"), ("big5-hkscs", "http")),
        (big5("嘅" + TRADITIONAL), html("Big5-HKSCS"), ("big5-hkscs", "http")),
        (gbk(f'<meta http-equiv="Content-Type" content="text/html; charset=gb2312">{WORDS}'), None, ("gb18030", "meta")),
        (gbk(f'<?xml version="1.0" encoding="gbk"?><p>{WORDS}</p>'), "text/html", ("gb18030", "meta")),
        (gbk(WORDS), None, ("gb18030", "detected")),
        (big5(TRADITIONAL), html("no-such-thing"), ("big5-hkscs", "detected")),
        ("日本語のページです".encode("cp932"), html("shift_jis"), ("shift_jis", "http")),
        (f"<meta charset=hz-gb-2312>{WORDS}".encode("hz"), None, ("hz-gb-2312", "meta")),
        (f"<meta charset=iso-2022-kr>{KOREAN}".encode("iso2022_kr"), None, ("iso-2022-kr", "meta")),
        ("déjà vu".encode("cp1252"), html("iso-8859-1"), ("windows-1252", "http")),
        (b"abc", html("gbk"), ("gb18030", "http")),
        (b"abc", html("unicode_escape"), ("utf-8", "utf-8")),
        (b"abc", html("utf-16"), ("utf-8", "utf-8")),
        (f"<meta charset=utf-16>{WORDS}".encode(), None, ("utf-8", "utf-8")),
    ],
)
def test_basis(data: bytes, content_type: str | None, expected: tuple[str, str]) -> None:
    decoded = decode("p", data, content_type)
    assert (decoded.encoding, decoded.basis, decoded.errors, decoded.overruled) == (*expected, 0, ())


@pytest.mark.parametrize(
    ("data", "content_type", "expected"),
    [
        (gbk(WORDS), html("utf-8"), ("gb18030", "detected", ("utf-8",))),
        (gbk(f"<meta charset=gbk>{WORDS}"), html("utf-8"), ("gb18030", "meta", ("utf-8",))),
        (gbk(f"<meta charset=utf-8>{WORDS}"), html("utf-8"), ("gb18030", "detected", ("utf-8",))),
        (gbk(f"<meta charset=big5>{WORDS}"), html("utf-8"), ("gb18030", "detected", ("utf-8", "big5-hkscs"))),
        (gbk(f"<meta charset=gbk>{WORDS}"), html("ISO-8859-1"), ("gb18030", "meta", ("windows-1252",))),
        (b"\xef\xbb\xbf" + gbk(WORDS), None, ("gb18030", "detected", ("utf-8",))),
        (WORDS.encode(), html("gbk"), ("utf-8", "utf-8", ("gb18030",))),
        (WORDS.encode(), html("iso-8859-1"), ("utf-8", "utf-8", ("windows-1252",))),
        (f"<meta charset=gb2312>{LONG}".encode(), None, ("utf-8", "utf-8", ("gb18030",))),
        (big5(TRADITIONAL), html("gbk"), ("big5-hkscs", "detected", ("gb18030",))),
        (gbk(WORDS), html("big5"), ("gb18030", "detected", ("big5-hkscs",))),
        (big5(TRADITIONAL), html("us-ascii"), ("big5-hkscs", "detected", ("windows-1252",))),
        (gbk(f"<meta charset=hz-gb-2312>{WORDS}"), None, ("gb18030", "detected", ("hz-gb-2312",))),
        (f"<meta charset=hz-gb-2312>{LONG}".encode(), None, ("utf-8", "utf-8", ("hz-gb-2312",))),
    ],
)
def test_a_declaration_that_the_bytes_speak_against_is_overruled(
    data: bytes, content_type: str, expected: tuple[str, str, tuple[str, ...]]
) -> None:
    decoded = decode("p", data, content_type)
    assert (decoded.encoding, decoded.basis, decoded.overruled) == expected
    assert decoded.errors == 0
    assert any(words in decoded.text for words in (WORDS, TRADITIONAL, LONG))


@pytest.mark.parametrize(("times", "encoding"), [(1, "iso-8859-15"), (2, "utf-8")])
def test_letters_of_two_bytes_speak_against_other_alphabets_if_there_are_ten(times: int, encoding: str) -> None:
    decoded = decode("p", ("déjà vu à l'été " * times).encode(), html("iso-8859-15"))
    assert (decoded.encoding, decoded.errors > 0) == (encoding, encoding != "utf-8")
    assert "été" in decoded.text


WESTERN = [
    "It’s not “the end” of the world.",
    "He didn’t say so — nobody did…",
    "Un été à la mer, près d’un café où l’on a créé « un musée ».",
    "Größere Straßen für Fußgänger, außer „im Süden“.",
    "¿Qué pasó? ¡Olé! El niño comió 20 °C más rápido.",
    "Não há coração sem razão. SÃO PAULO",
    "Smörgåsbord på øya, ærlig talt.",
    "20°C, £5, ½, © 2004, § 7, 10×20, n° 5 – 1º",
    "Les ÉCOLES de l’État, naïve œuvre",
]


@pytest.mark.parametrize("text", WESTERN)
@pytest.mark.parametrize("declared", [None, "utf-8", "no-such-thing"])
def test_western_text_needs_no_declaration(text: str, declared: str | None) -> None:
    page = f"<p>{text}</p>\n<p>plain words</p>"
    decoded = decode("p", page.encode("cp1252"), html(declared) if declared else None)
    assert (decoded.text, decoded.encoding, decoded.basis, decoded.errors) == (page, "windows-1252", "detected", 0)


def test_utf_8_in_western_text_is_read_and_told() -> None:
    data = "Müller’s café. ".encode("cp1252") * 3 + "It’s über. ".encode()
    for content_type in (None, html("utf-8"), html("iso-8859-1")):
        decoded = decode("p", data, content_type)
        assert (decoded.text, decoded.encoding, decoded.errors) == ("Müller’s café. " * 3 + "It’s über. ", "windows-1252", 2)


def test_soft_hyphens_are_no_big5() -> None:
    text = "Die Kor\xadrup\xadti\xadons\xadver\xadfah\xadren der Be\xadhör\xadde. " * 20
    for content_type in (None, html("iso-8859-1")):
        assert decode("p", text.encode("cp1252"), content_type).text == text


@pytest.mark.parametrize("name", ["镕", "囧", "堃", "喆", "x镕x", "朱镕基", "吗ok", "a啊b", "🍜", "1🍜2"])
def test_rare_characters_of_gbk_are_not_western(name: str) -> None:
    assert decode("p", f"<p>{name}</p>".encode("gb18030")).text == f"<p>{name}</p>"


@pytest.mark.parametrize(
    ("text", "codec"),
    [
        ("zażółć gęślą jaźń", "iso8859-2"),
        ("příliš žluťoučký kůň", "cp1250"),
        ("Привет мир как дела", "cp1251"),
        ("Ελληνικά κείμενο", "iso8859-7"),
        ("it’s “a” café", "mac-roman"),
    ],
)
def test_other_alphabets_are_not_taken_for_western_ones(text: str, codec: str) -> None:
    with pytest.raises(UnreadablePageError, match="not text"):
        decode("p", f"<p>{text}</p>".encode(codec))


@pytest.mark.parametrize("encode", [str.encode, gbk], ids=["utf-8", "gbk"])
@pytest.mark.parametrize("content_type", [None, html("gbk"), html("utf-8")])
def test_a_bad_byte_in_a_long_page_costs_one_character(encode: Encode, content_type: str | None) -> None:
    before, after = LONG, LONG
    decoded = decode("p", encode(before) + b"\xff" + encode(after), content_type)
    assert (decoded.text, decoded.errors) == (f"{before}\ufffd{after}", 1)


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("签到成功".encode()[:-1], "签到成\ufffd"),
        ("签到成功".encode()[:-2], "签到成\ufffd"),
        (gbk("签到成功")[:-1], "签到成\ufffd"),
        (b"\xff\xfe" + "签到成功".encode("utf-16-le")[:-1], "签到成\ufffd"),
    ],
)
def test_a_page_may_be_cut_off_in_a_character(data: bytes, text: str) -> None:
    decoded = decode("p", data)
    assert (decoded.text, decoded.errors) == (text, 1)


@pytest.mark.parametrize(
    "data",
    [
        b"\xed\xa0\xbd\xed\xa0\x80" + LONG.encode(),
        b"\xff\xfe\x00\xd8" + LONG.encode("utf-16-le"),
        b"\xfe\xff" + LONG.encode("utf-16-be") + b"\xdc\x00",
        b"\xff\xfe\x00\x00\x00\xd8\x00\x00" + LONG.encode("utf-32-le"),
    ],
    ids=["cesu-8", "utf-16le", "utf-16be", "utf-32le"],
)
def test_a_lone_surrogate_is_replaced(data: bytes) -> None:
    decoded = decode("p", data)
    assert decoded.text.replace("\ufffd", "") == LONG
    assert decoded.errors == decoded.text.count("\ufffd") > 0


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
@pytest.mark.parametrize("text", ["清流\n", WORDS + "\n", "\n---\ntitle: '一'\n", TRADITIONAL + " A"])
def test_wide_characters_need_no_mark(codec: str, text: str) -> None:
    assert decode("p", text.encode(codec))[:4] == (text, NAMES[codec], "detected", 0)
    decoded = decode("p", text.encode(codec) + bytes(64), html("utf-8"))
    assert (decoded.text, decoded.encoding, decoded.errors, decoded.overruled) == (text, NAMES[codec], 1, ("utf-8",))


@pytest.mark.parametrize("encode", [str.encode, gbk, big5], ids=["utf-8", "gbk", "big5"])
def test_zeros_after_the_end_are_told(encode: Encode) -> None:
    decoded = decode("p", encode(TRADITIONAL) + bytes(512))
    assert (decoded.text, decoded.errors) == (TRADITIONAL, 1)


@pytest.mark.parametrize("content_type", [None, html("gbk"), html("utf-8")])
def test_the_euro_sign_of_code_page_936(content_type: str | None) -> None:
    decoded = decode("p", gbk("门票") + b"5\x80" + gbk("起，") + b"\x80", content_type)
    assert (decoded.text, decoded.errors) == ("门票5€起，€", 0)


@pytest.mark.parametrize("no_character", [b"\xf4\x90\x80\x80", b"\xf0\x80\x80\x80", b"\xf7\xbf\xbf\xbf"])
def test_what_only_looks_like_a_character_costs_itself(no_character: bytes) -> None:
    words = "清流论坛欢迎你来"
    decoded = decode("p", f"{LONG}{words}".encode() + no_character + f"{words}{LONG}".encode())
    assert decoded.text.replace("\ufffd", "") == LONG + words + words + LONG
    assert decoded.errors >= 1


PIECES = st.sampled_from(
    [words.encode(codec) for words in ("欢迎你来", "桥", "😀", "a ", "<p>") for codec in ("utf-8", "gb18030")]
)


@given(st.lists(PIECES | st.binary(max_size=5), max_size=20), st.sampled_from([b"", LONG.encode(), gbk(LONG)]))
def test_any_pieces_are_text_or_refused(pieces: list[bytes], page: bytes) -> None:
    decoded = outcome(page + b"".join(pieces), None)
    if decoded:
        decoded.text.encode()
        assert not page or decoded.text.startswith(LONG)


def test_pairs_of_surrogates_are_the_characters_that_they_stand_for() -> None:
    smile = b"\xed\xa0\xbd\xed\xb8\x80"
    decoded = decode("p", "笑".encode() + smile + smile)
    assert (decoded.text, decoded.encoding, decoded.errors) == ("笑😀😀", "utf-8", 2)


IN_GBK = "评论：写得不错，支持一下，希望多开几家。"
TAILS = ["<p>" + IN_GBK + "</p>", IN_GBK, '<p title="标题里的字">']


@pytest.mark.parametrize("run", TAILS)
@pytest.mark.parametrize("times", [3, 30])
@pytest.mark.parametrize("content_type", [None, html("gbk"), html("utf-8")])
def test_runs_in_the_other_encoding_are_read_by_themselves(run: str, times: int, content_type: str | None) -> None:
    page = LONG[: 18 * times]
    decoded = decode("p", (page + "<p>").encode() + gbk(run) + page.encode(), content_type)
    assert (decoded.text, decoded.encoding) == (f"{page}<p>{run}{page}", "utf-8")
    assert 1 <= decoded.errors <= 3
    decoded = decode("p", gbk(page + "<p>") + run.encode() + gbk(page), content_type)
    assert (decoded.text, decoded.encoding) == (f"{page}<p>{run}{page}", "gb18030")
    assert 1 <= decoded.errors <= 3


def test_runs_that_touch_are_told_apart() -> None:
    decoded = decode("p", "清流论坛欢迎你".encode() + gbk("欢迎你来论坛") + "清流论坛欢迎你来".encode())
    assert (decoded.text, decoded.encoding, decoded.errors) == ("清流论坛欢迎你欢迎你来论坛清流论坛欢迎你来", "utf-8", 1)


@pytest.mark.parametrize("damage", [b"\xe4\xb8", b"\xb8\xad", b"\xff\xfe", b"\x80"])
def test_what_is_left_of_a_character_is_no_run(damage: bytes) -> None:
    decoded = decode("p", LONG.encode() + damage + LONG.encode())
    assert decoded.text.replace("\ufffd", "") == LONG * 2
    assert decoded.errors == decoded.text.count("\ufffd") > 0


def test_what_a_page_has_replaced_itself_is_no_error() -> None:
    decoded = decode("p", ("\ufffd" + LONG).encode() + b"\xff")
    assert (decoded.text.count("\ufffd"), decoded.errors) == (2, 1)


@pytest.mark.parametrize("encode", [str.encode, gbk, big5], ids=["utf-8", "gbk", "big5"])
def test_a_zero_in_a_long_page_is_left_out(encode: Encode) -> None:
    page = "河邊的樹發了芽，孩子們在橋上看船。\n" * 100
    decoded = decode("p", encode(page[:99]) + b"\0" + encode(page[99:]) + bytes(9))
    assert (decoded.text, decoded.errors) == (page, 2)


JAPANESE = "図書館は今日の午前に再び開館し、読者が入り口に列を作った。カメラを持った人もいた。"


@pytest.mark.parametrize(
    ("text", "codec", "name"),
    [(JAPANESE, "cp932", "shift_jis"), (JAPANESE, "euc_jp", "euc-jp"), (KOREAN, "cp949", "euc-kr")],
)
def test_japanese_and_korean_need_no_declaration(text: str, codec: str, name: str) -> None:
    decoded = decode("p", f"<p>{text}</p>".encode(codec))
    assert (decoded.text, decoded.encoding, decoded.basis) == (f"<p>{text}</p>", name, "detected")


@pytest.mark.parametrize("encode", [gbk, big5])
def test_chinese_with_a_japanese_word_stays_chinese(encode: Encode) -> None:
    text = "河邊的樹發了芽，孩子們在橋上看船。店名叫「さくら」，讀作櫻花。" * 3
    assert decode("p", encode(text)).text == text


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b" \r\n\t ", "empty"),
        (b"\n\0\0\0", "empty"),
        (b"text\0text", "binary: contains NUL bytes"),
        (LONG.encode() + b"\0text" * 99, "binary: contains NUL bytes"),
        (b"\xef\xbb\xbftext\0text", "binary: contains NUL bytes"),
        (b"\x01\0\x02\0\x03\0", "binary: contains NUL bytes"),
        (b"PK\x03\x04\x14\0\0\0\x08\0\xa1\xb2\x51\x5c" * 9, "binary: contains NUL bytes"),
        ("\ufeff清\0流".encode("utf-16-le"), "binary: contains NUL characters"),
        (b"\xff\xfe\xff", "neither UTF-8 nor GB18030"),
        (b"\x89PNG\r\n\x1a\n\xff", "neither UTF-8 nor GB18030"),
        (b"\xff half of nothing", "neither UTF-8 nor GB18030"),
        (b"\xed\xa0\x80\xff", "neither UTF-8 nor GB18030"),
        (bytes(range(1, 256)) * 9, "neither UTF-8 nor GB18030"),
    ],
)
def test_refused(data: bytes, reason: str) -> None:
    with pytest.raises(UnreadablePageError, match=reason) as raised:
        decode("some/page", data)
    assert raised.value.path == "some/page"


def test_a_gbk_dump_is_read_whole() -> None:
    page = gbk("\n---\ntitle: '标题'\nauthor: 某报\n---\n<p>正文</p>")
    document = read_page("p", page, content_type=html("utf-8"))
    assert document.metadata == {"title": "标题", "author": "某报"}
    assert (document.text, document.page.bytes, document.page.encoding_overruled) == ("<p>正文</p>", len(page), ["utf-8"])
    assert (document.page.encoding, document.page.encoding_basis, document.page.encoding_errors) == ("gb18030", "detected", 0)


def outcome(data: bytes, content_type: str | None) -> Decoded | None:
    try:
        return decode("p", data, content_type)
    except UnreadablePageError:
        return None


CONTENT_TYPES = st.none() | st.sampled_from([html(label) for label in ("utf-8", "gbk", "big5", "utf-16", "latin1", "euc-kr")])


@given(
    st.binary(max_size=400) | st.binary(max_size=99).map(lambda data: b"\xff\xfe" + data) | st.text().map(str.encode),
    CONTENT_TYPES | st.text(),
)
def test_any_bytes_are_text_or_refused(data: bytes, content_type: str | None) -> None:
    decoded = outcome(data, content_type)
    if decoded:
        assert utf_8_of(decoded.text) == decoded.text.encode()
        assert "\0" not in decoded.text
        assert decoded.errors or "\ufffd" not in decoded.text or decoded.text.count("\ufffd") <= len(data) // 3
        assert {decoded.encoding, *decoded.overruled} <= set(NAMES.values())


GARBLED: list[Callable[[str], str]] = [
    lambda text: text.encode().decode("gbk", "replace"),
    lambda text: text.encode().decode("gb18030", "replace"),
    lambda text: text.encode().decode("latin-1"),
    lambda text: "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in text.encode()),
    lambda text: gbk(text).decode("latin-1"),
    lambda text: gbk(text).decode("cp1252", "replace"),
]


@pytest.mark.parametrize("text", ["河水夜里上涨", "关于放假通知", "责任编辑", "谢谢分享", "王小五", "孩子们跑到堤上看船"])
def test_a_few_words_of_gbk_read_as_latin_1_are_undone(text: str) -> None:
    decoded = decode("p", f"<p>{gbk(text).decode('latin-1')}</p>".encode())
    assert (decoded.text, decoded.errors) == (f"<p>{text}</p>", 1)


@pytest.mark.parametrize("text", ["ÖÐ¹ú", "ÀÈÌÒÙ", "Größe ÄÖÜäöüß", "Òåêñò ïî ðóññêè"])
def test_what_proves_nothing_stays(text: str) -> None:
    assert decode("p", f"<p>{text}</p>".encode()).text == f"<p>{text}</p>"


@pytest.mark.parametrize(
    "text",
    [
        "Don’t wait: it’s late, and we’ve lost the key to the boat.",
        "Le café était fermé, la crème brûlée aussi.",
        "Привет, мир, это наш дом.",
        "鉛筆を借りて、すぐに返しました。",
        "Done ✓ 🚀 – really…",
    ],
)
@pytest.mark.parametrize("times", [1, 2])
@pytest.mark.parametrize("garble", GARBLED[2:4])
def test_a_garbled_page_in_another_script_is_undone(garble: Callable[[str], str], times: int, text: str) -> None:
    garbled = text
    for _ in range(times):
        garbled = garble(garbled)
    decoded = decode("p", garbled.encode())
    assert decoded.text == text
    assert decoded.errors >= 1


def test_typographic_signs_read_as_gbk_are_undone() -> None:
    text = "<p>I don’t know why we can’t, or won’t, say “hello” to them.</p>"
    assert decode("p", text.encode().decode("gbk", "replace").encode()).text.startswith(
        "<p>I don’t know why we can’t, or won’t, say “hello"
    )


@pytest.mark.parametrize(
    "text", ["<p>It shows â€™ there.</p>", LONG + "<p>It shows â\x80\x99 and â€œ.</p>", "MANHÃ\xa0 SÃ\xa0", "MANHÃ\xa0 \x85"]
)
def test_a_few_garbled_signs_stay(text: str) -> None:
    assert decode("p", text.encode()).text == text


@pytest.mark.parametrize("garble", GARBLED)
@pytest.mark.parametrize("encode", [str.encode, gbk, lambda text: text.encode("utf-16")], ids=["utf-8", "gbk", "utf-16"])
def test_a_page_that_was_saved_garbled_is_told_and_undone_where_nothing_was_lost(
    garble: Callable[[str], str], encode: Encode
) -> None:
    page = "<p>的确，河边的树发了芽。</p>\n<p>孩子们在桥上看船，很开心。</p>\n"
    try:
        data = encode(garble(page))
    except UnicodeEncodeError:
        return  # this encoding has no such characters
    decoded = decode("p", data)
    assert decoded.errors >= 1
    assert "河边的树" in decoded.text
    assert "\ufffd" in decoded.text or decoded.text == page


@pytest.mark.parametrize(
    "text",
    [
        LONG + "用 GBK 打开会变成“" + "你好，世界".encode().decode("gbk", "replace") + "”。",
        LONG + "锟斤拷锟斤拷，一堆乱码。",
        LONG + "\ufffd\ufffd" * 40,
        "<p>?????????</p>\n" * 3,
    ],
)
def test_what_is_garbled_in_a_good_page_is_told_and_left(text: str) -> None:
    decoded = decode("p", text.encode())
    assert decoded.text == text
    assert decoded.errors >= 1


@pytest.mark.parametrize(
    "text",
    [
        LONG,
        TRADITIONAL * 9,
        "Un café très élégant, où l’on dîne à l’œil – ça coûte 5 £ ou 7 €.\n" * 9,
        "Ärger über Öl, groß und süß; å, æ, ø. µm £5\n" * 9,
        "锛是一种化学元素的旧名；銆、鐨、鏄都是生僻字。" * 3,
        "日本語のページです。ä" * 9,
        "Привет, мир. ä" * 9,
        "<p>What?????? How????? </p>",
    ],
)
def test_rare_and_foreign_letters_are_not_garbled(text: str) -> None:
    assert decode("p", text.encode()) == (text, "utf-8", "utf-8", 0, ())


COMMON_WORDS = st.text(
    st.sampled_from(
        "的一是在不了有人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多"
    ),
    min_size=4,
)


@given(st.lists(st.tuples(COMMON_WORDS, st.booleans(), st.binary(max_size=3)), min_size=1, max_size=12))
def test_well_formed_runs_are_kept_to_the_letter(runs: list[tuple[str, bool, bytes]]) -> None:
    data = b"".join(b"<p>" + (gbk(text) if is_gbk else text.encode()) + b" " + noise for text, is_gbk, noise in runs)
    decoded = outcome(data.replace(b"\0", b" "), None)
    if decoded:
        assert all(f"<p>{text} " in decoded.text for text, _, _ in runs)


TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\ufeff\ufffd"), min_size=1)
SIMPLIFIED = st.text(st.sampled_from("\n ，。abc<>" + WORDS + "".join(REPLIES)), min_size=1)


@given(TEXT)
def test_utf_8_reads_back(text: str) -> None:
    if text.encode().strip():
        decoded = decode("p", text.encode(), html("utf-8"))
        assert (decoded.text, decoded.basis, decoded.errors) == (text, "http", 0)


@given(SIMPLIFIED, st.sampled_from(["gbk", "gb2312", "gb18030"]))
def test_simplified_chinese_reads_back_from_what_is_declared(text: str, label: str) -> None:
    if text.strip():
        assert decode("p", text.encode(label), html(label))[:3] == (text, "gb18030", "http")


@given(st.text(st.sampled_from("\n ，。abc<>" + TRADITIONAL), min_size=1))
def test_traditional_chinese_reads_back_from_what_is_declared(text: str) -> None:
    if text.strip():
        assert decode("p", big5(text), html("big5"))[:3] == (text, "big5-hkscs", "http")


@given(TEXT, st.sampled_from(["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"]))
def test_a_byte_order_mark_reads_back(text: str, codec: str) -> None:
    if text.strip():
        assert decode("p", ("\ufeff" + text).encode(codec), html("gbk"))[:3] == (text, NAMES[codec], "bom")


DUMP = saved_dump(f"<div><p>{WORDS}</p></div>").decode()
OLD = (
    saved_dump(f"<div><p>{TRADITIONAL}</p></div>", title="標題", author="清流論壇")
    .decode()
    .replace("新媒体", "新聞")
    .replace("首页", "首頁")
)
URL = "https://example.org/"


def crawled(folder: Path, pages: str) -> tuple[dict[str, Any], str]:
    """The items of a real crawl, by the last part of their pages' paths, and what it printed."""
    ended = run(folder, "crawl", "replay", "-a", f"pages={pages}", "-O", "items.jsonl", "-s", "DUPLICATES=off")
    assert ended.returncode == 0, ended.stderr
    items = [json.loads(line) for line in (folder / "items.jsonl").read_text("utf-8").splitlines()]
    return {item["page"]["path"].rpartition("/")[2]: item for item in items}, ended.stdout


def encodings(items: dict[str, Any]) -> dict[str, tuple[str, str, int]]:
    fields = ("encoding", "encoding_basis", "encoding_errors")
    return {name: tuple(item["page"][field] for field in fields) for name, item in items.items()}


def test_a_crawl_of_a_folder(tmp_path: Path) -> None:
    gbk_that_says_utf_8 = gbk(DUMP.replace("<div>", '<div><meta charset="utf-8">'))
    for name, data in {
        "lies": gbk_that_says_utf_8,
        "big5": big5(OLD),
        "utf-16": ("\ufeff" + DUMP).encode("utf-16-be"),
        "hurt": DUMP.replace("首页", "首页\n - " + "热点要闻" * 20).encode() + b"\xff",
    }.items():
        write(tmp_path / "pages", name, data)
    items, printed = crawled(tmp_path, "pages")
    assert encodings(items) == {
        "big5": ("big5-hkscs", "detected", 0),
        "hurt": ("utf-8", "utf-8", 1),
        "lies": ("gb18030", "detected", 0),
        "utf-16": ("utf-16be", "bom", 0),
    }
    texts = {name: item["text"].rstrip("\ufffd").strip() for name, item in items.items()}
    assert texts == {"big5": TRADITIONAL, "hurt": WORDS, "lies": WORDS, "utf-16": WORDS}
    assert "declared encodings overruled: 1\n  1  utf-8\n" in printed
    assert "pages with damaged characters: 1\n  1  utf-8\n" in printed


def test_a_crawl_of_a_warc_whose_headers_lie(tmp_path: Path) -> None:
    records = [
        record(URL + "lies", gbk(DUMP), Content_Type=html("utf-8")),
        record(URL + "default", gbk(DUMP), Content_Type=html("ISO-8859-1")),
        record(URL + "honest", gbk(DUMP), Content_Type=html("gb2312")),
        record(URL + "stale", DUMP.encode(), Content_Type=html("gbk")),
        record(URL + "silent", DUMP.encode(), Content_Type="text/html"),
    ]
    write(tmp_path, "w.warc", warc_of(records))
    items, printed = crawled(tmp_path, "w.warc")
    assert encodings(items) == {
        "lies": ("gb18030", "detected", 0),
        "default": ("gb18030", "detected", 0),
        "honest": ("gb18030", "http", 0),
        "stale": ("utf-8", "utf-8", 0),
        "silent": ("utf-8", "utf-8", 0),
    }
    assert {item["text"] for item in items.values()} == {WORDS}
    assert "declared encodings overruled: 3\n  1  gb18030\n  1  utf-8\n  1  windows-1252\n" in printed
    assert "damaged" not in printed
