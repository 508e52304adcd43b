"""Pictures for tests, each drawn from a number."""

import io
import random
import struct
import zlib
from typing import Any

from PIL import Image, ImageDraw

from crawler.images.pixels import Picture, read_picture


def drawn(seed: int, width: int = 320, height: int = 240) -> Image.Image:
    """A picture of a dozen coloured shapes on a ramp, the same for the same ``seed``."""
    chance = random.Random(seed)
    picture = Image.linear_gradient("L").resize((width, height)).rotate(180 * (seed % 2)).convert("RGB")
    draw = ImageDraw.Draw(picture)
    for at in range(12):
        x, y = chance.randrange(width * 3 // 4), chance.randrange(height * 3 // 4)
        corner = (x + chance.randrange(width // 10, width // 3), y + chance.randrange(height // 10, height // 3))
        shape = draw.ellipse if at % 2 else draw.rectangle
        shape((x, y, *corner), fill=tuple(chance.randrange(256) for _ in range(3)))
    return picture


def file_of(picture: Image.Image, form: str = "JPEG", **options: Any) -> bytes:
    """``picture`` as a file."""
    file = io.BytesIO()
    picture.save(file, form, **options)
    return file.getvalue()


def bomb(width: int = 60_000, height: int = 60_000) -> bytes:
    """A PNG of a hundred bytes that says to have so many pixels."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 99)) + chunk(b"IEND", b"")


def looked_at(picture: Image.Image, form: str = "JPEG", **options: Any) -> Picture:
    """What is read of ``picture`` when it was stored in a file."""
    return read_picture(file_of(picture, form, **options), 10_000_000)
