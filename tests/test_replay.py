"""Real runs of ``scrapy crawl`` with the settings of the project: what is replayed, written, kept aside and said."""

import csv
import json
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from crawler.platforms.registry import all_sites
from tests.processes import run
from tests.support import ROOT, saved_dump

FIXTURES = ROOT / "fixtures"
WITH_PAGES = sorted(folder.name for folder in FIXTURES.iterdir())
SINA, ZAKER = (FIXTURES / name for name in ("sina_finance", "zaker/004_1e31f1ecfa2aefb8.txt"))
FEEDS = ("jsonl", "json", "csv", "xml")
ALL_FEEDS = [argument for form in FEEDS for argument in ("-O", f"items.{form}")]
FEED = ["-O", "items.jsonl"]
PAGES = {
    "good.txt": saved_dump("<div><p>桥修好了。</p></div>"),
    "stranger.txt": saved_dump("<div><p>河边的树发了芽。</p></div>", author="某某资讯"),
    "sub/empty.txt": b"\n",
    "sub/noise.bin": b"\x00\x01\x02",
    "sub/prose.txt": "只是一段文字，没有出处。".encode(),
    "gone.txt": saved_dump("<div><p>（原文已被删除）</p></div>", author="ZAKER"),
}


class Run:
    """One run: its exit code, what it printed, and the folder in which it wrote."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        folder.mkdir()
        ended = run(folder, *arguments)
        self.folder, self.code, self.out, self.err = folder, ended.returncode, ended.stdout, ended.stderr

    @property
    def items(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in (self.folder / "items.jsonl").read_text("utf-8").splitlines()]

    @property
    def paths(self) -> list[str]:
        return [item["page"]["path"] for item in self.items]


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Run]:
    """All the runs of this module, two at a time."""
    folder = tmp_path_factory.mktemp("replay")
    for name, page in PAGES.items():
        (folder / "pages" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "pages" / name).write_bytes(page)
    (folder / "nothing").mkdir()
    crawl = ["crawl", "replay", *FEED]
    commands = {
        "default": ["crawl", "replay", *ALL_FEEDS],
        "again": ["crawl", "replay", *ALL_FEEDS],
        "file": [*crawl, "-a", f"pages={ZAKER}"],
        "folder": [*crawl, "-a", f"pages={SINA}"],
        "glob": [*crawl, "-a", f"pages={FIXTURES}/*/00[03]*.txt"],
        "site": [*crawl, "-a", "site=zaker"],
        "named with pages": ["crawl", "guancha", *FEED, "-a", f"pages={FIXTURES}"],
        "mixed": [*crawl, "-a", f"pages={folder / 'pages'}"],
        "empty folder": [*crawl, "-a", f"pages={folder / 'nothing'}"],
        "missing": [*crawl, "-a", f"pages={folder / 'missing.txt'}"],
        "list": ["list"],
        "check": ["check"],
        "stages": ["stages", str(ZAKER)],
        **{name: ["crawl", name, *FEED] for name in WITH_PAGES},
    }
    with ThreadPoolExecutor(2) as pool:
        ended = pool.map(lambda name: Run(folder / name.replace(" ", "-"), *commands[name]), commands)
        return dict(zip(commands, ended, strict=True))


GOLDENS = sorted(FIXTURES.rglob("*.golden.json"))


def goldens(site: str = "*") -> list[Any]:
    return [json.loads(file.read_text("utf-8")) for file in GOLDENS if file.match(f"{site}/*")]


def test_scrapys_own_count_of_items_is_right(runs: Mapping[str, Run]) -> None:
    assert f"'item_scraped_count': {len(runs['default'].items)}," in runs["default"].err


def test_the_default_run_makes_the_goldens_of_all_pages(runs: Mapping[str, Run]) -> None:
    assert runs["default"].code == 0, runs["default"].err
    assert runs["default"].items == goldens()
    assert "5 pages = 5 items + 0 dropped + 0 failed: OK\nno pages= was given" in runs["default"].out
    assert runs["default"].out.endswith("verdict: good\n")


@pytest.mark.parametrize("site", WITH_PAGES)
def test_a_named_spider_replays_the_pages_of_its_site(runs: Mapping[str, Run], site: str) -> None:
    assert runs[site].code == 0, runs[site].err
    assert runs[site].items == goldens(site)


def test_the_four_feeds_hold_the_same(runs: Mapping[str, Run]) -> None:
    folder, items = runs["default"].folder, runs["default"].items
    assert json.loads((folder / "items.json").read_text("utf-8")) == items
    csv.field_size_limit(10**9)
    with (folder / "items.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row, item in zip(rows, items, strict=True):
        for name, value in item.items():
            assert (json.loads(row[name]) if isinstance(value, list | dict) else row[name]) == (
                value if isinstance(value, list | dict) else "" if value is None else str(value)
            )
    tree = etree.parse(folder / "items.xml").getroot()
    assert [item.findtext("headline") for item in tree] == [item["headline"] for item in items]
    assert [item.findtext("html") or None for item in tree] == [item.get("html") for item in items]
    assert [len(item.findall("posts/post")) for item in tree] == [len(item.get("posts", ())) for item in items]


@pytest.mark.parametrize("form", FEEDS)
def test_two_runs_write_the_same_bytes(runs: Mapping[str, Run], form: str) -> None:
    first, second = ((runs[name].folder / f"items.{form}").read_bytes() for name in ("default", "again"))
    assert first == second and "江苏" in first.decode("utf-8")


def test_a_file_a_folder_and_a_glob(runs: Mapping[str, Run]) -> None:
    assert {name: runs[name].code for name in ("file", "folder", "glob")} == {"file": 0, "folder": 0, "glob": 0}
    assert runs["file"].paths == [ZAKER.as_posix()]
    assert [Path(path).name[:3] for path in runs["folder"].paths] == ["001", "002"]
    assert [Path(path).name[:3] for path in runs["glob"].paths] == ["000", "003"]


def test_pages_of_other_sites_are_dropped_with_a_reason(runs: Mapping[str, Run]) -> None:
    for name, site in (("site", "zaker"), ("named with pages", "guancha")):
        assert runs[name].code == 0, runs[name].err
        assert [item["site"] for item in runs[name].items] == [site]
        assert "4  of another site" in runs[name].out


def test_bad_pages_are_kept_aside_and_the_others_go_on(runs: Mapping[str, Run]) -> None:
    run = runs["mixed"]
    assert run.code == 0, run.err
    assert [Path(path).name for path in run.paths] == ["good.txt", "stranger.txt"]
    failed = [json.loads(line) for line in (run.folder / "out" / "failed.jsonl").read_text("utf-8").splitlines()]
    assert [(Path(record["page"]).name, record["error"], record["reason"]) for record in failed] == [
        ("empty.txt", "UnreadablePageError", "empty"),
        ("noise.bin", "UnreadablePageError", "binary: contains NUL bytes"),
        ("prose.txt", "UnreadablePageError", "neither HTML nor a dump with front matter nor a Discuz! thread"),
    ]
    assert "6 pages = 2 items + 1 dropped + 3 failed: OK" in run.out
    assert "1  deleted at the source" in run.out


def test_a_stranger_gives_an_article_that_the_summary_calls_generic(runs: Mapping[str, Run]) -> None:
    _, stranger = runs["mixed"].items
    assert (stranger["site"], stranger["publisher"], stranger["text"]) == ("某某资讯", "某某资讯", "河边的树发了芽。")
    assert stranger["categories"] == ["新媒体", "某某资讯", "首页"]
    generic = [line.split() for line in runs["mixed"].out.splitlines() if "generic" in line]
    assert generic == [["1", "某某资讯", "article", "generic:", "1"]]


@pytest.mark.parametrize("name", ["empty folder", "missing"])
def test_nothing_found_is_exit_code_1(runs: Mapping[str, Run], name: str) -> None:
    assert runs[name].code == 1
    assert "verdict: BAD, because no page was seen" in runs[name].out
    assert ("no such file, folder or glob" in runs[name].err) is (name == "missing")


def test_list_shows_record_replay_and_a_spider_for_every_site(runs: Mapping[str, Run]) -> None:
    assert runs["list"].out.split() == sorted(["record", "replay", *all_sites()])


def test_check_runs_the_contracts_of_every_spider(runs: Mapping[str, Run]) -> None:
    assert runs["check"].code == 0, runs["check"].err
    assert f"Ran {1 + len(all_sites())} contracts" in runs["check"].err and "OK" in runs["check"].err


def test_stages_shows_every_stage_in_order(runs: Mapping[str, Run]) -> None:
    run = runs["stages"]
    assert run.code == 0, run.err
    stages, _, item = run.out.partition("\n\n")
    headings = [line for line in stages.splitlines() if not line.startswith(" ")]
    assert headings[0] == "draft" and headings[-1] == "validate"
    assert len(headings) == len(set(headings)) > 5
    assert "removed by credit-line" in stages and "← credit-line" in item


def test_runs_leave_nothing_but_their_feeds(runs: Mapping[str, Run]) -> None:
    assert sorted(path.name for path in runs["default"].folder.iterdir()) == sorted(
        [".qingliu", *(f"items.{form}" for form in FEEDS)]
    )
