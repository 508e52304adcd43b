"""``scrapy learn-ads``: what recurs is proposed, copies of one story are not, and the proposed lines do strip."""

import json
import re
import shutil
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scrapy.settings import Settings
from scrapy.utils.test import get_crawler

from crawler.commands._recurrence import Page, Repeat, Repeats, Seen
from crawler.commands.learn_ads import literal
from crawler.content.body import Block, Body
from crawler.items import Image
from crawler.pages import saved_pages
from crawler.platforms.ads import AdRule
from crawler.platforms.draft import Draft
from crawler.platforms.rsshub import RsshubSite
from crawler.runs.stages import reading_of
from pipelines.judge_blocks import JudgeBlocksPipeline
from pipelines.strip_ads import strip_ads
from tests import processes
from tests.made_archives import tarred, write
from tests.made_items import made_article
from tests.processes import ENVIRONMENT, Ended
from tests.support import ROOT, saved_dump

PROMO = '潮水 (每日) "简报"，\\ 一周三次寄到信箱+'
BANNER = "https://zkres%d.myzaker.com/202108/00112233445566778899aabb_%d.png"
QUERY_BANNER = "https://img.example.com/pic.php?aid=77"
EDITOR = "责任编辑：何小满"
KNOWN = "扫码关注我们，每天一篇好文"
COPIED = "这一段在同一篇报道里，被存了五次，每次的标题都不一样。"


def dump(number: int, *more: str, story: int | None = None, title: str | None = None) -> bytes:
    story = number if story is None else story
    own = [f"第{story}篇的第{part}段，写的是第{story * 7 + part}条街上的树和{'很' * (story % 5)}多的雨。" for part in range(6)]
    body = "".join(f"<p>{text}</p>" for text in own)
    return saved_dump(
        f"<div>{body}{''.join(more)}</div>", title or f"第{number}号新闻", "ZAKER", f"2021-08-{number + 1:02} 10:00:00"
    )


def pages() -> dict[str, bytes]:
    found = {}
    for number in range(12):
        more = [f'<p><img src="{BANNER % (number % 2 + 1, 640 if number % 3 else 1024)}"></p>'] if number < 6 else []
        more += [f"<p>{PROMO}</p>"] if number < 5 else []
        more += [f'<p><img src="{QUERY_BANNER}"></p>'] if 2 <= number < 6 else []
        more += ["<p>背景</p>", f"<p>{KNOWN}</p>", f"<p>{EDITOR}</p>"]
        found[f"a/{number:02}.txt"] = dump(number, *more)
    for copy in range(5):
        found[f"b/{copy}.txt"] = dump(
            20 + copy, f"<p>{COPIED}</p>", '<p><img src="https://img.example.com/copy.jpg"></p>', story=99
        )
    for copy in range(5):
        found[f"c/{copy}.txt"] = dump(13 + copy, f"<p>{COPIED}只换了正文</p>", title="同一个标题")
    found["d/noise.bin"] = b"\x00\x01"
    return found


def run(folder: Path, *arguments: str, project: Path = ROOT) -> Ended:
    return processes.run(folder, *arguments, environment=ENVIRONMENT | {"PYTHONPATH": str(project)})


@pytest.fixture(scope="module")
def learned(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Ended]:
    folder = tmp_path_factory.mktemp("learn")
    write(folder, "pages.tar", tarred(pages()))
    return folder, run(folder, "learn-ads", "pages.tar")


def rules_in(printed: str) -> tuple[AdRule, ...]:
    rules: tuple[AdRule, ...] = eval(f"({printed}\n)", {"AdRule": AdRule})  # our own output
    return rules


def test_what_recurs_is_proposed_and_nothing_else(learned: tuple[Path, Ended]) -> None:
    _, ended = learned
    assert ended.returncode == 0, ended.stderr
    assert [rule.reason for rule in rules_in(ended.stdout)] == [f"stands in {count} of 22 articles" for count in (6, 5, 4)], (
        ended.stdout
    )
    assert all(text not in ended.stdout for text in (COPIED, EDITOR, KNOWN, "背景", "copy.jpg"))


def test_the_evidence_names_share_place_and_pages(learned: tuple[Path, Ended]) -> None:
    _, ended = learned
    assert ended.stdout.startswith("# zaker: 22 articles\n# 6 of 22 articles (27%); at the end of 6\n#   pages.tar!/a/00.txt\n")
    assert "pages.tar!/d/noise.bin: UnreadablePageError" in ended.stderr


