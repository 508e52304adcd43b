"""``scrapy crawl`` tells the truth by its exit code, ``stages`` and ``check`` say what they should."""

import json
import stat
import subprocess
import sys
import time
from importlib.util import find_spec
from pathlib import Path

import pytest
from scrapy.exceptions import DropItem

from crawler.commands._changes import Snapshot, changes
from crawler.commands._marks import Marks
from crawler.commands.stages import show_stages
from crawler.content.body import Block, Body
from crawler.items import Removal
from crawler.platforms.draft import Draft
from crawler.runs.contracts import first_page, shown
from tests.made_items import made_article, made_draft, made_thread
from tests.processes import DEVNULL, start
from tests.support import ROOT
from tests.tiny import ENVIRONMENT, crawl, crawling, run, run_all


def headlines(feed: Path) -> list[str]:
    return [json.loads(line)["headline"] for line in feed.read_text("utf-8").splitlines()]


def parts_in(folder: Path) -> list[Path]:
    return list(folder.rglob(".*.part"))


def test_a_good_run_exits_0_and_writes_its_feeds(tmp_path: Path) -> None:
    names = [f"out/items.{form}" for form in ("jsonl", "json", "csv", "xml")]
    ended = crawl(tmp_path, "a b", *(argument for name in names for argument in ("-O", name)))
    assert ended.returncode == 0, ended.stderr
    assert all("标题 b" in (tmp_path / name).read_text("utf-8") for name in names)
    assert sorted(path.name for path in tmp_path.glob("out/*")) == ["items.csv", "items.json", "items.jsonl", "items.xml"]


def test_a_feed_that_lacks_an_item_is_not_stored_and_the_others_are_complete(tmp_path: Path) -> None:
    ended = crawl(tmp_path, "a b c", "-O", "picky.out:picky", "-O", "items.jsonl")
    assert ended.returncode == 1
    assert "items missing from a feed: 1; feeds not stored: 1" in ended.stdout
    assert "The feed picky.out is not stored: items are missing" in ended.stderr
    assert headlines(tmp_path / "items.jsonl") == ["标题 a", "标题 b", "标题 c"]
    assert not (tmp_path / "picky.out").exists() and not parts_in(tmp_path)


def test_a_feed_that_cannot_be_finished_does_not_replace_the_one_before(tmp_path: Path) -> None:
    (tmp_path / "endless.out").write_text("as it was")
    ended = crawl(tmp_path, "a b c", "-O", "endless.out:endless", "-O", "items.jsonl")
    assert ended.returncode == 1
    assert "missing from feeds: 0 items, 1 feeds" in ended.stdout
    assert (tmp_path / "endless.out").read_text() == "as it was"
    assert len(headlines(tmp_path / "items.jsonl")) == 3
    assert not parts_in(tmp_path)


def test_a_feed_that_cannot_be_written_stops_the_run_and_no_feed_is_stored(tmp_path: Path) -> None:
    (tmp_path / "full.out").write_text("as it was")
    ended = crawl(tmp_path, "a b c", "-O", "full.out:full", "-O", "items.jsonl")
    assert ended.returncode == 1
    assert "The feed full.out is not stored: it cannot be written: [Errno 28] No space left on device" in ended.stderr
    assert "stopped before its end: feed_not_writable" in ended.stdout
    assert (tmp_path / "full.out").read_text() == "as it was"
    assert not (tmp_path / "items.jsonl").exists() and not parts_in(tmp_path)


@pytest.mark.parametrize("feed", ["file/items.jsonl", "folder:jsonl"])
def test_a_feed_path_that_cannot_be_written_stops_the_run(tmp_path: Path, feed: str) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "folder").mkdir()
    ended = crawl(tmp_path, "a b", "-O", feed, "-O", "items.jsonl")
    assert ended.returncode == 1
    assert f"The feed {feed.removesuffix(':jsonl')} is not stored: it cannot be written" in ended.stderr
    assert not (tmp_path / "items.jsonl").exists()


def test_a_misconfigured_feed_fails_the_run_before_its_first_page(tmp_path: Path) -> None:
    codes = {"items.nonsense": 2, "s4://bucket/items.jsonl": 2, "%(nonsense)s.jsonl": 1, "items.jsonl": 0}
    ended = run_all(tmp_path, *(crawling("a", "-O", "other.jsonl", "-O", feed) for feed in codes))
    assert [run.returncode for run in ended] == list(codes.values())
    assert [(tmp_path / str(number) / "other.jsonl").exists() for number in range(4)] == [False, False, False, True]


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        pytest.param(
            ("-O", "s3://bucket/items.jsonl"),
            "a feed in s3: needs boto3, which is not installed",
            marks=pytest.mark.skipif(find_spec("boto3") is not None, reason="boto3 is installed"),
        ),
        (("-s", "SITE_MODULES=no.such.package"), "SITE_MODULES: No module named 'no'"),
        (("-s", "SITE_MODULES=crawler.sites.guancha"), "SITE_MODULES: crawler.sites.guancha is no package"),
    ],
)
def test_what_is_missing_is_told_in_one_line(tmp_path: Path, given: tuple[str, ...], reason: str) -> None:
    ended = crawl(tmp_path, "a", *given)
    assert (ended.returncode, ended.stderr.count("Traceback"), f"error: {reason}" in ended.stderr) == (2, 0, True)


