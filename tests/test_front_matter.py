"""Dumps with front matter: recognised, split, and their heads read as they are written, broken YAML too."""

from hashlib import sha256

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from crawler.readers import Document, UnreadablePageError, front_matter, read_page
from crawler.readers._fences import HEAD_LIMIT


def read(text: str) -> Document:
    return read_page("page.txt", text.encode())


def head(lines: str) -> dict[str, str | list[str]]:
    return dict(read(f"\n---\n{lines}\n---\n\n<p>正文</p>").metadata)


@pytest.mark.parametrize(
    "text",
    [
        "---\ntitle: 标题\n---\n<p>正文</p>",
        "\n\n---\ntitle: 标题\n---\n<p>正文</p>",
        "\ufeff---\ntitle: 标题\n---\n<p>正文</p>",
        "\r\n---\r\ntitle: 标题\r\n---\r\n<p>正文</p>",
        "--- \t\ntitle: 标题\n--- \n<p>正文</p>",
        "---\ntitle:\n---",
        "---\n# 注\ntitle: 标题\n---\n",
        "---\nkey-with_signs: 1\n---\n",
        "-----\ntitle: 标题\n-----\n",
        "----\ntitle: 标题\n---\n",
        "---\ntitle: 标题\n...\n",
        "---\r标题：标题\r---\r<p>正文</p>",
        "---\ntitle:标题\n---\n",
        "\ufeff\ufeff\u200b\n---\ntitle: 标题\n---\n",
        "ï»¿---\ntitle: 标题\n---\n",
        "<!-- saved from url=(0022)https://a.example/ -->\n---\ntitle: 标题\n---\n",
        "+++\ntitle = '标题'\n+++\n",
        "title: 标题\nauthor: 某报\n---\n<p>正文</p>",
        "\n标题: 标题\n日期: 2021-01-01\ncategories:\n - 一\n-----\n<p>正文</p>",
        "---\ntitle: 标题\nauthor: 某报\n\n<p>没有下一道线</p>",
    ],
)
def test_recognised(text: str) -> None:
    assert read(text).page.reader == "front_matter"


@pytest.mark.parametrize(
    "text",
    [
        "title: 标题\n---\n<p>正文</p>",
        "---\ntitle: 标题\n<p>没有下一道线</p>",
        "---\n---\n<p>正文</p>",
        "---\n没有键\n---\n<p>正文</p>",
        "--\ntitle: 标题\n--\n",
        "--- title: 标题 ---\n",
        "前言\n---\ntitle: 标题\n---\n",
        "---\ntitle: 标题\n ---\n",
        "---\n" + "a" * HEAD_LIMIT + "\ntitle: 标题\n---\n",
    ],
)
def test_not_recognised(text: str) -> None:
    with pytest.raises(UnreadablePageError, match="neither HTML nor a dump"):
        read(text)


def test_body_is_what_follows_the_head() -> None:
    assert read("\n---\ntitle: 一\n---\n\n<p>正文</p>\n---\n<p>线下</p>\n").text == "\n<p>正文</p>\n---\n<p>线下</p>\n"


def test_a_head_without_a_body() -> None:
    assert read("---\ntitle: 一\n---").text == ""


def test_page_is_described() -> None:
    document = read("---\ntitle: 一\n---\n")
    assert (document.path, document.page.bytes, document.page.captured) == ("page.txt", 19, None)
    assert document.page.sha256 == sha256("---\ntitle: 一\n---\n".encode()).hexdigest()


