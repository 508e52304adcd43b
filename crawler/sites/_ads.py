"""Rules that say what is an advertisement, a promotion or a notice, and those that hold on every site."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AdRule:
    """One kind of block that is no content. A block matches when any of the given tests does.

    ``names``: class or id names of an element that it stands in. ``text``: a regular expression that its whole text
    must match. ``image``: one that is searched in the URL of an image. ``tail``: one that matches a promotion glued to
    the end of a paragraph; only the match is taken out.
    """

    name: str
    reason: str
    names: frozenset[str] = frozenset()
    text: str = ""
    image: str = ""
    tail: str = ""


COMMON_AD_RULES: tuple[AdRule, ...] = ()