def test_batches_are_all_there(tmp_path: Path) -> None:
    ended = crawl(tmp_path, "a b c", "-O", "%(batch_id)d.jsonl", "-s", "FEED_EXPORT_BATCH_ITEM_COUNT=2")
    assert ended.returncode == 0, ended.stderr
    assert [headlines(tmp_path / f"{number}.jsonl") for number in (1, 2)] == [["标题 a", "标题 b"], ["标题 c"]]


def test_o_appends_and_capital_o_replaces(tmp_path: Path) -> None:
    feed = tmp_path / "items.jsonl"
    for option, expected in (("-o", ["a"]), ("-o", ["a", "b"]), ("-O", ["c"])):
        assert crawl(tmp_path, expected[-1], option, "items.jsonl").returncode == 0
        assert headlines(feed) == [f"标题 {name}" for name in expected]


def test_a_feed_keeps_its_mode_and_its_link(tmp_path: Path) -> None:
    (tmp_path / "real.jsonl").touch(mode=0o640)
    (tmp_path / "link.jsonl").symlink_to("real.jsonl")
    assert crawl(tmp_path, "a", "-O", "link.jsonl").returncode == 0
    assert (tmp_path / "link.jsonl").is_symlink()
    assert headlines(tmp_path / "real.jsonl") == ["标题 a"]
    assert stat.S_IMODE((tmp_path / "real.jsonl").stat().st_mode) == 0o640


def test_a_device_is_written_in_place(tmp_path: Path) -> None:
    assert crawl(tmp_path, "a", "-O", "/dev/null:jsonl").returncode == 0
    assert Path("/dev/null").is_char_device()


def test_the_exit_code_is_the_verdict(tmp_path: Path) -> None:
    codes = {"a": 0, "a raise": 0, "raise": 1, "a boom": 1, "boom": 1, "a vanish": 1, "a enough": 1, "": 1}
    assert [run.returncode for run in run_all(tmp_path, *map(crawling, codes))] == list(codes.values())


def test_wrong_usage_keeps_the_codes_of_scrapy(tmp_path: Path) -> None:
    ended = run_all(tmp_path, ["crawl"], ["crawl", "a", "b"], ["crawl", "nobody"])
    assert [run.returncode for run in ended] == [2, 2, 2]


def test_a_killed_run_leaves_no_feed(tmp_path: Path) -> None:
    process = start(tmp_path, *crawling("a wait", "-O", "items.jsonl"), environment=ENVIRONMENT, streams=(DEVNULL,) * 3)
    while not parts_in(tmp_path):
        assert process.poll() is None
        time.sleep(0.01)
    process.kill()
    assert process.wait() != 0
    assert parts_in(tmp_path) and not (tmp_path / "items.jsonl").exists()


def test_check_holds_callbacks_to_their_saved_page(tmp_path: Path) -> None:
    good, bad = run_all(tmp_path, ["check", "checked"], ["check", "broken_promise"])
    assert good.returncode == 0, good.stderr
    assert "verdict" not in good.stdout
    assert bad.returncode == 1
    assert "site is 'guancha', not 'zaker'" in bad.stderr and "gave 2 items, not one" in bad.stderr


def test_check_tells_a_spider_that_there_is_not(tmp_path: Path) -> None:
    ended = run(tmp_path, "check", "nosuch")
    assert ended.returncode == 2 and "Traceback" not in ended.stderr
    assert 'unknown spider "nosuch": it is one of broken_promise' in ended.stderr


@pytest.mark.parametrize(("error", "is_told"), [("KeyboardInterrupt", False), ("KeyError", True)])
def test_a_command_that_is_interrupted_before_it_begins_ends_without_a_word(error: str, is_told: bool) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", f"import crawler.commands.syntax; raise {error}"], cwd=ROOT, capture_output=True, check=False
    )
    assert ended.returncode != 0 and (b"Traceback" in ended.stderr) == is_told


