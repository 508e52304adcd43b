"""No page puts code, handlers or foreign addresses into clean HTML, and no visible text of a page is lost in silence."""

import re
from collections import Counter
from contextlib import nullcontext
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from lxml import etree

from crawler.content.html import TooDeepError, TooManyAttributesError, clean_blocks, crowded, parse_page, render_html, render_text
from crawler.items import Article
from tests.support import ROOT, captions_of, cleaned, cleaned_article, saved_dump

PLAIN_TAGS = "p h2 h3 h4 strong em ins del sup sub ruby rt rp br ul li blockquote table tr figure figcaption pre code"
SPANS = {"colspan", "rowspan"}
ATTRIBUTES = {tag: set[str]() for tag in PLAIN_TAGS.split()} | {
    "a": {"href"},
    "img": {"src", "alt", "width", "height"},
    "ol": {"start"},
    "td": SPANS,
    "th": SPANS,
}
"""The tags that clean HTML is made of, with the attributes that each may have."""
TEXT = r"(?:[^<>&]|&(?:amp|lt|gt|quot);)*"
TAG = r'</?[a-z][a-z0-9]*(?: [a-z]+="(?:[^<>&"]|&(?:amp|lt|gt|quot);)*")*>'
CLEAN = re.compile(rf"{TEXT}(?:{TAG}{TEXT})*")
"""Clean HTML to the letter: whatever reads it, a browser of any age too, can read it one way only."""


class Reader(HTMLParser):
    """Reads clean HTML as strictly as can be."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert {name for name, _ in attrs} <= ATTRIBUTES[tag] and len(dict(attrs)) == len(attrs)
        for name, value in attrs:
            if name in ("href", "src"):
                assert urlsplit(value or "").scheme in ("http", "https")
            if name in ("width", "height", "start", *SPANS):
                assert (value or "").removeprefix("-" if name == "start" else "").isdecimal()
        if tag not in ("img", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data}")

    def handle_decl(self, decl: str) -> None:
        raise AssertionError(f"a declaration: {decl}")


def assert_safe(html: str) -> None:
    assert CLEAN.fullmatch(html)
    reader = Reader()
    reader.feed(html)
    reader.close()
    assert reader.open == []


def assert_comes_back(article: Article) -> None:
    """Clean HTML, read again, is the same to the letter, and says the same."""
    blocks = clean_blocks(article.html)
    assert render_html(blocks) == article.html and render_text(blocks) == article.text


VECTORS = (ROOT / "tests" / "structures" / "hostile.txt").read_text("utf-8").splitlines()


@pytest.mark.parametrize("vector", VECTORS)
def test_vector(vector: str) -> None:
    for body in (vector, f"<p>前文。</p>{vector}<p>后文。</p>", f"<div>{vector * 2}</div>"):
        article = cleaned_article(body)
        assert_safe(article.html)
        assert all(urlsplit(image.url).scheme in ("http", "https") for image in article.images)
        assert article.lead_image is None


def test_the_head_cannot_carry_code_into_the_item() -> None:
    page = saved_dump("<p>正文。</p>", title="&lt;script&gt;").replace(b"author:", b"headimg: 'javascript:alert(1)'\nauthor:")
    article = cleaned(page)
    assert isinstance(article, Article)
    assert (article.lead_image, article.images, article.html) == (None, [], "<p>正文。</p>")


def test_no_file_is_read_for_an_entity() -> None:
    article = cleaned_article('<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]><p>正文&e;。</p>')
    assert article.text.replace("&e;", "").endswith("正文。")


TEXT_CHARACTERS = st.characters(codec="utf-8", exclude_characters="\0")
HAN = st.text("一二三四五六七八九十百千", min_size=1, max_size=6)
TAG_NAMES = """
p div span b strong i em a u font section center h1 h3 h6 ul ol li dl dt dd blockquote pre code table tbody tr td th caption
figure figcaption article header noscript details summary form label button textarea select option svg math x-y title
sup sub del s ins ruby rt rp q mi mfrac msup wbr menu
"""
TAGS = st.sampled_from(TAG_NAMES.split())
NAMES = st.sampled_from(
    ["", " class=ad", " class='img_descr x'", " style='display:none'", " style=color:#666", " align=center", " hidden"]
)
LINKS = st.sampled_from(["", " href=https://a.example/?a&b", " href='javascript:x'", " onclick='x()'", ' title="><"'])
OPENING = st.builds("<{}{}{}>".format, TAGS, NAMES, LINKS)
PIECES_OF_MARKUP = "< > </ <> </> <! <!- <p <p/id=' \" ' & &# &#x; &#xD800; &lt; &nbsp; \x01 \u200b"
MALFORMED = st.sampled_from(PIECES_OF_MARKUP.split(" "))
ELEMENTS = """
<br>|<hr>|<br/>|<!--x-->|<script>x</script>|<style>x</style>|<iframe src=x></iframe>|<img src=x>|。|，|　| |：|▲
<img src="https://a.example/1.jpg">|<img src="https://a.example/2.jpg" alt=">">
"""
OPAQUE = st.sampled_from(ELEMENTS.replace("\n", "|\n|").split("|"))
WELL_FORMED = st.recursive(
    HAN | OPAQUE, lambda inner: st.builds("<{0}{1}>{2}</{0}>".format, TAGS, NAMES, st.lists(inner, max_size=4).map("".join))
)
LOOSE = st.lists(st.one_of(HAN, HAN, OPENING, st.builds("</{}>".format, TAGS), OPAQUE), max_size=25).map("".join)
BROKEN = st.lists(st.one_of(HAN, OPENING, OPAQUE, MALFORMED, st.text(TEXT_CHARACTERS, max_size=5)), max_size=25).map("".join)


def han(text: str) -> Counter[str]:
    return Counter(char for char in text if "\u4e00" <= char <= "\u9fff")


@given(WELL_FORMED | LOOSE)
@example("<table><caption>一</caption><tr><td>二</td><td>三</td></tr><tr><td>四</td><td>五</td></tr></table>")
@example("<table>一<tr><td>二</td><td>三</td></tr><tr><td>四</td><td>五</td></tr></table>")
@example("<title style='display:none'>一</title><noscript hidden>二</noscript>")
def test_nothing_visible_is_lost(body: str) -> None:
    try:
        article = cleaned_article(body)
    except TooDeepError:
        return
    assert_safe(article.html)
    assert_comes_back(article)
    kept = han("".join([article.text, *captions_of(article), *(removal.text for removal in article.removed)]))
    assert not han(body) - kept


@given(st.text(TEXT_CHARACTERS) | BROKEN)
@example("0\u3000<del>0")
def test_any_text_becomes_safe_html(body: str) -> None:
    try:
        article = cleaned_article(body)
    except TooDeepError:
        return
    assert_safe(article.html)
    assert_comes_back(article)


@given(st.text(st.characters(exclude_categories=["C", "Z", "M"], exclude_characters="<&")))
def test_plain_text_stays_as_it_is(body: str) -> None:
    article = cleaned_article(f"<p>开头。{body}。结尾。</p>")
    assert "".join(article.text.split()) == f"开头。{body}。结尾。"


LONG_TEXT = "<p>" + "字" * 70_000


@pytest.mark.parametrize(
    "attribute",
    ["a{0}", "a{0}=1", 'a{0}=">"', "a{0}='>'", 'a{0} = "<b c=\'>"', 'a{0}="=\'>"', "a{0}='\">'/", 'a{0}=\n">\n"'],
)
@pytest.mark.parametrize("before", ["<p class='\">'>\" ", "<style>a::after{b:url('x=');content:' '}</style>"])
def test_so_many_attributes_are_refused_however_they_are_written(attribute: str, before: str) -> None:
    crowded = f"{LONG_TEXT}{before}<i {' '.join(attribute.replace('{0}', str(at)) for at in range(3000))}>"
    with pytest.raises(TooManyAttributesError):
        parse_page(crowded)


def test_attributes_named_by_quotation_marks_are_refused_too() -> None:
    names = (f"{at:b}".replace("0", "'").replace("1", '"') for at in range(3000))
    with pytest.raises(TooManyAttributesError):
        parse_page(f"{LONG_TEXT}<i {' '.join(names)}>")


class Most:
    """A target of lxml's parser that notes how many attributes an element has at most."""

    most = 0

    def start(self, _: str, attributes: dict[str, str]) -> None:
        self.most = max(self.most, len(attributes))

    def close(self) -> int:
        return self.most


