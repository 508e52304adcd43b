"""Fingerprints of decoded pixels that survive re-encoding, resizing and a watermark."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from PIL.Image import Image

SIDE = 64
"""Columns and rows of luminance that are compared."""
COLOURS = 8
"""Columns and rows of colours that are compared."""
HASH_COLUMNS, HASH_ROWS = 9, 8
MEAN_OF_PIXELS = 5
"""``PIL.Image.Resampling.HAMMING``, as a number so that Pillow is imported only for decoding. With the simpler BOX, an edge
between two cells moves when the size changes."""


class Fingerprint(NamedTuple):
    """The data by which a picture is compared: ``dhash`` finds candidates, the rest confirms them.

    ``dhash`` has a bit for each of 64 places, 1 if brightness increases to the right. ``luminance`` is 64 × 64 bytes, row by row;
    ``colours`` is 8 × 8 bytes of Cb, then as many of Cr; 128 is no colour. ``width`` and ``height`` are the picture's size in
    pixels.
    """

    dhash: int
    luminance: bytes
    colours: bytes
    width: int
    height: int


def fingerprint(picture: Image, width: int, height: int) -> Fingerprint:
    """The fingerprint of ``picture``, in mode RGB or L, which may be decoded at a smaller size than its ``width`` and ``height``.
    ``picture`` is not modified."""
    luminance, blue, red = picture.resize((SIDE, SIDE), MEAN_OF_PIXELS).convert("RGB").convert("YCbCr").split()
    few = [plane.resize((COLOURS, COLOURS), MEAN_OF_PIXELS).tobytes() for plane in (blue, red)]
    places = luminance.resize((HASH_COLUMNS, HASH_ROWS), MEAN_OF_PIXELS)
    return Fingerprint(dhash(places.tobytes()), luminance.tobytes(), b"".join(few), width, height)


def dhash(luminance: bytes) -> int:
    """The difference hash of 9 × 8 bytes of luminance, row by row: 64 bits, 1 for one that is darker than its right neighbour."""
    bits = 0
    for row in range(0, len(luminance), HASH_COLUMNS):
        for at in range(row, row + HASH_COLUMNS - 1):
            bits = bits << 1 | (luminance[at] < luminance[at + 1])
    return bits