def test_the_first_page_is_no_golden_and_there_must_be_one(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        first_page(tmp_path)
    (tmp_path / "site").mkdir()
    for name in (".hidden", "a.golden.json", "b.txt", "c.txt"):
        (tmp_path / "site" / name).touch()
    assert first_page(tmp_path).name == "b.txt"


def test_paths_of_contracts() -> None:
    thread = made_thread()
    assert [shown(thread, path) for path in ("site", "page.path", "posts.0.author", "len(posts)", "url")] == [
        "some_bbs",
        "pages/t.txt",
        "楼主",
        "2",
        "None",
    ]
    with pytest.raises(KeyError):
        shown(thread, "nonsense")


class Tidy:
    """A stage that does one of everything."""

    def process_item(self, item: Draft) -> Draft:
        gone, kept = item.bodies[0].blocks
        kept.text = "正文"
        item.bodies[0].blocks[:] = [kept, Block("image", attributes={"src": "https://x.example/n.jpg"})]
        item.item.headline = "新标题"
        item.item.removed.append(Removal("promo", "推广", gone.text))
        return item


class Refuse:
    def process_item(self, item: Draft) -> Draft:
        raise DropItem("duplicate")


class Finish:
    def process_item(self, item: Draft) -> object:
        return item.item


def staged_draft() -> Draft:
    draft, owner = made_draft(), made_article()
    advert = Block("paragraph", "扫码\x1b[2J下载", names=frozenset({"ad"}))
    draft.bodies = [Body(owner, [advert, Block("paragraph", " 正文")])]
    return draft


def test_stages_shows_what_each_stage_did(capsys: pytest.CaptureFixture[str]) -> None:
    show_stages({"tidy": Tidy, "finish": Finish}, staged_draft(), None, Marks())
    shown_lines = capsys.readouterr().out.splitlines()
    assert shown_lines[:2] == ["draft", "  + paragraph.ad  扫码\\x1b[2J下载"]
    assert shown_lines[shown_lines.index("tidy") :] == [
        "tidy",
        "  - paragraph.ad  扫码\\x1b[2J下载",
        "  ~ paragraph text:  正文 → 正文",
        "  + image  https://x.example/n.jpg",
        "  headline: 标题 a → 新标题",
        "  removed by promo (推广): 扫码\\x1b[2J下载",
        "finish",
        "",
        "新标题",
        "某报  no date  reporter: 张三  editor: 李四",
        "正文",
        "",
        *shown_lines[-4:],
    ]
    assert "- 扫码\\x1b[2J下载  ← promo: 推广" in shown_lines[-4:] and all(line.startswith("- ") for line in shown_lines[-4:])


def test_stages_shows_one_stage_in_full(capsys: pytest.CaptureFixture[str]) -> None:
    draft = staged_draft()
    draft.bodies[0].blocks[0].text = "长" * 200
    show_stages({"tidy": Tidy, "refuse": Refuse}, draft, "tidy", Marks(full=True))
    out = capsys.readouterr().out
    assert "长" * 200 in out and '"headline": "新标题"' in out and not out.startswith("draft")
    assert out.endswith("refuse\n  dropped: duplicate\n")


def test_blocks_of_many_bodies_are_told_apart() -> None:
    draft = made_draft()
    draft.bodies = [Body(made_article(), [Block("paragraph", text)]) for text in ("一", "二")]
    assert list(changes(Snapshot(), Snapshot.of(draft), Marks()))[:2] == ["body 1  + paragraph  一", "body 2  + paragraph  二"]


def test_stages_of_a_page(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(
        "\n---\ntitle: 'x'\nauthor: 某站\ndate: 2021-01-01 00:00:00\n---\n\n<div><p>正文。</p></div>", "utf-8"
    )
    (tmp_path / "bad.txt").write_bytes(b"\0\1\2")
    good, bad, missing = (run(tmp_path, "stages", name) for name in ("good.txt", "bad.txt", "missing.txt"))
    assert good.returncode == 0 and good.stdout.startswith("draft\n  + paragraph  正文。"), good.stderr
    assert bad.returncode == 1 and bad.stderr.startswith("bad.txt: UnreadablePageError: binary") and not bad.stdout
    assert missing.returncode == 1 and "FileNotFoundError" in missing.stderr


def test_a_terminal_without_chinese_shows_it_escaped(tmp_path: Path) -> None:
    page = "---\ntitle: 'x'\nauthor: 某站\ndate: 2021-01-01 00:00:00\n---\n\n<div><p>正文。</p></div>"
    (tmp_path / "good.txt").write_text(page, "utf-8")
    ended = run(tmp_path, "stages", "good.txt", environment=ENVIRONMENT | {"PYTHONIOENCODING": "ascii"})
    assert ended.returncode == 0 and r"+ paragraph  \u6b63\u6587\u3002" in ended.stdout, ended.stderr


def test_wrong_usage_of_stages(tmp_path: Path) -> None:
    ended = run_all(tmp_path, ["stages"], ["stages", "a", "b"], ["stages", "a", "--stage", "nonsense"])
    assert [run.returncode for run in ended] == [2, 2, 2]
    assert "unknown stage nonsense (stages: draft, parts" in ended[2].stderr
