"""Decodes pictures. Needs Pillow; imported only for storing pictures."""

import re
import warnings
from io import BytesIO
from typing import NamedTuple

from PIL import Image, ImageOps, ImageStat, UnidentifiedImageError
from PIL.ImageFile import ImageFile

from crawler.content.patterns import regex
from crawler.images.perceptual import Fingerprint, fingerprint

MEDIA_TYPES = {
    "JPEG": "image/jpeg",
    "MPO": "image/jpeg",  # a JPEG followed by more pictures, as phones make them
    "PNG": "image/png",
    "GIF": "image/gif",
    "WEBP": "image/webp",
    "AVIF": "image/avif",
    "BMP": "image/bmp",
}
"""The formats that are decoded."""
FORMATS = [name for name in MEDIA_TYPES if name != "MPO"]  # detected by the JPEG decoder
MARKUP = regex(rb"(?:\xef\xbb\xbf)?\s{0,100}<[a-z!?]", re.IGNORECASE)
SVG = regex(rb"<(?:\w{1,20}:)?svg[\s>]", re.IGNORECASE)
HEAD = 4096
"""Bytes at the start of markup that contain its root element."""
DRAFT = 256
"""Pixels; a JPEG is decoded at a reduced scale as long as it stays at least this large."""
ORIENTATION, TURNED = 0x0112, frozenset({5, 6, 7, 8})
FEW_TONES = 6
"""Standard deviation of luminance below which a picture is too uniform to be compared."""


class NotAPictureError(Exception):
    """The bytes are not a picture that can be stored. The message is one of a few reasons."""


class Picture(NamedTuple):
    """A decoded picture. ``width`` and ``height`` are as displayed, after the EXIF rotation. ``fingerprint`` is None for
    animations and for pictures of nearly one colour."""

    media_type: str
    width: int
    height: int
    fingerprint: Fingerprint | None


def read_picture(data: bytes, max_pixels: int) -> Picture:
    """Decode the first frame of a picture. Raises :class:`NotAPictureError` and nothing else.

    Pictures with more than ``max_pixels`` are rejected, as is SVG, which can contain scripts and arbitrary links.
    """
    if not data:
        raise NotAPictureError("empty")
    if MARKUP.match(data):
        raise NotAPictureError("SVG" if SVG.search(data[:HEAD]) else "HTML or XML")
    try:
        with warnings.catch_warnings(), Image.open(BytesIO(data), formats=FORMATS) as picture:
            warnings.simplefilter("ignore")
            return _decoded(picture, max_pixels)
    except NotAPictureError:
        raise
    except Image.DecompressionBombError as error:
        raise NotAPictureError("too many pixels") from error
    except UnidentifiedImageError as error:
        raise NotAPictureError("unknown format") from error
    except Exception as error:  # decoders raise many kinds
        raise NotAPictureError("truncated" if "truncated" in str(error) else "damaged") from error


def _decoded(picture: ImageFile, max_pixels: int) -> Picture:
    media_type, (width, height) = MEDIA_TYPES[str(picture.format)], picture.size
    if width * height > max_pixels:
        raise NotAPictureError("too many pixels")
    is_animated = getattr(picture, "is_animated", False) and picture.format != "MPO"
    if picture.getexif().get(ORIENTATION) in TURNED:
        width, height = height, width
    picture.draft("RGB", (DRAFT, DRAFT))
    picture.load()
    if is_animated:
        return Picture(media_type, width, height, None)
    plain = _on_white(ImageOps.exif_transpose(picture))
    is_flat = ImageStat.Stat(plain.convert("L")).stddev[0] < FEW_TONES
    return Picture(media_type, width, height, None if is_flat else fingerprint(plain, width, height))


def _on_white(picture: Image.Image) -> Image.Image:
    """``picture`` in mode RGB or L, with transparent parts on white."""
    if picture.mode.startswith("I;16") or picture.mode == "I":
        return picture.convert("I").point(lambda tone: tone / 256).convert("L")
    if picture.has_transparency_data:
        over = picture.convert("RGBA")
        return Image.alpha_composite(Image.new("RGBA", over.size, "white"), over).convert("RGB")
    return picture if picture.mode in {"RGB", "L"} else picture.convert("RGB")
