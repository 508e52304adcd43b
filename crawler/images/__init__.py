"""Decides which picture a URL shows by the URL alone, without fetching anything.

The URL is extracted from any proxy URLs around it (:mod:`crawler.images._proxies`), then what distinguishes variants of one
picture is removed (:mod:`crawler.images._cdns`). The remainder is the picture's identity.
"""

from crawler.content.web_url import is_web_url
from crawler.images._cdn import FULL, Cdn, Proxy
from crawler.images._cdns import CDNS
from crawler.images._proxies import PROXIES
from crawler.images.candidates import Candidate, candidates
from crawler.images.identity import Variant, identity, stem_and_size, variant_of
from crawler.images.srcset import srcset
from crawler.images.unwrap import unwrapped

__all__ = [
    "CDNS",
    "FULL",
    "PROXIES",
    "Candidate",
    "Cdn",
    "Proxy",
    "Variant",
    "candidates",
    "identity",
    "is_web_url",
    "srcset",
    "stem_and_size",
    "unwrapped",
    "variant_of",
]
