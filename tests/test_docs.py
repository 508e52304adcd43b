"""The documents name what the code has, and their links lead somewhere."""

import re
from dataclasses import fields
from pathlib import Path

import pytest

from crawler import settings
from crawler.items import Article, Credit, Image, Page, PollOption, Post, Removal, Thread
from crawler.settings import ITEM_PIPELINES

ROOT = Path(__file__).parents[1]
CLEANING = (ROOT / "docs/cleaning.md").read_text(encoding="utf-8")
SETTINGS = (ROOT / "docs/settings.md").read_text(encoding="utf-8")
RELIABILITY = (ROOT / "docs/reliability.md").read_text(encoding="utf-8")
BATCH = (ROOT / "docs/batch.md").read_text(encoding="utf-8")
ITEMS = (ROOT / "docs/items.md").read_text(encoding="utf-8")
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
NAMED_RULE = re.compile(
    r"(?:\b(?:AdRule|\w+Chrome|Chrome\w+|Removal)\(\s*|\((?=\"\w+\", \"[^\"]+\", (?:re\.compile|in_both_packs)\())"
    r"\"([\w-]+)\""
)
"""A rule as the code names it: the first argument of a rule or a removal, or of the tuples of glued chrome."""
RULE_ROW = re.compile(r"^\| ((?:`[\w-]+`(?:, )?)+) \|", re.MULTILINE)
HEADINGS = {"PollOption": "Poll option"}
RECORDS = (Article, Thread, Post, PollOption, Credit, Image, Removal, Page)
STAGE_ROW = re.compile(r"^\| (\d+) \| `(\w+)` \|", re.MULTILINE)
LINK = re.compile(r"\[[^\]]*\]\(([^)#\s]*)(#[^)\s]*)?\)")
CODE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)


def names_in(rows: str) -> set[str]:
    return {name for row in RULE_ROW.findall(rows) for name in re.findall(r"`([\w-]+)`", row)}


def test_every_removal_rule_that_holds_on_many_sites_is_documented_and_no_other() -> None:
    shared = [*ROOT.glob("pipelines/*.py"), *ROOT.glob("crawler/platforms/**/*.py")]
    in_code = {name for file in shared for name in NAMED_RULE.findall(file.read_text(encoding="utf-8"))}
    rules = CLEANING.partition("## Removal rules")[2].partition("## Credits")[0]
    assert names_in(rules) == in_code


def test_the_stages_are_those_of_the_settings() -> None:
    stages = {int(order): name for order, name in STAGE_ROW.findall(CLEANING)}
    assert stages == {order: path.split(".")[1] for path, order in ITEM_PIPELINES.items()}


def test_the_settings_of_the_project_are_documented_with_their_defaults() -> None:
    documented = dict(re.findall(r"^\| `(\w+)` \| `?([^`|]+?)`? (?:\([^)]*\) )?\|", SETTINGS, re.MULTILINE))
    own = {
        name: value
        for name, value in vars(settings).items()
        if name.startswith(("BATCH_", "MAX_")) or name == "FAILED_PAGES_FEED"
    }
    assert {name: documented.get(name) for name in own} == {name: str(value) for name, value in own.items()}
    assert documented["LOGSTATS_INTERVAL"] == str(settings.LOGSTATS_INTERVAL)


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.__name__)
def test_every_field_is_documented(record: type) -> None:
    common, section = (
        ITEMS.partition("\n## ")[0],
        ITEMS.partition(f"\n## {HEADINGS.get(record.__name__, record.__name__)}\n")[2].partition("\n## ")[0],
    )
    assert section
    assert [field.name for field in fields(record) if f"`{field.name}`" not in common + section] == []


@pytest.mark.parametrize(
    ("document", "heading"), [(RELIABILITY, "## Faults"), (BATCH, "## Workers")], ids=["reliability", "batch"]
)
def test_every_fault_names_tests_that_exist(document: str, heading: str) -> None:
    rows = re.findall(r"^\| (?!fault|---)(.*) \|$", document.partition(heading)[2].partition("\n## ")[0], re.MULTILINE)
    there = {
        name for file in ROOT.glob("tests/test_*.py") for name in re.findall(r"^def (test_\w+)", file.read_text("utf-8"), re.M)
    }
    assert rows
    for row in rows:
        named = set(re.findall(r"`(test_\w+)`", row.rpartition(" | ")[2]))
        assert named and named <= there, row


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.name)
def test_links_lead_somewhere(document: Path) -> None:
    for path, heading in LINK.findall(CODE.sub("", document.read_text(encoding="utf-8"))):
        if not path.startswith("http"):
            target = (document.parent / path) if path else document
            assert target.exists(), path
            assert not heading or heading[1:] in anchors(target), path + heading


def anchors(document: Path) -> set[str]:
    """The anchors of a document's headings, as forges make them."""
    headings = re.findall(r"^#+ (.+)$", CODE.sub("", document.read_text(encoding="utf-8")), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}
