"""What the software of a forum puts into the posts of its pages, as data: the stages ask this and know no forum by name.

A platform writes down what its software prints and puts it on the drafts of its pages. Patterns given as strings are written in
simplified Chinese and match both language packs.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from crawler.content.body import Block
from crawler.content.html import escaped
from crawler.readers.language_packs import in_both_packs

_KIND = "forum:"
"""What is set aside bears its kind among its names behind this, which no class name in use begins with."""
EDIT_NOTICE = "edit-notice"
"""The name of elements that say when a post was edited: the stage reads them."""
_compiled = cache(in_both_packs)


@dataclass(frozen=True, slots=True, eq=False)
class ChromeRule:
    """Lines inside a post that are no content. All patterns match whole lines, in which white space is single
    spaces; they are written in simplified Chinese and match both language packs.

    ``line`` is the one that gives it away; ``above`` the line before it and ``below`` the lines after it that belong to it.
    ``needs`` must match one of the next eight lines, or the rule does not hold. With ``until`` everything goes up to the
    line that matches it; with ``to_end``, where none does, everything down to the end of the post.
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
    """Elements inside a post that are no content, by the kinds that the platform's reading of a page gives them (:func:`named`).

    ``text`` must match all of the element's text, where it is given; it is written in simplified Chinese and matches both
    language packs.
    """

    name: str
    reason: str
    kinds: frozenset[str]
    text: str = ""

    def is_one(self, kind: str, text: str) -> bool:
        """Whether an element of this ``kind`` with this ``text`` is one of these."""
        return kind in self.kinds and (not self.text or _compiled(self.text).fullmatch(text) is not None)


@dataclass(frozen=True, slots=True)
class GluedChrome:
    """What stands at the ends of lines that the poster wrote."""

    name: str
    reason: str
    pattern: re.Pattern[str]
    may_be_in: Callable[[str], bool]
    """Asked before the pattern, because most lines have none."""


@dataclass(frozen=True, slots=True)
class Signatures:
    """How signatures are known in pages that have no elements for them.

    ``declared`` are lines that the forum puts under every post; ``link`` matches a last line that is an invitation to follow a
    link, ``courtesy`` last lines that several people write.
    """

    link: re.Pattern[str]
    courtesy: re.Pattern[str]
    declared: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Forum:
    """What one kind of page of a forum's software puts into posts; what is left out here, it does not.

    ``instant`` reads a time as the software prints it, with the moment of the capture (ISO 8601) or None, to ISO 8601 or None.
    """

    elements: tuple[ChromeElement, ...] = ()
    """The first that an element is counts."""
    picture: re.Pattern[str] | None = None
    """Searched in the URLs of pictures: the forum's icons, emoticons and avatars."""
    lines: tuple[ChromeRule, ...] = ()
    glued: tuple[GluedChrome, ...] = ()
    edit_notice: re.Pattern[str] | None = None
    """Anywhere in an element of that kind, and where there are ``lines`` at the beginning of one; group 1 is the time."""
    signatures: Signatures | None = None
    instant: Callable[[str, str | None], str | None] = lambda raw, captured: None

    def element_of(self, block: Block) -> ChromeElement | None:
        """What a block that was set aside is, by the kind among its names; None for the poster's own."""
        kind = next((name.removeprefix(_KIND) for name in block.names if name.startswith(_KIND)), None)
        return next((element for element in self.elements if element.is_one(kind, block.text)), None) if kind else None


SIGNATURE = frozenset({"sign"})
"""The name of blocks whose place in a page of text proves that they are of a signature."""


def named(kind: str) -> str:
    """The name that blocks of this kind of element bear."""
    return _KIND + kind


def note(kind: str, text: str) -> Block:
    """A block of what the forum put beside the words of a post."""
    return Block("paragraph", text, escaped(text), frozenset({named(kind)}))
