"""The authors of a page, from its metadata and from elements marked as naming them."""

import re
from collections.abc import Iterable, Iterator
from itertools import chain, dropwhile, islice

from lxml.etree import _Element

from crawler.content.english_bylines import AFTER_NAMES, english_names, is_calling, names_in
from crawler.content.html import lines_of, text_of
from crawler.content.names import LATIN_PERSON, NOBODY, is_medium, is_organisation, is_person
from crawler.content.patterns import regex
from crawler.content.scripts import HAN, for_rules
from crawler.platforms.web.byline_dates import DATE
from crawler.platforms.web.head import PageHead
from crawler.platforms.web.metadata import Metadata, words_of
from crawler.platforms.web.others import Beside

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
)
_NAMED = regex(r"(?:author(?:info)?[-_]{0,2}|nick[-_]?)name|ownernick", re.IGNORECASE)
_SIGNS = ("author", "Author", "byline", "nick")
_CALLED = regex(r"[Aa]uthor(?!i[sz]|it)|byline|nick")
"""The same as a word, not in ``authorize``."""
_BY = re.compile(
    r"^(?:(?:(?!photo|image|picture|illustrat|sponsor|power|review|edit|check)[a-z]{3,12}\s+)?by\b\s*:?\s*|author\b\s*:?\s*|(?:veröffentlicht\s+)?(?:von|par|por)\s+(?=\S+\s\S)|(?:本[报刊网])?(?:记者|作者|撰文|文)[\s:：/／]\s*|(?:本[报刊网])?记者(?=[\u4e00-\u9fff]{2,3}(?:\s|$)))",
    re.IGNORECASE,
)
_BY_ALONE = regex(r"(?:(?:written|posted)\s)?(?:by|von|por|par|authors?|autor)\s?:?", re.IGNORECASE)
_BY_WORD = regex(r"^(?:by|von|par|por)\s+", re.IGNORECASE)
"""The same in an element for authors, where the name may be of one word."""
_NAME = re.compile(
    r"[A-ZÀ-ÞА-Я][\w'’.-]*(?:\s+(?:[a-zß-ÿ'’]{1,3}\s+){0,2}[A-ZÀ-ÞА-Я\"“][\w'’.\"”-]*){1,4}(?:,\s(?:Ph\.?D|M\.?D|MBA|RD|RN|CPA)\.?)?"
)
_CONTINUED = regex(r"[,，;&/|]|(?:and|with)\b", re.IGNORECASE)
"""How a line with another name begins."""
_LABEL = regex(r"^(?:文章)?来源\s?[:：]\s?|\s?(?:原创稿?|转载稿?)$")
_UNTIL = regex(
    rf"\s{{0,9}}(?:{DATE.pattern}|{AFTER_NAMES}"
    r"|^(?:About|Meet|More|From|Sign|Log|See)\s(?:[Tt]he|[Tt]his|[Tt]hese|[Ii]n|[Ff]rom|[Bb]y|[Aa]ll|[Aa]uthors?|[Mm]ore)\b"
    r").*",
    re.DOTALL,
)
"""What follows a name in a byline."""
_DOMAIN = regex(r"(?:[\w-]{1,40}\.){1,4}(?:com|net|org|cn|hk|tw|cc|info)")
_NO_NAME = regex(r"登[录陆入]|点击|推荐|注册|published at\b|powered by\b|[→»›]$", re.IGNORECASE)
"""What stands where an author might, in forms of comments, on buttons and from software."""
_OF_A_PROGRAM = regex(r"[_{}\[\]<>]|^[a-z]{1,40}\.[a-z]{1,40}\.[a-z.]{1,60}$")
_LONGEST_PEN_NAME = 6
_COLON = frozenset(":：")
_WRITTEN_BY = frozenset({"written by", "author", "by", "作者", "撰写者", "撰寫者"})
_LONGEST = 160
_MOST = 12
_MOST_WORDS = 6
"""More words between two commas are of a sentence about somebody."""
_MOST_BELOW = 2
"""Lines below a name that say what somebody is, at most."""
_OF_ANOTHER = regex(
    r"(?:edit|review|check|photo|image|picture|illustrat|translat|contact|updat|approv|research|sponsor|power|redakt|foto)[^.]{0,30}"
    r"(?::|：|\s(?:by|von|par|por))\s*$",
    re.IGNORECASE,
)
"""What stands before the name of somebody who did not write a text."""
_OF_A_CUSTOMER = regex(r"(?:review|testimonial|quote|customer)(?!ed)\S{0,40}(?:author|nick|byline)", re.IGNORECASE)
"""Elements that name who praises a thing."""


