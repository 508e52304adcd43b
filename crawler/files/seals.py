"""Checksums of stored values, so that data damaged on disk is reported and never mistaken for what was stored."""

from typing import Any
from zlib import crc32

import msgspec

SIZE = 4
"""Bytes of a checksum, which are the last of a value."""


class DamageError(Exception):
    """A stored value is damaged. The message says which."""


def sealed(data: bytes) -> bytes:
    """``data``, followed by its checksum."""
    return data + crc32(data).to_bytes(SIZE, "little")


def unsealed(kept: bytes, what: str) -> memoryview:
    """The data that was :func:`sealed`. Raises DamageError, naming ``what`` it is, if the checksum does not match."""
    data = memoryview(kept)[:-SIZE]
    if len(kept) < SIZE or crc32(data) != int.from_bytes(kept[-SIZE:], "little"):
        raise DamageError(f"{what} is damaged")
    return data


def seal_of(*values: Any) -> int:
    """The checksum of the columns of a row: numbers, texts, bytes and None."""
    return crc32(msgspec.msgpack.encode(values))


def see_to(is_whole: bool, what: str) -> None:
    """Raise DamageError unless ``is_whole``."""
    if not is_whole:
        raise DamageError(f"{what} is damaged")
