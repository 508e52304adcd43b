"""The stored form of an item."""

from collections.abc import Collection

import msgspec

from crawler.files.compressed import Compressor, zstd
from crawler.files.seals import DamageError
from crawler.items import Item
from crawler.items.schema import TYPES
from crawler.items.versions import upgraded

LEVEL = -10
"""The zstd level: it takes half the time of level −1, which would save a fifth of the space."""
packed = Compressor(LEVEL).compress
"""Compresses an encoded item for storage."""


def encoded(item: Item) -> bytes:
    """An item as MessagePack. Raises ValueError if it cannot be encoded."""
    return msgspec.msgpack.encode(item)


def decoded(data: bytes, kind: str) -> Item:
    """Decode an item of type ``kind`` (``article``, ``thread``), written by :func:`encoded` or, in stores of version 1, as JSON;
    it may have an earlier schema version. Raises ValueError if ``data`` is not an item."""
    is_json = data.startswith(b"{")
    try:
        return (_FROM_JSON if is_json else _FROM_MSGPACK)[kind].decode(data)
    except msgspec.ValidationError:
        plain = msgspec.json.decode(data) if is_json else msgspec.msgpack.decode(data)
        return msgspec.convert(upgraded(plain), TYPES[kind])


def unpacked(kept: bytes, kind: str, parts: Collection[bytes] = ()) -> Item | None:
    """Decode a stored item of type ``kind`` (``article``, ``thread``). Raises DamageError if it is not an item.

    Returns None if its encoded form lacks any of ``parts``, which are UTF-8 of letters and digits, and so appear in it as they do
    in its texts.
    """
    try:
        data = zstd.decompress(kept)
        return decoded(data, kind) if all(part in data for part in parts) else None
    except (zstd.ZstdError, ValueError, KeyError) as error:
        raise DamageError(f"an item is damaged ({error})") from None


_FROM_MSGPACK: dict[str, msgspec.msgpack.Decoder[Item]] = {
    kind: msgspec.msgpack.Decoder(record) for kind, record in TYPES.items()
}
_FROM_JSON: dict[str, msgspec.json.Decoder[Item]] = {kind: msgspec.json.Decoder(record) for kind, record in TYPES.items()}
