"""Which picture an ``<img>`` shows, and which of them are one picture."""

import json
import re

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.content.body import Block, Body
from crawler.content.html import parse_html
from crawler.content.web_url import mended
from crawler.images import Cdn, is_web_url, unwrapped
from crawler.items import Article, Image
from crawler.platforms import Site
from crawler.platforms.rsshub import RsshubSite
from pipelines.dedupe_images import dedupe_images
from pipelines.resolve_images import resolve_images
from tests.made_items import made_article
from tests.support import cleaned_article

A, B = "https://img.example.com/a.jpg", "https://img.example.com/b.jpg"
PROXY = "https://cors.example.dev/?"
WEIBO = "https://wx1.sinaimg.cn/%s/0123abcdgy1abcdefghijj20e00dtwff.jpg"


@pytest.mark.parametrize(
    ("url", "real"),
    [
        (A, A),
        (f"  {A}\n", A),
        (f"HTTPS{A[5:]}", A),
        (A.removeprefix("https:"), A),
        ("https://img.example.com/a b.jpg", "https://img.example.com/a%20b.jpg"),
        (PROXY + A, A),
        (PROXY + A + "?x=1&y=2", A + "?x=1&y=2"),
        (f"{PROXY}https%3A%2F%2Fimg.example.com%2Fa.jpg", A),
        (f"https://p.example/show?url={A}", A),
        (f"https://p.example/show?w=1&url={A}&h=2", A),
        ("https://p.example/show?url=https%3A%2F%2Fimg.example.com%2Fa.jpg%3Fw%3D1&h=2", A + "?w=1"),
        (f"https://p.example/show?src={A}", A),
        (f"https://p.example/show?u={A}", A),
        (
            f"{A}?imageView2/2/w/600|watermark/1/image/aHR0cHM6Ly94LmV4YW1wbGUvd20ucG5n",
            f"{A}?imageView2/2/w/600|watermark/1/image/aHR0cHM6Ly94LmV4YW1wbGUvd20ucG5n",
        ),
        ("https://x.example/_next/image?url=%2Fa%2Fb.jpg&w=640&q=75", "https://x.example/a/b.jpg"),
        ("/_next/image?url=https%3A%2F%2Fimg.example.com%2Fa.jpg&w=640&q=75", A),
        ("/_next/image?url=%2Fa%2Fb.jpg&w=640&q=75", "/_next/image?url=%2Fa%2Fb.jpg&w=640&q=75"),
        (f"https://p.example/show?page={A}", f"https://p.example/show?page={A}"),
        (f"{A}?x-oss-process=image/resize,w_200", f"{A}?x-oss-process=image/resize,w_200"),
        (f"{A}#url={B}", f"{A}#url={B}"),
        ("a.jpg", "a.jpg"),
        ("data:image/png;base64,AAAA", "data:image/png;base64,AAAA"),
        ("", ""),
    ],
)
def test_unwrapped(url: str, real: str) -> None:
    assert unwrapped(url) == real


@pytest.mark.parametrize(
    ("url", "is_one"),
    [
        (A, True),
        ("http://a", True),
        ("http://a.example:65535/b", True),
        ("http://a.example:60000/b", True),
        ("http://a.example:65536/b", False),
        ("https:///a.jpg", False),
        ("https://", False),
        ("https://a.example/b c", False),
        ("https://a.example/b\n", False),
        ("ftp://a.example/b", False),
        ("//a.example/b", False),
        ("/a.jpg", False),
        ("javascript:alert(1)//http://", False),
        ("data:text/html,https://a.example", False),
    ],
)
def test_web_urls(url: str, is_one: bool) -> None:
    assert is_web_url(url) is is_one


def image_of(attributes: dict[str, str]) -> Image | None:
    body = Body(made_article(), [Block("image", attributes=attributes)])
    resolve_images(body)
    return body.blocks[0].image if body.blocks else None


