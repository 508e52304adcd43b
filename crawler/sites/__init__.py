"""The sites. Every module of this package whose name has no leading underscore declares one; there is no list to edit."""

import pkgutil
from functools import cache
from importlib import import_module

from crawler.content.body import Draft
from crawler.platforms.discuz import DiscuzSite
from crawler.platforms.exported import ExportedSite
from crawler.platforms.nothing_to_keep import NothingToKeep
from crawler.platforms.notices import notice_alone
from crawler.platforms.platform import Platform
from crawler.platforms.rsshub import RsshubSite
from crawler.platforms.site import Site
from crawler.readers import Document

__all__ = ["NothingToKeep", "Platform", "Site", "all_sites", "draft_of", "drafted", "site_of"]

PLATFORMS: dict[str, type[Platform]] = {
    reader: base for base in (RsshubSite, DiscuzSite, ExportedSite) for reader in base.readers
}


@cache
def all_sites() -> dict[str, Platform]:
    """Every site that has a file, by name, in alphabetical order."""
    modules = [name for _, name, _ in pkgutil.iter_modules(__path__) if not name.startswith("_")]
    classes = (cls for name in modules for cls in vars(import_module(f"{__name__}.{name}")).values() if isinstance(cls, type))
    return {cls.name: cls() for cls in classes if issubclass(cls, Platform) and cls.name}


def site_of(document: Document) -> Platform:
    """The site that a page is from: the one whose name stands on it, else its platform's site for strangers."""
    platform = PLATFORMS[document.page.reader]
    names = platform.names_on(document)
    for site in all_sites().values():
        if site.readers == platform.readers and not names.isdisjoint(site.known_as):
            return site
    return platform.for_stranger(document)


def draft_of(document: Document) -> Draft:
    """The item of a page with its body, before any cleaning.

    Raises :class:`NothingToKeep` for a page that says that there is nothing (deleted, no right to read).
    """
    return drafted(site_of(document), document)


def drafted(site: Platform, document: Document) -> Draft:
    """The item that ``site`` makes of a page, before any cleaning.

    Raises what :meth:`Platform.draft` raises, and :class:`NothingToKeep` for a page that holds nothing but its host's notice,
    whatever site it is of.
    """
    draft = site.draft(document)
    if reason := notice_alone(draft):
        raise NothingToKeep(reason)
    return draft
