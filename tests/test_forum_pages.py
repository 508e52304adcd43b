"""Threads of invented Discuz! forums, as HTML of the templates and their skins, through the production stages."""

from pathlib import Path
from typing import Any

import msgspec
import pytest
import yaml

from crawler.items import Post, Thread
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
