"""Pages for tests, the production path as a function, and items compared field by field."""

import os
from collections.abc import Callable, Iterator
from itertools import zip_longest
from pathlib import Path
from typing import Any

import msgspec
import pytest
from scrapy.settings import Settings
from scrapy.utils.conf import build_component_list
from scrapy.utils.misc import load_object

from crawler.files.locking import alone_in
from crawler.items import Article, Item, Post
from crawler.platforms.registry import draft_of
from crawler.readers import read_page

ROOT = Path(__file__).resolve().parent.parent
MISSING = "(nothing)"
SHOWN = 60
"""Characters of a text that are shown of each side of a difference, from the first that differs."""


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """A folder that ``make`` fills for the first of all workers that ask for it. Nothing may be changed in it afterwards."""
    base = factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / name
    with alone_in(folder.with_name(f"{name}.lock")):
        if not folder.exists():
            making = folder.with_name(f"{name}.making")
            making.mkdir()
            make(making)
            making.rename(folder)
    return folder


def stages() -> list[Any]:
    """The item pipelines of the project, in their order."""
    settings = Settings()
    settings.setmodule("crawler.settings")
    components = settings.get_component_priority_dict_with_base("ITEM_PIPELINES")
    return [load_object(path)() for path in build_component_list(components)]


STAGES = stages()


def cleaned(page: bytes, path: str = "page.md", url: str | None = None) -> Item:
    """The clean item of a saved page, by every stage of the project."""
    item: Any = draft_of(read_page(path, page, url=url))
    for stage in STAGES:
        item = stage.process_item(item)
    checked: Item = item
    return checked


def cleaned_article(body: str, author: str = "观察者网", **head: str) -> Article:
    """The clean article of a dump with this body, by every stage of the project."""
    article = cleaned(saved_dump(body, author=author, **head))
    assert isinstance(article, Article)
    return article


def saved_dump(
    body: str, title: str = "标题", author: str = "观察者网", date: str = "Mon, 09 Aug 2021 19:39:10 GMT", **head: str
) -> bytes:
    """A page of the dump format, as the mirror writes it, with more lines in its ``head``."""
    more = "".join(f"{key}: '{value}'\n" for key, value in head.items())
    return (
        f"\n---\ntitle: '{title}'\ncategories: \n - 新媒体\n - {author}\n - 首页\nauthor: {author}\ncomments: false\n"
        f"date: {date}\n{more}---\n\n{body}\n            "
    ).encode()


def bodies_of(item: Item) -> list[Article] | list[Post]:
    """What has a text: the article itself, or the posts of a thread."""
    return [item] if isinstance(item, Article) else item.posts


def captions_of(item: Item) -> list[str]:
    return [image.caption for body in bodies_of(item) for image in body.images if image.caption]


def differences(actual: Any, expected: Any, path: str = "") -> Iterator[str]:
    """One line for every field of two plain (JSON) values that differ: ``posts.2.likes: 2 != None``."""
    if isinstance(actual, dict) and isinstance(expected, dict):
        for name in actual | expected:
            yield from differences(actual.get(name, MISSING), expected.get(name, MISSING), f"{path}.{name}".lstrip("."))
    elif isinstance(actual, list) and isinstance(expected, list):
        for at, (ours, golden) in enumerate(zip_longest(actual, expected, fillvalue=MISSING)):
            yield from differences(ours, golden, f"{path}.{at}".lstrip("."))
    elif actual != expected or type(actual) is not type(expected):
        yield f"{path}: {_shown(actual, expected)} != {_shown(expected, actual)}"


def _shown(value: Any, other: Any) -> str:
    if not isinstance(value, str) or not isinstance(other, str) or len(value) <= SHOWN or MISSING in (value, other):
        return repr(value) if len(repr(value)) <= 2 * SHOWN else f"{repr(value)[: 2 * SHOWN]}…"
    start = next((at for at, (ours, theirs) in enumerate(zip(value, other, strict=False)) if ours != theirs), len(other))
    return f"[{start}:] {value[start : start + SHOWN]!r}"


def plain(item: Item) -> dict[str, Any]:
    """An item as JSON has it."""
    builtins: dict[str, Any] = msgspec.to_builtins(item)
    return builtins


def valid(item: Item) -> Item:
    """``item``, read back from what is written of it. Raises msgspec.ValidationError where it breaks the schema."""
    return msgspec.json.decode(msgspec.json.encode(item), type=type(item))
