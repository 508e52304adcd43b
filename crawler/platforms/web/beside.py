"""The parts in and around the body of a page that are not its text: the headline, bylines, and whatever was set aside."""

from collections.abc import Iterator
from itertools import chain, islice, pairwise
from urllib.parse import urljoin

from lxml.etree import _Element

from crawler.content.body import Block
from crawler.content.html import lines_of, text_of
from crawler.content.names import is_pen_name
from crawler.content.patterns import regex
from crawler.platforms.web.address import domain_of
from crawler.platforms.web.aside import HEADLINE, OTHER, PREFIX, is_aside
from crawler.platforms.web.authors import is_of_another, people_in
from crawler.platforms.web.body_end import lines_at_end
from crawler.platforms.web.body_start import SHORT, is_text, lines_at_start
from crawler.platforms.web.byline_dates import LONGEST, names_date, read_dates, says_only_date
from crawler.platforms.web.bylines import Byline, read_byline
from crawler.platforms.web.finder import FoundBody
from crawler.platforms.web.headline import Headline
from crawler.platforms.web.named_parts import named_parts
from crawler.platforms.web.others import has_comments
from crawler.platforms.web.surroundings import after, before, between
from crawler.platforms.web.template import Template, all_of, line

_LINES = 30
"""Number of lines to look at below a headline, above it, and after the text."""
_FEW, _MANY = 8, 14
_LONGEST = 400
"""Characters of the element of a headline to read."""
_PROFILE = regex(r"/(?:u|user|users|people|author|authors|profile|space|account|member)(?:/|\.php|\?)|/@\w|/home\?id=")
"""What is in the address of a page about somebody who writes on a site."""


def set_aside(root: _Element, headline: Headline, found: FoundBody, template: Template) -> dict[_Element, str]:
    """Return the elements in the body that are not part of the text, with the name that the blocks of each get."""
    titles = (title for each in found.elements for title in each.iter("title"))
    aside = dict.fromkeys(titles, PREFIX + OTHER)  # not printed, wherever they stand
    aside |= {element: PREFIX + name for element, name in found.aside.items()}
    aside |= {element: f"{PREFIX}cut" for element in all_of(root, template.cut) if element not in found.elements}
    if headline.element is not None and headline.element not in found.elements:
        aside[headline.element] = HEADLINE
    return aside


def read_beside(
    root: _Element, headline: Headline, found: FoundBody, template: Template, blocks: list[Block], url: str | None = None
) -> Byline:
    """Read the byline from the lines around the text. Lines found among ``blocks`` are marked as set aside."""
    printed = headline.element
    is_in = printed is not None and _is_in(printed, found.elements)
    below = (
        [] if printed is None else _below(printed, headline.text, found.elements[-1 if is_in else 0], _MANY if is_in else _LINES)
    )
    lines = [line(root, template.date)] if template.date else []
    lines += _before_the_text(below[:_FEW]) if is_in else ()
    known = list(map(_letters, lines))
    said = [block for block in blocks if block.kind not in ("image", "embed") or not is_aside(block)]
    lines += [text for text in lines_at_start(said, headline.text) if not _is_known(text, known)]
    if printed is not None:
        lines += () if is_in else below
        if is_in and not any(map(names_date, lines)):
            lines += _below_a_long_line(below)
    if printed is not None and not any(map(names_date, lines)):
        lines += before(printed, _FEW)
    if not any(map(names_date, lines)):
        lines += before(found.elements[0], _FEW)
    byline = read_byline([*lines, *lines_at_end(blocks, found.elements[-1], any(read_dates(lines)))])
    if printed is None:
        return byline
    authors = byline.authors or _profiled(printed, found.elements[0], url)
    return byline._replace(lines=(*named_parts(printed, found.elements[0]), *byline.lines), authors=authors)


def _profiled(printed: _Element, text: _Element, url: str | None) -> tuple[str, ...]:
    """Return the name that a link beside a date, or in a short element beside one with it, between headline and ``text``, has to
    a page about somebody on the same site, if no other link there leads to such a page."""
    around = [each for each in islice(between(printed, text), _FEW) if not isinstance(each, str) and each is not text]
    linked = ((each, link) for each in around for link in islice(each.iter("a"), _FEW) if _PROFILE.search(link.get("href") or ""))
    of_site = ((each, link) for each, link in linked if domain_of(urljoin(url or "", link.get("href"))) == domain_of(url))
    own = [
        (each, link)
        for each, link in of_site
        if not is_of_another(link) and not any(map(has_comments, islice(link.iterancestors(), _MANY)))
    ]
    dates = {each for each in around if own and any(read_dates(_short_lines(each)))}
    dated = dates | {
        each
        for pair in pairwise(around)
        if not dates.isdisjoint(pair)
        for each in pair
        if len(text_of(each, 2 * LONGEST)) <= LONGEST
    }
    linked_to = {link.get("href"): said for each, link in reversed(own) if each in dated and (said := text_of(link, SHORT))}
    names = people_in((name for name in linked_to.values() if is_pen_name(name, any_words=True)), frozenset())
    return tuple(names) if len(linked_to) == 1 else ()


def _short_lines(element: _Element) -> Iterator[str]:
    return (said for said in lines_of(element, longest=_LONGEST, apart=True) if len(said) <= LONGEST)


def _below(printed: _Element, headline: str, end: _Element, most: int) -> list[str]:
    """Return at most so many lines below a headline, up to ``end``; the first may be in the element of the headline itself."""
    inside = (text for text in lines_of(printed, longest=_LONGEST) if headline not in text and names_date(text))
    return list(islice(chain(inside, after(printed, end)), most))


def _is_known(text: str, known: list[str]) -> bool:
    """Whether a line was read, as it is or, if it has a date, with others around it or in parts."""
    letters = _letters(text)
    return letters in known or (names_date(text) and letters in "".join(known))


def _letters(line: str) -> str:
    return "".join(line.split())


def _before_the_text(below: list[str]) -> Iterator[str]:
    """Yield the lines down to a long one, or to the second that is text, as one may be a lead."""
    texts = 0
    for said in below:
        texts += is_text(said)
        if texts > 1 or len(said) > 2 * SHORT:
            return
        yield said


def _below_a_long_line(below: list[str]) -> Iterator[str]:
    """The first line that is only a date, looking past at most one line of text, such as a lead or a note about the author."""
    texts = 0
    for said in below:
        texts += is_text(said)
        if texts > 1:
            return
        if len(said) <= SHORT and names_date(said) and says_only_date(said):
            yield said
            return


def _is_in(element: _Element, elements: tuple[_Element, ...]) -> bool:
    return any(each in elements for each in (element, *element.iterancestors()))
