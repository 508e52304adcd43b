"""Site files of one's own, in packages that the setting ``SITE_MODULES`` lists."""

from pathlib import Path

import pytest
from scrapy.settings import Settings

from crawler import settings
from crawler.pages import SavedPage
from crawler.platforms.registry import all_sites
from crawler.runs.journal.entries import CleanArticle
from crawler.runs.rules_version import rules_of
from crawler.runs.stages import cleaner_of

SITE = """
from crawler.platforms import AdRule, Clock, RsshubSite


class Harbour(RsshubSite):
    name = "harbour"
    publisher = "海港晚报"
    known_as = frozenset({"海港晚报"})
    clock = Clock()
    ad_rules = (AdRule("harbour-lottery", "the paper's lottery", text=r"本报抽奖.{0,20}"),)
"""
PAGE = "---\ntitle: 潮水退去之后\nauthor: 海港晚报\n---\n<p>潮水在清晨退去，码头上的人还没有走。</p><p>本报抽奖今晚开始</p>"


def project_settings(**more: object) -> Settings:
    found = Settings()
    found.setmodule(settings)
    found.update(more)
    return found


@pytest.fixture
def modules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    package = tmp_path / "harbour_sites"
    package.mkdir()
    (package / "__init__.py").touch()
    (package / "harbour.py").write_text(SITE, "utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    return ["crawler.sites", "harbour_sites"]


def test_a_page_is_read_by_the_site_file_of_a_listed_package(modules: list[str]) -> None:
    page = SavedPage("page.txt", Path("page.txt"))
    outcome, site = cleaner_of(project_settings(SITE_MODULES=modules)).clean(page, PAGE.encode())
    assert isinstance(outcome, CleanArticle) and site == "harbour"
    assert (outcome.item.publisher, [removal.rule for removal in outcome.item.removed]) == ("海港晚报", ["harbour-lottery"])
    assert cleaner_of(project_settings()).clean(page, PAGE.encode()).site is None


def test_listed_packages_come_beside_the_projects_own(modules: list[str]) -> None:
    assert all_sites(modules).keys() == {*all_sites(), "harbour"}


def test_a_change_of_such_a_file_is_a_change_of_that_sites_rules(modules: list[str]) -> None:
    rules = rules_of(project_settings(SITE_MODULES=modules))
    assert rules.sites.keys() == {*all_sites(), "harbour"}
