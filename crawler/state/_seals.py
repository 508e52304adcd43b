"""Check sums of stored values: what a disk has damaged is told, and never taken for what was stored."""

from typing import Any
from zlib import crc32

import msgspec

SIZE = 4
"""Bytes of a check sum, the last of a value."""


class DamageError(Exception):
    """What is stored is not what was stored; says what."""


def sealed(data: bytes) -> bytes:
    """``data``, followed by its check sum."""
    return data + crc32(data).to_bytes(SIZE, "little")


def unsealed(kept: bytes, what: str) -> memoryview:
    """What was :func:`sealed`. Raises DamageError, which says ``what`` it was, where the check sum is another."""
    data = memoryview(kept)[:-SIZE]
    if len(kept) < SIZE or crc32(data) != int.from_bytes(kept[-SIZE:], "little"):
        raise DamageError(f"{what} is damaged")
    return data


def seal_of(*values: Any) -> int:
    """The check sum of the columns of a row: numbers, texts, bytes and None."""
    return crc32(msgspec.msgpack.encode(values))


def see_to(is_whole: bool, what: str) -> None:
    """Raises DamageError where ``what`` is not whole."""
    if not is_whole:
        raise DamageError(f"{what} is damaged")
