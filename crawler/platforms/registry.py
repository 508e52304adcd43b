"""The sites that have a file, and which of them a page is from."""

import pkgutil
from collections.abc import Iterable
from functools import cache
from importlib import import_module
from itertools import chain

from crawler.content.body import Draft
from crawler.platforms.discuz import DiscuzSite
from crawler.platforms.exported import ExportedSite
from crawler.platforms.nothing_to_keep import NothingToKeep
from crawler.platforms.notices import notice_alone
from crawler.platforms.phpbb import PhpbbSite
from crawler.platforms.platform import Platform
from crawler.platforms.rsshub import RsshubSite
from crawler.platforms.web import WebSite
from crawler.readers import Document

SITE_MODULES = ("crawler.sites",)
"""Packages of which every module declares a site: the default of the setting."""
PLATFORMS: dict[str, type[Platform]] = {
    reader: base for base in (RsshubSite, DiscuzSite, PhpbbSite, ExportedSite, WebSite) for reader in base.readers
}


def all_sites(packages: Iterable[str] = SITE_MODULES) -> dict[str, tuple[Platform, ...]]:
    """Every site that has a file in one of ``packages``, by name, in alphabetical order: once for every platform that its pages
    come from. Not to be changed.

    Raises ImportError for a package that is not there. Of two sites of one name and platform the last package's is taken.
    """
    return _sites_in(tuple(packages))


@cache
def _sites_in(names: tuple[str, ...]) -> dict[str, tuple[Platform, ...]]:
    packages = [import_module(name) for name in names]
    modules = [f"{package.__name__}.{name}" for package in packages for _, name, _ in pkgutil.iter_modules(package.__path__)]
    classes = (cls for name in modules if not name.rpartition(".")[2].startswith("_") for cls in _classes_of(name))
    found = {(cls.name, cls.readers): cls for cls in classes}
    names_of_sites = sorted({name for name, _ in found})
    return {name: tuple(cls() for cls in found.values() if cls.name == name) for name in names_of_sites}


def _classes_of(module: str) -> list[type[Platform]]:
    members = vars(import_module(module)).values()
    return [cls for cls in members if isinstance(cls, type) and issubclass(cls, Platform) and cls.name]


def site_of(document: Document, packages: Iterable[str] = SITE_MODULES) -> Platform:
    """The site that a page is from: the one of ``packages`` whose name stands on it, else its platform's site for strangers."""
    platform = PLATFORMS[document.page.reader]
    names = platform.names_on(document)
    for site in chain.from_iterable(all_sites(packages).values()):
        if site.readers == platform.readers and not names.isdisjoint(site.known_as):
            return site
    return platform.for_stranger(document)


def draft_of(document: Document, packages: Iterable[str] = SITE_MODULES) -> Draft:
    """The item of a page with its body, before any cleaning, by the site files of ``packages``.

    Raises :class:`NothingToKeep` for a page that says that there is nothing (deleted, no right to read).
    """
    return drafted(site_of(document, packages), document)


def drafted(site: Platform, document: Document) -> Draft:
    """The item that ``site`` makes of a page, before any cleaning.

    Raises what :meth:`Platform.draft` raises, and :class:`NothingToKeep` for a page that holds nothing but its host's notice,
    whatever site it is of.
    """
    draft = site.draft(document)
    if reason := notice_alone(draft):
        raise NothingToKeep(reason)
    return draft