@pytest.mark.parametrize(
    ("attributes", "image"),
    [
        ({"src": A}, Image(A, [A])),
        ({"src": A, "alt": " 图 ", "width": "640", "height": "480px"}, Image(A, [A], "图", None, 640, 480)),
        ({"src": A, "alt": " "}, Image(A, [A])),
        ({"src": PROXY + A}, Image(A, [PROXY + A])),
        ({"src": PROXY + A, "data-original": A}, Image(A, [A, PROXY + A])),
        ({"src": A, "data-original": A}, Image(A, [A])),
        ({"src": "/loading.gif", "data-src": A}, Image(A, [A])),
        ({"src": "data:image/gif;base64,R0", "data-original": A}, Image(A, [A])),
        ({"src": B, "data-original": "lazy"}, Image(B, [B])),
        ({"src": B, "data-image-id": "1*a.jpeg"}, Image(B, [B])),
        ({"src": B, "data-original": A, "data-gif-url": "https://img.example.com/c.gif"},
         Image("https://img.example.com/c.gif", ["https://img.example.com/c.gif", A, B])),
        ({"src": B, "zoomfile": A}, Image(A, [A, B])),
        ({"src": A, "data-width": "1000", "width": "50%"}, Image(A, [A], width=1000)),
        ({"src": A, "width": "50%", "height": "auto"}, Image(A, [A])),
        ({"src": A, "width": "-5", "height": "0.5"}, Image(A, [A])),
        ({"src": A, "width": "640.5", "height": "999999"}, Image(A, [A], width=640)),
        ({"src": A, "srcset": f"{B} 2x"}, Image(B, [B, A])),
        ({"src": A, "srcset": f"{A} 400w, {B} 800w"}, Image(B, [B, A])),
        ({"src": "data:,", "data-srcset": f"{A} 1x,{B} 2x"}, Image(B, [B, A])),
        ({"src": A, "data-src": "https://\n---"}, Image(A, [A])),
        ({"src": B, "srcset": f"{B} 2x", "data-original": A}, Image(A, [A, B])),
        ({"src": WEIBO % "large", "data-src": WEIBO % "mw690"}, Image(WEIBO % "large", [WEIBO % "mw690", WEIBO % "large"])),
    ],
)  # fmt: skip
def test_resolved(attributes: dict[str, str], image: Image) -> None:
    assert image_of(attributes) == image


@pytest.mark.parametrize(
    "url", ["", " ", "a.jpg", "data:image/png;base64,AAAA", "javascript:alert(1)", "blob:x", "file:///etc/passwd"]
)
def test_a_picture_without_a_web_url_goes_to_the_ledger(url: str) -> None:
    body = Body(made_article(), [Block("image", attributes={"src": url, "alt": "说明"}), Block("paragraph", "正文")])
    removals = resolve_images(body)
    assert [block.text for block in body.blocks] == ["正文"]
    assert [(removal.rule, removal.text) for removal in removals] == [("image-without-url", url or "说明")]


@pytest.mark.parametrize("size", [{"width": "1", "height": "1"}, {"width": "48px"}, {"height": "20"}])
def test_a_picture_as_small_as_a_letter_goes_to_the_ledger(size: dict[str, str]) -> None:
    body = Body(made_article(), [Block("image", attributes={"src": A, **size})])
    assert [removal.text for removal in resolve_images(body)] == [A]
    assert body.blocks == []


def deduped(images: list[Image], site: Site, cover: str | None = None) -> Article:
    article = made_article()
    blocks = [Block("image", image=image) for image in images]
    dedupe_images(Body(article, [*blocks, Block("paragraph", "正文")]), site, cover)
    return article


class OwnCdn(RsshubSite):
    image_cdns = (Cdn("own", "this test", re.compile(r"img\.example\.com"), query=re.compile(r"w=(\d+)")),)


ANY, OWN = RsshubSite(), OwnCdn()


@pytest.mark.parametrize(
    ("site", "one", "other"),
    [
        (ANY, A, A),
        (ANY, A, A.replace("https", "http")),
        (ANY, A, A + "#1"),
        (ANY, "https://i.guancha.cn/a.jpg", "https://i.guancha.cn/a.jpg!cmspl"),
        (ANY, "http://zkres1.myzaker.com/a_1024.jpg", "https://zkres2.myzaker.com/a_640.jpg"),
        (ANY, "http://zkres.myzaker.com/a.jpg", "http://zkres9.myzaker.com/a_320.jpg"),
        (OWN, A + "?w=900", A + "?w=300"),
    ],
)
def test_one_picture(site: Site, one: str, other: str) -> None:
    [image] = deduped([Image(one, [one]), Image(other, [PROXY + other, other])], site).images
    assert (image.url, image.seen_as) == (one, list(dict.fromkeys([one, PROXY + other, other])))


@pytest.mark.parametrize(
    ("site", "one", "other"),
    [
        (ANY, A, B),
        (ANY, A, A + "?w=200"),
        (ANY, A, A + "!cmspl"),
        (ANY, A, A.replace(".jpg", ".JPG")),
        (ANY, "https://i.guancha.cn/a.jpg", "https://i.guancha.cn/b.jpg!cmspl"),
        (ANY, "http://zkres1.myzaker.com/a_1024.jpg", "http://zkres1.myzaker.com/b_1024.jpg"),
        (OWN, A + "?w=900", B + "?w=300"),
    ],
)
def test_two_pictures(site: Site, one: str, other: str) -> None:
    assert [image.url for image in deduped([Image(one, [one]), Image(other, [other])], site).images] == [one, other]


