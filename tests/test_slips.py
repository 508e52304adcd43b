"""What a command line gives by mistake is refused or told, and costs no feed of an earlier run."""

import json
import re
from pathlib import Path

import pytest
from scrapy.exceptions import UsageError
from scrapy.settings import Settings

from crawler.commands._given import (
    refuse_unknown_arguments,
    refuse_unknown_spider,
    refuse_wrong_settings,
)
from crawler.files.own_files import OwnFiles
from crawler.platforms.registry import all_sites
from crawler.spiders.record import RecordSpider
from crawler.spiders.replay import ReplaySpider
from tests.processes import run
from tests.support import ROOT, saved_dump
from tests.tiny.spiders import TinySpider

KNOWN = ("DUPLICATES", "STATE", "LOG_LEVEL", "MAX_PAGE_BYTES", "IMAGES")
OLD = '{"of":"last night"}\n'


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"page": "x"}, 'unknown argument "page": did you mean pages'),
        ({"nonsense": "x"}, 'unknown argument "nonsense"'),
        ({"pages": ""}, "pages= is empty"),
        ({"pages": "x", "site": " "}, "site= is empty"),
        ({"site": "zakr"}, 'unknown site "zakr": did you mean zaker'),
    ],
)
def test_a_slip_in_an_argument_is_refused(given: dict[str, str], said: str) -> None:
    with pytest.raises(UsageError, match=said):
        refuse_unknown_arguments(ReplaySpider, given, all_sites())


def test_what_a_spider_takes_is_not_refused() -> None:
    refuse_unknown_arguments(ReplaySpider, {"pages": "x", "site": "潮汐日报", "_job": "1"}, all_sites())
    refuse_unknown_arguments(RecordSpider, {"urls": "x", "warc": "y", "overwrite": "1"}, all_sites())
    refuse_unknown_arguments(TinySpider, {"whatever": ""}, all_sites())


@pytest.mark.parametrize(
    ("given", "meant"), [("DUPLICATE", "DUPLICATES"), ("duplicates", "DUPLICATES"), ("LOGLEVEL", "LOG_LEVEL")]
)
def test_a_setting_that_looks_like_one_and_is_none_is_refused(given: str, meant: str) -> None:
    with pytest.raises(UsageError, match=f"did you mean {meant}"):
        refuse_wrong_settings([f"{given}=x"], Settings(dict.fromkeys(KNOWN, "")))


@pytest.fixture(scope="module")
def defaults() -> Settings:
    settings = Settings({"DOWNLOAD_DELAY": 0, "FEED_EXPORTERS": {}}, priority="default")
    settings.setmodule("crawler.settings", priority="project")
    return settings


@pytest.mark.parametrize(
    ("name", "value", "wanted"),
    [
        ("MAX_PAGE_BYTES", "10MB", "a whole number"),
        ("MAX_PAGE_BYTES", "1e6", "a whole number"),
        ("MAX_PAGE_BYTES", "-1", "a whole number"),
        ("JOBS", "1.5", "a whole number"),
        ("MAX_PAGE_SECONDS", "nan", "a number"),
        ("MAX_PAGE_SECONDS", "-3", "a number"),
        ("RESUME", "maybe", "true or false"),
        ("CONCURRENT_ITEMS", "x", "a number"),
        ("ITEM_PIPELINES", "[1]", "a JSON object"),
    ],
)
def test_a_value_of_another_type_is_refused(defaults: Settings, name: str, value: str, wanted: str) -> None:
    with pytest.raises(UsageError, match=f'{name} must be {wanted}.*, not "{re.escape(value)}"'):
        refuse_wrong_settings([f"{name}={value}"], defaults)


def test_values_that_can_be_read_are_accepted(defaults: Settings) -> None:
    given = {"MAX_PAGE_BYTES": "5", "MAX_PAGE_SECONDS": "0.5", "RESUME": "True", "DOWNLOAD_DELAY": "0.25", "STATE": "", "MY": "x"}
    given |= {"ITEM_PIPELINES": '{"a.B": 1}', "SITE_MODULES": "a,b"}
    refuse_wrong_settings([f"{name}={value}" for name, value in given.items()], defaults)


def test_settings_of_somebody_else_are_left_alone() -> None:
    refuse_wrong_settings(["STATUS=x", "MONGO_URI=x", "IMAGES=x"], Settings(dict.fromkeys(KNOWN, "")))


def test_a_spider_that_there_is_not_is_told_with_those_that_there_are() -> None:
    with pytest.raises(UsageError, match=r'unknown spider "reply": did you mean replay\? \(there are record, replay\)'):
        refuse_unknown_spider("reply", ["replay", "record"])


