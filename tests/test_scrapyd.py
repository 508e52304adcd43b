"""The project in a real scrapyd: deployed as an egg, run through the API, its log and items fetched."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from scrapy.settings import Settings
from scrapy.spiderloader import get_spider_loader

from tests.processes import UNWATCHED, run
from tests.scrapyd_server import Scrapyd, built_egg, scrapyd
from tests.support import ROOT

FIXTURES = ROOT / "fixtures"
PROJECT = UNWATCHED | {"SCRAPY_SETTINGS_MODULE": "crawler.settings"}


@pytest.fixture(scope="module")
def egg(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built_egg(tmp_path_factory.mktemp("egg"))


@pytest.fixture(scope="module", params=["", "items"], ids=["without items_dir", "with items_dir"])
def server(request: pytest.FixtureRequest, egg: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scrapyd]:
    with scrapyd(tmp_path_factory.mktemp("scrapyd"), request.param) as server:
        server.ask("addversion.json", project="qingliu", version="1.0", egg=("qingliu.egg", egg.read_bytes()))
        yield server


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """What ``scrapy crawl`` makes of the same pages."""
    folder = tmp_path_factory.mktemp("crawl")
    ended = run(folder, "crawl", "replay", "-a", f"pages={FIXTURES}", "-O", "items.jsonl", environment=PROJECT)
    assert ended.returncode == 0, ended.stderr
    return (folder / "items.jsonl").read_bytes()


def scheduled(server: Scrapyd, **arguments: Any) -> tuple[dict[str, Any], str]:
    """What is listed of a job that has run, and its log."""
    job = server.ask("schedule.json", project="qingliu", spider="replay", **arguments)["jobid"]
    listed = server.finished(job)
    return listed, server.get(listed["log_url"]).decode()


def feeds(folder: Path) -> str:
    """A ``setting`` for ``schedule.json``."""
    return "FEEDS=" + json.dumps({str(folder / "%(name)s.jsonl"): {"format": "jsonlines", "overwrite": True}})


def test_all_spiders_are_there(server: Scrapyd) -> None:
    settings = Settings()
    settings.setmodule("crawler.settings")
    listed = server.ask("listspiders.json?project=qingliu")["spiders"]
    assert sorted(listed) == sorted(get_spider_loader(settings).list())


def test_a_replay_gives_the_items_and_the_verdict(server: Scrapyd, expected: bytes, tmp_path: Path) -> None:
    job, log = scheduled(server, pages=str(FIXTURES), setting=feeds(tmp_path))
    assert "5 pages = 5 items + 0 dropped + 0 failed: OK\nverdict: good" in log
    if job["items_url"]:  # items_dir is all there is: scrapyd puts its own FEEDS in the place of any other
        assert server.get(job["items_url"]) == expected
        assert not list(tmp_path.iterdir())
    else:
        assert (tmp_path / "replay.jsonl").read_bytes() == expected


def test_a_bad_verdict_is_in_the_log_and_nowhere_in_the_api(server: Scrapyd, tmp_path: Path) -> None:
    job, log = scheduled(server, pages=str(tmp_path / "not-there"), setting=feeds(tmp_path))
    assert "verdict: BAD, because no page was seen" in log
    assert sorted(job) == ["end_time", "id", "items_url", "log_url", "project", "spider", "start_time"]
    assert f"Process died: exitstatus=1 project='qingliu' spider='replay' job='{job['id']}'" in server.log


def test_an_egg_has_the_rules_and_the_templates_of_the_checkout(egg: Path) -> None:
    """From a zip nothing can be read as a file: a journal must know by which rules its pages were cleaned there too."""
    checkout, packed = rules_and_template(ROOT, "crawler"), rules_and_template(egg, "qingliu.crawler")
    assert checkout == packed and "zaker" in packed


def rules_and_template(place: Path, package: str) -> str:
    """What a project imported from ``place`` says of them, as text."""
    code = (
        "from scrapy.utils.project import get_project_settings as settings;"
        f"from {package}.runs.rules_version import rules_of; from {package}.runs.batch.html_report import read;"
        "print(rules_of(settings()), read('report.html', 'report.css', 'report.js'))"
    )
    environment = PROJECT | {"PYTHONPATH": str(place), "SCRAPY_SETTINGS_MODULE": f"{package}.settings"}
    command = [sys.executable, "-c", code]
    return subprocess.run(command, env=environment, cwd="/", capture_output=True, check=True, encoding="utf-8").stdout
