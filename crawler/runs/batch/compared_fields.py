"""Encodes the fields by which items are compared, to send them from workers to the process that compares them."""

import msgspec

from crawler.items import Item
from crawler.stories import Compared

encode = msgspec.msgpack.Encoder().encode
compared_of = msgspec.msgpack.Decoder(Compared).decode
"""Decodes the result of :func:`compared_as_bytes`. Raises msgspec.DecodeError."""


def compared_as_bytes(item: Item) -> bytes:
    """Return the fields by which ``item`` is compared; empty if it cannot be compared: the receiver will report why."""
    try:
        return encode(Compared.of(item))
    except ValueError:
        return b""
