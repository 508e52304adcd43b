"""Generates JSON Schema from the dataclasses of items (``python -m crawler.items.schema FOLDER``)."""

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


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python -m crawler.items.schema FOLDER")
    main(Path(sys.argv[1]))
