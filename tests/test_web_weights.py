"""The trees of the finder, and what was learned."""

import numpy as np
import pytest

from crawler.content.html import parse_page
from crawler.platforms.web.finder.anchors import Anchors, anchors_of
from crawler.platforms.web.finder.blocks import blocks_of
from crawler.platforms.web.finder.characters import CLAUSE, DIGIT, HAN, LETTER, counts_of
from crawler.platforms.web.finder.first_look import first_look
from crawler.platforms.web.finder.names import COLUMNS, ROLES, Names
from crawler.platforms.web.finder.outline import outline
from crawler.platforms.web.finder.pages import page_numbers
from crawler.platforms.web.finder.second import second_look
from crawler.platforms.web.finder.taking import taken_of_story
from crawler.platforms.web.finder.weights import AT_ONCE, Trees, weights

PAGE = """<html><head><title>涨水的夜 - 某某日报</title>
<meta name="description" content="河水在夜里涨了半米，两岸的人家把船拉到坡上。">
<meta property="og:type" content="article">
<script type="application/ld+json">{"@type": "NewsArticle", "articleBody": "河水在夜里\\u6da8了半米，\\n两岸"}</script></head>
<body><div class="nav-bar" id="n12"><a href=/>首页</a></div>
<div class="articleContent" id="n7"><h1>涨水的夜</h1><p>1998年，河水<b>又</b>来。</p>
<div style="display: none">hidden</div></div></body></html>"""


def test_all_nodes_of_a_level_ask_the_same() -> None:
    trees = Trees(
        columns=np.array([[0, 1], [1, 1]]),
        borders=np.array([[0.5, 2], [10, np.inf]], np.float32),
        leaves=np.array([[-1, 1, 4, 8], [0, 0.5, 100, 100]], np.float32),
        bias=-1.0,
    )
    rows = np.array([[0, 0], [1, 0], [0, 11], [1, 11]], np.float32)
    sums = np.array([-2, 0, 3.5, 7.5])
    assert np.allclose(trees.chances(rows), 1 / (1 + np.exp(-sums)))
    many = np.tile(rows, (AT_ONCE // 2, 1))
    assert np.array_equal(trees.chances(many), np.tile(trees.chances(rows), AT_ONCE // 2))
    assert len(trees.chances(rows[:0])) == 0


def test_the_trees_ask_for_numbers_that_there_are() -> None:
    root = parse_page(PAGE)
    seen = outline(root)
    blocks = blocks_of(seen, weights().names)
    rows = first_look(seen, blocks, anchors_of(root))
    chance = np.full(len(rows), 0.5, np.float32)
    second, page = second_look(blocks, chance), page_numbers(anchors_of(root), None, blocks, chance)
    widths = [rows.shape[1], rows.shape[1] + second.shape[1], page.shape[1], page.shape[1]]
    assert all(int(trees.columns.max()) < width for trees, width in zip(weights()[1:], widths, strict=True))
    assert np.isfinite(rows).all() and np.isfinite(second).all() and np.isfinite(page).all()


def test_the_head_says_what_to_look_for() -> None:
    said = anchors_of(parse_page(PAGE))
    assert said == Anchors(
        "涨水的夜 - 某某日报",
        "河水在夜里涨了半米，两岸的人家把船拉到坡上。",
        "河水在夜里涨了半米， 两岸",
        frozenset({"NewsArticle"}),
        "article",
    )
    assert anchors_of(parse_page('<script type="application/ld+json">{"articleBody": "\\x"}</script>')) == Anchors()


def test_the_outline_has_boxes_blocks_and_paths() -> None:
    seen = outline(parse_page(PAGE))
    assert [box.tag for box in seen.boxes] == ["html", "body", "div", "div", "h1", "p", "div"]
    assert (seen.parents, seen.ends) == ([-1, 0, 1, 1, 3, 3, 3], [7, 7, 3, 7, 5, 6, 7])
    texts = [(text.strip(), block) for text, block in zip(seen.texts, seen.blocks, strict=True)]
    assert texts == [("首页", 1), ("涨水的夜", 2), ("1998年，河水", 4), ("又", 4), ("来。", 4), ("hidden", 6)]
    assert seen.homes == [2, 4, 5, 6]
    assert [path[1:4] for path in seen.paths[2:4]] == [("div", "nav-bar", "n"), ("div", "articleContent", "n")]


def test_what_is_for_browsers_without_scripts_is_read_on_demand() -> None:
    root = parse_page("<body><noscript><p>一</p></noscript><p>二</p></body>")
    assert (outline(root).texts, outline(root, scripts_off=True).texts) == (["二"], ["一", "二"])


def test_characters_are_counted_in_and_outside_of_links() -> None:
    counts = counts_of(outline(parse_page("<p>1998年，ab<a href=/>二 c</a></p><p>\U00020000。</p>")))
    assert counts.shape == (2, 16)
    assert counts[0, [DIGIT, HAN, CLAUSE, LETTER]].tolist() == [4, 1, 1, 2]
    assert counts[0, 8 + HAN] == counts[0, 8 + LETTER] == 1


def test_names_say_roles_that_fade_and_scores_that_add_up() -> None:
    seen = outline(parse_page(PAGE))
    numbers = Names({"bar": -2.0, "article": 1.5}).numbers(seen.paths, np.bincount(seen.ways), seen.ways)
    roles = {role[0]: len(COLUMNS) + at for at, role in enumerate(ROLES)}
    menu, content, headline, _, hidden = numbers[2:]
    assert menu[roles["nav"]] == 1 and content[roles["article"]] == 1 and hidden[roles["hidden"]] == 1
    assert np.isclose(headline[roles["article"]], 0.8)
    own, total, least, most = (COLUMNS.index(name) for name in ("own", "sum", "least", "most"))
    assert menu[[own, total, least, most]].tolist() == [-2, -2, -2, 0]
    assert headline[[own, total, least, most]].tolist() == [0, 1.5, 0, 1.5]


STORY = """<html><head><title>涨水的夜</title></head><body><div class="head"><h1>涨水的夜</h1>
<p>河水在夜里涨了半米，两岸的人家把船拉到坡上，等天亮再看水位。</p></div>
<div class="a"><p>老周说，这条河三十年没有这样涨过水，村里的老人都睡不着。</p>
<p>天亮以后，水退了一半，孩子们又下到河滩上去捡石头。</p></div>
<ul><li><p>邻县的桥修好了，第一班车在清晨六点开过，车上坐满了人。</p></li><li><p>茶比往年早。</p></li></ul></body></html>"""


@pytest.mark.parametrize(
    ("chance", "taken"),
    [
        ([0.9, 0.6, 0.95, 0.75, 0.65, 0.65], [0, 1, 2, 3]),  # teasers are likely, and no more
        ([0.1, 0.2, 0.95, 0.9, 0.65, 0.9], [2, 3, 5]),  # what is certain is taken wherever it stands
        ([0.9, 0.3, 0.65, 0.65, 0.65, 0.65], [0, 2, 3, 4, 5]),  # a headline alone is no story
    ],
)
def test_outside_of_the_story_only_what_is_certain_is_taken(chance: list[float], taken: list[int]) -> None:
    root = parse_page(STORY)
    seen = outline(root)
    blocks = blocks_of(seen, Names({}))
    first_look(seen, blocks, anchors_of(root))
    nowhere = np.zeros(len(chance), bool)
    assert np.flatnonzero(taken_of_story(blocks, np.array(chance, np.float32), nowhere)).tolist() == taken