NOISE = [
    "<p class='",
    '<p class="',
    *"<>=a \n",
    "'",
    '"',
    '">',
    "'>",
    "<style>",
    "</style>",
    "<!--",
    "-->",
    "</script>",
    "<i x='>' ",
]
CROWD = [" {0}", "\n{0}=1", '{0}=">"', "/{0}='>'", ' {0} = "<b c=\'>"', " {0}='\">'", ' {0}=">\n"', " '{0}\"", ">"]
NOISES = st.lists(st.sampled_from(NOISE), max_size=12).map("".join)


@given(NOISES, st.lists(st.sampled_from(CROWD), min_size=6, max_size=20), NOISES)
def test_no_crowded_tag_is_missed(before: str, crowd: list[str], after: str) -> None:
    html = f"{before}<i {''.join(form.format(f'a{at}') for at, form in enumerate(crowd))}>{after}"
    target: Any = Most()
    most = etree.fromstring(f"<p>{html}".encode(), etree.HTMLParser(target=target, recover=True, encoding="utf-8"))
    with pytest.MonkeyPatch.context() as patch:
        for name, value in {"HARMLESS": 0, "MOST_ATTRIBUTES": 3, "SHORT": 5, "SHORTER": 2}.items():
            patch.setattr(crowded, name, value)
        patch.setattr(crowded, "CROWDED", re.compile(crowded.CROWDED.pattern.replace(b"{1000}", b"{3}")))
        with pytest.raises(TooManyAttributesError) if most > 3 else nullcontext():
            crowded.refuse_crowded(f"<p>{html}".encode())


def test_long_tags_of_few_attributes_are_none_of_them() -> None:
    code = "for(i=0;i<n;i++){" + " x = 'y'; /* z */" * 1000 + "}"
    page = f"{LONG_TEXT}<a href='{'x y/' * 2000}' title=\"{'> ' * 2000}\">字</a><script>{code}</script>"
    assert parse_page(page).findtext(".//a") == "字"