def test_the_same_pages_give_the_same_bytes(learned: tuple[Path, Ended]) -> None:
    folder, ended = learned
    assert run(folder, "learn-ads", "pages.tar").stdout == ended.stdout


def test_the_lines_pasted_into_the_site_s_file_strip(learned: tuple[Path, Ended]) -> None:
    folder, ended = learned
    project = folder / "project"
    for package in ("crawler", "pipelines"):
        shutil.copytree(ROOT / package, project / package, ignore=shutil.ignore_patterns("__pycache__"))
    site = project / "crawler/sites/zaker.py"
    text = site.read_text("utf-8").replace("import Clock,", "import AdRule, Clock,", 1)
    site.write_text(text + f"    ad_rules = (\n{ended.stdout})\n", "utf-8")
    ran = run(folder, "crawl", "replay", "-a", "pages=pages.tar", "-O", "items.jsonl", "-L", "ERROR", project=project)
    items: list[dict[str, Any]] = [json.loads(line) for line in (folder / "items.jsonl").read_text("utf-8").splitlines()]
    assert len(items) == 22, ran.stderr
    assert not [item for item in items if PROMO in item["text"] or "00112233445566778899aabb" in item["html"]]
    rules = [removal["rule"] for item in items for removal in item["removed"] if "repeated" in removal["rule"]]
    assert sorted({rule: rules.count(rule) for rule in rules}.values()) == [4, 5, 6]
    assert sum(COPIED in item["text"] for item in items) == 10
    again = run(folder, "learn-ads", "pages.tar", project=project)
    assert again.stdout == "# nothing recurs: 22 articles\n"


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        ([], 2, "expected one"),
        (["a", "b"], 2, "expected one"),
        (["a", "--articles", "1"], 2, "--articles is from 2"),
        (["a", "--share", "2"], 2, "--share from 0 to 1"),
        (["nowhere"], 1, "no such file"),
    ],
)
def test_wrong_usage(tmp_path: Path, arguments: list[str], code: int, said: str) -> None:
    ended = run(tmp_path, "learn-ads", *arguments)
    assert (ended.returncode, said in ended.stdout + ended.stderr) == (code, True)


TEXT = st.text(st.characters(codec="utf-8"), min_size=1, max_size=60)


@given(TEXT)
def test_any_text_becomes_a_literal_that_matches_it_alone(text: str) -> None:
    line = literal(re.escape(text))
    assert line.isprintable() and "\n" not in line
    assert re.fullmatch(eval(line), text) and not re.fullmatch(eval(line), text + "x")


@pytest.mark.parametrize("where", [0, 9, 17])
def test_a_rule_strips_where_the_block_stood(where: int) -> None:
    from crawler.commands.learn_ads import proposal

    place = {0: "at the start", 9: "in the middle", 17: "at the end"}[where]
    repeat = Repeat("zaker", "text", PROMO)
    repeat.add(Page("p", "zaker", "1", "h", {}, []), Seen("text", PROMO, "", place))
    site = type("Learned", (RsshubSite,), {"ad_rules": rules_in("\n".join(proposal(repeat, 1, 3, 9)))})
    prose = [Block("paragraph", f"河边第{at}棵树。") for at in range(18)]
    body = Body(made_article(), [*prose[:where], Block("paragraph", PROMO), *prose[where:]])
    assert [removal.text for removal in strip_ads(body, site())] == [PROMO]


@pytest.mark.parametrize(
    ("urls", "strips", "leaves"),
    [
        (
            ["https://x.example/ads/club-banner.png"],
            "http://x.example/ads/club-banner.png?v=2",
            "https://x.example/ads/club-banner2.png",
        ),
        ([BANNER % (1, 640), BANNER % (2, 1024)], BANNER % (3, 320), BANNER.replace("aabb", "aabc") % (1, 640)),
        ([QUERY_BANNER], QUERY_BANNER, QUERY_BANNER + "8"),
        (["https://x.example/a.png"], "https://x.example/a.png", "https://x.example/ba.png"),
    ],
)
def test_a_picture_s_rule_finds_its_variants_and_no_other(urls: list[str], strips: str, leaves: str) -> None:
    from crawler.commands.learn_ads import image_pattern
    from crawler.images import identity

    rule = AdRule("learned", "recurs", image=image_pattern(Repeat("zaker", "image", identity(urls[0]), urls)))
    site = type("Learned", (RsshubSite,), {"ad_rules": (rule,)})
    body = Body(made_article(), [Block("image", image=Image(url, [url])) for url in (strips, leaves)])
    assert [removal.text for removal in strip_ads(body, site())] == [strips]


