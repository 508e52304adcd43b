"""What forum software adds to posts, as data, so that the stages need to know no forum by name.

A platform declares what its software prints and attaches it to the drafts of its pages. Patterns given as strings are written in
simplified Chinese and match the traditional language pack as well.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from crawler.content.body import Block
from crawler.content.html import escaped
from crawler.readers.language_packs import in_both_packs

_KIND = "forum:"
"""Prefix of the kind of a block that was set aside, which is among its names; no real class name has this prefix."""
EDIT_NOTICE = "edit-notice"
"""The kind of elements that say when a post was edited; a stage reads the time from them."""
_compiled = cache(in_both_packs)


@dataclass(frozen=True, slots=True, eq=False)
class ChromeRule:
    """Lines inside a post that are not content.

    All patterns match whole lines with white space collapsed to single spaces; they are written in simplified Chinese and match
    both language packs. ``line`` identifies the chrome; ``above`` matches the line before it, and ``below`` the lines after it,
    that belong to it. ``needs`` must match one of the next eight lines, or the rule does not apply. With ``until``, everything up
    to the line that matches it is removed; with ``to_end``, if no line does, everything to the end of the post.
    """

    name: str
    reason: str
    line: str
    above: str = ""
    below: str = ""
    needs: str = ""
    until: str = ""
    to_end: bool = False


@dataclass(frozen=True, slots=True)
class ChromeElement:
    """Elements inside a post that are not content, by the kinds that the platform gives them when reading a page (:func:`named`).

    If ``text`` is given, it must match the element's whole text; it is written in simplified Chinese and matches both language
    packs.
    """

    name: str
    reason: str
    kinds: frozenset[str]
    text: str = ""

    def fits(self, text: str) -> bool:
        """Whether this covers an element of one of its kinds with this ``text``."""
        return not self.text or _compiled(self.text).fullmatch(text) is not None


@dataclass(frozen=True, slots=True)
class GluedChrome:
    """Chrome attached to the end of a line that the poster wrote."""

    name: str
    reason: str
    pattern: re.Pattern[str]
    hint: re.Pattern[str]
    """Found in every text in which the pattern is, and faster; most posts have none."""


@dataclass(frozen=True, slots=True)
class Signatures:
    """How to recognise signatures on pages that have no elements for them.

    ``declared`` are lines that the forum prints under every post; ``link`` matches a last line that invites people to follow a
    link, ``courtesy`` a last line that many people use.
    """

    link: re.Pattern[str]
    courtesy: re.Pattern[str]
    declared: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Forum:
    """What forum software adds to the posts of one kind of page; what is not given here, it does not add.

    ``instant`` takes a time as the software prints it and the time of capture (ISO 8601 or None), and returns ISO 8601 or None.
    """

    elements: tuple[ChromeElement, ...] = ()
    """The first one that fits an element applies."""
    picture: re.Pattern[str] | None = None
    """Finds the forum's icons, emoticons and avatars by their URLs."""
    lines: tuple[ChromeRule, ...] = ()
    glued: tuple[GluedChrome, ...] = ()
    edit_notice: re.Pattern[str] | None = None
    """Searched for in elements of kind :data:`EDIT_NOTICE`; group 1 is the time."""
    edit_notice_hint: re.Pattern[str] | None = None
    """If given, edit notices may also be at the start of a line, in posts in which this is found."""
    signatures: Signatures | None = None
    instant: Callable[[str, str | None], str | None] = lambda raw, captured: None

    def element_of(self, block: Block) -> ChromeElement | None:
        """What a block that was set aside is, according to its kind; None for the poster's own."""
        kind = next((name.removeprefix(_KIND) for name in block.names if name.startswith(_KIND)), None)
        fitting = [element for element in self.elements if kind in element.kinds]
        return next((element for element in fitting if element.fits(block.text)), None)


SIGNATURE = frozenset({"sign"})
"""The name of blocks that, by their place in a text page, belong to a signature."""


def named(kind: str) -> str:
    """The name given to blocks of elements of this kind."""
    return _KIND + kind


def note(kind: str, text: str) -> Block:
    """A block for what the forum printed beside the poster's words."""
    return Block("paragraph", text, escaped(text), frozenset({named(kind)}))
