"""Lists of teasers beside a short story."""

import numpy as np
import pytest

from crawler.content.html import parse_page
from crawler.platforms.web.finder.anchors import anchors_of
from crawler.platforms.web.finder.blocks import Blocks, blocks_of
from crawler.platforms.web.finder.first_look import first_look
from crawler.platforms.web.finder.names import Names
from crawler.platforms.web.finder.outline import Outline, outline
from crawler.platforms.web.finder.taking import taken_of_story
from crawler.platforms.web.finder.teasers import teasers_of

TOLD = "渡口的木船在清早翻了一只，船上的七个人都游上了岸，没有人受伤。"
MORE = "镇里请来的木匠说，那只船的底板三年前就该换了，谁也没有放在心上。"
SUMMARY = "邻县的桥修好了，第一班车在清晨六点开过，车上坐满了赶集的人，司机说这条路比从前近了四十里。"


def teaser(address: str = "/n/1.html", title: str = "邻县的桥在清晨通车", summary: str = SUMMARY) -> str:
    return f'<h4><a href="{address}">{title}</a></h4><p>{summary}</p>'


def items(*insides: str, tag: str = "li") -> str:
    return "".join(f'<{tag} class="item">{inside}</{tag}>' for inside in insides)


def page_of(body: str) -> tuple[Outline, Blocks]:
    root = parse_page(f"<html><head><title>渡口翻船</title></head><body>{body}</body></html>")
    seen = outline(root)
    blocks = blocks_of(seen, Names({}))
    first_look(seen, blocks, anchors_of(root))
    return seen, blocks


LISTS = {
    "three with a linked title and more": (items(*[teaser()] * 3), 6),
    "the link is around the title": (items(*['<a href="/n"><h4>邻县的桥在清晨通车</h4></a><p>第一班车。</p>'] * 3), 6),
    "most have one": (items(*[teaser()] * 3, f"<p>广告</p><p>{SUMMARY}</p>", "<p>广告</p>"), 9),
    "two": (items(*[teaser()] * 2), 0),
    "fewer than most have one": (items(*[teaser()] * 2, *[f"<h4>旧闻</h4><p>{SUMMARY}</p>"] * 2), 0),
    "links to places in the page": (items(*[teaser("#one")] * 3), 0),
    "links without an address": (items(*['<h4><a name="one">邻县的桥在清晨通车</a></h4><p>早。</p>'] * 3), 0),
    "short links, as of names": (items(*[teaser(title="老周")] * 3), 0),
    "nothing but titles": (items(*['<h4><a href="/n">邻县的桥在清晨通车</a></h4>'] * 3), 0),
    "stories": (items(*[teaser(summary=SUMMARY * 12)] * 3), 0),
    "one of them has the story and a pointer in it": (items(f"<p>{SUMMARY * 15}</p>{teaser()}", *[teaser()] * 2, tag="div"), 4),
    "rows of a table": (f"<table>{items(*[f'<td>{teaser()}</td>'] * 3, tag='tr')}</table>", 0),
    "nothing": ("", 0),
}


@pytest.mark.parametrize("name", LISTS)
def test_what_a_teaser_is(name: str) -> None:
    body, count = LISTS[name]
    seen, blocks = page_of(f"<h1>渡口翻船</h1><div><p>{TOLD}</p></div><ul>{body}</ul>")
    found = teasers_of(seen, blocks)
    assert not found[:2].any()
    assert found.sum() == count


STORY = f'<div class="story"><h1>渡口翻船</h1><p>{TOLD}</p><p>{MORE}</p>'


@pytest.mark.parametrize(
    ("body", "listed", "taken"),
    [
        (f"{STORY}</div><ul>{items(*[teaser()] * 9)}</ul>", 0.82, 3),  # however many they are
        (f"{STORY}</div><ul>{items(*[teaser()] * 9)}</ul>", 0.97, 20),  # but not where there is no doubt
        (f"{STORY}{items(*[teaser()] * 9, tag='div')}<p>{MORE}</p></div>", 0.82, 22),  # a list in the story is its author's
        (f"<h1>渡口翻船</h1><ul>{items(*[teaser()] * 9)}</ul>", 0.82, 18),  # where nothing else is told they are the text
    ],
)
def test_teasers_beside_a_story_are_none_of_it(body: str, listed: float, taken: int) -> None:
    seen, blocks = page_of(body)
    teasers = teasers_of(seen, blocks)
    assert teasers.sum() == 18
    chance = np.where(teasers, listed, 0.6).astype(np.float32)
    assert taken_of_story(blocks, chance, teasers).sum() == taken


@pytest.mark.parametrize(
    ("headline", "other", "taken"),
    [
        (0.9, 0.3, [True, True, False]),  # the headline alone is no article
        (0.9, 0.05, [True, False, False]),  # what is hopeless is not raised
        (0.4, 0.3, [True, False, False]),  # a page on which nothing is likely has none
        (0.9, 0.6, [True, True, False]),
    ],
)
def test_an_article_has_prose(headline: float, other: float, taken: list[bool]) -> None:
    _, blocks = page_of(f'<h1>渡口翻船</h1><div class="story"><p>{TOLD}</p></div><div class="foot"><p>{MORE}</p></div>')
    chance = np.array([headline, other, other / 2], np.float32)
    assert taken_of_story(blocks, chance, np.zeros(3, bool)).tolist() == taken