OWN = OwnFiles(
    Settings(
        {
            "STATE": "sqlite:////data/state.db",
            "FAILED_PAGES_FEED": "/data/out/failed.jsonl",
            "IMAGES": "/data/pictures",
            "LOG_FILE": "/data/run.log",
        }
    ),
    ["/data/items.jsonl", "file:///data/b%20c.xml", "/data/p/site=%(item_site)s/x-%(batch_id)05d.jsonl", "postgresql://h/d", "-"],
)


@pytest.mark.parametrize(
    "file",
    [
        "/data/items.jsonl",
        "/data/b c.xml",
        "/data/p/site=潮汐/x-00001.jsonl",
        "/data/state.db",
        "/data/state.db-wal",
        "/data/pictures/ab/cd.jpg",
        "/data/run.log",
        "/data/./out/failed.jsonl",
    ],
)
def test_what_a_run_writes_is_its_own(file: str) -> None:
    assert file in OWN


@pytest.mark.parametrize(
    "file", ["/data/items.jsonl.md", "/data/p/site=a/b/x-1.jsonl", "/data/pictures.html", "/h/d", "/data/a.txt"]
)
def test_what_lies_beside_it_is_not(file: str) -> None:
    assert file not in OWN


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "pages").mkdir()
    for name in ("a.txt", "b.txt"):
        (tmp_path / "pages" / name).write_bytes(saved_dump(f"<div><p>{name} 里的树发了芽。</p></div>", title=name))
    (tmp_path / "items.jsonl").write_text(OLD)
    return tmp_path


FEED = ("-O", "items.jsonl", "-s", "STATE=", "-L", "ERROR")


@pytest.mark.parametrize(
    ("slip", "said"),
    [
        (("-a", "pages=pgaes", *FEED), "no page was seen"),
        (("-a", "pages=pages", *FEED, "-s", "CLOSESPIDER_ITEMCOUNT=1"), "closespider_itemcount"),
        (("-a", "pages=pages", "-a", "site=zaker", *FEED), "no item came of any page"),
    ],
)
def test_a_run_without_pages_or_without_an_end_leaves_the_feed_as_it_was(folder: Path, slip: tuple[str, ...], said: str) -> None:
    ended = run(folder, "crawl", "replay", *slip)
    assert (ended.returncode, (folder / "items.jsonl").read_text()) == (1, OLD)
    assert said in ended.stdout and "feeds not stored: 1" in ended.stdout


@pytest.mark.parametrize(
    ("slip", "said"),
    [
        (("-s", "MAX_PAGE_BYTES=10MB", *FEED), "MAX_PAGE_BYTES must be a whole number"),
        (("-O", "items.jsonl", "-O", "./items.jsonl:article"), "two feeds are to be written to"),
        (("-O", "ftpx://h/items.jsonl", *FEED), 'unknown place of a feed "ftpx:"'),
        (("-o", "items.jsonl:json"), "json cannot be appended to"),
        (("-s", "FEED_EXPORT_FIELDS=id,headlin", *FEED), "no item has the field 'headlin'"),
        (("-s", "FEED_EXPORT_FIELDS=id", *FEED, "-O", "items.db"), "items.db: db has all fields, none can be chosen"),
        (("-s", "FEED_EXPORT_FIELDS=headlin", "-O", "items.parquet"), "no item has the field 'headlin'"),
        ((*FEED, "-O", "%(item_site)s/items.md"), "md is a folder, and only files can be partitioned"),
        ((*FEED, "-O", "a.md.gz"), "md is a folder, and only files can be partitioned or compressed"),
        (("-s", "FEED_EXPORT_ENCODING=base64", *FEED), "is not a text encoding"),
        (("-s", "FEED_EXPORT_ENCODING=klingon", *FEED), "unknown encoding: klingon"),
        (("-s", "RECURRING=none.json", *FEED), "RECURRING: none.json: No such file or directory"),
        (("-s", "RECURRING=items.jsonl", *FEED), "RECURRING: items.jsonl: not written by learn-ads --weigh"),
        (("-s", "LOG_FILE=pages", *FEED), "LOG_FILE: pages: Is a directory"),
        (("-a", "pages=items.jsonl", *FEED), "items.jsonl, which the run reads, would be replaced by items.jsonl"),
        (
            ("-a", "pages=./items.jsonl", "-O", "out.csv", "-O", "pages/../items.jsonl"),
            "./items.jsonl, which the run reads, would be replaced by pages/../items.jsonl",
        ),
    ],
)
def test_what_cannot_be_done_is_refused_before_the_first_page(folder: Path, slip: tuple[str, ...], said: str) -> None:
    ended = run(folder, "crawl", "replay", "-a", "pages=pages", *slip)
    assert (ended.returncode, (folder / "items.jsonl").read_text()) == (2, OLD)
    assert said in ended.stderr and "Traceback" not in ended.stderr and "pages of" not in ended.stdout


