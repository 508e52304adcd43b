"""Clean HTML, read by browsers' rules and by lxml, and given to a maintained sanitizer that is to find nothing to do."""

import re
from collections.abc import Iterator
from typing import Any

import html5lib
import nh3
import pytest
from html5lib.serializer import HTMLSerializer
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as lxml_html

from crawler.content.html import TooDeepError
from crawler.items import Article, Image, Item, Thread
from tests.support import bodies_of, cleaned, cleaned_article, saved_dump
from tests.test_html_safety import ATTRIBUTES, BROKEN, LOOSE, VECTORS, WELL_FORMED, assert_safe

WEB_URL = re.compile(r"https?://\S", re.IGNORECASE)
RELATIVE = re.compile(r"[^:/?#\\]*(?:[/?#\\].*)?", re.DOTALL)
"""What names no scheme; images on a page are seen under such addresses too."""
MADE_BY_PARSERS = {"html", "head", "body", "div", "tbody"}
"""Elements that a parser adds around a fragment and in a table."""
SCHEMES = {"http", "https"}
MATHML_AND_SVG = """
<math> <mtext> <mi> <mglyph> <malignmark> <annotation-xml> <svg> <foreignObject> <desc> <title> <style> </style> </svg> </math>
<table> <tr> <td> </table> <select> <option> <template> </template> <noscript> </noscript> <form> </form> <textarea> </textarea>
<xmp> </xmp> <iframe> </iframe> <plaintext> <frameset> <body/onload=x> <html/onclick=x> <base/href=//evil.example> <p> </p>
<a> </a> <b> <i> </b> </i> <pre> </pre> <script> </script> <!-- --> --!> <!--> <![CDATA[ ]]> <?x ?> </ > " ' = & &lt; &amp;lt; 字
<li> <ul> </ul> <blockquote> <figure> <figcaption> <h2> </h2> <td/onclick=x> <img/src=x/onerror=x> <br> <hr> <caption> </caption>
"""
URLS = st.builds(
    "{}{}{}".format,
    st.sampled_from(["", " ", "\x01", "&#1;", "&Tab;", "\n", "https://a.example/?u=", "//", "https:", "feed:", "JaVa"]),
    st.sampled_from(
        ["javascript:", "java\tscript:", "&#106;avascript:", "vbscript:", "data:text/html,", "https://a.example/", "blob:", "x:"]
    ),
    st.sampled_from(
        ["alert(1)", '"onclick="x', "'><script>", "&quot;&gt;", "`", "\u2028", "%22%3E", "&#0;", "\\", "[", "&#xD800;"]
    ),
)
NAMES = st.sampled_from(
    ["href", "src", "alt", "title", "data-original", "data-src", "style", "class", "onclick", "xlink:href", "srcset"]
)
QUOTES = st.sampled_from(['"', "'", "", "`"])
ATTRIBUTE = st.builds("{0}={1}{2}{1}".format, NAMES, QUOTES, URLS)
TAGS = st.sampled_from(["a", "img", "p", "div", "svg", "math", "iframe", "object", "video", "form", "td", "li", "x-y"])
HOSTILE_TAG = st.builds(lambda tag, attributes: f"<{tag} {' '.join(attributes)}>", TAGS, st.lists(ATTRIBUTE, max_size=3))
HOSTILE = st.lists(st.sampled_from(MATHML_AND_SVG.split()) | HOSTILE_TAG, max_size=25).map("".join)


