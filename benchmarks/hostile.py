"""Whether time grows only linearly with the size of hostile HTML: twice as many pieces, as a ratio of CPU times.

    python -m benchmarks.hostile [--pieces 20000] [FAMILY ...]

Every ratio should be about 2; 4 is quadratic. The families of ``PIECES`` are parsed and rendered; those of ``CLEANED`` go through
the stages for pictures and advertisements; those of ``WHOLE`` through everything with a tenth as many pieces: read as a page, all
stages, export as Markdown. Those of :data:`benchmarks.hostile_pages.FULL` are full pages and pages of forums, through all stages.
"""

import argparse
import time
from collections.abc import Callable
from contextlib import suppress

import qingliu
from benchmarks.hostile_pages import FULL, ended, page_with
from crawler.content.body import Body
from crawler.content.html import TooDeepError, parse_html, render_html
from crawler.feeds.exporters.markdown import markdown_page
from crawler.items import Article, Page
from crawler.platforms.rsshub import RsshubSite
from pipelines.attach_captions import attach_captions
from pipelines.dedupe_images import dedupe_images
from pipelines.resolve_images import resolve_images
from pipelines.strip_ads import strip_ads
from tests.support import cleaned as page_cleaned
from tests.support import saved_dump

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
"""The start, and the piece that is repeated after it, for the stages that clean articles."""
WHOLE = {
    "marks": ("", "字<sup>2</sup><sub>3</sub><del>旧</del><ins>新</ins>"),
    "marks in marks": ("<sup>", "<sup>2<del>x</del></sup>"),
    "ruby": ("<p>", "<ruby>汉<rt>han</rt></ruby>"),
    "formulas": ("<p>", "<math><mfrac><mi>a</mi><mn>2</mn></mfrac></math>"),
    "terms": ("<math>", "<mi>a</mi><mo>+</mo>"),
    "TeX": ("<p>", '<script type="math/tex">x^2</script>字'),
    "spans": ("<table>", '<tr><td colspan="9999999" rowspan="9999999">字<td>字'),
    "spans in a row": ("<table><tr>", '<td colspan="1000" rowspan="60000">字'),
    "rows that reach down": ("<table>", '<tr><td rowspan="60000">字<td>字'),
    "items": ("<ol>", "<li>字"),
    "numbered items": ("<ol reversed>", '<li value="9">字'),
    "lists": ("", "<ul><li>字</ul><ol start=7><li>字</ol>"),
    "definitions": ("<dl>", "<dt>字<dd>字"),
    "code": ("<pre>", "<sup>1</sup><del>x</del>\n`~*[a](b)"),
    "line numbers": ("<pre>", '<span class="lineno">1</span>x\n'),
    "emoticons": ("<p>", '<img src="https://x.example/face/1.gif" alt="[笑]" width=20 height=20>'),
    "credits": ("", "<p>（记者 王某某 李某某）</p>"),
    "names": ("<p>记者 ", "王某某、"),
    "editors": ("<p>", "责编：王某 "),
    "names of advertisements": ("", '<p class="ad-x adBox">扫码关注公众号</p>'),
    "words of advertisements": ("<p>", "扫码关注 点击阅读原文 "),
    "dates": ("<p>", "2021-07-28 18:50 2021年7月28日 "),
    "garbled": ("<p>", "æ±Ÿè‹ "),
    "garbled twice": ("<p>", "锟斤拷"),
    "garbled words": ("<p>", "涓枃"),
    "replacement characters": ("<p>", "\ufffd字"),
    "lines after a picture": (CAPTIONED, "<p>图为大桥</p>"),
    "captions of pictures": ("", '<p><img src="https://x.example/{0}.jpg"></p><p>▲图{0}</p>'),
    "captions in attributes": ("", '<img src="https://x.example/{0}.jpg" data-caption="字">'),
    "pictures in tables": ("", '<table><tr><td><img src="https://x.example/{0}.jpg"></td></tr><tr><td>字</td></tr></table>'),
    "candidates": ('<img srcset="', "https://x.example/{0}.jpg {0}x, "),
    "addresses in attributes": ("", '<img src="https://x.example/{0}.jpg" data-a="https://x.example/{0}.png" srcset="/a 2x">'),
    "links": ("<p>", '<a href="../{0}">字</a>'),
    "signs of Markdown": ("<p>", "*_`[!"),
    "backticks": ("<p><code>", "`"),
    "references": ("<p>", "&amp;amp;lt;"),
    "distinct paragraphs": ("", "<p>字{0}字字字{0}</p>"),
    "classes": ("", '<p style="color:#{0}" class="c{0}">字</p>'),
    "polls": ("<ul class=poll>", "<li>字 {0} 票 (50%)"),
}
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


def parsed(html: str) -> None:
    """Parse and render ``html``."""
    render_html(parse_html(html).blocks)


def cleaned(html: str) -> None:
    """Parse ``html`` and pass it through the stages for pictures and advertisements."""
    body = Body(Article(id="0" * 16, site="x", headline="字", page=Page("x", "0" * 64, 0, "x")), parse_html(html).blocks)
    resolve_images(body)
    strip_ads(body, RsshubSite())
    attach_captions(body, frozenset())
    dedupe_images(body, RsshubSite())


def exported(html: str) -> None:
    """Read a page with this body, pass it through every stage, and render it as Markdown."""
    markdown_page(page_cleaned(saved_dump(html)))


def full(html: str) -> None:
    """Make an item from a full page, if it is one."""
    with suppress(qingliu.NotAnItem, qingliu.UnreadablePage):
        qingliu.clean(html, url="https://x.example/2026/03/05/1.html")


def cpu(work: Callable[[str], None], html: str) -> float:
    """CPU seconds of ``work``, the best of three."""
    return min(_once(work, html) for _ in range(3))


def _once(work: Callable[[str], None], html: str) -> float:
    began = time.process_time()
    with suppress(TooDeepError):
        work(html)
    return time.process_time() - began


def made(first: str, piece: str, pieces: int) -> str:
    return first + ("".join(piece.replace("{0}", str(at)) for at in range(pieces)) if "{0}" in piece else piece * pieces)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pieces", type=int, default=20_000)
    parser.add_argument("families", nargs="*", metavar="FAMILY")
    given = parser.parse_args()
    families = [(name, parsed, "", piece, given.pieces) for name, piece in PIECES.items()]
    families += [(name, cleaned, *pair, given.pieces) for name, pair in CLEANED.items()]
    families += [(name, exported, *pair, given.pieces // 10) for name, pair in WHOLE.items()]
    families += [(name, full, page_with(first), piece, given.pieces // 10) for name, (first, piece) in FULL.items()]
    print(f"{'':26}{'CPU ms':>10}{'twice as much':>16}")
    for name, work, first, piece, pieces in families:
        if not given.families or name in given.families:
            end = ended(name)
            once, twice = (cpu(work, made(first, piece, times * pieces) + end) for times in (1, 2))
            print(f"{name:26}{once * 1e3:10.1f}{twice / once:14.1f} x", flush=True)


if __name__ == "__main__":
    main()
