"""The kind of a page that has nothing to read, or says of which kind it is."""

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from lxml.etree import _Element

from crawler.content.patterns import regex
from crawler.platforms.web.finder.found import PageKind

LITTLE = 25  # characters that are no text yet
SHORT = 600  # characters of a page whose title may say that there is no text, or what to do first
MOST_SHOWN = 4000  # characters in which an error page says that it is one
BARE = 1500  # characters of a page, menus too, whose words may say so
ERROR = regex(
    r"not found|forbidden|access (?:to this page )?(?:has been )?denied|bad gateway|temporarily unavailable|just a moment"
    r"|attention required|are you (?:a )?(?:human|robot)|verify you are human|captcha|(?:error|错误)\s*\d{3}\b"
    r"|^\W*(?:40[0-9]|410|50[0-4])\b(?!\s*[a-z]{3,} (?!found))|页面(?:不存在|未找到|没有找到|已删除|走丢|找不到)"
    r"|找不到(?:页面|网页)|出错(?:了|啦)|(?:系统|服务器)(?:错误|繁忙)|安全验证|访问(?:受限|被拒绝|异常|验证)"
    r"|(?:文章|内容|帖子|网页|新闻|页面)(?:不存在|已(?:被)?删除|已失效|已下线)",
    re.IGNORECASE,
)
LOGIN = regex(r"\b(?:log|sign) ?in\b|\blogin\b|登录|登入|登陆|扫码登", re.IGNORECASE)
CONSENT = regex(
    r"before you continue|\bconsent\b|cookie (?:consent|settings|policy|notice)|privacy (?:settings|preferences)|\bgdpr\b"
    r"|we value your privacy|datenschutz(?:einstellungen)?|同意(?:并|后)?(?:继续|使用)",
    re.IGNORECASE,
)


def kind_without_text(root: _Element, title: str, texts: Sequence[str], length: int) -> PageKind | None:
    """Return the kind of a page whose ``title`` or first ``texts`` indicate that it holds no article, or None if they do not.

    ``length`` is the number of characters taken for the body. On a page with a text, a single word proves nothing.
    """
    if not texts:
        return "script shell" if next(root.iter("script"), None) is not None else "empty"
    if length >= SHORT:
        return None
    shown = " ".join(texts[:MOST_SHOWN])[:MOST_SHOWN]
    words = shown if len(shown) < BARE and length < SHORT / 4 else ""
    asks = any((each.get("type") or "").lower() == "password" for each in root.iter("input"))
    if ERROR.search(title) or ERROR.search(words):
        return "error page"
    if asks and length < SHORT / 4 and (LOGIN.search(title) or LOGIN.search(words)):
        return "login"
    return "consent wall" if CONSENT.search(title) or len(CONSENT.findall(words)) > 1 else None


def kind_of_list(url: str | None) -> PageKind:
    """Return whether a list of other pages is its site's front page or any other list."""
    return "front page" if url and urlsplit(url).path.strip("/") in ("", "index.html", "index.htm", "index.php") else "list"


def is_blog_post(root: _Element) -> bool:
    """Whether WordPress says in the class of ``body`` that a page is a post of a blog, however many comments it has; pages of
    forums have another type of post."""
    body = root.find("body")
    return body is not None and "single-post" in (body.get("class") or "").split()
