"""Formulas as TeX: from the source if the page has it, otherwise from MathML."""

import re
from urllib.parse import parse_qs, unquote, urlsplit

from lxml import etree
from lxml.etree import _Element

from crawler.content.html.mathml import tex_of_mathml
from crawler.content.html.traits import TEX_ATTRIBUTES
from crawler.content.html.vocabulary import BREAKING, FOREIGN
from crawler.content.patterns import regex
from crawler.content.scripts import HAN

TEX_SCRIPT = regex(r"math/(?:tex|mml)\b", re.IGNORECASE)
DISPLAY_STYLE = regex(r"\{\\(?:display|text)style ?(.*)\}", re.DOTALL)
DELIMITED = regex(r"\\\((.*)\\\)|\\\[(.*)\\\]|\$\$(.*)\$\$|\$([^$]*)\$", re.DOTALL)
SAYS_NOTHING = frozenset({"", "true", "false", "公式", "[公式]", "math", "formula", "equation", "latex", "tex", "image", "img"})
RENDERED = regex(
    r"/equation\?(?:[^#]{0,200}&)?tex=|codecogs\.com/|/latex\.php\?|chart\?(?:[^#]{0,200}&)?cht=tx|/media/math/render/|/render/math\?"
    r"|math\?formula=|math(?:tex|tran|\.now)[^?#]{0,40}\?|mimetex[^?#]{0,20}\?"
)
"""URLs of services that render the TeX in their query."""
QUERIES = ("tex", "latex", "chl", "math", "formula", "from")
IMAGE_NAMES = regex(r"mathcode|math-?(?:inline|block|img)|latex|tex|ee_img|equation|formula")
DISPLAYED = frozenset(
    {"katex-display", "mathjax_display", "mathjax_svg_display", "mjxc-display", "mwe-math-fallback-image-display"}
)


def printed_formula(tex: str) -> str:
    """``tex`` as it appears in text."""
    return f"${tex}$"


def tex_of(element: _Element) -> str | None:
    """The TeX of an element that shows a formula; empty if a neighbour has it; None if it is not known."""
    if element.get("aria-hidden") == "true" or _is_drawing(element):
        return _said_beside(element)
    if "MathJax" in (element.get("class") or "") and _said_beside(element) == "":
        return ""
    said = next((tex for name in TEX_ATTRIBUTES if (tex := _source(name, element.get(name)))), None)
    if said is None and element.get("class") == "ql-formula":
        said = cleaned(element.get("data-value"))
    if said is None and not len(element) and DELIMITED.fullmatch((element.text or "").strip()):
        said = cleaned(element.text)
    return said or _written_inside(element) or _said_beside(element)


def tex_of_math(element: _Element) -> str | None:
    """The TeX of a ``math`` element, from its annotation, or otherwise its MathML. None if it contains HTML."""
    if next(element.iterdescendants("img", *FOREIGN, *BREAKING), None) is not None:
        return None
    return _annotation(element) or cleaned(element.get("alttext")) or tex_of_mathml(element) or None


def tex_of_script(element: _Element) -> str | None:
    """The TeX in a MathJax script; None for any other script."""
    kind = element.get("type") or ""
    if element.tag != "script" or not TEX_SCRIPT.match(kind):
        return None
    return _source("data-mathml", element.text) if "mml" in kind.lower() else cleaned(element.text)


def tex_of_image(attributes: dict[str, str]) -> str | None:
    """The TeX of a picture of a formula: from an editor's attribute, its alt text, or the query of its URL."""
    for name in TEX_ATTRIBUTES:
        if name in attributes and (tex := _source(name, attributes[name])):
            return tex
    addresses = [value for value in attributes.values() if "/" in value and _is_drawn(value)]
    names = attributes.get("class", "")
    if addresses or "eeimg" in attributes or "mwe-math" in names:
        return cleaned(attributes.get("alt")) or next(filter(None, map(_asked_for, addresses)), None)
    if not names or not any(map(IMAGE_NAMES.fullmatch, names.split())):
        return None
    alt = cleaned(attributes.get("alt"))
    return alt if alt and not HAN.search(alt) else None


