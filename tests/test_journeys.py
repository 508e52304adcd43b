"""Whole journeys: a new site, its pages to feeds and back; and full disks and foreign folders in the way."""

import json
import os
import shutil
from pathlib import Path

import pytest

from crawler.pages import saved_pages
from tests import processes
from tests.processes import DEVNULL, ENVIRONMENT, PIPE, STDOUT, UNWATCHED, start
from tests.support import ROOT, saved_dump
from tests.test_archives import outcome

pytestmark = pytest.mark.runs
SITE = """
from crawler.platforms.rsshub import RsshubSite


class TideDaily(RsshubSite):
    name = "tide_daily"
    publisher = "潮汐日报"
    known_as = frozenset({"潮汐日报"})
    caption_names = frozenset({"pic-note"})
"""
PAGE = (
    '<p>停用两年的旧港码头昨天重新开放。</p><p><img src="https://img.tide.example/{0}.jpg"></p><p class="pic-note">第{0}班船</p>'
    "<pre>if (a &lt; {0}):\n\n    b[{0}]</pre><p>H<sub>2</sub>O &amp; *星* &lt;b&gt; {0}</p>"
)
NOBODY = 65534
BACK = ("out/a.jsonl", "out/a.md", "out/a.md.zip", "out/a.jsonl.gz")
"""Feeds that can be replayed."""


def lines(file: Path) -> list[bytes]:
    return sorted(file.read_bytes().splitlines())


def made_pages(folder: Path, number: int, text: str = PAGE) -> None:
    folder.mkdir(parents=True)
    for at in range(number):
        page = saved_dump(text.replace("{0}", str(at)), title=f"码头开放之{at}", author="潮汐日报")
        (folder / f"{at}.md").write_bytes(page)


def test_a_new_site_is_replayed_exported_and_replayed_again_to_equal_items(tmp_path: Path) -> None:
    for package in ("crawler", "pipelines"):
        shutil.copytree(ROOT / package, tmp_path / package, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "scrapy.cfg", tmp_path)
    (tmp_path / "crawler/sites/tide_daily.py").write_text(SITE, "utf-8")
    made_pages(tmp_path / "saved", 4)
    environment = ENVIRONMENT | {"PYTHONPATH": str(tmp_path)}
    feeds = (argument for feed in BACK for argument in ("-O", feed))
    ended = processes.run(tmp_path, "crawl", "tide_daily", "-a", "pages=saved", *feeds, environment=environment)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    items = lines(tmp_path / "out/a.jsonl")
    assert len(items) == 4 and all(b'"site":"tide_daily"' in item and "班船".encode() in item for item in items)
    for feed in BACK:
        back = ("crawl", "replay", "-a", f"pages={feed}", "-O", "back.jsonl", "-s", "STATE=")
        ended = processes.run(tmp_path, *back)
        assert ended.returncode == 0, ended.stdout + ended.stderr
        assert lines(tmp_path / "back.jsonl") == items, feed


@pytest.mark.parametrize("feed", ["p/%(item_site)s/a.jsonl", "a.md", "a.md.zip", "a.texts", "a.csv", "a.parquet", "a.sqlite"])
def test_no_writer_leaves_half_a_feed_on_a_full_disk(feed: str, tmp_path: Path) -> None:
    made_pages(tmp_path / "saved", 3, f"<p>{'旧港码头重新开放。' * 9_000}{{0}}</p>")
    crawl = ("crawl", "replay", "-a", "pages=saved", "-O", feed, "-s", "STATE=", "-s", "JOURNAL_DIR=")
    with start(
        tmp_path, *crawl, environment=UNWATCHED, streams=(DEVNULL, PIPE, STDOUT), largest_file=100_000
    ) as process:  # less than an item
        printed, _ = process.communicate()
    assert process.returncode == 1 and "verdict: BAD" in printed, printed
    assert "Traceback" not in printed
    left = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()}
    assert {path for path in left if not path.startswith(("saved/", "out/failed"))} == set()


def test_a_folder_that_another_user_must_not_read_is_a_failure(tmp_path: Path) -> None:
    made_pages(tmp_path / "saved/open", 2)
    made_pages(tmp_path / "saved/shut", 2)
    before = _found(tmp_path)
    tmp_path.chmod(0o755)
    (tmp_path / "saved/shut").chmod(0)
    try:
        assert len(before) == 4
        *pages, shut = _as_nobody(tmp_path)
        assert pages == before[:2]
        assert shut.startswith("saved/shut: UnreadableFolderError: ") and "Permission denied" in shut
    finally:
        (tmp_path / "saved/shut").chmod(0o755)


def _found(folder: Path) -> list[str]:
    """The pages of the folder ``saved``, and why what is none cannot be read."""
    told = [(place.path, outcome(place)) for place in saved_pages("saved", folder)]
    return [path if isinstance(said, bytes) else f"{path}: {said}" for path, said in told]


def _as_nobody(folder: Path) -> list[str]:
    """What a user finds who may read nothing that is not everybody's, if this one may; in a fork, which has loaded the code."""
    reader, writer = os.pipe()
    child = os.fork()
    if not child:
        try:
            os.chdir(folder)
            if os.getuid() == 0:
                os.setgroups([])
                os.setgid(NOBODY)
                os.setuid(NOBODY)
            os.write(writer, json.dumps(_found(Path())).encode())
        finally:
            os._exit(0)
    os.close(writer)
    with open(reader, encoding="utf-8") as said:  # noqa: PTH123
        found: list[str] = json.load(said)
    os.waitpid(child, 0)
    return found
