"""What each HTML element is to a body. Elements not named here are transparent: their text belongs to what they stand in."""

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
"""Elements whose text is a paragraph, and which kind of paragraph."""

LISTS = frozenset({"ul", "ol", "menu", "dir"})
CONTAINERS = LISTS | {"blockquote"}
"""Elements that group paragraphs, and do so in the clean HTML too."""

BREAKING = frozenset(
    PARAGRAPHS.keys()
    | CONTAINERS
    | {"div", "section", "article", "main", "aside", "header", "footer", "nav", "center", "figure", "picture", "form"}
    | {"table", "thead", "tbody", "tfoot", "tr", "dl", "hr", "address", "details", "summary", "fieldset", "legend", "dialog"}
    | {"hgroup", "search", "option", "optgroup", "html", "body"}
)
"""A new paragraph begins before and after these."""

MARKUP = regex(rf"<(?:br|{'|'.join(sorted(BREAKING - {'html', 'body', 'div'}))})\b", re.IGNORECASE)
"""Where a body has none of these, its lines are its paragraphs."""

INLINE = {"em": "em", "i": "em", "code": "code", "kbd": "code", "ins": "ins", "sup": "sup", "sub": "sub"}
"""Elements that the clean HTML keeps inside paragraphs, by the name that they have there; what is bold or struck out is told by
style sheets as well, and by the context."""

NESTING = frozenset({"sup", "sub"})
"""Those that say more in one of their own kind; a second ``em`` says nothing."""

STRUCK = frozenset({"del", "s", "strike"})
CODE = frozenset({"pre", "listing", "xmp", "plaintext"})
"""Elements whose white space is printed as it stands."""

FOREIGN: dict[str, BlockKind] = {
    **dict.fromkeys(("style", "link", "meta"), "style"),
    **dict.fromkeys(("script", "template"), "script"),
    **dict.fromkeys(("iframe", "video", "audio", "object", "embed", "svg", "canvas"), "embed"),
    **dict.fromkeys(("button", "select", "textarea", "input"), "embed"),
}
"""Never content, nor is anything in them."""

UNSEEN = frozenset({"style", "link", "meta", "script", "template"})
"""Elements that print nothing: what stands on both sides of them touches."""

UNREAD = frozenset(
    {"script", "style", "template", "noscript", "head", "svg", "select", "textarea", "iframe", "object", "embed", "canvas"}
    | {"video", "audio", "datalist", "map", "link", "meta", "title", "option"}
)
"""Elements that print no text of the page's own."""

BREAKING_EMBEDS = frozenset({"iframe", "video", "audio", "object", "embed"})