def test_the_largest_variant_is_the_url_and_stands_in_the_html() -> None:
    shown = (WEIBO % "thumb180", PROXY + WEIBO % "large", WEIBO % "bmiddle")
    article = cleaned_article("".join(f'<p>河边第{at}棵树。</p><img src="{url}">' for at, url in enumerate(shown)))
    [image] = article.images
    assert (image.url, article.html.count(WEIBO % "large"), article.html.count("<img ")) == (WEIBO % "large", 1, 1)
    assert image.seen_as == list(shown)


def test_a_larger_cover_is_the_url() -> None:
    article = deduped([Image(WEIBO % "bmiddle", [WEIBO % "bmiddle"])], ANY, PROXY + WEIBO % "large")
    assert (article.images[0].url, article.lead_image) == (WEIBO % "large", WEIBO % "large")


def test_pictures_of_one_srcset_are_one_and_placeholders_are_none() -> None:
    both = Block("image", attributes={"src": A, "srcset": f"{A} 1x, {B} 2x"})
    again = Block("image", attributes={"src": A})
    lazy = [Block("image", attributes={"data-src": f"{A}?{n}", "srcset": "https://x.example/w.gif 1x"}) for n in (1, 2)]
    body = Body(made_article(), [both, again, *lazy])
    resolve_images(body)
    dedupe_images(body, ANY)
    assert [image.url for image in body.owner.images] == [B, f"{A}?1", f"{A}?2"]


def test_the_largest_of_a_srcset_replaces_a_smaller_one_that_stands_before_it() -> None:
    article = cleaned_article(f'<p>桥边</p><img src="{A}"><p>河边</p><img src="{A}" srcset="{A} 1x, {B} 2x">')
    assert [(image.url, image.seen_as) for image in article.images] == [(B, [A, B])]


@pytest.mark.parametrize(
    ("elements", "urls"),
    [
        (('<img src="/jz.png" data-a="/1.jpg">', '<img src="/jz.png" data-a="/2.jpg">'), ["/1.jpg", "/2.jpg"]),
        (('<img src="/jz.png" data-src="/get?id=1">', '<img src="/jz.png" data-src="/get?id=2">'), ["/get?id=1", "/get?id=2"]),
        (('<img src="/1.jpg" data-a="/2.jpg">', '<img src="/1.jpg" data-a="/2.jpg">'), ["/1.jpg"]),
        (('<img src="/1.jpg" data-a="/1-300x200.jpg">', '<img src="/1.jpg" data-a="/1-600x400.jpg">'), ["/1.jpg"]),
        (('<img src="/1.jpg" data-a="/2.jpg">', '<img src="/3.jpg" data-a="/4.jpg">'), ["/1.jpg", "/3.jpg"]),
        (('<img src="/1.jpg">', '<img src="/1.jpg" data-a="/2.jpg">'), ["/1.jpg"]),
    ],
)
def test_what_several_pictures_show_until_they_are_loaded_is_a_placeholder(elements: tuple[str, str], urls: list[str]) -> None:
    article = cleaned_article(f"<p>桥边</p>{elements[0]}<p>河边</p>{elements[1]}", link="https://news.example.com/1.html")
    assert [image.url.removeprefix("https://news.example.com") for image in article.images] == urls


def test_the_placeholder_of_several_pictures_is_no_picture_by_itself() -> None:
    images = ['<img src="/jz.png" data-a="/1.jpg">', '<img src="/jz.png" data-a="/2.jpg">', '<img src="/jz.png">']
    article = cleaned_article("<p>桥边</p>".join(images), link="https://news.example.com/")
    assert (len(article.images), [removal.rule for removal in article.removed]) == (2, ["placeholder-image"])


@pytest.mark.parametrize(
    "path",
    [
        "twemoji/assets/72x72/1f600.png",
        "gh/x/twemoji@14/72x72/1f600.png",
        "images/face/14.gif",
        "expressions/1.png",
        "qzone/em/e100.gif",
    ],
)
def test_emoticons_are_known_by_their_folders(path: str) -> None:
    article = cleaned_article(f'<p>好吧<img src="https://x.example/{path}">，再见。</p>')
    assert (article.text, article.images, [removal.rule for removal in article.removed]) == ("好吧，再见。", [], ["emoticon"])


@pytest.mark.parametrize(
    "path", ["face/2021/portrait.jpg", "faces/bridge.jpg", "emotion/bridge.jpg", "emojipedia.jpg", "em/e100.jpg"]
)
def test_pictures_in_similar_folders_are_kept(path: str) -> None:
    article = cleaned_article(f'<p>桥边。</p><img src="https://x.example/{path}"><p>河边。</p>')
    assert [image.url for image in article.images] == [f"https://x.example/{path}"]


def test_what_the_first_lacks_comes_from_those_folded_into_it() -> None:
    images = [Image(A, [A]), Image(A, [A], alt="图", width=640), Image(A, [A], alt="另", caption="说明", width=1, height=480)]
    assert deduped(images, ANY).images == [Image(A, [A], "图", "说明", 640, 480)]


