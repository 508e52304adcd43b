"""The parts in and around the body of a page that are not its text: the headline, bylines, and whatever was set aside."""

import re
from collections.abc import Iterator
from itertools import chain, islice
from urllib.parse import urljoin

from lxml.etree import _Element

from crawler.content.body import Block
from crawler.content.html import lines_of, text_of
from crawler.content.names import is_pen_name
from crawler.content.patterns import regex
from crawler.content.scripts import HAN, count_characters, for_rules
from crawler.platforms.web.address import domain_of
from crawler.platforms.web.aside import OTHER, PREFIX
from crawler.platforms.web.authors import people_in
from crawler.platforms.web.byline_dates import DATE, LONGEST, names_date, read_dates, says_only_date
from crawler.platforms.web.bylines import Byline, read_byline
from crawler.platforms.web.finder import FoundBody
from crawler.platforms.web.headline import Headline
from crawler.platforms.web.named_parts import named_parts
from crawler.platforms.web.surroundings import after, before, between
from crawler.platforms.web.template import Template, all_of, line

_BYLINE = f"{PREFIX}byline"
_HEADLINE = f"{PREFIX}headline"
_LINES = 30
"""Number of lines to look at below a headline, above it, and after the text."""
_FEW, _MANY = 8, 14
_LONGEST = 400
"""Characters of the element of a headline to read."""
_SHORT = 60
"""Length limit, in characters, for a line between headline and date that is not part of the text."""
_MOST_ABOVE = 200
"""Characters above a headline that may be set aside; anything longer belongs to the text."""
_TEXTS = frozenset({"paragraph", "h2", "h3", "h4", "item", "preformatted", "table"})
_TOP = 10
"""Number of blocks at the beginning of a body where its byline is looked for."""
_BETWEEN_DATES = 2
"""Lines between the dates of a byline, at most."""
_BESIDE_THE_TEXT = frozenset({f"{PREFIX}{OTHER}", f"{PREFIX}cut"})
"""Names of what was set aside but is neither others' text nor a pointer to it."""
_SIGNED = regex(
    r"(?:[【\[]纠错[】\]]\s?)?[（(【\[]?\s?(?:责任?编辑?|本?文?编辑|责编|作者|记者|翻译|(?:文章)?来源|审核|校对|(?:值班|网[站络])编辑|(?:发布|发表|刊发)(?:时间|日期))(?:\s?[:：]|\s-\s)"
)
"""How a line after the text begins if it gives credit for the text or dates it."""
_POSTED = regex(
    r"(?:\[[^\[\]]{1,12}\]\s{0,9})?(?:posted\s?@|(?:编辑|编輯|創建|创建|[发發][布佈表])[于於]|本[贴帖文]由(?P<author>.{1,30}?)[于於])\s?[:：]?\s?\d"
)
"""How a line after the text or at its end begins that dates it, if none before it does; old forums also name the author there."""
_TIME = regex(r"\d{1,2}:\d\d")
_PROFILE = regex(r"/(?:u|user|users|people|author|authors|profile|space|account|member)(?:/|\.php|\?)|/@\w|/home\?id=")
"""What is in the address of a page about somebody who writes on a site."""
_RENAMED = regex(r"[（(]?原标题\s?[:：]")
_LINK = regex(r"<a [^>]*>([^<]*)")
_DECK_HAN, _DECK_WORDS = 15, 6
"""Length of the shortest line that counts as a statement: in Han characters, and in spaces between words."""
_CREDITING = regex(
    r"[（(【\[]?\s?(?:责任?编辑?|本?文?编辑|责编|作者|记者|文|图|撰文|本报|见习|通讯员|(?:文章)?来源|审核|校对|转自|编译|[^\s：:]{1,6}[:：])"
    r"|\W{0,3}(?:(?:written|words|posted|published|story|text|reviewed|updated|edited|reported|medically|fact)\b.{0,24}\bby|by|from|share"
    r"|follow|listen|read|watch|advert\w{0,9}|disclosure|this (?:post|page|article) (?:may|contains)|we may|photo|image)\b",
    re.IGNORECASE,
)
"""How a line begins if it gives credit or belongs to the page rather than to the text."""
_PROSE = frozenset("。！？!?…")


