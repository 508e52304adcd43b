"""Upgrades items exported with earlier versions of the schema."""

from typing import Any

BEFORE_REVISIONS = {"content_sha256": "0" * 64, "revision": 1, "revised_from": None}
"""Fields missing from the first items of version 1. The stages compute the hash again; the others are set by the run."""
VERSION_1: dict[str, Any] = {"id_basis": None, "flags": [], "pages": [], "pages_missing": None} | BEFORE_REVISIONS
OF_A_THREAD: dict[str, Any] = {"poll": None}
OF_A_REMOVAL: dict[str, Any] = {"floor": None, "at": None, "score": None, "signs": []}


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
