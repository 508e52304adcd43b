"""What a page is on which there is nothing to read."""

import re
from urllib.parse import urlsplit

from lxml.etree import _Element

from crawler.platforms.web.finder.found import PageKind

LITTLE = 25  # characters that are no text yet
SHORT = 600  # characters of a page that says that there is none, or what to do first
ERROR = re.compile(
    r"\b(?:404|403|410|500|502|503)\b|not found|forbidden|access denied|bad gateway|unavailable|just a moment|attention required"
    r"|error\s*(?:page|\d|$)|are you (?:a )?(?:human|robot)|captcha|出错(?:了|啦)|(?:系统|服务器)(?:错误|繁忙)|安全验证"
    r"|页面(?:不存在|未找到|没有找到|已删除|走丢|找不到)|找不到(?:页面|网页)|访问(?:受限|被拒绝|异常|验证)"
    r"|(?:文章|内容|帖子|网页|新闻)(?:不存在|已(?:被)?删除|已失效|已下线)",
    re.IGNORECASE,
)
LOGIN = re.compile(r"\b(?:log|sign) ?in\b|\blogin\b|登录|登入|登陆|扫码登", re.IGNORECASE)
CONSENT = re.compile(
    r"before you continue|consent|cookie|privacy (?:settings|preferences)|gdpr|we value your privacy|datenschutz"
    r"|同意(?:并|后)?(?:继续|使用)",
    re.IGNORECASE,
)


def kind_without_text(root: _Element, title: str, shown: str, length: int) -> PageKind | None:
    """What the page is, where its ``title`` and the words ``shown`` (the first of them) say that it holds no article; None where
    they don't. ``length`` is how many characters were taken for the body."""
    if not shown.strip():
        return "script shell" if next(root.iter("script"), None) is not None else "empty"
    if length >= SHORT:
        return None
    if ERROR.search(title) or (length < SHORT / 3 and ERROR.search(shown)):
        return "error page"
    if any((each.get("type") or "").lower() == "password" for each in root.iter("input")) and LOGIN.search(title + shown):
        return "login"
    if CONSENT.search(title) or (length < SHORT / 2 and len(CONSENT.findall(shown)) > 2):
        return "consent wall"
    return None


def kind_of_list(url: str | None) -> PageKind:
    """Whether a list of other pages is the front page of its site."""
    return "front page" if url and urlsplit(url).path.strip("/") in ("", "index.html", "index.htm", "index.php") else "list"
