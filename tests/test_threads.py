"""Threads of invented Discuz! forums, in dumps as the templates and their skins print them, through the production stages."""

from pathlib import Path
from typing import Any

import msgspec
import pytest
import yaml

from crawler.items import Post, Thread
from tests.support import cleaned

DUMPS = sorted((Path(__file__).parent / "threads").glob("*.yaml"))
UNLESS_SAID = {"author": None, "location": None, "client": None, "likes": None, "dislikes": None, "quotes": False}
"""What a post is expected to hold where its file does not say."""


@pytest.mark.parametrize("file", DUMPS, ids=lambda file: file.stem)
def test_thread(file: Path) -> None:
    case = yaml.safe_load(file.read_text(encoding="utf-8"))
    thread = cleaned(case["dump"].encode(), "thread.txt")
    assert isinstance(thread, Thread)
    assert {name: msgspec.to_builtins(getattr(thread, name)) for name in case["thread"]} == case["thread"]
    expected = [UNLESS_SAID | post for post in case["posts"]]
    assert [shown(post, fields) for post, fields in zip(thread.posts, expected, strict=True)] == expected


def shown(post: Post, fields: dict[str, Any]) -> dict[str, Any]:
    """Of a post what ``fields`` names; its text as lines, and of its quote whether there is one."""
    special = {"text": post.text.replace("\n\n", "\n"), "quotes": post.quote is not None}
    return {name: special[name] if name in special else getattr(post, name) for name in fields}
