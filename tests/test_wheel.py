"""The wheel that `make dist` builds, installed into an empty environment: its commands, its module, and whom it leaves alone."""

import ast
import subprocess
import sys
import venv
import zipfile
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest

from tests.processes import UNWATCHED
from tests.processes import run as run_in_the_checkout
from tests.support import ROOT, made_once, saved_dump

FIXTURES = ROOT / "fixtures"
TWO_LINES = f"""
import qingliu
print(qingliu.clean(open({str(FIXTURES / "zaker/004_1e31f1ecfa2aefb8.txt")!r}, "rb").read()).headline)
"""
Ended = subprocess.CompletedProcess[str]


class Installed:
    """The environment of somebody who has installed the wheel, and who has nothing else."""

    def __init__(self, wheel: Path, folder: Path) -> None:
        self.folder, self.home = folder / "venv", folder / "home"
        venv.create(self.folder, symlinks=True)
        self.packages = Path(self.run("python", "-c", "import sysconfig; print(sysconfig.get_path('purelib'))").stdout.strip())
        needed = Path(pytest.__file__).parents[1]
        (self.packages / "dependencies.pth").write_text(str(needed))  # as if they were installed here too
        pip = [sys.executable, "-m", "pip", "--python", str(self.folder / "bin/python"), "install", "--no-deps", "--no-index"]
        subprocess.run([*pip, "--quiet", str(wheel)], check=True, env=self.environment, cwd=folder)

    @property
    def environment(self) -> dict[str, str]:
        kept = {name: value for name, value in UNWATCHED.items() if name not in {"PYTHONPATH", "SCRAPY_SETTINGS_MODULE"}}
        return kept | {"HOME": str(self.home), "XDG_DATA_HOME": str(self.home / "data")}

    def run(self, program: str, *arguments: str, folder: Path | None = None) -> Ended:
        command = [str(self.folder / "bin" / program), *arguments]
        return subprocess.run(command, cwd=folder or self.folder, env=self.environment, capture_output=True, encoding="utf-8")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built with what is installed here."""
    (built,) = (made_once(tmp_path_factory, "wheel", build) / "dist").iterdir()
    return built


def build(folder: Path) -> None:
    places = (f"BIN={Path(sys.executable).parent}", f"BUILD={folder}/build", f"DIST={folder}/dist")
    command = ["make", "--silent", "--old-file=.venv/ready-to-test", "dist", *places]
    ended = subprocess.run(command, cwd=ROOT, env=UNWATCHED, capture_output=True, encoding="utf-8")
    assert ended.returncode == 0, ended.stderr


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    return Installed(wheel, tmp_path_factory.mktemp("installed"))


def test_a_wheel_takes_one_name_and_no_module_of_it_knows_another(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        sources = {name: archive.read(name).decode() for name in names if name.endswith(".py")}
    assert {name.partition("/")[0].partition("-")[0] for name in names} == {"qingliu"}
    assert {name for name in names if ".dist-info/" not in name} == packed()
    for name, source in sources.items():
        assert not [path for path in named_in(source) if path.partition(".")[0] in {"crawler", "pipelines", "tests"}], name


def packed() -> set[str]:
    """Every file of the packages, as it is called in a wheel."""
    found = (file for package in ("crawler", "pipelines", "qingliu") for file in (ROOT / package).rglob("*") if file.is_file())
    paths = (file.relative_to(ROOT).as_posix() for file in found if "__pycache__" not in file.parts)
    return {f"qingliu/{path.removeprefix('qingliu/')}" for path in paths}


def named_in(source: str) -> list[str]:
    """What a module imports, and its strings that are dotted paths."""
    found: list[str] = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom):
            found.append(node.module or "")
        elif isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and "." in node.value and " " not in node.value:
            found.append(node.value)
    return found


def test_the_five_pages_become_five_items_from_any_folder(installed: Installed, tmp_path: Path) -> None:
    cleaned = installed.run("qingliu", "clean", str(FIXTURES), "-o", "items.jsonl", "-o", "items.csv", folder=tmp_path)
    state = installed.home / "data/qingliu/state.db"
    assert cleaned.returncode == 0 and cleaned.stderr.startswith(f"items are compared with those in {state}"), cleaned.stderr
    assert "5 pages = 5 items + 0 dropped + 0 failed: OK\nverdict: good" in cleaned.stdout
    assert sorted(path.name for path in tmp_path.iterdir()) == ["items.csv", "items.jsonl"] and state.is_file()
    crawl = ("crawl", "replay", "-a", f"pages={FIXTURES}", "-O", "crawled.jsonl", "-s", "STATE=", "-s", "JOURNAL_DIR=")
    assert run_in_the_checkout(tmp_path, *crawl).returncode == 0
    assert (tmp_path / "crawled.jsonl").read_bytes() == (tmp_path / "items.jsonl").read_bytes()
    stories = installed.run("qingliu", "stories", folder=tmp_path)
    assert (stories.returncode, stories.stdout, stories.stderr) == (0, "", "no item in the state repeats another\n")


def test_two_lines_give_a_headline(installed: Installed) -> None:
    ended = installed.run("python", "-c", TWO_LINES)
    assert (ended.stdout.strip(), ended.stderr) == ("江苏省委书记：全力以赴支持上海抗疫", "")


def test_a_batch_run_cleans_by_workers(installed: Installed, tmp_path: Path) -> None:
    (tmp_path / "jobs.yaml").write_text(f"jobs:\n  all:\n    pages: {FIXTURES}\n    feeds: {{items.jsonl: {{}}}}\n")
    ended = installed.run("qingliu", "batch", "jobs.yaml", "-j", "1", folder=tmp_path)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert len((tmp_path / "items.jsonl").read_bytes().splitlines()) == 5


def test_a_checkout_runs_its_own_files(installed: Installed) -> None:
    shell = "__import__('crawler').__file__, __import__('pipelines').__file__"
    ended = installed.run("python", "-m", "scrapy", "shell", "--nolog", "-c", shell, folder=ROOT)
    assert ast.literal_eval(ended.stdout) == (str(ROOT / "crawler/__init__.py"), str(ROOT / "pipelines/__init__.py"))


SITE = """
from qingliu.platforms import RsshubSite