def authors_of(root: _Element, head: PageHead, source: str) -> list[str]:
    """Return the names of the authors from JSON-LD, else from other metadata, else from elements. Placeholders such as "admin"
    are left out, and so are the site's own names. The page's ``source`` is checked first to see whether it may have such
    elements."""
    metadata, sites = head.metadata, head.site_names
    said = (words_of(metadata.article.get("author")), metadata.all(*_META) or _on_card(metadata))
    return next(filter(None, (people_in(_declared(names, sites), sites) for names in said)), []) or (
        people_in(_shown(root, Beside(head.headline)), sites) if any(sign in source for sign in _SIGNS) else []
    )


def site_as_author(head: PageHead) -> list[str]:
    """Return the names of the authors from JSON-LD even if they are the site's own, as of somebody who writes a blog, or of a
    firm."""
    return people_in(_declared(words_of(head.metadata.article.get("author")), frozenset()), frozenset())


def _on_card(metadata: Metadata) -> list[str]:
    """Return what metadata for a card print behind a label such as "Written by"."""
    return [
        metadata.first(f"twitter:data{number}")
        for number in (1, 2)
        if metadata.first(f"twitter:label{number}").lower() in _WRITTEN_BY
    ]


def people_in(names: Iterable[str], site_names: frozenset[str]) -> list[str]:
    """Return the ``names`` that may be an author's, without duplicates."""
    return [name for name in dict.fromkeys(names) if _is_somebody(name, site_names)]


def medium_of(metadata: Metadata) -> str | None:
    """Return the medium that the metadata give as the source or in place of an author."""
    return medium_in(metadata.all("mediaid", "source", "article:author", "author", "sourcename", "og:article:source"))


def medium_in(names: Iterable[str]) -> str | None:
    """Return the first of ``names`` that is a medium's or an organisation's."""
    for name in names:
        medium = _LABEL.sub("", name).strip()
        if medium and (is_medium(medium) or (is_organisation(medium) and len(medium) > 3)):
            return medium
    return None


def _declared(names: list[str], site_names: frozenset[str]) -> Iterator[str]:
    """Yield the names in metadata; only those of people if a site or a phrase is among them (财讯网_提供股票、基金、期货)."""
    for name in names:
        if "://" not in name:
            parts = list(_split(name))
            is_of_site = len(parts) > 1 and any(
                part in site_names or is_medium(part) or _DOMAIN.fullmatch(part) or _is_phrase(part) for part in parts
            )
            yield from filter(is_person, parts) if is_of_site else parts


def _is_phrase(part: str) -> bool:
    return len(part) > _LONGEST_PEN_NAME and HAN.match(part) is not None and not is_person(part)


def _split(text: str) -> Iterator[str]:
    said = _BY.sub("", text)
    parts = (said != text and english_names(said)) or names_in(_UNTIL.sub("", said))
    yield from (name for part in parts if (name := part.strip(' .:•|-–—"')))


