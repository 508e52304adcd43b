"""Distinguishes the controls of a page from text that only looks like one."""

import re

from lxml.etree import _Element

from crawler.content.patterns import regex

_BLOCKS = ("p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "table", "blockquote", "dd")
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "dt"})
_OPENER = regex(r"(?:^|[\s_-])(?:accordion|faq|collaps\w{1,8})(?=$|[\s_-])", re.IGNORECASE)
_MENU = regex(r"nav|menu|dropdown", re.IGNORECASE)
_MUCH = 200
"""Characters in a button that was never closed, or is a card with text of its own."""
_QUESTION = 12
_LABEL = 24
_LABELS = regex(
    r"复制(?:代码)?|代码复制|copy(?: (?:code|to clipboard))?|\s*[\[［](?:\s*(?:编辑|編輯|edit|源代码|\|)){1,4}\s*[\]］]",
    re.IGNORECASE,
)
_NEAR = 2
"""Ancestors of a button that are examined."""
_MOST = 4000


def is_text(button: _Element) -> bool:
    """Whether a ``button`` contains text: the heading of a section that it opens, a question, or paragraphs."""
    if any(parent.tag in _HEADINGS for _, parent in zip(range(_NEAR), button.iterancestors(), strict=False)):
        return True
    names = button.get("class") or ""
    opens = "aria-expanded" in button.attrib or "aria-controls" in button.attrib or _OPENER.search(names) is not None
    words = _length(button)
    if opens and not _MENU.search(names) and words >= _QUESTION:
        text = "".join(button.itertext()).strip()
        return text.endswith(("?", "？")) or _OPENER.search(names) is not None
    return words >= _MUCH and next(button.iter(*_BLOCKS), None) is not None


def control_words(element: _Element) -> str:
    """The text of an element named like a control if it is a control's label (复制代码, [编辑]); otherwise empty."""
    if _length(element) > _LABEL:
        return ""
    words = "".join(element.itertext()).strip()
    return words if _LABELS.fullmatch(words) else ""


def printed_box(element: _Element) -> str:
    """``☑`` or ``☐`` for a checkbox that readers cannot change, as in a list of tasks; empty for any other element."""
    if element.tag != "input" or element.get("type") != "checkbox" or "disabled" not in element.attrib:
        return ""
    return "☑" if "checked" in element.attrib else "☐"


def _length(element: _Element) -> int:
    """The number of characters in an element, counted up to a limit."""
    length = 0
    for number, text in enumerate(element.itertext()):
        length += len(text.strip())
        if length >= _MUCH or number >= _MOST:
            break
    return length
