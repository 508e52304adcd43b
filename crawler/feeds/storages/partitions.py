"""The partition of an item: the parameters of a feed's URI that are different for every item."""

import hashlib
import re
from collections.abc import Callable
from urllib.parse import quote

from crawler.content.patterns import regex
from crawler.items import Item

NULL = "__HIVE_DEFAULT_PARTITION__"
"""How Hive names the partition of null; DuckDB, Arrow, Polars and Spark read it as null."""
KEYS: dict[str, Callable[[Item], str | None]] = {
    "item_type": lambda item: item.type,
    "item_site": lambda item: item.site,
    "item_language": lambda item: item.language,
    "item_year": lambda item: item.date_published and item.date_published[:4],
    "item_month": lambda item: item.date_published and item.date_published[:7],
    "item_day": lambda item: item.date_published and item.date_published[:10],
}
"""Parameter → its value for an item; dates are as the item has them, in the site's own time."""
PARAMETER = regex(rf"%\((?:{'|'.join(KEYS)})\)s")
UNSAFE = regex(r"^[. ]|[. ]$|[\x00-\x1f\x7f\"#%'*/:=?\\<>|\[\]^{}]")
"""What Hive escapes in the name of a partition, what would lead out of the folder, and what some system cannot name."""
LONGEST = 200  # bytes, of the 255 that the name of a folder may have: before them stands ``site=`` or the like
DIGEST = 8
"""Hex digits that tell values apart which are the same as far as they fit."""


def kept_for_items() -> dict[str, str]:
    """Parameters that leave those of the items in a feed's URI as they are."""
    return {name: f"%({name})s" for name in KEYS}


def is_partitioned(uri: str) -> bool:
    return PARAMETER.search(uri) is not None


def partition_of(item: Item) -> dict[str, str]:
    """The parameters for one item, each of them one safe step of a path."""
    return {name: escaped(value_of(item)) for name, value_of in KEYS.items()}


def escaped(value: str | None) -> str:
    """``value`` as one step of a path: Chinese stays, what is unsafe becomes ``%XX`` as Hive has it.

    One that takes more than :data:`LONGEST` bytes is cut, and ``~`` and the first digits of its SHA-256 follow.
    """
    if not value:
        return NULL
    step = UNSAFE.sub(_percent_encoded, value)
    if len(step.encode("utf-8", "surrogatepass")) <= LONGEST:
        return step
    digest = hashlib.sha256(value.encode("utf-8", "surrogatepass")).hexdigest()[:DIGEST]
    kept = value.encode("utf-8", "surrogatepass")[: (LONGEST - DIGEST - 1) // 3].decode("utf-8", "ignore")
    return f"{UNSAFE.sub(_percent_encoded, kept)}~{digest}"


def _percent_encoded(unsafe: re.Match[str]) -> str:
    return quote(unsafe[0], safe="").replace(".", "%2E")
