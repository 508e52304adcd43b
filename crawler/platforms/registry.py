"""The known sites, and which of them a page belongs to."""

import pkgutil
from collections.abc import Iterable
from functools import cache
from importlib import import_module
from itertools import chain

from crawler.platforms.discuz import DiscuzSite
from crawler.platforms.draft import Draft
from crawler.platforms.exported import ExportedSite
from crawler.platforms.nothing_to_keep import NothingToKeep
from crawler.platforms.notices import notice_alone
from crawler.platforms.phpbb import PhpbbSite
from crawler.platforms.platform import Platform
from crawler.platforms.rsshub import RsshubSite
from crawler.platforms.web import WebSite
from crawler.readers import Document

SITE_MODULES = ("crawler.sites",)
"""The default of the setting: packages in which every module declares a site."""
PLATFORMS: dict[str, type[Platform]] = {
    reader: base for base in (RsshubSite, DiscuzSite, PhpbbSite, ExportedSite, WebSite) for reader in base.readers
}


def all_sites(packages: Iterable[str] = SITE_MODULES) -> dict[str, tuple[Platform, ...]]:
    """Every site with a file in one of ``packages``, by name, in alphabetical order; one entry per platform of the site.

    The result is cached and must not be changed. Raises ImportError for a missing package. If two packages declare a site of the
    same name and platform, the last one wins.
    """
    return _sites_in(tuple(packages))


@cache
def _sites_in(names: tuple[str, ...]) -> dict[str, tuple[Platform, ...]]:
    modules = (f"{package}.{name}" for package in names for name in modules_in(package))
    classes = (cls for name in modules for cls in _classes_of(name))
    found = {(cls.name, cls.readers): cls for cls in classes}
    names_of_sites = sorted({name for name, _ in found})
    return {name: tuple(cls() for cls in found.values() if cls.name == name) for name in names_of_sites}


def modules_in(package: str) -> list[str]:
    """The names of the modules in a ``package``, without private ones. Raises ImportError."""
    try:
        path = import_module(package).__path__
    except (ValueError, AttributeError) as error:
        raise ImportError(f"{package} is no package") from error
    return [name for _, name, _ in pkgutil.iter_modules(path) if not name.startswith("_")]


def _classes_of(module: str) -> list[type[Platform]]:
    members = vars(import_module(module)).values()
    return [cls for cls in members if isinstance(cls, type) and issubclass(cls, Platform) and cls.name]


def site_of(document: Document, packages: Iterable[str] = SITE_MODULES) -> Platform:
    """The site that a page belongs to: the one from ``packages`` that is named on it, else its platform's ``for_stranger``."""
    platform = PLATFORMS[document.page.reader]
    names = platform.names_on(document)
    known = (site for site in _sites_read_by(platform.readers, tuple(packages)) if not names.isdisjoint(site.known_as))
    return next(known, None) or platform.for_stranger(document)


@cache
def _sites_read_by(readers: tuple[str, ...], packages: tuple[str, ...]) -> list[Platform]:
    return [site for site in chain.from_iterable(_sites_in(packages).values()) if site.readers == readers]


def draft_of(document: Document, packages: Iterable[str] = SITE_MODULES) -> Draft:
    """The item of a page with its body, before any cleaning, according to the site files in ``packages``. Raises
    :class:`NothingToKeep` for a page that says it has no content (deleted, no permission)."""
    return drafted(site_of(document, packages), document)


def drafted(site: Platform, document: Document) -> Draft:
    """The item that ``site`` makes from a page, before any cleaning. Raises whatever :meth:`Platform.draft` raises, and
    :class:`NothingToKeep` for a page that consists of its host's notice alone, whichever site it belongs to."""
    draft = site.draft(document)
    if reason := notice_alone(draft):
        raise NothingToKeep(reason)
    return draft
