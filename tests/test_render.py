"""Where removals stood: told by the blocks of the final body."""

import pytest

from crawler.content.body import Block, Body
from crawler.items import Page, Post, Removal, Thread
from crawler.platforms import Site
from crawler.platforms.draft import Draft
from pipelines.render import render
from tests.support import bodies_of, cleaned, cleaned_article
from tests.test_golden import PAGES


def test_a_removal_says_how_many_blocks_of_the_final_body_stand_before_it() -> None:
    article = cleaned_article(
        "<div><p>来源：潮报</p><p>河水上涨。</p><script>x()</script><p>桥修好了。</p><p>船开了。</p><p>责任编辑：何小满</p></div>"
    )
    places = {each.text: (each.floor, each.at) for each in article.removed}
    assert places == {"来源：潮报": (None, 0), "x()": (None, 1), "责任编辑：何小满": (None, 3)}


def test_a_removal_of_a_thread_says_in_which_post() -> None:
    posts = [Post(floor=floor) for floor in (1, 2, 5)]
    bodies = [Body(posts[0], [Block("paragraph", "甲"), Block("paragraph", "乙")]), Body(posts[1], [])]
    bodies.append(Body(posts[2], [Block("paragraph", "丙"), Block("paragraph", "丁")]))
    page = Page(path="x", sha256="0" * 64, bytes=1, reader="discuz_text")
    thread = Thread(id="0" * 16, site="x", headline="x", posts=posts, page=page)
    draft = Draft(thread, Site(), bodies)
    for body in (bodies[0], bodies[2]):
        gone = body.blocks.pop()
        thread.removed.append(Removal("x", "x", gone.text, at=gone.number))
    thread.removed.append(Removal("x", "x", "nowhere"))
    render(draft)
    assert [(each.text, each.floor, each.at) for each in thread.removed] == [("乙", 1, 1), ("丁", 5, 1), ("nowhere", None, None)]


IN_NO_BLOCK = ("next-page", "page-comments")
"""Addresses, and comments outside of the body."""


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.path)
def test_everything_that_left_a_block_has_its_place(page: object) -> None:
    item = cleaned(page.file.read_bytes(), page.path)  # type: ignore[attr-defined]
    blocks = sum(body.html.count("\n") + 1 for body in bodies_of(item))
    assert item.removed or not page.path.startswith("fixtures") or "guancha" in page.path  # type: ignore[attr-defined]
    assert all(each.rule in IN_NO_BLOCK if each.at is None else each.at <= blocks for each in item.removed)