def _shown(root: _Element, beside: Beside) -> list[str]:
    """Return the names in elements meant for authors: any short name if that is what it is marked as, otherwise only text
    that looks like a name, or like Chinese names in an element of the class ``author``."""
    shown = (element for element in _made_for_authors(root) if not beside.holds(element.getparent()))
    for element in islice(shown, _MOST):
        is_told = _is_told(element)
        is_author = "author" in (element.get("class") or "").split()
        said = list(_split(_BY_WORD.sub("", _name_in(element))))
        names = [
            name
            for name in said
            if _NAME.fullmatch(name) or (is_told and len(name) <= 40 and name.count(" ") < 4) or (is_author and is_person(name))
        ]
        if names and not any(name.count(" ") > _MOST_WORDS for name in said):
            return names
    return []


def _made_for_authors(root: _Element) -> Iterator[_Element]:
    for element in root.iter("*"):
        values = " ".join(element.values())
        is_likely = ("uthor" in values or "byline" in values or "nick" in values) and element.tag not in ("html", "body")
        is_meant = is_likely and (_is_called(element.get("class") or "") or _is_told(element))
        if is_meant and not (is_of_another(element) or _is_of_a_customer(element)):
            yield element


def _is_of_a_customer(element: _Element) -> bool:
    """Whether an element names who is quoted, or who reviewed what the page sells."""
    is_called = _OF_A_CUSTOMER.search(element.get("class") or "") is not None
    return is_called or any(each.tag == "blockquote" or each.get("itemprop") == "review" for each in element.iterancestors())


def is_of_another(element: _Element) -> bool:
    """Whether what stands before an element says that it names somebody who did not write the text (``Editor:``, ``Reviewed
    by``)."""
    previous, parent = element.getprevious(), element.getparent()
    before = (previous.tail if previous is not None else parent.text if parent is not None else None) or ""
    if not before.strip() and previous is not None:
        before = text_of(previous, _LONGEST)
    return _OF_ANOTHER.search(before) is not None


def _is_called(classes: str) -> bool:
    return _CALLED.search(classes) is not None


def _is_told(element: _Element) -> bool:
    """Whether ``rel``, ``itemprop`` or its class says that an element is the author's name."""
    is_marked = element.get("rel") == "author" or element.get("itemprop") == "author"
    return is_marked or _NAMED.search(f"{element.get('class')} {element.get('id')} {element.get('data-testid')}") is not None


def _name_in(element: _Element) -> str:
    """Return the name that microdata mark in an element, or else its text, each line once and none that says what somebody is."""
    inside = list(islice(element.iter("*"), _MOST))[1:]
    marked = (each for each in inside if each.get("itemprop") == "name" and element.get("itemscope") is not None)
    name = next(chain(marked, filter(_is_told, inside)), element)
    if (content := name.get("itemprop") and name.get("content")) and "<" not in content:
        return content
    lines = dropwhile(_BY_ALONE.fullmatch, lines_of(name, longest=_LONGEST, apart=True))
    first, *others = [line for line in dict.fromkeys(lines) if not is_calling(line)] or [""]
    is_whole = LATIN_PERSON.fullmatch(_BY.sub("", first)) and 0 < len(others) <= _MOST_BELOW and not _CONTINUED.match(others[0])
    return first if is_whole else " ".join([first, *others])


def _is_somebody(name: str, site_names: frozenset[str]) -> bool:
    is_name = (
        2 <= len(name) <= 60
        and not name.isdigit()
        and "@" not in name
        and "www." not in name
        and " by " not in name
        and _COLON.isdisjoint(name)
        and name.count(" ") < 7
        and any(map(str.isalpha, name))
    )
    is_named = is_name and name.casefold() not in map(str.casefold, site_names) and not NOBODY.fullmatch(name)
    plain = for_rules(name)
    return is_named and not (is_medium(plain) or _DOMAIN.fullmatch(name) or _NO_NAME.search(plain)) and _may_sign(plain)


def _may_sign(name: str) -> bool:
    """Whether a name can be an author's: a Chinese one has to be a person's or short enough for a pen name, and an ASCII one must
    not look like a program's."""
    if name.isascii():
        return not _OF_A_PROGRAM.search(name)
    return len(name) <= _LONGEST_PEN_NAME or HAN.match(name) is None or is_person(name, 4)
