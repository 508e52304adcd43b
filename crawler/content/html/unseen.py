"""Styles that hide an element, or the words of one that takes part in the layout: noise against copying, and text for screen
readers."""

import re

from crawler.content.patterns import regex

_ZERO = r"(?:0*\.)?0+(?:px|pt|%)?\s*(?:[;!]|$)"
_UNSEEN = regex(
    r"(?<![-\w])(?:visibility\s*:\s*(?:hidden|collapse)|color\s*:\s*transparent|font-size\s*:\s*(?:0?\.\d{1,9}|[01])(?:px|pt)\b"
    rf"|(?:opacity|font-size)\s*:\s*{_ZERO}|(?:left|top|right|text-indent)\s*:\s*-(?:\d{{4,9}}|\d{{3,9}}r?em)"
    r"|clip(?:-path)?\s*:\s*(?:rect\((?:[01](?:px)?[\s,]{0,3}){4}\)|inset\((?:50|100)%\)))"
)
_SHUT = regex(rf"(?<![-\w])(?:max-)?(?:height|width)\s*:\s*{_ZERO}")
_CLIPS = regex(r"(?<![-\w])overflow\s*:\s*hidden")
_SHOWN = regex(r"(?<![-\w])(?:visibility\s*:\s*visible|font-size\s*:\s*\.?[1-9])")
_MOVES = regex(r"transform|transition|animation|background")
"""What makes words appear later, or shows a background in their shape."""
FOR_SCREEN_READERS = regex(
    r"(?:u-)?(?:sr|(?:screen[-_]?)?reader)-?(?:only|text)|screen-reader-(?:text|only)|(?:visually|accessibly|a11y)[-_]?hidden"
    r"|hid(?:e|den)-(?:accessible|visually)|assistive-text|element-invisible|a11y-only",
    re.IGNORECASE,
)
"""The names of elements whose words are for screen readers alone."""
_GONE = regex(r"display\s*:\s*none", re.IGNORECASE)


def is_for_screen_readers(name: str) -> bool:
    """Whether an element of this ``name`` has words for screen readers alone."""
    return FOR_SCREEN_READERS.fullmatch(name) is not None


def hides_all(style: str) -> bool:
    """Whether a ``style`` hides its element with all that is in it."""
    return _GONE.search(style) is not None


def hides_words(style: str) -> bool | None:
    """Whether a ``style``, in small letters, hides the words of its element; None where it leaves that to those around it."""
    if _UNSEEN.search(style) or (_CLIPS.search(style) and _SHUT.search(style)):
        return not _MOVES.search(style)
    return False if _SHOWN.search(style) else None