@pytest.mark.parametrize(
    ("lines", "metadata"),
    [
        ("title: 标题", {"title": "标题"}),
        ("title: '标题'", {"title": "标题"}),
        ('title: "标\\u9898"', {"title": "标题"}),
        ("title: '它说 ''好'' 吗'", {"title": "它说 '好' 吗"}),
        ("title: 'A: B'", {"title": "A: B"}),
        ("categories: \n - 金融\n - 国内", {"categories": ["金融", "国内"]}),
        ("categories: [金融, 国内]", {"categories": ["金融", "国内"]}),
        ("categories: 金融", {"categories": "金融"}),
        ("categories: \n - 金融\n - {a: b}\n - [c, d]", {"categories": ["金融", "c", "d"]}),
        ("author: {name: 王小明, url: x}", {"author": "王小明"}),
        ("authors:\n - name: 王小明\n - 李红", {"authors": ["王小明", "李红"]}),
        ("标题: 一\nAuthor: 某报", {"标题": "一", "Author": "某报"}),
        ('"title": "一"\n"author": 某报', {"title": "一", "author": "某报"}),
        ('{\n  "title": "一",\n  "tags": ["二"]\n}', {"title": "一", "tags": ["二"]}),
        ("title: '一\x0b二\x1c三\x85四'", {"title": "一 二 三 四"}),
        ("title: 一\x1d二\nauthor: 某\x08报", {"title": "一 二", "author": "某报"}),
        ("nested: {a: b}\ntitle: 一", {"nested": "", "title": "一"}),
        ("? [a, b]\n: c\ntitle: 一", {"title": "一"}),
        ("title: 一\ndate: {{ date }}", {"title": "一", "date": ""}),
        ("cover: {path: /1.jpg, alt: 桥}", {"cover": "/1.jpg"}),
        ("title: 一\ntitle: 二", {"title": "二"}),
        ("title: >-\n  一\n  二", {"title": "一 二"}),
        ("a: &x 一\ntitle: *x", {"a": "一", "title": "一"}),
    ],
)
def test_yaml_is_read(lines: str, metadata: dict[str, str | list[str]]) -> None:
    assert head(lines) == metadata


@pytest.mark.parametrize(
    "value", ["Mon, 09 Aug 2021 19:39:10 GMT", "2021-10-28 1:08:07", "2021-10-28", "no", "0x10", "~", "1_000"]
)
def test_values_stay_as_they_are_written(value: str) -> None:
    assert head(f"date: {value}") == {"date": value}


@pytest.mark.parametrize(
    ("lines", "metadata"),
    [
        ("title: '它's 好'\nauthor: 某报", {"title": "它's 好", "author": "某报"}),
        (
            "title: '它's 好'\ncategories: \n - 金融\n - '国内'\ndate: 2021-01-01",
            {"categories": ["金融", "国内"], "date": "2021-01-01"},
        ),
        ('title: "一" 二\nauthor: 某报', {"title": '"一" 二', "author": "某报"}),
        ("title: @某人\nauthor: 某报", {"title": "@某人", "author": "某报"}),
        ("title: [未完\nauthor: 某报", {"title": "[未完", "author": "某报"}),
        ("title: 一: 二\nauthor: 某报", {"title": "一: 二", "author": "某报"}),
        ("title: *无此锚\nauthor: 某报", {"title": "*无此锚", "author": "某报"}),
        ("title: '\n不成行\nauthor: 某报", {"title": "'\n不成行", "author": "某报"}),
        ("title: '一'二\n  三'\nauthor: 某报", {"title": "一'二\n三", "author": "某报"}),
        ("标题：[一\n作者：某报", {"标题": "[一", "作者": "某报"}),
        ('title: """\'一\'"""\nauthor: 某报', {"title": '""\'一\'""', "author": "某报"}),
        ("- 一\ntitle: 二", {"title": "二"}),
        ("title: 'a'b'\nempty:\nnext: 1", {"title": "a'b", "empty": [], "next": "1"}),
    ],
)
def test_broken_yaml_is_read_line_by_line(lines: str, metadata: dict[str, str | list[str]]) -> None:
    read_back = head(lines)
    assert {key: read_back[key] for key in metadata} == metadata


