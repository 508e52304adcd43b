"""Detects UTF-16 and UTF-32 without a byte order mark, and NULs after the end of a page."""

from crawler.readers._chinese_bytes import CONTROLS

UNMARKED = ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be")
"""UTF-32 first, in which UTF-16 would find every second character to be NUL."""
SAMPLE = 4096  # bytes
MOST_UNKNOWN = 0.1
"""Share of characters: with the wrong byte order, Chinese and ASCII become characters that are hardly ever used."""


def unpadded(data: bytes, codec: str) -> bytes:
    """``data`` without the NULs after its last character in ``codec``."""
    unit = unit_of(codec)
    end = len(data.rstrip(b"\0"))
    return data[: end + -end % unit]


def unmarked(data: bytes) -> str | None:
    """The codec of ``data``, which has NUL bytes, if it is text in UTF-16 or UTF-32: ASCII and characters of GB 2312 or Big5."""
    for codec in UNMARKED:
        if _is_text(unpadded(data, codec)[:SAMPLE], codec):
            return codec
    return None


def unit_of(codec: str) -> int:
    """Bytes of a code unit."""
    return 4 if codec.startswith("utf-32") else 2 if codec.startswith("utf-16") else 1


def _is_text(sample: bytes, codec: str) -> bool:
    try:
        text = sample.decode(codec)
    except UnicodeDecodeError as error:
        if error.end < len(sample):
            return False
        text = sample[: error.start].decode(codec)
    known = max(len(text.encode(chinese, "ignore").decode(chinese)) for chinese in ("gb2312", "big5"))
    return known - len(CONTROLS.findall(text)) > len(text) * (1 - MOST_UNKNOWN)
