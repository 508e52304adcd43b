"""Pages of any site."""

from crawler.platforms.web.site import WebSite
from crawler.platforms.web.template import Template

__all__ = ["Template", "WebSite"]
