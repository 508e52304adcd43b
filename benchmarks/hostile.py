"""Whether time grows with the size of hostile HTML only: twice as much of each piece, as a ratio of CPU times.

    python -m benchmarks.hostile [--pieces 20000]

Every ratio should be about 2; 4 is quadratic.
"""

import argparse
import time
from contextlib import suppress

from crawler.body import Body
from crawler.html import TooDeepError, parse_html, render_html
from crawler.items import Article, Page
from crawler.sites._rsshub import RsshubSite
from pipelines.attach_captions import attach_captions
from pipelines.dedupe_images import dedupe_images
from pipelines.resolve_images import resolve_images
from pipelines.strip_ads import strip_ads

CAPTIONED = '<img src="https://x.example/1.jpg">'
CLEANED = {
    "captions": (CAPTIONED, "<p>▲字</p>"),
    "pictures": ("", '<img src="https://x.example/1.jpg" data-a="https://x.example/2.jpg" data-b="x.y/z" srcset="/a 1x, /b 2x">'),
    "picture sources": ("<picture>", '<source srcset="https://x.example/1.jpg 2x">'),
    "noscripts": ("", '<noscript>&lt;img src="https://x.example/1.jpg"&gt;</noscript><img>'),
    "backgrounds": ("", '<div style="background:url(https://x.example/1.jpg)">'),
    "figures": ("", '<figure><img src="https://x.example/1.jpg"><figcaption>字'),
    "advertisements": ("", '<div class="ad-box">字</div>'),
}
"""What stands first, and the piece after it that is repeated, for the stages that clean articles."""
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


def cleaning_cpu(html: str) -> float:
    """CPU seconds to parse ``html`` and take it through the stages for pictures and advertisements, the best of three."""
    return min(_cleaned_once(html) for _ in range(3))


def _cleaned_once(html: str) -> float:
    began = time.process_time()
    with suppress(TooDeepError):
        body = Body(Article(id="0" * 16, site="x", headline="字", page=Page("x", "0" * 64, 0, "x")), parse_html(html).blocks)
        resolve_images(body)
        strip_ads(body, RsshubSite())
        attach_captions(body, frozenset())
        dedupe_images(body, RsshubSite())
    return time.process_time() - began


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pieces", type=int, default=20_000)
    pieces = parser.parse_args().pieces
    print(f"{'':18}{'CPU ms':>10}{'twice as much':>16}")
    for name, piece in PIECES.items():
        once, twice = cpu(piece * pieces), cpu(piece * 2 * pieces)
        print(f"{name:18}{once * 1e3:10.1f}{twice / once:14.1f} x")
    for name, (first, piece) in CLEANED.items():
        once, twice = cleaning_cpu(first + piece * pieces), cleaning_cpu(first + piece * 2 * pieces)
        print(f"{name:18}{once * 1e3:10.1f}{twice / once:14.1f} x")


if __name__ == "__main__":
    main()
