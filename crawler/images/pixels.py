"""What is in the bytes of a picture. Needs Pillow; only who stores pictures imports this."""

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
    "MPO": "image/jpeg",  # a JPEG with more pictures behind it, as telephones make them
    "PNG": "image/png",
    "GIF": "image/gif",
    "WEBP": "image/webp",
    "AVIF": "image/avif",
    "BMP": "image/bmp",
}
"""Formats that are read; nothing else is given to a decoder."""
FORMATS = [name for name in MEDIA_TYPES if name != "MPO"]  # which the decoder of JPEG finds
MARKUP = regex(rb"(?:\xef\xbb\xbf)?\s{0,100}<[a-z!?]", re.IGNORECASE)
SVG = regex(rb"<(?:\w{1,20}:)?svg[\s>]", re.IGNORECASE)
HEAD = 4096
"""Bytes at the beginning of markup in which its root stands."""
DRAFT = 256
"""Pixels; a JPEG is decoded at a smaller scale as long as it stays as large as this."""
ORIENTATION, TURNED = 0x0112, frozenset({5, 6, 7, 8})
FEW_TONES = 6
"""The standard deviation of luminance below which a picture is of one colour to a comparison."""


class NotAPictureError(Exception):
    """The bytes are no picture that can be kept. The message is the reason, one of a few."""


class Picture(NamedTuple):
    """A picture that was decoded. ``width`` and ``height`` are as it is shown, turned as its EXIF says.

    There is no ``fingerprint`` of an animation, nor of a picture that is nearly of one colour.
    """

    media_type: str
    width: int
    height: int
    fingerprint: Fingerprint | None


def read_picture(data: bytes, max_pixels: int) -> Picture:
    """Decode the first frame of a picture. Raises :class:`NotAPictureError` and nothing else.

    More than ``max_pixels`` are not decoded. Of SVG nothing is read: it can hold scripts, and links to anything.
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
        raise NotAPictureError("of no known format") from error
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
    """``picture`` in mode RGB or L; what is transparent shows white."""
    if picture.mode.startswith("I;16") or picture.mode == "I":
        return picture.convert("I").point(lambda tone: tone / 256).convert("L")
    if picture.has_transparency_data:
        over = picture.convert("RGBA")
        return Image.alpha_composite(Image.new("RGBA", over.size, "white"), over).convert("RGB")
    return picture if picture.mode in {"RGB", "L"} else picture.convert("RGB")
