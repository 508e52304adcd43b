"""Classifies a URL by itself: a picture, perhaps a picture, a placeholder for a picture, or something else."""

import re
from functools import lru_cache
from typing import Literal

from crawler.content.patterns import regex
from crawler.content.web_url import FOREIGN_SCHEME, PICTURE_FILES, is_web_url
from crawler.images._cdns import CDNS

Kind = Literal["picture", "likely", "unknown", "stand-in", "other"]
"""``likely`` is a URL without an extension under a name for pictures; ``other`` is a page, a video, or not a URL."""

EXTENSION = rf"(?:{PICTURE_FILES}|heic|jfif|tiff?|svg|awebp|image)"
PICTURE = regex(rf"[^?#]*\.{EXTENSION}(?:[!@~_:,;&-][^?#]*)?(?:[?#].*)?", re.IGNORECASE | re.DOTALL)
PICTURE_QUERY = regex(
    rf"[?&](?:(?:wx_fmt|format|fmt|f|type|ext|tp)={EXTENSION}\b|x-\w{{1,9}}-process=video(?:/|%2F)snapshot|ci-process=snapshot|vframe/)",
    re.IGNORECASE,
)
"""What says that a URL is a picture, or the still of a video that an object store takes."""
LIKELY = regex(
    r"https?://(?:[^/?#]*[.-])?(?:img|image|pic|photo|upload|thumb|media|static|cdn|file)[a-z]{0,3}\d*[.-]|"
    r"[^?#]*/(?:imgs?|images?|pics?|pictures?|photos?|uploads?|thumbs?|media|attachments?)/",
    re.IGNORECASE,
)
NOTHING = regex(
    r"(?:[^?#]*/)?(?:(?:null|undefined|none|nan|false|true)/?(?:[?#].*)?|(?:\[|%5B)object(?: |%20)[^/]*"
    r"|(?:about:blank|javascript:|blob:).*|(?:data:)?image/[\w.+-]{1,20}(?:;[\w=.-]{1,20}){0,3},.*)",
    re.IGNORECASE | re.DOTALL,
)
"""What scripts write where there is no address, and addresses of no file, also as resolved against that of a page."""
OTHER = regex(
    r"https?://[^/?#]*/?[?#]?|[^?#]*\.(?:[sx]?html?|js|css|json|xml|txt|pdf|docx?|xlsx?|zip|rar|mp[34]|m3u8|webm|mov|flv|swf|ogg|wav|m4a)(?:[?#].*)?",
    re.IGNORECASE | re.DOTALL,
)
TEMPLATE = regex(r"\{\{|\$\{|<%|\{[A-Za-z_]{1,20}\}|%7[Bb][A-Za-z_]{1,20}%7[Dd]|%7[Bb]%7[Bb]")
"""A URL that a script completes: ``{{item.src}}``, ``a_{width}x.jpg``."""
COUNTER = regex(
    r"https?://(?:(?:[\w-]{1,63}\.){0,4}(?:google-analytics\.com|googletagmanager\.com|doubleclick\.net|scorecardresearch\.com"
    r"|cnzz\.com|51\.la)|hm\.baidu\.com|pixel\.wp\.com|stats\.wordpress\.com|(?:www\.)?facebook\.com/tr)(?:[/?#]|\Z)"
)
"""Pictures of nothing, which count who reads a page."""
STAND_IN_HOST = regex(r"https?://(?:[\w-]{1,63}\.){0,4}(?:picsum\.photos|placeholder\.com|placehold\.(?:it|co)|dummyimage\.com)/")
STAND_IN = regex(
    r"(?:(?:img|image|pic|bg|icon|default|static|small|big|new|pre|lazy)[_-]?)*"
    r"(?:blank|spacer|loading|placeholder|lazyload(?:ing)?|lazy|shim|rolling|(?:ajax[_-]?)?loader|preload|no[_-]?(?:pic|img|image|photo|cover)|holder|zhanwei(?:tu)?|jiazai(?:zhong)?)"
    r"(?:[_-]?(?:img|image|pic|bg|icon|default|gif|small|big|\d{1,4}(?:x\d{1,4}|px)?|[@]?\dx))*"
    r"|default[_-]?(?:pic|img|image)|(?:sg_)?trans|white|dot|space|load(?:img)?|pixel|transparent\d?|gr[ae]y|none|clear|empty|\d?1x1|\dpx|x|s|t|b",
    re.IGNORECASE,
)
"""The whole name of a placeholder file, without its extension."""
FILE = regex(r"([^/?#]{0,80})\.(gif|png|jpe?g|svg|webp)(?:[?#!].*)?\Z", re.IGNORECASE | re.DOTALL)


def kind_of(url: str) -> Kind:
    """Classify ``url``, which may be relative. Never raises."""
    if FOREIGN_SCHEME.match(url) or NOTHING.fullmatch(url) or TEMPLATE.search(url) or COUNTER.match(url):
        return "other"
    name = FILE.match(url, url.partition("?")[0].rfind("/") + 1)
    if (name and _stands_in(name)) or STAND_IN_HOST.match(url):
        return "stand-in"
    if PICTURE.fullmatch(url) or PICTURE_QUERY.search(url) or (is_web_url(url) and is_known_host(_host(url))):
        return "picture"
    if OTHER.fullmatch(url):
        return "other"
    return "likely" if LIKELY.match(url) else "unknown"


def _host(url: str) -> str:
    return url.split("/", 3)[2].lower()[:256]


def _stands_in(file: re.Match[str]) -> bool:
    """Whether a file is named like a placeholder; one-letter names count only for GIFs."""
    name, extension = file.groups()
    return bool(STAND_IN.fullmatch(name)) and (len(name) > 1 or extension.lower() == "gif")


@lru_cache(1024)
def is_known_host(host: str) -> bool:
    """Whether this is a host of a CDN that serves only pictures."""
    return any(cdn.hosts.fullmatch(host) for cdn in CDNS if not cdn.sign)
