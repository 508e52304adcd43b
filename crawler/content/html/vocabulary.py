"""Role of each HTML element in a body. Elements not named here are transparent: their text is that of the element around them."""

import re

from crawler.content.body import BlockKind
from crawler.content.patterns import regex

PARAGRAPHS: dict[str, BlockKind] = {
    **dict.fromkeys(("p", "dd", "dt", "figcaption", "caption", "td", "th"), "paragraph"),
    **dict.fromkeys(("h1", "h2"), "h2"),
    "h3": "h3",
    **dict.fromkeys(("h4", "h5", "h6"), "h4"),
    "li": "item",
}
"""Elements whose text is a paragraph, and its kind."""

LISTS = frozenset({"ul", "ol", "menu", "dir"})
CONTAINERS = LISTS | {"blockquote"}
"""Elements that group paragraphs, also in the clean HTML."""

BREAKING = frozenset(
    PARAGRAPHS.keys()
    | CONTAINERS
    | {"div", "section", "article", "main", "aside", "header", "footer", "nav", "center", "figure", "picture", "form"}
    | {"table", "thead", "tbody", "tfoot", "tr", "dl", "hr", "address", "details", "summary", "fieldset", "legend", "dialog"}
    | {"hgroup", "search", "option", "optgroup", "html", "body"}
)
"""A new paragraph begins before and after these."""

MARKUP = regex(rf"<(?:br|{'|'.join(sorted(BREAKING - {'html', 'body', 'div'}))})\b", re.IGNORECASE)
"""If a body has none of these, its lines are its paragraphs."""

INLINE = {"em": "em", "i": "em", "code": "code", "kbd": "code", "ins": "ins", "sup": "sup", "sub": "sub"}
"""Elements that the clean HTML keeps inside paragraphs, and their names there; bold and struck-out text is determined by the
context, because style sheets can cause it as well."""

NESTING = frozenset({"sup", "sub"})
"""Elements that are meaningful when nested in their own kind; a second ``em`` is not."""

STRUCK = frozenset({"del", "s", "strike"})
CODE = frozenset({"pre", "listing", "xmp", "plaintext"})
"""Elements whose white space is displayed."""

FOREIGN: dict[str, BlockKind] = {
    **dict.fromkeys(("style", "link", "meta"), "style"),
    **dict.fromkeys(("script", "template"), "script"),
    **dict.fromkeys(("iframe", "video", "audio", "object", "embed", "svg", "canvas"), "embed"),
    **dict.fromkeys(("button", "select", "textarea", "input"), "embed"),
}
"""Elements that are never content, like everything in them."""

UNSEEN = frozenset({"style", "link", "meta", "script", "template"})
"""Elements that display nothing, so that the text on both sides of them is adjacent."""

UNREAD = frozenset(FOREIGN) - {"button", "input"} | {"noscript", "head", "datalist", "map", "title", "option"}
"""Elements that display no text of the page's own."""

BREAKING_EMBEDS = frozenset({"iframe", "video", "audio", "object", "embed"})
