"""Generated pictures that compare like photographs, and what happens to pictures when they are copied."""

import io
from collections.abc import Callable, Iterator, Mapping

import numpy as np
from PIL import Image, ImageDraw, ImageEnhance, ImageFont, ImageOps

Picture = Image.Image
SIZES = ((640, 480), (480, 640), (800, 450), (960, 640), (500, 500), (1000, 420))


def scene(seed: int, size: tuple[int, int], shift: int = 0, hue: int = 0, shapes: int | None = None) -> Picture:
    """A sky and a ground with clouds of several sizes, and ``shapes`` in front, moved ``shift`` pixels to the right."""
    random = np.random.default_rng(seed)
    width, height = size
    picture = _ground(random, size)
    draw = ImageDraw.Draw(picture)
    for _ in range(int(random.integers(4, 14)) if shapes is None else shapes):
        x, y = int(random.integers(-width // 8, width)) + shift, int(random.integers(0, height))
        w, h = int(random.integers(width // 16, width // 2)), int(random.integers(height // 16, height // 2))
        colour = tuple(map(int, random.integers(0, 256, 3)))
        match int(random.integers(4)):
            case 0:
                draw.ellipse((x, y, x + w, y + h), fill=colour)
            case 1:
                draw.rectangle((x, y, x + w, y + h), fill=colour)
            case 2:
                draw.polygon([(x, y), (x + w, y + h // 3), (x + w // 4, y + h)], fill=colour)
            case _:
                draw.line([(x, y), (x + w, y + h), (x + w // 3, y + h // 2)], fill=colour, width=max(2, w // 20))
    picture = _rotated_hue(picture, hue)
    return Image.blend(picture, _clouds(random, size, 6), 0.15)


def _ground(random: np.random.Generator, size: tuple[int, int]) -> Picture:
    width, height = size
    down, across = np.mgrid[0:height, 0:width]
    angle = random.uniform(0, 2 * np.pi)
    ramp = (across / width * np.cos(angle) + down / height * np.sin(angle))[..., None]
    ramp = (ramp - ramp.min()) / (ramp.max() - ramp.min())
    first, second = random.integers(0, 256, 3), random.integers(0, 256, 3)
    picture = Image.fromarray((first * (1 - ramp) + second * ramp).astype(np.uint8))
    return Image.blend(picture, _clouds(random, size, 4), random.uniform(0.2, 0.6))


def _clouds(random: np.random.Generator, size: tuple[int, int], coarse: int) -> Picture:
    total = np.zeros((size[1], size[0], 3), np.float32)
    for octave in range(5):
        cells = coarse * 2**octave
        noise = Image.fromarray(random.integers(0, 256, (cells, cells, 3), dtype=np.uint8)).resize(size, Image.Resampling.BICUBIC)
        total += np.asarray(noise, np.float32) / 2 ** (octave + 1)
    return Image.fromarray(np.clip(total, 0, 255).astype(np.uint8))


def _rotated_hue(picture: Picture, hue: int) -> Picture:
    if not hue:
        return picture
    h, s, v = picture.convert("HSV").split()
    return Image.merge("HSV", (h.point(lambda value: (value + hue) % 256), s, v)).convert("RGB")


def chart(seed: int, template: int) -> Picture:
    """A daily notice: one template of a publisher, with different numbers."""
    random, fixed = np.random.default_rng(seed), np.random.default_rng(template)
    picture = scene(template, (720, 480), shapes=3)
    draw = ImageDraw.Draw(picture)
    draw.rectangle((60, 60, 660, 420), fill=tuple(map(int, fixed.integers(200, 256, 3))))
    for row in range(4):
        draw.text((90, 80 + 85 * row), f"row {row}  {int(random.integers(10, 9999))}", "black", ImageFont.load_default(64))
    return picture


def screen_of_text(seed: int) -> Picture:
    """A page of a document: dark lines on white."""
    random = np.random.default_rng(seed)
    picture = Image.new("RGB", (640, 800), "white")
    draw = ImageDraw.Draw(picture)
    for line in range(22):
        words = " ".join("x" * int(random.integers(2, 9)) for _ in range(int(random.integers(3, 9))))
        draw.text((40, 30 + 34 * line), words, "black", ImageFont.load_default(24))
    return picture


def photographs(count: int, first: int = 0) -> Iterator[Picture]:
    """``count`` pictures, of which four of ten are hard: different from another picture, but similar to it.

    Pictures from ``first`` on, a multiple of ten, differ from those before it.
    """
    for at in range(first, first + count):
        group, size = at // 10, SIZES[at // 10 % len(SIZES)]
        match at % 10:
            case 0 | 1 | 2 | 3 | 4 | 5:
                yield scene(at, SIZES[at % len(SIZES)])
            case 6:
                yield scene(group * 10, SIZES[group * 10 % len(SIZES)], shift=size[0] // 8)  # the first one of ten, moved
            case 7:
                yield ImageOps.mirror(scene(group * 10 + 1, SIZES[(group * 10 + 1) % len(SIZES)]))
            case 8:
                yield chart(at, template=group // 3)
            case _:
                yield screen_of_text(at) if group % 2 else scene(group * 10 + 2, SIZES[(group * 10 + 2) % len(SIZES)], hue=90)


def encoded(picture: Picture, form: str = "JPEG", quality: int = 88) -> bytes:
    """``picture`` in a file format."""
    file = io.BytesIO()
    picture.save(file, form, quality=quality)
    return file.getvalue()


def _watermarked(picture: Picture) -> Picture:
    over = Image.new("RGBA", picture.size, (0, 0, 0, 0))
    size = max(16, picture.width // 24)
    at = (picture.width - size * 8, picture.height - size * 2)
    ImageDraw.Draw(over).text(at, "@news.example", (255, 255, 255, 160), ImageFont.load_default(size))
    return Image.alpha_composite(picture.convert("RGBA"), over).convert("RGB")


def _cropped(picture: Picture) -> Picture:
    left, top = picture.width // 40, picture.height // 40
    return picture.crop((left, top, picture.width - left, picture.height - top))


def _bordered(picture: Picture) -> Picture:
    return ImageOps.expand(picture, max(2, picture.width // 80), "white")


TRANSFORMATIONS: Mapping[str, Callable[[Picture], bytes]] = {
    "JPEG at quality 40": lambda picture: encoded(picture, quality=40),
    "half the size": lambda picture: encoded(picture.resize((picture.width // 2, picture.height // 2)), quality=80),
    "WebP at quality 60": lambda picture: encoded(picture, "WEBP", 60),
    "watermark in a corner": lambda picture: encoded(_watermarked(picture), quality=80),
    "a quarter brighter": lambda picture: encoded(ImageEnhance.Brightness(picture).enhance(1.25), quality=80),
    "2.5 % cut off each side": lambda picture: encoded(_cropped(picture), quality=80),
    "grey": lambda picture: encoded(picture.convert("L"), quality=80),
    "white border": lambda picture: encoded(_bordered(picture), quality=80),
}
