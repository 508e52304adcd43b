"""Names that never change, for formats whose records need one."""

from hashlib import sha256


def urn(item_id: str, floor: int = 0) -> str:
    """The name of the item ``item_id`` (16 hex digits), or of its post on ``floor``: a UUID of version 8 (RFC 9562, 5.8).

    Both can be read in it: ``0123456789abcdef``, floor 2, is ``urn:uuid:01234567-89ab-8cde-af00-000000000002``.
    """
    return f"urn:uuid:{item_id[:8]}-{item_id[8:12]}-8{item_id[12:15]}-a{item_id[15]}00-{floor:012x}"


def urn_of_feed(title: str) -> str:
    """The name of a feed with this title, made as those of items are."""
    return urn(sha256(title.encode("utf-8", "surrogatepass")).hexdigest()[:16], 0xFEED)
