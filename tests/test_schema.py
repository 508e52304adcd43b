"""The published JSON Schema is the one that the ``validate`` stage enforces."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]  # has no type hints

from crawler.items import Item, schema
from crawler.pages import SavedPage, saved_pages
from pipelines.validate import InvalidItemError, validated
from tests.made_items import made_article, made_draft, made_thread
from tests.support import cleaned

ROOT = Path(__file__).parents[1]
SHIPPED = ROOT / "docs" / "schema"
VALIDATORS = {name: Draft202012Validator(schema.schema_of(item)) for name, item in schema.TYPES.items()}
PAGES = [page for page in saved_pages("fixtures", ROOT) if isinstance(page, SavedPage)]


def as_exported(item: Item) -> Any:
    return msgspec.to_builtins(item)


def test_the_shipped_files_are_the_generated_ones(tmp_path: Path) -> None:
    schema.main(tmp_path / "new")
    written = {file.name: file.read_bytes() for file in (tmp_path / "new").iterdir()}
    assert written == {file.name: file.read_bytes() for file in SHIPPED.iterdir()}, "python -m crawler.items.schema docs/schema"


@pytest.mark.parametrize("name", schema.TYPES)
def test_the_schema_is_one(name: str) -> None:
    Draft202012Validator.check_schema(schema.schema_of(schema.TYPES[name]))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.file.stem)
def test_the_items_of_the_fixtures_keep_it(page: Any) -> None:
    item = cleaned(page.file.read_bytes(), page.path)
    VALIDATORS[item.type].validate(as_exported(item))


@pytest.mark.parametrize("item", [made_article(), made_thread()], ids=lambda item: item.type)
def test_every_field_is_required(item: Item) -> None:
    complete = as_exported(item)
    VALIDATORS[item.type].validate(complete)
    for name in complete:
        assert not VALIDATORS[item.type].is_valid({field: value for field, value in complete.items() if field != name})


def _set(path: str, value: Any) -> Callable[[Any], None]:
    def change(item: Any) -> None:
        *steps, last = path.split(".")
        for step in steps:
            item = item[int(step)] if step.isdecimal() else getattr(item, step)
        setattr(item, last, value)

    return change


BROKEN = {
    "article": [
        ("schema_version", 1),
        ("type", "thread"),
        ("id", "0123456789ABCDEF"),
        ("id", "0123"),
        ("site", ""),
        ("url", "javascript:alert(1)"),
        ("headline", None),
        ("date_published", "2021-08-09"),
        ("date_published", "2021-08-09T19:39:10"),
        ("date_published", "Mon, 09 Aug 2021 19:39:10 GMT"),
        ("date_basis", "guessed"),
        ("language", "Chinese, simplified"),
        ("categories", ["时事", ""]),
        ("categories", "时事"),
        ("keywords", [7]),
        ("credits.0.role", "boss"),
        ("credits.0.name", ""),
        ("text", None),
        ("images.0.url", "x.example/a.jpg"),
        ("images.0.seen_as", [None]),
        ("images.0.width", 0),
        ("images.0.height", "640"),
        ("lead_image", "data:image/png;base64,AAAA"),
        ("removed.0.rule", ""),
        ("duplicate_of", "none"),
        ("page.sha256", "0" * 63),
        ("page.bytes", -1),
        ("page.captured", "2024-05-09"),
        ("page", None),
    ],
    "thread": [
        ("type", "article"),
        ("views", -1),
        ("views", "1.9万"),
        ("reply_count", 1.5),
        ("posts", None),
        ("posts.0.floor", 0),
        ("posts.0.likes", -1),
        ("posts.0.edited", "昨天 22:12"),
        ("posts.1.credits.0.name", None),
    ],
}
MADE: dict[str, Callable[[], Item]] = {"article": made_article, "thread": made_thread}
CASES = [(kind, path, value) for kind, cases in BROKEN.items() for path, value in cases]


@pytest.mark.parametrize(("kind", "path", "value"), CASES)
def test_a_broken_item_is_refused_by_the_schema_and_by_the_stage(kind: str, path: str, value: Any) -> None:
    draft = made_draft()
    draft.item = MADE[kind]()
    _set(path, value)(draft.item)
    assert not VALIDATORS[kind].is_valid(as_exported(draft.item))
    with pytest.raises(InvalidItemError):
        validated(draft)