STREETS = ("槐树街", "码头路", "南门巷", "河沿", "钟楼下", "东市", "北桥", "盐仓弄", "石板坡", "旧货场")
TAGLINES = (
    "{site}：每天三分钟，读懂一座城",
    "{site}读书会招募中，地址见主页",
    "爱{site}，就把它设为星标",
    "本栏目由{site}编辑部出品",
)


def generated(site: int, form: str) -> list[bytes]:
    """Three to ten pages of one site: a tagline and a banner at the end of each, among headings, code and labels that recur."""
    name, pages = f"第{site}埠", []
    tagline = TAGLINES[site % len(TAGLINES)].format(site=name)
    for number in range(3 + site % 8):
        street, date = STREETS[number], f"2021-08-0{number % 9 + 1} 10:00:00"
        story = [f"{street}的老屋{site}拆到第{number + part}间时，工人在墙里找到了一封没有寄出的信。" for part in range(3)]
        sources = f"《{street}志》第{number}卷，一九{40 + number}年刻本"
        if form == "markdown":
            code = "```\nprint('hello')\n```"
            text = "\n\n".join((story[0], "## 背景介绍", story[1], code, "## 参考资料", sources, tagline))
            pages.append(f"---\ntitle: {street}的信\ndate: {date}\n---\n\n{text}\n".encode())
        else:
            told = f"<p>{story[0]}</p><h3>背景介绍</h3><p>{story[1]}</p><pre>print('hello')</pre>"
            end = f"<p><strong>参考资料</strong></p><p>{sources}</p><p>{tagline}</p>"
            banner = f"<p><img src='https://img.example.com/{site}/club-banner.png'></p>"
            pages.append(saved_dump(f"<div>{told}{end}{banner}</div>", f"{street}的信", name, date))
    return pages


@pytest.mark.parametrize("form", ["html", "markdown"])
def test_four_in_five_proposals_for_small_sites_are_right(tmp_path: Path, form: str) -> None:
    """Only what stands at the edges is proposed: no heading, no code, nothing that ever other lines stand under."""
    learn_ads = import_module("crawler.commands.learn_ads")
    settings = Settings()
    settings.setmodule("crawler.settings")
    stages, reading = learn_ads.stages_before_rendering(settings), reading_of(settings)
    right = wrong = 0
    for site in range(8):
        repeats = Repeats(3)
        for number, page in enumerate(generated(site, form)):
            write(tmp_path, f"{site}/{number}.md", page)
        saved_of_site = saved_pages(str(tmp_path / str(site)))
        kept = [learn_ads.cleaned(saved, stages, reading) for saved in saved_of_site]
        for look in (repeats.sketch, repeats.count):
            for page in filter(None, kept):
                look(page)
        keys = [repeat.key for _, repeat in repeats.found(0.05)]
        good = [key for key in keys if "banner" in key or TAGLINES[site % len(TAGLINES)].format(site=f"第{site}埠") == key]
        right, wrong = right + len(good), wrong + len(keys) - len(good)
    assert right >= 4 * wrong and right >= 4, (right, wrong)


def test_what_was_learned_weighs_in_the_next_run(learned: tuple[Path, Ended], tmp_path: Path) -> None:
    folder, _ = learned
    refused = run(folder, "learn-ads", "pages.tar", "--weigh", str(tmp_path))
    assert (refused.returncode, refused.stderr.splitlines()[-1]) == (1, f"{tmp_path} cannot be written: Is a directory")
    before = (folder / "pages.tar").read_bytes()
    assert run(folder, "learn-ads", "pages.tar", "--weigh", "pages.tar").returncode == 2
    assert (folder / "pages.tar").read_bytes() == before
    assert run(folder, "learn-ads", "pages.tar", "--weigh", str(tmp_path / "recurring.json")).returncode == 0
    stage = JudgeBlocksPipeline.from_crawler(get_crawler(settings_dict={"RECURRING": str(tmp_path / "recurring.json")}))
    for stages, kept in ((JudgeBlocksPipeline(), True), (stage, False)):
        prose = [Block("paragraph", f"河边的第{at}棵树昨天发了芽，过路的人都停下来看了一会儿。") for at in range(4)]
        draft = Draft(
            made_article(site="zaker"), RsshubSite(), [Body(made_article(site="zaker"), [*prose, Block("paragraph", PROMO)])]
        )
        draft = stages.process_item(draft)
        assert (PROMO in [block.text for block in draft.bodies[0].blocks]) is kept
    assert "recurs in texts of the site" in draft.item.removed[-1].signs
