"""Whether time grows with the size of hostile HTML only: twice as much of each piece, as a ratio of CPU times.

    python -m benchmarks.hostile [--pieces 20000]

Every ratio should be about 2; 4 is quadratic.
"""

import argparse
import time
from contextlib import suppress

from crawler.html import TooDeepError, parse_html, render_html

PIECES = {
    "paragraphs": "<p>字</p>",
    "breaks": "字<br>",
    "images": '<img src="https://x.example/1.jpg">',
    "open elements": "<b>字",
    "open links": '<a href="https://x.example/">字',
    "less-than signs": "<",
    "closing tags": "</p>",
    "comments": "<!-- 字 -->",
    "cells": "<tr><td>字<td>字",
    "entities": "&#123;",
    "quotes": '<p class="',
}


def cpu(html: str) -> float:
    """CPU seconds to parse and render ``html``, the best of three."""
    return min(_once(html) for _ in range(3))


def _once(html: str) -> float:
    began = time.process_time()
    with suppress(TooDeepError):
        render_html(parse_html(html).blocks)
    return time.process_time() - began


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pieces", type=int, default=20_000)
    pieces = parser.parse_args().pieces
    print(f"{'':18}{'CPU ms':>10}{'twice as much':>16}")
    for name, piece in PIECES.items():
        once, twice = cpu(piece * pieces), cpu(piece * 2 * pieces)
        print(f"{name:18}{once * 1e3:10.1f}{twice / once:14.1f} x")


if __name__ == "__main__":
    main()