@pytest.mark.parametrize(
    ("cover", "lead", "seen_as"),
    [
        (None, None, [A]),
        (A, A, [A]),
        (PROXY + A, A, [PROXY + A, A]),
        (A.removeprefix("https:"), A, [A.removeprefix("https:"), A]),
        (B, None, [A]),
        ("cover", None, [A]),
    ],
)
def test_the_cover_is_one_of_the_images_or_none(cover: str | None, lead: str | None, seen_as: list[str]) -> None:
    article = deduped([Image(A, [A])], ANY, cover)
    assert (article.lead_image, article.images) == (lead, [Image(A, seen_as)])


def test_no_caption_is_lost_with_a_repeated_picture() -> None:
    """Nothing leaves the text without an entry in ``removed``: invariant 2."""
    figure = f'<figure><img src="{A}"><figcaption>%s</figcaption></figure>'
    article = cleaned_article(f"<div>{figure % '日出时的码头'}<p>正文在此。</p>{figure % '日落时的渔船'}</div>")
    [image] = article.images
    shown = f"{image.caption} {article.text} {[removal.text for removal in article.removed]}"
    assert "日出时的码头" in shown and "日落时的渔船" in shown


def test_images_stand_in_order_and_once_in_the_html() -> None:
    article = cleaned_article(f'<p>一</p><img src="{B}"><p>二</p><img src="{A}"><p>三</p><img src="{PROXY}{B}">')
    assert [image.url for image in article.images] == [B, A]
    assert article.html.count("<img ") == 2 and article.html.index(B) < article.html.index(A)


@given(st.dictionaries(st.sampled_from(["src", "data-src", "data-original", "width", "alt"]), st.text(max_size=30) | st.just(A)))
def test_any_attributes_give_a_web_url_or_none(attributes: dict[str, str]) -> None:
    image = image_of(attributes)
    assert image is None or (is_web_url(image.url) and image.seen_as and all(image.seen_as))


STAND_IN = "data:image/gif;base64,R0lGODlhAQABAAAAACw="
BASE = "https://news.example.com/2021/11/2.html"


@pytest.mark.parametrize(
    "name",
    ["data-anything", "data-lazy", "real_src", "lay-src", "original", "_src", "data-mcesrc", "data-thumb", "file", "zoomfile"],
)
def test_a_picture_in_any_attribute_is_found_behind_what_stands_in_for_it(name: str) -> None:
    for src in (STAND_IN, "https://img.example.com/static/blank.gif", "/loading.gif", "", "https://news.example.com/1.html"):
        image = image_of({"src": src, name: A, "data-link": "https://news.example.com/2.html", "data-w": "0.66"})
        assert image == Image(A, [A]), src


@pytest.mark.parametrize(
    "other",
    [
        {"data-src": "https://img.example.com/static/blank.gif"},
        {"data-original": "https://img.example.com/loading.gif"},
        {"data-original": "https://img.example.com/img_loading-2.png"},
        {"data-original": "https://via.placeholder.com/300x200"},
        {"data-url": "https://news.example.com/2021/1.html"},
        {"data-url": "https://news.example.com/2021/1"},
        {"data-src": f"{A}?w=60"},
        {"data-src": "https://img.example.com/a-150x150.jpg"},
        {"data-thumb": B},
        {"data-mcesrc": B},
        {"data-author-avatar": B},
        {"data-src": "https://v.example.com/1.mp4"},
        {"data-caption": "图1.1：桥/灯"},
        {"data-config": '{"id": 1, "page": "https://news.example.com/1.html"}'},
        {"onerror": f"this.src='{B}'"},
    ],
)
def test_a_real_source_is_not_beaten(other: dict[str, str]) -> None:
    for attributes in ({"src": A, **other}, {**other, "src": A}):
        image = image_of(attributes)
        assert image is not None
        assert image.url == A