def set_aside(root: _Element, headline: Headline, found: FoundBody, template: Template) -> dict[_Element, str]:
    """Return the elements in the body that are not part of the text, with the name that the blocks of each get."""
    titles = (title for each in found.elements for title in each.iter("title"))
    aside = dict.fromkeys(titles, PREFIX + OTHER)  # not printed, wherever they stand
    aside |= {element: PREFIX + name for element, name in found.aside.items()}
    aside |= {element: f"{PREFIX}cut" for element in all_of(root, template.cut) if element not in found.elements}
    if headline.element is not None and headline.element not in found.elements:
        aside[headline.element] = _HEADLINE
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
    said = [block for block in blocks if block.kind not in ("image", "embed") or not _is_aside(block)]
    lines += [text for text in _in_the_body(said, headline.text) if not _is_known(text, known)]
    if printed is not None:
        lines += () if is_in else below
        if is_in and not any(map(names_date, lines)):
            lines += _below_a_long_line(below)
    if printed is not None and not any(map(names_date, lines)):
        lines += before(printed, _FEW)
    if not any(map(names_date, lines)):
        lines += before(found.elements[0], _FEW)
    byline = read_byline([*lines, *_behind(found, blocks, any(read_dates(lines)))])
    if printed is None:
        return byline
    authors = byline.authors or _profiled(printed, found.elements[0], url)
    return byline._replace(lines=(*named_parts(printed, found.elements[0]), *byline.lines), authors=authors)


def _profiled(printed: _Element, text: _Element, url: str | None) -> tuple[str, ...]:
    """Return the name that a link beside a date, between headline and ``text``, has to a page about somebody on the same site, if
    there is only one."""
    around = (each for each in islice(between(printed, text), _FEW) if not isinstance(each, str) and each is not text)
    linked = ((each, link) for each in around for link in islice(each.iter("a"), _FEW) if _PROFILE.search(link.get("href") or ""))
    own = [(each, link) for each, link in linked if domain_of(urljoin(url or "", link.get("href"))) == domain_of(url)]
    dated = {each for each in dict.fromkeys(each for each, _ in own) if any(read_dates(_short_lines(each)))}
    names = people_in(
        (name for each, link in own if each in dated and is_pen_name(name := text_of(link, _SHORT), any_words=True)), frozenset()
    )
    return tuple(names) if len(names) == 1 else ()


def _short_lines(element: _Element) -> Iterator[str]:
    return (said for said in lines_of(element, longest=_LONGEST, apart=True) if len(said) <= LONGEST)


def _below(printed: _Element, headline: str, end: _Element, most: int) -> list[str]:
    """Return at most so many lines below a headline, up to ``end``; the first may be in the element of the headline itself."""
    inside = (text for text in lines_of(printed, longest=_LONGEST) if headline not in text and names_date(text))
    return list(islice(chain(inside, after(printed, end)), most))


def _in_the_body(blocks: list[Block], headline: str) -> Iterator[str]:
    """Yield the lines of a byline at the beginning of the body, and others that the body has set aside as such."""
    yield from _above(blocks, headline)
    yield from (block.text for block in blocks if _BYLINE in block.names)
    yield from (block.text for block in blocks if _RENAMED.match(block.text) and (block.hidden or _is_aside(block)))


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
        texts += _is_text(said)
        if texts > 1 or len(said) > 2 * _SHORT:
            return
        yield said


