"""What each HTML element is to a body. Elements not named here are transparent: their text belongs to what they stand in."""

import re

from crawler.body import BlockKind

PARAGRAPHS: dict[str, BlockKind] = {
    **dict.fromkeys(("p", "dd", "dt", "figcaption", "caption", "td", "th"), "paragraph"),
    **dict.fromkeys(("h1", "h2"), "h2"),
    "h3": "h3",
    **dict.fromkeys(("h4", "h5", "h6"), "h4"),
    "li": "item",
}
"""Elements whose text is a paragraph, and which kind of paragraph."""

CONTAINERS = frozenset({"blockquote", "ul", "ol"})
"""Elements that group paragraphs, and do so in the clean HTML too."""

BREAKING = frozenset(
    PARAGRAPHS.keys()
    | CONTAINERS
    | {"div", "section", "article", "main", "aside", "header", "footer", "nav", "center", "figure", "picture", "form"}
    | {"table", "thead", "tbody", "tfoot", "tr", "dl", "hr", "address", "details", "summary", "fieldset", "html", "body"}
)
"""A new paragraph begins before and after these."""

MARKUP = re.compile(rf"<(?:br|{'|'.join(sorted(BREAKING - {'html', 'body', 'div'}))})\b", re.IGNORECASE)
"""Where a body has none of these, its lines are its paragraphs."""

INLINE = {"strong": "strong", "b": "strong", "em": "em", "i": "em", "code": "code", "kbd": "code"}
"""Elements that the clean HTML keeps inside paragraphs, by the name that they have there."""

FOREIGN: dict[str, BlockKind] = {
    **dict.fromkeys(("style", "link", "meta"), "style"),
    **dict.fromkeys(("script", "template"), "script"),
    **dict.fromkeys(("iframe", "video", "audio", "object", "embed", "svg", "canvas"), "embed"),
    **dict.fromkeys(("button", "select", "textarea", "input"), "embed"),
}
"""Never content, nor is anything in them."""

BREAKING_EMBEDS = frozenset({"iframe", "video", "audio", "object", "embed"})