@pytest.mark.parametrize(
    ("attributes", "url"),
    [
        ({"data-info": f'{{"thumb": "{B}", "origin": "{A}", "w": 1}}'}, A),
        ({"data-images": f'[{{"url": "{A}"}}, 3, null]'}, A),
        ({"data-info": '{"url": "https:\\/\\/img.example.com\\/a.jpg"}'}, A),
        ({"data-bgset": f"{B} 300w, {A} 900w"}, A),
        ({"data-sources": f"{B} 300w, {A} 900w"}, A),
        ({"data-src": A, "data-srcset": f"{B} 600w, {A} 900w"}, A),
        ({"style": f"width:600px;background:#fff url('{A}') no-repeat"}, A),
        ({"style": f"background-image:url({A})", "src": STAND_IN}, A),
        ({"src": "https://img.example.com/a/b-300x169.jpg", "data-x": "https://img.example.com/a/b.jpg"},
         "https://img.example.com/a/b.jpg"),
        ({"data-croporisrc": B, "data-src": A}, A),
        ({"data-small": f"{A}?w=300", "data-large": f"{A}?w=900"}, f"{A}?w=900"),
        ({"data-src": "https://img.example.com/resize?id=3"}, "https://img.example.com/resize?id=3"),
        ({"src": "https://x.example/show.php?id=3"}, "https://x.example/show.php?id=3"),
        ({"src": "pixel-6.jpg", "data-a": "x"}, "https://news.example.com/2021/11/pixel-6.jpg"),
        ({"src": "../upload/b.jpg"}, "https://news.example.com/2021/upload/b.jpg"),
        ({"data-src": "/b.jpg"}, "https://news.example.com/b.jpg"),
        ({"src": "//img.example.com/a.jpg"}, A),
    ],
)  # fmt: skip
def test_the_largest_of_all_that_an_element_names(attributes: dict[str, str], url: str) -> None:
    body = Body(made_article(), [Block("image", attributes=attributes)])
    resolve_images(body, base=BASE)
    assert [block.image.url for block in body.blocks if block.image] == [url]


@pytest.mark.parametrize(
    ("attributes", "rule", "text"),
    [
        ({"src": "https://x.example/none.gif"}, "placeholder-image", "https://x.example/none.gif"),
        ({"src": "https://x.example/lazy-placeholder.png"}, "placeholder-image", "https://x.example/lazy-placeholder.png"),
        ({"src": "https://x.example/no_image.jpg"}, "placeholder-image", "https://x.example/no_image.jpg"),
        ({"src": "https://picsum.photos/400/300"}, "placeholder-image", "https://picsum.photos/400/300"),
        *(
            ({"src": f"https://x.example/{path}"}, "image-without-url", f"https://x.example/{path}")
            for path in (
                *(
                    "a/image/svg+xml;utf8,<svg/>",
                    "image/svg+xml,%3Csvg%20a=1%3E",
                    "image/gif;base64,R0lGOD",
                    "data:image/png;base64,iVBOR",
                ),
                *(
                    "about:blank",
                    "[object%20Object]",
                    "%5Bobject%20HTMLImageElement%5D",
                    "javascript:;",
                    "%7B%7Bitem.src%7D%7D",
                    "#",
                ),
                *("none", "a/NaN", "images/true", "a/false?b=1", "undefined#", "images/null/", "undefined/undefined"),
            )
        ),
        ({"data-src": "a/b.jpg", "src": STAND_IN}, "image-without-url", "a/b.jpg"),
        ({"src": "帖子_files/b.jpg"}, "image-without-url", "帖子_files/b.jpg"),
        ({"src": "https:/upload/a.jpg"}, "image-without-url", "https:/upload/a.jpg"),
        ({"src": STAND_IN, "alt": "桥"}, "image-without-url", STAND_IN),
        ({}, "image-without-url", ""),
    ],
)
def test_what_shows_no_picture_is_told(attributes: dict[str, str], rule: str, text: str) -> None:
    body = Body(made_article(), [Block("image", attributes=attributes)])
    assert [(removal.rule, removal.text) for removal in resolve_images(body)] == [(rule, text)]
    assert not body.blocks


def shown(html: str) -> tuple[list[str], list[str]]:
    """The pictures of an article with this body, and what was removed from it."""
    article = cleaned_article(f"<div><p>桥边的人在等船。</p>{html}<p>后来船来了。</p></div>")
    return [image.url for image in article.images], [removal.text for removal in article.removed]


@pytest.mark.parametrize(
    "html",
    [
        f'<picture><source srcset="{B} 800w, {A} 1600w"><img src="{STAND_IN}" alt="桥"></picture>',
        f'<picture><source data-srcset="{A} 2x"><img class="lazy"></picture>',
        f'<picture><source srcset="{A} 1600w"></picture>',
        f'<picture><source media="(max-width: 600px)" srcset="{B} 600w"><source srcset="{A} 1200w"><img src="{B}"></picture>',
        f'<amp-img src="{A}" width="800"><noscript><img src="{A}"></noscript></amp-img>',
        f'<mip-img src="{A}"></mip-img>',
        f'<p><image src="{A}"></p>',
        f'<noscript><img src="{A}"></noscript><img src="{STAND_IN}">',
        f'<img src="{STAND_IN}">\n<noscript><img src="{A}"></noscript>',
        f'<img src="{STAND_IN}"><noscript>&lt;img src="{A}"/&gt;</noscript>',
        f'<figure><noscript>&amp;lt;img src="{A}" /&amp;gt;</noscript></figure>',
        f'<picture><source data-srcset="{A} 900w"><img data-src="{B}"></picture><noscript><img src="{B}"></noscript>',
        f'<noscript><img src="{B}"></noscript><picture><source srcset="{A} 900w"><img src="{STAND_IN}"></picture>',
        f"<div style=\"height:300px;background-image:image-set(url('{B}') 1x, url('{A}') 2x)\"></div>",
        f"<div style=\"background-image:-webkit-image-set('{B}' 1x, '{A}' type('image/jpeg') 2x);height:300px\"></div>",
        f'<img src="https://s.example/sg_trans.gif" real_src="{A}">',
        f'<img src="{A}" data-src="https://img.example.com/a_{{width}}x.jpg">',
        f'<img src="{A}" data-src="https://img.example.com/a_%7Bwidth%7Dx.jpg">',
        f'<section style="background-image: url(&quot;{A}&quot;);width:600px;height:400px"></section>',
        f"<div style='background:url({A}) no-repeat'><svg viewBox='0 0 1 1'></svg></div>",
        f'<div class="lazy" data-bg="{A}"></div>',
        f'<svg viewBox="0 0 9 9"><image xlink:href="{A}"></image></svg>',
        f'<svg style="background-image:url({A})"><rect></rect></svg>',
        f'<object data="{A}" type="image/jpeg"></object>',
        f'<embed src="{A}">',
        f'<amp-img src="{A}"><amp-img fallback src="{B}"></amp-img></amp-img>',
    ],
)
def test_whatever_element_shows_a_picture(html: str) -> None:
    assert shown(html) == ([A], [])


