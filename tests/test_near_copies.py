"""Pictures that are one, pictures that only look alike, and groups that do not depend on order."""

from itertools import pairwise
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageEnhance, ImageFont, ImageOps

from crawler.images.near_copies import are_near_copies, groups
from crawler.images.perceptual import Fingerprint
from tests.made_pictures import drawn, looked_at

SCENE = drawn(7, 640, 480)


def written_on(picture: Image.Image, text: str, at: tuple[int, int], size: int = 28) -> Image.Image:
    copy = picture.copy()
    ImageDraw.Draw(copy).text(at, text, "white", ImageFont.load_default(size))
    return copy


def fingerprint(picture: Image.Image, form: str = "JPEG", **options: int) -> Fingerprint:
    found = looked_at(picture, form, **options).fingerprint
    assert found is not None
    return found


def boxed(number: str) -> Image.Image:
    """A notice with a number in its middle."""
    picture = SCENE.copy()
    ImageDraw.Draw(picture).rectangle((160, 160, 480, 320), fill=(30, 30, 90))
    return written_on(picture, number, (190, 200), 48)


@pytest.mark.parametrize(
    "copy",
    [
        pytest.param(fingerprint(SCENE, quality=30), id="JPEG at quality 30"),
        pytest.param(fingerprint(SCENE, "WEBP", quality=50), id="WebP"),
        pytest.param(fingerprint(SCENE, "PNG"), id="PNG"),
        pytest.param(fingerprint(SCENE.resize((320, 240))), id="half the size"),
        pytest.param(fingerprint(SCENE.resize((213, 160))), id="a third of the size"),
        pytest.param(fingerprint(SCENE.convert("L")), id="grey"),
        pytest.param(fingerprint(ImageEnhance.Contrast(SCENE).enhance(0.8)), id="less contrast"),
        pytest.param(fingerprint(written_on(SCENE, "@news.example", (400, 440))), id="mark at the bottom right"),
        pytest.param(fingerprint(written_on(SCENE, "@news.example", (20, 10))), id="mark at the top left"),
        pytest.param(fingerprint(written_on(SCENE.resize((320, 240)), "@news", (200, 215), 20), quality=60), id="all of it"),
    ],
)
def test_a_copy_is_known_again(copy: Fingerprint) -> None:
    assert are_near_copies(fingerprint(SCENE), copy)
    assert are_near_copies(copy, fingerprint(SCENE))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(SCENE, drawn(8, 640, 480), id="another scene"),
        pytest.param(SCENE, ImageOps.mirror(SCENE), id="mirrored"),
        pytest.param(SCENE, ImageOps.invert(SCENE), id="negative"),
        pytest.param(SCENE, ImageOps.flip(SCENE), id="upside down"),
        pytest.param(SCENE, SCENE.resize((480, 480)), id="another shape"),
        pytest.param(SCENE, Image.merge("RGB", SCENE.split()[::-1]), id="red and blue exchanged"),
        pytest.param(SCENE, SCENE.transform(SCENE.size, Image.Transform.AFFINE, (1, 0, 40, 0, 1, 0)), id="moved"),
        pytest.param(SCENE, written_on(SCENE, "@news.example", (230, 220)), id="mark in the middle"),
        pytest.param(boxed("1234"), boxed("1284"), id="another number"),
        pytest.param(boxed("7:0"), boxed("7:1"), id="another score"),
    ],
)
def test_what_only_looks_alike_is_another_picture(one: Image.Image, other: Image.Image) -> None:
    assert not are_near_copies(fingerprint(one), fingerprint(other))


class Seen(NamedTuple):
    sha256: str
    bytes: int
    width: int
    height: int
    fingerprint: Fingerprint | None

    @property
    def dhash(self) -> int | None:
        return self.fingerprint.dhash if self.fingerprint else None


def seen(name: str, picture: Image.Image, size: int = 1000) -> Seen:
    return Seen(name, size, picture.width, picture.height, fingerprint(picture))


LARGE, SMALL = seen("c", SCENE), seen("a", SCENE.resize((320, 240)))
SAME_SIZE, MORE_BYTES = seen("b", SCENE), seen("d", SCENE, 2000)
OTHER, UNCOMPARED = seen("e", drawn(8, 640, 480)), Seen("f", 10, 640, 480, None)
ALL = [LARGE, SMALL, SAME_SIZE, MORE_BYTES, OTHER, UNCOMPARED]


@given(st.permutations(ALL))
def test_groups_do_not_depend_on_the_order(pictures: list[Seen]) -> None:
    found = groups([*pictures, pictures[0]], lambda picture: picture.fingerprint)
    assert [[picture.sha256 for picture in group] for group in found] == [["d", "b", "c", "a"], ["e"], ["f"]]


def test_no_chain_of_small_differences_joins_two_pictures() -> None:
    """Each is a near-copy of the next by one corner; the first and the last differ in all four."""
    steps, corners = [SCENE], [(10, 5), (480, 5), (10, 450), (480, 450)]
    for corner in corners:
        steps.append(written_on(steps[-1], "@news", corner))
    fingerprints = [fingerprint(step) for step in steps]
    assert all(are_near_copies(one, other) for one, other in pairwise(fingerprints))
    assert not are_near_copies(fingerprints[0], fingerprints[-1])
    chain = [Seen(str(at), 100 - at, 640, 480, each) for at, each in enumerate(fingerprints)]
    for best, *others in groups(chain, lambda picture: picture.fingerprint):
        assert best.fingerprint and all(
            other.fingerprint and are_near_copies(best.fingerprint, other.fingerprint) for other in others
        )