def _is_text(said: str) -> bool:
    return len(said) > 2 * _SHORT or (said[-1] in _PROSE and (len(said) > _SHORT // 3 or names_date(said)))


def _below_a_long_line(below: list[str]) -> Iterator[str]:
    """The first line that is only a date, looking past at most one line of text, such as a lead or a note about the author."""
    texts = 0
    for said in below:
        texts += _is_text(said)
        if texts > 1:
            return
        if len(said) <= _SHORT and names_date(said) and says_only_date(said):
            yield said
            return


def _behind(found: FoundBody, blocks: list[Block], is_dated: bool) -> Iterator[str]:
    """Yield the lines set aside at the end of the text, or after it, that name an editor or a source, or date it if nothing else
    does."""
    beside = (block.text for block in blocks[-_FEW:] if not _BESIDE_THE_TEXT.isdisjoint(block.names))
    for said in chain(_at_the_end(blocks, is_dated), beside, islice(after(found.elements[-1], None), _LINES)):
        posted = None if is_dated else _POSTED.match(said)
        if len(said) <= _SHORT and (posted or _SIGNED.match(for_rules(said))):
            yield from (f"作者：{posted['author']}",) if posted and posted["author"] else ()
            yield said


def _at_the_end(blocks: list[Block], is_dated: bool) -> Iterator[str]:
    """Yield the lines that date a text at its end, if nothing else does: those set aside, and the last of the text if it has a
    time, which is then set aside too."""
    texts = [block for block in blocks if block.kind in _TEXTS] if not is_dated else []
    ends = [block for block in texts[-_FEW:] if _is_aside(block)]
    last = next((block for block in reversed(texts) if not _is_aside(block)), None)
    if last and len(last.text) <= _SHORT and _POSTED.match(last.text) and _TIME.search(last.text):
        last.names |= {_BYLINE}
        ends.append(last)
    yield from (block.text for block in ends if _POSTED.match(block.text))


def _is_in(element: _Element, elements: tuple[_Element, ...]) -> bool:
    return any(each in elements for each in (element, *element.iterancestors()))


def _above(blocks: list[Block], headline: str) -> list[str]:
    """Mark and return the byline at the beginning of the body, down to its date; mark what comes before the headline too."""
    start = _place_of_headline(blocks, headline)
    for block in blocks[: max(start, 0)]:
        block.names |= {f"{PREFIX}above"}
    if start >= 0:
        blocks[start].names |= {_HEADLINE}
    end = _end_of_byline(blocks, start + 1)
    if not any(block.kind in _TEXTS and not _is_aside(block) for block in blocks[end:]):
        return []  # posts with a date each, and no text besides
    lines = [block for block in blocks[start + 1 : end] if not _is_of_picture(block) and not _is_deck(block)]
    for block in lines:
        block.names |= {_BYLINE}
    return [block.text for block in lines]


def _is_of_picture(block: Block) -> bool:
    return block.kind == "image" or "figcaption" in block.names


def _is_deck(block: Block) -> bool:
    """Whether a line between headline and date belongs to the text, as an opening sentence or half a sentence of the author."""
    text = block.text
    says = count_characters(text, HAN) >= _DECK_HAN or text.endswith("。") or text.count(" ") >= _DECK_WORDS
    return says and not (names_date(text) or _CREDITING.match(text) or 2 * _linked(block) > len(text))


def _linked(block: Block) -> int:
    return sum(len(found[1]) for found in _LINK.finditer(block.html))


def _place_of_headline(blocks: list[Block], headline: str) -> int:
    """Return the index of the headline among the blocks, or -1 if it is missing or below too much text that is not set aside."""
    said = 0
    for at, block in enumerate(blocks):
        if _HEADLINE in block.names or (at < _TOP and block.text == headline):
            return at
        said += len(block.text) if block.kind in _TEXTS and not _is_aside(block) else 0
        if said > _MOST_ABOVE:
            break
    return -1


def _is_aside(block: Block) -> bool:
    return any(name.startswith(PREFIX) for name in block.names)


def _end_of_byline(blocks: list[Block], start: int) -> int:
    """Return the index after the last short line at the beginning of a body that names a date, or ``start`` if none does. If the
    same line comes again further below with another date, it begins something else."""
    end, seen = start, set[str]()
    for at in range(start, min(start + _TOP, len(blocks))):
        text = blocks[at].text.strip()
        if _is_of_picture(blocks[at]) or not text or (_is_aside(blocks[at]) and len(text) > 2 * _SHORT):
            continue
        if _is_text(text):
            break
        if names_date(text) and len(text) <= 2 * _SHORT:
            undated = DATE.sub("", text)
            if undated in seen and at - end > _BETWEEN_DATES:
                break
            seen.add(undated)
            end = at + 1
    return end
