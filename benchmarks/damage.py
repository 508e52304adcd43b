"""The effect of damage to an archive, and whether a run reports it.

    python -m benchmarks.damage [--flips 200] [--cuts 50] [--seed 14] [KIND ...]

Archives of 40 pages are made in every format; in copies of them a random bit is flipped, or the end is cut off at a random byte.
Each copy is read in this process, and judged by the counts that a run would have. A verdict is *false* if it is good although a
page is missing, or bytes were returned that were in no page; except where no checksum covers what was flipped, as in the content
of a plain tar, which is counted separately (``not covered``).
"""

import argparse
import bz2
import gzip
import io
import lzma
import random
import sys
import tempfile
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from crawler.pages import DamagedError, Limits, Lost, SavedPage, saved_pages
from crawler.runs.left_out import Losses
from crawler.runs.verdict import DAMAGED_PAGES, FAILED, ITEMS, LOST, PAGES, judge
from tests.made_archives import Pages, tarred, wacz, warc, zipped, zstd_compress

COUNT = 40
COLUMNS = {
    "a flip": 8,
    "at most": 9,
    "failed": 8,
    "lost": 6,
    "unknown": 9,
    "good": 6,
    "false": 7,
    "not covered": 13,
    "whole in cuts": 15,
}
"""Pages missing after a flip, on average and at most; the counts of all runs; verdicts; and pages left after a cut."""


def made_pages(seed: int) -> dict[str, bytes]:
    """Pages of 1 to 4 kB of Chinese text, no two alike."""
    chance = random.Random(seed)
    pages = {}
    for number in range(COUNT):
        text = "".join(chr(0x4E00 + chance.randrange(2500)) for _ in range(chance.randrange(300, 1300)))
        pages[f"d/{number:03}.html"] = f"<!DOCTYPE html><html><title>{number}</title><p>{text}</p></html>".encode()
    return pages


class Unseekable(io.BytesIO):
    """The target of a streamed zip, in which sizes and checksums follow the members."""

    def seekable(self) -> bool:
        return False

    def seek(self, offset: int, whence: int = 0) -> int:
        raise io.UnsupportedOperation("seek")

    def tell(self) -> int:
        raise io.UnsupportedOperation("tell")


def streamed(pages: Pages, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip with data descriptors."""
    file = Unseekable()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, data in pages.items():
            archive.writestr(name, data)
    return file.getvalue()


FORMATS: Mapping[str, Callable[[Pages], bytes]] = {
    "zip, deflated": zipped,
    "zip, stored": lambda pages: zipped(pages, zipfile.ZIP_STORED),
    "zip, streamed": streamed,
    "tar": tarred,
    "tar.gz": lambda pages: gzip.compress(tarred(pages)),
    "tar.xz": lambda pages: lzma.compress(tarred(pages)),
    "tar.zst": lambda pages: zstd_compress(tarred(pages), options={201: 1}),  # with a checksum, as the program zstd writes it
    "tar.bz2": lambda pages: bz2.compress(tarred(pages)),
    "warc": warc,
    "warc.gz": lambda pages: warc(pages, compressed=True),
    "wacz": wacz,
}


class Read(NamedTuple):
    """The result of reading a damaged archive."""

    pages: list[bytes]
    failed: Counter[str]
    losses: Losses

    @property
    def is_good(self) -> bool:
        """The verdict on a run with these counts, in which every readable page became an item."""
        stats = {
            PAGES: len(self.pages) + self.failed.total(),
            f"{ITEMS}site/article": len(self.pages),
            **{FAILED + kind: count for kind, count in self.failed.items()},
            **{LOST + name: number for name, number in self.losses._asdict().items()},
            "finish_reason": "finished",
        }
        return judge(stats).good


def read(archive: Path) -> Read:
    """Read everything in ``archive``."""
    pages, failed, losses = [], Counter[str](), Losses()
    for found in saved_pages(str(archive), None, Limits()):
        if isinstance(found, Lost):
            losses = losses.plus(found.pages, found.size)
        elif isinstance(found, SavedPage):
            try:
                pages.append(found.read())
            except DamagedError:
                failed[DAMAGED_PAGES.removeprefix(FAILED)] += 1
            except Exception as error:  # any other failure
                failed[f"read: {type(error).__name__}"] += 1
    return Read(pages, failed, losses)


def damaged(data: bytes, flips: int, cuts: int, chance: random.Random) -> Iterator[tuple[str, int, bytes]]:
    """What was done, where, and the damaged copy."""
    for _ in range(flips):
        copy, at = bytearray(data), chance.randrange(len(data))
        copy[at] ^= 1 << chance.randrange(8)
        yield "flip", at, bytes(copy)
    for _ in range(cuts):
        at = chance.randrange(1, len(data))
        yield "cut", at, data[:at]


def is_covered(pages: list[bytes], found: Read) -> bool:
    """Whether a checksum could have detected the damage: false if a single bit in one page is all that changed."""
    missing, new = Counter(pages) - Counter(found.pages), Counter(found.pages) - Counter(pages)
    if missing.total() != 1 or new.total() != 1:
        return True
    [was], [became] = missing, new
    return len(was) != len(became) or sum((a ^ b).bit_count() for a, b in zip(was, became, strict=True)) != 1


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kinds", nargs="*", metavar="KIND", help=f"of {', '.join(FORMATS)}; all, where none is named")
    parser.add_argument("--flips", type=int, default=200)
    parser.add_argument("--cuts", type=int, default=50)
    parser.add_argument("--seed", type=int, default=14)
    options = parser.parse_args()
    pages = made_pages(options.seed)
    print(f"{'':14}" + "".join(f"{heading:>{width}}" for heading, width in COLUMNS.items()))
    false = 0
    for kind in options.kinds or FORMATS:
        false += report(kind, FORMATS[kind](pages), list(pages.values()), options)
    sys.exit(false > 0)


def report(kind: str, data: bytes, pages: list[bytes], options: argparse.Namespace) -> int:
    """Print the effect of damage to one archive, and return the number of false verdicts."""
    chance = random.Random(f"{options.seed} {kind}")
    sums: Counter[str] = Counter()
    worst = 0
    with tempfile.TemporaryDirectory() as folder:
        archive = Path(folder, "archive")
        for what, at, copy in damaged(data, options.flips, options.cuts, chance):
            archive.write_bytes(copy)
            found = read(archive)
            missing = (Counter(pages) - Counter(found.pages)).total()
            foreign = (Counter(found.pages) - Counter(pages)).total()
            sums.update({f"missing by {what}": missing, "failed": found.failed.total(), "lost": found.losses.pages})
            sums.update({"unknown": found.losses.unknown, "good": found.is_good})
            worst = max(worst, missing) if what == "flip" else worst
            if found.is_good and (missing or foreign):
                covered = is_covered(pages, found)
                sums["false" if covered else "not covered"] += 1
                if covered:
                    print(f"  {kind}: {what} at {at:,} of {len(data):,}: good, but {missing} missing, {foreign} foreign")
    each = sums["missing by flip"] / max(1, options.flips)
    of_cuts = f"{len(pages) - sums['missing by cut'] / options.cuts:.1f}" if options.cuts else ""
    shown = [f"{each:.2f}", worst, *(sums[heading] for heading in list(COLUMNS)[2:-1]), of_cuts]
    print(f"{kind:14}" + "".join(f"{cell:>{width}}" for cell, width in zip(shown, COLUMNS.values(), strict=True)), flush=True)
    return sums["false"]


if __name__ == "__main__":
    main()