@pytest.mark.parametrize(
    "html",
    [
        f'<video src="https://v.example/1.mp4" poster="{A}"></video>',
        f'<video><source src="https://v.example/1.mp4"><img src="{A}"></video>',
        f'<div style="background:url({A})"><p>标题在图上。</p></div>',
        f'<a href="https://x.example/" style="background:url({A})"></a>',
        f'<button><img src="{A}">点赞</button>',
        f'<table><tr><td>一</td><td background="{A}">二</td></tr><tr><td>三</td><td>四</td></tr></table>',
        f'<table><tr><td>一</td><td style="background:url({A})">二</td></tr><tr><td>三</td><td>四</td></tr></table>',
    ],
)
def test_a_picture_that_is_not_kept_is_told(html: str) -> None:
    images, removed = shown(html)
    assert (images, A in removed) == ([], True)


@pytest.mark.parametrize(
    ("head", "html", "url"),
    [
        ({"link": BASE}, '<img src="/upload/a.jpg"><p>全文见<a href="/b.html">详情</a>。</p>', "https://news.example.com/upload/a.jpg"),
        ({"url": BASE}, '<img src="../a.jpg"><p>全文见<a href="/b.html">详情</a>。</p>', "https://news.example.com/2021/a.jpg"),
        ({}, '<base href="https://news.example.com/x/"><img src="a.jpg"><p>全文见<a href="/b.html">详情</a>。</p>', "https://news.example.com/x/a.jpg"),
        ({"link": BASE}, '<base href="/x/"><img src="a.jpg"><p>全文见<a href="/b.html">详情</a>。</p>', "https://news.example.com/x/a.jpg"),
        ({}, '<img src="//news.example.com/a.jpg"><p>全文见<a href="//news.example.com/b.html">详情</a>。</p>', "https://news.example.com/a.jpg"),
    ],
)  # fmt: skip
def test_relative_addresses_are_read_from_where_the_page_stands(head: dict[str, str], html: str, url: str) -> None:
    article = cleaned_article(f"<div><p>桥边的人在等船。</p>{html}</div>", **head)
    assert [image.url for image in article.images] == [url]
    assert '<a href="https://news.example.com/b.html">详情</a>' in article.html


@pytest.mark.parametrize(
    ("address", "meant"),
    [
        ("https://img.example.com/\n   a.jpg ", A),
        ("https:\\\\img.example.com\\a.jpg", A),
        ("https:\\/\\/img.example.com\\/a.jpg", A),
        ('\\"https://img.example.com/a.jpg\\"', A),
        ("\\\\img.example.com\\a.jpg", "//img.example.com/a.jpg"),
        ("\\a.jpg", "/a.jpg"),
        ("<https://img.example.com/a.jpg>", A),
        ("https%3A%2F%2Fimg.example.com%2Fa%2520b.jpg", "https://img.example.com/a%20b.jpg"),
        ("https://x.example/a.php?b=1\\u0026c=2", "https://x.example/a.php?b=1&c=2"),
        ("https:/img.example.com/a.jpg", A),
        ("https:////img.example.com/a.jpg", A),
        ("https:img.example.com/a.jpg", A),
        ("https//img.example.com/a.jpg", A),
        ("https：//img.example.com/a.jpg", A),
        ("https:// img.example.com/a.jpg", A),
        ("ttps://img.example.com/a.jpg", A),
        ("http://https://img.example.com/a.jpg", A),
        ("http:https://img.example.com/a.jpg", A),
        ("//https://img.example.com/a.jpg", A),
        ("https://img.example.com/\u200ba.jpg%20", A),
        ("https://x.example/a.php?b=1&amp;amp;c=2", "https://x.example/a.php?b=1&c=2"),
        ("https://x.example/a b.jpg", "https://x.example/a%20b.jpg"),
        ("http://http.example.com/a.jpg", "http://http.example.com/a.jpg"),
        ("https://x.example/?https://y.example/a", "https://x.example/?https://y.example/a"),
        ("https://x.example/%\n0a", "https://x.example/"),
        (f"https://x.example/{'%0' * 9}{'a' * 9}", f"https://x.example/{'%0' * 9}{'a' * 9}"),
    ],
)
def test_broken_addresses_are_mended(address: str, meant: str) -> None:
    assert mended(address) == meant


