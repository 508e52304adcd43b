"""Platforms (kinds of sites), and the vocabulary in which a site's file is written. A file in :mod:`crawler.sites` needs only the
names exported here."""

from crawler.images import Cdn
from crawler.platforms.ads import AdRule
from crawler.platforms.discuz import DiscuzSite
from crawler.platforms.exported import ExportedSite
from crawler.platforms.forum import ChromeElement, ChromeRule, Forum
from crawler.platforms.nothing_to_keep import NothingToKeep
from crawler.platforms.phpbb import PhpbbSite
from crawler.platforms.platform import Platform
from crawler.platforms.rsshub import RsshubSite
from crawler.platforms.site import Clock, Site
from crawler.platforms.web import Template, WebSite

__all__ = [
    "AdRule",
    "Cdn",
    "ChromeElement",
    "ChromeRule",
    "Clock",
    "DiscuzSite",
    "ExportedSite",
    "Forum",
    "NothingToKeep",
    "PhpbbSite",
    "Platform",
    "RsshubSite",
    "Site",
    "Template",
    "WebSite",
]
