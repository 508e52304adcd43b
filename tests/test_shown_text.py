"""What a page shows to whoever reads it, and what it only has in its source."""

import pytest

from crawler.content.html import parse_html
from crawler.platforms.ad_names import is_ad_name
from tests.support import cleaned_article
from tests.test_web_pages import TEXT, article

HEAD = "<title>夜里涨水_河网</title>"
TOP = "<h1>夜里涨水</h1><div>2024-03-05 08:30 来源：江边日报</div>"
ANSWER = "船停在坡上，等水退了再拉下去，缆绳要系在老柳树上，不能系在石桩上，那石桩去年就松了。"


def texts(body: str, paragraphs: int = 4) -> list[str]:
    return article(f"{TOP}<div id=text>{body}", HEAD, paragraphs=paragraphs).text.split("\n\n")


@pytest.mark.parametrize(
    "attributes",
    [
        "class=accordion__panel hidden",
        "class='x tab-pane' style='display: none'",
        "role=tabpanel aria-labelledby=t1 hidden",
        "class=faq__answer style='display:none'",
    ],
)
def test_what_a_reader_opens_is_text(attributes: str) -> None:
    assert ANSWER in texts(f"<p>{TEXT}</p><div {attributes}><p>{ANSWER}</p></div>")


@pytest.mark.parametrize("attributes", ["hidden", "style='display:none'", "class=navbar-collapse hidden", "role=region hidden"])
def test_what_nobody_is_shown_is_no_text(attributes: str) -> None:
    item = article(f"{TOP}<div id=text><p>{TEXT}</p><div {attributes}><p>{ANSWER}</p></div>", HEAD)
    assert ANSWER not in item.text
    assert any(ANSWER in removal.text for removal in item.removed)


@pytest.mark.parametrize(
    ("html", "text", "hidden"),
    [
        ("桥<span style='display:none'>x9</span>上", "桥上", ["x9"]),
        ("<span style='display:none'>x9</span>桥上的行人", "桥上的行人", ["x9"]),
        ("桥上<i hidden><b>x9</b></i>", "桥上", ["x9"]),
        ("<span hidden>x9<br>桥</span>上的行人", "桥上的行人", ["x9"]),
        (f"桥上<span hidden>{ANSWER * 5}</span>", f"桥上{ANSWER * 5}", []),
    ],
)
def test_words_within_a_line_that_are_not_displayed(html: str, text: str, hidden: list[str]) -> None:
    item = cleaned_article(f"<p>一</p><p>{html}</p>")
    assert item.text.split("\n\n") == ["一", text]
    assert [removal.text for removal in item.removed] == hidden


@pytest.mark.parametrize(
    "style",
    [
        *("visibility:hidden", "visibility: collapse", "opacity: 0", "OPACITY:0.0;color:red", "opacity:0%", "font-size:0"),
        *("font-size: 0px;", "font-size:.1pt", "font-size:1px", "color:transparent", "text-indent:-9999px"),
        *(
            "position:absolute; left:-10000px",
            "top:-999em",
            "clip:rect(0,0,0,0)",
            "clip-path: inset(100%)",
            "height:0;overflow:hidden",
        ),
    ],
)
def test_noise_against_copying_is_no_text(style: str) -> None:
    noise = "转载必究" * 20
    item = cleaned_article(f"<p>桥<span style='{style}'>x9</span>上</p><p style='{style}'>{noise}</p><p>一</p>")
    assert (item.text.split("\n\n"), [removal.text for removal in item.removed]) == (["桥上", "一"], ["x9", noise])


@pytest.mark.parametrize(
    "style",
    [
        *(
            "opacity:1",
            "opacity:0.9",
            "opacity:.5",
            "font-size:0.875em",
            "font-size:0.9rem",
            "font-size:10px",
            "visibility:visible",
        ),
        *("left:0", "position:relative;left:-9px", "text-indent:-2em", "margin-left:-480px", "height:0", "color:#fff"),
        *("opacity:0;transform:translateY(20px)", "color:transparent;background-clip:text", "transition:opacity 0s"),
    ],
)
def test_words_that_are_or_will_be_displayed_are_text(style: str) -> None:
    item = cleaned_article(f"<p>桥<span style='{style}'>头</span>上</p><p style='{style}'>二</p><p>一</p>")
    assert (item.text.split("\n\n"), item.removed) == (["桥头上", "二", "一"], [])


@pytest.mark.parametrize(
    "html",
    [
        "<p style='font-size:0'><span style='font-size:16px'>二</span></p>",
        "<p style='visibility:hidden'><span style='visibility:visible'>二</span></p>",
        "<div style='visibility:hidden;opacity:0'><p>二</p></div>",
        "<p style='opacity:0'><img src=https://a.example/1.jpg></p><p>二</p>",
    ],
)
def test_what_is_shown_in_hidden_elements_stays(html: str) -> None:
    item = cleaned_article(f"<p>一</p>{html}<p>三</p>")
    assert (item.text.split("\n\n"), len(item.images), item.removed) == (["一", "二", "三"], html.count("<img"), [])


