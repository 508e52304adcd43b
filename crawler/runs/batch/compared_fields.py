"""What items are compared by, on its way from workers to the process that compares them."""

import msgspec

from crawler.items import Item
from crawler.stories import Compared

encode = msgspec.msgpack.Encoder().encode
compared_of = msgspec.msgpack.Decoder(Compared).decode
"""From what :func:`compared_as_bytes` made. Raises msgspec.DecodeError."""


def compared_as_bytes(item: Item) -> bytes:
    """What ``item`` is compared by; empty where it cannot be: who gets it will say why."""
    try:
        return encode(Compared.of(item))
    except ValueError:
        return b""