def test_a_database_on_a_server_is_no_wrong_usage(folder: Path) -> None:
    ended = run(folder, "crawl", "replay", "-a", "pages=pages", *FEED, "-O", "postgresql://me:secret@127.0.0.1:1/db")
    assert (ended.returncode, (folder / "items.jsonl").read_text()) == (1, OLD)
    assert "feeds not stored: 2" in ended.stdout and "secret" not in ended.stdout + ended.stderr


@pytest.mark.parametrize(
    ("feed", "said"),
    [
        (f"{'x' * 300}.jsonl", "File name too long"),
        ("%(nonsense)s.jsonl", "A feed cannot be written: unknown parameter %(nonsense)s"),
        ("ftp://127.0.0.1:1/items.jsonl", "in: ftp://127.0.0.1:1/items.jsonl: ConnectionRefusedError"),
    ],
)
def test_a_feed_that_cannot_be_written_is_told_in_a_line(folder: Path, feed: str, said: str) -> None:
    ended = run(folder, "crawl", "replay", "-a", "pages=pages", *FEED, "-O", feed)
    assert (ended.returncode, "verdict: BAD" in ended.stdout) == (1, True)
    assert said in ended.stderr and "Traceback" not in ended.stderr


def test_a_run_says_what_was_forgotten_and_reads_nothing_of_its_own(folder: Path) -> None:
    forgotten = run(folder, "crawl", "replay", "-s", "STATE=")
    for where in (forgotten.stdout, forgotten.stderr):
        assert "no pages= was given" in where and "NO FEED was asked for" in where
    own = run(folder, "crawl", "replay", "-a", "pages=pages", "-O", "pages/items.jsonl", "-s", "STATE=pages/state.db")
    again = run(folder, "crawl", "replay", "-a", "pages=pages", "-O", "pages/items.jsonl", "-s", "STATE=pages/state.db")
    assert (own.returncode, again.returncode) == (0, 0), again.stderr
    assert "2 pages = 2 items" in again.stdout and "written by this run" in again.stdout


def test_a_pipeline_as_every_tutorial_has_it_works_beside_ours_and_jobdir_is_refused(folder: Path) -> None:
    (folder / "theirs.py").write_text(
        "from crawler.settings import *\n"
        "ITEM_PIPELINES = {**ITEM_PIPELINES, 'theirs.Old': 950}\n"
        "class Old:\n"
        "    def process_item(self, item, spider):\n"
        "        item.headline = f'{spider.name}: {item.headline}'\n"
        "        return item\n"
    )
    environment = {"SCRAPY_SETTINGS_MODULE": "theirs", "PYTHONPATH": f"{ROOT}:{folder}"}
    ended = run(folder, "crawl", "replay", "-a", "pages=pages", *FEED, environment=environment)
    assert ended.returncode == 0, ended.stderr
    assert (folder / "items.jsonl").read_text("utf-8").count('"headline":"replay: ') == 2
    refused = run(folder, "crawl", "replay", "-a", "pages=pages", *FEED, "-s", "JOBDIR=jobs")
    assert refused.returncode == 2 and "RESUME=1" in refused.stderr


def test_an_item_that_cannot_be_written_costs_that_item_and_is_named(folder: Path) -> None:
    (folder / "theirs.py").write_text(
        "from crawler.settings import *\n"
        "ITEM_PIPELINES = {**ITEM_PIPELINES, 'theirs.Half': 950}\n"
        "class Half:\n"
        "    def process_item(self, item):\n"
        "        item.headline = item.headline.replace('a.txt', '\\udc80')\n"
        "        return item\n"
    )
    environment = {"SCRAPY_SETTINGS_MODULE": "theirs", "PYTHONPATH": f"{ROOT}:{folder}"}
    ended = run(folder, "crawl", "replay", "-a", "pages=pages", *FEED, "-s", "DUPLICATES=off", environment=environment)
    assert ended.returncode == 1 and "items missing from a feed: 1\n" in ended.stdout, ended.stdout + ended.stderr
    assert "The item of pages/a.txt is missing from items.jsonl" in ended.stderr
    assert [json.loads(line)["headline"] for line in (folder / "items.jsonl").read_text("utf-8").splitlines()] == ["b.txt"]
