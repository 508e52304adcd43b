"""The words that a site's file is written in, for files in a package of one's own that the setting ``SITE_MODULES`` lists."""

from crawler.platforms import *  # noqa: F403
from crawler.platforms import __all__ as __all__
