"""What is read of the bytes of a picture, and the reasons why some are none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, features

from crawler.images.near_copies import are_near_copies
from crawler.images.pixels import NotAPictureError, read_picture
from tests.made_pictures import bomb, drawn, file_of, looked_at

LIMIT = 1_000_000
SCENE = drawn(1)
JPEG = file_of(SCENE)
TURNED = Image.Exif()
TURNED[0x0112] = 6
SIXTEEN_BITS = SCENE.convert("L").convert("I").point(lambda tone: tone * 256).convert("I;16")
SVG = b'<?xml version="1.0"?>\n<!-- drawn -->\n<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
PAGE = b"<!DOCTYPE html><html><body>404"


def animation() -> bytes:
    return file_of(drawn(1), "GIF", save_all=True, append_images=[drawn(2), drawn(3)], duration=100)


@pytest.mark.parametrize(
    ("data", "media_type", "size"),
    [
        pytest.param(JPEG, "image/jpeg", (320, 240), id="JPEG"),
        pytest.param(file_of(SCENE.convert("CMYK")), "image/jpeg", (320, 240), id="CMYK"),
        pytest.param(file_of(SCENE, exif=TURNED), "image/jpeg", (240, 320), id="turned by EXIF"),
        pytest.param(file_of(SCENE, progressive=True), "image/jpeg", (320, 240), id="progressive"),
        pytest.param(file_of(SIXTEEN_BITS, "PNG"), "image/png", (320, 240), id="16 bits"),
        pytest.param(file_of(SCENE.convert("P"), "PNG", transparency=0), "image/png", (320, 240), id="palette, transparent"),
        pytest.param(file_of(SCENE.convert("RGBA"), "PNG"), "image/png", (320, 240), id="alpha"),
        pytest.param(file_of(SCENE.convert("1"), "PNG"), "image/png", (320, 240), id="one bit"),
        pytest.param(animation(), "image/gif", (320, 240), id="animated GIF"),
        pytest.param(file_of(SCENE, "WEBP"), "image/webp", (320, 240), id="WebP"),
        pytest.param(file_of(SCENE, "BMP"), "image/bmp", (320, 240), id="BMP"),
    ],
)
def test_a_picture_is_read_by_its_bytes(data: bytes, media_type: str, size: tuple[int, int]) -> None:
    picture = read_picture(data, LIMIT)
    assert (picture.media_type, (picture.width, picture.height)) == (media_type, size)


@pytest.mark.skipif(not features.check("avif"), reason="this Pillow has no AVIF")
def test_avif() -> None:
    assert read_picture(file_of(SCENE, "AVIF"), LIMIT)[:3] == ("image/avif", 320, 240)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        pytest.param(b"", "empty", id="zero bytes"),
        pytest.param(PAGE, "HTML or XML", id="HTML"),
        pytest.param(b"\xef\xbb\xbf \n" + PAGE, "HTML or XML", id="HTML after a byte order mark"),
        pytest.param(SVG, "SVG", id="SVG"),
        pytest.param(b"not found", "unknown format", id="text"),
        pytest.param(b"%!PS-Adobe-3.0 EPSF-3.0\n", "unknown format", id="PostScript"),
        pytest.param(JPEG[: len(JPEG) // 2], "truncated", id="truncated JPEG"),
        pytest.param(file_of(SCENE, "PNG")[:1500], "truncated", id="truncated PNG"),
        pytest.param(file_of(SCENE, "WEBP")[:2000], "damaged", id="truncated WebP"),
        pytest.param(JPEG[:10] + bytes(500), "unknown format", id="a JPEG without its head"),
        pytest.param(bomb(), "too many pixels", id="decompression bomb"),
        pytest.param(bomb(1001, 1000), "too many pixels", id="more than the limit"),
        pytest.param(bomb(1000, 1000), "truncated", id="as many as the limit"),
    ],
)
def test_what_is_no_picture_has_a_reason(data: bytes, reason: str) -> None:
    with pytest.raises(NotAPictureError, match=f"^{reason}$"):
        read_picture(data, LIMIT)


@pytest.mark.parametrize(
    "same",
    [
        pytest.param(looked_at(SCENE.convert("CMYK")), id="CMYK"),
        pytest.param(looked_at(SCENE.rotate(90, expand=True), exif=TURNED), id="turned by EXIF"),
        pytest.param(looked_at(SIXTEEN_BITS, "PNG"), id="16 bits"),
        pytest.param(looked_at(SCENE.convert("P"), "PNG"), id="palette"),
        pytest.param(looked_at(SCENE, "WEBP", quality=60), id="WebP"),
        pytest.param(looked_at(SCENE, "BMP"), id="BMP"),
    ],
)
def test_a_picture_is_the_same_however_it_is_stored(same: object) -> None:
    one, other = read_picture(JPEG, LIMIT).fingerprint, getattr(same, "fingerprint", None)
    assert one is not None and other is not None
    assert are_near_copies(one, other)


@pytest.mark.parametrize(
    "picture",
    [
        pytest.param(read_picture(animation(), LIMIT), id="animation"),
        pytest.param(looked_at(Image.new("RGB", (300, 200), "red")), id="one colour"),
        pytest.param(looked_at(Image.new("RGBA", (300, 200), (0, 0, 0, 0)), "PNG"), id="transparent"),
    ],
)
def test_what_cannot_be_compared_has_no_fingerprint(picture: object) -> None:
    assert getattr(picture, "fingerprint", "missing") is None


@given(st.binary(max_size=200), st.sampled_from([JPEG, file_of(SCENE, "PNG"), animation(), file_of(SCENE, "WEBP")]), st.data())
def test_any_bytes_are_a_picture_or_refused(noise: bytes, file: bytes, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(file)))
    for damaged in (noise, file[:at] + noise + file[at + len(noise) :]):
        try:
            assert read_picture(damaged, LIMIT).width > 0
        except NotAPictureError as error:
            assert str(error) in {"empty", "HTML or XML", "SVG", "unknown format", "truncated", "damaged", "too many pixels"}
