"""Which invented lines of invented sites the judge of blocks finds, and how much of their texts it removes wrongly.

    python -m benchmarks.judged_lines [--show]

Every line of ``tests/judged/lines.txt`` is put after (or before) three paragraphs of text and goes through all stages, so that
lines found by rules or by the reader of credits count. Reported for two halves of the sites.
"""

import argparse
import zlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tests.support import cleaned_article

LINES = Path(__file__).parents[1] / "tests" / "judged" / "lines.txt"
TEXT = (
    "城南的旧码头上个月拆掉了最后一块木板，工人们把它们整整齐齐地码在岸边。",
    "住在附近的居民说，这里从前每天有两班渡船，早上一班，傍晚一班，船票五分钱。",
    "新的步道要到秋天才能修好，到那时人们可以沿着河一直走到下游的水闸。",
)


class Line(NamedTuple):
    """A labelled line: its site, whether it is before the text, whether it does not belong to the text, and its words."""

    site: str
    is_first: bool
    goes: bool
    text: str

    @property
    def is_held_out(self) -> bool:
        return bool(zlib.crc32(self.site.encode()) % 2)

    def is_gone(self) -> bool:
        """Whether it is removed from the text of an article of its site."""
        blocks = [self.text, *TEXT] if self.is_first else [*TEXT, self.text]
        body = "".join(f"<p>{text.replace('>', '&gt;')}</p>" for text in blocks)
        return self.text not in cleaned_article(f"<div>{body}</div>", author=self.site).text.split("\n\n")


def labelled_lines() -> Iterator[Line]:
    """The lines of the file, in order."""
    site = ""
    for line in LINES.read_text("utf-8").splitlines():
        if line.startswith("## "):
            site = line[3:]
        elif line[:1] in {"-", "+", "^"}:
            label = line.removeprefix("^")
            yield Line(site, label != line, label[0] == "-", label[2:])


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--show", action="store_true", help="say which lines are judged wrong")
    show = options.parse_args().show
    counts: Counter[tuple[bool, bool, bool]] = Counter()
    for line in labelled_lines():
        gone = line.is_gone()
        counts[line.is_held_out, line.goes, gone] += 1
        if show and gone != line.goes:
            print("missed" if line.goes else "WRONG ", line.site, line.text, sep="  ")
    for half in (False, True):
        found, missed = counts[half, True, True], counts[half, True, False]
        wrong, right = counts[half, False, True], counts[half, False, False]
        name = "held out" if half else "looked at"
        share = found / (found + missed)
        print(f"{name}: {found} of {found + missed} found ({share:.1%}), {wrong} of {wrong + right} lines of text gone")


if __name__ == "__main__":
    main()
