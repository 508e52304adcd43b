"""The digests of a WARC's records: ``sha1:`` and base 32, or other algorithms, or base 16."""

import hashlib
from base64 import b32encode, b64encode
from collections.abc import Iterable

ALGORITHMS = frozenset({"md5", "sha1", "sha224", "sha256", "sha384", "sha512"})


def agrees(digest: str | None, contents: Iterable[bytes]) -> bool | None:
    """Whether ``digest`` (``algorithm:value``) is of one of ``contents``; None where it is missing or of an unknown algorithm."""
    label, _, value = (digest or "").partition(":")
    algorithm, value = label.strip().lower().replace("-", ""), value.strip()
    if algorithm not in ALGORITHMS or not value:
        return None
    return any(_is_of(value, hashlib.new(algorithm, content, usedforsecurity=False).digest()) for content in contents)


def _is_of(value: str, digest: bytes) -> bool:
    if value.upper().rstrip("=") == b32encode(digest).decode().rstrip("="):
        return True
    return value.lower() == digest.hex() or value.rstrip("=") == b64encode(digest).decode().rstrip("=")
