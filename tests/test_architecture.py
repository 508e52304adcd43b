"""The layers of the project: who may import whom, and that the pure functions run without a crawler."""

import ast
import subprocess
import sys
import warnings
from functools import cache

import pytest

from tests.support import ROOT

ROOMS = (
    "crawler.settings",
    "crawler.items",
    "crawler.files",
    "crawler.scrapy_internals",
    "crawler.content",
    "crawler.pages",
    "crawler.images",
    "crawler.readers",
    "crawler.platforms",
    "crawler.sites",
    "pipelines",
    "crawler.stories",
    "crawler.state",
    "crawler.feeds",
    "crawler.runs",
    "crawler.fetching",
    "crawler.spiders",
    "crawler.commands",
    "qingliu",
)
"""In the order in which a page goes through them: each imports from itself and from earlier ones."""
PURE = (
    *("crawler.items", "crawler.content", "crawler.images", "crawler.readers", "crawler.platforms"),
    *("crawler.sites", "pipelines", "crawler.stories"),
)
"""Know nothing of Scrapy; but for what stores pictures."""
STORES = "crawler.images.stored"
FORBIDDEN = ("scrapy", "twisted", "itemadapter", "requests", "urllib.request", "socket", "asyncio")
LONG = 200
MODULES = {
    ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): file
    for package in ("crawler", "pipelines", "qingliu")
    for file in sorted((ROOT / package).rglob("*.py"))
}
CLEAN_WITHOUT_SCRAPY = """
import sys
from importlib import import_module
from pathlib import Path

class Blocked:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {"scrapy", "twisted", "itemadapter"}:
            raise ImportError(name + " is blocked")

sys.meta_path.insert(0, Blocked())
from crawler.readers import read_page
from crawler.settings import ITEM_PIPELINES
from crawler.platforms.registry import draft_of

for page in sys.argv[1:]:
    item = draft_of(read_page("page", Path(page).read_bytes()))
    for path in sorted(ITEM_PIPELINES, key=ITEM_PIPELINES.get):
        module, _, name = path.rpartition(".")
        item = getattr(import_module(module), name)().process_item(item)
    print(item.site)
"""


@cache
def imports_of(module: str) -> set[str]:
    """The modules that a module imports anywhere, but for types alone."""
    tree = ast.parse(MODULES[module].read_text("utf-8"))
    for_types = {
        node
        for block in ast.walk(tree)
        if isinstance(block, ast.If) and ast.unparse(block.test) == "TYPE_CHECKING"
        for node in ast.walk(block)
    }
    found: set[str] = set()
    for node in set(ast.walk(tree)) - for_types:
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, "imports name the whole path"
            found |= {str(node.module)} | {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def room_of(module: str) -> int | None:
    return next((at for at, room in enumerate(ROOMS) if is_in(module, room)), None)


def is_in(module: str, package: str) -> bool:
    return module == package or module.startswith(f"{package}.")


def is_pure(module: str) -> bool:
    return any(is_in(module, room) for room in PURE) and not is_in(module, STORES)


def test_every_room_of_the_crawler_is_named() -> None:
    entries = {file.name.removesuffix(".py") for file in (ROOT / "crawler").iterdir() if not file.name.startswith("__")}
    assert {f"crawler.{name}" for name in entries} == {room for room in ROOMS if is_in(room, "crawler")}


@pytest.mark.parametrize("module", list(MODULES))
def test_rooms_import_from_earlier_ones_only(module: str) -> None:
    here = room_of(module)
    later = {name for name in imports_of(module) if (there := room_of(name)) is not None and (here is None or there > here)}
    assert later == set()


@pytest.mark.parametrize("module", list(MODULES))
def test_what_has_an_underscore_stays_in_its_folder(module: str) -> None:
    private = {name for name in imports_of(module) if name in MODULES and "._" in name}
    assert {name for name in private if not is_in(module, name.partition("._")[0])} == set()


@pytest.mark.parametrize("module", [name for name in MODULES if is_pure(name)])
def test_pure_modules_know_no_crawler_and_no_network(module: str) -> None:
    assert not [name for name in imports_of(module) for package in FORBIDDEN if is_in(name, package)]


def test_pages_are_cleaned_where_there_is_no_scrapy() -> None:
    pages = sorted((ROOT / "fixtures").glob("*/*.txt"))
    python = [sys.executable, "-c", CLEAN_WITHOUT_SCRAPY, *map(str, pages)]
    ended = subprocess.run(python, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert (ended.returncode, ended.stdout.split()) == (0, [page.parent.name for page in pages]), ended.stderr


def test_no_module_is_long() -> None:
    """A warning only: a table may be long."""
    for module, file in MODULES.items():
        lines = len(file.read_text("utf-8").splitlines())
        if lines > LONG:
            warnings.warn(f"{module} has {lines} lines", stacklevel=1)
