"""Generates JSON Schema from the dataclasses of items (``python -m crawler.items.schema FOLDER``), and upgrades items of earlier
versions of the schema."""

import json
import sys
from dataclasses import fields
from pathlib import Path
from typing import Any

import msgspec

from crawler import items

DIALECT = "https://json-schema.org/draft/2020-12/schema"
TYPES: dict[str, type[items.Item]] = {"article": items.Article, "thread": items.Thread}
FROM_JSON: dict[str, msgspec.json.Decoder[items.Item]] = {name: msgspec.json.Decoder(item) for name, item in TYPES.items()}
BEFORE_REVISIONS = {"content_sha256": "0" * 64, "revision": 1, "revised_from": None}
"""Fields missing from the first items of version 1. The stages compute the hash again; the others are set by the run."""
VERSION_1: dict[str, Any] = {"id_basis": None, "flags": [], "pages": [], "pages_missing": None} | BEFORE_REVISIONS
OF_A_THREAD: dict[str, Any] = {"poll": None}
OF_A_REMOVAL: dict[str, Any] = {"floor": None, "at": None, "score": None, "signs": []}


def schema_of(item: type[items.Item]) -> dict[str, Any]:
    """The JSON Schema of the exported items of one type.

    Fields are in the order of the dataclasses. All are required and none has a default, because exporters write every field.
    Additional fields are allowed, so that a later version may add some.
    """
    schema = msgspec.json.schema(item)
    records = {name: _exported(name, record) for name, record in sorted(schema["$defs"].items())}
    return {"$schema": DIALECT, "$ref": schema["$ref"], "$defs": records}


def _exported(name: str, record: dict[str, Any]) -> dict[str, Any]:
    """The schema of the dataclass called ``name``, from ``record``, in which fields with a default come last and are optional."""
    properties = {field.name: dict(record["properties"][field.name]) for field in fields(getattr(items, name))}
    for declared in properties.values():
        declared.pop("default", None)
    return record | {"properties": properties, "required": list(properties)}


def schema_files() -> dict[str, str]:
    """File name → content, for every schema."""
    return {
        f"{name}.schema.json": json.dumps(schema_of(item), ensure_ascii=False, indent=2) + "\n" for name, item in TYPES.items()
    }


def main(folder: Path) -> None:
    """Write the schemas to ``folder``, which is created if needed. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in schema_files().items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


def upgraded(plain: dict[str, Any]) -> dict[str, Any]:
    """``plain``, an item from JSON or a table, upgraded to version 2 of the schema if it has version 1.

    Nothing is guessed: what version 1 did not record is null or empty. ``plain`` is neither modified nor validated.
    """
    if plain.get("schema_version") != 1:
        return plain
    item = VERSION_1 | (OF_A_THREAD if plain.get("type") == "thread" else {}) | plain | {"schema_version": 2}
    if isinstance(removed := plain.get("removed"), list):
        item["removed"] = [OF_A_REMOVAL | each if isinstance(each, dict) else each for each in removed]
    return item


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python -m crawler.items.schema FOLDER")
    main(Path(sys.argv[1]))
