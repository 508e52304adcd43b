"""Makes before-and-after.png of the README: an invented page as a browser shows it, and the item that it becomes.

    python docs/picture/before_and_after.py

Needs Chromium and the extra ``images``.
"""

import base64
import html
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image

import qingliu

HERE = Path(__file__).parent
PICTURE = HERE / "before-and-after.png"
SIZE = (1280, 724)
COLOURS = 32
HARBOUR = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 42"><rect width="90" height="42" fill="#f3c9a5"/>
<circle cx="66" cy="17" r="6" fill="#e8764f"/><rect y="25" width="90" height="17" fill="#5f8a9d"/>
<path d="M12 25h30l-5 8H18z" fill="#3d4f5c"/><path d="M20 18h14v7H20z" fill="#fff"/><path d="M26 9h2v9h-2z" fill="#3d4f5c"/>
<path d="M58 25h32v4H58z" fill="#8a6a52"/></svg>"""
CODE = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" shape-rendering="crispEdges">
<rect width="9" height="9" fill="#fff"/>
<path d="M1 1h3v3H1zM5 1h3v3H5zM1 5h3v3H1zM6 5h1v1H6zM5 6h1v2H5zM7 7h1v1H7z"/></svg>"""

STYLE = """
* { box-sizing: border-box }
body { margin: 0; padding: 22px; width: 1280px; height: 724px; background: #e9edf0; color: #1d262c; display: flex; gap: 22px;
  font: 16px/1.5 "WenQuanYi Zen Hei", "Noto Sans CJK SC", sans-serif }
section { background: #fff; border-radius: 10px; padding: 16px 22px; height: 100%; overflow: hidden }
section:first-of-type { width: 43% }
section:last-of-type { width: 57% }
small { color: #6a7a86; letter-spacing: .06em }
h1 { font-size: 21px; margin: 6px 0 }
p { margin: 6px 0 }
img { width: 50%; border-radius: 4px; display: block; margin: 0 auto }
.app-download { background: #fff6d8; padding: 8px; text-align: center }
.app-download img { width: 70px }
figure { margin: 8px 0 }
figcaption { text-align: center; color: #51616c; font-size: 14px }
article { border-left: 3px solid #14707f; padding-left: 14px; margin: 8px 0 }
table { border-spacing: 0; font-size: 14px; margin: 4px 0; width: 100% }
th { text-align: left; font-weight: normal; color: #14707f; width: 118px; vertical-align: top }
td { overflow-wrap: anywhere }
.removed th { color: #a6462e }
"""


def shown(markup: str) -> str:
    """``markup`` with drawings in the place of pictures, which are nowhere."""

    def drawn(url: re.Match[str]) -> str:
        drawing = CODE if "qr" in url[0] else HARBOUR
        return f"data:image/svg+xml;base64,{base64.b64encode(drawing.encode()).decode()}"

    return re.sub(r"(?:https://cors\.zfour\.workers\.dev/\?)?https://img\.tide\.example/[^\"' ]+", drawn, markup)


def fields(article: qingliu.Article) -> str:
    """The fields that tell most, as rows of a table."""
    rows = {
        "headline": article.headline,
        "publisher": article.publisher,
        "source": article.source,
        "credits": "、".join(f"{credit.role} {credit.name}" for credit in article.credits),
        "date_published": article.date_published,
        "lead_image": article.lead_image,
    }
    return "".join(f"<tr><th>{name}<td>{html.escape(str(value))}" for name, value in rows.items())


def removed(article: qingliu.Article) -> str:
    return "".join(f"<tr><th>{each.rule}<td>{html.escape(each.text)}" for each in article.removed if each.text.strip())


def document(page: bytes) -> str:
    """Both sides, as HTML."""
    article = qingliu.clean(page, path="page.md")
    assert isinstance(article, qingliu.Article)  # noqa: S101 - of an invented page
    title = re.search(r"title: '(.*)'", page.decode())
    before = page.decode().rpartition("---\n")[2]
    return f"""<!doctype html><meta charset="utf-8"><style>{STYLE}</style>
<section><small>SAVED PAGE</small><h1>{title[1] if title else ""}</h1>{shown(before)}</section>
<section><small>ITEM</small><table>{fields(article)}</table><small>html, images</small><article>{shown(article.html)}</article>
<small>removed</small><table class="removed">{removed(article)}</table></section>"""


def photograph(markup: str) -> None:
    """Write the picture of a document, in few colours."""
    browser = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not browser:
        sys.exit("Chromium is needed")
    with tempfile.TemporaryDirectory() as folder:
        page, taken = Path(folder, "page.html"), Path(folder, "page.png")
        page.write_text(markup, "utf-8")
        options = ["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", f"--window-size={SIZE[0]},{SIZE[1]}"]
        subprocess.run([browser, *options, f"--screenshot={taken}", page.as_uri()], check=True, capture_output=True)  # noqa: S603 - as above
        with Image.open(taken) as picture:
            picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(PICTURE, optimize=True)


if __name__ == "__main__":
    photograph(document((HERE / "page.md").read_bytes()))
