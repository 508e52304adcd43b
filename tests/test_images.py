"""Which picture an ``<img>`` shows, and which of them are one picture."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.body import Block, Body
from crawler.images import Cdn, is_web_url, unwrapped
from crawler.items import Article, Image
from crawler.sites import Site
from crawler.sites._rsshub import RsshubSite
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
        ({"src": "/loading.gif", "data-src": A}, Image(A, [A, "/loading.gif"])),
        ({"src": "data:image/gif;base64,R0", "data-original": A}, Image(A, [A])),
        ({"src": B, "data-original": "lazy"}, Image(B, ["lazy", B])),
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
