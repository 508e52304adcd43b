"""Pages on which nothing looks like a text, so that it is what stands below the headline."""

import pytest

from crawler.content.html import parse_page
from crawler.items import Article
from crawler.platforms.nothing_to_keep import NothingToKeep
from crawler.platforms.web.below import rest_of, text_below
from crawler.platforms.web.finder import FoundBody
from crawler.platforms.web.headline import Headline
from tests.support import cleaned

POEM = ("霜落在瓦上", "井绳断了", "没有人去接", "只有一只桶", "一声", "一声", "碰着石头")
ASKED = (("井水能喝吗？", "烧开了能喝。"), ("井口几点锁？", "天黑就锁。"), ("桶坏了找谁？", "找看井的老何。"))
LIST = "".join(f"<li><a href='/a/{n}.html'>镇上第{n}口老井昨天修好了，村民来试水</a></li>" for n in range(1, 9))
MENU = (
    "<div class=nav><ul>"
    + "".join(f"<li><a href='/{name}/'>{name}</a></li>" for name in ("首页", "新闻", "财经", "科技"))
    + "</ul></div>"
)
BYLINE = "<div class=info>2024-05-06 08:30　来源：老井新闻网　作者：林溪</div>"


def page(body: str, byline: str = BYLINE) -> bytes:
    after = f"<div class=related><h3>相关阅读</h3><ul>{LIST}</ul></div><div class=footer>关于我们 | 老井新闻网版权所有</div>"
    text = f"<div class=left><h1>井边的夜晚</h1>{byline}<div class=content>{body}</div>{after}</div>"
    return f"<!DOCTYPE html><meta charset=utf-8><title>井边的夜晚</title><body>{MENU}{text}</body>".encode()


@pytest.mark.parametrize("byline", [BYLINE, "<div class=info>2024-05-06</div>", ""])
@pytest.mark.parametrize(
    ("body", "said"),
    [
        (f"<p>{'<br>'.join(POEM)}</p>", POEM),
        ("<dl>" + "".join(f"<dt>{asked}</dt><dd>{told}</dd>" for asked, told in ASKED) + "</dl>", sum(ASKED, ())),
    ],
    ids=["a poem", "questions"],
)
def test_short_lines_below_a_headline_are_the_text(body: str, said: tuple[str, ...], byline: str) -> None:
    item = cleaned(page(body, byline), "page.html", "https://well.example/a/12.html")
    assert isinstance(item, Article)
    assert item.text.replace("\n\n", "\n").split("\n") == list(said)
    assert "no-text" not in item.flags
    assert item.date_published is None if not byline else str(item.date_published).startswith("2024-05-06")


def test_a_page_with_nothing_below_its_headline_is_dropped() -> None:
    with pytest.raises(NothingToKeep):
        cleaned(page("<video src=/v.mp4></video>"), "page.html", "https://well.example/a/12.html")


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ("<h1>井</h1><p>霜落在瓦上，井绳断了。</p><p>桶碰着石头，一声一声。</p>", ["p", "p"]),
        (
            "<header><h1>井</h1><i>2024-05-06 08:30 来源：老井新闻网</i></header><section>霜落在瓦上，井绳断了。</section>",
            ["section"],
        ),
        ("<h1>井</h1><p>霜落在瓦上，井绳断了。</p><ul><li><a>镇上的老井修好了，来试水</a></ul><p>老井新闻网版权所有</p>", ["p"]),
        ("<h1>井</h1><footer>霜落在瓦上，井绳断了。</footer>", []),
        ("<h1>井</h1><div><h3>相关阅读</h3>霜落在瓦上，井绳断了。</div>", []),
        ("<h1>井</h1><script>let a = '霜落在瓦上，井绳断了。'</script>", []),
        ("<h1>井</h1><p>霜落在瓦上</p>", []),
        ("<h1>井</h1>", []),
    ],
)
def test_what_is_below_a_headline(html: str, found: list[str]) -> None:
    root = parse_page(f"<body><div>{html}</div></body>")
    headline = Headline("井", next(root.iter("h1")))
    assert [element.tag for element in text_below(headline, 8)] == found


def test_without_a_printed_headline_there_is_nothing_below_it() -> None:
    assert text_below(Headline("井", None), 8) == ()


def test_what_was_found_instead_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def found(*given: object) -> FoundBody:
        footer, related = (given[0].xpath(f"//div[@class='{name}']")[0] for name in ("footer", "related"))  # type: ignore[attr-defined]
        return FoundBody("article", 0.9, (related, footer), {related: "related", footer: "footer"})

    monkeypatch.setattr("crawler.platforms.web.reading.find_body", found)
    item = cleaned(page(f"<p>{'<br>'.join(POEM)}</p>"), "page.html", "https://well.example/a/12.html")
    assert isinstance(item, Article)
    assert item.text.split("\n\n") == list(POEM)
    told = [each.text for each in item.removed if each.rule == "page-aside"]
    assert any("老井新闻网版权所有" in each for each in told) and any("相关阅读" in each for each in told)


def test_the_rest_of_a_body_is_what_neither_has_nor_is_in_what_is_kept() -> None:
    root = parse_page("<body><div id=a><p id=b>一<b>二</b></p><p id=c>三</p><script>x</script></div><div id=d>四</div></body>")
    by_id = {element.get("id"): element for element in root.iter() if element.get("id")}
    assert [each.get("id") for each in rest_of([by_id["a"], by_id["d"]], [by_id["b"]])] == ["c", "d"]
    assert list(rest_of([by_id["b"]], [by_id["a"]])) == []
    assert list(rest_of([by_id["a"]], [by_id["a"]])) == []


def test_a_body_of_pictures_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "crawler.platforms.web.reading.find_body",
        lambda root, *_: FoundBody("article", 0.9, tuple(root.xpath("//div[@id='body']"))),
    )
    body = "<div id=body><img src=/p/1.jpg></div><div>霜落在瓦上，井绳断了，没有人去接，只有一只桶碰着石头。</div>"
    item = cleaned(page(body), "page.html", "https://well.example/a/12.html")
    assert isinstance(item, Article)
    assert (item.text, [image.url for image in item.images]) == ("", ["https://well.example/p/1.jpg"])


def test_a_front_page_has_no_text_of_a_few_words() -> None:
    html = page(f"<p>{'<br>'.join(POEM)}</p>")
    assert isinstance(cleaned(html, "page.html", "https://well.example/a/12.html"), Article)
    with pytest.raises(NothingToKeep, match="front page"):
        cleaned(html, "page.html", "https://well.example/")
