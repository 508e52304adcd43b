"""Threads of invented forums, as HTML of the templates of Discuz! and phpBB and of skins, through the production stages."""

from pathlib import Path
from typing import Any

import msgspec
import pytest
import yaml

from crawler.items import Post, Thread
from crawler.platforms import NothingToKeep
from crawler.platforms.registry import draft_of
from crawler.readers import phpbb_html, read_page
from tests.support import cleaned

PAGES = sorted((Path(__file__).parent / "forum_pages").glob("*.yaml"))
UNLESS_SAID = {"author": None, "location": None, "client": None, "likes": None, "dislikes": None, "quote": None, "edited": None}
"""What a post is expected to hold where its file does not say; without pictures, too."""


@pytest.mark.parametrize("file", PAGES, ids=lambda file: file.stem)
def test_page(file: Path) -> None:
    case = yaml.safe_load(file.read_text(encoding="utf-8"))
    thread = cleaned(case["page"].encode(case.get("encoding", "utf-8")), case.get("path", "page.html"), case.get("url"))
    assert isinstance(thread, Thread)
    assert {name: msgspec.to_builtins(getattr(thread, name)) for name in case["thread"]} == case["thread"]
    expected = [UNLESS_SAID | {"images": []} | post for post in case["posts"]]
    assert [shown(post, fields) for post, fields in zip(thread.posts, expected, strict=True)] == expected
    removed: dict[str, list[str]] = {}
    for removal in thread.removed:
        removed.setdefault(removal.rule, []).append(removal.text)
    assert removed == case.get("removed", {})


def shown(post: Post, fields: dict[str, Any]) -> dict[str, Any]:
    """Of a post what ``fields`` names; its text as lines, and its pictures by their URLs."""
    special = {"text": post.text.replace("\n\n", "\n"), "images": [image.url for image in post.images]}
    return {name: special[name] if name in special else getattr(post, name) for name in fields}


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        ('<body id="phpbb"><div id="message"><div class=panel>该主题不存在。</div></div>', "deleted at the source"),
        ('<body id="phpbb"><div id="page-body"><p>Board index</p></div>', "no posts on the page"),
    ],
)
def test_a_page_of_phpbb_without_posts_is_dropped_with_its_reason(page: str, reason: str) -> None:
    with pytest.raises(NothingToKeep, match=reason):
        draft_of(read_page("page.html", page.encode()))


def test_a_page_that_speaks_of_phpbb_is_none_of_its_pages() -> None:
    assert not phpbb_html.recognises("<html><body><p>How to install phpBB: https://www.phpbb.com/</p></body></html>")
