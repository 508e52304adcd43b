"""Who wrote a page, by its metadata and by the elements that are made to say so."""

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from lxml.etree import _Element

from crawler.content.html import text_of
from crawler.content.names import is_medium, is_organisation, is_person
from crawler.content.patterns import regex
from crawler.platforms.web.byline_dates import DATE
from crawler.platforms.web.metadata import Metadata, words_of

_META = (
    "author",
    "article:author",
    "og:article:author",
    "dc.creator",
    "dcterms.creator",
    "byl",
    "parsely-author",
    "sailthru.author",
    "citation_author",
    "article.author",
    "twitter:data1.author",
)
_SIGNS = ("author", "Author", "byline")
_BY = re.compile(r"^(?:(?:written|words|posted|story|text|created|reviewed|published)\s+)?(?:by|author)\b\s*:?\s*", re.IGNORECASE)
_AND = re.compile(
    r"\s{0,9}(?:,|;|&|\||/|\band\b|\bwith\b|、|，)\s{0,9}(?!(?:Ph\.?D|M\.?D|Jr|Sr|MBA|RD|RN|CPA|Esq)\b)", re.IGNORECASE
)
_NAME = re.compile(
    r"[A-ZÀ-ÞА-Я][\w'’.-]*(?:\s+(?:[a-zß-ÿ'’]{1,3}\s+){0,2}[A-ZÀ-ÞА-Я\"“][\w'’.\"”-]*){1,4}(?:,\s(?:Ph\.?D|M\.?D|MBA|RD|RN|CPA)\.?)?"
)
_NOBODY = regex(
    r"admin\w*|administrator|editor(?:s|ial)?(?: team| staff| board)?|staff(?: writer| reporter)?|guest(?: author)?|webmaster"
    r"|unknown|anonymous|null|none|name|undefined|user|root|匿名|佚名|本站|管理员|小编|网络|未知|作者",
    re.IGNORECASE,
)
_LABEL = regex(r"^(?:文章)?来源\s?[:：]\s?|\s?(?:原创稿?|转载稿?)$")
_UNTIL = regex(
    rf"\s{{0,9}}(?:{DATE.pattern}|\b(?:on\s)?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|\b(?:Updated|Published|Posted|Last|Reviewed|Modified|Edited|Follow|Read|Written)\b"
    rf"|\s[-–—|•·@/]\s|\s[Oo]n\s|\b(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?\s\d).*",
    re.DOTALL,
)
"""What stands behind a name in a by-line."""
_HAN = regex(r"[\u4e00-\u9fff]")
_LONGEST_PEN_NAME = 6
_LONGEST = 160
_MOST = 12


def authors_of(root: _Element, metadata: Metadata, source: str, site_names: frozenset[str]) -> list[str]:
    """The names of the authors, as JSON-LD gives them, else the metadata, else elements; none of nobody in particular, and none
    of the site but in JSON-LD. ``source`` is that of the page, which is asked first whether there are such elements."""
    found = (
        _people(_declared(words_of(metadata.article.get("author"))), frozenset()),
        _people(_declared(metadata.all(*_META)), site_names),
    )
    return next(filter(None, found), []) or (_people(_shown(root), site_names) if any(sign in source for sign in _SIGNS) else [])


def _people(names: Iterable[str], site_names: frozenset[str]) -> list[str]:
    return [name for name in dict.fromkeys(names) if _is_somebody(name, site_names)]


def medium_of(metadata: Metadata) -> str | None:
    """The medium that the metadata name as the source, or where an author would stand."""
    for name in metadata.all("mediaid", "source", "article:author", "author", "sourcename", "og:article:source"):
        medium = _LABEL.sub("", name).strip()
        if medium and (is_medium(medium) or (is_organisation(medium) and len(medium) > 3)):
            return medium
    return None


def _declared(names: list[str]) -> Iterator[str]:
    for name in names:
        if "://" not in name:
            yield from _split(name)


def _split(text: str) -> Iterator[str]:
    parts = _AND.split(_UNTIL.sub("", _BY.sub("", text)))
    yield from (name for part in parts if (name := part.strip(' .:•|-–—"')))


def _shown(root: _Element) -> list[str]:
    """The names in elements that are made for them: of ``rel`` and ``itemprop`` whatever they are, of others what looks so."""
    beside: dict[_Element, bool] = {}
    shown = (element for element in _made_for_authors(root) if not _is_beside(element.getparent(), beside))
    for element in islice(shown, _MOST):
        text = text_of(element, _LONGEST)
        is_told = _is_told(element)
        names = [name for name in _split(text) if _NAME.fullmatch(name) or (is_told and len(name) <= 40 and name.count(" ") < 4)]
        if names:
            return names
    return []


def _made_for_authors(root: _Element) -> Iterator[_Element]:
    for element in root.iter("*"):
        classes = element.get("class")
        if (classes and any(map(classes.__contains__, _SIGNS))) or _is_told(element):
            yield element


def _is_told(element: _Element) -> bool:
    """Whether an element is said to be the author's name."""
    return element.get("rel") == "author" or element.get("itemprop") == "author"


def _is_beside(element: _Element | None, known: dict[_Element, bool]) -> bool:
    """Whether an element is, or stands in, what stands beside a text or comments on it. ``known`` are others of which that is
    known, and grows: however deep elements stand, none is asked twice."""
    asked: list[_Element] = []
    found = False
    while element is not None and not found and element not in known:
        asked.append(element)
        found = element.tag in ("aside", "footer") or "comment" in (element.get("class") or "")
        element = element.getparent()
    if not found and element is not None:
        found = known[element]
    known |= dict.fromkeys(asked, found)
    return found


def _is_somebody(name: str, site_names: frozenset[str]) -> bool:
    is_name = (
        2 <= len(name) <= 60 and not name.isdigit() and "@" not in name and name.count(" ") < 7 and any(map(str.isalpha, name))
    )
    return is_name and name not in site_names and not _NOBODY.fullmatch(name) and not is_medium(name) and _may_sign(name)


def _may_sign(name: str) -> bool:
    """Whether a name, where it is a Chinese one, is a person's or short enough for a pen name; and none of a program."""
    if name.isascii():
        return "_" not in name
    return len(name) <= _LONGEST_PEN_NAME or _HAN.match(name) is None or is_person(name, 4)
