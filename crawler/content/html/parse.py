"""Parses the HTML of an article into blocks.

Paragraph elements, bare text nodes, ``<br>`` runs and, if a body has no markup at all, lines become paragraphs. Nothing visible
is dropped here: whatever is not content becomes a block of a separate kind, which a stage removes with an entry in the ledger.
"""

from collections.abc import Iterable, Mapping
from typing import ClassVar

from lxml.etree import Comment, Entity, HTMLParser, ProcessingInstruction, _Element, fromstring

from crawler.content.html.context import outermost
from crawler.content.html.crowded import refuse_crowded
from crawler.content.html.elements import MAX_DEPTH, TooDeepError
from crawler.content.html.emails import SIGN as EMAIL_SIGN
from crawler.content.html.emails import show_emails
from crawler.content.html.pictures import CREDITING, PICTURES
from crawler.content.html.unescaping import unescaped_blocks
from crawler.content.html.vocabulary import BREAKING, CODE, FOREIGN, LISTS, MARKUP, PARAGRAPHS
from crawler.content.html.walk import Aside, HtmlBody, Visit
from crawler.content.html.walk_wholes import WholeWalk
from crawler.content.patterns import regex
from crawler.content.plain_text import NOT_PRINTED, paired, visible
from crawler.content.utf_8 import utf_8_of

CDATA = "<![CDATA["
NO_TAG = regex(r"<(?=[A-Za-z]{1,12}[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]|[A-Za-z][\0-!#-&(-;?-~]*+[^\0-\x7f][^<>\"'=]*+\Z)")
"""An inequality (a<b则…): no name of an element goes on in Chinese, and a tag that the text ends in has an attribute, or is cut
off before any."""
BEFORE_MARKUP = regex(rf"[{NOT_PRINTED}]+(?=<)")
PAIR = regex(rb"&#(?:5[56]|[xX][dD])")
"""How references to surrogate pairs begin."""


class _Walk(WholeWalk):
    """A walk that handles all elements."""

    visits: ClassVar[Mapping[object, Visit]] = {
        **dict.fromkeys(BREAKING, WholeWalk.breaking),
        **dict.fromkeys(PARAGRAPHS, WholeWalk.own_paragraph),
        **dict.fromkeys(LISTS, WholeWalk.list),
        **dict.fromkeys(CODE, WholeWalk.code),
        **dict.fromkeys(FOREIGN, WholeWalk.foreign),
        **dict.fromkeys((Comment, ProcessingInstruction, Entity), WholeWalk.comment),
        **dict.fromkeys(("rt", "rtc"), WholeWalk.reading),
        "blockquote": WholeWalk.quotation,
        "a": WholeWalk.link,
        "br": WholeWalk.line_break,
        "button": WholeWalk.button,
        "code": WholeWalk.inline_code,
        **dict.fromkeys(PICTURES, WholeWalk.image),
        **dict.fromkeys(CREDITING, WholeWalk.small_print),
        "figcaption": WholeWalk.caption,
        "figure": WholeWalk.figure,
        "input": WholeWalk.field,
        "li": WholeWalk.item,
        **dict.fromkeys(("math", "m:math", "mml:math"), WholeWalk.math),
        "noscript": WholeWalk.noscript,
        "picture": WholeWalk.picture,
        "q": WholeWalk.quoted,
        "rp": WholeWalk.ruby_bracket,
        "ruby": WholeWalk.ruby,
        "sup": WholeWalk.raised,
        "table": WholeWalk.table,
    }


def parse_page(html: str) -> _Element:
    """Parse a whole page, with the content of CDATA sections, which HTML does not have; the root element is for
    :func:`read_element`. Raises :class:`TooManyAttributesError`."""
    if CDATA in html:
        html = _without_cdata(html)
    body = _stripped(html).replace(b"\0", b"") or b"<html/>"
    if PAIR.search(body):
        body = paired(body.decode()).encode()
    refuse_crowded(body)
    parser = HTMLParser(recover=True, encoding="utf-8", huge_tree=True, collect_ids=False)
    root: _Element | None = fromstring(body, parser)
    if root is None:
        return fromstring(b"<html/>", parser)
    if EMAIL_SIGN.encode() in body:
        show_emails(root)
    return _with_rest(root)