class TideDaily(RsshubSite):
    name = "tide_daily"
    known_as = frozenset({"潮汐日报"})
"""


def test_a_site_file_of_ones_own_is_read(installed: Installed, tmp_path: Path) -> None:
    (tmp_path / "my_sites").mkdir()
    (tmp_path / "my_sites/tide_daily.py").write_text(SITE, "utf-8")
    (tmp_path / "page.md").write_bytes(saved_dump("<p>旧港码头昨天重新开放。</p>", author="潮汐日报"))
    modules = "SITE_MODULES=qingliu.crawler.sites,my_sites"
    clean = ("-m", "qingliu", "clean", "page.md", "-o", "-:jsonl", "--no-state", "-s", modules)
    assert '"site":"tide_daily"' in installed.run("python", *clean, folder=tmp_path).stdout


THEIRS = {
    "scrapy.cfg": "[settings]\ndefault = crawler.settings\n",
    "crawler/__init__.py": "",
    "crawler/settings.py": """
        SPIDER_MODULES = ["crawler.spiders"]
        ITEM_PIPELINES = {"pipelines.Shout": 200, "qingliu.pipeline.QingliuPipeline": 300}
        QINGLIU_READS = {"data": "body"}
        QINGLIU_FIELDS = {"headline": "title", "credits": "people"}
        """,
    "pipelines.py": """
        class Shout:
            def process_item(self, item):
                item.mark = "theirs!"
                return item
        """,
    "crawler/items.py": """
        from dataclasses import dataclass

        @dataclass
        class Story:
            body: bytes
            mark: str = ""
            title: str | None = None
            people: list | None = None
        """,
    "crawler/spiders.py": f"""
        from pathlib import Path
        import scrapy
        from crawler.items import Story

        class Theirs(scrapy.Spider):
            name = "theirs"

            async def start(self):
                for page in sorted(Path({str(FIXTURES)!r}).glob("sina_finance/*.txt")):
                    yield Story(page.read_bytes())
        """,
}


def test_items_are_cleaned_in_a_project_whose_packages_are_called_the_same(installed: Installed, tmp_path: Path) -> None:
    for name, source in THEIRS.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(dedent(source))
    crawl = ("-m", "scrapy", "crawl", "theirs", "-o", "-:json", "-s", "FEED_EXPORT_FIELDS=mark,title,people", "--nolog")
    items: Any = ast.literal_eval(installed.run("python", *crawl, folder=tmp_path).stdout)
    assert [item["mark"] for item in items] == ["theirs!", "theirs!"]
    assert items[0]["title"] == "江苏省委书记娄勤俭：把疫情防控首要任务抓紧抓实"
    assert items[0]["people"] == [{"role": "editor", "name": "张亚楠"}]