def _is_drawn(url: str) -> bool:
    """Whether ``url`` is that of a service that renders formulas; nearly all others contain none of its words."""
    may_be = "tex" in url or "math" in url or "cht=tx" in url or "codecogs" in url
    return may_be and RENDERED.search(url[:2048]) is not None


def is_displayed(element: _Element) -> bool:
    """Whether a formula is displayed on a line of its own."""
    names = (element.get("class") or "").lower().split()
    return (
        not DISPLAYED.isdisjoint(names)
        or element.get("display") in ("block", "true")
        or "mode=display" in element.get("type", "")
    )


def cleaned(tex: str | None) -> str | None:
    """``tex`` on one line, without delimiters and the style that renderers put around it; None if it is meaningless."""
    tex = " ".join((tex or "").split())
    if found := DELIMITED.fullmatch(tex):
        tex = next(group for group in found.groups() if group is not None).strip()
    if (found := DISPLAY_STYLE.fullmatch(tex)) and _is_whole(found[1]):
        tex = found[1].strip()
    return None if tex.lower() in SAYS_NOTHING else tex


def _is_whole(tex: str) -> bool:
    """Whether no brace in ``tex`` closes one that was opened before it."""
    depth = 0
    for char in tex:
        depth += (char == "{") - (char == "}")
        if depth < 0:
            return False
    return True


def _source(name: str, value: str | None) -> str | None:
    if name != "data-mathml" or not value:
        return cleaned(value)
    try:
        root = etree.fromstring(value.encode(), etree.XMLParser(recover=True, resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        return None
    return None if root is None else _annotation(root) or tex_of_mathml(root) or None


def _annotation(element: _Element) -> str | None:
    for annotation in element.iter("{*}annotation"):
        if "tex" in (annotation.get("encoding") or "").lower() and (tex := cleaned(annotation.text)):
            return tex
    return None


def _written_inside(element: _Element) -> str | None:
    for inner in element.iterdescendants("script", "math", "img"):
        if inner.tag == "script":
            tex = tex_of_script(inner)
        else:
            tex = tex_of_math(inner) if inner.tag == "math" else tex_of_image(dict(inner.items()))
        if tex:
            return tex
    annotated = next(filter(None, map(_last_line, element.iterdescendants("span"))), None)
    if annotated:
        return annotated
    inside = (_source(name, inner.get(name)) for inner in element.iterdescendants() for name in TEX_ATTRIBUTES if inner.get(name))
    return next(filter(None, inside), None)


def _is_drawing(element: _Element) -> bool:
    return (element.get("class") or "").split() == ["katex-html"]


def _last_line(element: _Element) -> str | None:
    """The TeX in KaTeX's MathML if only its text is left: its annotation, which is the last line."""
    if "katex-mathml" not in (element.get("class") or "") or next(element.iter("math"), None) is not None:
        return None
    lines = [line.strip() for line in "".join(element.itertext()).split("\n") if line.strip()]
    return cleaned(lines[-1]) if lines else None


def _said_beside(element: _Element) -> str | None:
    """Empty for a rendering whose source follows, or whose MathML precedes it."""
    following = element.getnext()
    for _ in range(2):
        if following is not None and isinstance(following.tag, str):
            if tex_of_script(following):
                return ""
            following = following.getnext()
    before = element.getprevious()
    if before is None or not (element.get("aria-hidden") == "true" or _is_drawing(element)):
        return None
    return "" if _last_line(before) or next(before.iter("math"), None) is not None else None


def _asked_for(url: str) -> str | None:
    """The TeX in the query of a rendering service."""
    try:
        query = urlsplit(url).query
        named = parse_qs(query, max_num_fields=20)
    except ValueError:
        return None
    tex = next((named[name][0] for name in QUERIES if name in named), None)
    return cleaned(unquote(query).replace("&space;", " ").removeprefix("\\inline") if tex is None else tex)