def _stripped(html: str) -> bytes:
    """``html`` in UTF-8, without white space at its ends, nor other characters that print nothing at its start."""
    body = utf_8_of(html).strip()
    if body.startswith(b"<") and body.endswith(b">"):
        return body
    before = BEFORE_MARKUP.match(html)
    return html[before.end() if before else 0 :].strip().encode()


def _with_rest(root: _Element) -> _Element:
    """Move what follows the end tag of a page into its body, as browsers do; the parser makes pages of their own of it."""
    rests = [each for each in root.itersiblings() if isinstance(each.tag, str)]
    if not rests:  # as after nearly all
        return root
    loose, holder = list[str](), _body_of(root)
    for rest in rests:
        source = _body_of(rest)
        loose.append(source.text or "")
        if len(source):
            _append(holder, "".join(loose), list(source))
            loose = []
    if loose:
        _append(holder, "".join(loose), [])
    return root


def _body_of(root: _Element) -> _Element:
    return next(root.iterchildren("body"), root)


def _append(holder: _Element, text: str, elements: list[_Element]) -> None:
    last = next(holder.iterchildren(reversed=True), None)
    if last is None:
        holder.text = visible((holder.text or "") + text)
    elif text:
        last.tail = visible((last.tail or "") + text)
    holder.extend(elements)


def parse_html(
    html: str, bold_names: frozenset[str] = frozenset(), max_depth: int = MAX_DEPTH, base: str | None = None
) -> HtmlBody:
    """The blocks of an HTML body in document order, and the texts of its comments.

    ``bold_names`` are class names that are displayed bold; relative links are resolved against ``base``. Text is escaped and tags
    come from an allow-list, so the blocks' HTML is safe. Raises :class:`TooDeepError` if elements nest deeper than ``max_depth``,
    and TooManyAttributesError.
    """
    if not html or html.isspace():
        return HtmlBody([], [])
    root = parse_page(NO_TAG.sub("&lt;", html))
    walk = _Walk(lines_break=not MARKUP.search(html), max_depth=max_depth, base=base)
    walk.comments += reversed([comment.text or "" for comment in root.itersiblings(preceding=True)])
    try:
        walk.children(root, outermost(bold_names))
    except RecursionError as error:
        raise TooDeepError(max_depth) from error
    walk.end_paragraph()
    return HtmlBody(walk.blocks, walk.comments)


def _without_cdata(html: str) -> str:
    """``html`` with CDATA sections outside of scripts and style sheets replaced by their content: HTML has none, and parts of one
    would be a comment."""
    first, *sections = html.split(CDATA)
    kept, is_code = [first], _ends_in_code(first, False)
    for section in sections:
        kept += (CDATA, section) if is_code else section.split("]]>", 1)
        is_code = _ends_in_code(section, is_code)
    return "".join(kept)


def _ends_in_code(html: str, begins_in_code: bool) -> bool:
    source = html.encode("utf-8", "surrogatepass").lower()  # of str, lower() takes ten times as long
    opened, closed = (max(map(source.rfind, tags)) for tags in ((b"<script", b"<style"), (b"</script", b"</style")))
    return begins_in_code if opened == closed else opened > closed


def read_element(element: _Element, aside: Aside, max_depth: int = MAX_DEPTH, base: str | None = None) -> HtmlBody:
    """The blocks of the content of an element, with the results and errors of :func:`parse_html`; the element is not modified.
    Markup that was escaped twice is read as it was meant.

    If ``aside`` returns a name for an element, its text becomes a separate block with that name, and its paragraph continues
    without it.
    """
    walk = _Walk(lines_break=False, max_depth=max_depth, aside=aside, base=base)
    walk.children(element, outermost())
    walk.end_paragraph()
    return HtmlBody(unescaped_blocks(walk.blocks, parse_html), walk.comments)


def read_elements(
    elements: Iterable[_Element],
    aside: Aside,
    max_depth: int = MAX_DEPTH,
    base: str | None = None,
    bold_names: frozenset[str] = frozenset(),
) -> HtmlBody:
    """The blocks of several elements in sequence, like :func:`read_element`, except that the elements themselves are included, so
    that a heading is one."""
    walk = _Walk(lines_break=False, max_depth=max_depth, aside=aside, base=base)
    for element in elements:
        walk.visits.get(element.tag, WholeWalk.inline)(walk, element, outermost(bold_names))
        walk.end_paragraph()
    return HtmlBody(unescaped_blocks(walk.blocks, parse_html), walk.comments)
