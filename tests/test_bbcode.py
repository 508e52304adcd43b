"""BBCode that pages print as typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.content.body import Block
from crawler.content.html import escaped
from crawler.platforms.bbcode import read_bbcode
from crawler.platforms.forum import named


def blocks_of(*lines: str) -> list[Block]:
    return [Block("paragraph", line, escaped(line)) for line in lines]


def said(blocks: list[Block]) -> list[str]:
    return [block.text for block in blocks if block.kind not in ("image", "embed")]


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (["[b]桥修好了[/b]，可以走车"], ["桥修好了，可以走车"]),
        (["[size=120%][color=red]注意[/color][/size]"], ["注意"]),
        (["[url=https://a.example/m]地图[/url]在这里"], ["地图在这里"]),
        (["好[s:ac:茶]", "行{:4_91:}"], ["好", "行"]),
        (["[list][*]锤子[*]绳子[/list]"], ["锤子", "绳子"]),
        (["[code]a[b][0] = [b]1[/b][/code]"], ["a[b][0] = [b]1[/b]"]),
        (["[B]大写[/b]"], ["大写"]),
    ],
)
def test_closed_tags_are_rendered(lines: list[str], words: list[str]) -> None:
    blocks = blocks_of(*lines)
    assert read_bbcode(blocks) is None
    assert said(blocks) == words


@pytest.mark.parametrize("line", ["a[b] 和 a[i] 都行", "[通知] 明天停电", "[b]没有关上", "[/b] [b]", "[x]不认识[/x]", "[url=a"])
def test_anything_else_stays_as_it_is(line: str) -> None:
    blocks = blocks_of(line)
    assert read_bbcode(blocks) is None
    assert blocks == blocks_of(line)


def test_code_and_what_the_forum_added_stay() -> None:
    code = Block("preformatted", "[b]a[/b]", "[b]a[/b]")
    inline = Block("paragraph", "写 [b]a[/b]", "写 <code>[b]a[/b]</code>")
    assert read_bbcode([code, inline]) is None
    assert (code.text, inline.text) == ("[b]a[/b]", "写 [b]a[/b]")
    signature = Block("paragraph", "[i]船家[/i]", "[i]船家[/i]", frozenset({named("signature")}))
    blocks = [signature]
    read_bbcode(blocks)
    assert [(block.text, block.names) for block in blocks] == [("船家", frozenset({named("signature")}))]


@pytest.mark.parametrize(
    ("lines", "quote", "words"),
    [
        (["[quote]桥塌了[/quote]", "我去看看"], "桥塌了", ["我去看看"]),
        (["[quote='阿禾' pid='3' dateline='1']桥塌了[/quote]我去"], "阿禾:\n桥塌了", ["我去"]),
        (["[quote][pid=1]Reply[/pid] [b]Post by [uid=2]阿禾[/uid] (2024-01-02 03:04):[/b]", "桥塌了[/quote]", "我去"],
         "Reply Post by 阿禾 (2024-01-02 03:04):\n桥塌了", ["我去"]),
        (["[b]Reply to [pid=1]Reply[/pid] Post by [uid=2]阿禾[/uid] (2024-01-02 03:04)[/b]", "我去"],
         "Reply to Reply Post by 阿禾 (2024-01-02 03:04)", ["我去"]),
    ],
)  # fmt: skip
def test_quotations_are_taken(lines: list[str], quote: str, words: list[str]) -> None:
    blocks = blocks_of(*lines)
    assert read_bbcode(blocks) == quote
    assert said(blocks) == words


def test_pictures_are_shown_and_other_files_named() -> None:
    blocks = blocks_of("看[img]https://a.example/1.jpg[/img]", "[img]./mon_1/2.jpg[/img]", "[attach]77[/attach]")
    read_bbcode(blocks)
    assert [block.attributes.get("src") for block in blocks if block.kind == "image"] == ["https://a.example/1.jpg"]
    assert [block.text for block in blocks if block.kind == "embed"] == ["./mon_1/2.jpg", "77"]


@given(st.lists(st.sampled_from(["[b]", "[/b]", "[quote]", "[/quote]", "[code]", "[/code]", "[url=//a.b/c]", "[/url]", "[img]",
                                 "[/img]", "[list]", "[*]", "[/list]", "<x>", "&amp;", "井", "水\n"]), max_size=60))  # fmt: skip
def test_no_words_are_lost(pieces: list[str]) -> None:
    text = "".join(pieces)
    blocks = blocks_of(*text.split("\n"))
    quote = read_bbcode(blocks) or ""
    whole = quote + "".join(block.text for block in blocks)
    assert (whole.count("井"), whole.count("水")) == (text.count("井"), text.count("水"))