def elements(html: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Tag and attributes of every element as lxml and as html5lib, which reads as browsers do, understand ``html``."""
    for element in lxml_html.fragment_fromstring(html, create_parent="div").iter():
        yield str(element.tag), {str(name): str(value) for name, value in element.attrib.items()}
    tree: Any = html5lib.parseFragment(html, treebuilder="etree", namespaceHTMLElements=False)
    for element in tree.iter():
        if element.tag != "DOCUMENT_FRAGMENT":
            yield str(element.tag), dict(element.attrib)


def assert_harmless(html: str) -> None:
    """Whoever reads ``html`` finds listed elements, attributes and schemes only."""
    for tag, attributes in elements(html):
        assert tag in ATTRIBUTES or (tag in MADE_BY_PARSERS and not attributes), tag
        assert attributes.keys() <= ATTRIBUTES.get(tag, set()), (tag, attributes)
        assert all(attributes[name].lower().startswith(("http://", "https://")) for name in ("href", "src") if name in attributes)


def as_browsers_read(html: str) -> str:
    """``html`` in one spelling."""
    tree = html5lib.parseFragment(html, treebuilder="etree")
    walker = html5lib.getTreeWalker("etree")
    return str(HTMLSerializer(omit_optional_tags=False, quote_attr_values="always").render(walker(tree)))


def sanitized(html: str) -> str:
    """``html`` after nh3 with our own list, and nothing else allowed."""
    return nh3.clean(
        html,
        tags={*ATTRIBUTES, "tbody"},
        attributes={tag: names for tag, names in ATTRIBUTES.items() if names},
        url_schemes=SCHEMES,
        strip_comments=True,
        link_rel=None,
        generic_attribute_prefixes=set(),
    )


def assert_proven(item: Item) -> None:
    for body in bodies_of(item):
        assert_safe(body.html)
        assert_harmless(body.html)
        assert as_browsers_read(sanitized(body.html)) == as_browsers_read(body.html)
    assert all(WEB_URL.match(url) for url in urls_of(item))


def urls_of(item: Item) -> Iterator[str]:
    """Every URL in a field of its own."""
    images: list[Image] = [image for body in bodies_of(item) for image in body.images]
    yield from (image.url for image in images)
    yield from (url for image in images for url in image.seen_as if not RELATIVE.fullmatch(url))
    yield from filter(None, [item.url, item.lead_image if isinstance(item, Article) else None])


def article_of(body: str) -> Article | None:
    try:
        return cleaned_article(body)
    except TooDeepError:
        return None


@pytest.mark.parametrize("vector", VECTORS)
def test_a_vector_is_harmless_wherever_it_stands(vector: str) -> None:
    caption = f'<img src="https://a.example/1.jpg" alt="{vector}"><p>▲{vector}</p><p>图源：{vector}</p>'
    places = (vector, f"<p>前文。</p>{vector}", caption, f"<table><tr><td>{vector}<td>字<tr><td>字<td>{vector}</table>")
    for body in (
        *places,
        f"<pre>{vector}</pre>",
        f"<ul><li>{vector}</ul><blockquote>{vector}</blockquote>",
        f"<h3>{vector}</h3>",
    ):
        assert_proven(cleaned_article(body))


@pytest.mark.parametrize("vector", VECTORS)
def test_a_vector_in_a_head_or_a_thread_stays_text(vector: str) -> None:
    quoted = vector.replace("'", "''")
    head = (
        f"\n---\ntitle: '{quoted}'\nauthor: '{quoted}'\nheadimg: '{quoted}'\ndate: '{quoted}'\ncategories:\n - '{quoted}'\n---\n"
    )
    assert_proven(cleaned(f"{head}<p>字{'　'}</p><img src='https://a.example/1.jpg'>".encode()))
    thread = cleaned("\n".join(line.replace("{}", vector) for line in THREAD.splitlines()).encode())
    assert isinstance(thread, Thread) and len(thread.posts) == 2
    assert_proven(thread)


THREAD = """河边的老桥 {} [复制链接]
查看: 12|回复: 1
电梯直达
{}
发表于 2022-3-29 07:48:39 | 显示全部楼层 来自: {}
字{}
{}
回复 支持 3 反对 0
{}
发表于 2022-3-29 08:48:39 | 显示全部楼层 来自: 中国江苏
{} 发表于 2022-3-29 07:48
{}
{}
回复 支持 1 反对 0
"""


@given(HOSTILE | BROKEN | WELL_FORMED | LOOSE)
def test_whatever_is_written_clean_html_is_harmless(body: str) -> None:
    if article := article_of(body):
        assert_proven(article)


@given(HOSTILE)
def test_a_head_cannot_bring_in_an_address(url: str) -> None:
    line = url.replace("'", "''").replace("\n", " ")
    page = saved_dump("<p>字</p><img src=https://a.example/1.jpg>").replace(b"comments: false", f"headimg: '{line}'".encode())
    assert_proven(cleaned(page))


@pytest.mark.parametrize("cover", ["javascript://a.example/1.jpg", "data://a.example/1.jpg", "vbscript://a.example/1.jpg"])
def test_a_cover_with_another_scheme_is_none_of_the_images(cover: str) -> None:
    page = saved_dump("<img src=https://a.example/1.jpg>").replace(b"comments: false", f"headimg: '{cover}'".encode())
    article = cleaned(page)
    assert isinstance(article, Article) and (article.lead_image, article.images[0].seen_as) == (None, ["https://a.example/1.jpg"])


@pytest.mark.parametrize(
    "html",
    [
        "<script>x</script>",
        "<p onclick=x>字</p>",
        '<a href="javascript:x">字</a>',
        "<p><svg><a></a></svg></p>",
        "<p style=x>字</p>",
        '<img src="data:x">',
        "<div class=x></div>",
    ],
)
def test_what_is_not_clean_would_be_seen(html: str) -> None:
    with pytest.raises(AssertionError):
        assert_harmless(html)
    assert as_browsers_read(sanitized(html)) != as_browsers_read(html)