def test_a_text_that_is_hidden_whole_is_shown_by_a_script() -> None:
    item = article("<div id=text style='display:none'>", HEAD, paragraphs=9)
    assert item.text.split("\n\n") == [TEXT] * 9


@pytest.mark.parametrize(
    ("button", "text"),
    [
        ("<h3><button aria-expanded=false>船拉到哪里去？</button></h3>", "船拉到哪里去？"),
        ("<button class=accordion-button>缆绳系在哪里，怎样系才不会松</button>", "缆绳系在哪里，怎样系才不会松"),
        (f"<button class=menu><svg></svg><p>{ANSWER * 6}</p>", ANSWER * 6),
    ],
)
def test_a_button_that_holds_words_of_the_text(button: str, text: str) -> None:
    assert [block.text for block in parse_html(f"<p>{TEXT}</p>{button}").blocks if block.kind != "embed"] == [TEXT, text]


@pytest.mark.parametrize(
    "button",
    ["<button>分享给朋友们看一看</button>", "<button class=nav-menu aria-expanded=false>更多栏目和专题在哪里？</button>"],
)
def test_a_button_that_is_a_control(button: str) -> None:
    assert [block.kind for block in parse_html(f"<p>{TEXT}</p>{button}").blocks] == ["paragraph", "embed"]


def test_parts_that_were_sent_later_stand_in_their_places() -> None:
    parts = [f"第{number}段：{ANSWER}{TEXT}" for number in "一二三四"]
    page = (
        f"{TOP}<div id=text><p>{parts[0]}</p><!--$?--><template id='B:1'></template><p>正在取来这一段……</p><!--/$-->"
        f'<p>{parts[2]}</p><template id="P:2"></template></div><div hidden id="S:2"><p>{parts[3]}</p></div>'
        f'<div hidden id="S:1"><p>{parts[1]}</p></div><div>'
    )
    item = article(page, HEAD, paragraphs=0)
    assert item.text.split("\n\n") == parts


@pytest.mark.parametrize(
    "page",
    [
        '<div hidden id="S:1"><template id="B:1"></template><p>%s</p></div>',
        '<div hidden id="S:1"><p>%s</p></div>',
        '<template id="B:1"></template><template id="B:1"></template><div hidden id="S:1"><p>%s</p></div>',
    ],
)
def test_a_part_that_has_no_place_stays_where_it_is(page: str) -> None:
    assert ANSWER in texts(page % ANSWER)


def test_a_control_character_beside_a_part_fails_no_page() -> None:
    assert ANSWER in texts(f'<template id="B:1"></template><p>{TEXT}</p>\x1b<div hidden id="S:1"><p>{ANSWER}</p></div>\x1b尾声')


@pytest.mark.parametrize(
    "name",
    ["ad-banner", "adBox", "google_ads", "block__adBox", "ads300x250", "728x90ad", "ad_1", "sticky-ad", "sponsored", "ggbox"],
)
def test_names_of_advertisements(name: str) -> None:
    assert is_ad_name(name)


@pytest.mark.parametrize(
    "name",
    [
        *("text-daa0326ad1", "css-1d8ad8q", "table_root__adKqa", "elementor-element-ad0e60e"),
        *(
            "517ec7c1-c4cd-41ad-a9df-3f5757977e3d",
            "category-advertising",
            "term-electronic-advertising-gadgets",
            "page-ad-margins",
            "adEditor",
        ),
    ],
)
def test_names_that_a_program_made_or_that_name_a_subject(name: str) -> None:
    assert not is_ad_name(name)


def test_a_line_below_the_headline_that_says_something_is_text() -> None:
    deck = "两岸的人家连夜把船拉到坡上，没有一条被冲走"
    page = f"<div id=text><h1>夜里涨水</h1><p>{deck}</p><p>2024-03-05 08:30</p>"
    item = article(page, HEAD)
    assert item.text.split("\n\n") == [deck, *[TEXT] * 4]
    assert item.date_published == "2024-03-05T08:30:00+08:00"


def test_a_box_of_a_pointer_with_a_text_in_it_is_none() -> None:
    story = f"{ANSWER}{ANSWER}"
    box = f"<div class=box><p>相关阅读：</p>{f'<p>{story}</p>' * 3}</div>"
    assert texts(f"{f'<p>{TEXT}</p>' * 6}{box}").count(story) == 3


@pytest.mark.parametrize(
    ("name", "stays"),
    [
        ("next_page.jpg", False),
        ("net_logo.png", False),
        ("bg6.jpg", False),
        ("river_bg.jpg", True),
        ("logo.png", True),
        ("b6.jpg", True),
    ],
)
def test_pictures_that_a_page_is_made_with(name: str, stays: bool) -> None:
    item = article(f"{TOP}<div id=text><p>{TEXT}</p><p><img src='https://img.river.example/a/{name}'></p>", HEAD)
    assert bool(item.images) is stays
