"""The layers of the project: who may import whom, and that the pure functions run without a crawler."""

import ast
import subprocess
import sys
import warnings
from pathlib import Path

import pytest

from tests.support import ROOT

LAYERS = (
    {
        "crawler.dates",
        "crawler.items.flags",
        "crawler.items.versions",
        "crawler.items",
        "crawler.content.names",
        "crawler.content.plain_text",
        "crawler.fetching.recording",
        "crawler.runs.terminal",
        "crawler.content.web_url",
    },
    {"crawler.content.body", "crawler.images.item_content", "crawler.images"},
    {"crawler.content.html", "crawler.content.markdown", "crawler.readers", "crawler.stories"},
    {"crawler.sites"},
    {"pipelines"},
)
"""From the bottom: each may import from its own layer and from those below."""
PURE = frozenset().union(*LAYERS)
FORBIDDEN = ("scrapy", "twisted", "itemadapter", "requests", "urllib.request", "socket", "asyncio")
LONG = 200
MODULES = {
    ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): file
    for package in ("crawler", "pipelines")
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

item = draft_of(read_page("page", Path(sys.argv[1]).read_bytes()))
for path in sorted(ITEM_PIPELINES, key=ITEM_PIPELINES.get):
    module, _, name = path.rpartition(".")
    item = getattr(import_module(module), name)().process_item(item)
print(item.site)
"""


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


def layer_of(module: str) -> int | None:
    return next((at for at, layer in enumerate(LAYERS) if any(is_in(module, package) for package in layer)), None)


def is_in(module: str, package: str) -> bool:
    return module == package or module.startswith(f"{package}.")


@pytest.mark.parametrize("module", [name for name in MODULES if is_in(name, "crawler")])
def test_crawler_never_imports_pipelines(module: str) -> None:
    assert not any(is_in(imported, "pipelines") for imported in imports_of(module))


@pytest.mark.parametrize("module", [name for name in MODULES if layer_of(name) is not None])
def test_pure_modules_import_from_below_only(module: str) -> None:
    imported = {name for name in imports_of(module) if name.startswith(("crawler.", "pipelines"))}
    layer = layer_of(module)
    assert layer is not None
    above = {name for name in imported if (found := layer_of(name)) is None or found > layer}
    assert above == set()


@pytest.mark.parametrize("module", [name for name in MODULES if layer_of(name) is not None])
def test_pure_modules_know_no_crawler_and_no_network(module: str) -> None:
    assert not [name for name in imports_of(module) for package in FORBIDDEN if is_in(name, package)]


@pytest.mark.parametrize("page", sorted((ROOT / "fixtures").glob("*/*.txt")), ids=lambda page: page.parent.name)
def test_a_page_is_cleaned_where_there_is_no_scrapy(page: Path) -> None:
    python = [sys.executable, "-c", CLEAN_WITHOUT_SCRAPY, str(page)]
    ended = subprocess.run(python, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert (ended.returncode, ended.stdout.strip()) == (0, page.parent.name), ended.stderr


def test_no_module_is_long() -> None:
    """A warning only: a table may be long."""
    for module, file in MODULES.items():
        lines = len(file.read_text("utf-8").splitlines())
        if lines > LONG:
            warnings.warn(f"{module} has {lines} lines", stacklevel=1)