@given(
    st.text(alphabet="htps:/\\&;amp. \n\t\"'%20?a文\u200b", max_size=40).map(lambda tail: f"https://x.example/{tail}") | st.text()
)
def test_mending_is_done_once(address: str) -> None:
    once = mended(address)
    assert mended(once) == once


TAGS = st.sampled_from(
    [
        '<img src="{}">',
        '<img data-x="{}">',
        '<image src="{}">',
        '<amp-img src="{}"></amp-img>',
        '<picture><source srcset="{} 2x"><img></picture>',
        '<noscript><img src="{}"></noscript>',
        '<div style="background:url({})"></div>',
        '<pre><img src="{}">x</pre>',
        '<button><img src="{}"></button>',
    ]
)
URLS = st.sampled_from(
    [A, B, STAND_IN, "", "/a.jpg", "a/blank.gif", "https://x.example/1.html", "https:\\\\x.example\\c.png", "// x"]
)


@given(st.lists(st.builds(str.format, TAGS, URLS), max_size=8))
def test_every_picture_is_an_image_or_removed(elements: list[str]) -> None:
    article = made_article()
    body = Body(article, parse_html(f"<div>{'字'.join(elements)}</div>").blocks)
    blocks = [block for block in body.blocks if block.kind == "image"]
    removals = resolve_images(body)
    kept = [block.image for block in body.blocks if block.image]
    assert len(blocks) == len(removals) + len(kept)
    assert all(is_web_url(image.url) and re.fullmatch(r"https?://\S+", image.url) for image in kept)
    noted = json.dumps(
        [[msgspec.to_builtins(image) for image in kept], [removal.text for removal in removals], [b.text for b in body.blocks]]
    )
    assert A not in "".join(elements) or A in noted
    resolve_images(body)
    assert [block.image for block in body.blocks if block.image] == kept


def test_what_broken_html_puts_into_a_picture_stays() -> None:
    article = cleaned_article(f'<div><image src="{A}"><p>桥边的人在等船。</p><img src="{B}"><p>后来船来了。</p></div>')
    assert [image.url for image in article.images] == [A, B]
    assert article.text == "桥边的人在等船。\n\n后来船来了。"


@pytest.mark.parametrize(
    "src",
    [
        "null",
        "undefined",
        "[object Object]",
        "{{item.img}}",
        "https://img.example.com/{{item.name}}.jpg",
        "https://img.example.com/{name}.jpg",
        "https://img.example.com/undefined",
        "https://img.example.com/",
        "about:blank",
        "#",
    ],
)
def test_what_scripts_leave_behind_is_no_address(src: str) -> None:
    for attributes, urls in (({"src": src}, []), ({"src": src, "data-src": A}, [A])):
        body = Body(made_article(), [Block("image", attributes=attributes)])
        resolve_images(body, base=BASE)
        assert [block.image.url for block in body.blocks if block.image] == urls


@pytest.mark.parametrize(
    ("html", "urls"),
    [
        (f'<img src="{A}"><noscript><img src="https://s.example/p.gif" width="1" height="1"></noscript>', [A]),
        (f'<img src="{STAND_IN}" data-a="{A}"><noscript><img src="{A}"></noscript>'
         f'<img src="{STAND_IN}" data-a="{B}"><noscript><img src="{B}"></noscript>', [A, B]),
        (f'<noscript><img src="{A}"></noscript><img src="{STAND_IN}" data-a="{A}">'
         f'<noscript><img src="{B}"></noscript><img src="{STAND_IN}" data-a="{B}">', [A, B]),
        (f'<img src="/1.gif" data-src="{A}" width="1" height="1">', [A]),
        (f'<img src="{A}" width="1" height="1">', []),
        (f'<img src="{A}" style="width:2em;height:2em">', []),
        (f'<img src="{A}" style="max-height:20px">', []),
        (f'<img src="{A}" style="width:2.5ex">', []),
        (f'<img src="{A}" style="width:25ex">', [A]),
        (f'<img src="{A}" style="width:100%" width="20">', []),
        (f'<img src="{A}" data-width="900" width="20">', [A]),
    ],
)  # fmt: skip
def test_pictures_beside_one_another_and_small_ones(html: str, urls: list[str]) -> None:
    assert shown(html)[0] == urls


