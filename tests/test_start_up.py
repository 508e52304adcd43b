"""What a command loads: nothing that it does not need."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from scrapy.settings import Settings
from scrapy.spiderloader import get_spider_loader

from crawler import settings
from crawler.platforms.registry import all_sites
from crawler.runs import child_process
from crawler.runs.batch import workers
from crawler.settings import ITEM_PIPELINES
from crawler.spiders.loader import Spiders
from tests.processes import ENVIRONMENT
from tests.support import ROOT

LOADED = """
import json, runpy, sys
sys.argv = ["scrapy", *sys.argv[1:]]
try:
    runpy.run_module("scrapy", run_name="__main__", alter_sys=True)
finally:
    print(json.dumps(sorted(sys.modules)))
"""
HEAVY = {
    "numpy",
    "sqlalchemy",
    "fastwarc",
    "pygal",
    "jinja2",
    "markdown_it",
    "crawler.content",
    "crawler.readers",
    "crawler.state",
}


def project_settings(**more: object) -> Settings:
    found = Settings()
    found.setmodule(settings)
    found.update(more)
    return found


def test_to_list_spiders_loads_nothing_that_spiders_and_commands_need() -> None:
    python = [sys.executable, "-c", LOADED, "list"]
    ended = subprocess.run(python, cwd=ROOT, env=ENVIRONMENT, capture_output=True, encoding="utf-8", check=True)
    *listed, loaded = ended.stdout.splitlines()
    assert {*all_sites(), "record", "replay"} == set(listed)
    assert HEAVY.intersection(json.loads(loaded)) == set()


OTHER_PAGES = {
    "crawler.pages._archives",
    "crawler.platforms.discuz.reading",
    "crawler.platforms.web.finder",
    "crawler.platforms.web.posts",
    "crawler.platforms.web.reading",
    "fastwarc",
}


def replayed(tmp_path: Path, pages: str, program: str, *more: str) -> Any:
    """What ``program`` prints last when it has replayed ``pages``."""
    given = [*more, "-s", f"JOURNAL_DIR={tmp_path}", "-s", "STATE=", "-s", f"FAILED_PAGES_FEED={tmp_path / 'failed.jsonl'}"]
    python = [sys.executable, "-c", program, "crawl", "replay", "-a", f"pages={pages}", *given]
    ended = subprocess.run(python, cwd=ROOT, env=ENVIRONMENT, capture_output=True, encoding="utf-8", check=True)
    return json.loads(ended.stdout.splitlines()[-1])


def test_a_dump_loads_nothing_that_reads_other_pages(tmp_path: Path) -> None:
    assert OTHER_PAGES.intersection(replayed(tmp_path, "fixtures/zaker", LOADED)) == set()


def test_a_run_that_compares_nothing_loads_no_database(tmp_path: Path) -> None:
    loaded = replayed(tmp_path, "fixtures/zaker", LOADED, "-s", "DUPLICATES=off")
    assert not {"sqlalchemy", "crawler.state"}.intersection(loaded)


def test_other_pages_load_what_reads_them(tmp_path: Path) -> None:
    text = "<p>停用两年的旧港码头昨天重新开放，首班渡船早上六点离岸。</p>" * 9
    (tmp_path / "page.html").write_text(f"<html><title>旧港码头</title><body><article>{text}</article></body></html>", "utf-8")
    of_site, of_forum = (replayed(tmp_path, pages, LOADED) for pages in (f"{tmp_path}/page.html", "fixtures/jurong_bbs"))
    assert {name for name in OTHER_PAGES if "web" in name}.issubset(of_site)
    assert {name for name in OTHER_PAGES if "discuz" in name}.issubset(of_forum)


@pytest.mark.parametrize("modules", [child_process.PRELOADED, workers.PRELOADED], ids=["of a crawl", "of a batch run"])
def test_a_process_that_cleans_pages_loads_no_database(modules: list[str]) -> None:
    loading = "import sys; from importlib import import_module; [*map(import_module, sys.argv[1:])]; print(*sys.modules)"
    python = [sys.executable, "-c", loading, *modules]
    ended = subprocess.run(python, cwd=ROOT, env=ENVIRONMENT, capture_output=True, encoding="utf-8", check=True)
    loaded = ended.stdout.split()
    assert "crawler.stories.compared" in loaded
    assert not {"sqlalchemy", "crawler.state"}.intersection(loaded)


def test_every_command_stands_where_scrapy_looks() -> None:
    beside = [file.name for file in (ROOT / "crawler/commands").glob("*.py") if "class Command(" in file.read_text("utf-8")]
    assert beside == []


def test_every_spider_that_is_listed_can_be_loaded() -> None:
    loader = get_spider_loader(project_settings())
    assert [loader.load(name).name for name in loader.list()] == loader.list() == sorted(loader.list())
    assert loader.load("zaker").site == "zaker"  # type: ignore[attr-defined]
    with pytest.raises(KeyError):
        loader.load("tide")


def test_spiders_of_other_packages_are_beside_ours_or_alone() -> None:
    theirs = Spiders(project_settings(SPIDER_MODULES=["tests.tiny.spiders"]))
    both = Spiders(project_settings(SPIDER_MODULES=["crawler.spiders", "tests.tiny.spiders"]))
    assert "replay" not in theirs.list() and set(both.list()) == {*theirs.list(), *Spiders(project_settings()).list()}


COLLECTS = LOADED.replace("json.dumps(sorted(sys.modules))", "json.dumps([gc.isenabled(), gc.get_freeze_count()])").replace(
    "import json", "import gc, json"
)


def test_a_crawl_collects_garbage_from_its_first_page_on(tmp_path: Path) -> None:
    is_enabled, frozen = replayed(tmp_path, "fixtures/zaker", COLLECTS)
    assert is_enabled and frozen > 100_000


def test_what_a_stage_leaves_open_is_written_when_the_program_ends(tmp_path: Path) -> None:
    stages = json.dumps({**ITEM_PIPELINES, "tests.job_stages.LeavesOpen": 950})
    replayed(tmp_path, "fixtures/zaker", LOADED, "-s", f"ITEM_PIPELINES={stages}", "-s", f"PATHS={tmp_path / 'paths'}")
    pages = [page.relative_to(ROOT).as_posix() for page in sorted(ROOT.glob("fixtures/zaker/*.txt"))]
    assert (tmp_path / "paths").read_text("utf-8").splitlines() == pages
