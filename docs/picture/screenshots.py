"""Makes review.png and report.png for the READMEs: a thread of the fixtures in the review, and the report of an invented run.

    make screenshots

Needs Chromium and the test dependencies. Each picture contains a checksum of the sources of its layout, so that a test can
detect an outdated one; pixels cannot be compared, because they depend on a machine's fonts.
"""

import hashlib
import io
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from PIL import Image
from PIL.PngImagePlugin import PngInfo

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from crawler.runs.batch.html_report import html_report  # noqa: E402
from tests.browser import chromium, opened  # noqa: E402
from tests.made_reports import made_report  # noqa: E402

COLOURS = 64
LAYOUT = "Layout"
REVIEW, REPORT = ROOT / "crawler/feeds/review", ROOT / "crawler/runs/batch"
SHARED = [REVIEW / "elements.js", REVIEW / "language.js"]
THREAD = "jurong_bbs/003"


class Screenshot(NamedTuple):
    """Of the address that ``made`` gives, whose looks come of these files."""

    made: Callable[[Path], str]
    size: tuple[int, int]
    sources: list[Path]

    def layout(self) -> str:
        """The checksum of the sources."""
        return hashlib.sha256(b"\0".join(file.read_bytes() for file in self.sources)).hexdigest()


def review(folder: Path) -> str:
    """The address of a thread in a review of the fixtures, which is written into ``folder``."""
    command = (sys.executable, "-m", "scrapy", "crawl", "replay", "-L", "ERROR", "-a", "pages=fixtures/", "-s", "STATE=")
    subprocess.run([*command, "-O", f"{folder}/review/"], cwd=ROOT, check=True, capture_output=True)  # noqa: S603 - as above
    items = (folder / "review/items-1.html").read_text("utf-8").partition('id="data">[\n')[2].splitlines()
    number = next(at for at, item in enumerate(items) if THREAD in item)
    return f"{(folder / 'review/items-1.html').as_uri()}#{number}"


def report(folder: Path) -> str:
    """The address of a report, which is written into ``folder``."""
    file = folder / "report.html"
    file.write_text(html_report(made_report(), folder), "utf-8")
    return file.as_uri()


OF_REVIEW = [*SHARED, *(REVIEW / name for name in ("page.html", "review.css", "review.js"))]
OF_REPORT = [*SHARED, *(REPORT / f"report{end}" for end in (".css", ".html", ".js", "_charts.html", "_words.py"))]
SCREENSHOTS = {
    "review.png": Screenshot(review, (980, 760), OF_REVIEW),
    "report.png": Screenshot(report, (980, 1500), OF_REPORT),
}


def take(folder: Path) -> None:
    """Write all screenshots into ``folder``."""
    for name, screenshot in SCREENSHOTS.items():
        with tempfile.TemporaryDirectory() as made, chromium() as browser:
            url = screenshot.made(Path(made))
            with opened(browser, url, screenshot.size, language="en-US") as (page, _):
                picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
        about = PngInfo()
        about.add_text(LAYOUT, screenshot.layout())
        picture.quantize(COLOURS, dither=Image.Dither.NONE).save(folder / name, optimize=True, pnginfo=about)


if __name__ == "__main__":
    take(Path(__file__).parent)
