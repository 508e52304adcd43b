"""Contracts by which ``scrapy check`` tests callbacks, on saved pages."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from itemadapter import ItemAdapter
from scrapy.contracts import Contract
from scrapy.exceptions import ContractFail

from crawler.pages import SavedPage, saved_pages

ROOT = Path(__file__).resolve().parents[2]
PLACES = ("fixtures", "tests/site_pages")
"""Where saved pages are kept in the project, in folders named after their sites."""


def pages_of(site: str) -> Path:
    """Return the folder of a site's saved pages, the first that exists; for no site, the folder of all sites."""
    folders = [ROOT / place / site for place in PLACES]
    return next((folder for folder in folders if folder.is_dir()), folders[0])


def first_page(folder: Path) -> Path:
    """Return the first saved page anywhere in a folder, by name. Raises FileNotFoundError."""
    page = next((found for found in saved_pages(str(folder)) if isinstance(found, SavedPage)), None)
    if page is None:
        raise FileNotFoundError(f"no saved page in {folder}")
    return page.file


def shown(item: Any, path: str) -> str:
    """Return the value at ``path`` in ``item``, as text: ``site``, ``page.path``, ``posts.0.author`` or ``len(posts)``. Raises
    KeyError, TypeError, IndexError or ValueError if there is none."""
    if path.startswith("len(") and path.endswith(")"):
        return str(len(_reach(item, path[4:-1])))
    return str(_reach(item, path))


def _reach(value: Any, path: str) -> Any:
    for step in path.split("."):
        value = value[int(step)] if isinstance(value, list) else ItemAdapter(value)[step]
    return value


class SavedPageContract(Contract):
    """``@saved_page [PATH]``: the callback gets a saved page: PATH in the project, or the first of the spider's ``site``.

    That is the first under ``fixtures/<site>/``, or else under ``tests/site_pages/<site>/``; of any site where the spider has no
    ``site``.
    """

    name = "saved_page"

    def __init__(self, method: Callable[..., Any], *args: Any) -> None:
        super().__init__(method, *args)
        spider = method.__self__  # type: ignore[attr-defined]  # contracts are of bound methods
        self._site = getattr(spider, "site", None) or ""

    def adjust_request_args(self, args: dict[str, Any]) -> dict[str, Any]:
        given = " ".join(self.args)
        page = ROOT / given if given else first_page(pages_of(self._site))
        return args | {"url": page.as_uri()}


class HoldsContract(Contract):
    """``@holds FIELD=VALUE …``: the callback gives one draft, and its item's fields are these.

    FIELD is a path as :func:`shown` reads it, VALUE text without spaces: ``@holds site=guancha len(images)=4``.
    """

    name = "holds"

    def post_process(self, output: list[Any]) -> None:
        if len(output) != 1:
            raise ContractFail(f"gave {len(output)} items, not one")
        for claim in self.args:
            path, equals, expected = claim.partition("=")
            actual = shown(output[0].item, path)
            if not equals or actual != expected:
                raise ContractFail(f"{path} is {actual!r}, not {expected!r}")