@pytest.mark.parametrize("opening", ["[", "{", "- ", "? ", "{a: ", "? - ", "-\t"])
def test_nested_collections_do_not_end_the_process(opening: str) -> None:
    """The C loader recurses: 30,000 of these signs in a head overran its stack."""
    nested = opening * (60_000 // len(opening))
    assert head(f"title: 一\nnested:\n {nested}")["title"] == "一"


def test_aliases_are_not_expanded() -> None:
    laughs = "\n".join(f"l{level}: [{', '.join([f'*l{level - 1}'] * 9)}]" for level in range(1, 100))
    assert head(f"title: 一\nl0: &l0 ha\n{laughs}")["title"] == "一"


@pytest.mark.parametrize(
    ("lines", "metadata"),
    [
        ("title = '标题'\ntags = ['一', '二']\ndraft = false", {"title": "标题", "tags": ["一", "二"], "draft": "False"}),
        ("title = '标题'\n[taxonomies]\ntags = ['一']", {"title": "标题", "tags": ["一"]}),
        ('title = "它说 "好" 吗"\nauthor = "某报"', {"title": '它说 "好" 吗', "author": "某报"}),
    ],
)
def test_toml_is_read(lines: str, metadata: dict[str, str | list[str]]) -> None:
    assert read(f"+++\n{lines}\n+++\n<p>正文</p>").metadata == metadata


def test_json_is_read() -> None:
    document = read('{\n  "title": "标题",\n  "date": "2021-11-03T10:30:00+08:00",\n  "tags": ["一", "二"]\n}\n\n<p>正文</p>')
    assert document.metadata == {"title": "标题", "date": "2021-11-03T10:30:00+08:00", "tags": ["一", "二"]}
    assert document.text.strip() == "<p>正文</p>"


@pytest.mark.parametrize(
    "head",
    [
        ';;;\n"title": "标题",\n"author": "某报"\n;;;\n',
        "%YAML 1.2\n---\ntitle: 标题\nauthor: 某报\n---\n",
        '---json\n{"title": "标题", "author": "某报"}\n---\n',
        "--- toml\ntitle = '标题'\nauthor = '某报'\n---\n",
        "–––\ntitle: 标题\nauthor: 某报\n–––\n",
        "---\u3000\ntitle: 标题\nauthor: 某报\n---\xa0\n",
    ],
)
def test_other_fences(head: str) -> None:
    document = read(f"{head}<p>正文</p>")
    assert (document.metadata, document.text) == ({"title": "标题", "author": "某报"}, "<p>正文</p>")


def test_a_head_that_nothing_can_be_read_of() -> None:
    with pytest.raises(UnreadablePageError, match="without a single readable key") as raised:
        read(f"---\n{'a' * 60}: [\n---\n")
    assert raised.value.path == "page.txt"


@given(st.text(max_size=200), st.text(max_size=200))
def test_any_head_is_read_or_refused(lines: str, body: str) -> None:
    try:
        document = read_page("p", f"---\n{lines}\n---\n{body}".encode("utf-8", "ignore"))
    except UnreadablePageError:
        return
    assert all(isinstance(value, str) or all(isinstance(entry, str) for entry in value) for value in document.metadata.values())


@given(
    st.dictionaries(st.from_regex(r"[a-z]{1,8}", fullmatch=True), st.text(st.characters(categories=["L", "N", "P"])), min_size=1)
)
def test_quoted_values_read_back(values: dict[str, str]) -> None:
    lines = "\n".join(f"{key}: '{value.replace(chr(39), chr(39) * 2)}'" for key, value in values.items())
    assert head(lines) == values


SIMPLE_HEADS = st.lists(st.from_regex(front_matter.SIMPLE_LINE.pattern, fullmatch=True), min_size=1, max_size=6).map("".join)
SCALARS = st.text("aZ09é一，：'\"#:-,.&*!|>%@`{}[]?~+/_ \t\xa0\u3000", max_size=12)
LINE_SHAPES = st.sampled_from(["a: {}\n", "a: '{}'\n", "b: {}\n", " - {}\n", " - '{}'\n", "c:\n", "c: \n", "{}: 1\n"])
MADE_HEADS = st.lists(st.builds(str.format, LINE_SHAPES, SCALARS), min_size=1, max_size=6).map("".join)


@given(SIMPLE_HEADS | MADE_HEADS)
def test_simple_lines_are_read_as_yaml_reads_them(lines: str) -> None:
    simple = front_matter._simple(lines)
    if simple is not None:
        root = yaml.compose(lines, yaml.CBaseLoader)
        assert isinstance(root, yaml.MappingNode)
        assert simple == front_matter._said((key.value, front_matter._plain(value)) for key, value in root.value)
