"""The screenshots of the READMEs are those of the present layout, and can be made."""

from pathlib import Path

import pytest
from PIL import Image

from docs.picture.screenshots import LAYOUT, SCREENSHOTS, take
from tests.support import ROOT

COMMITTED = ROOT / "docs/picture"


@pytest.mark.parametrize("name", SCREENSHOTS)
def test_a_screenshot_is_of_the_present_layout(name: str) -> None:
    with Image.open(COMMITTED / name) as picture:
        assert picture.info.get(LAYOUT) == SCREENSHOTS[name].layout(), "run: make screenshots, and look at them"
        assert picture.size == SCREENSHOTS[name].size


@pytest.mark.runs
def test_screenshots_can_be_made(tmp_path: Path) -> None:
    take(tmp_path)
    for name, screenshot in SCREENSHOTS.items():
        with Image.open(tmp_path / name) as picture:
            assert (picture.info[LAYOUT], picture.size) == (screenshot.layout(), screenshot.size)
            assert len(picture.convert("RGB").getcolors(1 << 24) or ()) > 16, "nothing was drawn"