@pytest.mark.parametrize(
    ("html", "url"),
    [
        ('<a href="https://x.example/a/b.jpg"><img src="https://x.example/a/b-300x200.jpg"></a>', "https://x.example/a/b.jpg"),
        ('<a href="https://x.example/b.jpg"><img src="/blank.gif"></a>', "https://x.example/b.jpg"),
        ('<a href="https://x.example/big1.jpg"><img src="https://x.example/small1.jpg"></a>', "https://x.example/big1.jpg"),
        ('<a href="https://x.example/big1.jpg"><img src="https://x.example/small2.jpg"></a>', "https://x.example/small2.jpg"),
        (
            '<img src="https://x.example/v.mp4?x-oss-process=video/snapshot,t_1000">',
            "https://x.example/v.mp4?x-oss-process=video/snapshot,t_1000",
        ),
        ('<img src="https://x.example/v.mp4?vframe/jpg/offset/1">', "https://x.example/v.mp4?vframe/jpg/offset/1"),
        ('<a href="https://x.example/b.html"><img src="https://x.example/b-300x200.jpg"></a>', "https://x.example/b-300x200.jpg"),
        ('<a href="https://x.example/zz.jpg"><img src="https://x.example/b.jpg"></a>', "https://x.example/b.jpg"),
        ('<amp-img src="https://x.example/c.jpg" width="4" height="3" layout="responsive"></amp-img>', "https://x.example/c.jpg"),
        ('<a-img src="https://x.example/d.jpg" width="16" height="9" layout="responsive"></a-img>', "https://x.example/d.jpg"),
        ('<img src="https://s.example/f_auto,q_auto:good/https%3A%2F%2Fx.example%2Ff.jpg">', "https://x.example/f.jpg"),
        ('<img src="https://cdn.statically.io/img/x.example/g.jpg">', "https://x.example/g.jpg"),
        ('<img src="https://s.example/loading-2x.gif" data-foo="https://x.example/h.jpg">', "https://x.example/h.jpg"),
        ('<img src="https://s.example/zhanwei.png" data-foo="https://x.example/i.jpg">', "https://x.example/i.jpg"),
        ('<img src="https://x.example/i.jpg" data-src="https://s.example/jiazai.gif">', "https://x.example/i.jpg"),
        (r'<img src="https:\u002F\u002Fx.example\u002Fe.jpg">', "https://x.example/e.jpg"),
    ],
)
def test_what_a_link_leads_to_and_sizes_that_are_ratios(html: str, url: str) -> None:
    assert [image.url for image in cleaned_article(f"<p>一</p>{html}").images] == [url]


def test_a_frame_that_a_script_loads_is_told() -> None:
    article = cleaned_article('<p>一</p><iframe src="about:blank" data-src="https://v.example/1"></iframe>')
    assert [removal.text for removal in article.removed] == ["https://v.example/1"]


@pytest.mark.parametrize(
    ("image", "removed"),
    [
        ('<img src="https://www.google-analytics.com/collect?v=1">', True),
        ('<img src="https://pixel.wp.com/b.gif?host=x">', True),
        ('<img src="https://t.example/open?u=1" width="0" height="0">', True),
        ('<img src="https://x.example/a.jpg" width="0" height="0">', False),
        ('<img src="https://x.example/google-analytics.com.png">', False),
        ('<img src="https://t.example/p.gif" width="1" height="1.0">', True),
        ('<img src="https://t.example/line.png" width="1" height="300">', True),
        ('<img src="/blank.gif" data-src="https://x.example/a.jpg" width="1" height="300">', False),
        ('<img src="https://x.example/a.jpg" width="600" data-width="1">', False),
        *(
            (f'<img src="https://x.example/{path}">', False)
            for path in ("img/none-1", "null/a.jpg", "image/a;b.png", "img/?id=null")
        ),
    ],
)
def test_counters_are_no_pictures(image: str, removed: bool) -> None:
    article = cleaned_article(f"<p>一</p>{image}")
    assert (len(article.removed), len(article.images)) == (removed, not removed)


def test_a_picture_that_is_not_displayed_is_told_but_for_one_that_a_script_shows() -> None:
    pixel = '<img src="https://s.example/pv.gif?id=1" style="display:none">'
    lazy = '<img src="/blank.gif" data-src="https://x.example/a.jpg" style="display: none">'
    article = cleaned_article(f"<p>一</p>{pixel}{lazy}")
    assert [image.url for image in article.images] == ["https://x.example/a.jpg"]
    assert [(removal.rule, removal.text) for removal in article.removed] == [("hidden", "https://s.example/pv.gif?id=1")]
