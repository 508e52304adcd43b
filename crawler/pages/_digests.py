"""The digests of a WARC's records: ``sha1:`` and base 32, or other algorithms, or base 16 or 64."""

import hashlib
from base64 import b64encode
from collections.abc import Iterable

ALGORITHMS = {name: getattr(hashlib, name) for name in ("md5", "sha1", "sha224", "sha256", "sha384", "sha512")}
BASE_32 = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", "0123456789ABCDEFGHIJKLMNOPQRSTUV")
"""From the digits of RFC 4648 to those of Python's numbers."""
OF_URLS = str.maketrans("-_", "+/")
"""From the digits of base 64 for URLs to the others."""


def agrees(digest: str | None, contents: Iterable[bytes]) -> bool | None:
    """Whether ``digest`` (``algorithm:value``) is of one of ``contents``; None where it is missing or of an unknown algorithm."""
    label, _, value = (digest or "").partition(":")
    algorithm, value = ALGORITHMS.get(label.strip().lower().replace("-", "")), value.strip()
    if not algorithm or not value:
        return None
    return any(_is_of(value, algorithm(content, usedforsecurity=False).digest()) for content in contents)


def key_of(digest: str) -> str:
    """``digest`` in base 16, in whatever base it is written; as it is in lower case where nobody can tell."""
    label, _, value = digest.partition(":")
    name, value = label.strip().lower().replace("-", ""), value.strip().rstrip("=")
    if name not in ALGORITHMS or len(value) == (size := 2 * ALGORITHMS[name](usedforsecurity=False).digest_size):
        return f"{name}:{value.lower()}"
    digits = value.upper()
    number = _number(digits) if len(digits) == -(-4 * size // 5) and digits.isalnum() and digits.isascii() else None
    return f"{name}:{value.lower()}" if number is None else f"{name}:{number >> -4 * size % 5:0{size}x}"


def _is_of(value: str, digest: bytes) -> bool:
    value, bits = value.rstrip("="), 8 * len(digest)
    if len(value) == 2 * len(digest):
        return value.lower() == digest.hex()
    if len(value) == -(-bits // 5):
        return value.isalnum() and value.isascii() and _number(value.upper()) == int.from_bytes(digest) << -bits % 5
    return value.translate(OF_URLS) == b64encode(digest).decode().rstrip("=")


def _number(digits: str) -> int | None:
    try:
        return int(digits.translate(BASE_32), 32)
    except ValueError:  # 0, 1, 8 and 9 are no digits
        return None
