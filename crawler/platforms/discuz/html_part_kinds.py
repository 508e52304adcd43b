"""What the elements of Discuz! templates are: parts of posts and of the page, by their ids, classes and tags."""

from functools import lru_cache
from string import digits

from lxml.etree import _Element

_LONGEST_NUMBER = 12
BEGINNINGS = frozenset({"begins", "column", "label", "date", "message"})
"""Parts that may come first in a post, in skins that have no element for the whole post."""
_PARTS = {
    **dict.fromkeys(("pid", "post_"), "begins"),
    "favatar": "column",
    "postnum": "label",
    "authorposton": "date",
    "postmessage_": "message",
    "message": "message",
    "comment_": "comments",
    "ratelog_": "rate",
    "review_support_": "likes",
    "review_against_": "dislikes",
    "aimg_": "picture",
}
"""Parts by id; ids end in the number of the post (for a picture, its own number). ``message`` is that of Discuz! 2 to 5, in
which an anchor stands above each post."""
_HEAD = {"thread_subject": "subject", "pt": "path", "recommendv_add": "thread_likes", "recommendv_subtract": "thread_dislikes"}
"""Parts about the whole thread, by id."""
END = frozenset({"f_pst", "fastpostform", "modactions", "ft", "scrolltop"})
BY_CLASS = {
    **dict.fromkeys(("favatar", "postauthor"), "column"),
    **dict.fromkeys(("sign", "signatures"), "sign"),
    **dict.fromkeys(("typeoption", "pattl", "postattachlist", "img_one", "post_attlist", "pvt"), "content"),
    **dict.fromkeys(("trdb", "act", "ds"), "special"),
    **dict.fromkeys(("trdc", "dtm", "dr", "dbresult", "umpirepoint", "bestdebater"), "event"),
    **{name: name for name in ("cm", "rate", "locked", "attach_nopermission", "modact", "ptg", "rwdbst", "pinf", "ptmr")},
    **dict.fromkeys(("notice", "warning", "quote", "attach_h"), "notice"),
    "posttags": "ptg",
    **dict.fromkeys(("rusld", "rsld"), "reward"),
    **{name: name for name in ("message", "mes", "authi", "view_tit", "hm", "bm_inf")},
    "postinfo": "authi",
}
"""Parts by class, in the templates for desktop (back to Discuz! 6), touch screens and small phones."""
HEAD_TAGS = ("meta", "link", "base", "title")
"""Elements of the page's head, wherever broken HTML puts them, except in posts and below them."""
OF_HEAD = frozenset({*_HEAD.values(), *HEAD_TAGS, "view_tit", "hm", "bm_inf"})
"""Parts about the whole page; views and replies are in ``hm`` or ``bm_inf``."""
TAGS = (
    *("div", "td", "table", "em", "a", "span", "ul", "dl", "p", "h1", "h2", "img", "form", "strong", "article", "section"),
    "fieldset",
)
PASSED_OVER = frozenset({"column", "authi", "message", "content", "records", *BY_CLASS.values(), *_PARTS.values()}) - {
    *("begins", "label", "date", "likes", "dislikes", "view_tit", "picture")
}
"""Parts that are not searched for other parts."""
ONE_EACH = frozenset({"column", "label", "date", "likes", "dislikes"})


def kind_by_id(element: _Element, identity: str) -> tuple[str, str] | None:
    """Return the kind of an element, and the number of the post in its id."""
    if identity in _HEAD:
        return _HEAD[identity], ""
    if identity == "poll" and element.tag == "form" and not holds_message(element):
        return "content", ""
    name = identity.rstrip(digits)
    number = identity[len(name) :]
    if name in _PARTS and 0 < len(number) <= _LONGEST_NUMBER:
        return _PARTS[name], number if name != "aimg_" else ""
    return None


@lru_cache(1024)  # the templates use the same classes in all posts
def kind_of(tag: str, classes: str | None) -> str | None:
    """Return the kind of an element whose id says nothing."""
    if tag in HEAD_TAGS:
        return tag
    if tag == "fieldset":  # around ratings and related threads, in Discuz! 6
        return "records"
    if tag == "h2" and not classes:
        return "subject_of_post"
    return next((BY_CLASS[name] for name in (classes or "").split() if name in BY_CLASS), None)


def holds_message(around: _Element) -> bool:
    """Whether a poll's form or another element contains the text of the post, as in some skins."""
    return any((element.get("id") or "").startswith("postmessage_") for element in around.iter("td", "div"))
