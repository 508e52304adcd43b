"""Whether near-copies of pictures are found, and nothing else: 300 generated pictures, each transformed in eight ways.

    python -m benchmarks.images [--pictures 300] [--first 0]

Every picture is compared with every copy of every picture, as in the stage. Four of ten pictures resemble another one: the same
scene with its shapes moved, mirrored, or in other colours; one template with other numbers; pages of text. Times are CPU times.
"""

import argparse
import sys
import time
import tracemalloc
from collections.abc import Sequence

from benchmarks.photographs import TRANSFORMATIONS, encoded, photographs
from crawler.images.near_copies import are_near_copies, groups
from crawler.images.perceptual import Fingerprint
from crawler.images.pixels import read_picture
from crawler.images.stored.links import Stored

MAX_PIXELS = 50_000_000


def main(count: int, first: int) -> None:
    """Print a row for every transformation, then speed and memory; exit code 1 if two different pictures were taken for one."""
    originals, copies = files(count, first)
    started = time.process_time()
    looked_at = [fingerprint(data) for data in originals]
    seconds = (time.process_time() - started) / count
    wrong = sum(are_near_copies(one, other) for at, one in enumerate(looked_at) for other in looked_at[:at])
    print(f"{count} pictures, {count * (count - 1) // 2:,} pairs of them: {wrong} wrong\n")
    print("| made over by | recall | precision | wrong of the pairs |\n|---|---|---|---|")
    for name, made_over in copies.items():
        found, mistaken = compared(looked_at, [fingerprint(data) for data in made_over])
        wrong += mistaken
        precision = f"{found / (found + mistaken):.3f}" if found + mistaken else "–"
        print(f"| {name} | {found / count:.3f} | {precision} | {mistaken} of {count * (count - 1):,} |")
    print(f"\nlooked at: {1 / seconds:,.0f} pictures/s, {1000 * seconds:.2f} ms each")
    cost(originals)
    sys.exit(int(wrong > 0))


def files(count: int, first: int) -> tuple[list[bytes], dict[str, list[bytes]]]:
    """The pictures as JPEG files, and the results of the transformations."""
    originals: list[bytes] = []
    copies: dict[str, list[bytes]] = {name: [] for name in TRANSFORMATIONS}
    for picture in photographs(count, first):
        originals.append(encoded(picture))
        for name, transform in TRANSFORMATIONS.items():
            copies[name].append(transform(picture))
    return originals, copies


def fingerprint(data: bytes) -> Fingerprint:
    found = read_picture(data, MAX_PIXELS).fingerprint
    assert found is not None
    return found


def compared(originals: Sequence[Fingerprint], copies: Sequence[Fingerprint]) -> tuple[int, int]:
    """How many copies were recognized, and how many were taken for a copy of a different picture."""
    answers = [
        (at == number, are_near_copies(one, copy)) for at, one in enumerate(originals) for number, copy in enumerate(copies)
    ]
    return answers.count((True, True)), answers.count((False, True))


def cost(originals: Sequence[bytes]) -> None:
    """The cost of the links of a whole run, per picture."""
    pictures = {str(at): read_picture(data, MAX_PIXELS) for at, data in enumerate(originals)}
    tracemalloc.start()
    known = [
        Stored(f"ab/{name:>62}.jpg", f"{name:>64}", 100_000, "image/jpeg", each.width, each.height, each.fingerprint.dhash)
        for name, each in pictures.items()
        if each.fingerprint
    ]
    in_memory = {picture.sha256: picture for picture in known}
    size = tracemalloc.get_traced_memory()[0] / len(in_memory)
    tracemalloc.stop()
    started = time.process_time()
    groups(in_memory.values(), lambda picture: pictures[picture.sha256.strip()].fingerprint)
    seconds = (time.process_time() - started) / len(in_memory)
    print(f"remembered: {size:,.0f} bytes a picture; grouped: {1000 * seconds:.2f} ms a picture")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pictures", type=int, default=300)
    parser.add_argument("--first", type=int, default=0, help="number of the first picture, a multiple of ten")
    options = parser.parse_args()
    main(options.pictures, options.first)
