"""The parts of a ``<title>``: the headline, and the names of the column and the site."""

import re

from crawler.content.names import is_medium
from crawler.content.patterns import regex
from crawler.content.scripts import for_rules

_SEPARATOR = regex(
    r"(?=[\s|｜_–—-])(?:\s{1,9}[-–—―|｜_·•»«›:>]{1,9}\s{1,9}|\s{0,9}[|｜]\s{0,9}|\s{1,9}[-–—]|[-–—]\s{1,9}"
    r"|(?<=[^\x00-\x7f])\s{0,9}[-–—_]{1,9}\s{0,9}|\s{0,9}[-–—_]{1,9}\s{0,9}(?=[^\x00-\x7f])|\s{0,9}_{1,9}\s{0,9}|--+)"
)
"""What separates a headline from the names of column and site. A hyphen between letters does not. What it begins with is looked
at first, as most characters are none of these."""
_SEPARATES = " -–—―|｜_·•»«›:>"
_DASH, _HIDDEN = "——", "\0"
LONGEST = 300
"""Maximum length of a headline in characters."""
_LONGEST_NAME = 8
"""Maximum length of a medium's name in characters; longer parts of a title may be headlines that end like one."""
_SIGNS = regex(r"[\W_]+")
_SOFTWARE = regex(r"powered by\b", re.IGNORECASE)


def key_of(text: str) -> str:
    """Return the letters and digits of a text, without regard to case, so that titles can be compared."""
    return _SIGNS.sub("", text).casefold()


def split_title(title: str) -> list[str]:
    """Split a ``<title>`` at the signs between its parts."""
    return _SEPARATOR.split(title)


def parts_of(title: str) -> list[str]:
    """Split a ``<title>`` into its parts: headline, column, site. A Chinese dash parts them only if nothing else does."""
    parts = [part.strip().replace(_HIDDEN, _DASH) for part in split_title(title.replace(_DASH, _HIDDEN)) if part.strip()]
    return parts if len(parts) > 1 or _DASH not in title else [part.strip() for part in title.split(_DASH) if part.strip()]


def own_part(title: str, mastheads: frozenset[str] = frozenset()) -> str:
    """Return the longest part of a ``<title>`` that is not among the ``mastheads``, or the first of equally long ones. A medium's
    name is returned only if all parts are, and nothing that follows one: that is what the medium says of itself."""
    parts = parts_of(title)
    parts = parts[: next((at for at, part in enumerate(parts) if at and is_a_mediums(part)), len(parts))]
    own = [part for part in parts if key_of(part) not in mastheads and not _SOFTWARE.match(part)] or parts
    return max(own, key=lambda part: (not is_a_mediums(part), len(part)), default=title)


def without_medium(name: str) -> str:
    """Return a name that the metadata give the page, without that of a medium at its end."""
    last = parts_of(name)[-1:]
    return name[: name.rfind(last[0])].rstrip(_SEPARATES) or name if any(map(is_a_mediums, last)) else name


def is_a_mediums(part: str) -> bool:
    """Whether a part of a title is the name of a medium."""
    words = for_rules(part).split()
    return bool(words) and all(len(word) <= _LONGEST_NAME and is_medium(word) for word in words)


def rest_of(title: str, headline: str) -> str:
    """Return what follows the ``headline`` in a ``title``."""
    at = title.find(headline)
    return title[at + len(headline) :].strip() if headline and at >= 0 else ""
