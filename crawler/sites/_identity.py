"""Identities of items: the same on every machine and in every run."""

import unicodedata
from hashlib import sha256


def item_id(*parts: str) -> str:
    """16 hex digits for a key of several strings, which are compared in Unicode normal form C."""
    key = unicodedata.normalize("NFC", "\x1f".join(parts))
    return sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:16]
