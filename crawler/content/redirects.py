"""Redirect pages by which a site counts clicks on links to other sites."""

from urllib.parse import parse_qsl, urlsplit

from crawler.content.patterns import regex
from crawler.content.web_url import is_web_url

LEADING_OUT = regex(
    r"https?://(?:(?:links?|jump|go|out|redirect)\.[^/?#]+(?:/[\w-]{0,20})?|[^/?#]+/(?:link2?|links|url|go(?:to)?|jump|out|away"
    r"|redirect|outlink|sinaurl|l\.php|link\.php|go\.php|linkfilter)|(?:t|weibo)\.cn/sinaurl)/?\?\S+"
)
"""``link.zhihu.com/?target=``, ``links.jianshu.com/go?to=``, ``weibo.cn/sinaurl?u=``, ``google.com/url?q=`` and the like."""
NAMES = frozenset({"target", "url", "to", "u", "q", "goto", "link", "toasturl", "gourl", "redirect"})
LONGEST = 8192  # characters
MOST = 20  # parameters


def destination(url: str) -> str:
    """The final destination of ``url`` if it is a redirect page; otherwise ``url``. Never raises."""
    while "http" in url[8:] and len(url) <= LONGEST and (inner := _inner(url)):
        url = inner
    return url


def _inner(url: str) -> str | None:
    if not LEADING_OUT.fullmatch(url):
        return None
    try:
        said = parse_qsl(urlsplit(url).query, max_num_fields=MOST)
    except ValueError:
        return None
    return next((value for name, value in said if name.lower() in NAMES and is_web_url(value)), None)
